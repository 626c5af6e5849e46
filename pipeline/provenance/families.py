"""Families: all witnesses of one original, from the spans of the matches."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.regions import connected_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Family", "Span", "find_families"]

_SAME_WITNESS = 2 / 3
"""Share of the longer of two spans that both have in common, from which they are one witness.

Two quotations that touch share nothing. A witness that stops early or is cut keeps most of the other's extent; a
passage that only contains a quotation, with the narrator's words around it, keeps less. Measured on two corpora with
known families: cut witnesses of one original shared .72 and more, blocks with a quotation inside .62 and less.
"""

_INSIDE = 0.9
"""Share of a span that lies in another, from which it counts as contained."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Code points ``begin`` to ``end`` of document ``number``."""

    number: int
    begin: int
    end: int

    def __len__(self) -> int:
        """Length in code points."""
        return self.end - self.begin

    def shared(self, other: Span) -> int:
        """Code points in common."""
        if self.number != other.number:
            return 0
        return max(0, min(self.end, other.end) - max(self.begin, other.begin))


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Witnesses in corpus order, the matches between them, and the families that lie inside, by position."""

    witnesses: tuple[Span, ...]
    matches: tuple[int, ...]
    contains: tuple[int, ...] = ()

    def witness_at(self, span: Span) -> int:
        """Position of the witness that a passage of one of the family's matches belongs to.

        Cost: a search, and one step a witness of the document: a family may have a witness in every document.
        """
        first = bisect_left(self.witnesses, Span(number=span.number, begin=-1, end=-1))
        last = bisect_left(self.witnesses, Span(number=span.number + 1, begin=-1, end=-1))
        shared = [witness.shared(span) for witness in self.witnesses[first:last]]
        return first + shared.index(max(shared))


def find_families(
    sides: Sequence[tuple[Span, Span]], *, duplicates: AbstractSet[int] = frozenset()
) -> list[Family]:
    """Group matched passages into families.

    Args:
        sides: Both passages of each match.
        duplicates: Positions in ``sides`` of the matches of a whole document with its duplicate. They make families of
            their own, for the whole document is no witness of a passage in it.

    Returns:
        Families in order of their first witness; ``matches`` are positions in ``sides``, ``contains`` positions in the
        result. Each match belongs to one family by its own passages. The order of ``sides`` changes nothing but those
        positions.

    Cost: a sort of the passages, and the square of how many overlap at one place.
    """
    families = [
        family
        for kept in (
            [at for at in range(len(sides)) if at not in duplicates],
            [at for at in range(len(sides)) if at in duplicates],
        )
        for family in _families_of(sides, kept)
    ]
    return _with_contents(sorted(families, key=lambda family: (family.witnesses, family.matches)))


def _families_of(sides: Sequence[tuple[Span, Span]], kept: Sequence[int]) -> list[Family]:
    spans = sorted({span for at in kept for span in sides[at]})
    number = {span: at for at, span in enumerate(spans)}
    pairs = [(number[sides[at][0]], number[sides[at][1]]) for at in kept]
    overlapping = _same_witnesses(spans)
    witness_of = _labels(len(spans), overlapping)
    family_of = _labels(len(spans), [*overlapping, *pairs])
    members: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for at, span in enumerate(spans):
        members[int(family_of[at])][int(witness_of[at])].append(span)
    matches: dict[int, list[int]] = defaultdict(list)
    for at, (a, _) in zip(kept, pairs, strict=True):
        matches[int(family_of[a])].append(at)
    return [
        Family(witnesses=tuple(sorted(map(_hull, witnesses.values()))), matches=tuple(matches[label]))
        for label, witnesses in members.items()
    ]


def _labels(n: int, pairs: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    return connected_labels(n, left, right)


def _hull(spans: Sequence[Span]) -> Span:
    return Span(
        number=spans[0].number, begin=min(span.begin for span in spans), end=max(span.end for span in spans)
    )


def _same_witnesses(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Pairs of spans of one document that are one witness."""
    pairs: list[tuple[int, int]] = []
    for at, span in enumerate(spans):
        for later in range(at + 1, len(spans)):
            other = spans[later]
            if other.number != span.number or other.begin >= span.end:
                break
            if span.shared(other) >= _SAME_WITNESS * max(len(span), len(other)):
                pairs.append((at, later))
    return pairs


def _with_contents(families: Sequence[Family]) -> list[Family]:
    """Say for each family which others lie inside its passages, at two witnesses at least."""
    places = sorted((witness, row) for row, family in enumerate(families) for witness in family.witnesses)
    inside: dict[tuple[int, int], set[Span]] = defaultdict(set)
    for outer, row in places:
        for inner, other in _reached(places, outer):
            if other != row and len(inner) < len(outer) and outer.shared(inner) >= _INSIDE * len(inner):
                inside[row, other].add(outer)
    contained: dict[int, list[int]] = defaultdict(list)
    for (row, other), outers in sorted(inside.items(), key=itemgetter(0)):
        if len(outers) > 1:
            contained[row].append(other)
    return [replace(family, contains=tuple(contained[row])) for row, family in enumerate(families)]


def _reached(places: Sequence[tuple[Span, int]], outer: Span) -> list[tuple[Span, int]]:
    """Witnesses that begin where one that lies in ``outer`` can begin: inside it, or a little before."""
    begin = outer.begin - len(outer)
    first = bisect_left(places, (Span(number=outer.number, begin=begin, end=begin), -1))
    last = bisect_left(places, (Span(number=outer.number, begin=outer.end, end=outer.end), -1))
    return list(places[first:last])
