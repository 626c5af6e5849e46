"""Find the attributions of all documents: bind, resolve, and infer the work where the words themselves show it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal

import polars as pl

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
    from collections.abc import Mapping, Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.align.set_aside import Repeated
    from pipeline.corpus.documents import Document
    from pipeline.engine import LocalEngine
    from pipeline.provenance.attributions.around import Bound
    from pipeline.provenance.findings import MatchFinding

__all__ = ["ReadingContext", "find_attributions", "read_documents"]


_READING = 20
"""How much longer it takes to read a document's quotations than to align a run of equal words."""

_SCHEMA: dict[str, type[pl.DataType]] = {
    "number": pl.Int64,
    "begin": pl.Int64,
    "end": pl.Int64,
    "quoted_begin": pl.Int64,
    "quoted_end": pl.Int64,
    "cue": pl.String,
    "speaker": pl.String,
    "work_author": pl.String,
    "title": pl.String,
    "year": pl.Int64,
    "title_basis": pl.String,
    "is_heading": pl.Boolean,
    "names_source": pl.Boolean,
    "cited_work": pl.String,
    "resolved": pl.Int64,
}
"""One row an attribution, its fields."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadingContext:
    """What every partition of documents needs.

    Attributes:
        documents: Compared documents by number, without their texts: those are in the corpus.
        corpus: The same as words, with their texts.
        index: All matches by place.
        footers: First and last word of what repeats as boilerplate, by document.
    """

    documents: tuple[Document, ...]
    corpus: CorpusView
    index: MatchIndex
    footers: Mapping[int, list[tuple[int, int]]]


def find_attributions(
    documents: Sequence[Document],
    corpus: CorpusView,
    matches: Sequence[MatchFinding],
    set_aside: Sequence[Repeated] = (),
    engine: LocalEngine | None = None,
) -> tuple[Attribution, ...]:
    """Find what the documents say of their quotations.

    Args:
        documents: Compared documents by number.
        corpus: The same as words.
        matches: All matches; only their passages and differences are read, no verdict on their direction.
        set_aside: What repeats without being copied: a page's footer below its last source belongs to no quotation.
        engine: Where documents are read; in this process if not given.

    Returns:
        One attribution a quotation, by document and place: what is said, the work resolved to a document where it is
        one, and where no work is named, the one that the words are found in (``title_basis`` "inferred").

    Cost: linear in the texts and in the matches that touch a quotation.
    """
    duplicates = frozenset(number for number, one in enumerate(documents) if one.duplicate_of)
    index = MatchIndex(matches, duplicates)
    context = ReadingContext(
        documents=tuple(replace(one, text="") for one in documents),
        corpus=corpus,
        index=index,
        footers=footers_of(set_aside),
    )
    numbers = [number for number, one in enumerate(documents) if number not in duplicates and one.text]
    frame = pl.DataFrame({"number": numbers}, schema={"number": pl.Int64})
    if engine is None:
        stated = read_documents(frame, context)
    else:
        partitions = engine.repartition(frame, ("number",), work_a_row=_READING)
        stated = engine.gather(engine.map_partitions(read_documents, partitions, context))
    named = _with_authors([Attribution(**row) for row in stated.iter_rows(named=True)])
    spans = AttributionSpans(named)
    inferred = [infer_work(one, documents, corpus, index, spans) for one in named]
    return tuple(
        sorted(_with_authors(inferred), key=lambda one: (one.number, one.quoted_begin, one.quoted_end))
    )


def read_documents(partition: pl.DataFrame, context: ReadingContext) -> pl.DataFrame:
    """Read what some documents say of their quotations.

    Args:
        partition: Column ``number`` of the documents.
        context: The documents, and what is known of their matches.

    Returns:
        One row an attribution as the document states it, in the order of the documents.

    Cost: linear in their texts.
    """
    library = Library(context.documents)
    rows: list[dict[str, object]] = []
    for number in partition["number"].to_list():
        view = context.corpus.document(number)
        reading = Reading(
            number=number, document=replace(context.documents[number], text=view.text), view=view
        )
        rows += [
            asdict(
                _stated(
                    reading,
                    without_footer(reading, bound, context.footers),
                    context.index,
                    library,
                    is_heading=is_heading,
                )
            )
            for bound, is_heading in bound_quotations(reading, context.index)
        ]
    return pl.DataFrame(rows, schema=_SCHEMA)


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
        names_source=bound.names_source,
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
