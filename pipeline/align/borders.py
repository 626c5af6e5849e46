"""Borders of gaps: where words repeat, what is missing could begin at several places, and the text says at which.

"the big house, the small house" against "the small house" lacks "the big house," rather than "big house, the": both
alignments have the same equal words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.align.blocks import Block
from pipeline.align.dress import OMISSION
from pipeline.align.stray_words import gap_cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.align.side import Side

__all__ = ["settle_borders"]

_FARTHEST = 100
"""Words a border may slide, and words of a stretch in which a lone word may be set against another."""

_LONE_WORDS = 2


def settle_borders(blocks: Iterable[Block], a: Side, b: Side, bits: Sequence[int]) -> list[Block]:
    """Move the borders of blocks, where words repeat, to where sentences and clauses end.

    Args:
        blocks: Runs of equal words, counted in the passages, in order.
        a: Side a.
        b: Side b.
        bits: What each word of side a tells where side b has it too, in millibits.

    Returns:
        Blocks with as many equal words. A gap on one side slides to the strongest borders around the words that only
        this side has; a lone word between two gaps is set where the gaps are most alike in length.

    Cost: linear in the blocks and in the words that repeat at their borders.
    """
    settled = list(blocks)
    for row in range(1, len(settled)):
        settled[row - 1 : row + 1] = _slid(settled[row - 1], settled[row], a, b)
    for row in range(1, len(settled) - 1):
        settled[row] = _evened(settled[row - 1], settled[row], settled[row + 1], a, b, bits)
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


def _evened(left: Block, block: Block, right: Block, a: Side, b: Side, bits: Sequence[int]) -> Block:
    """A lone word or two where the gaps before and after it are most even.

    Of several words that both sides have in the stretch, but in another order, that one stands which leaves the fewest
    words beside it with nothing against them: "how wretched it would make her" against "wretched she would be". It must
    tell more than chance finds in the stretch.
    """
    span_a, span_b = right.a - left.end_a, right.b - left.end_b
    if block.words > _LONE_WORDS or max(span_a, span_b) > _FARTHEST or min(span_a, span_b) <= block.words:
        return block
    words = block.words
    runs_a, runs_b = _runs(a, left.end_a, right.a, words), _runs(b, left.end_b, right.b, words)
    here = tuple(a.words[block.a : block.end_a])

    def columns(place: tuple[int, int]) -> tuple[int, bool, int, int, int]:
        i, j = place
        before, after = (i - left.end_a, j - left.end_b), (right.a - i - words, right.b - j - words)
        unlike = sum(a.raw(i + step) != b.raw(j + step) for step in range(words))
        is_other = tuple(a.words[i : i + words]) != here
        return max(before) + max(after), is_other, unlike, i, j

    least = gap_cost(span_a - words, span_b - words)
    places = (
        (i, j)
        for run, at_a in runs_a.items()
        if run == here or sum(bits[at_a[0] : at_a[0] + words]) > least
        for i in at_a
        for j in runs_b.get(run, ())
    )
    i, j = min(places, key=columns, default=(block.a, block.b))
    return Block(a=i, b=j, words=words)


def _runs(side: Side, begin: int, end: int, words: int) -> dict[tuple[str, ...], list[int]]:
    """Where each run of so many words begins in a stretch."""
    runs: dict[tuple[str, ...], list[int]] = {}
    for at in range(begin, end - words + 1):
        runs.setdefault(tuple(side.words[at : at + words]), []).append(at)
    return runs
