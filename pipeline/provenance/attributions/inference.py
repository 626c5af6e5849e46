"""Infer the work that a quotation is from, where its document names none but the same words stand elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.provenance.attributions.persons import names_person, same_person
from pipeline.provenance.dates import dated_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.corpus.documents import Document
    from pipeline.provenance.attributions.model import Attribution
    from pipeline.provenance.attributions.overlaps import MatchIndex, Overlap
    from pipeline.provenance.attributions.spans import AttributionSpans

__all__ = ["infer_work"]

_COVERED = 0.5
"""Share of a quotation that must stand at the other place."""

_QUOTED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """What an unnamed quotation may be from: an attribution of the same words elsewhere, or a document itself."""

    rank: int
    covered: int
    order: tuple[int, int]
    attribution: Attribution | None = None
    document: int | None = None


def infer_work(
    one: Attribution,
    documents: Sequence[Document],
    corpus: CorpusView,
    index: MatchIndex,
    spans: AttributionSpans,
) -> Attribution:
    """The work that a quotation without one is found in.

    Args:
        one: An attribution.
        documents: Compared documents by number.
        corpus: The same as words.
        index: All matches.
        spans: All attributions as the documents state them.

    Returns:
        The attribution with author, title and year of the work in which most of the words stand: one that an excerpt's
        heading names, else one that another quotation of them names, else a document of the corpus, if its author is
        the speaker or it is older. Unchanged where there is none, or where the document states a title.
    """
    if one.title is not None or one.resolved is not None:
        return one
    length = one.quoted_end - one.quoted_begin
    candidates = [
        candidate
        for overlap in index.overlaps(one.number, one.quoted_begin, one.quoted_end)
        if overlap.end - overlap.begin >= _COVERED * length
        for candidate in _candidates(one, overlap, documents, corpus, spans)
    ]
    if not candidates:
        return one
    best = min(candidates, key=lambda found: (found.rank, -found.covered, found.order))
    if best.attribution is not None:
        work = best.attribution
        return replace(
            one,
            work_author=work.work_author,
            title=work.title,
            year=work.year,
            cited_work=work.cited_work,
            resolved=work.resolved,
        )
    if best.document is None:
        return one
    document = documents[best.document]
    year = document.date_not_before if document.date_not_before == document.date_not_after else None
    return replace(
        one,
        work_author=document.author,
        title=document.title,
        year=int(year[:4]) if year and year[:4].isdigit() else None,
        cited_work="in_corpus",
        resolved=best.document,
    )


def _candidates(
    one: Attribution,
    overlap: Overlap,
    documents: Sequence[Document],
    corpus: CorpusView,
    spans: AttributionSpans,
) -> Iterator[_Candidate]:
    covered = overlap.end - overlap.begin
    order = (int(overlap.number != one.number), overlap.number)
    covering = spans.covering(overlap.number, overlap.other_begin, overlap.other_end)
    titled = [
        found
        for found in covering
        if found.title and found.title_basis == "stated" and found.resolved != one.number
    ]
    for found in titled[:1]:
        yield _Candidate(rank=0 if found.is_heading else 1, covered=covered, order=order, attribution=found)
    document = documents[overlap.number]
    if overlap.number == one.number or document.title is None or titled:
        return
    earlier = dated_before(document, documents[one.number])
    by_author = bool(one.speaker and document.author and same_person(one.speaker, document.author))
    if covering or _is_quoted(corpus, overlap):
        # The earlier text quotes it, too. It is the source only where nobody else is said to be, or it is about him.
        if earlier and (one.begin is None or (one.speaker and names_person(document.title, one.speaker))):
            yield _Candidate(rank=3, covered=covered, order=order, document=overlap.number)
    elif by_author or earlier:
        yield _Candidate(rank=0 if by_author else 2, covered=covered, order=order, document=overlap.number)


def _is_quoted(corpus: CorpusView, overlap: Overlap) -> bool:
    view = corpus.document(overlap.number)
    first, last = np.searchsorted(view.begin, (overlap.other_begin, overlap.other_end))
    quoted = view.quoted[first:last]
    return bool(len(quoted)) and float(quoted.mean()) > _QUOTED
