"""Rows of ``provenance``: passages and documents with the sources that they may have."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.ids import content_id
from pipeline.provenance.descent import sides_of
from pipeline.provenance.relations import relation_of
from pipeline.provenance.weights import is_sure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.provenance.families import Family
    from pipeline.provenance.findings import Findings
    from pipeline.report.rows.witnesses import Witness

__all__ = ["provenance_rows"]

Row = dict[str, object]


def provenance_rows(findings: Findings, members: Sequence[Sequence[Witness]]) -> list[Row]:
    """Make the rows of ``provenance``.

    Args:
        findings: All that was found.
        members: Witnesses of each family, in the order of ``findings.families``.

    Returns:
        Rows of both levels. Of passages: every witness that may be the source of another, its parent first, and the
        open pairs. A pair whose verdict the family's tree takes back has no row.

    Cost: linear in the matches.
    """
    rows = [
        row
        for number, family in enumerate(findings.families)
        for row in _passage_rows(findings, number, family, members[number])
    ]
    rows += _document_rows(findings)
    return rows


def _passage_rows(
    findings: Findings, number: int, family: Family, members: Sequence[Witness]
) -> Iterator[Row]:
    between: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at in family.matches:
        a, b = (family.witness_at(span) for span in sides_of(findings.matches[at]))
        between[min(a, b), max(a, b)].append(at)
    descent = findings.descents[number]
    links: dict[int, list[Row]] = defaultdict(list)
    for copy, candidates in enumerate(descent.candidates):
        for one in candidates:
            matches = between.get((min(copy, one.source), max(copy, one.source)), [])
            relation = "prov:Derivation"
            if matches:
                longest = max(matches, key=lambda at: (findings.matches[at].measures.words_equal, -at))
                side = "a" if _side_a(family, findings, longest) == one.source else "b"
                relation = relation_of(findings.matches[longest], side, findings.corpus)
            links[copy].append(
                _row(
                    findings,
                    members,
                    copy,
                    one.source,
                    relation=relation,
                    confidence=one.confidence,
                    certainty="sure" if is_sure(one.confidence) else "likely",
                    n_matches=max(1, len(matches)),
                    words=one.words,
                    words_added=one.further,
                    words_open=0,
                )
            )
    for (a, b), matches in sorted(between.items()):
        verdicts = [findings.matches[at].direction for at in matches]
        known = any(one.source in {a, b} for copy in (a, b) for one in descent.candidates[copy])
        if a == b or known or any(verdict.copied_from != "undetermined" for verdict in verdicts):
            continue
        if any(verdict.implied for verdict in verdicts):
            continue
        words = sum(findings.matches[at].measures.words_equal for at in matches)
        links[b].append(
            _row(
                findings,
                members,
                b,
                a,
                relation="prov:alternateOf",
                confidence=None,
                certainty="open",
                n_matches=len(matches),
                words=words,
                words_added=words,
                words_open=words,
            )
        )
    for copy in sorted(links):
        for rank, row in enumerate(links[copy], start=1):
            yield row | {"rank": rank, "n_alternatives": len(links[copy]) - 1}


def _side_a(family: Family, findings: Findings, at: int) -> int:
    return family.witness_at(sides_of(findings.matches[at])[0])


def _row(
    findings: Findings,
    members: Sequence[Witness],
    copy: int,
    source: int,
    *,
    words: int,
    words_added: int,
    **cells: object,
) -> Row:
    copy_id, source_id = members[copy].witness_id, members[source].witness_id
    return {
        "edge_id": content_id("p", "passage", copy_id, source_id),
        "level": "passage",
        "copy_id": copy_id,
        "copy_path": findings.compared[members[copy].span.number].path,
        "source_id": source_id,
        "source_path": findings.compared[members[source].span.number].path,
        "words": words,
        "words_added": words_added,
        "share_of_copy": min(1.0, words / max(1, members[copy].n_words)),
        **cells,
    }


def _document_rows(findings: Findings) -> Iterator[Row]:
    for edge in findings.document_edges:
        copy, source = findings.compared[edge.copy], findings.compared[edge.source]
        yield {
            "edge_id": content_id("p", "document", copy.document_id, source.document_id),
            "level": "document",
            "copy_id": copy.document_id,
            "copy_path": copy.path,
            "source_id": source.document_id,
            "source_path": source.path,
            "relation": edge.relation,
            "confidence": edge.confidence,
            "certainty": edge.certainty,
            "n_matches": edge.n_matches,
            "words": edge.words,
            "words_added": edge.further,
            "words_open": edge.words_open,
            "share_of_copy": min(1.0, edge.words / max(1, findings.n_words(edge.copy))),
            "rank": edge.rank,
            "n_alternatives": edge.n_alternatives,
        }
