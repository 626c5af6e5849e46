"""Rows of ``families``, ``witnesses`` and ``match_families``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ids import content_id
from pipeline.provenance.dates import date_parts
from pipeline.provenance.descent import sides_of
from pipeline.provenance.families import Family, Span
from pipeline.report.rows.witnesses import Witness, family_witnesses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.provenance.contained import Contained
    from pipeline.provenance.descent import Descent
    from pipeline.provenance.findings import Findings, MatchFinding

__all__ = ["FamilyRows", "MatchFamilies", "NamedFamily", "family_rows"]

_LABEL_WORDS = 10
_CONTAINED_WORDS = 5

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFamilies:
    """What a match's row says of families.

    Attributes:
        family_ids: All that it touches, sorted.
        contained: First words of those that lie inside it, in the order of side a's text.
        via_witness_id: The witness its text came through, where the family's tree says so.
    """

    family_ids: tuple[str, ...]
    contained: tuple[str, ...]
    via_witness_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFamily:
    """A family by its id, its witnesses, and the position of the one that the others are compared with."""

    family_id: str
    members: tuple[Witness, ...]
    lemma: int
    lemma_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRows:
    """Rows of the three tables, for each match by position what it has to do with families, and the families."""

    families: list[Row]
    witnesses: list[Row]
    match_families: list[Row]
    of_match: dict[int, MatchFamilies]
    named: tuple[NamedFamily, ...]


def family_rows(findings: Findings, *, keep_marks: bool) -> FamilyRows:
    """Make the rows of families and their witnesses.

    Args:
        findings: All that was found.
        keep_marks: How words fold, for the ids of witnesses.

    Returns:
        Rows with content ids. Every match has an entry in ``of_match``.

    Cost: linear in the words of the witnesses.
    """
    witnesses = family_witnesses(findings, keep_marks=keep_marks)
    ids = [content_id("f", *sorted(witness.witness_id for witness in members)) for members in witnesses]
    named = []
    for family_id, members, descent in zip(ids, witnesses, findings.descents, strict=True):
        lemma, basis = _lemma(findings, members, descent)
        named.append(NamedFamily(family_id=family_id, members=members, lemma=lemma, lemma_basis=basis))
    families: list[Row] = []
    witness_table: list[Row] = []
    match_table: list[Row] = []
    of_match: dict[int, MatchFamilies] = {}
    parts: dict[int, list[Contained]] = defaultdict(list)
    for part in findings.contained:
        parts[part.match].append(part)
    for row, (family, descent) in enumerate(zip(findings.families, findings.descents, strict=True)):
        families.append(_family_row(findings, family, ids, named[row]))
        witness_table.extend(_witness_rows(findings, ids[row], witnesses[row], descent))
        for at in family.matches:
            match = findings.matches[at]
            match_table.append(_part(match, ids[row], *sides_of(match)))
            match_table.extend(_part(match, ids[part.family], part.a, part.b) for part in parts[at])
            via = match.direction.via
            of_match[at] = MatchFamilies(
                family_ids=tuple(sorted({ids[row], *(ids[part.family] for part in parts[at])})),
                contained=tuple(_first_words(findings, part.a, _CONTAINED_WORDS) for part in parts[at]),
                via_witness_id=None if via is None else witnesses[row][via].witness_id,
            )
    return FamilyRows(
        families=families,
        witnesses=witness_table,
        match_families=match_table,
        of_match=of_match,
        named=tuple(named),
    )


def _first_words(findings: Findings, span: Span, n: int) -> str:
    return " ".join(findings.compared[span.number].text[span.begin : span.end].split()[:n])


def _family_row(
    findings: Findings,
    family: Family,
    ids: Sequence[str],
    named: NamedFamily,
) -> Row:
    members = named.members
    documents = {witness.span.number for witness in members}
    early = [date for at in documents if (date := findings.compared[at].date_not_before)]
    late = [date for at in documents if (date := findings.compared[at].date_not_after)]
    identities = [findings.matches[at].measures.word_identity for at in family.matches]
    lemma = members[named.lemma]
    return {
        "family_id": named.family_id,
        "label": _first_words(findings, lemma.span, _LABEL_WORDS),
        "n_witnesses": len(members),
        "n_documents": len(documents),
        "lemma_witness_id": lemma.witness_id,
        "lemma_basis": named.lemma_basis,
        "earliest_witness_date": min(early, key=date_parts, default=None),
        "latest_witness_date": max(late, key=date_parts, default=None),
        "mean_word_identity": sum(identities) / len(identities),
        "contains_family_ids": sorted(ids[other] for other in family.contains),
    }


def _lemma(findings: Findings, members: Sequence[Witness], descent: Descent) -> tuple[int, str]:
    """Which witness the others are compared with, and why that one."""
    free = [at for at, parent in enumerate(descent.parents) if parent is None]
    if len(free) == 1 and len(members) > 1:
        return free[0], "direction"
    dates = [findings.compared[witness.span.number].date_not_after for witness in members]
    stated = [date_parts(date) for date in dates if date is not None]
    if len(stated) == len(members) and stated.count(min(stated)) == 1:
        return stated.index(min(stated)), "earliest"
    return max(range(len(members)), key=lambda at: (members[at].n_words, -at)), "longest"


def _witness_rows(
    findings: Findings, family_id: str, members: Sequence[Witness], descent: Descent
) -> Iterator[Row]:
    for at, witness in enumerate(members):
        document = findings.compared[witness.span.number]
        parent = descent.parents[at]
        yield {
            "witness_id": witness.witness_id,
            "family_id": family_id,
            "document_id": document.document_id,
            "path": document.path,
            "locus": witness.locus,
            "begin": witness.span.begin,
            "end": witness.span.end,
            "siglum": witness.siglum,
            "role": witness.role,
            "exact": document.text[witness.span.begin : witness.span.end],
            "parent_witness_id": None if parent is None else members[parent].witness_id,
            "parent_confidence": descent.confidences[at],
            "n_words": witness.n_words,
        }


def _part(match: MatchFinding, family_id: str, a: Span, b: Span) -> Row:
    return {
        "match_id": match.match_id,
        "family_id": family_id,
        "a_begin": a.begin,
        "a_end": a.end,
        "b_begin": b.begin,
        "b_end": b.end,
    }
