"""Direction: the verdict on one match, from the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pipeline.provenance.evidence import Evidence, balance_of, counted_rows, side_of
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
    balance, side = balance_of(counted), side_of(counted)
    if side is None or abs(balance) < LIKELY_MILLIBITS or _is_opposed(side, counted):
        return _open(counted)
    return Direction(
        copied_from=side,
        confidence=confidence_of(abs(balance)),
        basis=tuple(dict.fromkeys(row.kind for row in counted if row.favours == side)),
        certainty="sure" if abs(balance) >= SURE_MILLIBITS else "likely",
        route="direct" if counted[0].kind == "manifest" else "unknown",
    )


def _is_opposed(side: str, rows: list[Evidence]) -> bool:
    """Whether the highest authority that speaks, or the dates, speak for the other side."""
    ranks = sorted({AUTHORITY[row.kind] for row in rows})
    asked = {ranks[0], AUTHORITY["date"]} & set(ranks)
    sides = {side_of(row for row in rows if AUTHORITY[row.kind] == rank) for rank in asked}
    return not sides <= {side, None}


def _open(rows: list[Evidence]) -> Direction:
    """No verdict; of a third source where the earlier side quotes what the later one has in its own voice."""
    early, quoted = (side_of(row for row in rows if row.fact == fact) for fact in ("date", "quotes"))
    if early is None or quoted in {early, None}:
        return UNDETERMINED
    return replace(UNDETERMINED, route="common_source")
