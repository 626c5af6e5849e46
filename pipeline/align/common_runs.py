"""Common runs: where two sequences of words have the same words in a row, and which of them keep one order."""

from __future__ import annotations

import bisect
import heapq
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["common_runs", "longest_first", "unique_runs"]

_MIXER = np.uint64(0x9E3779B97F4A7C15)
_MIX_SHIFT = np.uint64(29)

_MOST_PAIRS = 1 << 12
"""Pairs of places of one phrase that are looked at; what stands more often on both sides says nothing of a place."""


def common_runs(a: NDArray[np.uint32], b: NDArray[np.uint32], least: int) -> list[Block]:
    """All maximal runs of equal words.

    Args:
        a: Words of side a as numbers; equal numbers are equal words.
        b: The same of side b.
        least: Words of the shortest run, at least 1.

    Returns:
        Runs in the order of the diagonals; they may overlap and cross. Phrases that stand very often on both sides
        open no run of their own.

    Cost: a sort of the words, and of the pairs of places that share ``least`` words.
    """
    if min(len(a), len(b)) < least:
        return []
    grams_a, grams_b = _grams(a, least), _grams(b, least)
    at_a, at_b = _equal_places(grams_a, grams_b)
    if len(at_a) == 0:
        return []
    order = np.lexsort((at_a, at_b - at_a))
    at_a, at_b = at_a[order], at_b[order]
    new = np.ones(len(at_a), bool)
    new[1:] = (np.diff(at_b - at_a) != 0) | (np.diff(at_a) != 1)
    begins = np.flatnonzero(new)
    lengths = np.diff(np.append(begins, len(at_a))) + least - 1
    runs = zip(at_a[begins].tolist(), at_b[begins].tolist(), lengths.tolist(), strict=True)
    return [Block(a=i, b=j, words=words) for i, j, words in runs]


def _grams(words: NDArray[np.uint32], length: int) -> NDArray[np.uint64]:
    """Hashes of all runs of some words."""
    count = len(words) - length + 1
    mixed = np.zeros(count, np.uint64)
    for step in range(length):
        mixed = (mixed ^ words[step : step + count]) * _MIXER
        mixed ^= mixed >> _MIX_SHIFT
    return mixed


def _equal_places(
    a: NDArray[np.uint64], b: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of places with equal values, but for values with too many pairs."""
    order_a, order_b = np.argsort(a, kind="stable"), np.argsort(b, kind="stable")
    values, first_a, count_a = np.unique(a[order_a], return_index=True, return_counts=True)
    sorted_b = b[order_b]
    first_b = np.searchsorted(sorted_b, values)
    count_b = np.searchsorted(sorted_b, values, side="right") - first_b
    kept = (count_b > 0) & (count_a * count_b <= _MOST_PAIRS)
    first_a, count_a, first_b, count_b = first_a[kept], count_a[kept], first_b[kept], count_b[kept]
    pairs = count_a * count_b
    rank = np.arange(int(pairs.sum())) - np.repeat(np.cumsum(pairs) - pairs, pairs)
    of_b = np.repeat(count_b, pairs)
    return (
        order_a[np.repeat(first_a, pairs) + rank // of_b],
        order_b[np.repeat(first_b, pairs) + rank % of_b],
    )


def unique_runs(a: NDArray[np.uint32], b: NDArray[np.uint32], length: int) -> list[Block]:
    """Runs of equal words that stand once on each side, in one order: the surest places to cut two long texts.

    Args:
        a: Words of side a as numbers.
        b: The same of side b.
        length: Words that must be unique together.

    Returns:
        The most such runs that keep their order on both sides.

    Source: patience diff (Cohen), with longest increasing subsequence after Schensted 1961.
    Cost: a sort of the words.
    """
    if min(len(a), len(b)) < length:
        return []
    values_a, once_a = _once(_grams(a, length))
    values_b, once_b = _once(_grams(b, length))
    at_b = np.minimum(np.searchsorted(values_b, values_a), max(0, len(values_b) - 1))
    both = np.flatnonzero(values_b[at_b] == values_a) if len(values_b) else np.zeros(0, np.int64)
    places_a, places_b = once_a[both], once_b[at_b[both]]
    order = np.argsort(places_a, kind="stable")
    kept = _increasing(places_b[order].tolist())
    runs: list[Block] = []
    for i, j in zip(places_a[order][kept].tolist(), places_b[order][kept].tolist(), strict=True):
        if not np.array_equal(a[i : i + length], b[j : j + length]):
            continue
        last = runs[-1] if runs else None
        if last is not None and i - last.a == j - last.b and i <= last.end_a:
            runs[-1] = Block(a=last.a, b=last.b, words=i + length - last.a)
        elif last is None or (i >= last.end_a and j >= last.end_b):
            runs.append(Block(a=i, b=j, words=length))
    return runs


def _once(grams: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The values that stand once, sorted, and where each stands."""
    values, first, counts = np.unique(grams, return_index=True, return_counts=True)
    once = counts == 1
    return values[once], first[once]


def _increasing(values: Sequence[int]) -> list[int]:
    """Which of some distinct values make up their longest increasing subsequence."""
    tails: list[int] = []
    tail_at: list[int] = []
    before = [-1] * len(values)
    for at, value in enumerate(values):
        row = bisect.bisect_left(tails, value)
        before[at] = tail_at[row - 1] if row else -1
        tails[row : row + 1] = [value]
        tail_at[row : row + 1] = [at]
    kept: list[int] = []
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        kept.append(at)
        at = before[at]
    return kept[::-1]


def longest_first(runs: Sequence[Block], words_a: int, words_b: int, least: int) -> list[Block]:
    """Runs taken the longest first, each where it keeps the order of those before it.

    Args:
        runs: Maximal runs of equal words, in any order.
        words_a: Words of side a.
        words_b: Words of side b.
        least: Words of the shortest run to take, after what others have taken of it is cut off.

    Returns:
        Runs in order on both sides. Of equally long ones that is first which stands at the most similar place.

    Source: Ratcliff, Metzener 1988 (pattern matching by longest common substrings), over runs found beforehand.
    Cost: n log n for n runs.
    """
    heap = [_ranked(run, words_a, words_b) for run in runs if run.words >= least]
    heapq.heapify(heap)
    taken: list[Block] = []
    while heap:
        *_, run = heapq.heappop(heap)
        at = bisect.bisect_right(taken, run.a, key=lambda block: block.a)
        low_a, low_b = (taken[at - 1].end_a, taken[at - 1].end_b) if at else (0, 0)
        high_a, high_b = (taken[at].a, taken[at].b) if at < len(taken) else (words_a, words_b)
        skip = max(0, low_a - run.a, low_b - run.b)
        words = min(run.words, high_a - run.a, high_b - run.b) - skip
        if words == run.words:
            taken.insert(at, run)
        elif words >= least:
            cut = Block(a=run.a + skip, b=run.b + skip, words=words)
            heapq.heappush(heap, _ranked(cut, words_a, words_b))
    return taken


def _ranked(run: Block, words_a: int, words_b: int) -> tuple[int, int, int, int, Block]:
    """Longest first; of equals, that which lies nearest to the same share of both texts."""
    slant = abs(run.a * max(1, words_b) - run.b * max(1, words_a))
    return -run.words, slant, run.a, run.b, run
