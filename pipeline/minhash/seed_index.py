"""The index of seeds: which places share a key, so that their pairs can be made a block of documents at a time.

There are several times as many pairs as places, and most are chance. Made all at once they would be the largest thing
in memory; made for the documents of one block, and weighed before the next, they never are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.spans import parts_of_about, places_in_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pipeline.minhash.buckets import Buckets

__all__ = ["SeedIndex", "SeedLevel", "Seeds", "level_of"]

_STRETCH_BITS = 12
"""Pairs are counted for stretches of 4,096 words, to cut the corpus into blocks."""

_EVERYTHING = 1 << 40


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
class SeedLevel:
    """Places with equal shingles of one length, those of one shingle side by side.

    Attributes:
        words: Words of the shingles.
        places: uint32[n].
        first: uint32[n], position in ``places`` of the first place that each is paired with; None where that is the
            next.
        last: uint32[n], position after the last of them.
    """

    words: int
    places: NDArray[np.uint32]
    first: NDArray[np.uint32] | None
    last: NDArray[np.uint32]

    def n_pairs(self) -> NDArray[np.int64]:
        """With how many others each place is paired, int64[n]."""
        begin = np.arange(1, len(self.places) + 1) if self.first is None else self.first.astype(np.int64)
        return np.asarray(np.maximum(self.last.astype(np.int64) - begin, 0), np.int64)

    def pairs(self, low: int, high: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """All pairs whose first place lies from ``low`` to below ``high``."""
        chosen = np.flatnonzero((self.places >= low) & (self.places < high))
        begin = chosen + 1 if self.first is None else self.first[chosen].astype(np.int64)
        n = np.maximum(self.last[chosen].astype(np.int64) - begin, 0)
        return np.repeat(self.places[chosen], n), self.places[places_in_spans(begin, n)]


def level_of(buckets: Buckets, words: int, n_first: NDArray[np.int64] | None) -> SeedLevel:
    """The level of some buckets.

    Args:
        buckets: Places by shingle.
        words: Words of the shingles.
        n_first: int64[m], how many places of each bucket are on side 0 and come first: those are paired with the
            others. If not given, each place is paired with all after it in its bucket.
    """
    ends = buckets.starts + buckets.sizes
    first, last = None, np.repeat(ends, buckets.sizes).astype(np.uint32)
    if n_first is not None:
        second = np.repeat(buckets.starts + n_first, buckets.sizes)
        on_first = np.arange(len(buckets.places)) < second
        first = np.where(on_first, second, last).astype(np.uint32)
    return SeedLevel(words=words, places=buckets.places, first=first, last=last)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeedIndex:
    """All seeds of a corpus, as the places they are made from.

    Attributes:
        levels: Shingles of growing length.
        links_from: uint32[m], one place of each link of a crowd; with sides, that on side 0.
        links_to: uint32[m], the other.
        link_words: Words of a crowd's windows.
        n_seeds: How many there are.
        moved: uint32[n_words], where each word stands in the whole corpus, ascending, if only a part of it is compared.
    """

    levels: tuple[SeedLevel, ...]
    links_from: NDArray[np.uint32]
    links_to: NDArray[np.uint32]
    link_words: int
    n_seeds: int
    moved: NDArray[np.uint32] | None = None

    def __len__(self) -> int:
        """The number of seeds."""
        return self.n_seeds

    def moved_to(self, places: NDArray[np.uint32]) -> SeedIndex:
        """The same seeds where word ``i`` stands at ``places[i]``, which ascend."""
        return replace(self, moved=places)

    def blocks(self, document_starts: NDArray[np.int64], most: int) -> Iterator[tuple[int, int]]:
        """Cut the corpus into blocks of whole documents with a bounded number of seeds each.

        Args:
            document_starts: int64[n_documents + 1].
            most: Seeds of a block, unless one document alone has more. Counted by stretches of text, so a little more
                or less.

        Yields:
            First word of a block and the word after its last.
        """
        n_stretches = (int(document_starts[-1]) >> _STRETCH_BITS) + 2
        counts = np.zeros(n_stretches, np.int64)
        for level in self.levels:
            counts += np.bincount(
                self._stretch(level.places), weights=level.n_pairs(), minlength=n_stretches
            ).astype(np.int64)
        counts += np.bincount(self._stretch(self.links_from), minlength=n_stretches)
        through = np.concatenate(([0], np.cumsum(counts)))
        sizes = np.diff(through[document_starts >> _STRETCH_BITS])
        for part in parts_of_about(sizes, most):
            yield int(document_starts[part.start]), int(document_starts[part.stop])

    def _stretch(self, places: NDArray[np.uint32]) -> NDArray[np.int64]:
        at = places if self.moved is None else self.moved[places]
        return at.astype(np.int64) >> _STRETCH_BITS

    def seeds(self, low: int = 0, high: int = _EVERYTHING) -> Seeds:
        """The seeds of one block: those whose first place (with sides: the place on side 0) lies in it.

        Args:
            low: First word of the block.
            high: The word after its last.

        Returns:
            Seeds in no promised order. Those of one pair of documents are all in one block.

        Cost: one pass over the index and one step a seed.
        """
        if self.moved is not None:
            low, high = (int(np.searchsorted(self.moved, border)) for border in (low, high))
        parts = [(*level.pairs(low, high), level.words) for level in self.levels]
        linked = (self.links_from >= low) & (self.links_from < high)
        parts.append((self.links_from[linked], self.links_to[linked], self.link_words))
        one = np.concatenate([part[0] for part in parts])
        other = np.concatenate([part[1] for part in parts])
        if self.moved is not None:
            one, other = self.moved[one], self.moved[other]
        return Seeds(
            left=np.minimum(one, other),
            right=np.maximum(one, other),
            words=np.concatenate([np.full(len(part[0]), part[2], np.uint16) for part in parts]),
        )
