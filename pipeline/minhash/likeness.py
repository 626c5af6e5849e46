"""The MinHash estimate of how alike two passages are, for many pairs at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.shingles import shingle_hashes
from pipeline.minhash.signatures import window_signatures
from pipeline.minhash.spans import parts_of_about, places_in_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.minhash.permutations import Permutations

__all__ = ["estimate_jaccard"]

_WORDS_AT_ONCE = 1 << 20
"""Words of both sides gathered in one step."""

_VALUES_AT_ONCE = 1 << 24
"""Minima of both sides held in one step."""


def estimate_jaccard(
    word_hash: NDArray[np.uint32],
    *,
    first_a: NDArray[np.int64],
    words_a: NDArray[np.int64],
    first_b: NDArray[np.int64],
    words_b: NDArray[np.int64],
    shingle_words: int,
    permutations: Permutations,
) -> NDArray[np.float64]:
    """Estimate Jaccard's index of the sets of shingles of both sides of each pair of passages.

    Args:
        word_hash: uint32[n], the words of the concatenated corpus.
        first_a: int64[m], first word of side a of each pair, counted in the corpus.
        words_a: int64[m], words of side a.
        first_b: int64[m], first word of side b.
        words_b: int64[m], words of side b.
        shingle_words: Words in a shingle, at least 1; where a side has fewer, the words of the shorter side.
        permutations: More give a better estimate.

    Returns:
        float64[m], 0 to 1: the share of permutations under which both sides have the same minimum, as
        ``datasketch.MinHash.jaccard`` gives it. Standard error at most ``0.5 / sqrt(len(permutations))``. A side
        without words is like nothing but another such side.

    Source: Broder 1997. Cost: one multiply, add and minimum for each word and permutation, in bounded memory.
    """
    length = np.clip(np.minimum(words_a, words_b), 1, shingle_words)
    estimates = np.empty(len(length), np.float64)
    for k in np.unique(length).tolist():
        chosen = np.flatnonzero(length == k)
        # A signature costs memory as its words do.
        share = _WORDS_AT_ONCE * 2 * len(permutations) // _VALUES_AT_ONCE
        for part in parts_of_about(words_a[chosen] + words_b[chosen] + share, _WORDS_AT_ONCE):
            pairs = chosen[part]
            a = _signatures(word_hash, first_a[pairs], words_a[pairs], k, permutations)
            b = _signatures(word_hash, first_b[pairs], words_b[pairs], k, permutations)
            estimates[pairs] = np.count_nonzero(a == b, axis=1) / len(permutations)
    return estimates


def _signatures(
    word_hash: NDArray[np.uint32],
    firsts: NDArray[np.int64],
    words: NDArray[np.int64],
    k: int,
    permutations: Permutations,
) -> NDArray[np.uint32]:
    """Signatures of spans of words; only shingles inside a span count."""
    shingles = shingle_hashes(word_hash[places_in_spans(firsts, words)], k)
    return window_signatures(shingles, np.cumsum(words) - words, np.maximum(words - k + 1, 0), permutations)
