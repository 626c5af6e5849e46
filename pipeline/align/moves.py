"""Moves: blocks of one passage that stand in another order on the other side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.align.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Extent", "extent", "in_order", "sides_apart"]

Blocks = list[Block]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The words a passage takes on both sides, half-open."""

    begin_a: int
    end_a: int
    begin_b: int
    end_b: int


def extent(blocks: Sequence[Block]) -> Extent:
    """The words that blocks take on both sides, from the first to the last, in whatever order they stand."""
    return Extent(
        begin_a=min(block.a for block in blocks),
        end_a=max(block.end_a for block in blocks),
        begin_b=min(block.b for block in blocks),
        end_b=max(block.end_b for block in blocks),
    )


def sides_apart(blocks: Sequence[Block]) -> bool:
    """Whether side a of a passage inside one document ends before side b begins: a text is no copy of itself."""
    whole = extent(blocks)
    return whole.end_a <= whole.begin_b


def in_order(blocks: Sequence[Block]) -> tuple[Blocks, list[Blocks]]:
    """Part the blocks of a passage into what is in order on both sides and what was moved.

    Args:
        blocks: In the order of side a.

    Returns:
        The blocks in order that hold the most words; and the others in groups that are in order among themselves.

    Source: heaviest increasing subsequence. Cost: the square of the number of ordered stretches.
    """
    if _is_ordered(blocks):
        return list(blocks), []
    stretches: list[Blocks] = []
    for block in blocks:
        if stretches and stretches[-1][-1].end_b <= block.b and not _jumps(stretches[-1][-1], block, blocks):
            stretches[-1].append(block)
        else:
            stretches.append([block])
    weights = [sum(block.words for block in stretch) for stretch in stretches]
    best = list(weights)
    previous = [-1] * len(stretches)
    for row in range(len(stretches)):
        for before in range(row):
            if stretches[before][-1].end_b <= stretches[row][0].b and best[before] + weights[row] > best[row]:
                best[row] = best[before] + weights[row]
                previous[row] = before
    row = max(range(len(stretches)), key=lambda at: (best[at], -at))
    kept: set[int] = set()
    while row >= 0:
        kept.add(row)
        row = previous[row]
    main = [block for at, stretch in enumerate(stretches) if at in kept for block in stretch]
    return main, [stretch for at, stretch in enumerate(stretches) if at not in kept]


def _is_ordered(blocks: Sequence[Block]) -> bool:
    """Whether blocks in the order of side a are in order on side b too: nearly all passages."""
    return all(left.end_b <= right.b for left, right in pairwise(blocks))


def _jumps(left: Block, right: Block, blocks: Sequence[Block]) -> bool:
    """Whether another block stands on side b between two that follow each other on side a."""
    return any(left.end_b <= other.b < right.b for other in blocks)
