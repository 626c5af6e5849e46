"""What a variant does, seen from the copy, and whether it may change the sense."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.report.rows.judging import CountedVariant

__all__ = ["named_class", "sense_risk"]

_FIGURES = re.compile(r"\d+")

_HIDDEN_CLAUSE_WORDS = 6


def named_class(counted: CountedVariant, copied_from: str) -> str | None:
    """What the copy did (TABLES ``named_class``).

    Args:
        counted: One row.
        copied_from: The side that is the source, or "undetermined".

    Returns:
        None where it is open which side is the copy, or where nothing was added or cut.
    """
    if copied_from == "undetermined":
        return None
    variant_class = counted.variant.variant_class
    longer_in_source = counted.longer_in_a == (copied_from == "a")
    if variant_class == "edge_cut":
        return "truncation" if longer_in_source else None
    if variant_class == "one_sided_gap_marked":
        return "omission_marked" if longer_in_source else "addition"
    if variant_class == "one_sided_bracketed":
        return "omission_silent" if longer_in_source else "editorial_insertion"
    if variant_class == "one_sided":
        return "omission_silent" if longer_in_source else "addition"
    return None


def sense_risk(counted: CountedVariant) -> str | None:
    """Why a variant may change the sense (TABLES ``sense_risk``), as far as its class says."""
    variant = counted.variant
    figures = [_FIGURES.findall(reading) for reading in (variant.a_reading, variant.b_reading)]
    # 41 and forty-one are one number; two that are both in figures and differ are not.
    if variant.variant_class in {"numeral", "substitution"} and all(figures) and figures[0] != figures[1]:
        return "number"
    if variant.variant_class == "scare_quotes":
        return "irony"
    if variant.variant_class == "edge_cut":
        return "cut_at_edge"
    if variant.variant_class == "one_sided_gap_marked" and counted.words >= _HIDDEN_CLAUSE_WORDS:
        return "hidden_clause"
    return None
