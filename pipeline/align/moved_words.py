"""Moved words: what both sides have, but not in one order. Typed links beside the alignment, not part of its order."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.blocks import Block
from pipeline.align.common_runs import common_runs
from pipeline.align.stray_words import gap_cost
from pipeline.minhash.information import MILLIBITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Moved", "moved_blocks"]

_MARGIN = MILLIBITS
"""Millibits a moved run must tell beyond what chance finds within the distance it moved."""

_NEIGHBOURS = 4
"""Words within which a single word may change its place ("some competent judges", "competent some judges")."""

_JOINED_WORDS = 3
"""Words between two runs that moved together, up to which they are one move with a change inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The alignment in order, and what moved.

    Attributes:
        blocks: In order on both sides; their borders may have slid to leave what moved whole.
        moves: In the order of side a, each as its blocks, in order on both sides. No word stands in two.
    """

    blocks: Sequence[Block]
    moves: Sequence[Sequence[Block]]


def moved_blocks(
    a: NDArray[np.uint32],
    b: NDArray[np.uint32],
    bits: NDArray[np.int64],
    blocks: Sequence[Block],
    is_bound: Callable[[int, int], bool] = lambda _a, _b: False,
) -> Moved:
    """Find what moved, by tiling what the alignment leaves on both sides.

    Args:
        a: Words of side a as numbers.
        b: The same of side b.
        bits: What each word of side a tells, in millibits.
        blocks: The alignment, in order on both sides.
        is_bound: Whether a word of side a or one of side b is part of a compound, which does not move by itself.

    Returns:
        Runs that tell more than chance finds within the distance they moved.

    Source: greedy string tiling (Wise 1993), by what the runs tell instead of by their length.
    Cost: n log n for the runs that the words left over have in common.
    """
    tiling = _Tiling(a, b, bits, blocks, is_bound)
    if tiling.free_a.any() and tiling.free_b.any():
        tiling.tile()
        tiling.lengthen()
    return Moved(blocks=[block for block in tiling.blocks if block.words], moves=tiling.joined())


class _Tiling:
    """The words left over, and the tiles laid on them so far."""

    def __init__(
        self,
        a: NDArray[np.uint32],
        b: NDArray[np.uint32],
        bits: NDArray[np.int64],
        blocks: Sequence[Block],
        is_bound: Callable[[int, int], bool],
    ) -> None:
        """Begin with what the blocks leave."""
        self.a, self.b, self.is_bound = a, b, is_bound
        self.told = np.concatenate(([0], np.cumsum(bits)))
        self.free_a, self.free_b = np.ones(len(a), bool), np.ones(len(b), bool)
        for block in blocks:
            self.free_a[block.a : block.end_a] = False
            self.free_b[block.b : block.end_b] = False
        self.blocks = [Block(a=0, b=0, words=0), *blocks, Block(a=len(a), b=len(b), words=0)]
        self.begins_a = np.array([block.a for block in self.blocks])
        self.begins_b = np.array([block.b for block in self.blocks])
        self.tiles: list[Block] = []

    def tile(self) -> None:
        """Lay the tiles that tell most first."""
        heap = [(-self._gain(run), run) for run in self._runs()]
        heap = [ranked for ranked in heap if ranked[0] < 0]
        heapq.heapify(heap)
        while heap:
            _, run = heapq.heappop(heap)
            pieces = list(self._free_pieces(run))
            if pieces == [run]:
                self.tiles.append(run)
                self._take(run)
            else:
                ranked = [(-self._gain(piece), piece) for piece in pieces]
                for one in ranked:
                    if one[0] < 0:
                        heapq.heappush(heap, one)

    def _runs(self) -> list[Block]:
        """Runs of equal words among those left over: aligned words are made unlike all others."""
        n = int(max(self.a.max(), self.b.max())) + 1
        mask_a = np.arange(n, n + len(self.a), dtype=np.uint32)
        mask_b = np.arange(n + len(self.a), n + len(self.a) + len(self.b), dtype=np.uint32)
        masked = np.where(self.free_a, self.a, mask_a), np.where(self.free_b, self.b, mask_b)
        return common_runs(*masked, 1)

    def _gain(self, run: Block) -> int:
        """Millibits a run tells beyond what chance finds between its two places; below zero where it is no move."""
        gap_a = int(np.searchsorted(self.begins_a, run.a, side="right"))
        gap_b = int(np.searchsorted(self.begins_b, run.b, side="right"))
        if gap_a == gap_b:
            # Both stand in one gap, where the alignment could have set them against each other.
            return -1
        if gap_a < gap_b:
            passed = self.blocks[gap_b - 1].end_a - run.end_a, run.b - self.blocks[gap_a].b
        else:
            passed = run.a - self.blocks[gap_b].a, self.blocks[gap_a - 1].end_b - run.end_b
        # What else is left over around it on both sides, among which chance could have found it too.
        beside = (
            self.blocks[gap_a].a - self.blocks[gap_a - 1].end_a - run.words,
            self.blocks[gap_b].b - self.blocks[gap_b - 1].end_b - run.words,
        )
        if run.words == 1 and (max(passed) > _NEIGHBOURS or self.is_bound(run.a, run.b)):
            return -1
        told = int(self.told[run.end_a] - self.told[run.a])
        return told - gap_cost(*passed) - gap_cost(*beside) - _MARGIN

    def _free_pieces(self, run: Block) -> Iterator[Block]:
        """What of a run no tile has taken."""
        free = self.free_a[run.a : run.end_a] & self.free_b[run.b : run.end_b]
        edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False]))))
        for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            yield Block(a=run.a + begin, b=run.b + begin, words=end - begin)

    def _take(self, run: Block) -> None:
        self.free_a[run.a : run.end_a] = False
        self.free_b[run.b : run.end_b] = False

    def lengthen(self) -> None:
        """Slide the borders of gaps where words repeat, so that what moved keeps its first and last words.

        "all the breeds" with "the others" put in could read "all the others" and "the breeds", or "all" and "the others
        the": the words moved say which.
        """
        for row, tile in enumerate(self.tiles):
            begin_a, begin_b, words = tile.a, tile.b, tile.words
            while self._grows(begin_a + words, begin_b + words, 1):
                words += 1
            while self._grows(begin_a - 1, begin_b - 1, -1):
                begin_a, begin_b, words = begin_a - 1, begin_b - 1, words + 1
            self.tiles[row] = Block(a=begin_a, b=begin_b, words=words)

    def _grows(self, at_a: int, at_b: int, step: int) -> bool:
        """Take one more word into a tile, if the gap that it lies in can slide to it."""
        if not (0 <= at_a < len(self.a) and 0 <= at_b < len(self.b)) or self.a[at_a] != self.b[at_b]:
            return False
        if self.free_a[at_a] and not self.free_b[at_b]:
            grown = self._slide(self.begins_b, at_b, step, in_b=True)
        elif self.free_b[at_b] and not self.free_a[at_a]:
            grown = self._slide(self.begins_a, at_a, step, in_b=False)
        else:
            grown = bool(self.free_a[at_a] and self.free_b[at_b])
        if grown:
            self.free_a[at_a] = self.free_b[at_b] = False
        return grown

    def _slide(self, begins: NDArray[np.int64], at: int, step: int, *, in_b: bool) -> bool:
        """Move a gap of one side by a word, so that its word ``at`` is left over; the words at its ends are equal."""
        row = int(np.searchsorted(begins, at, side="right"))
        # The block that word ``at`` is the first or the last of, and the block across the gap.
        left, right = (row - 2, row - 1) if step > 0 else (row - 1, row)
        if left < 1 or right >= len(self.blocks) - 1:
            return False
        before, after = self.blocks[left], self.blocks[right]
        words, free = (self.b, self.free_b) if in_b else (self.a, self.free_a)
        low, high = (before.end_b, after.b) if in_b else (before.end_a, after.a)
        other_gap = after.a - before.end_a if in_b else after.b - before.end_b
        instead, edge = (low, high) if step > 0 else (high - 1, low - 1)
        shrinks = after if step > 0 else before
        if other_gap or edge != at or shrinks.words == 1 or not free[instead] or words[instead] != words[at]:
            return False
        self.blocks[left] = Block(a=before.a, b=before.b, words=before.words + step)
        self.blocks[right] = Block(a=after.a + step, b=after.b + step, words=after.words - step)
        self.begins_a[right] += step
        self.begins_b[right] += step
        free[instead], free[at] = False, True
        return True

    def joined(self) -> list[list[Block]]:
        """Tiles that follow each other closely, with nothing but words left over between them, are one move."""
        moves: list[list[Block]] = []
        for tile in sorted(self.tiles):
            last = moves[-1][-1] if moves else None
            if (
                last is not None
                and 0 <= tile.a - last.end_a <= _JOINED_WORDS
                and 0 <= tile.b - last.end_b <= _JOINED_WORDS
                and self.free_a[last.end_a : tile.a].all()
                and self.free_b[last.end_b : tile.b].all()
            ):
                moves[-1].append(tile)
            else:
                moves.append([tile])
        return moves
