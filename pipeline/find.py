"""Find: where in the documents does one passage stand, exact or varied?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.align.corpus_view import CorpusView
from pipeline.align.judge import judge_passages
from pipeline.config import Config, check_config
from pipeline.corpus.documents import Document, text_document
from pipeline.corpus.load import load_documents
from pipeline.corpus.structure import BlockKind, Structure, locus
from pipeline.corpus.tokenise import tokenise
from pipeline.engine import LocalEngine
from pipeline.errors import ConfigurationError
from pipeline.minhash.information import MILLIBITS
from pipeline.minhash.occurrences import find_occurrences
from pipeline.minhash.stage import minhash_stage
from pipeline.summary import Quarantined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.minhash.information import Information

__all__ = ["FoundPassage", "Lookup", "find_passage"]

_LEAST_VERBATIM = 4
"""Words from which what stands somewhere word for word is shown even if it says too little to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """One place where the text, or a part of it, stands.

    Attributes:
        document_id: Of the document.
        siglum: Of the document.
        path: Of the document.
        locus: Where in the document, in words.
        begin: Code point of the document's text.
        end: One past the last code point.
        exact: The document's text between them.
        text_begin: Code point of the text that was looked up, where the part that stands here begins.
        text_end: One past the last code point of that part.
        words: Words of the longer of both sides.
        words_equal: Words that are equal.
        identity: ``words_equal / words``, rounded to four decimals.
        bits: What the equal words tell, less what differs; the score of a match.
        below_threshold: Whether it says too little, or is too short, to count as a match.
    """

    document_id: str
    siglum: str
    path: str
    locus: str
    begin: int
    end: int
    exact: str
    text_begin: int
    text_end: int
    words: int
    words_equal: int
    identity: float
    bits: float
    below_threshold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What looking one text up gave.

    Attributes:
        passages: Best first: those that count before those that do not, then by bits, path and place.
        n_words: Words of the text.
        n_documents: Documents looked into, duplicates among them.
        n_words_documents: Their words, those of duplicates not counted again.
        threshold_bits: From which a passage counts.
        min_words: Words a passage has at least to count.
        quarantined: Documents that could not be read, and so were not looked into.
    """

    passages: tuple[FoundPassage, ...]
    n_words: int
    n_documents: int
    n_words_documents: int
    threshold_bits: float
    min_words: int
    quarantined: tuple[Quarantined, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Words of a document and of the text, counted in each and half-open; ``score`` in millibits."""

    number: int
    first: int
    last: int
    text_first: int
    text_last: int
    words_equal: int
    score: int
    accepted: bool


def find_passage(text: str, config: Config | None = None) -> Lookup:
    """Find the places where a passage stands in the documents.

    The text is compared as one more document, with the documents alone. What counts is judged as in a run, but chance
    is that of looking up one text: log2 of its words times the words of the documents. Nothing is set aside: a title or
    a stock phrase stands where it stands.

    Args:
        text: The passage, a few words or pages.
        config: Settings; the defaults if None. ``minhash.only_between`` says nothing here.

    Returns:
        All places. Besides those that count: every place where the whole text, four words or more, stands word for
        word, and aligned parts without a differing word that say too little.

    Raises:
        ConfigurationError: The text has no words, or a setting cannot be used.
        InputError: There is nothing to read.

    Cost: linear in the words of the documents.
    """
    settings = check_config(config or Config())
    marks, hyphens = settings.corpus.keep_marks, settings.corpus.join_line_end_hyphens
    n_words = len(tokenise([text], keep_marks=marks, join_line_end_hyphens=hyphens).word_hash)
    if n_words == 0:
        raise ConfigurationError(
            "the text to find has no words", hint="give the words of a passage, in quotation marks."
        )
    loaded = load_documents(settings.paths.inputs, settings.corpus)
    searched = [one for one in loaded.documents if one.status == "ok"]
    compared = (*searched, _as_document(text))
    tokens = tokenise([one.text for one in compared], keep_marks=marks, join_line_end_hyphens=hyphens)
    n_searched = len(tokens.word_hash) - n_words
    sides = np.zeros(len(compared), np.int8)
    sides[-1] = 1
    candidates = minhash_stage(
        tokens, len(compared), settings, sides=sides, chances=n_words * max(1, n_searched)
    )
    corpus = CorpusView.of(compared, tokens, keep_marks=marks)
    judged = judge_passages(compared, corpus, candidates, settings, LocalEngine(jobs=settings.run.jobs))
    places = list(_judged_places(judged))
    places += _verbatim_places(corpus, candidates.information, places)
    return Lookup(
        passages=_passages(list(_whole_places(places)), corpus, compared, loaded.documents),
        n_words=n_words,
        n_documents=sum(one.status in {"ok", "duplicate"} for one in loaded.documents),
        n_words_documents=n_searched,
        threshold_bits=candidates.threshold / MILLIBITS,
        min_words=settings.accept.min_words,
        quarantined=tuple(
            Quarantined(path=one.path, reason=one.status_reason or "")
            for one in loaded.documents
            if one.status == "quarantined"
        ),
    )


def _as_document(text: str) -> Document:
    """The text as a document of one paragraph, so that nothing of it passes for a heading."""
    return text_document(
        text,
        structure=Structure(
            begin=np.zeros(1, np.int32),
            end=np.array([len(text)], np.int32),
            kind=np.array([BlockKind.PARAGRAPH], np.uint8),
            opens_quote=np.zeros(1, np.bool_),
            labels=("¶1",),
        ),
    )


def _judged_places(judged: pl.DataFrame) -> Iterator[_Place]:
    """Aligned passages that count, and those without a differing word that do not. The text is on side b."""
    words = [pl.col(f"end_{side}") - pl.col(f"begin_{side}") for side in "ab"]
    verbatim = (pl.col("n_equal") >= _LEAST_VERBATIM) & pl.all_horizontal(
        pl.col("n_equal") == length for length in words
    )
    for row in judged.filter(pl.col("accepted") | verbatim).iter_rows(named=True):
        yield _Place(
            number=row["document_a"],
            first=row["begin_a"],
            last=row["end_a"],
            text_first=row["begin_b"],
            text_last=row["end_b"],
            words_equal=row["n_equal"],
            score=row["score"],
            accepted=row["accepted"],
        )


def _verbatim_places(
    corpus: CorpusView, information: Information, known: Sequence[_Place]
) -> Iterator[_Place]:
    """Where the whole text stands word for word and no known place covers it: what is too short for stage 1."""
    starts = corpus.document_starts
    wanted = corpus.words[int(starts[-2]) :]
    n = len(wanted)
    if n < _LEAST_VERBATIM:
        return
    covered = defaultdict(list)
    for place in known:
        covered[place.number].append((place.first, place.last))
    total = np.concatenate(([0], np.cumsum(information.novel, dtype=np.int64)))
    for at in find_occurrences(corpus.words[: int(starts[-2])], starts[:-1], wanted).tolist():
        number = int(np.searchsorted(starts, at, "right")) - 1
        first = at - int(starts[number])
        if not any(begin <= first and first + n <= end for begin, end in covered[number]):
            yield _Place(
                number=number,
                first=first,
                last=first + n,
                text_first=0,
                text_last=n,
                words_equal=n,
                score=int(total[at + n] - total[at]),
                accepted=False,
            )


def _whole_places(places: Sequence[_Place]) -> Iterator[_Place]:
    """The places without those that are parts of another: stage 1 may have found the whole text less a word."""
    by_document = defaultdict(list)
    for place in places:
        by_document[place.number].append(place)
    for place in places:
        if place.accepted or not any(_holds(other, place) for other in by_document[place.number]):
            yield place


def _holds(whole: _Place, part: _Place) -> bool:
    """Whether one place has all of another on both sides, and more."""
    return (
        whole.first <= part.first
        and part.last <= whole.last
        and whole.text_first <= part.text_first
        and part.text_last <= whole.text_last
        and whole.last - whole.first > part.last - part.first
    )


def _passages(
    places: Sequence[_Place],
    corpus: CorpusView,
    compared: Sequence[Document],
    documents: Sequence[Document],
) -> tuple[FoundPassage, ...]:
    """Each place as people know it, and once more in every duplicate of its document."""
    duplicates = defaultdict(list)
    for document in documents:
        if document.duplicate_of is not None:
            duplicates[document.duplicate_of].append(document)
    text = corpus.document(len(compared) - 1)
    found = []
    for place in places:
        view = corpus.document(place.number)
        begin, end = int(view.begin[place.first]), int(view.end[place.last - 1])
        words = max(place.last - place.first, place.text_last - place.text_first)
        document = compared[place.number]
        one = FoundPassage(
            document_id=document.document_id,
            siglum=document.siglum,
            path=document.path,
            locus=locus(document.structure, begin),
            begin=begin,
            end=end,
            exact=document.text[begin:end],
            text_begin=int(text.begin[place.text_first]),
            text_end=int(text.end[place.text_last - 1]),
            words=words,
            words_equal=place.words_equal,
            identity=round(place.words_equal / words, 4),
            bits=place.score / MILLIBITS,
            below_threshold=not place.accepted,
        )
        found.append(one)
        found += [
            replace(one, document_id=copy.document_id, siglum=copy.siglum, path=copy.path)
            for copy in duplicates[document.document_id]
        ]
    return tuple(
        sorted(found, key=lambda one: (one.below_threshold, -one.bits, one.path, one.begin, one.end))
    )
