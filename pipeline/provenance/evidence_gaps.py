"""Evidence from what an editor does inside a text: words left out at a mark, words put in brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.provenance import weights
from pipeline.provenance.evidence import Evidence, Favours
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.align.corpus_view import CorpusView
    from pipeline.align.variant import Variant
    from pipeline.provenance.findings import MatchFinding

__all__ = ["gap_evidence", "reading_row"]

_WORD = re.compile(r"\w+")
_SQUARE = "[［【"
_NAME_WORDS = 4
"""Words of the longest name that is put into brackets to explain a pronoun."""

_CUT_WORDS = 3
"""Words that are worth a mark where they are left out; against one or two a pause may stand as well."""

Side = Literal["a", "b"]
_OTHER: dict[str, Side] = {"a": "b", "b": "a"}


def gap_evidence(at: int, match: MatchFinding, corpus: CorpusView) -> Iterator[Evidence]:
    """Rows of the kinds ``marked_omission`` and ``editorial_insertion``.

    Args:
        at: Position of the match.
        match: The match.
        corpus: The documents as words.

    Yields:
        Rows in the order of the variants. A side with square brackets around words that both sides have is a
        transcription: its brackets say what its editor could read, and nothing of what it was copied from.

    Cost: linear in the variants.
    """
    transcribed = {side: _is_transcription(match, side) for side in ("a", "b")}
    for variant in match.variants:
        longer: Side = "a" if len(variant.a_reading) > len(variant.b_reading) else "b"
        if variant.variant_class == "one_sided_gap_marked":
            mark = variant.b_reading if longer == "a" else variant.a_reading
            if not (transcribed[_OTHER[longer]] and any(bracket in mark for bracket in _SQUARE)):
                yield from _omission(at, match, variant, corpus)
        elif variant.variant_class == "one_sided_bracketed" and not transcribed[longer]:
            yield from _insertion(at, match, variant, longer)


def _is_transcription(match: MatchFinding, side: str) -> bool:
    """Whether a side alone has square brackets around words that both have."""
    return any(
        bracket in (variant.a_reading if side == "a" else variant.b_reading)
        for variant in match.variants
        if LEVEL_OF_CLASS[variant.variant_class] == "dress"
        for bracket in _SQUARE
    )


def _omission(at: int, match: MatchFinding, variant: Variant, corpus: CorpusView) -> Iterator[Evidence]:
    """The side that has words where the other has an ellipsis or a bracket."""
    words = {
        "a": _words_in(corpus, match.a, variant.a_begin, variant.a_end),
        "b": _words_in(corpus, match.b, variant.b_begin, variant.b_end),
    }
    if len(words["a"]) == len(words["b"]):
        return
    side: Side = "a" if len(words["a"]) > len(words["b"]) else "b"
    heading = corpus.document(match.a if side == "a" else match.b).heading
    if heading[words[side].start : words[side].stop].all():
        # Three asterisks in one edition part chapters that have titles in another.
        return
    few = len(words[side]) < _CUT_WORDS
    yield reading_row(
        at,
        match,
        variant,
        side,
        kind="marked_omission",
        weight=weights.SHORT_OMISSION if few else weights.MARKED_OMISSION,
        fact="cuts",
    )


def _words_in(corpus: CorpusView, number: int, begin: int, end: int) -> range:
    first, last = np.searchsorted(corpus.document(number).begin, (begin, end)).tolist()
    return range(first, last)


def _insertion(at: int, match: MatchFinding, variant: Variant, holder: Side) -> Iterator[Evidence]:
    """The side that lacks what the other has in brackets."""
    reading = variant.a_reading if holder == "a" else variant.b_reading
    words = _WORD.findall(reading)
    if not any(any(character.isalpha() for character in word) for word in words):
        # A figure in brackets is the mark of a note or of a page, which a copy strips as often as it adds one.
        return
    if reading[:1] in _SQUARE:
        weight = weights.SQUARE_BRACKETS
    elif len(words) <= _NAME_WORDS and all(word[:1].isupper() for word in words):
        weight = weights.NAME_IN_BRACKETS
    else:
        weight = weights.ROUND_BRACKETS
    yield reading_row(
        at,
        match,
        variant,
        holder,
        kind="editorial_insertion",
        weight=weight,
        fact="insertions",
        favours=_OTHER[holder],
    )


def reading_row(
    at: int,
    match: MatchFinding,
    variant: Variant,
    shown: Side,
    *,
    kind: str,
    weight: int,
    fact: str,
    favours: Favours | None = None,
) -> Evidence:
    """Make a row whose words are one side's reading of a variant; it favours that side unless said otherwise."""
    is_a = shown == "a"
    return Evidence(
        match=at,
        kind=kind,
        favours=favours or shown,
        weight=weight,
        fact=fact,
        basis="work",
        number=match.a if is_a else match.b,
        begin=variant.a_begin if is_a else variant.b_begin,
        end=variant.a_end if is_a else variant.b_end,
        excerpt=variant.a_reading if is_a else variant.b_reading,
    )
