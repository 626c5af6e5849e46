"""What a region may come to is told from sums, without aligning it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.minhash import reach as module
from pipeline.minhash.reach import region_reach
from pipeline.minhash.regions import Regions
from pipeline.minhash.runs import Runs

Row = tuple[int, int, int]


def reach_of(
    words: list[int], rows: list[Row], borders: list[int] | None = None, worth: int = 1000
) -> list[int]:
    left, right, length = (np.array(column, np.uint32) for column in zip(*rows, strict=True))
    regions = Regions(
        starts=np.array(borders or [0, len(rows)], np.int64), runs=Runs(left=left, right=right, words=length)
    )
    novel = np.full(len(words), worth, np.int16)
    return region_reach(regions, np.array(words, np.uint32), novel).tolist()


def test_a_run_alone_comes_to_what_its_words_tell() -> None:
    assert reach_of([1, 2, 3, 4, 1, 2, 3, 4], [(0, 4, 4)]) == [4000]


def test_equal_words_between_two_runs_of_one_diagonal_count() -> None:
    a, b = [1, 2, 3, 90, 5, 7, 8, 9], [1, 2, 3, 91, 5, 7, 8, 9]
    assert reach_of(a + b, [(0, 8, 3), (5, 13, 3)]) == [7000 - 1500]


def test_sentences_that_only_share_every_second_word_come_to_little() -> None:
    a = [word if at % 2 else 1000 + at for at, word in enumerate(range(40))]
    b = [word if at % 2 else 2000 + at for at, word in enumerate(range(40))]
    a[:3] = b[:3] = [1, 2, 3]
    a[37:] = b[37:] = [4, 5, 6]
    assert reach_of(a + b, [(0, 40, 3), (37, 77, 3)])[0] < 5000


def test_what_one_side_left_out_costs_less_than_both_parts_tell() -> None:
    first, second, cut = list(range(10)), list(range(20, 30)), list(range(50, 55))
    words = first + cut + second + first + second
    assert reach_of(words, [(0, 25, 10), (15, 35, 10)]) == [20_000 - 5 * 500]


def test_regions_do_not_borrow_from_each_other() -> None:
    words = [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]
    assert reach_of(words, [(0, 6, 3), (3, 9, 3)], borders=[0, 1, 2]) == [3000, 3000]


def test_no_region_has_no_reach() -> None:
    nothing = Runs(left=np.empty(0, np.uint32), right=np.empty(0, np.uint32), words=np.empty(0, np.uint32))
    regions = Regions(starts=np.zeros(1, np.int64), runs=nothing)
    assert region_reach(regions, np.empty(0, np.uint32), np.empty(0, np.int16)).tolist() == []


@given(
    words=st.lists(st.integers(0, 3), min_size=60, max_size=60),
    wanted=st.lists(st.tuples(st.integers(0, 29), st.integers(30, 59)), min_size=1, max_size=12),
    cuts=st.lists(st.integers(0, 12), max_size=3),
    at_once=st.integers(1, 40),
)
def test_parts_of_any_size_give_the_same(
    words: list[int], wanted: list[tuple[int, int]], cuts: list[int], at_once: int
) -> None:
    rows = sorted({(left, right, 1) for left, right in wanted if words[left] == words[right]})
    if not rows:
        return
    borders = sorted({0, len(rows), *(cut for cut in cuts if cut < len(rows))})
    whole = reach_of(words, rows, borders)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_WORDS_AT_ONCE", at_once)
        assert reach_of(words, rows, borders) == whole
    assert min(whole) >= 1000
