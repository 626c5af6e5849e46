"""The measures of benchmarks/alignment.py, on alignments whose score can be reckoned by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

PAIRS_GOLD = {
    "witnesses": {"a": ["The", "old", "boat", "lay", "there"], "b": ["there", "the", "olde", "boat", "lay"]},
    "pairs": {"a\tb": [[0, 1], [1, 2], [2, 3], [3, 4], [4, 0]]},
    "moved": {"a\tb": [[4, 0]]},
}
TABLE_GOLD = {
    "cell": "segment",
    "witnesses": {"a": ["one", "two", "three", "four"], "b": ["one", "zwei", "drei", "four"]},
    "rows": [{"a": [0, 1], "b": [0, 1]}, {"a": [1, 3], "b": [1, 3]}, {"a": [3, 4], "b": [3, 4]}],
}


@pytest.fixture(scope="module")
def alignment(load_benchmark: Callable[[str], ModuleType]) -> ModuleType:
    return load_benchmark("alignment")


def test_the_gold_itself_scores_one(alignment: ModuleType) -> None:
    found = [{"a\tb": [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)]}]
    it = alignment.agreement([PAIRS_GOLD], found)
    assert (it.pair.f1, it.hard.f1, it.moved.precision, it.moved.recall) == (1, 1, 1, 1)


def test_what_is_missing_costs_recall_and_what_is_wrong_costs_precision(alignment: ModuleType) -> None:
    it = alignment.agreement([PAIRS_GOLD], [{"a\tb": [(0, 1), (1, 3), (2, 2)]}])
    assert (it.pair.precision, it.pair.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 5))
    assert (it.hard.precision, it.hard.recall) == (0, 0)
    assert (it.moved.recall, it.moved.precision) == (0, 1)


def test_against_a_table_a_pair_is_right_inside_its_row(alignment: ModuleType) -> None:
    it = alignment.agreement([TABLE_GOLD], [{"a\tb": [(0, 0), (1, 2), (2, 1), (3, 3)]}])
    assert (it.pair.f1, it.hard.precision) == (1, 1)
    it = alignment.agreement([TABLE_GOLD], [{"a\tb": [(0, 1), (3, 3)]}])
    assert (it.pair.precision, it.pair.recall) == (pytest.approx(1 / 2), pytest.approx(1 / 4))


def test_our_alignment_of_a_gold_file_is_scored_and_written(alignment: ModuleType, tmp_path: Path) -> None:
    found, speed = alignment.align([PAIRS_GOLD])
    it = alignment.agreement([PAIRS_GOLD], found)
    assert it.pair.recall == 1
    assert speed > 0
    alignment.write_found(tmp_path / "x" / "found.json", found, as_list=True)
    assert '"a\\tb"' in (tmp_path / "x" / "found.json").read_text(encoding="utf-8")
