"""How often words go wrong in a text, learned from the slips that are probable in it and around each place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Passages", "slip_rates"]

_ONE_IN = 512
"""Words of which one is a slip, before the passages are read."""

_AS_IF = 4
"""Slips in as many times so many words, that this counts for."""

_LIKENESS = 0.5
"""How much one source is like another: as if half a slip had been seen in as many words as it takes on average. One is
a scan and the next an edition. From .25 to 1 the same is found."""

_NEAR = 256
"""Words on each side of a place that are of one source with it, as a rule."""

_ROUNDS = 6
"""Times that the number of slips is estimated anew; after three or four it stands."""

_PARTS = 1 << 40
"""Probabilities are summed in whole parts of so many: sums of floats depend on the order of the documents."""

_MILLI = 1000
_LEAST_MILLIBITS = -50_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passages:
    """The words in which slips are looked for.

    Attributes:
        before: int64[n + 1], how many of them stand before each word of the corpus, and in all.
        document_starts: int64[d + 1], where its documents begin, and their end.
    """

    before: NDArray[np.int64]
    document_starts: NDArray[np.int64]

    @classmethod
    def of(cls, inside: NDArray[np.bool_], document_starts: NDArray[np.int64]) -> Passages:
        """Count them. ``inside``: bool[n]."""
        before = np.zeros(len(inside) + 1, np.int64)
        np.cumsum(inside, out=before[1:])
        return cls(before=before, document_starts=document_starts)

    @property
    def n_words(self) -> int:
        """Words in passages."""
        return int(self.before[-1])

    def documents(self, at: NDArray[np.int64]) -> tuple[list[tuple[int, int]], list[int]]:
        """For places, sorted: which of them stand in the same document, and how many words of passages do."""
        number = np.searchsorted(self.document_starts, at, "right")
        begin, end = self.document_starts[number - 1], self.document_starts[number]
        first, last = np.searchsorted(at, begin), np.searchsorted(at, end)
        spans = list(zip(first.tolist(), last.tolist(), strict=True))
        return spans, (self.before[end] - self.before[begin]).tolist()

    def near(self, at: NDArray[np.int64]) -> tuple[list[int], list[int], list[int]]:
        """The first and the last place near each, and how many words of passages are."""
        number = np.searchsorted(self.document_starts, at, "right")
        begin = np.maximum(at - _NEAR, self.document_starts[number - 1])
        end = np.minimum(at + _NEAR, self.document_starts[number])
        low, high = np.searchsorted(at, begin), np.searchsorted(at, end)
        return low.tolist(), high.tolist(), (self.before[end] - self.before[begin]).tolist()


def slip_rates(
    places: NDArray[np.int64], weighed: Sequence[int], others: NDArray[np.int64], passages: Passages
) -> list[int]:
    """How many words are slips around some places.

    As many as the odds make probable, given that many: in all passages, in those of one document, and near a place.
    The place itself does not count among those near it, or a doubtful one would vouch for itself.

    Args:
        places: int64[n], words of the corpus that may be slips, sorted.
        weighed: Millibits, log2 of the odds of each that it is one, if every second word were.
        others: int64[m], words that are slips for sure.
        passages: In which all of them stand.

    Returns:
        Millibits, log2 of the share of slips for each place.

    Cost: a few sums a place.
    """
    everywhere = np.concatenate([places, others])
    order = np.argsort(everywhere, kind="stable")
    at = everywhere[order]
    mine = np.argsort(order, kind="stable")[: len(places)]
    documents, n_document = passages.documents(at)
    low, high, n_near = passages.near(at)
    rates = [2 ** (-_log2(_ONE_IN) / _MILLI)] * len(at)
    probable = [_PARTS] * len(at)
    for _ in range(_ROUNDS):
        for place, one in zip(mine.tolist(), weighed, strict=True):
            probable[place] = round(_PARTS * _probability(one + _log2(rates[place])))
        everywhere_rate = (sum(probable) / _PARTS + _AS_IF) / (passages.n_words + _AS_IF * _ONE_IN)
        before = [0, *accumulate(probable)]
        for place in mine.tolist():
            own = probable[place]
            first, last = documents[place]
            of_document = _shrunk(before[last] - before[first] - own, n_document[place], everywhere_rate)
            rates[place] = _shrunk(before[high[place]] - before[low[place]] - own, n_near[place], of_document)
    return [_log2(rates[place]) for place in mine.tolist()]


def _shrunk(parts: int, n_words: int, rate: float) -> float:
    """A rate from so many parts of slips in so many words, where it is expected to be like another, more or less."""
    return (parts / _PARTS + _LIKENESS) / (n_words + _LIKENESS / rate)


def _probability(millibits: int) -> float:
    return 1 / (1 + 2 ** (-millibits / _MILLI)) if millibits > _LEAST_MILLIBITS else 0.0


def _log2(number: float) -> int:
    return round(_MILLI * math.log2(number))
