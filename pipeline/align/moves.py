"""Moves: blocks of one passage that stand in another order on the other side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.align.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from pipeline.align.corpus_view import DocumentView

__all__ = ["Extent", "extent", "join_crossed", "sides_apart"]

_BESIDE_WORDS = 3
"""Words between two parts up to which they are neighbours; a narrator who parts two quotations needs more."""

_LOOK_BACK = 8
"""Passages before a part that it may belong to: copies of a text lie between each other."""

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


def join_crossed(parts: Sequence[Blocks], a: DocumentView, b: DocumentView) -> list[Blocks]:
    """Join parts that are neighbours on both sides but stand in another order there: one passage with a moved block.

    Sentences of one paragraph are joined; paragraphs in another order are matches of their own.

    Args:
        parts: Of one pair of documents, each in order on both sides.
        a: Document of side a.
        b: Document of side b.

    Returns:
        The parts in the order of side a; a joined one has its blocks in that order.

    Cost: a look at the parts that begin shortly before each.
    """
    ordered = sorted(parts, key=lambda blocks: (blocks[0].a, blocks[0].b))
    joined: list[Blocks] = []
    for part in ordered:
        near = range(len(joined) - 1, max(-1, len(joined) - 1 - _LOOK_BACK), -1)
        row = next((row for row in near if _crosses(joined[row], part, a, b)), None)
        if row is not None and a is b and not sides_apart([*joined[row], *part]):
            row = None
        if row is None:
            joined.append(list(part))
        else:
            joined[row] = sorted(joined[row] + part)
    return joined


def _crosses(group: Blocks, part: Blocks, a: DocumentView, b: DocumentView) -> bool:
    """Whether a part lies beside or inside a passage on both sides, not in its order, and takes none of its words."""
    whole, piece = extent(group), extent(part)
    if whole.end_a <= piece.begin_a and whole.end_b <= piece.begin_b and _is_ordered(group):
        # In order on both sides: two passages that a gap or a quotation parts.
        return False
    beside_a = piece.begin_a - whole.end_a <= _BESIDE_WORDS
    beside_b = max(piece.begin_b - whole.end_b, whole.begin_b - piece.end_b) <= _BESIDE_WORDS
    return (
        beside_a
        and beside_b
        and _one_paragraph(a.block, whole.begin_a, whole.end_a, piece.begin_a, piece.end_a)
        and _one_paragraph(b.block, whole.begin_b, whole.end_b, piece.begin_b, piece.end_b)
        and _disjoint([(block.a, block.end_a) for block in (*group, *part)])
        and _disjoint([(block.b, block.end_b) for block in (*group, *part)])
    )


def _one_paragraph(block: NDArray[np.int32], *words: int) -> bool:
    """Whether two ranges of words, each given by its begin and end, share a paragraph."""
    begin, end, other_begin, other_end = words
    first, last = int(block[begin]), int(block[end - 1])
    return bool(first <= block[other_end - 1] and block[other_begin] <= last)


def _disjoint(spans: list[tuple[int, int]]) -> bool:
    """Whether no two spans share a word."""
    return all(left[1] <= right[0] for left, right in pairwise(sorted(spans)))


def _is_ordered(blocks: Sequence[Block]) -> bool:
    """Whether blocks in the order of side a are in order on side b too: nearly all passages."""
    return all(left.end_b <= right.b for left, right in pairwise(blocks))
