"""Compounds: what is hyphened to a word is one reading with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.align.cells import Cell, Move

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.align.side import Side

__all__ = ["is_hyphened", "with_whole_compounds"]

_HYPHENS = frozenset("-‐‑")


def with_whole_compounds(cells: Iterable[Cell], moves: Sequence[Move], a: Side, b: Side) -> Iterator[Cell]:
    """Join what one side lacks to the equal word it is hyphened to: a compound is one reading.

    "two-and-thirty" against "thirty-two" is one substitution, and "re-elected" against "elected" too.

    Args:
        cells: In order.
        moves: What moved; its words have their place elsewhere and join no compound.
        a: Side a.
        b: Side b.

    Yields:
        Cells that cover the same words.
    """
    moved = {(move.a_begin, move.a_end, 0) for move in moves} | {
        (move.b_begin, move.b_end, 1) for move in moves
    }

    def is_moved(cell: Cell) -> bool:
        one_side = (cell.a_begin, cell.a_end, 0) if cell.words_a else (cell.b_begin, cell.b_end, 1)
        return not (cell.words_a and cell.words_b) and one_side in moved

    pending: Cell | None = None
    for cell in cells:
        if pending is None:
            pending = cell
        elif is_moved(pending) or is_moved(cell) or not _belong_together(pending, cell, a, b):
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


def is_hyphened(side: Side, word: int) -> bool:
    """Whether a word is hyphened to the one before it or after it."""
    return _hyphen_before(side, word) or _hyphen_before(side, word + 1)


def _hyphen_before(side: Side, word: int) -> bool:
    return 0 < word < len(side.words) and side.text[side.end[word - 1] : side.begin[word]] in _HYPHENS


def _belong_together(left: Cell, right: Cell, a: Side, b: Side) -> bool:
    """Whether one of two cells has words that one side lacks, hyphened to those of the other cell."""
    return any(
        not (lone.words_a and lone.words_b)
        and (_hyphen_before(a, right.a_begin) if lone.words_a else _hyphen_before(b, right.b_begin))
        for lone in (left, right)
    )


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
