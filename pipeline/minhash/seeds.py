"""Seeds: pairs of places where the same shingle begins, from the join of the minima of short windows.

A window of ``window_words`` words slides over every document, a word at a time; under each permutation its smallest
shingle is kept. Two texts that share ``window_words`` consecutive words share all shingles of that window, so
they keep a
common one: every verbatim run of that length is found, wherever it stands. Varied text is found when any
permutation
keeps the same shingle on both sides, which more permutations make likelier.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import CheckError
from pipeline.minhash.join import bucket_edges, count_pairs, pairs_in_buckets
from pipeline.minhash.permutations import Permutations, mix32
from pipeline.minhash.shingles import shingle_hashes, within_documents
from pipeline.minhash.signatures import winnow

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Seeds", "find_seeds", "select_shingles"]

_PLACE_BITS = np.uint64(32)
_PLACE_MASK = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seeds:
    """Pairs of places with equal words.

    ``left < right`` are places (word numbers, int64[n]) in the concatenated corpus; ``words`` (int64[n]) says
    how many words
    from there on are equal at least.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    words: NDArray[np.int64]


def select_shingles(
    shingles: NDArray[np.uint32],
    document_starts: NDArray[np.int64],
    *,
    shingle_words: int,
    window_words: int,
    permutations: Permutations,
) -> NDArray[np.bool_]:
    """Which shingles are the minimum of some short window under some permutation.

    Args:
        shingles: uint32[n - shingle_words + 1] of the concatenated corpus.
        document_starts: int64[n_documents + 1].
        shingle_words: Words in a shingle.
        window_words: Words in a window; ``shingle_words`` or less selects every shingle.
        permutations: One minimum is kept a window and permutation.

    Returns:
        bool, one a shingle. Depends on nothing but the document a shingle stands in.

    Source: Schleimer, Wilkerson, Aiken 2003, with several permutations (Broder 1997).
    Cost: two sliding passes a permutation.
    """
    width = window_words - shingle_words + 1
    inside = within_documents(document_starts, shingle_words)
    if width <= 1:
        return inside
    mixed = mix32(shingles)
    selected = np.zeros(len(shingles), bool)
    for a, b in zip(permutations.a, permutations.b, strict=True):
        permuted = mixed * a + b
        for begin, end in itertools.pairwise(document_starts):
            last = end - shingle_words + 1
            if last > begin:
                selected[begin:last] |= winnow(permuted[begin:last], width)
    return selected & inside


def find_seeds(
    word_hash: NDArray[np.uint32],
    document_starts: NDArray[np.int64],
    *,
    shingle_words: int,
    window_words: int,
    permutations: Permutations,
    hot_bucket: int,
    max_seeds: int,
) -> Seeds:
    """Pairs of places that share a selected shingle, across and inside documents.

    A shingle with more than ``hot_bucket`` places says little by itself; there the shingle is made longer, word
    by word,
    until the bucket falls apart or the shingle is as long as a window. What is still hot then is a passage with
    many copies: each is linked to the next in corpus order, so that none is lost and the work stays linear.

    Args:
        word_hash: uint32[n].
        document_starts: int64[n_documents + 1].
        shingle_words: Words in a shingle.
        window_words: Words in a window: the length of verbatim runs that are always found.
        permutations: Minima kept a window.
        hot_bucket: Places a shingle may have before it is made longer.
        max_seeds: Guard rail.

    Returns:
        The pairs, sorted by length of the shingle, then by no promised order.

    Raises:
        CheckError: There are more pairs than ``max_seeds``.

    Cost: one sort of the selected shingles for each length, and one step a pair.
    """
    shingles = shingle_hashes(word_hash, shingle_words)
    selected = select_shingles(
        shingles,
        document_starts,
        shingle_words=shingle_words,
        window_words=window_words,
        permutations=permutations,
    )
    places = np.flatnonzero(selected)
    longest = max(shingle_words, window_words)
    found: list[Seeds] = []
    n_found = 0
    for words in range(shingle_words, longest + 1):
        if words > shingle_words:
            shingles = shingle_hashes(word_hash, words)
            inside = within_documents(document_starts, words)
            places = places[places < len(inside)]
            places = places[inside[places]]
        keys, ordered = _sorted_by_key(shingles, places)
        edges = bucket_edges(keys)
        sizes = np.diff(edges)
        # Still hot at full length: a passage with many copies.
        limit = hot_bucket
        paired = (sizes > 1) & (sizes <= limit)
        n_found += count_pairs(sizes[paired])
        if n_found > max_seeds:
            raise CheckError.too_many_candidates(n_found, max_seeds)
        left, right = pairs_in_buckets(edges[:-1][paired], sizes[paired])
        found.append(_seeds(ordered[left], ordered[right], words))
        hot = sizes > limit
        if not hot.any():
            break
        in_hot = np.repeat(hot, sizes)
        if words == longest:
            follows = in_hot[1:] & (keys[1:] == keys[:-1])
            at = np.flatnonzero(follows)
            found.append(_seeds(ordered[at], ordered[at + 1], words))
            break
        places = np.sort(ordered[in_hot])
    return Seeds(
        left=np.concatenate([part.left for part in found]),
        right=np.concatenate([part.right for part in found]),
        words=np.concatenate([part.words for part in found]),
    )


def _seeds(left: NDArray[np.int64], right: NDArray[np.int64], words: int) -> Seeds:
    return Seeds(left=left, right=right, words=np.full(len(left), words, np.int64))


def _sorted_by_key(
    shingles: NDArray[np.uint32], places: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Keys and places, sorted by key and then by place.

    Key and place share one 64-bit number, for one plain sort of numbers is several times faster than sorting an
    index.
    """
    packed = (shingles[places].astype(np.uint64) << _PLACE_BITS) | places.astype(np.uint64)
    packed.sort()
    return (packed >> _PLACE_BITS).astype(np.uint32), (packed & _PLACE_MASK).astype(np.int64)
