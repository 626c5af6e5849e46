"""Extents of readings: the brackets around a word and the stop of an initial belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.dress import OMISSION, Change
from pipeline.align.names import abbreviates

if TYPE_CHECKING:
    from pipeline.align.cells import Cell
    from pipeline.align.side import Side

__all__ = ["Gap", "GapBesideBrackets", "gap_beside_brackets", "reading_extent"]

_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A cell, and both texts from the words before it (``*_begin``) to the words after it (``*_end``)."""

    cell: Cell
    a_begin: int
    a_end: int
    b_begin: int
    b_end: int

    def mirrored(self) -> Gap:
        """The same with the sides exchanged."""
        return Gap(
            cell=self.cell.mirrored(),
            a_begin=self.b_begin,
            a_end=self.b_end,
            b_begin=self.a_begin,
            b_end=self.a_end,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GapBesideBrackets:
    """An editor's words in brackets, and the mark beside them that stands for the other side's words."""

    bracketed: Change
    marked: Change

    def in_order(self) -> tuple[tuple[Change, str], tuple[Change, str]]:
        """Both with their classes, in the order of the text."""
        bracketed = self.bracketed, "one_sided_bracketed"
        marked = self.marked, "one_sided_gap_marked"
        return (bracketed, marked) if self.bracketed.a_end <= self.marked.a_begin else (marked, bracketed)


def reading_extent(a: Side, b: Side, gap: Gap) -> Change:
    """The extents of two readings that stand against each other.

    Brackets around the words of one side alone are part of its reading ("[Trotsky]", "he"). The stop after an
    initial or an abbreviation is too ("L. D.", "Leon"); if the other side has a stop there, so is that.

    Args:
        a: Side a.
        b: Side b.
        gap: A cell with words on both sides.
    """
    cell = gap.cell
    a_begin, a_end = a.begin[cell.a_begin], a.end[cell.a_end - 1]
    b_begin, b_end = b.begin[cell.b_begin], b.end[cell.b_end - 1]
    in_a, in_b = (
        _is_bracketed(a.text, a_begin, a_end, gap.a_begin, gap.a_end),
        _is_bracketed(b.text, b_begin, b_end, gap.b_begin, gap.b_end),
    )
    if in_a and not in_b:
        a_begin, a_end = a_begin - 1, a_end + 1
    if in_b and not in_a:
        b_begin, b_end = b_begin - 1, b_end + 1
    stop_a = a_end < gap.a_end and a.text[a_end] == "."
    stop_b = b_end < gap.b_end and b.text[b_end] == "."
    last_a, last_b = a.raw(cell.a_end - 1), b.raw(cell.b_end - 1)
    takes_stop = (stop_a and _is_shortened(last_a, last_b)) or (stop_b and _is_shortened(last_b, last_a))
    return Change(
        a_begin=a_begin,
        a_end=a_end + (takes_stop and stop_a),
        b_begin=b_begin,
        b_end=b_end + (takes_stop and stop_b),
    )


def _is_shortened(word: str, other: str) -> bool:
    """Whether a stop after a word tells that it is short for something."""
    return (len(word) == 1 and word.isupper()) or (len(word) > 1 and abbreviates(word, other))


def _is_bracketed(text: str, begin: int, end: int, floor: int, ceiling: int) -> bool:
    return floor < begin and end < ceiling and _PAIRS.get(text[begin - 1]) == text[end]


def gap_beside_brackets(a: Side, b: Side, gap: Gap) -> GapBesideBrackets | None:
    """Words in brackets with a mark of a gap beside them on side a ("(Lev)..."), against the words it stands for.

    Args:
        a: Side that may have brackets and mark.
        b: Side that has the words.
        gap: A cell with words on both sides.

    Returns:
        Both changes, that of the brackets with nothing on side b; None if it is not so.
    """
    cell = gap.cell
    begin, end = a.begin[cell.a_begin], a.end[cell.a_end - 1]
    if OMISSION.search(b.text, gap.b_begin, gap.b_end):
        return None
    if not _is_bracketed(a.text, begin, end, gap.a_begin, gap.a_end):
        return None
    words_b = _stripped(b.text, gap.b_begin, gap.b_end)
    before = _stripped(a.text, gap.a_begin, begin - 1)
    after = _stripped(a.text, end + 1, gap.a_end)
    for marked, other, at in ((after, before, gap.b_begin), (before, after, gap.b_end)):
        is_gap = OMISSION.search(a.text, *marked) is not None
        if is_gap and other[0] == other[1]:
            return GapBesideBrackets(
                bracketed=Change(a_begin=begin - 1, a_end=end + 1, b_begin=at, b_end=at),
                marked=Change(a_begin=marked[0], a_end=marked[1], b_begin=words_b[0], b_end=words_b[1]),
            )
    return None


def _stripped(text: str, begin: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends; empty at its begin where it is all blank."""
    piece = text[begin:end]
    if not piece.strip():
        return begin, begin
    return begin + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
