"""Which part of a match belongs to a shorter family: a copied block holds quotations that others copied alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.provenance.families import Family, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Contained", "find_contained"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contained:
    """Two witnesses of a family that stand against each other inside a match of another family.

    Attributes:
        match: Position of the match.
        family: Position of the shorter family.
        a: The part of side a's passage that is its witness.
        b: The same of side b.
    """

    match: int
    family: int
    a: Span
    b: Span


def find_contained(families: Sequence[Family], sides: Sequence[tuple[Span, Span]]) -> tuple[Contained, ...]:
    """Find what lies inside the matches.

    Args:
        families: From ``find_families``.
        sides: Both passages of each match.

    Returns:
        Sorted by match, then by place. Of witnesses that begin at one place (a text that repeats itself has several)
        the longest stands.

    Cost: for each match the square of the witnesses that lie in it.
    """
    longest: dict[tuple[int, int, int, int], Contained] = {}
    for family in families:
        for at in family.matches:
            for other in family.contains:
                for one in _in_match(at, *sides[at], other, families[other]):
                    place = (one.match, one.family, one.a.begin, one.b.begin)
                    if place not in longest or (one.a, one.b) > (longest[place].a, longest[place].b):
                        longest[place] = one
    return tuple(sorted(longest.values(), key=lambda one: (one.match, one.a, one.b, one.family)))


def _in_match(at: int, a: Span, b: Span, number: int, family: Family) -> Iterator[Contained]:
    for in_a in _inside(family, a):
        for in_b in _inside(family, b):
            if in_a != in_b and _correspond(a, in_a, b, in_b):
                yield Contained(match=at, family=number, a=in_a, b=in_b)


def _inside(family: Family, passage: Span) -> list[Span]:
    """The family's witnesses that lie in a passage by more than half, cut to it."""
    return [
        Span(number=span.number, begin=max(passage.begin, span.begin), end=min(passage.end, span.end))
        for span in family.witnesses
        if 2 * passage.shared(span) > len(span)
    ]


def _correspond(a: Span, in_a: Span, b: Span, in_b: Span) -> bool:
    """Whether two parts stand at about the same share of their passages' lengths, give or take half of the part."""
    # Twice the middle of each part, from where its passage begins, over a common denominator.
    middle_a = (in_a.begin + in_a.end - 2 * a.begin) * len(b)
    middle_b = (in_b.begin + in_b.end - 2 * b.begin) * len(a)
    return abs(middle_a - middle_b) <= len(in_a) * len(b)
