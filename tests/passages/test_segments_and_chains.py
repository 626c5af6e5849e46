"""Chains, blocks and segments against slow oracles."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.blocks import Block, align_stretches
from pipeline.align.chain import Run, best_chain
from pipeline.align.segments import maximal_segments, scoring_parts

words = st.lists(st.integers(0, 6), max_size=60)


@given(st.lists(st.integers(-20, 20), max_size=14))
def test_the_best_segment_is_among_the_maximal_ones(scores: list[int]) -> None:
    best = max((sum(scores[i:j]) for i, j in itertools.combinations(range(len(scores) + 1), 2)), default=0)
    found = [sum(scores[i:j]) for i, j in maximal_segments(scores)]
    assert max(found, default=0) == max(best, 0)


@given(st.lists(st.integers(-20, 20), max_size=30))
def test_maximal_segments_are_disjoint_in_order_and_cannot_be_cut(scores: list[int]) -> None:
    segments = maximal_segments(scores)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(segments))
    for begin, end in segments:
        assert all(sum(scores[begin:cut]) > 0 for cut in range(begin + 1, end + 1))
        assert all(sum(scores[cut:end]) > 0 for cut in range(begin, end))


@given(words, words)
def test_blocks_hold_equal_words_in_order(a: list[int], b: list[int]) -> None:
    words_a, words_b = np.array(a, np.uint32), np.array(b, np.uint32)
    blocks = align_stretches(words_a, words_b, (0, len(a), 0, len(b)), [])
    for block in blocks:
        assert a[block.a : block.end_a] == b[block.b : block.end_b]
    for left, right in itertools.pairwise(blocks):
        assert left.end_a <= right.a
        assert left.end_b <= right.b
        assert (left.end_a, left.end_b) != (right.a, right.b)


def test_a_word_that_stands_at_both_ends_of_a_cut_does_not_part_it() -> None:
    a = np.array([1, 2, 3, 9, 10, 11], np.uint32)
    b = np.array([1, 2, 3, 50, 9, 51, 52, 9, 10, 11], np.uint32)
    blocks = align_stretches(a, b, (0, len(a), 0, len(b)), [])
    assert blocks == [Block(a=0, b=0, words=3), Block(a=3, b=7, words=3)]


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 6), st.integers(1, 9000)),
        min_size=1,
        max_size=12,
        unique=True,
    )
)
def test_a_chain_keeps_its_order_on_both_sides_and_is_worth_what_it_says_at_most(
    rows: list[tuple[int, int, int, int]],
) -> None:
    rows.sort()
    runs = Run(
        *[],
        **{
            name: np.array(column)
            for name, column in zip(("a", "b", "words", "worth"), zip(*rows, strict=True), strict=True)
        },
    )
    chain, worth = best_chain(runs)
    assert all(
        runs.a[left] < runs.a[right] and runs.b[left] < runs.b[right]
        for left, right in itertools.pairwise(chain)
    )
    assert max(row[3] for row in rows) <= worth <= sum(int(runs.worth[row]) for row in chain)


def test_parts_end_where_a_gap_parts_two_passages() -> None:
    blocks = [Block(a=0, b=0, words=5), Block(a=6, b=6, words=5), Block(a=60, b=12, words=5)]
    parts = scoring_parts(
        blocks, [9000, 9000, 9000], lambda left, right: None if right.a - left.end_a > 40 else 1000, 5000
    )
    assert parts == [blocks[:2], blocks[2:]]
