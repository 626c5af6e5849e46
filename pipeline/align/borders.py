"""Borders of gaps: where words repeat, what is missing could begin at several places, and the text says at which.

"the big house, the small house" against "the small house" lacks "the big house," rather than "big house, the": both
alignments have the same equal words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.align.blocks import Block
from pipeline.align.dress import OMISSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.align.side import Side

__all__ = ["settle_borders"]

_FARTHEST = 100
"""Words a border may slide, and words of a stretch in which a lone word may be set against another."""

_LONE_WORDS = 2


def settle_borders(blocks: Iterable[Block], a: Side, b: Side) -> list[Block]:
    """Move the borders of blocks, where words repeat, to where sentences and clauses end.

    Args:
        blocks: Runs of equal words, counted in the passages, in order.
        a: Side a.
        b: Side b.

    Returns:
        Blocks with as many equal words. A gap on one side slides to the strongest borders around the words that only
        this side has; a lone word between two gaps is set where the gaps are most alike in length.

    Cost: linear in the blocks and in the words that repeat at their borders.
    """
    settled = list(blocks)
    for row in range(1, len(settled)):
        settled[row - 1 : row + 1] = _slid(settled[row - 1], settled[row], a, b)
    for row in range(1, len(settled) - 1):
        settled[row] = _evened(settled[row - 1], settled[row], settled[row + 1], a, b)
    return settled


def _slid(left: Block, right: Block, a: Side, b: Side) -> tuple[Block, Block]:
    """Two blocks with the gap between them where the text parts most."""
    gap_a, gap_b = right.a - left.end_a, right.b - left.end_b
    if (gap_a == 0) == (gap_b == 0):
        return left, right
    side, begin, gap = (a, left.end_a, gap_a) if gap_a else (b, left.end_b, gap_b)
    words = side.words
    farthest_left, farthest_right = 0, 0
    # The first block may not vanish with the passage's begin, nor the last with its end.
    while farthest_left < min(left.words - 1, _FARTHEST) and (
        words[begin - 1 - farthest_left] == words[begin + gap - 1 - farthest_left]
    ):
        farthest_left += 1
    while farthest_right < min(right.words - 1, _FARTHEST) and (
        words[begin + farthest_right] == words[begin + gap + farthest_right]
    ):
        farthest_right += 1
    if farthest_left == farthest_right == 0:
        return left, right

    def fits(slide: int) -> tuple[bool, int, int, int]:
        first = begin + slide
        at_a, at_b = left.end_a + slide, left.end_b + slide
        other, place = (b, at_b) if side is a else (a, at_a)
        marked = OMISSION.search(other.text, other.end[place - 1], other.begin[place]) is not None
        borders = (side.border(first), side.border(first + gap))
        # What was left out with its own stop had equal borders before and after it, and left one of them behind.
        uneven = abs(borders[0] - borders[1]) + abs(other.border(place) - max(borders))
        return marked, 2 * min(borders) - uneven, sum(borders), -slide

    slide = max(range(-farthest_left, farthest_right + 1), key=fits)
    return (
        Block(a=left.a, b=left.b, words=left.words + slide),
        Block(a=right.a + slide, b=right.b + slide, words=right.words - slide),
    )


def _evened(left: Block, block: Block, right: Block, a: Side, b: Side) -> Block:
    """A lone word or two where the gaps before and after it are most even."""
    span_a, span_b = right.a - left.end_a, right.b - left.end_b
    if block.words > _LONE_WORDS or max(span_a, span_b) > _FARTHEST or min(span_a, span_b) <= block.words:
        return block
    words = list(a.words[block.a : block.end_a])
    at_a = [
        at for at in range(left.end_a, right.a - block.words + 1) if a.words[at : at + block.words] == words
    ]
    at_b = [
        at for at in range(left.end_b, right.b - block.words + 1) if b.words[at : at + block.words] == words
    ]

    def columns(place: tuple[int, int]) -> tuple[int, int, int, int]:
        i, j = place
        before, after = (
            (i - left.end_a, j - left.end_b),
            (right.a - i - block.words, right.b - j - block.words),
        )
        unlike = sum(a.raw(i + step) != b.raw(j + step) for step in range(block.words))
        return max(before) + max(after), unlike, i, j

    i, j = min(((i, j) for i in at_a for j in at_b), key=columns, default=(block.a, block.b))
    return Block(a=i, b=j, words=block.words)
