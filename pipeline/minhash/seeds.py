"""Seeds: pairs of places where the same words begin, from the join of the minima of short windows.

Every verbatim run of ``window_words`` words is found, wherever it stands, for its window keeps the same shingle on both
sides (see ``winnowing``). Varied text is found when any permutation keeps the same shingle on both sides, which more
permutations make likelier.

A shingle with more places than a bucket may have is hot: it says little by itself, and its pairs would be too many. It
is made longer, a word at a time, while that makes its bucket fall apart. Where that fails nothing is lost: a window
whose minima are all hot is joined whole, and if even whole windows are too many they are the copies of one crowd, each
of which is linked to the same one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import CheckError
from pipeline.minhash.join import bucket_edges, count_pairs, pairs_in_buckets
from pipeline.minhash.shingles import lengthen_shingles, shingle_hashes, shingles_at, within_documents
from pipeline.minhash.spans import parts_of_about
from pipeline.minhash.winnowing import select_shingles, windows_of_marked_minima

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.minhash.permutations import Permutations

__all__ = ["Seeds", "find_seeds"]

_SIDE = np.uint64(32)
_PLACE = np.uint64(0xFFFFFFFF)

_PAIRS_AT_ONCE = 1 << 20
"""Pairs made in one step, so that what is needed to make them stays small beside the pairs themselves."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seeds:
    """Pairs of places with equal words.

    Attributes:
        left: uint32[n], word numbers in the concatenated corpus.
        right: uint32[n], the other places; ``left < right``.
        words: uint16[n], how many words from there on have the same hash as a shingle: equal words, but for one pair of
            different shingles in four thousand million.
    """

    left: NDArray[np.uint32]
    right: NDArray[np.uint32]
    words: NDArray[np.uint16]

    def __len__(self) -> int:
        """The number of pairs."""
        return len(self.left)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Buckets:
    """Places by key: those from ``starts[i]`` on, ``sizes[i]`` of them, ascend and have the same of ``keys``."""

    keys: NDArray[np.uint32]
    places: NDArray[np.uint32]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> _Buckets:
        """The chosen buckets, closed up."""
        members = np.repeat(chosen, self.sizes)
        sizes = self.sizes[chosen]
        return _Buckets(
            keys=self.keys[members],
            places=self.places[members],
            starts=np.cumsum(sizes) - sizes,
            sizes=sizes,
        )


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

    Args:
        word_hash: uint32[n], n below 2**32 - 2**16.
        document_starts: int64[n_documents + 1].
        shingle_words: Words in a shingle.
        window_words: Words in a window, ``shingle_words`` or more: the length of verbatim runs that are always found.
        permutations: Minima kept a window.
        hot_bucket: Places a shingle may have before it is made longer.
        max_seeds: Guard rail.

    Returns:
        Seeds, in no promised order. As pairs of places in documents they do not depend on the order of the documents.
        Every two equal runs of ``window_words`` words or more share a seed inside them or, where more than
        ``hot_bucket`` places have the same window, are both linked to the same third one.

    Raises:
        CheckError: There are more pairs than ``max_seeds``.

    Cost: one sort of the selected shingles, further sorts of the hot ones, and one step a pair, of which a place has at
    most ``hot_bucket / 2`` for each length.
    """
    shingles = shingle_hashes(word_hash, shingle_words)
    selected = select_shingles(
        shingles,
        document_starts,
        shingle_words=shingle_words,
        window_words=window_words,
        permutations=permutations,
    )
    places = np.flatnonzero(selected).astype(np.uint32)
    found = _Found(max_seeds)
    hot = found.pair_up(_buckets(shingles[places], places), shingle_words, hot_bucket)
    if len(hot.places) == 0:
        return found.seeds()
    marked = np.zeros(len(shingles), bool)
    marked[hot.places] = True
    windows = windows_of_marked_minima(
        shingles,
        marked,
        document_starts,
        shingle_words=shingle_words,
        window_words=window_words,
        permutations=permutations,
    ).astype(np.uint32)
    del shingles, selected, marked
    for words in range(shingle_words + 1, window_words):
        inside = within_documents(document_starts, words)
        fits = hot.places < len(inside)
        fits[fits] = inside[hot.places[fits]]
        places = hot.places[fits]
        keys = lengthen_shingles(hot.keys[fits], word_hash[places + np.uint32(words - 1)])
        hot = found.pair_up(_buckets(keys, places), words, hot_bucket)
    crowds = found.pair_up(
        _buckets(_window_keys(word_hash, windows, window_words), windows), window_words, hot_bucket
    )
    found.link_crowds(crowds, _document_ranks(word_hash, document_starts), document_starts, window_words)
    return found.seeds()


class _Found:
    """Seeds found so far, under the guard rail."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._n = 0
        self._parts: list[Seeds] = []

    def pair_up(self, buckets: _Buckets, words: int, hot_bucket: int) -> _Buckets:
        """Take all pairs of places of each bucket that is not hot.

        Returns:
            The hot buckets.
        """
        hot = buckets.sizes > hot_bucket
        starts, sizes = buckets.starts[~hot], buckets.sizes[~hot]
        n_pairs = self._admit(count_pairs(sizes))
        left, right = np.empty(n_pairs, np.uint32), np.empty(n_pairs, np.uint32)
        done = 0
        for part in parts_of_about(sizes * (sizes - 1) // 2, _PAIRS_AT_ONCE):
            i, j = pairs_in_buckets(starts[part], sizes[part])
            left[done : done + len(i)] = buckets.places[i]
            right[done : done + len(i)] = buckets.places[j]
            done += len(i)
        self._add(left, right, words)
        return buckets.only(hot)

    def link_crowds(
        self,
        crowds: _Buckets,
        ranks: NDArray[np.uint64],
        document_starts: NDArray[np.int64],
        words: int,
    ) -> None:
        """Link all places of each bucket to its first by the rank of documents: linear, and all stay connected."""
        if len(crowds.places) == 0:
            return
        self._admit(len(crowds.places) - len(crowds.sizes))
        document = np.searchsorted(document_starts, crowds.places, "right") - 1
        ranked = (ranks[document] << _SIDE) | crowds.places
        first = (np.minimum.reduceat(ranked, crowds.starts) & _PLACE).astype(np.uint32)
        representative = np.repeat(first, crowds.sizes)
        others = crowds.places != representative
        places, representative = crowds.places[others], representative[others]
        self._add(np.minimum(places, representative), np.maximum(places, representative), words)

    def seeds(self) -> Seeds:
        """All seeds found."""
        return Seeds(
            left=np.concatenate([part.left for part in self._parts]),
            right=np.concatenate([part.right for part in self._parts]),
            words=np.concatenate([part.words for part in self._parts]),
        )

    def _admit(self, n: int) -> int:
        self._n += n
        if self._n > self._most:
            raise CheckError.too_many_candidates(self._n, self._most)
        return n

    def _add(self, left: NDArray[np.uint32], right: NDArray[np.uint32], words: int) -> None:
        self._parts.append(Seeds(left=left, right=right, words=np.full(len(left), words, np.uint16)))


def _buckets(keys: NDArray[np.uint32], places: NDArray[np.uint32]) -> _Buckets:
    """Buckets of two places and more.

    Key and place share one 64-bit number, for one plain sort of numbers is several times faster than sorting an index.
    """
    packed = keys.astype(np.uint64)
    packed <<= _SIDE
    packed |= places
    packed.sort()
    ordered = (packed >> _SIDE).astype(np.uint32)
    edges = bucket_edges(ordered)
    sizes = np.diff(edges)
    every = _Buckets(keys=ordered, places=(packed & _PLACE).astype(np.uint32), starts=edges[:-1], sizes=sizes)
    return every.only(sizes > 1)


def _window_keys(
    word_hash: NDArray[np.uint32], windows: NDArray[np.uint32], window_words: int
) -> NDArray[np.uint32]:
    """One number for all windows of the same words.

    By hashes of 64 bits and not 32, for two crowds that hash alike would cut each other off.
    """
    first = shingles_at(word_hash, windows, window_words).astype(np.uint64)
    second = shingles_at(~word_hash, windows, window_words)
    _, keys = np.unique((first << _SIDE) | second, return_inverse=True)
    return np.asarray(keys, np.uint32)


def _document_ranks(word_hash: NDArray[np.uint32], document_starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """An order of the documents that comes from their words, so that it is the same in whatever order they stand.

    Documents with the same words in another order, and documents of no words, are taken as they stand.
    """
    sums = np.zeros(len(document_starts) - 1, np.uint64)
    filled = np.diff(document_starts) > 0
    if filled.any():
        sums[filled] = np.add.reduceat(word_hash, document_starts[:-1][filled], dtype=np.uint64)
    ranks = np.empty(len(sums), np.uint64)
    ranks[np.argsort(sums, kind="stable")] = np.arange(len(sums), dtype=np.uint64)
    return ranks
