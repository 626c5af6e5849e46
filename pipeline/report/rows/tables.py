"""All tables that are a function of inputs and settings, from the findings."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pipeline.report.rows.apparatus_rows import apparatus_rows
from pipeline.report.rows.attribution_rows import attribution_rows
from pipeline.report.rows.document_rows import document_rows, drift_rows, set_aside_rows
from pipeline.report.rows.evidence_rows import evidence_rows
from pipeline.report.rows.family_rows import family_rows
from pipeline.report.rows.match_rows import match_rows, variant_rows, weigh_variants
from pipeline.report.rows.provenance_rows import provenance_rows
from pipeline.tables import TABLES, from_rows

if TYPE_CHECKING:
    import polars as pl

    from pipeline.engine import LocalEngine
    from pipeline.provenance.findings import Findings
    from pipeline.report.rows.attribution_rows import AttributionRows
    from pipeline.report.rows.family_rows import FamilyRows

__all__ = ["content_tables"]


def content_tables(
    findings: Findings, *, keep_marks: bool, engine: LocalEngine | None = None
) -> dict[str, pl.DataFrame]:
    """Make the tables.

    Args:
        findings: All that was found.
        keep_marks: How words fold, for the ids of witnesses.
        engine: Where families are collated; in this process if not given.

    Returns:
        Table by name, each as declared and sorted by its key.
    """
    families = family_rows(findings, keep_marks=keep_marks)
    attributions = attribution_rows(findings)
    for row, wanted in zip(families.families, attributions.wanted_of_family, strict=True):
        row["claimed_source_id"] = wanted
    with ThreadPoolExecutor(1) as beside:
        # Families are collated in other processes; this one makes the other rows meanwhile.
        collating = beside.submit(
            apparatus_rows, findings, families.named, keep_marks=keep_marks, engine=engine
        )
        rows = _other_rows(findings, families, attributions)
        rows["apparatus"] = collating.result()
    arrows = {row["match_id"]: row["arrow"] for row in rows["matches"]}
    for name in ("variants", "evidence"):
        for row in rows[name]:
            row["arrow"] = arrows[row["match_id"]]
    return {name: from_rows(name, rows[name]) for name in TABLES if name in rows}


def _other_rows(
    findings: Findings, families: FamilyRows, attributions: AttributionRows
) -> dict[str, list[dict[str, object]]]:
    """The rows of all tables but ``apparatus``."""
    weighed = weigh_variants(findings)
    return {
        "documents": document_rows(findings),
        "matches": match_rows(
            findings, families.of_match, weighed, second_hand=attributions.second_hand_matches
        ),
        "variants": variant_rows(findings, weighed),
        "families": families.families,
        "witnesses": families.witnesses,
        "match_families": families.match_families,
        "attributions": attributions.attributions,
        "wanted_sources": attributions.wanted_sources,
        "provenance": provenance_rows(findings, [family.members for family in families.named]),
        "evidence": evidence_rows(findings, [family.family_id for family in families.named]),
        "set_aside": set_aside_rows(findings),
        "drift": drift_rows(findings),
    }
