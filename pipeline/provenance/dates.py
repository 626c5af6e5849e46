"""Dates of documents, of any precision, and which of two comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.corpus.documents import Document

__all__ = ["at_shared_precision", "date_parts", "dated_before"]


def date_parts(date: str) -> tuple[int, ...]:
    """Year, month and day as far as stated; years before 1 BCE are negative (astronomical, as in ISO 8601)."""
    sign = -1 if date.startswith("-") else 1
    first, *rest = date.lstrip("+-").split("-")
    return (sign * int(first), *map(int, rest))


def at_shared_precision(one: str, other: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The parts of two dates, both as far as both are stated: of "1917" and "1917-10" the years."""
    left, right = date_parts(one), date_parts(other)
    shared = min(len(left), len(right))
    return left[:shared], right[:shared]


def dated_before(one: Document, other: Document) -> bool:
    """Whether one document was written wholly before another, as far as both are dated.

    "1917" is not before "1917-10".
    """
    if one.date_not_after is None or other.date_not_before is None:
        return False
    left, right = at_shared_precision(one.date_not_after, other.date_not_before)
    return left < right
