"""Evidence: one fact that speaks for a direction or for dependence, and how facts are weighed together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.provenance.weights import AUTHORITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Evidence", "Favours", "by_authority", "counted_rows", "same_fact_as"]

Favours = Literal["a", "b", "dependence"]
"""The side that a fact shows as the source; dependence says only that the two are not independent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One row of ``evidence`` (TABLES).

    Attributes:
        match: The match it is about, by position.
        kind: What kind of fact it is.
        favours: The side that is the source.
        weight: Millibits, the log2 of the odds.
        fact: What it shows, in one word: rows of one match with an equal fact and favour are the same fact, and only
            the weightiest of them counts.
        basis: Whether it shows that the copy has the work before it, or this very file of it.
        number: The document in which the words stand, by number.
        begin: Where they begin, in code points; ``begin == end`` where the fact stands in no document's text.
        end: Where they end.
        excerpt: What shows it, for people.
    """

    match: int
    kind: str
    favours: Favours
    weight: int
    fact: str
    basis: Literal["work", "copy"]
    number: int
    begin: int
    end: int
    excerpt: str


def by_authority(row: Evidence) -> tuple[int, int, str, str, int, int, int, str]:
    """Order of the rows of one match: by authority, then weight, then place."""
    return (
        AUTHORITY[row.kind],
        -row.weight,
        row.kind,
        row.favours,
        row.number,
        row.begin,
        row.end,
        row.excerpt,
    )


def counted_rows(rows: Iterable[Evidence]) -> list[Evidence]:
    """The rows that count, in the order of authority: of the same fact only the weightiest, the first of equals."""
    best: dict[tuple[str, str], Evidence] = {}
    for row in sorted(rows, key=by_authority):
        known = best.get((row.fact, row.favours))
        if known is None or row.weight > known.weight:
            best[row.fact, row.favours] = row
    return sorted(best.values(), key=by_authority)


def same_fact_as(rows: Sequence[Evidence]) -> list[int | None]:
    """For each row of one match the position of the row that counts the same fact; None for a row that counts."""
    counted = counted_rows(rows)
    places: dict[tuple[str, str], int] = {}
    for at, row in enumerate(rows):
        if row in counted:
            places.setdefault((row.fact, row.favours), at)
    return [
        None if places[row.fact, row.favours] == at else places[row.fact, row.favours]
        for at, row in enumerate(rows)
    ]


def of_matches(rows: Iterable[Evidence]) -> dict[int, list[Evidence]]:
    """Rows by the position of their match, each list in the order of authority."""
    grouped: dict[int, list[Evidence]] = defaultdict(list)
    for row in sorted(rows, key=by_authority):
        grouped[row.match].append(row)
    return grouped
