"""Evidence from how a passage is presented: quotation marks around it, ends cut off, an excerpt printed whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from pipeline.align.dress import QUOTES
from pipeline.corpus.structure import locus
from pipeline.provenance import weights
from pipeline.provenance.evidence import Evidence
from pipeline.provenance.evidence_gaps import reading_row
from pipeline.provenance.evidence_stated import first_words
from pipeline.provenance.quoting import has_marks_around, quotes_passage
from pipeline.provenance.sections import section_words, source_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.corpus.documents import Document
    from pipeline.provenance.findings import MatchFinding

__all__ = ["mark_evidence", "shows_a_hand"]

_WORD = re.compile(r"\w+")
_WHOLE = 0.8
"""Share of a numbered source's words that a passage must have to be all that is printed there."""

_LARGER = 3
"""How many times as long as the passage the text must be that it is cut out of."""

_LEAST_WORDS_CUT = 2
"""Words of a sentence that goes on, from which its end is a cut and not a stop misread."""

Side = Literal["a", "b"]
_SIDES: tuple[Side, Side] = ("a", "b")
_OTHER: dict[str, Side] = {"a": "b", "b": "a"}


def mark_evidence(
    at: int, match: MatchFinding, compared: Sequence[Document], corpus: CorpusView
) -> Iterator[Evidence]:
    """Rows of the kinds ``quotation_marks``, ``truncation`` and ``fuller_context``.

    Args:
        at: Position of the match.
        match: The match.
        compared: Documents by number.
        corpus: The same documents as words.

    Yields:
        Rows in no order. That one side is shorter is no evidence, and that it stops early is only where it says that it
        is an excerpt: a growing draft is contained in its later versions just so.

    Cost: linear in the variants.
    """
    yield from _quoting(at, match, compared, corpus)
    for side in _SIDES:
        if shows_a_hand(match, side, compared, corpus):
            yield from _truncations(at, match, side)
            yield from _fuller_context(at, match, side, compared, corpus)


def shows_a_hand(match: MatchFinding, side: str, compared: Sequence[Document], corpus: CorpusView) -> bool:
    """Whether a side presents its passage as words that it edits: quoted, or printed as a numbered source."""
    return _quotes(match, side, corpus) or _is_source(match, side, compared)


def _quoting(
    at: int, match: MatchFinding, compared: Sequence[Document], corpus: CorpusView
) -> Iterator[Evidence]:
    """The side that has in its own voice what the other has in quotation marks."""
    for side in _SIDES:
        if not _quotes(match, side, corpus) or not _says_itself(match, _OTHER[side], corpus):
            continue
        if _is_source(match, _OTHER[side], compared):
            # What stands under a number and a heading is no more in its document's own voice than what is quoted.
            continue
        number, begin, end = _passage(match, side)
        text = compared[number].text
        while begin > 0 and text[begin - 1] in QUOTES:
            begin -= 1
        first, last = first_words(text, begin, end)
        yield Evidence(
            match=at,
            kind="quotation_marks",
            favours=_OTHER[side],
            weight=weights.QUOTATION_MARKS,
            fact="quotes",
            basis="work",
            number=number,
            begin=first,
            end=last,
            excerpt=text[first:last],
        )


def _passage(match: MatchFinding, side: str) -> tuple[int, int, int]:
    if side == "a":
        return match.a, match.a_begin, match.a_end
    return match.b, match.b_begin, match.b_end


def _words(match: MatchFinding, side: str) -> tuple[int, int, int]:
    if side == "a":
        return match.a, match.first_word_a, match.last_word_a
    return match.b, match.first_word_b, match.last_word_b


def _quotes(match: MatchFinding, side: str, corpus: CorpusView) -> bool:
    """Whether a side has its passage in quotation marks that stand around just this passage."""
    number, first, last = _words(match, side)
    return quotes_passage(corpus.document(number), first, last)


def _says_itself(match: MatchFinding, side: str, corpus: CorpusView) -> bool:
    """Whether a side has its passage outside of quotation marks."""
    number, first, last = _words(match, side)
    quoted = match.measures.a_in_quotation_marks if side == "a" else match.measures.b_in_quotation_marks
    return quoted == "no" and not has_marks_around(corpus.document(number), first, last)


def _is_source(match: MatchFinding, side: str, compared: Sequence[Document]) -> bool:
    """Whether a side stands in a numbered source."""
    number, begin, _ = _passage(match, side)
    return source_number(locus(compared[number].structure, begin)) is not None


def _truncations(at: int, match: MatchFinding, side: Side) -> Iterator[Evidence]:
    """Sentences that an excerpt cuts, and the other side prints whole."""
    for variant in match.variants:
        if variant.variant_class != "edge_cut":
            continue
        longer: Side = "a" if len(variant.a_reading) > len(variant.b_reading) else "b"
        reading = variant.a_reading if longer == "a" else variant.b_reading
        if longer != side and len(_WORD.findall(reading)) >= _LEAST_WORDS_CUT:
            yield reading_row(
                at, match, variant, longer, kind="truncation", weight=weights.TRUNCATION, fact="excerpt"
            )


def _fuller_context(
    at: int, match: MatchFinding, side: Side, compared: Sequence[Document], corpus: CorpusView
) -> Iterator[Evidence]:
    """The side from whose running text the other prints a whole numbered source.

    A quotation stands in a larger text always, so that says nothing of it.
    """
    if match.a == match.b:
        return
    number, begin, _ = _passage(match, side)
    other, other_begin, other_end = _passage(match, _OTHER[side])
    words = (match.measures.words_a, match.measures.words_b)
    words_here, words_there = words if side == "a" else words[::-1]
    if (
        shows_a_hand(match, _OTHER[side], compared, corpus)
        or len(corpus.document(other).words) < _LARGER * words_there
    ):
        return
    printed = section_words(compared[number], corpus.document(number), begin)
    if printed == 0 or words_here < _WHOLE * printed:
        return
    text = compared[other].text
    first, last = first_words(text, other_begin, other_end)
    yield Evidence(
        match=at,
        kind="fuller_context",
        favours=_OTHER[side],
        weight=weights.FULLER_CONTEXT,
        fact="excerpt",
        basis="work",
        number=other,
        begin=first,
        end=last,
        excerpt=text[first:last],
    )
