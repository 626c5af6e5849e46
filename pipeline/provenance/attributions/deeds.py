"""Deeds: what a quotation does to the passage it is compared with."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.align.corpus_view import GAP_MARK
from pipeline.align.denials import denies_otherwise
from pipeline.align.sentences import STOPS
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.align.corpus_view import DocumentView
    from pipeline.align.languages import Language
    from pipeline.align.variants import Variant
    from pipeline.provenance.attributions.model import Attribution
    from pipeline.provenance.attributions.overlaps import Overlap
    from pipeline.provenance.findings import MatchFinding

__all__ = ["Deed", "DeedKind", "deeds_of"]

DeedKind = Literal[
    "cut_marked",
    "cut",
    "cut_at_start",
    "cut_at_end",
    "replaced",
    "added",
    "inserted",
    "moved",
    "narrator",
    "form",
    "dress",
]

_ORTHOGRAPHY = frozenset({"spelling", "typo_ocr"})
"""Differences of form that change no word: another spelling, a slip of the pen or of the scanner."""

_SLACK = 4
_MISREAD = 85.0
_WORD = re.compile(r"\w")
_WORDS = re.compile(r"\w+")
_LIST_NUMBER = re.compile(r"\W*\d{1,3}[.)]\W*")
"""The number of a paragraph in a list, which nobody quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that the quotation does: what the source reads, what the quotation reads, and where in the document.

    ``denies`` tells whether one of the two denies what the other does not.
    """

    kind: DeedKind
    source: str
    quotation: str
    at: int
    variant_class: str = ""
    denies: bool = False


def deeds_of(
    one: Attribution,
    view: DocumentView,
    source_view: DocumentView,
    overlaps: Sequence[Overlap],
    matches: Sequence[MatchFinding],
    *,
    whole: bool,
    language: Language | None = None,
) -> list[Deed]:
    """Say what a quotation does to its source.

    Args:
        one: The attribution.
        view: The document that quotes, as words.
        source_view: The document compared with.
        overlaps: The parts of the quotation that stand in the passage compared with, all in that document.
        matches: All matches.
        whole: Whether the passage is the work itself; an excerpt may end before the quotation does, and what it lacks
            there says nothing.
        language: Of the quotation, where it is known: only then denials are.

    Returns:
        Deeds in order of place.

    Cost: linear in the variants of the matches.
    """
    ordered = _apart(sorted(overlaps, key=lambda overlap: (overlap.begin, -overlap.end)))
    found = [deed for overlap in ordered for deed in _inside(one, source_view, overlap, matches[overlap.at])]
    found += _edges(one, view, source_view, ordered, matches)
    found += _between(one, view, source_view, ordered)
    if whole:
        found += _beyond(one, view, source_view, ordered)
    if language is not None:
        found = [replace(deed, denies=_denies(deed, language)) for deed in found]
    return sorted(found, key=lambda deed: (deed.at, deed.kind, deed.source, deed.quotation))


def _denies(deed: Deed, language: Language) -> bool:
    return deed.kind in _OF_WORDS and denies_otherwise(deed.source, deed.quotation, language)


_OF_WORDS = frozenset({"cut", "added", "inserted", "replaced"})


def _apart(overlaps: Sequence[Overlap]) -> list[Overlap]:
    """Leave out what another overlap covers."""
    kept: list[Overlap] = []
    for overlap in overlaps:
        if not kept or overlap.end > kept[-1].end:
            kept.append(overlap)
    return kept


def _oriented(variant: Variant, side: str) -> tuple[int, int, str, str]:
    """Where a difference stands in the quotation, and both readings: the quotation's, the source's."""
    if side == "a":
        return variant.a_begin, variant.a_end, variant.a_reading, variant.b_reading
    return variant.b_begin, variant.b_end, variant.b_reading, variant.a_reading


def _inside(
    one: Attribution, source_view: DocumentView, overlap: Overlap, match: MatchFinding
) -> Iterator[Deed]:
    for variant in match.variants:
        begin, end, mine, theirs = _oriented(variant, overlap.side)
        outside = (
            end <= overlap.begin or begin >= overlap.end
            if mine
            else end < overlap.begin or begin > overlap.end
        )
        if variant.edge != "none" or outside:
            continue
        at_edge = begin == end and begin in {overlap.begin, overlap.end}
        if at_edge and begin not in {_begin(match, overlap.side), _end(match, overlap.side)} and not mine:
            continue  # it stands where the quotation ends inside a longer match: nobody cut anything here
        if one.begin is not None and one.end is not None and one.begin <= begin and end <= one.end and mine:
            continue  # the attributing words between two halves of the quotation
        kind = _kind(variant.variant_class, mine, theirs)
        if kind == "cut" and _is_narrators(source_view, overlap, _span_there(variant, overlap.side)):
            kind = "narrator"
        if kind is not None:
            yield Deed(
                kind=kind, source=theirs, quotation=mine, at=begin, variant_class=variant.variant_class
            )


def _span_there(variant: Variant, side: str) -> tuple[int, int]:
    return (variant.b_begin, variant.b_end) if side == "a" else (variant.a_begin, variant.a_end)


def _is_narrators(source_view: DocumentView, overlap: Overlap, span: tuple[int, int]) -> bool:
    """Whether words of the source are a clause of its narrator between two halves of what he quotes himself.

    All else of the passage stands in marks there; who quotes the words from it quotes them without "he said".
    """
    places = (overlap.other_begin, *span, overlap.other_end)
    first, begin, end, last = np.searchsorted(source_view.begin, places).tolist()
    quoted = source_view.quoted
    is_clause = first < begin < end < last and not quoted[begin:end].any()
    return bool(is_clause and quoted[first:begin].all() and quoted[end:last].all())


def _begin(match: MatchFinding, side: str) -> int:
    return match.a_begin if side == "a" else match.b_begin


def _end(match: MatchFinding, side: str) -> int:
    return match.a_end if side == "a" else match.b_end


def _kind(variant_class: str, mine: str, theirs: str) -> DeedKind | None:
    """What a difference is, seen from the quotation; None where it is the passage compared with that is shortened."""
    level = LEVEL_OF_CLASS[variant_class]
    if level == "dress" or variant_class in _ORTHOGRAPHY:
        return "dress"
    if level == "form":
        return "form"
    words_mine, words_theirs = len(_WORD.findall(mine)), len(_WORD.findall(theirs))
    if _LIST_NUMBER.fullmatch(theirs) and not words_mine:
        return "dress"
    more, less = _ONE_SIDED.get(variant_class, ("replaced", "replaced"))
    return more if words_theirs > words_mine else less


_ONE_SIDED: dict[str, tuple[DeedKind, DeedKind | None]] = {
    "one_sided_gap_marked": ("cut_marked", None),
    "one_sided_bracketed": ("cut", "inserted"),
    "one_sided": ("cut", "added"),
    "transposition": ("moved", "moved"),
}
"""What it is where the source has more words, and where the quotation has."""


def _edges(
    one: Attribution,
    view: DocumentView,
    source_view: DocumentView,
    ordered: Sequence[Overlap],
    matches: Sequence[MatchFinding],
) -> Iterator[Deed]:
    """What the source's sentence has before the quotation and after it, where its edge is made a sentence's edge."""
    if not ordered:
        return
    first, last = ordered[0], ordered[-1]
    head = view.text[one.quoted_begin : first.begin]
    if _begin(matches[first.at], first.side) >= one.quoted_begin and not _WORD.search(head):
        marked = GAP_MARK.search(head) is not None
        whole = view.text[first.begin : first.begin + 1].isupper()
        for variant in matches[first.at].variants:
            _, _, mine, theirs = _oriented(variant, first.side)
            if variant.edge == "start" and theirs and not mine and (marked or whole):
                kind: DeedKind = "cut_marked" if marked else "cut_at_start"
                yield Deed(kind=kind, source=theirs, quotation="", at=first.begin)
    tail = view.text[last.end : one.quoted_end]
    if _end(matches[last.at], last.side) <= one.quoted_end and not _WORD.search(tail):
        for variant in matches[last.at].variants:
            _, _, mine, theirs = _oriented(variant, last.side)
            if variant.edge != "end" or not theirs or mine or _ends_speech(source_view.text, last):
                continue
            if GAP_MARK.search(tail):
                yield Deed(kind="cut_marked", source=theirs, quotation=tail.strip(), at=last.end)
            elif any(stop in tail or view.text[last.end - 1 : last.end] == stop for stop in STOPS):
                yield Deed(kind="cut_at_end", source=theirs, quotation="", at=last.end)


def _ends_speech(text: str, overlap: Overlap) -> bool:
    """Whether a mark right behind a passage closes what was opened before it: what follows are the narrator's words."""
    closing = _CLOSES.match(text, overlap.other_end)
    if closing is None:
        return False
    mark = closing[1]
    inside = text[overlap.other_begin : overlap.other_end]
    return (
        inside.count(mark) % 2 == 0 if mark == '"' else inside.count(_OPENED_BY[mark]) <= inside.count(mark)
    )


_CLOSES = re.compile(r"[,.!?…]?\s?([\"”»])")
_OPENED_BY = {"”": "“", "»": "«"}


def _between(
    one: Attribution, view: DocumentView, source_view: DocumentView, ordered: Sequence[Overlap]
) -> Iterator[Deed]:
    """What lies between two matches of one quotation with one source."""
    for left, right in itertools.pairwise(ordered):
        mine = _without_attribution(one, view.text, left.end, right.begin)
        if right.other_begin < left.other_begin:
            yield Deed(kind="moved", source="", quotation=view.text[right.begin : right.end], at=right.begin)
            continue
        theirs = source_view.text[left.other_end : max(left.other_end, right.other_begin)]
        if _WORD.search(mine) and _WORD.search(theirs):
            yield Deed(kind="replaced", source=theirs.strip(), quotation=mine.strip(), at=left.end)
        elif _WORD.search(mine):
            yield Deed(kind="added", source="", quotation=mine.strip(), at=left.end)
        elif _WORD.search(theirs):
            marked = GAP_MARK.search(mine) is not None
            yield Deed(
                kind="cut_marked" if marked else "cut",
                source=theirs.strip(),
                quotation=mine.strip(),
                at=left.end,
            )


def _without_attribution(one: Attribution, text: str, begin: int, end: int) -> str:
    if one.begin is None or one.end is None or not (begin <= one.begin and one.end <= end):
        return text[begin:end]
    return text[begin : one.begin] + text[one.end : end]


def _beyond(
    one: Attribution, view: DocumentView, source_view: DocumentView, ordered: Sequence[Overlap]
) -> Iterator[Deed]:
    """Words of the quotation before the first and after the last that a match has: the source's as well, or added."""
    if not ordered:
        return
    first, last = ordered[0], ordered[-1]
    for begin, end, place, before in (
        (one.quoted_begin, first.begin, first.other_begin, True),
        (last.end, one.quoted_end, last.other_end, False),
    ):
        words = view.text[begin:end].strip() if begin < end else ""
        if not _WORD.search(words):
            continue
        length = len(words) + _SLACK
        near = (
            source_view.text[max(0, place - length) : place]
            if before
            else source_view.text[place : place + length]
        )
        yield Deed(kind="dress" if _alike(words, near) else "added", source=near, quotation=words, at=begin)


def _alike(words: str, near: str) -> bool:
    """Whether the text beside a match, too little to be aligned, is the same but for letters misread."""
    from rapidfuzz.fuzz import partial_ratio

    mine, theirs = (" ".join(_WORDS.findall(text.lower())) for text in (words, near))
    return len(theirs) >= len(mine) / 2 and partial_ratio(mine, theirs) >= _MISREAD
