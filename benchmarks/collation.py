"""How well and how fast all witnesses of a text are collated, beside CollateX in the same run.

    python benchmarks/collation.py GOLD.json... [--collatex PYTHON]

A GOLD.json holds ``witnesses``, tokens by siglum, and the editors' ``rows`` of token spans, as its judge
``score_alignment.py``, which must stand in the same folder, describes them. All systems are given the same tokens. The
judge's F1 of aligned pairs of tokens and of those pairs whose tokens differ are printed, with tokens a second of
processor time; the predicted tables are written to ``benchmarks/results/found/``. CollateX is compared if an
interpreter that has it from PyPI is named (``python -m venv X && X/bin/pip install collatex Levenshtein``); a set of
12,000 tokens takes it some minutes.

Then sixteen witnesses of 850 words, made here by copying copies with 6 % of the words changed, are collated, and 5,000
witnesses of a text of 200 words with names and years filled in.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.align.collation.collate import collate
from pipeline.align.collation.profile import CollatedText
from pipeline.align.sentences import border_in
from pipeline.corpus.normalise import fold_word

RESULTS = Path(__file__).resolve().parent / "results" / "found"

Rows = list[dict[str, list[int]]]

WITNESSES, WORDS, CHANGED = 16, 850, 0.06
CROWD, CROWD_WORDS = 5000, 200

COLLATEX = """
import json, sys, time
from collatex import Collation, collate
witnesses = json.load(sys.stdin)
collation = Collation.create_from_dict({"witnesses": [
    {"id": siglum, "tokens": [{"t": token + " ", "n": token, "i": at} for at, token in enumerate(tokens)]}
    for siglum, tokens in witnesses.items()]})
begun = time.process_time()
made = json.loads(collate(collation, output="json", segmentation=False))
seconds = time.process_time() - begun
columns = range(len(made["table"][0]))
named = list(zip(made["witnesses"], made["table"]))
rows = [{siglum: [row[k][0]["i"], row[k][-1]["i"] + 1] for siglum, row in named if row[k]} for k in columns]
json.dump({"seconds": seconds, "rows": rows}, sys.stdout)
"""


def text_of(tokens: Sequence[str]) -> CollatedText:
    """Tokens of the gold as words: what is letter or digit in them, folded; marks alone stay what they are."""
    letters = ["".join(c for c in token if c.isalnum()) for token in tokens]
    words = tuple(
        fold_word(word, keep_marks=False) if word else token
        for word, token in zip(letters, tokens, strict=True)
    )
    borders = [0]
    for before, token in pairwise(tokens):
        tail = before[len(before.rstrip("""!?.,;:)”"'’—""")) :]
        borders.append(int(border_in(f"{tail} ", before.removesuffix(tail), token)))
    return CollatedText(words=words, borders=tuple(borders))


def our_rows(witnesses: Mapping[str, Sequence[str]]) -> tuple[Rows, float]:
    """Collate the witnesses.

    Returns:
        Rows of the table, and the seconds of processor time.
    """
    begun = time.process_time()
    collation = collate([text_of(tokens) for tokens in witnesses.values()])
    seconds = time.process_time() - begun
    rows: Rows = [{} for _ in range(collation.n_columns)]
    for siglum, columns in zip(witnesses, collation.column_of, strict=True):
        for word, column in enumerate(columns.tolist()):
            rows[column][siglum] = [word, word + 1]
    return rows, seconds


def collatex_rows(witnesses: Mapping[str, Sequence[str]], python: str) -> tuple[Rows, float]:
    """The same by CollateX, in an interpreter that has it."""
    done = subprocess.run(  # noqa: S603 - the interpreter is named by whoever runs this
        [python, "-c", COLLATEX], input=json.dumps(witnesses), capture_output=True, text=True, check=True
    )
    made = json.loads(done.stdout)
    return made["rows"], made["seconds"]


def judge_beside(gold: Path) -> Callable[[Any, Any], dict[str, Any]]:
    """The function ``score`` of the judge that stands beside a gold file."""
    spec = importlib.util.spec_from_file_location("score_alignment", gold.parent / "score_alignment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    score: Callable[[Any, Any], dict[str, Any]] = module.score
    return score


def compare(path: Path, collatex: str | None) -> None:
    """Collate one set, and print what the judge says."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    witnesses = gold["witnesses"]
    n_tokens = sum(map(len, witnesses.values()))
    print(f"{gold['name']}: {len(witnesses)} witnesses, {n_tokens:,} tokens")
    systems: dict[str, tuple[Rows, float]] = {"ours": our_rows(witnesses)}
    if collatex:
        systems["CollateX"] = collatex_rows(witnesses, collatex)
    judge = judge_beside(path)
    for name, (rows, seconds) in systems.items():
        prediction = {"rows": rows}
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / f"{path.stem}.{name}.json").write_text(json.dumps(prediction), encoding="utf-8")
        found = judge(gold, prediction)
        print(
            f"  {name:<9} pair F1 {found['pair_f1']:.4f}  F1 on words that differ {found['hard_f1']:.4f}"
            f"  {n_tokens / seconds:>9,.0f} tokens/s"
        )
    if collatex:
        print(f"  {systems['CollateX'][1] / systems['ours'][1]:,.0f} times as fast")


def vocabulary(rng: random.Random) -> tuple[list[str], list[float]]:
    """Words of made-up letters with the frequencies of a language (Zipf)."""
    lengths = (1, 2, 3, 3, 4, 5, 6, 7, 8, 10)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.choice(lengths))) for _ in range(3000)]
    return words, [1 / rank for rank in range(1, len(words) + 1)]


def copied_tradition(rng: random.Random) -> list[list[str]]:
    """Sixteen witnesses, each a copy of one before it with words left out, exchanged and added."""
    words, weights = vocabulary(rng)
    texts = [rng.choices(words, weights, k=WORDS)]
    while len(texts) < WITNESSES:
        made = []
        for word in rng.choice(texts):
            chance = rng.random()
            if chance < CHANGED / 3:
                continue
            made.append(rng.choices(words, weights)[0] if chance < 2 * CHANGED / 3 else word)
            if 2 * CHANGED / 3 <= chance < CHANGED:
                made.append(rng.choices(words, weights)[0])
        texts.append(made)
    return texts


def boilerplate(rng: random.Random) -> list[list[str]]:
    """Five thousand witnesses of one text with a name and a year filled in, some without a clause."""
    words, weights = vocabulary(rng)
    base = rng.choices(words, weights, k=CROWD_WORDS)
    texts = []
    for number in range(CROWD):
        made = list(base)
        made[10], made[120] = f"name{number}", str(1900 + number % 90)
        if number % 7 == 0:
            del made[50:55]
        texts.append(made)
    return texts


def timed(name: str, texts: Sequence[Sequence[str]]) -> None:
    """Collate texts without punctuation, and print how long it took."""
    held = [CollatedText(words=tuple(words), borders=(0,) * len(words)) for words in texts]
    begun = time.process_time()
    collation = collate(held)
    seconds = time.process_time() - begun
    print(f"{name}: {seconds:.2f} s, {collation.n_columns:,} columns")


def main() -> int:
    """Run it.

    Returns:
        The exit code 0.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--collatex", metavar="PYTHON", help="an interpreter that has CollateX")
    arguments = parser.parse_args()
    for path in arguments.gold:
        compare(path, arguments.collatex)
    rng = random.Random(1)
    timed(f"{WITNESSES} witnesses of {WORDS} words", copied_tradition(rng))
    timed(f"{CROWD:,} witnesses of {CROWD_WORDS} words, no two the same", boilerplate(rng))
    return 0


if __name__ == "__main__":
    sys.exit(main())
