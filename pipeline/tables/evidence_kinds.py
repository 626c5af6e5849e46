"""The kinds of evidence for a direction, which more than one table names."""

from __future__ import annotations

EVIDENCE_KINDS = (
    "manifest",
    "attribution",
    "citation_heading",
    "equal_heading",
    "date",
    "quotation_marks",
    "editorial_insertion",
    "marked_omission",
    "shared_omission",
    "truncation",
    "fuller_context",
    "shared_error",
    "unique_reading",
    "corrected_error",
    "block_order",
)
