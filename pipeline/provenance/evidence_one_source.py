"""Evidence from one passage of a printed source for its others: what stands under one number has one origin."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pipeline.provenance import weights
from pipeline.provenance.direction import find_direction
from pipeline.provenance.evidence import Evidence, by_authority, counted_rows
from pipeline.provenance.sections import source_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.corpus.documents import Document
    from pipeline.provenance.findings import MatchFinding

__all__ = ["evidence_of_one_source"]


def evidence_of_one_source(
    matches: Sequence[MatchFinding], evidence: Sequence[Sequence[Evidence]], compared: Sequence[Document]
) -> Iterator[Evidence]:
    """Rows for passages of a numbered source, of which another passage shows the direction.

    Args:
        matches: All matches.
        evidence: What speaks for the direction of each.
        compared: Documents by number.

    Yields:
        For a match between a numbered source and the running text of another document for which nothing speaks: the
        weightiest fact of another match between the same two, whose words are shown with it. None where those matches
        contradict each other. A page that prints an excerpt under a number has all of it from one work; the text that
        quotes one passage of it with a gap has not been the source of the next.

    Cost: linear in the matches and in the rows.
    """
    groups: dict[tuple[int, int, int, int], list[int]] = defaultdict(list)
    for at, match in enumerate(matches):
        key = _source(match, compared)
        if key is not None:
            groups[key].append(at)
    for key in sorted(groups):
        group = groups[key]
        if len(group) > 1:
            yield from _rows(group, evidence)


def _source(match: MatchFinding, compared: Sequence[Document]) -> tuple[int, int, int, int] | None:
    """Both documents, and where the heading of the source stands, of which only one side may be one."""
    if match.a == match.b:
        return None
    heading_a = source_heading(compared[match.a], match.a_begin)
    heading_b = source_heading(compared[match.b], match.b_begin)
    if (heading_a is None) == (heading_b is None):
        return None
    return match.a, match.b, heading_a[0] if heading_a else -1, heading_b[0] if heading_b else -1


def _rows(group: Sequence[int], evidence: Sequence[Sequence[Evidence]]) -> Iterator[Evidence]:
    decided: dict[Literal["a", "b"], list[int]] = defaultdict(list)
    for at in group:
        side = find_direction(evidence[at]).copied_from
        if side != "undetermined":
            decided[side].append(at)
    if len(decided) != 1:
        return
    ((side, told),) = decided.items()
    counted = [row for at in told for row in counted_rows(evidence[at]) if row.favours == side]
    best = min(counted, key=lambda row: (-row.weight, by_authority(row), row.match))
    for at in group:
        if all(row.favours == "dependence" for row in evidence[at]):
            yield replace(best, match=at, weight=min(best.weight, weights.SAME_SOURCE))
