"""Find the attributions of all documents: bind, resolve, and infer the work where the words themselves show it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pipeline.provenance.attributions.bibliography import complete
from pipeline.provenance.attributions.inference import infer_work
from pipeline.provenance.attributions.model import Attribution
from pipeline.provenance.attributions.overlaps import MatchIndex, covered_length
from pipeline.provenance.attributions.persons import is_name
from pipeline.provenance.attributions.reading import Reading
from pipeline.provenance.attributions.resolve import Library
from pipeline.provenance.attributions.sources import bound_quotations, footers_of, without_footer
from pipeline.provenance.attributions.spans import AttributionSpans
from pipeline.provenance.attributions.works import CitedWork, group_works

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.align.set_aside import Repeated
    from pipeline.corpus.documents import Document
    from pipeline.provenance.attributions.around import Bound
    from pipeline.provenance.findings import MatchFinding

__all__ = ["find_attributions"]


def find_attributions(
    documents: Sequence[Document],
    corpus: CorpusView,
    matches: Sequence[MatchFinding],
    set_aside: Sequence[Repeated] = (),
) -> tuple[Attribution, ...]:
    """Find what the documents say of their quotations.

    Args:
        documents: Compared documents by number.
        corpus: The same as words.
        matches: All matches; only their passages and differences are read, no verdict on their direction.
        set_aside: What repeats without being copied: a page's footer below its last source belongs to no quotation.

    Returns:
        One attribution a quotation, by document and place: what is said, the work resolved to a document where it is
        one, and where no work is named, the one that the words are found in (``title_basis`` "inferred").

    Cost: linear in the texts and in the matches that touch a quotation.
    """
    duplicates = frozenset(number for number, one in enumerate(documents) if one.duplicate_of)
    index = MatchIndex(matches, duplicates)
    library = Library(documents)
    footers = footers_of(set_aside)
    found: list[Attribution] = []
    for number, document in enumerate(documents):
        if number in duplicates or not document.text:
            continue
        reading = Reading(number=number, document=document, view=corpus.document(number))
        found += [
            _stated(reading, without_footer(reading, bound, footers), index, library, is_heading=is_heading)
            for bound, is_heading in bound_quotations(reading, index)
        ]
    named = _with_authors(found)
    spans = AttributionSpans(named)
    inferred = [infer_work(one, documents, corpus, index, spans) for one in named]
    return tuple(
        sorted(_with_authors(inferred), key=lambda one: (one.number, one.quoted_begin, one.quoted_end))
    )


def _stated(
    reading: Reading, bound: Bound, index: MatchIndex, library: Library, *, is_heading: bool
) -> Attribution:
    """An attribution as the document states it, its work resolved."""
    quote = bound.quotation
    work = complete(bound.work, reading.bibliography) if bound.work else None
    author = work.author if work else None
    may_be_author = bound.speaker is not None and is_name(bound.speaker, reading.cues)
    if work and work.title and author is None and may_be_author and work.cue is None and not is_heading:
        # "X argued in T (1930)" has X for the author of T; "quoted in T" has not.
        author = bound.speaker
    resolved = None
    if work and (work.title or author):
        aligned = _aligned(reading.number, quote.begin, quote.end, index)
        date = work.date or (str(work.year) if work.year else None)
        resolved = library.resolve(work.title, author, date, aligned=aligned, citing=reading.number)
        if resolved is None and work.title and author is not None and work.author is None:
            resolved = library.resolve(work.title, None, date, aligned=aligned, citing=reading.number)
    cited: Literal["in_corpus", "not_in_corpus", "unnamed"] = "unnamed"
    if resolved is not None or (work and work.title):
        cited = "in_corpus" if resolved is not None else "not_in_corpus"
    return Attribution(
        number=reading.number,
        begin=bound.begin,
        end=bound.end,
        quoted_begin=quote.begin,
        quoted_end=quote.end,
        cue=bound.cue,
        speaker=bound.speaker,
        work_author=author,
        title=(work.title if work else None) or (library.title(resolved) if resolved is not None else None),
        year=work.year if work else None,
        title_basis="stated" if work and work.title else "inferred",
        is_heading=is_heading,
        cited_work=cited,
        resolved=resolved,
    )


def _aligned(number: int, begin: int, end: int, index: MatchIndex) -> dict[int, float]:
    """For each other document that has words of a stretch, what share of the stretch."""
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at, side, low, high in index.touching(number, begin, end):
        match = index.matches[at]
        other = match.b if side == "a" else match.a
        if other != number:
            covered[other].append((max(begin, low), min(end, high)))
    return {other: covered_length(spans) / max(1, end - begin) for other, spans in covered.items()}


def _with_authors(found: Sequence[Attribution]) -> list[Attribution]:
    """Give every citation of a work the author that others name for it."""
    titled = [at for at, one in enumerate(found) if one.title]
    works = [
        CitedWork(title=one.title or "", author=one.work_author, year=one.year)
        for one in (found[at] for at in titled)
    ]
    labels = group_works(works)
    authors: dict[int, Counter[str]] = defaultdict(Counter)
    for label, work in zip(labels, works, strict=True):
        if work.author:
            authors[label][work.author] += 1
    completed = list(found)
    for at, label in zip(titled, labels, strict=True):
        named = authors[label]
        if named and found[at].work_author is None:
            author = min(named, key=lambda name: (-named[name], -len(name), name))
            completed[at] = replace(found[at], work_author=author)
    return completed
