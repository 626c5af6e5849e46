"""Segments: the parts of an alignment that score, with the rule for gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.align.blocks import Block

__all__ = ["GapRule", "gap_words", "maximal_segments", "scoring_parts"]

MILLIBITS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRule:
    """What a gap between two blocks costs, in millibits, and which gaps part two passages.

    A differing word costs ``mismatch``, a word on one side only ``gap``; the whole is bounded, for a long cut
    is one act.
    An unmarked gap joins when its short side has at most ``max_short`` words and its long side at most
    ``max_long``;
    a gap marked by an ellipsis or a bracket joins however long it is and costs no more than ``marked``.
    """

    mismatch: int
    gap: int
    max_short: int
    max_long: int
    bound: int = 10 * MILLIBITS
    per_word: int = MILLIBITS
    marked: int = 4 * MILLIBITS

    def cost(self, words_a: int, words_b: int) -> int:
        """Millibits an unmarked gap of that many words on each side costs."""
        both, one = min(words_a, words_b), abs(words_a - words_b)
        return min(self.mismatch * both + self.gap * one, self.bound + self.per_word * (words_a + words_b))

    def joins(self, words_a: int, words_b: int) -> bool:
        """Whether an unmarked gap of that many words on each side lies inside one passage."""
        return min(words_a, words_b) <= self.max_short and max(words_a, words_b) <= self.max_long


def gap_words(left: Block, right: Block) -> tuple[int, int]:
    """Words between two blocks on side a and on side b."""
    return right.a - left.end_a, right.b - left.end_b


def scoring_parts(
    blocks: Sequence[Block],
    worth: Sequence[int],
    rule: GapRule,
    is_marked: Callable[[Block, Block], bool],
    least: int,
) -> list[list[Block]]:
    """The parts of an alignment that are worth more than anything beside them.

    Args:
        blocks: Blocks of an alignment, in order.
        worth: Millibits of each block.
        rule: Costs and limits of gaps.
        is_marked: Whether the gap between two blocks is marked by an ellipsis or a bracket; asked only where it
        matters.
        least: Millibits a part must have.

    Returns:
        Each part as its blocks, in order. No gap inside a part breaks the rule; no part could be made longer or
        shorter at either end without losing score.

    Cost: linear in the number of blocks.
    """
    parts: list[list[Block]] = []
    group: list[int] = []
    scores: list[int] = []

    def close() -> None:
        for begin, end in maximal_segments(scores):
            if sum(scores[begin:end]) >= least:
                parts.append([blocks[group[at // 2]] for at in range(begin, end, 2)])
        group.clear()
        scores.clear()

    for row, block in enumerate(blocks):
        if group:
            words_a, words_b = gap_words(blocks[row - 1], block)
            cost = rule.cost(words_a, words_b)
            joins = rule.joins(words_a, words_b)
            if (not joins or cost > rule.marked) and is_marked(blocks[row - 1], block):
                scores.append(-rule.marked)
            elif joins:
                scores.append(-cost)
            else:
                close()
        group.append(row)
        scores.append(worth[row])
    close()
    return parts


def maximal_segments(scores: Sequence[int]) -> list[tuple[int, int]]:
    """All maximal scoring subsequences of a sequence of gains and losses.

    Args:
        scores: Gains above zero, losses below.

    Returns:
        Half-open ranges, disjoint, in order. Each begins and ends with a gain.

    Source: Ruzzo, Tompa, A linear time algorithm for finding all maximal scoring subsequences, ISMB 1999.
    Cost: linear.
    """
    found: list[tuple[int, int, int, int]] = []
    total = 0
    for at, score in enumerate(scores):
        if score > 0:
            begin, end, before, after = at, at + 1, total, total + score
            while True:
                row = len(found) - 1
                while row >= 0 and found[row][2] >= before:
                    row -= 1
                if row < 0 or found[row][3] >= after:
                    found.append((begin, end, before, after))
                    break
                begin, before = found[row][0], found[row][2]
                del found[row:]
        total += score
    return [(begin, end) for begin, end, _, _ in found]
