"""MinHash signatures of windows of text, bit for bit those of datasketch, without an object a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.permutations import Permutations, mix32
from pipeline.minhash.spans import parts_of_about, places_in_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["window_signatures"]

_CHUNK = 1 << 17
"""Shingles worked on at once: 512 KiB, worked on in place, stay in the second-level cache for all permutations."""

_MODULUS = 1 << 32

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
        starts: int64[m], first shingle of each window; windows may overlap.
        lengths: int64[m], shingles in each window; 0 gives the empty signature.
        permutations: From ``make_permutations``.

    Returns:
        uint32[m, n_permutations]: row ``i`` has the hash values of ``datasketch.MinHash(num_perm, seed, hashfunc=int,
        scheme="affine32")`` after ``update_batch(shingles[starts[i] : starts[i] + lengths[i]])``.

    Source: Broder 1997; datasketch 2, scheme affine32. Cost: one multiply, add and minimum for each shingle of each
    window and permutation, in cache.
    """
    signatures = np.full((len(starts), len(permutations)), _EMPTY, np.uint32)
    filled = np.flatnonzero(lengths > 0)
    if len(filled) == 0:
        return signatures
    mixed = mix32(shingles)
    length = int(lengths[0])
    if np.all(lengths == length):
        span = np.arange(length)[:, None]
        for part in parts_of_about(lengths, _CHUNK):
            # Windows side by side in the last axis, so that the minimum runs down columns, a vector at a time.
            _minima_of_columns(mixed[starts[part][None, :] + span], permutations, signatures[part])
    else:
        for part in parts_of_about(lengths[filled], _CHUNK):
            windows = filled[part]
            signatures[windows] = _minima_of_windows(mixed, starts[windows], lengths[windows], permutations)
    return signatures


def _minima_of_windows(
    mixed: NDArray[np.uint32],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    permutations: Permutations,
) -> NDArray[np.uint32]:
    """The minimum of every window, of whatever length but 0, under every permutation."""
    values = mixed[places_in_spans(starts, lengths)]
    firsts = np.cumsum(lengths) - lengths
    permuted = np.empty_like(values)
    minima = np.empty((len(permutations), len(starts)), np.uint32)
    for index, (a, b) in enumerate(zip(permutations.a, permutations.b, strict=True)):
        np.multiply(values, a, out=permuted)
        np.add(permuted, b, out=permuted)
        np.minimum.reduceat(permuted, firsts, out=minima[index])
    return minima.T


def _minima_of_columns(
    columns: NDArray[np.uint32], permutations: Permutations, out: NDArray[np.uint32]
) -> None:
    """Write the minimum of every column under every permutation to ``out[column, permutation]``.

    The columns are overwritten: each permutation is reached from the one before it, in place, for affine maps compose.
    From ``y = a h + b`` the next is ``a' h + b' = r y + s`` with ``r = a' / a`` (odd numbers have inverses modulo
    2**32) and ``s = b' - r b``.
    """
    minima = np.empty((len(permutations), columns.shape[1]), np.uint32)
    a, b = 1, 0
    pairs = zip(permutations.a.tolist(), permutations.b.tolist(), strict=True)
    for index, (next_a, next_b) in enumerate(pairs):
        factor = next_a * pow(a, -1, _MODULUS) % _MODULUS
        np.multiply(columns, np.uint32(factor), out=columns)
        # The minimum of (a * h + b) needs b before the minimum, for the sum wraps around.
        np.add(columns, np.uint32((next_b - factor * b) % _MODULUS), out=columns)
        np.minimum.reduce(columns, axis=0, out=minima[index])
        a, b = next_a, next_b
    out[:] = minima.T
