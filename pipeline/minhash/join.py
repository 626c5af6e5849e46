"""The band join: which windows share a key, found by sorting one band at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["bucket_edges", "count_pairs", "join_band", "join_bands", "pairs_in_buckets"]


def bucket_edges(keys: NDArray[np.uint32] | NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each run of equal keys begins, and the end.

    Args:
        keys: Sorted, of length n.

    Returns:
        int64[n_buckets + 1]; bucket ``i`` is ``keys[edges[i] : edges[i + 1]]``.
    """
    if len(keys) == 0:
        return np.zeros(1, np.int64)
    return np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))


def count_pairs(sizes: NDArray[np.int64]) -> int:
    """How many pairs there are inside buckets of these sizes."""
    return int((sizes * (sizes - 1) // 2).sum())


def pairs_in_buckets(
    starts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of places inside each bucket of a sorted sequence.

    Args:
        starts: int64[m], first place of each bucket.
        sizes: int64[m], places in each bucket.

    Returns:
        Two int64 arrays of equal length, ``left < right``: places in the sorted sequence.

    Cost: linear in the number of pairs, no loop over buckets.
    """
    # Each place of a bucket is the left one for all places after it.
    total = int(sizes.sum())
    if total == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    first = np.repeat(starts, sizes)
    size = np.repeat(sizes, sizes)
    rank = np.arange(total, dtype=np.int64) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    after = size - rank - 1
    left = np.repeat(first + rank, after)
    step = np.arange(len(left), dtype=np.int64) - np.repeat(np.cumsum(after) - after, after)
    return left, left + step + 1


def join_band(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of windows with an equal key in one band.

    Args:
        hashes: uint64[m], one key a window.

    Returns:
        Two int64 arrays ``i < j`` of window numbers, each pair once, in no promised order.

    Cost: one sort of m keys and one step a pair.
    """
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    edges = bucket_edges(ordered)
    sizes = np.diff(edges)
    many = sizes > 1
    left, right = pairs_in_buckets(edges[:-1][many], sizes[many])
    # A stable sort keeps equal keys in window order, so left stays below right.
    return order[left], order[right]


def join_bands(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of windows that share the key of at least one band.

    Args:
        keys: uint64[m, bands] from ``band_hashes``.

    Returns:
        Two int64 arrays ``i < j``, sorted, each pair once.

    Cost: one sort a band; memory holds one band and the pairs found.
    """
    m, bands = keys.shape
    found = np.empty(0, np.int64)
    for band in range(bands):
        i, j = join_band(np.ascontiguousarray(keys[:, band]))
        found = np.unique(np.concatenate([found, i * m + j]))
    return found // max(m, 1), found % max(m, 1)
