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
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import polars as pl

    from pipeline.engine import LocalEngine
    from pipeline.provenance.findings import Findings
    from pipeline.report.rows.attribution_rows import AttributionRows
    from pipeline.report.rows.family_rows import FamilyRows

__all__ = ["content_tables"]

Row = dict[str, object]


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
            lambda: from_rows(
                "apparatus", apparatus_rows(findings, families.named, keep_marks=keep_marks, engine=engine)
            )
        )
        tables = _other_tables(findings, families, attributions)
        tables["apparatus"] = collating.result()
    return {name: tables[name] for name in TABLES if name in tables}


def _other_tables(
    findings: Findings, families: FamilyRows, attributions: AttributionRows
) -> dict[str, pl.DataFrame]:
    """All tables but ``apparatus``, one after the other, so that never the rows of two are there at once."""
    weighed = weigh_variants(findings)
    matches = match_rows(findings, families.of_match, weighed, second_hand=attributions.second_hand_matches)
    tables = {"matches": from_rows("matches", matches)}
    arrows = {row["match_id"]: row["arrow"] for row in matches}
    del matches
    tables["variants"] = from_rows("variants", _with_arrows(variant_rows(findings, weighed), arrows))
    del weighed
    tables["evidence"] = from_rows(
        "evidence",
        _with_arrows(evidence_rows(findings, [family.family_id for family in families.named]), arrows),
    )
    others: dict[str, Callable[[], Iterable[Row]]] = {
        "documents": lambda: document_rows(findings),
        "families": lambda: families.families,
        "witnesses": lambda: families.witnesses,
        "match_families": lambda: families.match_families,
        "attributions": lambda: attributions.attributions,
        "wanted_sources": lambda: attributions.wanted_sources,
        "provenance": lambda: provenance_rows(findings, [family.members for family in families.named]),
        "set_aside": lambda: set_aside_rows(findings),
        "drift": lambda: drift_rows(findings),
    }
    return tables | {name: from_rows(name, rows()) for name, rows in others.items()}


def _with_arrows(rows: Iterable[Row], arrows: Mapping[object, object]) -> Iterator[Row]:
    """Rows that belong to a match, with its arrow."""
    for row in rows:
        row["arrow"] = arrows[row["match_id"]]
        yield row
