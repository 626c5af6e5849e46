"""Direction: the verdict on one match, from the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pipeline.provenance.evidence import Evidence, counted_rows
from pipeline.provenance.weights import AUTHORITY, LIKELY_MILLIBITS, SURE_MILLIBITS, confidence_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["UNDETERMINED", "Direction", "find_direction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """A verdict on one match (TABLES ``matches``, the columns of these names).

    Attributes:
        copied_from: The side that is the source.
        confidence: How probable it is, 0.5 to 1; None where it is undetermined.
        basis: The kinds of evidence it rests on.
        certainty: The same in one word.
        route: How the text came from one side to the other.
        via: The witness the text passed through, as its number in the family; only where ``route`` is
            "through_witness".
        implied: Whether the family's tree already says it.
    """

    copied_from: Literal["a", "b", "undetermined"]
    confidence: float | None
    basis: tuple[str, ...]
    certainty: Literal["sure", "likely", "open"]
    route: Literal["direct", "through_witness", "common_source", "unknown"]
    via: int | None = None
    implied: bool = False


UNDETERMINED = Direction(
    copied_from="undetermined", confidence=None, basis=(), certainty="open", route="unknown"
)


def find_direction(rows: Iterable[Evidence]) -> Direction:
    """Weigh the evidence for one match.

    Args:
        rows: Its evidence, in any order; of one match, or of all matches between two documents.

    Returns:
        The side that more bits speak for, where they exceed the threshold. What ``sources.toml`` states stands whatever
        else speaks against it; any other verdict that the weightiest authority speaks against is not given: two
        authorities that disagree leave it open. Nothing that favours a side: undetermined.

    Cost: a sort of the rows.
    """
    counted = [row for row in counted_rows(rows) if row.favours != "dependence"]
    stated = [row for row in counted if row.kind == "manifest"]
    if _balance(stated):
        side = _side(stated)
        counted = [row for row in counted if row.favours == side]
    counted = _without_overruled(counted)
    balance = _balance(counted)
    if abs(balance) < LIKELY_MILLIBITS:
        return _open(counted)
    side = _side(counted)
    if any(_side(rank) not in {side, None} for rank in _highest(counted)):
        return _open(counted)
    return Direction(
        copied_from=side or "undetermined",
        confidence=confidence_of(abs(balance)),
        basis=tuple(dict.fromkeys(row.kind for row in counted if row.favours == side)),
        certainty="sure" if abs(balance) >= SURE_MILLIBITS else "likely",
        route="direct" if _balance(stated) else "unknown",
    )


def _without_overruled(rows: list[Evidence]) -> list[Evidence]:
    """Rows without the slips that speak against what is stated, named or dated: a bad scan makes nothing younger."""
    side = _side([row for row in rows if AUTHORITY[row.kind] <= AUTHORITY["date"]])
    if side is None:
        return rows
    return [row for row in rows if AUTHORITY[row.kind] < AUTHORITY["unique_reading"] or row.favours == side]


def _open(rows: list[Evidence]) -> Direction:
    """No verdict; of a third source where the earlier side quotes what the later one has in its own voice."""
    early, quoted = (_side([row for row in rows if row.fact == fact]) for fact in ("date", "quotes"))
    if early is None or quoted in {early, None}:
        return UNDETERMINED
    return replace(UNDETERMINED, route="common_source")


def _balance(rows: Iterable[Evidence]) -> int:
    """Millibits for side a less those for side b."""
    return sum(row.weight if row.favours == "a" else -row.weight for row in rows)


def _side(rows: list[Evidence]) -> Literal["a", "b"] | None:
    balance = _balance(rows)
    return None if balance == 0 else "a" if balance > 0 else "b"


def _highest(rows: list[Evidence]) -> list[list[Evidence]]:
    """The rows of the highest authority that speaks, and those of dates, which no lower authority overrules."""
    ranks = sorted({AUTHORITY[row.kind] for row in rows} - {AUTHORITY["manifest"]})
    chosen = {*ranks[:1], AUTHORITY["date"]} & set(ranks)
    if any(row.kind == "manifest" for row in rows):
        return []
    return [[row for row in rows if AUTHORITY[row.kind] == rank] for rank in sorted(chosen)]
