"""Word-level alignment of one match: which word of side a stands against which word of side b."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.blocks import Block

__all__ = ["Cell", "align_words"]

_ALIKE = 0.6
"""Likeness of two words (1 - Indel distance / length) from which they are one word in two forms rather than two
words."""

_JOINED = 0.8
"""Likeness of a word and two neighbours written as one from which they are a join or a split ("and the",
"andthe")."""

_LARGEST_GAP = 4000
"""Product of the sides of a gap up to which its words are compared with each other; larger gaps are rewritten
text."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """Words ``a_begin`` to ``a_end`` of side a against words ``b_begin`` to ``b_end`` of side b (half-open, one
    side may be empty).

    ``equal`` where the folded words are the same; then both sides have one word.
    """

    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    equal: bool


def align_words(
    a: Sequence[str], b: Sequence[str], blocks: Sequence[Block], *, origin_a: int = 0, origin_b: int = 0
) -> list[Cell]:
    """Align the words of a match.

    Args:
        a: Folded words of side a's passage.
        b: Folded words of side b's passage.
        blocks: Runs of equal words, in order, counted in the documents.
        origin_a: Word of the document at which side a's passage begins.
        origin_b: The same for side b.

    Returns:
        Cells that cover both passages in order. Equal cells hold one word a side; in the gaps between them like
        words stand
        against each other (one to one, one to two, two to one), and what has no like is one cell.

    Source: Needleman, Wunsch 1970 inside the gaps, with word likeness as score.
    Cost: linear in the words, and the product of the two sides of each gap.
    """
    cells: list[Cell] = []
    at_a = at_b = 0
    for block in blocks:
        begin_a, begin_b = block.a - origin_a, block.b - origin_b
        for step in range(block.words):
            left, right = begin_a + step, begin_b + step
            if a[left] != b[right]:
                # Two words with one hash: they stay in the gap.
                continue
            cells.extend(_fill(a, b, at_a, left, at_b, right))
            cells.append(Cell(a_begin=left, a_end=left + 1, b_begin=right, b_end=right + 1, equal=True))
            at_a, at_b = left + 1, right + 1
    cells.extend(_fill(a, b, at_a, len(a), at_b, len(b)))
    return cells


def _fill(
    a: Sequence[str], b: Sequence[str], begin_a: int, end_a: int, begin_b: int, end_b: int
) -> list[Cell]:
    """Align the words of one gap by likeness."""
    words_a, words_b = end_a - begin_a, end_b - begin_b
    if words_a == 0 and words_b == 0:
        return []
    whole = Cell(a_begin=begin_a, a_end=end_a, b_begin=begin_b, b_end=end_b, equal=False)
    if words_a == 0 or words_b == 0 or words_a * words_b > _LARGEST_GAP or (words_a == 1 and words_b == 1):
        return [whole]
    pairs = _like_words(a[begin_a:end_a], b[begin_b:end_b])
    cells: list[Cell] = []
    at_a, at_b = begin_a, begin_b
    for pair in pairs:
        left, right = begin_a + pair.a_begin, begin_b + pair.b_begin
        cells.extend(_rest(at_a, left, at_b, right))
        at_a, at_b = begin_a + pair.a_end, begin_b + pair.b_end
        cells.append(Cell(a_begin=left, a_end=at_a, b_begin=right, b_end=at_b, equal=False))
    cells.extend(_rest(at_a, end_a, at_b, end_b))
    return cells


def _rest(begin_a: int, end_a: int, begin_b: int, end_b: int) -> list[Cell]:
    if begin_a == end_a and begin_b == end_b:
        return []
    return [Cell(a_begin=begin_a, a_end=end_a, b_begin=begin_b, b_end=end_b, equal=False)]


def _like_words(a: Sequence[str], b: Sequence[str]) -> list[Cell]:
    """The best sequence of like words of a gap, in order on both sides; positions within the gap."""
    n, m = len(a), len(b)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            if i == n and j == m:
                continue
            score, chosen = -1.0, (0, 0)
            for down, across, gain in _moves(a, b, i, j):
                total = gain + best[i + down][j + across]
                if total > score:
                    score, chosen = total, (down, across)
            best[i][j], step[i][j] = score, chosen
    cells: list[Cell] = []
    i = j = 0
    while i < n or j < m:
        down, across = step[i][j]
        if down and across:
            cells.append(Cell(a_begin=i, a_end=i + down, b_begin=j, b_end=j + across, equal=False))
        i, j = i + down, j + across
    return cells


def _moves(a: Sequence[str], b: Sequence[str], i: int, j: int) -> list[tuple[int, int, float]]:
    """Steps from one place of the gap's table: words taken on each side, and what they gain."""
    moves: list[tuple[int, int, float]] = []
    left, right = a[i : i + 1], b[j : j + 1]
    if left and right:
        likeness = Indel.normalized_similarity(left[0], right[0])
        if likeness >= _ALIKE:
            moves.append((1, 1, likeness))
        if len(b) > j + 1:
            joined = Indel.normalized_similarity(left[0], right[0] + b[j + 1])
            if joined >= _JOINED:
                moves.append((1, 2, joined))
        if len(a) > i + 1:
            joined = Indel.normalized_similarity(left[0] + a[i + 1], right[0])
            if joined >= _JOINED:
                moves.append((2, 1, joined))
    if left:
        moves.append((1, 0, 0.0))
    if right:
        moves.append((0, 1, 0.0))
    return moves
