"""Variants: every difference inside a match, from the words' alignment and the text between the words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from pipeline.align.classes import one_sided_class, same_words_class, wording_class
from pipeline.align.corpus_view import GAP_MARK
from pipeline.align.dress import QUOTES, between_words, dress_class

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.align.words import Cell

__all__ = ["Side", "Variant", "apply_variants", "find_variants"]

_IRONY_WORDS = 3
"""Words between quotation marks of which only one side has the marks, up to which they are scare quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a match: its document's text, and begin and end of each word of the passage in it."""

    text: str
    begin: Sequence[int]
    end: Sequence[int]

    def reading(self, first: int, last: int) -> str:
        """Words ``first`` to ``last`` (half-open), with what stands between them."""
        return self.text[self.begin[first] : self.end[last - 1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One difference. Offsets are code points of the documents; ``a_begin == a_end`` where side a has nothing."""

    operation: str
    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    a_reading: str
    b_reading: str
    variant_class: str
    edge: str = "none"


@dataclass(slots=True)
class _Pen:
    """Writes rows in order; ``at_a`` and ``at_b`` are how far both texts are dealt with."""

    a: Side
    b: Side
    at_a: int
    at_b: int
    rows: list[Variant]

    def write(self, a_begin: int, a_end: int, b_begin: int, b_end: int, variant_class: str) -> None:
        """Add a row for these spans, unless both are blank."""
        a_reading, b_reading = self.a.text[a_begin:a_end], self.b.text[b_begin:b_end]
        if a_reading == b_reading:
            return
        operation = "substitute" if a_reading and b_reading else "only_a" if a_reading else "only_b"
        self.rows.append(
            Variant(
                operation=operation,
                a_begin=a_begin,
                a_end=a_end,
                b_begin=b_begin,
                b_end=b_end,
                a_reading=a_reading,
                b_reading=b_reading,
                variant_class=variant_class,
            )
        )

    def dress(self, end_a: int, end_b: int) -> None:
        """Compare what stands between words, up to these places, and go there."""
        text_a, text_b = self.a.text[self.at_a : end_a], self.b.text[self.at_b : end_b]
        change = between_words(text_a, self.at_a, text_b, self.at_b)
        if change is not None:
            a_reading = self.a.text[change.a_begin : change.a_end]
            b_reading = self.b.text[change.b_begin : change.b_end]
            self.write(
                change.a_begin, change.a_end, change.b_begin, change.b_end, dress_class(a_reading, b_reading)
            )
        self.at_a, self.at_b = end_a, end_b


def find_variants(a: Side, b: Side, cells: Sequence[Cell], count: Callable[[str], int]) -> list[Variant]:
    """Every difference of a match, in order.

    Punctuation, case and quotation marks never open a word's row; they have rows of their own.

    Args:
        a: Side a, with the words of the passage.
        b: Side b.
        cells: The words' alignment; the first and the last cell have words on both sides.
        count: How often a word stands in the corpus.

    Returns:
        Rows whose application to side a's passage gives side b's, up to white space.

    Cost: linear in the text.
    """
    pen = _Pen(a=a, b=b, at_a=a.begin[0], at_b=b.begin[0], rows=[])
    for at, cell in enumerate(cells):
        if cell.a_begin < cell.a_end and cell.b_begin < cell.b_end:
            if not _bracketed_and_cut(pen, cell, cells, at):
                _both_sides(pen, cell, count)
        elif cell.a_begin < cell.a_end:
            _one_side(pen, cell, cells, at, flipped=False)
        else:
            _one_side(pen, cell, cells, at, flipped=True)
    return _with_scare_quotes(pen.rows, a, b)


def _both_sides(pen: _Pen, cell: Cell, count: Callable[[str], int]) -> None:
    """Words on both sides: what stands before them, then the words."""
    a, b = pen.a, pen.b
    pen.dress(a.begin[cell.a_begin], b.begin[cell.b_begin])
    end_a, end_b = a.end[cell.a_end - 1], b.end[cell.b_end - 1]
    a_reading, b_reading = a.text[pen.at_a : end_a], b.text[pen.at_b : end_b]
    variant_class = (
        same_words_class(a_reading, b_reading) if cell.equal else wording_class(a_reading, b_reading, count)
    )
    pen.write(pen.at_a, end_a, pen.at_b, end_b, variant_class)
    pen.at_a, pen.at_b = end_a, end_b


def _next_begins(pen: _Pen, cells: Sequence[Cell], at: int) -> tuple[int, int]:
    """Where the next words of both sides begin."""
    cell = cells[at]
    a = next((pen.a.begin[later.a_begin] for later in cells[at + 1 :] if later.a_begin < later.a_end), None)
    b = next((pen.b.begin[later.b_begin] for later in cells[at + 1 :] if later.b_begin < later.b_end), None)
    end_a = pen.a.end[cell.a_end - 1] if cell.a_end else pen.at_a
    end_b = pen.b.end[cell.b_end - 1] if cell.b_end else pen.at_b
    return (end_a if a is None else a), (end_b if b is None else b)


def _one_side(pen: _Pen, cell: Cell, cells: Sequence[Cell], at: int, *, flipped: bool) -> None:
    """Words that only one side has; the text around them goes with whichever neighbour fits better."""
    next_a, next_b = _next_begins(pen, cells, at)
    if flipped:
        side, first, last = pen.b, cell.b_begin, cell.b_end
        here, there, here_next, there_next = pen.at_b, pen.at_a, next_b, next_a
        other = pen.a
    else:
        side, first, last = pen.a, cell.a_begin, cell.a_end
        here, there, here_next, there_next = pen.at_a, pen.at_b, next_a, next_b
        other = pen.b
    begin, end = side.begin[first], side.end[last - 1]
    before, after = side.text[here:begin], side.text[end:here_next]
    between = other.text[there:there_next]
    marked = GAP_MARK.search(between) is not None and not (GAP_MARK.search(before) or GAP_MARK.search(after))
    variant_class = one_sided_class(between, before[-1:], after[:1], marked=marked)
    if marked:
        # The mark stands for the words: one row, without the blanks at its ends.
        _write(
            pen,
            flipped,
            *_stripped(side.text, here, here_next),
            *_stripped(other.text, there, there_next),
            variant_class,
        )
        _go(pen, flipped, here_next, there_next)
        return
    if variant_class == "one_sided_bracketed":
        begin, end = begin - 1, end + 1
        before, after = before[:-1], after[1:]
    if Indel.distance(_bare(between), _bare(before)) < Indel.distance(_bare(between), _bare(after)):
        # What the other side has belongs before the words: it is compared there, and the text after them is theirs.
        _dress(pen, flipped, begin, there_next)
        _write(pen, flipped, begin, end, there_next, there_next, variant_class)
        _write(pen, flipped, *_stripped(side.text, end, here_next), there_next, there_next, _class_of(after))
    else:
        _write(pen, flipped, *_stripped(side.text, here, begin), there, there, _class_of(before))
        _write(pen, flipped, begin, end, there, there, variant_class)
        _go(pen, flipped, end, there)
        _dress(pen, flipped, here_next, there_next)
    _go(pen, flipped, here_next, there_next)


def _bracketed_and_cut(pen: _Pen, cell: Cell, cells: Sequence[Cell], at: int) -> bool:
    """An editor's bracket and an ellipsis against the words they stand for ("(Lev)..."): two rows, not one."""
    for flipped in (False, True):
        side, other = (pen.b, pen.a) if flipped else (pen.a, pen.b)
        first, last = (cell.b_begin, cell.b_end) if flipped else (cell.a_begin, cell.a_end)
        other_first, other_last = (cell.a_begin, cell.a_end) if flipped else (cell.b_begin, cell.b_end)
        here, there = (pen.at_b, pen.at_a) if flipped else (pen.at_a, pen.at_b)
        next_a, next_b = _next_begins(pen, cells, at)
        here_next, there_next = (next_b, next_a) if flipped else (next_a, next_b)
        begin, end = side.begin[first], side.end[last - 1]
        bracketed = side.text[begin - 1 : begin] in "([" and side.text[end : end + 1] in ")]" and end > begin
        after = side.text[end + 1 : here_next]
        if not bracketed or not GAP_MARK.search(after) or GAP_MARK.search(other.text[there:there_next]):
            continue
        if other_last - other_first < last - first:
            continue
        _write(pen, flipped, *_stripped(side.text, here, begin - 1), there, there, "punctuation")
        _write(pen, flipped, begin - 1, end + 1, there, there, "one_sided_bracketed")
        _write(
            pen,
            flipped,
            *_stripped(side.text, end + 1, here_next),
            *_stripped(other.text, there, there_next),
            "one_sided_gap_marked",
        )
        _go(pen, flipped, here_next, there_next)
        return True
    return False


def _bare(text: str) -> str:
    return " ".join(text.split())


def _class_of(text: str) -> str:
    return dress_class("".join(text.split()), "")


def _stripped(text: str, begin: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends; empty at its begin where it is all blank."""
    piece = text[begin:end]
    if not piece.strip():
        return begin, begin
    return begin + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _write(
    pen: _Pen, flipped: bool, begin: int, end: int, other_begin: int, other_end: int, name: str
) -> None:
    if flipped:
        pen.write(other_begin, other_end, begin, end, name)
    else:
        pen.write(begin, end, other_begin, other_end, name)


def _go(pen: _Pen, flipped: bool, here: int, there: int) -> None:
    pen.at_a, pen.at_b = (there, here) if flipped else (here, there)


def _dress(pen: _Pen, flipped: bool, here: int, there: int) -> None:
    if flipped:
        pen.dress(there, here)
    else:
        pen.dress(here, there)


def _with_scare_quotes(rows: list[Variant], a: Side, b: Side) -> list[Variant]:
    """Name pairs of quotation marks that only one side has around a few words."""
    named = list(rows)
    for at in range(len(rows) - 1):
        left, right = rows[at], rows[at + 1]
        if left.operation != right.operation or left.operation not in {"only_a", "only_b"}:
            continue
        only_a = left.operation == "only_a"
        if not _is_quote(left.a_reading if only_a else left.b_reading, last=True):
            continue
        if not _is_quote(right.a_reading if only_a else right.b_reading, last=False):
            continue
        side = a if only_a else b
        inside = side.text[left.a_end : right.a_begin] if only_a else side.text[left.b_end : right.b_begin]
        if 0 < len(inside.split()) <= _IRONY_WORDS and not inside[:1].isspace() and not inside[-1:].isspace():
            named[at] = replace(left, variant_class="scare_quotes")
            named[at + 1] = replace(right, variant_class="scare_quotes")
    return named


def _is_quote(reading: str, *, last: bool) -> bool:
    bare = reading.strip()
    return bool(bare) and (bare[-1] if last else bare[0]) in QUOTES


def apply_variants(text_a: str, begin: int, end: int, variants: Sequence[Variant]) -> str:
    """Side a's passage with every row inside it applied; it equals side b's passage, up to white space.

    Args:
        text_a: Text of side a's document.
        begin: Where the passage begins.
        end: Where it ends.
        variants: Rows of the match in order.
    """
    pieces = []
    at = begin
    for variant in variants:
        if variant.edge != "none":
            continue
        pieces.append(text_a[at : variant.a_begin])
        pieces.append(variant.b_reading)
        at = variant.a_end
    pieces.append(text_a[at:end])
    return "".join(pieces)
