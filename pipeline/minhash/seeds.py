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

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.errors import CheckError
from pipeline.minhash.buckets import Buckets, joined_buckets, parts_by_key, sort_into_buckets
from pipeline.minhash.seed_index import SeedIndex, SeedLevel, level_of
from pipeline.minhash.shingles import lengthen_shingles, shingle_hashes, shingles_at, within_documents
from pipeline.minhash.sides import compared_words, may_be_on_both_sides, two_sided
from pipeline.minhash.spans import as_places
from pipeline.minhash.threads import Threads
from pipeline.minhash.winnowing import select_shingles, windows_of_marked_minima

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.minhash.permutations import Permutations

__all__ = ["find_seeds"]

_SIDE = np.uint64(32)
_PLACE = np.uint64(0xFFFFFFFF)
_LAST = np.uint64(0xFFFFFFFFFFFFFFFF)
_OTHER_SALT = np.uint32(0xFFFFFFFF)
_SPREAD = np.uint32(0x9E3779B1)
"""Odd, so that no two numbers become one (Knuth 6.4)."""

_SORTED_AT_ONCE = 1 << 22
"""Places sorted in one step, so that what sorting needs stays small beside a large corpus."""


def find_seeds(
    word_hash: NDArray[np.uint32],
    document_starts: NDArray[np.int64],
    *,
    shingle_words: int,
    window_words: int,
    permutations: Permutations,
    hot_bucket: int,
    max_seeds: int,
    sides: NDArray[np.int8] | None = None,
    threads: Threads | None = None,
) -> SeedIndex:
    """Pairs of places that share a selected shingle, across and inside documents, ready to be made block by block.

    Args:
        word_hash: uint32[n], n below 2**32 - 2**16.
        document_starts: int64[n_documents + 1].
        shingle_words: Words in a shingle.
        window_words: Words in a window, ``shingle_words`` or more: the length of verbatim runs that are always found.
        permutations: Minima kept a window.
        hot_bucket: Places a shingle may have before it is made longer.
        max_seeds: Guard rail.
        sides: int8[n_documents], 0 or 1: only places in documents on different sides are paired; documents of -1 are
            left out. If not given, all are compared with all and with themselves.
        threads: Where parts of the places are sorted; in this thread if not given.

    Returns:
        Seeds, in no promised order. As pairs of places in documents they do not depend on the order of the documents.
        Every two equal runs of ``window_words`` words or more share a seed inside them or, where more than
        ``hot_bucket`` places have the same window, are linked through others. With ``sides`` this holds of
        runs on different sides; in a crowd each is then linked to one of the other side.

    Raises:
        CheckError: There are more pairs than ``max_seeds``.

    Cost: one sort of the selected shingles, in parts of bounded size, further sorts of the hot ones, and one step a
    pair, of which a place has at most ``hot_bucket / 2`` for each length. With ``sides``, what stands on one side
    alone is dropped before it is sorted.
    """
    if sides is not None and (sides < 0).any():
        part = compared_words(word_hash, document_starts, sides)
        index = find_seeds(
            part.words,
            part.document_starts,
            shingle_words=shingle_words,
            window_words=window_words,
            permutations=permutations,
            hot_bucket=hot_bucket,
            max_seeds=max_seeds,
            sides=part.sides,
            threads=threads,
        )
        return index.moved_to(part.places)
    side = None if sides is None else np.repeat(sides, np.diff(document_starts))
    shingles = shingle_hashes(word_hash, shingle_words)
    selected = select_shingles(
        shingles,
        document_starts,
        shingle_words=shingle_words,
        window_words=window_words,
        permutations=permutations,
    )
    places = as_places(selected)
    del selected
    if side is not None:
        places = places[may_be_on_both_sides(shingles[places], side[places])]
    found = _Found(max_seeds, side, threads or Threads())
    hot = found.pair_up(shingles[places], places, shingle_words, hot_bucket)
    del places
    if len(hot.places):
        marked = np.zeros(len(shingles), bool)
        marked[hot.places] = True
        windows = windows_of_marked_minima(
            shingles,
            marked,
            document_starts,
            shingle_words=shingle_words,
            window_words=window_words,
            permutations=permutations,
        )
        del shingles, marked
        for words in range(shingle_words + 1, window_words):
            inside = within_documents(document_starts, words)
            fits = hot.places < len(inside)
            fits[fits] = inside[hot.places[fits]]
            places = hot.places[fits]
            keys = lengthen_shingles(hot.keys[fits], word_hash[places + np.uint32(words - 1)])
            hot = found.pair_up(keys, places, words, hot_bucket)
        crowds = found.pair_up(
            _window_keys(word_hash, windows, window_words), windows, window_words, hot_bucket
        )
        found.link_crowds(crowds, _document_ranks(word_hash, document_starts), document_starts, window_words)
    return found.index()


class _Joined(NamedTuple):
    """One part of the places in buckets: those whose pairs are taken, how many these are, and those that are hot."""

    n_pairs: int
    level: SeedLevel
    hot: Buckets


class _Found:
    """Seeds found so far, under the guard rail."""

    def __init__(self, most: int, side: NDArray[np.int8] | None, threads: Threads) -> None:
        self._most = most
        self._threads = threads
        self._side = side
        self._n = 0
        self._levels: list[SeedLevel] = []
        self._links = (np.empty(0, np.uint32), np.empty(0, np.uint32))
        self._link_words = 0

    def pair_up(
        self, keys: NDArray[np.uint32], places: NDArray[np.uint32], words: int, hot_bucket: int
    ) -> Buckets:
        """Take all pairs of places of each bucket that is not hot, those of different sides where there are sides.

        Returns:
            The hot buckets.
        """
        hot = []
        joined = partial(self._join, keys, places, words, hot_bucket)
        for part in self._threads.in_turn(joined, parts_by_key(keys, _SORTED_AT_ONCE)):
            self._admit(part.n_pairs)
            self._levels.append(part.level)
            hot.append(part.hot)
        return joined_buckets(hot)

    def _join(
        self,
        keys: NDArray[np.uint32],
        places: NDArray[np.uint32],
        words: int,
        hot_bucket: int,
        part: NDArray[np.int64] | slice,
    ) -> _Joined:
        """Sort one part of the places into buckets."""
        buckets = sort_into_buckets(keys[part], places[part])
        n_first: NDArray[np.int64] | None = None
        if self._side is not None:
            parted = two_sided(buckets, self._side)
            buckets, n_first = parted.buckets, parted.n_first
        sizes = buckets.sizes
        n_pairs = sizes * (sizes - 1) // 2 if n_first is None else n_first * (sizes - n_first)
        # Many places against few make few pairs, so that pairs are what a bucket is measured by.
        is_hot = n_pairs > hot_bucket * (hot_bucket - 1) // 2
        first = None if n_first is None else n_first[~is_hot]
        return _Joined(
            n_pairs=int(n_pairs[~is_hot].sum()),
            level=level_of(buckets.only(~is_hot), words, first),
            hot=buckets.only(is_hot),
        )

    def link_crowds(
        self,
        crowds: Buckets,
        ranks: NDArray[np.uint64],
        document_starts: NDArray[np.int64],
        words: int,
    ) -> None:
        """Link the places of each bucket: linear, and all stay connected.

        The first place of each document is linked to the first of the document that ranks first, the others to the
        place before them in their document: a text that repeats itself without a break has one diagonal then, and not
        one for each place. Where there are sides, each place is linked to the first of the other side.
        """
        if len(crowds.places) == 0:
            return
        document = np.searchsorted(document_starts, crowds.places, "right") - 1
        ranked = (ranks[document] << _SIDE) | crowds.places
        if self._side is None:
            representative = _firsts(ranked, crowds)
            again = np.zeros(len(document), bool)
            again[1:] = document[1:] == document[:-1]
            again[crowds.starts] = False
            representative[again] = crowds.places[np.flatnonzero(again) - 1]
            others = crowds.places != representative
        else:
            second = self._side[crowds.places] == 1
            of_first = _firsts(np.where(second, _LAST, ranked), crowds)
            of_second = _firsts(np.where(second, ranked, _LAST), crowds)
            representative = np.where(second, of_first, of_second)
            # The two first ones are linked once.
            others = ~second | (crowds.places != of_second)
        places, representative = crowds.places[others], representative[others]
        self._admit(len(places))
        swapped = places > representative if self._side is None else self._side[places] == 1
        self._links = (np.where(swapped, representative, places), np.where(swapped, places, representative))
        self._link_words = words

    def index(self) -> SeedIndex:
        """All seeds found."""
        return SeedIndex(
            levels=tuple(level for level in self._levels if len(level.places)),
            links_from=self._links[0],
            links_to=self._links[1],
            link_words=self._link_words,
            n_seeds=self._n,
        )

    def _admit(self, n: int) -> None:
        self._n += n
        if self._n > self._most:
            raise CheckError.too_many_candidates(self._n, self._most)


def _firsts(ranked: NDArray[np.uint64], crowds: Buckets) -> NDArray[np.uint32]:
    """For each place of a crowd, the place of its crowd that has the smallest rank."""
    first = np.minimum.reduceat(ranked, crowds.starts) & _PLACE
    return np.repeat(first.astype(np.uint32), crowds.sizes)


def _window_keys(
    word_hash: NDArray[np.uint32], windows: NDArray[np.uint32], window_words: int
) -> NDArray[np.uint32]:
    """One number for all windows of the same words.

    By hashes of 64 bits and not 32, for two crowds that hash alike would cut each other off.
    """
    first = shingles_at(word_hash, windows, window_words).astype(np.uint64)
    second = shingles_at(word_hash, windows, window_words, salt=_OTHER_SALT)
    _, ranks = np.unique((first << _SIDE) | second, return_inverse=True)
    # Ranks are small numbers; spread over all 32 bits, they can be sorted in parts as hashes are.
    return np.asarray(ranks, np.uint32) * _SPREAD


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
