"""MinHash signatures of windows of text, bit for bit those of datasketch, without an object a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.permutations import Permutations, mix32

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["jaccard_estimate", "sliding_minimum", "window_signatures", "winnow"]

_CHUNK = 1 << 16
"""Shingles worked on at once: 256 KiB in and 256 KiB out stay in the second-level cache for all permutations."""

_EMPTY = np.uint32(0xFFFFFFFF)
"""datasketch's value for the minimum of nothing."""


def window_signatures(
    shingles: NDArray[np.uint32],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    permutations: Permutations,
) -> NDArray[np.uint32]:
    """MinHash signatures of windows of shingles.

    Args:
        shingles: uint32[n] shingle hashes in text order.
        starts: int64[m], first shingle of each window.
        lengths: int64[m], shingles in each window; 0 gives the empty signature.
        permutations: From ``make_permutations``.

    Returns:
        uint32[m, n_permutations]: row ``i`` equals ``datasketch.MinHash(num_perm, seed, hashfunc=int,
        scheme="affine32")``
        after ``update_batch(shingles[starts[i] : starts[i] + lengths[i]])``.

    Source: Broder 1997; datasketch 2, scheme affine32. Cost: one multiply, add and minimum for each shingle of
    each window and permutation, in cache.
    """
    m = len(starts)
    signatures = np.full((m, len(permutations)), _EMPTY, np.uint32)
    if m == 0 or len(shingles) == 0:
        return signatures
    mixed = mix32(shingles)
    length = int(lengths[0])
    if length > 0 and np.all(lengths == length):
        step = max(1, _CHUNK // length)
        span = np.arange(length)[:, None]
        for lo in range(0, m, step):
            hi = min(m, lo + step)
            # Windows side by side in the last axis, so that the minimum runs down columns, a vector at a time.
            columns = mixed[starts[lo:hi][None, :] + span]
            _minima_of_columns(columns, permutations, signatures[lo:hi])
        return signatures
    for i in range(m):
        part = mixed[starts[i] : starts[i] + lengths[i]]
        if len(part):
            permuted = part[:, None] * permutations.a[None, :] + permutations.b[None, :]
            signatures[i] = permuted.min(axis=0)
    return signatures


def _minima_of_columns(
    columns: NDArray[np.uint32], permutations: Permutations, out: NDArray[np.uint32]
) -> None:
    """Write the minimum of every column under every permutation to ``out[column, permutation]``."""
    permuted = np.empty_like(columns)
    minima = np.empty((len(permutations), columns.shape[1]), np.uint32)
    for index, (a, b) in enumerate(zip(permutations.a, permutations.b, strict=True)):
        np.multiply(columns, a, out=permuted)
        # The minimum of (a * h + b) needs b before the minimum, for the sum wraps around.
        np.add(permuted, b, out=permuted)
        np.minimum.reduce(permuted, axis=0, out=minima[index])
    out[:] = minima.T


def jaccard_estimate(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> float:
    """Share of permutations under which two signatures agree: an unbiased estimate of Jaccard's index.

    Args:
        a: uint32[n_permutations].
        b: uint32[n_permutations], made with the same permutations.

    Returns:
        0 to 1; standard error at most ``0.5 / sqrt(n_permutations)``.
    """
    return float(np.count_nonzero(a == b)) / len(a)


def sliding_minimum(values: NDArray[np.uint32], width: int) -> NDArray[np.uint32]:
    """Minimum over every window of ``width`` consecutive values.

    Args:
        values: uint32[n].
        width: At least 1.

    Returns:
        uint32[max(0, n - width + 1)].

    Cost: log2(width) + 1 passes, by doubling.
    """
    n = len(values) - width + 1
    if n <= 0:
        return np.empty(0, np.uint32)
    covered, minima = 1, values
    while covered * 2 <= width:
        minima = np.minimum(minima[:-covered], minima[covered:])
        covered *= 2
    rest = width - covered
    return np.minimum(minima[:n], minima[rest : rest + n]) if rest else minima[:n].copy()


def winnow(values: NDArray[np.uint32], width: int) -> NDArray[np.bool_]:
    """Which values are the minimum of some window of ``width`` consecutive values.

    Two texts that share ``width`` consecutive shingles share the minimum of that window, so every run of
    ``width + k - 1`` equal words leaves a common selected shingle of ``k`` words. That is MinHash with one
    permutation over sliding windows.

    Args:
        values: uint32[n] permuted shingle hashes of one document.
        width: Shingles in a window, at least 1; 1 selects all.

    Returns:
        bool[n]. A text shorter than one window selects its own minimum. Ties are all selected: the choice
        between equal shingles must not depend on what stands around them.

    Source: Schleimer, Wilkerson, Aiken, Winnowing, SIGMOD 2003. Cost: two sliding passes, about 2 / (width + 1)
    selected.
    """
    n = len(values)
    if n == 0 or width <= 1:
        return np.ones(n, bool)
    if n <= width:
        return np.asarray(values == values.min())
    minima = sliding_minimum(values, width)
    # A value is selected when it equals the largest of the minima of the windows that hold it.
    padded = np.concatenate([np.zeros(width - 1, np.uint32), minima, np.zeros(width - 1, np.uint32)])
    largest = ~sliding_minimum(~padded, width)
    return np.asarray(largest == values)
