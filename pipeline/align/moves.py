"""Moves: blocks of one passage that stand in another order on the other side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.align.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Extent", "extent", "in_order", "join_crossed"]

_BESIDE_WORDS = 10
"""Words between two parts up to which they are neighbours: the short side of an unmarked gap."""

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


def join_crossed(parts: Sequence[Blocks]) -> list[Blocks]:
    """Join parts that are neighbours on both sides but stand in another order there: one passage with a moved block.

    Args:
        parts: Of one pair of documents, each in order on both sides.

    Returns:
        The parts; a joined one has its blocks in the order of side a.

    Cost: one look at the next part on side a.
    """
    ordered = sorted(parts, key=lambda blocks: (blocks[0].a, blocks[0].b))
    joined: list[list[Blocks]] = []
    for part in ordered:
        group = next((group for group in joined[-_LOOK_BACK:] if _beside(group, part)), None)
        if group is None:
            joined.append([part])
        else:
            group.append(part)
    return [[block for part in group for block in part] for group in joined]


_LOOK_BACK = 8
"""Groups before a part that it may belong to: passages of several copies of a text lie between each other."""


def _beside(group: Sequence[Blocks], part: Blocks) -> bool:
    """Whether a part follows the last of a group on side a and crosses or touches it on side b."""
    last = group[-1]
    follows = 0 <= part[0].a - last[-1].end_a <= _BESIDE_WORDS
    if not follows:
        return False
    whole = extent([block for member in group for block in member])
    begin, end = part[0].b, part[-1].end_b
    before = 0 <= whole.begin_b - end <= _BESIDE_WORDS
    after = 0 <= begin - whole.end_b <= _BESIDE_WORDS
    # In order on both sides they are two passages that a gap or a quotation parts, unless they crossed before.
    return before or (after and len(group) > 1) or _between(group, begin, end)


def _between(group: Sequence[Blocks], begin: int, end: int) -> bool:
    """Whether a part fills a hole that the group left on side b."""
    spans = sorted((member[0].b, member[-1].end_b) for member in group)
    return any(
        0 <= begin - left[1] <= _BESIDE_WORDS and 0 <= right[0] - end <= _BESIDE_WORDS
        for left, right in pairwise(spans)
    )


def in_order(blocks: Sequence[Block]) -> tuple[Blocks, list[Blocks]]:
    """Part the blocks of a passage into what is in order on both sides and what was moved.

    Args:
        blocks: In the order of side a.

    Returns:
        The blocks in order that hold the most words; and the others in groups that are in order among themselves.

    Source: heaviest increasing subsequence. Cost: the square of the number of ordered stretches.
    """
    stretches: list[Blocks] = []
    for block in blocks:
        if stretches and stretches[-1][-1].end_b <= block.b and not _jumps(stretches[-1][-1], block, blocks):
            stretches[-1].append(block)
        else:
            stretches.append([block])
    if len(stretches) == 1:
        return stretches[0], []
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


def _jumps(left: Block, right: Block, blocks: Sequence[Block]) -> bool:
    """Whether another block stands on side b between two that follow each other on side a."""
    return any(left.end_b <= other.b < right.b for other in blocks)
