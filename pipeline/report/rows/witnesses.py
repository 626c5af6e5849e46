"""Witnesses as the tables know them: with ids, words and short names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.corpus.normalise import fold_word
from pipeline.ids import content_id
from pipeline.provenance.findings import number_equals
from pipeline.provenance.sections import source_number
from pipeline.report.rows.naming import short_name

if TYPE_CHECKING:
    from pipeline.provenance.families import Span
    from pipeline.provenance.findings import Findings

__all__ = ["Witness", "family_witnesses"]

_WHOLE = 0.9
"""Share of a document's words from which a witness is the whole document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """One passage as a member of its family (TABLES ``witnesses``)."""

    witness_id: str
    span: Span
    n_words: int
    locus: str
    siglum: str
    role: str


def family_witnesses(findings: Findings, *, keep_marks: bool) -> tuple[tuple[Witness, ...], ...]:
    """Name the witnesses of all families.

    Args:
        findings: All that was found.
        keep_marks: How words fold, for the ids.

    Returns:
        For each family its witnesses in the family's order; sigla are unique in the family.

    Cost: linear in the words of the witnesses.
    """
    spans = [span for family in findings.families for span in family.witnesses]
    keys: list[tuple[str, ...]] = []
    lengths = []
    for span in spans:
        words = _words(findings, span)
        keys.append(
            (
                findings.compared[span.number].document_id,
                " ".join(fold_word(word, keep_marks=keep_marks) for word in words),
            )
        )
        lengths.append(len(words))
    ids = iter(
        [content_id("w", *key, ordinal) for key, ordinal in zip(keys, number_equals(keys), strict=True)]
    )
    counted = iter(lengths)
    return tuple(
        _named(
            findings,
            family.witnesses,
            [next(ids) for _ in family.witnesses],
            [next(counted) for _ in family.witnesses],
        )
        for family in findings.families
    )


def _words(findings: Findings, span: Span) -> list[str]:
    view = findings.corpus.document(span.number)
    first, last = np.searchsorted(view.begin, (span.begin, span.end)).tolist()
    begins, ends = view.begin[first:last].tolist(), view.end[first:last].tolist()
    return [view.text[begin:end] for begin, end in zip(begins, ends, strict=True)]


def _named(
    findings: Findings, spans: tuple[Span, ...], ids: list[str], lengths: list[int]
) -> tuple[Witness, ...]:
    places = [findings.locus(span.number, span.begin) for span in spans]
    names = [
        short_name(findings.compared[span.number].siglum, place)
        for span, place in zip(spans, places, strict=True)
    ]
    ordinals = number_equals([(name,) for name in names])
    return tuple(
        Witness(
            witness_id=witness_id,
            span=span,
            n_words=n_words,
            locus=place,
            siglum=f"{name}.{ordinal + 1}" if names.count(name) > 1 else name,
            role=_role(n_words, findings.n_words(span.number), place),
        )
        for witness_id, span, n_words, place, name, ordinal in zip(
            ids, spans, lengths, places, names, ordinals, strict=True
        )
    )


def _role(n_words: int, n_document: int, place: str) -> str:
    if n_words >= _WHOLE * n_document:
        return "whole document"
    return "narrative" if source_number(place) is None else "source excerpt"
