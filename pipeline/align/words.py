"""Word-level alignment of two sides, in order and with what was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.base_alignment import base_blocks
from pipeline.align.borders import settle_borders
from pipeline.align.cells import Alignment, Cell, Move
from pipeline.align.compounds import is_hyphened, with_whole_compounds
from pipeline.align.gap_cells import Gap, fill_gap
from pipeline.align.moved_words import moved_blocks
from pipeline.align.stray_words import without_strays, word_bits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.align.blocks import Block
    from pipeline.align.side import Side

__all__ = ["align_sides"]


def align_sides(a: Side, b: Side) -> Alignment:
    """Align two sides word by word.

    Args:
        a: Side a.
        b: Side b.

    Returns:
        Cells that cover both sides in order, and what was moved. With the sides exchanged, the same exchanged: ties are
        decided by the words, never by the side.

    Source: ``base_blocks`` for equal words, ``without_strays`` for those that chance explains, ``settle_borders`` for
    where a gap begins, ``moved_blocks`` for moves, and Needleman, Wunsch 1970 with word likeness inside the gaps.
    Cost: linear for texts that share runs of words at least every few thousand words, in time and memory; in each
    stretch between such runs the product of its sides / 64, and in each gap up to 16,384 pairs of words.
    """
    if _key(a) <= _key(b):
        return _align(a, b)
    return _align(b, a).mirrored()


def _key(side: Side) -> tuple[Sequence[str], str]:
    return side.words, side.text[side.begin[0] : side.end[-1]] if side.words else ""


def _align(a: Side, b: Side) -> Alignment:
    ids: dict[str, int] = {}
    keys_a, keys_b = (
        np.fromiter((ids.setdefault(word, len(ids)) for word in side.words), np.uint32, len(side.words))
        for side in (a, b)
    )
    bits = word_bits(keys_a, keys_b)
    told = np.concatenate(([0], np.cumsum(bits))).tolist()
    bits_of_words = bits.tolist()
    # A lone word is set where it fits best before it is asked whether chance explains it.
    blocks = settle_borders(base_blocks(keys_a, keys_b), a, b, bits_of_words)
    kept = without_strays(
        [(block.a, block.end_a, block.b, block.end_b) for block in blocks],
        [told[block.end_a] - told[block.a] for block in blocks],
        (len(keys_a), len(keys_b)),
    )
    moved = moved_blocks(
        keys_a,
        keys_b,
        bits,
        settle_borders([blocks[row] for row in kept], a, b, bits_of_words),
        lambda word_a, word_b: is_hyphened(a, word_a) or is_hyphened(b, word_b),
    )
    moves = [Move(cells=tuple(_move_cells(a, b, parts, bits_of_words))) for parts in moved.moves]
    cells = _in_order(a, b, moved.blocks, moves, bits_of_words)
    return Alignment(a=a, b=b, cells=tuple(with_whole_compounds(cells, moves, a, b)), moves=tuple(moves))


def _in_order(
    a: Side, b: Side, blocks: Sequence[Block], moves: Sequence[Move], bits: Sequence[int]
) -> Iterator[Cell]:
    """Blocks and what fills the gaps between them."""
    moved_a = sorted((move.a_begin, move.a_end) for move in moves)
    moved_b = sorted((move.b_begin, move.b_end) for move in moves)
    at_a = at_b = 0
    for block in blocks:
        yield from fill_gap(a, b, Gap.between(at_a, block.a, at_b, block.b, moved_a, moved_b), bits)
        at_a, at_b = block.end_a, block.end_b
        yield Cell(a_begin=block.a, a_end=at_a, b_begin=block.b, b_end=at_b, equal=True)
    yield from fill_gap(a, b, Gap.between(at_a, len(a.words), at_b, len(b.words), moved_a, moved_b), bits)


def _move_cells(a: Side, b: Side, blocks: Sequence[Block], bits: Sequence[int]) -> Iterator[Cell]:
    """The cells of one move: its blocks, and like words between them."""
    at_a, at_b = blocks[0].a, blocks[0].b
    for block in blocks:
        yield from fill_gap(a, b, Gap.between(at_a, block.a, at_b, block.b), bits)
        at_a, at_b = block.end_a, block.end_b
        yield Cell(a_begin=block.a, a_end=at_a, b_begin=block.b, b_end=at_b, equal=True)
