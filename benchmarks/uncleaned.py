"""Precision on text that was not cleaned: two long texts with quotations planted, and with what repeats but is no copy.

    python benchmarks/uncleaned.py [TEXT_A TEXT_B] [--seed N] [--sample N]

The two texts are given (say, two novels of one author) or made of invented words. Into them go

* quotations of 8 to 60 words of A in B, some changed in one word of eight: these are to be matches;
* a notice of one paragraph, running heads, an idiom of six words, a refrain of one of the texts, a heading that cites a
  work, and a formula whose words change from place to place, as laws have it: these are to be none.

For each kind it prints how many of its places lie in a match, and for the matches how many are quotations, how many are
planted to mislead, and how many are neither: what the texts themselves repeat. A sample of those goes to
``benchmarks/results/uncleaned_sample.txt``, to be read. Reading rule: right is what somebody must have had before him
(or in his ear) to write it; what two writers, or one writer twice, may put down without it is wrong.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline import load_config, run_pipeline

SAMPLE = Path(__file__).resolve().parent / "results" / "uncleaned_sample.txt"
HALF = 0.5
QUOTATIONS = 40
LENGTHS = (8, 10, 12, 15, 20, 30, 60)
CHANGED = 8
"""Of so many words of a quotation one is changed, in every second quotation."""

NOTICE = (
    "This copy was read by machine from a worn original. Errors remain; readers who find one are asked to write to the "
    "keeper of the collection, who will be glad of it. No part of it may be sold without leave in writing."
)
HEAD = "THE CHRONICLE OF THE LOWER WEIR"
IDIOM = "when all is said and done"
REFRAIN = "And the river went on as it had always gone."
CITED = "Martha Ellwood, The Weir and the Mill: Leaves of a Day Book (1911)"
FORMULA = (
    "Whoever takes {0} from the {1} without leave of the {2} shall pay {3} marks to the chest, and shall bring back "
    "the {4} before the {5} are rung."
)
PLACES = {"notice": 4, "head": 12, "idiom": 10, "refrain": 8, "cited": 5, "formula": 15}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Something planted: what kind, in which text (0 or 1), and where, in code points."""

    kind: str
    text: int
    begin: int
    end: int


def invented(words: int, seed: int) -> str:
    """Prose of invented words with the frequencies of a language, in sentences and paragraphs."""
    chosen = random.Random(seed)
    letters = random.Random(0)
    vocabulary = [
        "".join(letters.choice("abcdefghilmnoprstuv") for _ in range(letters.randint(2, 9)))
        for _ in range(9000)
    ]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    drawn = chosen.choices(vocabulary, weights, k=words)
    sentences = [" ".join(drawn[at : at + 14]).capitalize() + "." for at in range(0, words, 14)]
    return "\n\n".join(" ".join(sentences[at : at + 6]) for at in range(0, len(sentences), 6))


def plant(a: str, b: str, seed: int) -> tuple[tuple[str, str], list[Planted]]:
    """Put quotations of A into B, and what misleads into both."""
    chosen = random.Random(seed)
    common = [word for word, _ in Counter(re.findall(r"\w+", a + b)).most_common(3000)][200:]
    pieces: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    source = re.findall(r"\S+", a)
    for number in range(QUOTATIONS):
        length = LENGTHS[number % len(LENGTHS)]
        at = chosen.randrange(len(source) - length)
        quoted = source[at : at + length]
        if number % 2:
            for word in range(CHANGED // 2, length, CHANGED):
                quoted[word] = chosen.choice(common)
        pieces[1].append((f"quotation of {length}", " ".join(quoted)))
    fixed = {"notice": NOTICE, "head": HEAD, "idiom": IDIOM, "cited": CITED}
    for side in (0, 1):
        for kind, text in fixed.items():
            pieces[side].extend((kind, text) for _ in range(PLACES[kind]))
        pieces[side].extend(
            ("formula", FORMULA.format(*chosen.sample(common, 6))) for _ in range(PLACES["formula"])
        )
    pieces[0].extend(("refrain", REFRAIN) for _ in range(PLACES["refrain"]))
    texts: list[str] = []
    planted: list[Planted] = []
    for side, text in enumerate((a, b)):
        chosen.shuffle(pieces[side])
        made, places = insert(text, pieces[side], chosen)
        texts.append(made)
        planted.extend(Planted(kind=kind, text=side, begin=begin, end=end) for kind, begin, end in places)
    return (texts[0], texts[1]), planted


def insert(
    text: str, pieces: list[tuple[str, str]], chosen: random.Random
) -> tuple[str, list[tuple[str, int, int]]]:
    """A text with pieces put in at the ends of sentences: idiom, refrain and quotation inline, others as paragraphs."""
    sentences = [match.end() for match in re.finditer(r"[.!?]\s+", text)]
    inline = {"idiom", "refrain"}
    points = sorted((chosen.choice(sentences), chosen.random(), kind, piece) for kind, piece in pieces)
    made: list[str] = []
    places: list[tuple[str, int, int]] = []
    last = length = 0
    for point, _, kind, piece in points:
        beside = " " if kind in inline or kind.startswith("quotation") else "\n\n"
        made.append(text[last:point] + beside)
        length += len(made[-1])
        places.append((kind, length, length + len(piece)))
        made.append(piece + beside)
        length += len(made[-1])
        last = point
    return "".join(made) + text[last:], places


def main() -> int:
    """Plant, run, count, and write what is to be read."""
    parser = argparse.ArgumentParser(description="Precision on text that was not cleaned.")
    parser.add_argument(
        "texts", nargs="*", type=Path, metavar="TEXT", help="two text files; none: invented prose"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=100, help="matches to write out for reading")
    arguments = parser.parse_args()
    if len(arguments.texts) not in {0, 2}:
        parser.error("give two texts or none")
    a, b = (
        (path.read_text(encoding="utf-8") for path in arguments.texts)
        if arguments.texts
        else (invented(60_000, arguments.seed), invented(60_000, arguments.seed + 1))
    )
    texts, planted = plant(a, b, arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        inputs, outputs = Path(folder) / "inputs", Path(folder) / "outputs"
        inputs.mkdir()
        for name, text in zip("ab", texts, strict=True):
            (inputs / f"{name}.txt").write_text(text, encoding="utf-8")
        overrides = {"paths.inputs": str(inputs), "paths.outputs": str(outputs)}
        run_pipeline(load_config(None, overrides=overrides).config)
        report(outputs, planted, arguments.sample, arguments.seed)
    return 0


def report(outputs: Path, planted: list[Planted], sample: int, seed: int) -> None:
    """Print the counts and write the sample."""
    import polars as pl

    matches = pl.read_parquet(outputs / "matches.parquet").to_dicts()
    spans = [
        [(int(row["a_path"] == "b.txt"), row["a_begin"], row["a_end"]), (1, row["b_begin"], row["b_end"])]
        if row["b_path"] == "b.txt"
        else [(0, row["a_begin"], row["a_end"]), (0, row["b_begin"], row["b_end"])]
        for row in matches
    ]
    found: Counter[str] = Counter()
    for one in planted:
        if one.kind.startswith("quotation") and one.text == 0:
            continue
        inside = any(shared(one, side) >= HALF * (one.end - one.begin) for pair in spans for side in pair)
        found[one.kind] += inside
    total = Counter(one.kind for one in planted)
    for kind in sorted(total, key=lambda kind: (not kind.startswith("quotation"), len(kind), kind)):
        print(f"{kind:16} {found[kind]:3} of {total[kind]:3} places in a match")
    verdicts: Counter[str] = Counter()
    natural = []
    for row, pair in zip(matches, spans, strict=True):
        kinds = [
            {one.kind.split()[0] for one in planted if shared(one, side) >= HALF * (side[2] - side[1])}
            for side in pair
        ]
        misleading = (kinds[0] | kinds[1]) - {"quotation"}
        verdict = (
            "quotation" if "quotation" in kinds[0] | kinds[1] else "misleading" if misleading else "natural"
        )
        verdicts[verdict] += 1
        if verdict == "natural":
            natural.append(row)
    print(
        f"{len(matches)} matches: " + ", ".join(f"{n} {verdict}" for verdict, n in sorted(verdicts.items()))
    )
    chosen = random.Random(seed).sample(natural, min(sample, len(natural)))
    SAMPLE.parent.mkdir(parents=True, exist_ok=True)
    with SAMPLE.open("w", encoding="utf-8") as file:
        for row in chosen:
            file.write(
                f"{row['a_path']} {row['b_path']} {row['score_bits']}\n  {row['a_text']}\n  {row['b_text']}\n"
            )


def shared(one: Planted, side: tuple[int, int, int]) -> int:
    """Code points that a planted piece and a side of a match have in common."""
    return max(0, min(one.end, side[2]) - max(one.begin, side[1])) if one.text == side[0] else 0


if __name__ == "__main__":
    sys.exit(main())
