"""Rows of ``attributions`` and ``wanted_sources``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ids import content_id
from pipeline.provenance.attributions.audit import audit_attributions
from pipeline.provenance.attributions.wanted import find_wanted
from pipeline.provenance.findings import number_equals
from pipeline.report.rows.cells import cells_of

if TYPE_CHECKING:
    from pipeline.provenance.attributions.audit import Audit
    from pipeline.provenance.findings import Findings

__all__ = ["AttributionRows", "attribution_rows"]

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionRows:
    """Rows of the two tables, and what other tables say of them.

    Attributes:
        attributions: Rows of ``attributions``.
        wanted_sources: Rows of ``wanted_sources``.
        wanted_of_family: For each family the id of the absent work that its witnesses name, or None.
        second_hand_matches: Positions of the matches whose quotation has its words at second hand.
    """

    attributions: list[Row]
    wanted_sources: list[Row]
    wanted_of_family: tuple[str | None, ...]
    second_hand_matches: frozenset[int]


def attribution_rows(findings: Findings) -> AttributionRows:
    """Make the rows: every attribution audited, every work that is not in the corpus once.

    Args:
        findings: All that was found, the directions settled.

    Returns:
        Rows with content ids.

    Cost: linear in the quotations, and the matches that touch them.
    """
    wanted = find_wanted(findings)
    audits = audit_attributions(findings)
    keys = [_key(findings, audit) for audit in audits]
    rows = [
        _row(findings, audit, content_id("a", *key, ordinal), wanted_id)
        for audit, key, ordinal, wanted_id in zip(
            audits, keys, number_equals(keys), wanted.of_attribution, strict=True
        )
    ]
    sources: list[Row] = [cells_of(source) | {"cited_by": list(source.cited_by)} for source in wanted.sources]
    return AttributionRows(
        attributions=rows,
        wanted_sources=sources,
        wanted_of_family=wanted.of_family,
        second_hand_matches=frozenset(
            audit.match for audit in audits if audit.credit == "second_hand" and audit.match is not None
        ),
    )


def _key(findings: Findings, audit: Audit) -> tuple[str, ...]:
    """What an attribution is: its document, the words that attribute and the words quoted, blanks apart."""
    one = audit.attribution
    document = findings.compared[one.number]
    words = document.text[one.begin : one.end] if one.begin is not None else ""
    quoted = document.text[one.quoted_begin : one.quoted_end]
    return document.document_id, " ".join(words.split()), " ".join(quoted.split())


def _row(findings: Findings, audit: Audit, attribution_id: str, wanted_source_id: str | None) -> Row:
    one = audit.attribution
    document = findings.compared[one.number]
    return {
        "attribution_id": attribution_id,
        "document_id": document.document_id,
        "path": document.path,
        "locus": findings.locus(one.number, one.quoted_begin),
        "begin": one.begin,
        "end": one.end,
        "quoted_begin": one.quoted_begin,
        "quoted_end": one.quoted_end,
        "quoted": document.text[one.quoted_begin : one.quoted_end],
        "cue": one.cue,
        "speaker": one.speaker,
        "work_author": one.work_author,
        "title": one.title,
        "year": one.year,
        "title_basis": one.title_basis,
        "cited_work": one.cited_work,
        "resolved_document_id": None if one.resolved is None else findings.compared[one.resolved].document_id,
        "match_id": None if audit.match is None else findings.matches[audit.match].match_id,
        "checked_against": audit.checked_against,
        "seen_through": audit.seen_through,
        "fidelity": audit.fidelity,
        "what_changed": audit.what_changed,
        "credit": audit.credit,
        "wanted_source_id": wanted_source_id,
    }
