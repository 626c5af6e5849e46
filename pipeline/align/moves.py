"""Moves: blocks of one passage that stand in another order on the other side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Extent", "extent", "sides_apart"]

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
