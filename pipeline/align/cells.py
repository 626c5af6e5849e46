"""Cells, moves and the alignment they make: which words of side a stand against which words of side b."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.align.side import Side

__all__ = ["Alignment", "Cell", "Move"]

_PAIRED_WORDS = 3
"""Words a side of a rewritten place up to which its words are paired one by one; of more, no one pair can be told."""


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

    def shifted(self, words_a: int, words_b: int) -> Cell:
        """The same so many words later on both sides."""
        return Cell(
            a_begin=self.a_begin + words_a,
            a_end=self.a_end + words_a,
            b_begin=self.b_begin + words_b,
            b_end=self.b_end + words_b,
            equal=self.equal,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Words that both sides have, at another place of the order: a link, beside the cells in order.

    Attributes:
        cells: The moved words, word against word; the first and the last cell are equal.
    """

    cells: tuple[Cell, ...]

    @property
    def a_begin(self) -> int:
        """First moved word on side a."""
        return self.cells[0].a_begin

    @property
    def a_end(self) -> int:
        """First word after the moved words on side a."""
        return self.cells[-1].a_end

    @property
    def b_begin(self) -> int:
        """First moved word on side b."""
        return self.cells[0].b_begin

    @property
    def b_end(self) -> int:
        """First word after the moved words on side b."""
        return self.cells[-1].b_end

    def mirrored(self) -> Move:
        """The same with the sides exchanged."""
        return Move(cells=tuple(cell.mirrored() for cell in self.cells))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Two sides, word against word.

    Attributes:
        a: Side a.
        b: Side b.
        cells: Cover both sides in order: runs of equal words, like words against each other (one to one, one to two,
            two to one), words that one side lacks, and rewritten text as one cell. Moved words are one-sided cells at
            both their places, of the extent of their move.
        moves: In the order of side a.
    """

    a: Side
    b: Side
    cells: tuple[Cell, ...]
    moves: tuple[Move, ...]

    def mirrored(self) -> Alignment:
        """The same with the sides exchanged."""
        moves = sorted((move.mirrored() for move in self.moves), key=lambda move: move.a_begin)
        return Alignment(
            a=self.b, b=self.a, cells=tuple(cell.mirrored() for cell in self.cells), moves=tuple(moves)
        )

    def word_pairs(self, *, moved: bool = True) -> Iterator[tuple[int, int]]:
        """Which word stands against which: the words of a cell from the left.

        Args:
            moved: Whether to give the pairs of moved words too; they cross the others.

        Yields:
            A word of side a and one of side b. None of rewritten text of more than three words on a side, in which
            no word stands against another.
        """
        cells = [*self.cells, *(cell for move in self.moves for cell in move.cells if moved)]
        for cell in cells:
            if cell.equal or max(cell.words_a, cell.words_b) <= _PAIRED_WORDS:
                for step in range(min(cell.words_a, cell.words_b)):
                    yield cell.a_begin + step, cell.b_begin + step
