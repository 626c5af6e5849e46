"""Word-level alignment of one match: which words of side a stand against which words of side b."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.blocks import Block
from pipeline.align.borders import settle_borders
from pipeline.align.like_words import best_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.align.side import Side

__all__ = ["Cell", "align_words"]

_LARGEST_GAP = 1 << 14
"""Product of the sides of a gap up to which its words are compared with each other; larger gaps are rewritten text."""

_HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """Words ``a_begin`` to ``a_end`` of side a against words ``b_begin`` to ``b_end`` of side b (half-open).

    ``equal`` where the folded words are the same, one by one. Otherwise one side may be empty.
    """

    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    equal: bool

    @property
    def words_a(self) -> int:
        """Words of side a."""
        return self.a_end - self.a_begin

    @property
    def words_b(self) -> int:
        """Words of side b."""
        return self.b_end - self.b_begin

    def mirrored(self) -> Cell:
        """The same with the sides exchanged."""
        return Cell(
            a_begin=self.b_begin, a_end=self.b_end, b_begin=self.a_begin, b_end=self.a_end, equal=self.equal
        )


def align_words(a: Side, b: Side, blocks: Sequence[Block]) -> list[Cell]:
    """Align the words of a match.

    Args:
        a: Side a.
        b: Side b.
        blocks: Runs of equal words, counted in the passages, in order on both sides; one that goes back behind
            another is left out, and its words stand in the gaps.

    Returns:
        Cells that cover both passages in order: runs of equal words, and in the gaps between them like words against
        each other (one to one, one to two, two to one), words that one side lacks, and the rest as one cell. With
        sides and blocks exchanged, the same cells exchanged: ties are decided by the words, never by the side.

    Source: Needleman, Wunsch 1970 inside the gaps, with word likeness as score.
    Cost: linear in the words, and the product of the two sides of each gap.
    """
    if _key(a) <= _key(b):
        return _align(a, b, blocks)
    mirrored = [Block(a=block.b, b=block.a, words=block.words) for block in blocks]
    return [cell.mirrored() for cell in _align(b, a, mirrored)]


def _key(side: Side) -> tuple[Sequence[str], str]:
    return side.words, side.text[side.begin[0] : side.end[-1]]


def _align(a: Side, b: Side, blocks: Sequence[Block]) -> list[Cell]:
    cells: list[Cell] = []
    at_a = at_b = 0
    for block in settle_borders(_truly_equal(blocks, a, b), a, b):
        cells.extend(_fill(a, b, (at_a, block.a), (at_b, block.b)))
        at_a, at_b = block.end_a, block.end_b
        cells.append(Cell(a_begin=block.a, a_end=at_a, b_begin=block.b, b_end=at_b, equal=True))
    cells.extend(_fill(a, b, (at_a, len(a.words)), (at_b, len(b.words))))
    return list(_with_whole_compounds(cells, a, b))


def _truly_equal(blocks: Sequence[Block], a: Side, b: Side) -> Iterator[Block]:
    """Blocks in order, without words that only have one hash: those stay in the gaps."""
    at_a = at_b = 0
    for block in blocks:
        if block.a < at_a or block.b < at_b:
            continue
        at_a, at_b = block.end_a, block.end_b
        if a.words[block.a : block.end_a] == b.words[block.b : block.end_b]:
            yield block
            continue
        begin = 0
        for step in range(block.words + 1):
            if step == block.words or a.words[block.a + step] != b.words[block.b + step]:
                if step > begin:
                    yield Block(a=block.a + begin, b=block.b + begin, words=step - begin)
                begin = step + 1


def _fill(a: Side, b: Side, gap_a: tuple[int, int], gap_b: tuple[int, int]) -> Iterator[Cell]:
    """Align the words of one gap by likeness and by where sentences end."""
    (begin_a, end_a), (begin_b, end_b) = gap_a, gap_b
    words_a, words_b = end_a - begin_a, end_b - begin_b
    if min(words_a, words_b) > 0 and 1 < words_a * words_b <= _LARGEST_GAP:
        pairs = best_pairs(
            a.words[begin_a:end_a],
            b.words[begin_b:end_b],
            [at for at in range(words_a + 1) if a.ends_sentence(begin_a + at)],
            [at for at in range(words_b + 1) if b.ends_sentence(begin_b + at)],
        )
        at_a, at_b = begin_a, begin_b
        for pair in pairs:
            left, right = begin_a + pair.a_begin, begin_b + pair.b_begin
            yield from _cell(at_a, left, at_b, right)
            at_a, at_b = begin_a + pair.a_end, begin_b + pair.b_end
            yield from _cell(left, at_a, right, at_b)
        begin_a, begin_b = at_a, at_b
    yield from _cell(begin_a, end_a, begin_b, end_b)


def _cell(begin_a: int, end_a: int, begin_b: int, end_b: int) -> Iterator[Cell]:
    if begin_a < end_a or begin_b < end_b:
        yield Cell(a_begin=begin_a, a_end=end_a, b_begin=begin_b, b_end=end_b, equal=False)


def _with_whole_compounds(cells: Sequence[Cell], a: Side, b: Side) -> Iterator[Cell]:
    """Join what one side lacks to the equal word it is hyphened to: a compound is one reading.

    "two-and-thirty" against "thirty-two" is one substitution, and "re-elected" against "elected" too.
    """
    pending: Cell | None = None
    for cell in cells:
        if pending is None:
            pending = cell
        elif not _is_hyphened(pending, cell, a, b):
            yield pending
            pending = cell
        elif pending.equal:
            if pending.words_a > 1:
                yield _part(pending, 0, pending.words_a - 1)
            pending = _joined(_part(pending, pending.words_a - 1, pending.words_a), cell)
        elif cell.equal and cell.words_a > 1:
            yield _joined(pending, _part(cell, 0, 1))
            pending = _part(cell, 1, cell.words_a)
        else:
            pending = _joined(pending, cell)
    if pending is not None:
        yield pending


def _is_hyphened(left: Cell, right: Cell, a: Side, b: Side) -> bool:
    """Whether one of two cells has words that one side lacks, hyphened to those of the other cell."""
    for lone in (left, right):
        if lone.words_a and lone.words_b:
            continue
        side, word = (a, right.a_begin) if lone.words_a else (b, right.b_begin)
        if 0 < word < len(side.words) and side.text[side.end[word - 1] : side.begin[word]] in _HYPHENS:
            return True
    return False


def _part(cell: Cell, begin: int, end: int) -> Cell:
    return Cell(
        a_begin=cell.a_begin + begin,
        a_end=cell.a_begin + end,
        b_begin=cell.b_begin + begin,
        b_end=cell.b_begin + end,
        equal=cell.equal,
    )


def _joined(left: Cell, right: Cell) -> Cell:
    return Cell(a_begin=left.a_begin, a_end=right.a_end, b_begin=left.b_begin, b_end=right.b_end, equal=False)
