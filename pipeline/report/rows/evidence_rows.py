"""Rows of ``evidence``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ids import content_id
from pipeline.provenance.evidence import superseded_by
from pipeline.provenance.findings import number_equals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.findings import Findings

__all__ = ["evidence_rows"]

Row = dict[str, object]


def evidence_rows(findings: Findings, family_ids: Sequence[str]) -> list[Row]:
    """Make the rows of ``evidence``.

    Args:
        findings: All that was found.
        family_ids: Id of each family, in the order of ``findings.families``.

    Returns:
        For each match its rows in the order of authority; ``counted_with`` names the row for which a row does not
        count.

    Cost: linear in the rows.
    """
    family_of = {at: family_ids[row] for row, family in enumerate(findings.families) for at in family.matches}
    rows: list[Row] = []
    for at, found in enumerate(findings.evidence):
        match = findings.matches[at]
        keys = [(match.match_id, one.kind, one.favours, one.excerpt) for one in found]
        ids = [content_id("e", *key, ordinal) for key, ordinal in zip(keys, number_equals(keys), strict=True)]
        for place, (one, counted) in enumerate(zip(found, superseded_by(found), strict=True)):
            rows.append(
                {
                    "evidence_id": ids[place],
                    "match_id": match.match_id,
                    "family_id": family_of.get(at),
                    "kind": one.kind,
                    "favours": one.favours,
                    "weight_millibits": one.weight,
                    "counted_with": None if counted is None else ids[counted],
                    "basis": one.basis,
                    "excerpt": one.excerpt,
                    "document_id": findings.compared[one.number].document_id,
                    "begin": one.begin,
                    "end": one.end,
                }
            )
    return rows
