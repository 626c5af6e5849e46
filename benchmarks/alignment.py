"""How well our pairwise alignment agrees with hand-made or planted alignments, and how fast it is.

    python benchmarks/alignment.py GOLD.json...                    our figures
    python benchmarks/alignment.py GOLD.json... --collatex PYTHON  and those of CollateX, which that interpreter has

A gold file holds one object, or a list of them: ``witnesses`` (name to tokens) and either ``pairs`` of token numbers
for two witnesses, with ``moved`` for those that stand in another order, or ``rows`` of a collation table (name to a
half-open span of tokens); with ``cell`` "segment" a row holds more than one token and does not say which stands
against which.

*Pair F1* is over all aligned pairs of tokens, *hard F1* over those whose tokens differ in more than case and
punctuation, *moved* over pairs that touch a moved token. A table has no place for what was moved and pairs rewritten
words by their row: against one, our alignment is asked for pairs in order, and for the rest of each short row.

What was found goes to ``benchmarks/results/found/alignment_NAME.json``, for other judges: ``pairs`` of token numbers
for each two witnesses.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.align.pairwise import align_tokens

FOUND = Path(__file__).resolve().parent / "results" / "found"
COLLATEX = Path(__file__).resolve().parent / "collatex_pairs.py"

Pairs = set[tuple[int, int]]
Gold = dict[str, Any]
Found = dict[str, list[tuple[int, int]]]

NOT_WORD = re.compile(r"[^\w]+")


@dataclass(slots=True)
class Tally:
    """Counts of one sort of pairs: predicted, of these right, in the gold, of these found."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, *, predicted: int, right: int, gold: int, found: int) -> None:
        """Count those of two more witnesses."""
        self.counts.update(predicted=predicted, right=right, gold=gold, found=found)

    @property
    def precision(self) -> float:
        """Right among predicted."""
        return self.counts["right"] / self.counts["predicted"] if self.counts["predicted"] else 1.0

    @property
    def recall(self) -> float:
        """Found among gold."""
        return self.counts["found"] / self.counts["gold"] if self.counts["gold"] else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How an alignment agrees with the gold."""

    pair: Tally = field(default_factory=Tally)
    hard: Tally = field(default_factory=Tally)
    moved: Tally = field(default_factory=Tally)


def folded(token: str) -> str:
    """A token as equal and differing ones are told apart: without case and punctuation."""
    return NOT_WORD.sub("", token.casefold()) or token


def agreement(golds: Sequence[Gold], found: Sequence[Found]) -> Agreement:
    """Compare what was found with golds, counts summed over all pairs of witnesses."""
    total = Agreement()
    for gold, pairs in zip(golds, found, strict=True):
        for a, b in both_of(gold):
            predicted = set(pairs[f"{a}\t{b}"])
            words_a, words_b = ([folded(token) for token in gold["witnesses"][name]] for name in (a, b))
            differ = {(i, j) for i, j in predicted if words_a[i] != words_b[j]}
            if gold.get("cell") == "segment":
                add_rows(total, gold["rows"], (a, b), predicted, differ, (words_a, words_b))
            else:
                add_pairs(total, gold, (a, b), predicted, differ, (words_a, words_b))
    return total


def both_of(gold: Gold) -> Iterator[tuple[str, str]]:
    """Every two witnesses, in the order of their names."""
    return itertools.combinations(sorted(gold["witnesses"]), 2)


def add_rows(
    total: Agreement,
    rows: Sequence[dict[str, Sequence[int]]],
    names: tuple[str, str],
    predicted: Pairs,
    differ: Pairs,
    words: tuple[list[str], list[str]],
) -> None:
    """Count against a table: a pair is right if both tokens stand in one row."""
    a, b = names
    row_a, row_b = (
        {token: number for number, row in enumerate(rows) if name in row for token in range(*row[name])}
        for name in names
    )
    right = {(i, j) for i, j in predicted if i in row_a and row_a[i] == row_b.get(j)}
    gold = found = 0
    hard = set()
    for row in rows:
        if a not in row or b not in row:
            continue
        need = min(row[a][1] - row[a][0], row[b][1] - row[b][0])
        inside = [(i, j) for i in range(*row[a]) for j in range(*row[b]) if (i, j) in right]
        gold += need
        found += min(need, len({i for i, _ in inside}), len({j for _, j in inside}))
        one_each = row[a][1] - row[a][0] == 1 == row[b][1] - row[b][0]
        if one_each and words[0][row[a][0]] != words[1][row[b][0]]:
            hard.add((row[a][0], row[b][0]))
    total.pair.add(predicted=len(predicted), right=len(right), gold=gold, found=found)
    total.hard.add(
        predicted=len(differ), right=len(differ & right), gold=len(hard), found=len(hard & predicted)
    )


def add_pairs(
    total: Agreement,
    gold: Gold,
    names: tuple[str, str],
    predicted: Pairs,
    differ: Pairs,
    words: tuple[list[str], list[str]],
) -> None:
    """Count against pairs of tokens."""
    pairs, moved = gold_pairs(gold, "pairs", names), gold_pairs(gold, "moved", names)
    hard = {(i, j) for i, j in pairs if words[0][i] != words[1][j]}
    moved_a, moved_b = {i for i, _ in moved}, {j for _, j in moved}
    touching = {(i, j) for i, j in predicted if i in moved_a or j in moved_b}
    for tally, one, other in ((total.pair, predicted, pairs), (total.hard, differ, hard)):
        tally.add(predicted=len(one), right=len(one & other), gold=len(other), found=len(one & other))
    total.moved.add(
        predicted=len(touching), right=len(touching & pairs), gold=len(moved), found=len(moved & predicted)
    )


def gold_pairs(gold: Gold, key: str, names: tuple[str, str]) -> Pairs:
    """The pairs of two witnesses, whichever stands first in the file."""
    a, b = names
    held = gold.get(key) or {}
    return {(i, j) for i, j in held.get(f"{a}\t{b}", ())} | {(j, i) for i, j in held.get(f"{b}\t{a}", ())}


def align(golds: Sequence[Gold]) -> tuple[list[Found], float]:
    """Our alignments of all pairs of witnesses, and tokens a second of processor time."""
    tokens, begin = 0, time.process_time()
    found = []
    for gold in golds:
        is_table = "rows" in gold
        pairs = {}
        for a, b in both_of(gold):
            sides = gold["witnesses"][a], gold["witnesses"][b]
            pairs[f"{a}\t{b}"] = align_tokens(*sides, moved=not is_table, rest=is_table)
            tokens += len(sides[0]) + len(sides[1])
        found.append(pairs)
    return found, tokens / (time.process_time() - begin)


def align_by_collatex(golds: Sequence[Gold], python: Path) -> tuple[list[Found], float]:
    """What CollateX makes of the same pairs of witnesses, with tokens folded for it as for the measures."""
    asked = [
        {
            "key": f"{a}\t{b}",
            "tokens": [[[token, folded(token)] for token in gold["witnesses"][name]] for name in (a, b)],
        }
        for gold in golds
        for a, b in both_of(gold)
    ]
    done = subprocess.run(  # noqa: S603 - the interpreter that the user names
        [str(python), str(COLLATEX)], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    pairs = iter([[(i, j) for i, j in one] for one in answer["pairs"]])
    found = [{f"{a}\t{b}": next(pairs) for a, b in both_of(gold)} for gold in golds]
    return found, answer["tokens"] / answer["seconds"]


def read_gold(path: Path) -> list[Gold]:
    """The objects of a gold file."""
    held = json.loads(path.read_text(encoding="utf-8"))
    return held if isinstance(held, list) else [held]


def write_found(path: Path, found: list[Found], *, as_list: bool) -> None:
    """Write alignments in the form that a judge reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    objects = [{"pairs": pairs} for pairs in found]
    path.write_text(json.dumps(objects if as_list else objects[0]), encoding="utf-8")


def show(name: str, it: Agreement, speed: float) -> None:
    """Print a line of figures."""
    print(
        f"{name:34} {it.pair.f1:7.4f} {it.pair.precision:6.4f} {it.pair.recall:6.4f} {it.hard.f1:8.4f} "
        f"{it.hard.precision:6.4f} {it.hard.recall:6.4f} {it.moved.precision:8.4f} {it.moved.recall:7.4f} "
        f"{speed:11,.0f}",
        flush=True,
    )


def main() -> int:
    """Align each gold file and print a line for it."""
    parser = argparse.ArgumentParser(description="Measure pairwise alignment.")
    parser.add_argument("golds", nargs="+", type=Path, metavar="GOLD", help="a file of hand-made alignments")
    parser.add_argument("--collatex", type=Path, metavar="PYTHON", help="an interpreter that has CollateX")
    parser.add_argument("--found", type=Path, default=FOUND, help="where to write what was found")
    arguments = parser.parse_args()
    columns = "pair F1      P      R  hard F1      P      R  moved P moved R    tokens/s"
    print(f"{'set':34} {columns}")
    for path in arguments.golds:
        golds = read_gold(path)
        ways: list[tuple[str, Callable[[], tuple[list[Found], float]]]] = [("", lambda: align(golds))]  # noqa: B023
        if arguments.collatex is not None:
            ways.append((" CollateX", lambda: align_by_collatex(golds, arguments.collatex)))  # noqa: B023
        for way, run in ways:
            found, speed = run()
            is_list = path.read_text(encoding="utf-8").lstrip().startswith("[")
            name = f"{path.stem}{way}"
            write_found(arguments.found / f"alignment_{name.replace(' ', '_')}.json", found, as_list=is_list)
            show(name, agreement(golds, found), speed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
