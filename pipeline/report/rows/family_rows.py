"""Rows of ``families``, ``witnesses`` and ``match_families``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.corpus.normalise import fold_word
from pipeline.ids import content_id
from pipeline.provenance.families import Family, Span
from pipeline.provenance.findings import Findings, MatchFinding, number_equals
from pipeline.report.rows.match_rows import short_name

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FamilyRows", "family_rows"]

_LABEL_WORDS = 10
_WHOLE = 0.9
"""Share of a document's words from which a witness is the whole document."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRows:
    """Rows of the three tables, and the families each match touches (by position of the match)."""

    families: list[Row]
    witnesses: list[Row]
    match_families: list[Row]
    of_match: dict[int, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Witness:
    witness_id: str
    span: Span
    n_words: int


def family_rows(findings: Findings, *, keep_marks: bool) -> FamilyRows:
    """Rows of families and their witnesses.

    Args:
        findings: All that was found.
        keep_marks: How words fold, for the ids of witnesses.

    Returns:
        Rows with content ids.
    """
    witnesses = _witnesses(findings, keep_marks=keep_marks)
    ids = [content_id("f", *sorted(witness.witness_id for witness in members)) for members in witnesses]
    family_table: list[Row] = []
    witness_table: list[Row] = []
    for row, (family, members) in enumerate(zip(findings.families, witnesses, strict=True)):
        parents = _parents(findings, family, members)
        lemma, basis = _lemma(findings, members, parents)
        family_table.append(_family_row(findings, family, ids, row, members, lemma, basis))
        witness_table.extend(_witness_rows(findings, ids[row], members, parents))
    of_match: dict[int, set[str]] = {}
    match_table = _match_rows(findings, ids, of_match)
    return FamilyRows(
        families=family_table,
        witnesses=witness_table,
        match_families=match_table,
        of_match={at: sorted(found) for at, found in of_match.items()},
    )


def _witnesses(findings: Findings, *, keep_marks: bool) -> list[list[_Witness]]:
    spans = [span for family in findings.families for span in family.witnesses]
    keys = []
    lengths = []
    for span in spans:
        view = findings.corpus.document(span.number)
        first, last = np.searchsorted(view.begin, (span.begin, span.end))
        words = [view.text[view.begin[at] : view.end[at]] for at in range(int(first), int(last))]
        folded = " ".join(fold_word(word, keep_marks=keep_marks) for word in words)
        keys.append((findings.compared[span.number].document_id, folded))
        lengths.append(len(words))
    made = iter(
        [
            _Witness(witness_id=content_id("w", *key, ordinal), span=span, n_words=n_words)
            for key, ordinal, span, n_words in zip(keys, number_equals(keys), spans, lengths, strict=True)
        ]
    )
    return [[next(made) for _ in family.witnesses] for family in findings.families]


def _parents(findings: Findings, family: Family, members: Sequence[_Witness]) -> dict[str, tuple[str, float]]:
    """The witness each most likely copies: of the decided matches, the surest, then the closest."""
    best: dict[str, tuple[float, float, str]] = {}
    for at in family.matches:
        match = findings.matches[at]
        if match.direction.copied_from == "undetermined" or match.direction.confidence is None:
            continue
        a, b = _member(members, match.a, match.a_begin), _member(members, match.b, match.b_begin)
        copy, source = (b, a) if match.direction.copied_from == "a" else (a, b)
        identity = match.measures["word_identity"]
        offer = (
            match.direction.confidence,
            identity if isinstance(identity, float) else 0.0,
            source.witness_id,
        )
        if copy.witness_id not in best or offer > best[copy.witness_id]:
            best[copy.witness_id] = offer
    return {copy: (source, confidence) for copy, (confidence, _, source) in best.items()}


def _member(members: Sequence[_Witness], number: int, begin: int) -> _Witness:
    return next(
        witness
        for witness in members
        if witness.span.number == number and witness.span.begin <= begin < witness.span.end
    )


def _lemma(
    findings: Findings, members: Sequence[_Witness], parents: dict[str, tuple[str, float]]
) -> tuple[_Witness, str]:
    """The witness that the others are compared with, and why that one."""
    free = [witness for witness in members if witness.witness_id not in parents]
    if len(free) == 1 and parents:
        return free[0], "direction"
    dated = [
        (date, witness.witness_id, witness)
        for witness in members
        if (date := findings.compared[witness.span.number].date_not_after) is not None
    ]
    if len(dated) == len(members) and len({date for date, _, _ in dated}) == len(dated):
        return min(dated)[2], "earliest"
    return max(members, key=lambda witness: (witness.n_words, witness.witness_id)), "longest"


def _family_row(
    findings: Findings,
    family: Family,
    ids: Sequence[str],
    row: int,
    members: Sequence[_Witness],
    lemma: _Witness,
    basis: str,
) -> Row:
    documents = {witness.span.number for witness in members}
    early = [date for at in documents if (date := findings.compared[at].date_not_before)]
    late = [date for at in documents if (date := findings.compared[at].date_not_after)]
    identities = [
        value
        for at in family.matches
        if isinstance(value := findings.matches[at].measures["word_identity"], float)
    ]
    text = findings.compared[lemma.span.number].text[lemma.span.begin : lemma.span.end]
    return {
        "family_id": ids[row],
        "label": " ".join(text.split()[:_LABEL_WORDS]),
        "n_witnesses": len(members),
        "n_documents": len(documents),
        "lemma_witness_id": lemma.witness_id,
        "lemma_basis": basis,
        "earliest_witness_date": min(early, default=None),
        "latest_witness_date": max(late, default=None),
        "mean_word_identity": sum(identities) / len(identities),
        "contains_family_ids": sorted(ids[other] for other in family.contains),
    }


def _witness_rows(
    findings: Findings, family_id: str, members: Sequence[_Witness], parents: dict[str, tuple[str, float]]
) -> list[Row]:
    rows: list[Row] = []
    names = []
    for witness in members:
        document = findings.compared[witness.span.number]
        names.append(short_name(document.siglum, findings.locus(witness.span.number, witness.span.begin)))
    ordinals = number_equals([(name,) for name in names])
    repeated = {name for name in names if names.count(name) > 1}
    for witness, name, ordinal in zip(members, names, ordinals, strict=True):
        span = witness.span
        document = findings.compared[span.number]
        locus = findings.locus(span.number, span.begin)
        parent, confidence = parents.get(witness.witness_id, (None, None))
        whole = witness.n_words >= _WHOLE * findings.n_words(span.number)
        rows.append(
            {
                "witness_id": witness.witness_id,
                "family_id": family_id,
                "document_id": document.document_id,
                "path": document.path,
                "locus": locus,
                "begin": span.begin,
                "end": span.end,
                "siglum": f"{name}.{ordinal + 1}" if name in repeated else name,
                "role": "whole document"
                if whole
                else "source excerpt"
                if name != document.siglum
                else "narrative",
                "exact": document.text[span.begin : span.end],
                "parent_witness_id": parent,
                "parent_confidence": confidence,
                "n_words": witness.n_words,
            }
        )
    return rows


def _match_rows(findings: Findings, ids: Sequence[str], of_match: dict[int, set[str]]) -> list[Row]:
    """Which part of each match belongs to its own family and to those contained in it."""
    rows: list[Row] = []
    for row, family in enumerate(findings.families):
        for at in family.matches:
            match = findings.matches[at]
            of_match.setdefault(at, set()).add(ids[row])
            rows.append(_part(match, ids[row], match.a_begin, match.a_end, match.b_begin, match.b_end))
            for other in family.contains:
                for a in _inside(findings.families[other], match.a, match.a_begin, match.a_end):
                    for b in _inside(findings.families[other], match.b, match.b_begin, match.b_end):
                        if a != b and _corresponds(match, a, b):
                            of_match[at].add(ids[other])
                            rows.append(_part(match, ids[other], a.begin, a.end, b.begin, b.end))
    return rows


def _inside(family: Family, number: int, begin: int, end: int) -> list[Span]:
    """The family's witnesses that lie in a passage, cut to it."""
    return [
        Span(number=number, begin=max(begin, span.begin), end=min(end, span.end))
        for span in family.witnesses
        if span.number == number and min(end, span.end) - max(begin, span.begin) > len(span) // 2
    ]


def _corresponds(match: MatchFinding, a: Span, b: Span) -> bool:
    """Whether two witnesses inside a match stand against each other: at about the same share of its length."""
    share_a = (a.begin + a.end - 2 * match.a_begin) / (2 * (match.a_end - match.a_begin))
    share_b = (b.begin + b.end - 2 * match.b_begin) / (2 * (match.b_end - match.b_begin))
    half = len(a) / (2 * (match.a_end - match.a_begin))
    return abs(share_a - share_b) <= half


def _part(match: MatchFinding, family_id: str, a_begin: int, a_end: int, b_begin: int, b_end: int) -> Row:
    return {
        "match_id": match.match_id,
        "family_id": family_id,
        "a_begin": a_begin,
        "a_end": a_end,
        "b_begin": b_begin,
        "b_end": b_end,
    }
