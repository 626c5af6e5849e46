"""Overlaps: parts of one alignment that were found from two regions and grew into each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.align.blocks import Block
from pipeline.align.moves import sides_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["join_overlapping"]

Blocks = list[Block]


def join_overlapping(parts: Sequence[Blocks], *, same_document: bool) -> list[Blocks]:
    """Join parts that go on with each other: both match the same words of side a with the same words of side b.

    In noisy text the runs of equal words of one passage may be too far apart for one region. Each region is aligned
    with a margin, so that its parts meet those of the next.

    Args:
        parts: Of one pair of documents, each as its blocks, in order on both sides.
        same_document: Whether both sides are one document.

    Returns:
        The parts by place, fewer where two overlap.

    Cost: a sort, and a look at the parts that each begins in.
    """
    joined: list[Blocks] = []
    open_rows: list[int] = []
    for part in sorted(parts):
        first = part[0]
        open_rows = [row for row in open_rows if joined[row][-1].end_a > first.a]
        for row in open_rows:
            whole = _spliced(joined[row], part)
            if whole and not (same_document and not sides_apart(whole)):
                joined[row] = whole
                break
        else:
            open_rows.append(len(joined))
            joined.append(part)
    return joined


def _spliced(left: Blocks, right: Blocks) -> Blocks:
    """One part up to the first pair of words that another has as well, and the other from there; empty without one."""
    first, last = right[0], left[-1]
    if not (
        left[0].b <= first.b < last.end_b and last.end_a <= right[-1].end_a and last.end_b <= right[-1].end_b
    ):
        return []
    on_diagonal = [block for block in left if block.end_a > first.a]
    for block in right:
        if block.a >= last.end_a:
            break
        for other in on_diagonal:
            begin = max(block.a, other.a)
            if other.a - other.b == block.a - block.b and begin < min(block.end_a, other.end_a):
                return _cut(left, right, begin, begin - block.a + block.b)
    return []


def _cut(left: Blocks, right: Blocks, a: int, b: int) -> Blocks:
    """The blocks of one part before a pair of words, and those of the other from it on."""
    before = [
        Block(a=block.a, b=block.b, words=min(block.words, a - block.a))
        for block in left
        if block.a < a and block.b < b
    ]
    after = []
    for block in right:
        skip = max(0, a - block.a, b - block.b)
        if block.words > skip:
            after.append(Block(a=block.a + skip, b=block.b + skip, words=block.words - skip))
    if before and before[-1].end_a == after[0].a and before[-1].end_b == after[0].b:
        after[0] = Block(a=before[-1].a, b=before[-1].b, words=before[-1].words + after[0].words)
        before.pop()
    return before + after
