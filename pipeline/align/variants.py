"""Variants: every difference inside a match, from the words' alignment and the text between the words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.align.cells import Alignment, Cell, Move
from pipeline.align.classes import class_of_words, one_sided_class, same_words_class
from pipeline.align.dress import WORD_SIGNS, Change, between_words, dress_class
from pipeline.align.extents import Gap, parted_gap, reading_extent
from pipeline.align.one_sided import Place, insertion_at
from pipeline.align.scare_quotes import with_scare_quotes
from pipeline.align.sentences import Border
from pipeline.align.side import Side
from pipeline.align.variant import Variant, read_variant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.align.lexicon import Lexicon

__all__ = ["Variant", "find_variants"]

_SIGN_WORDS = 2
"""Words that a sign may stand for ("per cent", "%")."""

_NAME_WORDS = 2
"""Words of a name that one side may leave out ("Sergei Lvovich Sedov", "Sergei")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """Rows of one cell, and how far both texts are dealt with."""

    rows: Sequence[Variant]
    a_end: int
    b_end: int
    words_row: int = 0
    """Which of the rows is that of words which one side lacks."""

    def mirrored(self) -> _Written:
        """The same with the sides exchanged."""
        return _Written(
            rows=[row.mirrored() for row in self.rows],
            a_end=self.b_end,
            b_end=self.a_end,
            words_row=self.words_row,
        )


def find_variants(alignment: Alignment, lexicon: Lexicon) -> list[Variant]:
    """Every difference of a match, in order.

    Punctuation, case and quotation marks never open a word's row; they have rows of their own.

    Args:
        alignment: The words' alignment.
        lexicon: What the corpus knows of its words.

    Returns:
        Rows whose application to side a's passage gives side b's, up to white space (``apply_variants``). A move is a
        transpose row at its place on side a, and behind it stand the changes inside what moved. With the sides
        exchanged, the same rows exchanged, but that moves stand at their other place.

    Cost: linear in the text.
    """
    a, b = alignment.a, alignment.b
    begins = {(move.a_begin, move.a_end): move for move in alignment.moves}
    ends = {(move.b_begin, move.b_end): move for move in alignment.moves}
    rows: list[Variant] = []
    cut: dict[int, Move] = {}
    pasted: dict[Move, int] = {}
    at_a, at_b = a.begin[0], b.begin[0]
    for cell in _rewritten_as_one(alignment.cells, a, b, lexicon):
        gap = Gap(
            cell=cell,
            a_begin=at_a,
            a_end=a.begin[cell.a_end] if cell.a_end < len(a.words) else a.end[-1],
            b_begin=at_b,
            b_end=b.begin[cell.b_end] if cell.b_end < len(b.words) else b.end[-1],
        )
        if cell.equal:
            written = _equal_words(a, b, gap)
        elif cell.words_a and cell.words_b:
            written = _both_sides(a, b, gap, lexicon)
        elif cell.words_a:
            move = begins.get((cell.a_begin, cell.a_end))
            written = _one_side(a, b, gap, lexicon, moved=move is not None)
            if move is not None:
                cut[len(rows) + written.words_row] = move
        else:
            move = ends.get((cell.b_begin, cell.b_end))
            written = _one_side(b, a, gap.mirrored(), lexicon, moved=move is not None).mirrored()
            if move is not None:
                pasted[move] = len(rows) + written.words_row
        rows.extend(written.rows)
        at_a, at_b = written.a_end, written.b_end
    rows = with_scare_quotes(rows, a, b)
    return list(_with_moves(rows, cut, pasted, alignment, lexicon)) if cut else rows


def _with_moves(
    rows: Sequence[Variant],
    cut: Mapping[int, Move],
    pasted: Mapping[Move, int],
    alignment: Alignment,
    lexicon: Lexicon,
) -> Iterator[Variant]:
    """One transpose row for the two of each move, and the changes inside what moved."""
    gone = set(pasted.values())
    for at, row in enumerate(rows):
        if at in cut:
            there = rows[pasted[cut[at]]]
            transpose = replace(
                row,
                operation="transpose",
                b_begin=there.b_begin,
                b_end=there.b_end,
                b_reading=there.b_reading,
                variant_class="transposition",
            )
            yield transpose
            yield from _inside_move(transpose, cut[at], alignment.a, alignment.b, lexicon)
        elif at not in gone:
            yield row


def _inside_move(transpose: Variant, move: Move, a: Side, b: Side, lexicon: Lexicon) -> Iterator[Variant]:
    """What differs between the moved words, the marks at their ends included."""
    first, last = move.cells[0], move.cells[-1]
    sides = [
        Side(
            text=side.text,
            words=side.words[begin:end],
            begin=side.begin[begin:end],
            end=side.end[begin:end],
        )
        for side, begin, end in ((a, first.a_begin, last.a_end), (b, first.b_begin, last.b_end))
    ]
    yield from _dress(a, b, transpose.a_begin, sides[0].begin[0], transpose.b_begin, sides[1].begin[0])
    cells = tuple(cell.shifted(-first.a_begin, -first.b_begin) for cell in move.cells)
    yield from find_variants(Alignment(a=sides[0], b=sides[1], cells=cells, moves=()), lexicon)
    yield from _dress(a, b, sides[0].end[-1], transpose.a_end, sides[1].end[-1], transpose.b_end)


def _rewritten_as_one(cells: Sequence[Cell], a: Side, b: Side, lexicon: Lexicon) -> list[Cell]:
    """Join neighbouring cells of rewritten text: the ending of a word that its new neighbour asks for is no variant.

    "It recommends" against "We recommend" is one substitution, and "four hours" in a language with cases too.
    """
    joined: list[Cell] = []
    names: list[str] = []
    for cell in cells:
        name = ""
        if not cell.equal and cell.words_a and cell.words_b:
            name = _class_of_words(a, b, cell, lexicon)
            both = {name, names[-1]} if joined else set()
            new_sentence = a.ends_sentence(cell.a_begin) and b.ends_sentence(cell.b_begin)
            if both <= {"substitution", "inflection"} and "substitution" in both and not new_sentence:
                last = joined[-1]
                joined[-1] = Cell(
                    a_begin=last.a_begin,
                    a_end=cell.a_end,
                    b_begin=last.b_begin,
                    b_end=cell.b_end,
                    equal=False,
                )
                names[-1] = "substitution"
                continue
        joined.append(cell)
        names.append(name)
    return joined


def _class_of_words(a: Side, b: Side, cell: Cell, lexicon: Lexicon) -> str:
    """The class of a cell by its words alone."""
    return class_of_words(
        a.text[a.begin[cell.a_begin] : a.end[cell.a_end - 1]],
        b.text[b.begin[cell.b_begin] : b.end[cell.b_end - 1]],
        lexicon,
        begins_sentence=a.ends_sentence(cell.a_begin) or b.ends_sentence(cell.b_begin),
    )


def _dress(a: Side, b: Side, a_begin: int, a_end: int, b_begin: int, b_end: int) -> Iterator[Variant]:
    """Rows for what stands between words."""
    if a.text[a_begin:a_end] != b.text[b_begin:b_end]:
        yield from _dress_rows(a, b, between_words(a.text, a_begin, a_end, b.text, b_begin, b_end))


def _dress_rows(a: Side, b: Side, changes: Iterable[Change]) -> Iterator[Variant]:
    for change in changes:
        a_reading, b_reading = a.text[change.a_begin : change.a_end], b.text[change.b_begin : change.b_end]
        yield read_variant(a, b, change, dress_class(a_reading, b_reading))


def _equal_words(a: Side, b: Side, gap: Gap) -> _Written:
    """A run of equal words: case, marks inside words, and what stands between them."""
    cell = gap.cell
    end_a, end_b = a.end[cell.a_end - 1], b.end[cell.b_end - 1]
    rows: list[Variant] = []
    at_a, at_b = gap.a_begin, gap.b_begin
    for left, right in zip(range(cell.a_begin, cell.a_end), range(cell.b_begin, cell.b_end), strict=True):
        to_a, to_b = a.end[left], b.end[right]
        # Most words of a match are the same to the letter, with the blank before them.
        if a.text[at_a:to_a] != b.text[at_b:to_b]:
            begin_a, begin_b = a.begin[left], b.begin[right]
            rows.extend(_dress(a, b, at_a, begin_a, at_b, begin_b))
            if a.text[begin_a:to_a] != b.text[begin_b:to_b]:
                change = Change(a_begin=begin_a, a_end=to_a, b_begin=begin_b, b_end=to_b)
                rows.append(read_variant(a, b, change, same_words_class(a.raw(left), b.raw(right))))
        at_a, at_b = to_a, to_b
    return _Written(rows=rows, a_end=end_a, b_end=end_b)


def _both_sides(a: Side, b: Side, gap: Gap, lexicon: Lexicon) -> _Written:
    """Words against other words: what stands before them, then the words."""
    are_alike = _class_of_words(a, b, gap.cell, lexicon) != "substitution"
    parted = parted_gap(a, b, gap, are_alike=are_alike)
    if parted is not None:
        return _parted(a, b, parted, lexicon)
    parted = parted_gap(b, a, gap.mirrored(), are_alike=are_alike)
    if parted is not None:
        return _parted(b, a, parted, lexicon).mirrored()
    change = reading_extent(a, b, gap)
    a_reading, b_reading = a.text[change.a_begin : change.a_end], b.text[change.b_begin : change.b_end]
    begins = a.ends_sentence(gap.cell.a_begin) or b.ends_sentence(gap.cell.b_begin)
    name = class_of_words(a_reading, b_reading, lexicon, begins_sentence=begins)
    rows = [
        *_dress(a, b, gap.a_begin, change.a_begin, gap.b_begin, change.b_begin),
        read_variant(a, b, change, name),
    ]
    return _Written(rows=rows, a_end=change.a_end, b_end=change.b_end)


def _parted(a: Side, b: Side, gaps: tuple[Gap, Gap], lexicon: Lexicon) -> _Written:
    """Words of each side alone, one after the other."""
    rows: list[Variant] = []
    for gap in gaps:
        if gap.cell.words_a:
            rows.extend(_one_side(a, b, gap, lexicon, moved=False).rows)
        else:
            rows.extend(_one_side(b, a, gap.mirrored(), lexicon, moved=False).mirrored().rows)
    return _Written(rows=rows, a_end=gaps[1].a_end, b_end=gaps[1].b_end)


def _one_side(a: Side, b: Side, gap: Gap, lexicon: Lexicon, *, moved: bool) -> _Written:
    """Words that side b lacks, or has elsewhere, with the punctuation that is theirs."""
    first, last = gap.cell.a_begin, gap.cell.a_end
    if not moved and last - first <= _SIGN_WORDS:
        sign = _sign_for_words(a, b, gap)
        if sign is not None:
            return sign
    place = Place(
        first=first, last=last, a_begin=gap.a_begin, a_end=gap.a_end, b_begin=gap.b_begin, b_end=gap.b_end
    )
    insertion = insertion_at(a, b, place, may_be_marked=not moved)
    reading = a.text[insertion.words.a_begin : insertion.words.a_end]
    days = lexicon.language.days if lexicon.language else frozenset()
    extends_name = not moved and days.isdisjoint(a.words[first:last]) and _extends_name(a, first, last)
    name = one_sided_class(reading, marked=insertion.is_marked, extends_name=extends_name)
    before = list(_dress_rows(a, b, insertion.before))
    rows = [*before, read_variant(a, b, insertion.words, name), *_dress_rows(a, b, insertion.after)]
    return _Written(rows=rows, a_end=gap.a_end, b_end=gap.b_end, words_row=len(before))


def _sign_for_words(a: Side, b: Side, gap: Gap) -> _Written | None:
    """Words against a sign that is read as them ("and", "&"), where side b has one that side a lacks."""
    begin, end = a.begin[gap.cell.a_begin], a.end[gap.cell.a_end - 1]
    around = a.text[gap.a_begin : begin] + a.text[end : gap.a_end]
    at = [place for place in range(gap.b_begin, gap.b_end) if b.text[place] in WORD_SIGNS]
    if len(at) != 1 or b.text[at[0]] in around:
        return None
    rows = [
        *_dress(a, b, gap.a_begin, begin, gap.b_begin, at[0]),
        read_variant(a, b, Change(a_begin=begin, a_end=end, b_begin=at[0], b_end=at[0] + 1), "spelling"),
        *_dress(a, b, end, gap.a_end, at[0] + 1, gap.b_end),
    ]
    return _Written(rows=rows, a_end=gap.a_end, b_end=gap.b_end)


def _extends_name(side: Side, first: int, last: int) -> bool:
    """Whether capitalised words stand close to a capitalised word that both sides have ("Sergei", "Sergei Sedov")."""
    if last - first > _NAME_WORDS or not all(_is_name(side, word) for word in range(first, last)):
        return False
    return any(
        0 < border < len(side.words) and _is_within_name(side, border) and _is_name(side, neighbour)
        for border, neighbour in ((first, first - 1), (last, last))
    )


def _is_within_name(side: Side, word: int) -> bool:
    """Whether nothing but a blank, or the stop of an initial, parts a word from the one before it."""
    if side.border(word) > Border.CLAUSE:
        return False
    between = side.text[side.end[word - 1] : side.begin[word]]
    return between.isspace() or (between.strip() == "." and side.end[word - 1] - side.begin[word - 1] == 1)


def _is_name(side: Side, word: int) -> bool:
    """Whether a word has a capital that its place in the sentence does not ask for."""
    raw = side.raw(word)
    if not raw[0].isupper() or (len(raw) > 1 and raw.isupper()):
        return False
    if not side.ends_sentence(word):
        return True
    return re.search(rf"\b{re.escape(raw.lower())}\b", side.text) is None
