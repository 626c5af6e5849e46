"""Which matches touch a stretch of a document, and where on the other side the same words stand."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.align.variants import Variant
    from pipeline.provenance.findings import MatchFinding

__all__ = ["MatchIndex", "Overlap", "covered_length"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The part of a stretch that a match covers, and its other side.

    Attributes:
        at: Position of the match.
        side: "a" or "b": the side that touches the stretch.
        begin: Where the common part begins, in code points of the stretch's document.
        end: Where it ends.
        number: The other document.
        other_begin: Where the same words begin there.
        other_end: Where they end.
    """

    at: int
    side: str
    begin: int
    end: int
    number: int
    other_begin: int
    other_end: int


def covered_length(spans: Iterable[tuple[int, int]]) -> int:
    """Code points that lie in at least one of some half-open spans."""
    total, reached = 0, -1
    for begin, end in sorted(spans):
        total += max(0, end - max(begin, reached))
        reached = max(reached, end)
    return total


class MatchIndex:
    """The passages of all matches by document and place.

    Args:
        matches: All matches.
        duplicates: Numbers of the documents that equal an earlier one; their matches are left out.
    """

    def __init__(self, matches: Sequence[MatchFinding], duplicates: frozenset[int] = frozenset()) -> None:
        self.matches = matches
        self._places: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
        self._longest: dict[int, int] = defaultdict(int)
        for at, match in enumerate(matches):
            if match.a in duplicates or match.b in duplicates:
                continue
            for side, number, begin, end in (
                ("a", match.a, match.a_begin, match.a_end),
                ("b", match.b, match.b_begin, match.b_end),
            ):
                self._places[number].append((begin, end, at, side))
                self._longest[number] = max(self._longest[number], end - begin)
        for places in self._places.values():
            places.sort()

    def touching(self, number: int, begin: int, end: int) -> Iterator[tuple[int, str, int, int]]:
        """Matches that share code points with a stretch of a document, in order of place.

        Args:
            number: The document.
            begin: Where the stretch begins.
            end: Where it ends.

        Yields:
            Position of the match, the side that touches, and where its passage on that side begins and ends.

        Cost: the matches that begin in the stretch or up to the longest passage before it.
        """
        places = self._places.get(number, [])
        first = bisect_left(places, (begin - self._longest.get(number, 0), -1, -1, ""))
        for low, high, at, side in itertools.islice(places, first, None):
            if low >= end:
                break
            if high > begin:
                yield at, side, low, high

    def overlaps(self, number: int, begin: int, end: int) -> Iterator[Overlap]:
        """The same with the places on the other side.

        Args:
            number: The document.
            begin: Where the stretch begins.
            end: Where it ends.

        Cost: that of ``touching``, and the variants of the matches.
        """
        for at, side, low, high in self.touching(number, begin, end):
            match = self.matches[at]
            common = max(begin, low), min(end, high)
            yield Overlap(
                at=at,
                side=side,
                begin=common[0],
                end=common[1],
                number=match.b if side == "a" else match.a,
                other_begin=_other_place(match, side, common[0], at_end=False),
                other_end=_other_place(match, side, common[1], at_end=True),
            )


def _other_place(match: MatchFinding, side: str, at: int, *, at_end: bool) -> int:
    """The place on the other side that stands against one of this side, by the differences before it."""
    begin, other_begin, other_end = (
        (match.a_begin, match.b_begin, match.b_end)
        if side == "a"
        else (match.b_begin, match.a_begin, match.a_end)
    )
    place = other_begin + at - begin
    for variant in match.variants:
        if variant.edge != "none" or variant.operation == "transpose":
            continue
        mine, theirs = _spans(variant, side)
        if mine[0] > at:
            break
        if mine[1] < at or (mine[1] == at and (at_end or mine[0] < at)):
            place = theirs[1] + at - mine[1]
    return min(max(place, other_begin), other_end)


def _spans(variant: Variant, side: str) -> tuple[tuple[int, int], tuple[int, int]]:
    a, b = (variant.a_begin, variant.a_end), (variant.b_begin, variant.b_end)
    return (a, b) if side == "a" else (b, a)
