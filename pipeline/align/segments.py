"""Segments: the parts of an alignment that score, more than what is beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.align.blocks import Block

__all__ = ["maximal_segments", "scoring_parts"]


def scoring_parts(
    blocks: Sequence[Block],
    worth: Sequence[int],
    price: Callable[[Block, Block], int | None],
    least: int,
) -> list[list[Block]]:
    """The parts of an alignment that are worth more than anything beside them.

    Args:
        blocks: Blocks of an alignment, in order.
        worth: Millibits of each block.
        price: What the gap between two blocks costs; None where it parts two passages.
        least: Millibits a part must have.

    Returns:
        Each part as its blocks, in order. No gap inside a part breaks the rule; no part could be made longer or
        shorter at either end without losing score.

    Cost: linear in the number of blocks.
    """
    parts: list[list[Block]] = []
    group: list[Block] = []
    scores: list[int] = []

    def close() -> None:
        for begin, end in maximal_segments(scores):
            if sum(scores[begin:end]) >= least:
                parts.append(group[begin // 2 : (end + 1) // 2])
        group.clear()
        scores.clear()

    for block, gain in zip(blocks, worth, strict=True):
        if group:
            cost = price(group[-1], block)
            if cost is None:
                close()
            else:
                scores.append(-cost)
        group.append(block)
        scores.append(gain)
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
