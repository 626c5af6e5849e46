"""The best alignment of two stretches of columns, with gaps that cost least where sentences end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.collation.likeness import EQUAL, column_gains
from pipeline.align.sentences import Border

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from pipeline.align.collation.profile import Column

__all__ = ["align_gap"]

_EDGE = EQUAL // 4
"""What each of the two edges of a gap costs inside a sentence. A lone word between two gaps, instead of beside one,
must gain more than two edges."""

_EDGE_AT_PARAGRAPH = EQUAL // 8
"""What it costs at the end of a paragraph: whole sentences are left out more often than parts of two."""

_EACH = EQUAL // 14
"""What each word of a gap costs; two words against nothing cost more than one unlike word against the other."""

_NEVER = -(1 << 40)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stretch:
    """Columns of one side, and what an edge of a gap costs before each of them and after the last."""

    columns: Sequence[Column]
    edge: NDArray[np.int64]


def align_gap(
    a: Sequence[Column],
    b: Sequence[Column],
    weights: Mapping[str, int],
    *,
    at_begin: bool,
    at_end: bool,
) -> list[tuple[int, int]]:
    """Align two stretches of columns.

    Args:
        a: n columns.
        b: m columns.
        weights: What each word is worth (``word_weights``).
        at_begin: Whether nothing stands before them on either side: a text may begin later than another.
        at_end: The same of what stands behind them.

    Returns:
        Pairs of columns in order on both sides: those that gain most, gaps counted against them. Of equals, words
        stand against the earlier ones.

    Source: Gotoh 1982, with costs of gaps that depend on their place. Cost: n * m, in numpy row by row.
    """
    if not a or not b:
        return []
    if len(a) == len(b) == 1:
        return [(0, 0)]
    left = _Stretch(columns=a, edge=_edges(a, at_begin=at_begin, at_end=at_end))
    right = _Stretch(columns=b, edge=_edges(b, at_begin=at_begin, at_end=at_end))
    return _Table(left, right, weights, at_begin=at_begin, at_end=at_end).pairs()


def _edges(columns: Sequence[Column], *, at_begin: bool, at_end: bool) -> NDArray[np.int64]:
    """The cost of an edge of a gap before each column, and after the last."""
    border = np.array([*(column.border for column in columns), 0], np.int64)
    cost = _EDGE - (_EDGE - _EDGE_AT_PARAGRAPH) * border // int(Border.PARAGRAPH)
    if at_begin:
        cost[0] = 0
    if at_end:
        cost[-1] = 0
    return cost


class _Table:
    """The table of what the best alignments of all beginnings gain.

    ``best[i, j]`` is what the first i columns of a and j of b gain; ``down[i, j]`` the same where the last thing is an
    open gap of words of a alone; ``across[i, j]`` where it is one of words of b alone.
    """

    def __init__(
        self, a: _Stretch, b: _Stretch, weights: Mapping[str, int], *, at_begin: bool, at_end: bool
    ) -> None:
        n, m = len(a.columns), len(b.columns)
        self.gains = column_gains(a.columns, b.columns, weights)
        # Where one side has not begun or has ended, the other's words cost nothing, nor do edges among them.
        both_a, both_b = np.ones(m + 1, np.int64), np.ones(n + 1, np.int64)
        if at_begin:
            both_a[0] = both_b[0] = 0
        if at_end:
            both_a[-1] = both_b[-1] = 0
        self.each_a, self.each_b = _EACH * both_a, _EACH * both_b
        self.edge_a, self.edge_b = np.outer(a.edge, both_a), np.outer(both_b, b.edge)
        self.best = np.empty((n + 1, m + 1), np.int64)
        self.down = np.full((n + 1, m + 1), _NEVER, np.int64)
        self.across = np.full((n + 1, m + 1), _NEVER, np.int64)
        self._fill(n, m)

    def _fill(self, n: int, m: int) -> None:
        steps = np.arange(m + 1, dtype=np.int64)
        best, down, across = self.best, self.down, self.across
        row = np.full(m + 1, _NEVER, np.int64)
        row[0] = 0
        for i in range(n + 1):
            if i:
                np.maximum(down[i - 1], best[i - 1] - self.edge_a[i - 1], out=down[i])
                down[i] -= self.each_a
                np.subtract(down[i], self.edge_a[i], out=row)
                np.maximum(row[1:], best[i - 1, :-1] + self.gains[i - 1], out=row[1:])
            each = self.each_b[i]
            opened = row - self.edge_b[i] + each * steps
            np.maximum.accumulate(opened, out=opened)
            across[i, 1:] = opened[:-1] - each * steps[1:]
            np.maximum(row, across[i] - self.edge_b[i], out=best[i])

    def pairs(self) -> list[tuple[int, int]]:
        """The best alignment, read from the end; of equals a gap before a pair, so that words stand early."""
        found: list[tuple[int, int]] = []
        i, j = self.best.shape[0] - 1, self.best.shape[1] - 1
        while i and j:
            value = self.best[i, j]
            if value == self.across[i, j] - self.edge_b[i, j]:
                j = self._across_from(i, j)
            elif value == self.down[i, j] - self.edge_a[i, j]:
                i = self._down_from(i, j)
            else:
                i, j = i - 1, j - 1
                found.append((i, j))
        return found[::-1]

    def _across_from(self, i: int, j: int) -> int:
        """Where the gap of words of b that ends at j began."""
        value, each = self.across[i, j], self.each_b[i]
        for k in range(j - 1, -1, -1):
            if self.best[i, k] - self.edge_b[i, k] - each * (j - k) == value:
                return k
        return 0

    def _down_from(self, i: int, j: int) -> int:
        """Where the gap of words of a that ends at i began."""
        value, each = self.down[i, j], self.each_a[j]
        for k in range(i - 1, -1, -1):
            if self.best[k, j] - self.edge_a[k, j] - each * (i - k) == value:
                return k
        return 0
