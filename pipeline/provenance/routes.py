"""Routes: whether a text came from one side to the other without a witness in between, as far as evidence tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.provenance.weights import LIKELY_MILLIBITS, shared_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.direction import Direction
    from pipeline.provenance.evidence import Evidence

__all__ = ["with_route"]

_THIS_FILE = frozenset({"shared_error", "equal_heading", "manifest"})

_LEAST_MILLIBITS = shared_error(0)
"""An even chance: however many words are only perhaps slips, they make no route."""


def with_route(direction: Direction, rows: Sequence[Evidence]) -> Direction:
    """Say that a route is direct where the copy has this very file's errors before it.

    Args:
        direction: The settled verdict on a match.
        rows: The evidence for it.

    Returns:
        The same; "direct" in place of "unknown" where a side is shown as the source and both share what only copying
        this file gives, four to one or more together: slips, or the heading that it gave an excerpt. A work that is
        named may have been quoted by way of another copy of it.
    """
    if direction.copied_from == "undetermined" or direction.route != "unknown":
        return direction
    shared = [row.weight for row in rows if row.kind in _THIS_FILE and row.favours == "dependence"]
    if sum(weight for weight in shared if weight >= _LEAST_MILLIBITS) >= LIKELY_MILLIBITS:
        return replace(direction, route="direct")
    return direction
