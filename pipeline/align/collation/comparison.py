"""Comparison: the lemma beside another version, where both have text, and what either has before and after that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.cells import Alignment, Cell, Move
from pipeline.align.collation.moved import find_moved
from pipeline.align.collation.pieces import Extent, Piece, pieces_of
from pipeline.align.side import Side
from pipeline.align.variants import find_variants
from pipeline.align.words import align_sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.collation.versions import Version, VersionTable
    from pipeline.align.lexicon import Lexicon

__all__ = ["Comparison", "compare"]

_SOMEWHERE = -1
"""The number of a move of which only one place is known."""

Words = tuple[int, int]
"""From word to word, half-open."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """What a version has otherwise than the lemma.

    Attributes:
        version: The version.
        ours: Words of the lemma where both have text.
        theirs: Its words there.
        begin: Where in the lemma's document that begins, in code points.
        end: Where it ends.
        other_begin: Where in the version's document it begins.
        other_end: Where it ends.
        pieces: What differs there, in order.
        moved_in: Columns of its words that the lemma has elsewhere, one of the two outside of what both have.
        moved_out: Columns of the lemma's words that it has elsewhere, likewise.
    """

    version: Version
    ours: Words
    theirs: Words
    begin: int
    end: int
    other_begin: int
    other_end: int
    pieces: Sequence[Piece]
    moved_in: frozenset[int]
    moved_out: frozenset[int]


def compare(table: VersionTable, lemma: Version, version: Version, lexicon: Lexicon) -> Comparison:
    """Compare a version with the lemma.

    Args:
        table: Of all versions.
        lemma: The version the others are compared with.
        version: Another.
        lexicon: What the corpus knows of words.

    Returns:
        Its differences, those that ``variants`` has where the two are a match.

    Cost: that of aligning the two.
    """
    if table.alignment is not None:
        whole = table.alignment if lemma is table.versions[0] else table.alignment.mirrored()
        cells = _without_ends(whole.cells, whole.moves)
        ours, theirs = _covered(cells)
        alignment = _part_of(whole, cells, ours, theirs)
        moved: tuple[frozenset[int], frozenset[int]] = frozenset(), frozenset()
    else:
        begin = max(lemma.first, version.first)
        end = max(begin, min(lemma.last, version.last) + 1)
        ours, theirs = lemma.words_in(begin, end), version.words_in(begin, end)
        alignment = align_sides(_part(lemma.side, ours), _part(version.side, theirs))
        moved = _moved_outside(lemma, version, ours, theirs)
    return _made(lemma, version, ours, theirs, alignment, lexicon, moved)


def _without_ends(cells: Sequence[Cell], moves: Sequence[Move]) -> Sequence[Cell]:
    """Cells without those at both ends that only one side has, unless it has them elsewhere."""
    places = {(move.a_begin, move.a_end, 0) for move in moves} | {
        (move.b_begin, move.b_end, 1) for move in moves
    }

    def is_shared(cell: Cell) -> bool:
        if cell.words_a and cell.words_b:
            return True
        place = (cell.a_begin, cell.a_end, 0) if cell.words_a else (cell.b_begin, cell.b_end, 1)
        return place in places

    shared = [row for row, cell in enumerate(cells) if is_shared(cell)]
    return cells[shared[0] : shared[-1] + 1] if shared else ()


def _covered(cells: Sequence[Cell]) -> tuple[Words, Words]:
    if not cells:
        return (0, 0), (0, 0)
    return (cells[0].a_begin, cells[-1].a_end), (cells[0].b_begin, cells[-1].b_end)


def _part_of(whole: Alignment, cells: Sequence[Cell], ours: Words, theirs: Words) -> Alignment:
    if ours == (0, len(whole.a.words)) and theirs == (0, len(whole.b.words)):
        return whole
    return Alignment(
        a=_part(whole.a, ours),
        b=_part(whole.b, theirs),
        cells=tuple(cell.shifted(-ours[0], -theirs[0]) for cell in cells),
        moves=tuple(
            Move(cells=tuple(cell.shifted(-ours[0], -theirs[0]) for cell in move.cells))
            for move in whole.moves
        ),
    )


def _part(side: Side, words: Words) -> Side:
    first, last = words
    if (first, last) == (0, len(side.words)):
        return side
    return Side(
        text=side.text, words=side.words[first:last], begin=side.begin[first:last], end=side.end[first:last]
    )


def _moved_outside(
    lemma: Version, version: Version, ours: Words, theirs: Words
) -> tuple[frozenset[int], frozenset[int]]:
    """Columns of words that both have, one of them outside of where both have text: the version's and the lemma's."""
    unequal = np.flatnonzero(lemma.words != version.words)
    left_ours = [int(at) for at in lemma.position[unequal] if at >= 0]
    left_theirs = [int(at) for at in version.position[unequal] if at >= 0]
    if not left_ours or not left_theirs:
        return frozenset(), frozenset()
    pairs = [
        (i, j)
        for i, j in find_moved(lemma.side.words, left_ours, version.side.words, left_theirs)
        if not (ours[0] <= i < ours[1] and theirs[0] <= j < theirs[1])
    ]
    return (
        frozenset(int(version.column[j]) for _, j in pairs),
        frozenset(int(lemma.column[i]) for i, _ in pairs),
    )


def _made(
    lemma: Version,
    version: Version,
    ours: Words,
    theirs: Words,
    alignment: Alignment,
    lexicon: Lexicon,
    moved: tuple[frozenset[int], frozenset[int]],
) -> Comparison:
    begin, end = lemma.written.extent(*ours)
    other_begin, other_end = version.written.extent(*theirs)
    moved_in, moved_out = moved
    pieces: Sequence[Piece] = ()
    if ours[0] < ours[1] and theirs[0] < theirs[1]:
        a, b = alignment.a, alignment.b
        pieces = pieces_of(
            Extent(text=a.text, begin=begin, end=end, first_word=a.begin[0], last_word=a.end[-1]),
            Extent(text=b.text, begin=other_begin, end=other_end, first_word=b.begin[0], last_word=b.end[-1]),
            find_variants(alignment, lexicon),
        )
        pieces = [_with_move(piece, lemma, version, moved_in, moved_out) for piece in pieces]
    elif (ours[0] < ours[1]) or (theirs[0] < theirs[1]):
        # Words of one side alone between two places where the other has text.
        pieces = [
            Piece(
                begin=begin,
                end=end,
                other_begin=other_begin,
                other_end=other_end,
                variant_class="one_sided",
            )
        ]
    return Comparison(
        version=version,
        ours=ours,
        theirs=theirs,
        begin=begin,
        end=end,
        other_begin=other_begin,
        other_end=other_end,
        pieces=pieces,
        moved_in=moved_in,
        moved_out=moved_out,
    )


def _with_move(
    piece: Piece, lemma: Version, version: Version, moved_in: frozenset[int], moved_out: frozenset[int]
) -> Piece:
    """A piece that says so where all that only one side has in it stands outside of where both have text."""
    if piece.move is not None or (piece.begin < piece.end and piece.other_begin < piece.other_end):
        return piece
    if piece.begin < piece.end:
        moved, columns = moved_out, lemma.columns_within(piece.begin, piece.end)
    else:
        moved, columns = moved_in, version.columns_within(piece.other_begin, piece.other_end)
    if not columns or not moved.issuperset(columns):
        return piece
    return replace(piece, variant_class="transposition", move=_SOMEWHERE)
