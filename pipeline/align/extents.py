"""Extents of readings: the brackets around a word and the stop of an initial belong to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.align.dress import OMISSION, Change
from pipeline.align.names import abbreviates

if TYPE_CHECKING:
    from pipeline.align.cells import Cell
    from pipeline.align.side import Side

__all__ = ["Gap", "parted_gap", "reading_extent"]

_PAIRS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】"}
_OPENED = {closer: opener for opener, closer in _PAIRS.items()}

_STOOD_FOR = 3
"""Words for which an editor's bracket may stand, however short it is: a name, a pronoun and a verb."""


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
    if not in_a and not in_b:
        a_begin, a_end = _with_whole_brackets(a.text, a_begin, a_end, gap.a_begin, gap.a_end)
        b_begin, b_end = _with_whole_brackets(b.text, b_begin, b_end, gap.b_begin, gap.b_end)
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


def _with_whole_brackets(text: str, begin: int, end: int, floor: int, ceiling: int) -> tuple[int, int]:
    """A reading with the bracket right before it that it closes, or the one right behind it that it opens."""
    inside = text[begin:end]
    if floor < begin and (closer := _PAIRS.get(text[begin - 1])):
        at, opened = inside.find(closer), inside.find(text[begin - 1])
        begin -= at >= 0 and not 0 <= opened < at
    if end < ceiling and (opener := _OPENED.get(text[end])):
        at, closed = inside.rfind(opener), inside.rfind(text[end])
        end += at >= 0 and not at < closed
    return begin, end


def _is_bracketed(text: str, begin: int, end: int, floor: int, ceiling: int) -> bool:
    return floor < begin and end < ceiling and _PAIRS.get(text[begin - 1]) == text[end]


def parted_gap(a: Side, b: Side, gap: Gap, *, are_alike: bool) -> tuple[Gap, Gap] | None:
    """Words of side a that stand for none of side b's: two gaps instead of one, in the order of the text.

    Beside the words of side a a mark stands for those of side b ("(Lev)...", or "... as he says" where more is left
    out than was put in); or they are an editor's in brackets where side b has far more than they could stand for.

    Args:
        a: Side that may have brackets and mark.
        b: Side that has the other words.
        gap: A cell with words on both sides.
        are_alike: Whether the words are one reading in two forms; then only brackets part them.

    Returns:
        A gap with the words of side a alone and one with those of side b alone; None if it is not so.
    """
    cell = gap.cell
    begin, end = a.begin[cell.a_begin], a.end[cell.a_end - 1]
    bracketed = _is_bracketed(a.text, begin, end, gap.a_begin, gap.a_end)
    has_more = cell.words_b > cell.words_a and not are_alike
    if not (bracketed or has_more) or OMISSION.search(b.text, gap.b_begin, gap.b_end):
        return None
    begin, end = begin - bracketed, end + bracketed
    behind = OMISSION.search(a.text, end, gap.a_end)
    before = OMISSION.search(a.text, gap.a_begin, begin)
    if behind is None and before is not None:
        return _hidden_first(gap, before.end(), b.end[cell.b_end - 1])
    if behind is not None:
        return _hidden_last(gap, behind.start(), b.begin[cell.b_begin])
    if bracketed and cell.words_b > max(_STOOD_FOR, 2 * cell.words_a):
        return _hidden_last(gap, end, b.begin[cell.b_begin])
    return None


def _hidden_first(gap: Gap, a_cut: int, b_cut: int) -> tuple[Gap, Gap]:
    """A gap cut behind the words of side b and their mark."""
    cell = gap.cell
    hidden = replace(cell, a_end=cell.a_begin)
    own = replace(cell, b_begin=cell.b_end)
    return replace(gap, cell=hidden, a_end=a_cut, b_end=b_cut), replace(
        gap, cell=own, a_begin=a_cut, b_begin=b_cut
    )


def _hidden_last(gap: Gap, a_cut: int, b_cut: int) -> tuple[Gap, Gap]:
    """A gap cut before the words of side b and their mark."""
    cell = gap.cell
    own = replace(cell, b_end=cell.b_begin)
    hidden = replace(cell, a_begin=cell.a_end)
    return replace(gap, cell=own, a_end=a_cut, b_end=b_cut), replace(
        gap, cell=hidden, a_begin=a_cut, b_begin=b_cut
    )
