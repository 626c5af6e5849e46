"""Evidence: one fact that speaks for a direction or for dependence, and how facts are weighed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.provenance.weights import AUTHORITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "Evidence",
    "Favours",
    "balance_of",
    "by_authority",
    "counted_rows",
    "side_of",
    "superseded_by",
]

_SLIPS = frozenset({"unique_reading", "corrected_error"})

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
    """The rows that count.

    Args:
        rows: Rows of one match, or of all matches between two documents.

    Returns:
        In the order of authority: of the same fact only the weightiest, the first of equals; without what is overruled.
        What ``sources.toml`` states overrules all that speaks against it, and slips say nothing against what is stated,
        named or dated, for a bad scan makes nothing younger.

    Cost: a sort of the rows.
    """
    best: dict[tuple[str, str], Evidence] = {}
    for row in sorted(rows, key=by_authority):
        known = best.get((row.fact, row.favours))
        if known is None or row.weight > known.weight:
            best[row.fact, row.favours] = row
    counted = sorted(best.values(), key=by_authority)
    stated = side_of(row for row in counted if row.kind == "manifest")
    if stated is not None:
        return [row for row in counted if row.favours in {stated, "dependence"}]
    told = side_of(row for row in counted if AUTHORITY[row.kind] <= AUTHORITY["date"])
    if told is None:
        return counted
    return [row for row in counted if row.kind not in _SLIPS or row.favours == told]


def balance_of(rows: Iterable[Evidence]) -> int:
    """Millibits for side a as the source less those for side b."""
    return sum({"a": row.weight, "b": -row.weight}.get(row.favours, 0) for row in rows)


def side_of(rows: Iterable[Evidence]) -> Literal["a", "b"] | None:
    """The side that more millibits speak for as the source; None where neither."""
    balance = balance_of(rows)
    return None if balance == 0 else "a" if balance > 0 else "b"


def superseded_by(rows: Sequence[Evidence]) -> list[int | None]:
    """For each row of one match the position of the row that makes it add nothing; None for a row that counts.

    That is the row that counts the same fact, or else the first row that counts, whose authority overrules it.
    """
    counted = counted_rows(rows)
    places: dict[tuple[str, str], int] = {}
    first = None
    for at, row in enumerate(rows):
        if row in counted and (row.fact, row.favours) not in places:
            places[row.fact, row.favours] = at
            first = at if first is None else first
    return [
        None if places.get((row.fact, row.favours)) == at else places.get((row.fact, row.favours), first)
        for at, row in enumerate(rows)
    ]
