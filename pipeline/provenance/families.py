"""Families: all witnesses of one original, from the spans of the matches."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.regions import connected_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Family", "Span", "find_families"]

_SAME_WITNESS = 0.75
"""Share of the longer of two spans that both have in common, from which they are one witness. Two quotations
that touch share nothing; a
block and a quotation inside it share less than this unless the block is hardly more."""

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
    """Witnesses in corpus order, the matches between them, and the families that lie inside."""

    witnesses: tuple[Span, ...]
    matches: tuple[int, ...]
    contains: tuple[int, ...] = ()


def find_families(sides: Sequence[tuple[Span, Span]]) -> list[Family]:
    """Group matched passages into families.

    Args:
        sides: Both passages of each match.

    Returns:
        Families in order of their first witness; ``matches`` are positions in ``sides``, ``contains`` positions
        in the result.
        Each match belongs to one family by its own passages.

    Cost: a sort of the passages, and the square of how many overlap at one place.
    """
    spans = sorted({span for pair in sides for span in pair})
    if not spans:
        return []
    number = {span: at for at, span in enumerate(spans)}
    left, right = _same_witnesses(spans)
    left += [number[a] for a, _ in sides]
    right += [number[b] for _, b in sides]
    labels = connected_labels(len(spans), np.array(left, np.int64), np.array(right, np.int64))
    witness_of = connected_labels(len(spans), *_as_arrays(_same_witnesses(spans)))
    members: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for at, span in enumerate(spans):
        members[int(labels[at])][int(witness_of[at])].append(span)
    matches: dict[int, list[int]] = defaultdict(list)
    for row, (a, _) in enumerate(sides):
        matches[int(labels[number[a]])].append(row)
    families = [
        Family(witnesses=tuple(sorted(map(_hull, members[label].values()))), matches=tuple(matches[label]))
        for label in sorted(members)
    ]
    return _with_contents(families)


def _as_arrays(edges: tuple[list[int], list[int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(edges[0], np.int64), np.array(edges[1], np.int64)


def _hull(spans: list[Span]) -> Span:
    return Span(
        number=spans[0].number, begin=min(span.begin for span in spans), end=max(span.end for span in spans)
    )


def _same_witnesses(spans: list[Span]) -> tuple[list[int], list[int]]:
    """Pairs of spans of one document that are one witness."""
    left: list[int] = []
    right: list[int] = []
    for at, span in enumerate(spans):
        for later in range(at + 1, len(spans)):
            other = spans[later]
            if other.number != span.number or other.begin >= span.end:
                break
            if span.shared(other) >= _SAME_WITNESS * max(len(span), len(other)):
                left.append(at)
                right.append(later)
    return left, right


def _with_contents(families: list[Family]) -> list[Family]:
    """Say for each family which others lie inside its passages, at two witnesses at least."""
    places = sorted((witness, row) for row, family in enumerate(families) for witness in family.witnesses)
    inside: dict[tuple[int, int], int] = defaultdict(int)
    for at, (outer, row) in enumerate(places):
        seen: set[int] = set()
        for inner, other in _overlapping(places, at):
            small = outer.shared(inner) >= _INSIDE * len(inner) and len(inner) < len(outer)
            if other != row and small and other not in seen:
                seen.add(other)
                inside[row, other] += 1
    return [
        Family(
            witnesses=family.witnesses,
            matches=family.matches,
            contains=tuple(
                other
                for other in range(len(families))
                if inside.get((row, other), 0) > 1 and len(families[other].witnesses) > 1
            ),
        )
        for row, family in enumerate(families)
    ]


def _overlapping(places: list[tuple[Span, int]], at: int) -> list[tuple[Span, int]]:
    """Witnesses that share text with one, before and after it in order."""
    outer = places[at][0]
    found = []
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(places) and places[other][0].number == outer.number:
            span = places[other][0]
            if step == 1 and span.begin >= outer.end:
                break
            if outer.shared(span):
                found.append(places[other])
            other += step
    return found
