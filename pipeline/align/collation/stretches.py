"""Stretches of the table: neighbouring columns that are one place, or that some witness lacks."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.align.collation.deviations import Deviations
    from pipeline.align.collation.versions import Version

__all__ = ["Stretch", "between", "is_moved", "is_outside", "run_borders"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Columns ``begin`` to ``end``, half-open; ``is_edge`` where all that differs is who has begun or ended."""

    begin: int
    end: int
    is_edge: bool


def is_moved(lemma: Version, version: Version, one: Deviations, stretch: Stretch) -> bool:
    """Whether all that a version has in some columns the lemma has elsewhere; where it has nothing, the other way."""
    theirs = version.column[slice(*version.words_in(stretch.begin, stretch.end))].tolist()
    if theirs:
        return one.moved_in.issuperset(theirs)
    ours = lemma.column[slice(*lemma.words_in(stretch.begin, stretch.end))].tolist()
    return bool(ours) and one.moved_out.issuperset(ours)


def is_outside(version: Version, stretch: Stretch) -> bool:
    """Whether a version has ended before some columns or begins behind them."""
    return version.first >= stretch.end or version.last < stretch.begin


def run_borders(version: Version, columns: AbstractSet[int]) -> set[int]:
    """Where runs of a version's words begin and end, of which all stand in some columns."""
    borders = set()
    for column in columns:
        word = int(version.position[column])
        for neighbour, border in ((word - 1, column), (word + 1, column + 1)):
            inside = 0 <= neighbour < len(version.column)
            if not inside or int(version.column[neighbour]) not in columns:
                borders.add(border)
    return borders


def between(borders: AbstractSet[int], begin: int, end: int) -> Iterator[Stretch]:
    """Columns ``begin`` to ``end`` cut at borders."""
    inside = sorted({begin, end, *(border for border in borders if begin < border < end)})
    for left, right in pairwise(inside):
        yield Stretch(begin=left, end=right, is_edge=True)
