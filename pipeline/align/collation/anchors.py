"""Anchors: runs of words that both profiles have once, in an order that holds on both sides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["find_anchors"]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)

_FREE = 8
"""Words at both ends of a run, at most, that are left to the alignment around it because they stand elsewhere too:
where words repeat, a run may end at several places."""


def find_anchors(a: NDArray[np.int64], b: NDArray[np.int64], run_words: int) -> list[Block]:
    """Find where two sequences surely correspond.

    Args:
        a: int64[n], one number a word.
        b: int64[m], equal numbers for equal words.
        run_words: Words of a run that must stand once in a and once in b.

    Returns:
        Runs of equal words, in order on both sides, those that hold the most words together; without the words at
        their ends that stand elsewhere too.

    Source: patience diff (Cohen), with runs for lines. Cost: a sort of each sequence.
    """
    if min(len(a), len(b)) < run_words:
        return []
    windows_a, windows_b = _windows(a, run_words), _windows(b, run_words)
    once_a, once_b = _once(windows_a), _once(windows_b)
    _, in_a, in_b = np.intersect1d(
        windows_a[once_a], windows_b[once_b], assume_unique=True, return_indices=True
    )
    begins_a, begins_b = once_a[in_a], once_b[in_b]
    order = np.argsort(begins_a, kind="stable")
    runs = _runs(begins_a[order], begins_b[order], run_words)
    size = 1 + int(max(a.max(), b.max()))
    alone = (np.bincount(a, minlength=size) == 1) & (np.bincount(b, minlength=size) == 1)
    return [_trimmed(run, a, b, alone) for run in _heaviest_chain(runs) if _is_equal(run, a, b)]


def _windows(words: NDArray[np.int64], length: int) -> NDArray[np.uint64]:
    """A number for each run of so many words."""
    mixed = np.zeros(len(words) - length + 1, np.uint64)
    for step in range(length):
        mixed = (mixed + words[step : step + len(mixed)].astype(np.uint64) + np.uint64(1)) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _once(windows: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where the runs begin that stand once."""
    _, first, count = np.unique(windows, return_index=True, return_counts=True)
    once: NDArray[np.int64] = first[count == 1]
    return once


def _runs(begins_a: NDArray[np.int64], begins_b: NDArray[np.int64], run_words: int) -> list[Block]:
    """Join windows that follow each other on both sides."""
    if not len(begins_a):
        return []
    breaks = np.flatnonzero((np.diff(begins_a) != 1) | (np.diff(begins_b) != 1)) + 1
    firsts, lasts = np.r_[0, breaks], np.r_[breaks, len(begins_a)]
    return [
        Block(a=int(begins_a[first]), b=int(begins_b[first]), words=int(last - first) + run_words - 1)
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)
    ]


def _heaviest_chain(runs: Sequence[Block]) -> list[Block]:
    """Of runs in the order of a, those in order on both sides that hold the most words; none overlaps the next.

    Source: heaviest increasing subsequence. Cost: n log n.
    """
    ends: list[int] = []
    weights: list[int] = []
    rows: list[int] = []
    before: list[int] = []
    for row, run in enumerate(runs):
        at = bisect_right(ends, run.b)
        weight = run.words + (weights[at - 1] if at else 0)
        before.append(rows[at - 1] if at else -1)
        at = bisect_left(ends, run.b + 1)
        if at and weights[at - 1] >= weight:
            continue
        ends.insert(at, run.b + 1)
        weights.insert(at, weight)
        rows.insert(at, row)
        later = at + 1
        while later < len(ends) and weights[later] <= weight:
            later += 1
        del ends[at + 1 : later], weights[at + 1 : later], rows[at + 1 : later]
    row = rows[-1] if rows else -1
    chain: list[Block] = []
    while row >= 0:
        chain.append(runs[row])
        row = before[row]
    return _apart(chain[::-1])


def _apart(chain: Sequence[Block]) -> list[Block]:
    """Runs without the words that the run before them has already."""
    apart: list[Block] = []
    for run in chain:
        overlap = max(apart[-1].end_a - run.a, apart[-1].end_b - run.b, 0) if apart else 0
        if overlap < run.words:
            apart.append(Block(a=run.a + overlap, b=run.b + overlap, words=run.words - overlap))
    return apart


def _is_equal(run: Block, a: NDArray[np.int64], b: NDArray[np.int64]) -> bool:
    return bool(np.array_equal(a[run.a : run.end_a], b[run.b : run.end_b]))


def _trimmed(run: Block, a: NDArray[np.int64], b: NDArray[np.int64], alone: NDArray[np.bool_]) -> Block:
    """A run without the words at its ends that stand elsewhere too, but for a word in its middle."""
    most = min(_FREE, run.words - 1)
    head = 0 if run.a == run.b == 0 else _free(alone[a[run.a : run.a + most]])
    at_end = (run.end_a, run.end_b) == (len(a), len(b))
    tail = 0 if at_end else _free(alone[a[run.end_a - most : run.end_a]][::-1])
    if head + tail >= run.words:
        head = min(head, (run.words - 1) // 2)
        tail = min(tail, run.words - 1 - head)
    return Block(a=run.a + head, b=run.b + head, words=run.words - head - tail)


def _free(alone: NDArray[np.bool_]) -> int:
    """How many words come before the first that stands nowhere else."""
    found = np.flatnonzero(alone)
    return int(found[0]) if len(found) else len(alone)
