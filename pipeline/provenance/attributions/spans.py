"""Attributions by document and place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.attributions.model import Attribution

__all__ = ["AttributionSpans"]

_MOST = 0.8


class AttributionSpans:
    """Looks up which attributions cover a stretch.

    Args:
        found: Attributions in any order.
    """

    def __init__(self, found: Sequence[Attribution]) -> None:
        self._of: dict[int, list[Attribution]] = defaultdict(list)
        for one in sorted(found, key=lambda one: (one.number, one.quoted_begin, one.quoted_end)):
            self._of[one.number].append(one)
        self._begins = {number: [one.quoted_begin for one in ones] for number, ones in self._of.items()}
        self._longest = {
            number: max(one.quoted_end - one.quoted_begin for one in ones)
            for number, ones in self._of.items()
        }

    def of(self, number: int) -> list[Attribution]:
        """All of one document, in order of place."""
        return self._of.get(number, [])

    def touching(self, number: int, begin: int, end: int) -> list[Attribution]:
        """Those whose quoted words share code points with a stretch of a document, in order of place.

        Cost: logarithmic, and those that begin up to the longest quotation before the stretch.
        """
        if number not in self._of:
            return []
        last = bisect_right(self._begins[number], end)
        first = bisect_right(self._begins[number], begin - self._longest[number] - 1)
        return [
            one for one in self._of[number][first:last] if one.quoted_begin < end and begin < one.quoted_end
        ]

    def covering(self, number: int, begin: int, end: int) -> list[Attribution]:
        """Those whose quoted words take in four fifths of a stretch, the shortest first."""
        inside = [
            one
            for one in self.touching(number, begin, end)
            if min(end, one.quoted_end) - max(begin, one.quoted_begin) >= _MOST * (end - begin)
        ]
        return sorted(inside, key=lambda one: (one.quoted_end - one.quoted_begin, one.quoted_begin))
