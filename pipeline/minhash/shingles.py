"""Shingles: hashes of runs of k consecutive words, one for every place where such a run begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.permutations import mix32

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["lengthen_shingles", "shingle_hashes", "shingles_at", "within_documents"]

_CHUNK = 1 << 16
"""Shingles hashed at once: 256 KiB, so that they stay in the second-level cache."""

_NO_SALT = np.uint32(0)

_STEP = np.uint32(0x9E3779B1)
"""Odd, from the golden ratio (Knuth 6.4): successive words must not cancel when they are equal."""


def shingle_hashes(word_hash: NDArray[np.uint32], k: int) -> NDArray[np.uint32]:
    """Hash every run of ``k`` consecutive words, order included.

    Args:
        word_hash: uint32[n], one hash a word.
        k: Words in a shingle, at least 1.

    Returns:
        uint32[max(0, n - k + 1)]; entry ``i`` covers words ``i`` to ``i + k - 1``. Runs that cross from one document
        into the next are included: leave them out with ``within_documents``.

    Cost: ``k`` multiply-adds and mixes a word, in cache.
    """
    n = max(0, len(word_hash) - k + 1)
    hashes = np.empty(n, np.uint32)
    for low in range(0, n, _CHUNK):
        high = min(n, low + _CHUNK)
        combined = mix32(word_hash[low:high])
        for offset in range(1, k):
            combined = lengthen_shingles(combined, word_hash[low + offset : high + offset])
        hashes[low:high] = combined
    return hashes


def lengthen_shingles(shingles: NDArray[np.uint32], next_words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Hashes of the same shingles with one more word each.

    Args:
        shingles: uint32[n], hashes of ``k`` words.
        next_words: uint32[n], the word after each.

    Returns:
        uint32[n], as ``shingle_hashes`` gives them for ``k + 1`` words.

    Cost: one multiply-add and one mix a shingle.
    """
    combined = shingles * _STEP
    combined += next_words
    return mix32(combined)


def shingles_at(
    word_hash: NDArray[np.uint32],
    places: NDArray[np.int64] | NDArray[np.uint32],
    k: int,
    *,
    salt: np.uint32 = _NO_SALT,
) -> NDArray[np.uint32]:
    """Hashes of the shingles of ``k`` words at some places only.

    Args:
        word_hash: uint32[n].
        places: First word of each shingle; ``k`` words follow.
        k: Words in a shingle, at least 1.
        salt: What the words are mixed with first: another gives hashes that are independent.

    Returns:
        uint32[len(places)], without salt as ``shingle_hashes`` gives them.

    Cost: ``k`` multiply-adds and mixes a place.
    """
    combined = mix32(word_hash[places] ^ salt)
    for offset in range(1, k):
        combined = lengthen_shingles(combined, word_hash[places + places.dtype.type(offset)] ^ salt)
    return combined


def within_documents(document_starts: NDArray[np.int64], k: int) -> NDArray[np.bool_]:
    """Which shingles of the concatenated corpus lie inside one document.

    Args:
        document_starts: int64[n_documents + 1], first word of each document and the number of all words.
        k: Words in a shingle.

    Returns:
        bool[max(0, n_words - k + 1)].

    Cost: one pass, and ``k`` steps a document.
    """
    n = max(0, int(document_starts[-1]) - k + 1)
    inside = np.ones(n, bool)
    for back in range(1, k):
        crossing = document_starts[1:-1] - back
        inside[crossing[(crossing >= 0) & (crossing < n)]] = False
    return inside
