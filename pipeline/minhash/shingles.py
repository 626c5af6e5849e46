"""Shingles: hashes of runs of k consecutive words, one for every place where such a run begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.permutations import mix32

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["shingle_hashes", "within_documents"]

_STEP = np.uint32(0x9E3779B1)
"""Odd, from the golden ratio (Knuth 6.4): successive words must not cancel when they are equal."""


def shingle_hashes(word_hash: NDArray[np.uint32], k: int) -> NDArray[np.uint32]:
    """Hash every run of ``k`` consecutive words, order included.

    Args:
        word_hash: uint32[n], one hash a word.
        k: Words in a shingle, at least 1.

    Returns:
        uint32[max(0, n - k + 1)]; entry ``i`` covers words ``i`` to ``i + k - 1``. Runs that cross from one
        document into the
        next are included: leave them out with ``within_documents``.

    Cost: ``k`` multiply-adds and one mix a word.
    """
    n = len(word_hash) - k + 1
    if n <= 0:
        return np.empty(0, np.uint32)
    combined = word_hash[:n].copy()
    for offset in range(1, k):
        combined = mix32(combined)
        combined *= _STEP
        combined += word_hash[offset : offset + n]
    return mix32(combined)


def within_documents(document_starts: NDArray[np.int64], k: int) -> NDArray[np.bool_]:
    """Which shingles of the concatenated corpus lie inside one document.

    Args:
        document_starts: int64[n_documents + 1], first word of each document and the number of all words.
        k: Words in a shingle.

    Returns:
        bool[max(0, n_words - k + 1)].
    """
    n = max(0, int(document_starts[-1]) - k + 1)
    inside = np.ones(n, bool)
    for back in range(1, k):
        crossing = document_starts[1:-1] - back
        inside[crossing[(crossing >= 0) & (crossing < n)]] = False
    return inside
