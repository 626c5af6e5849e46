"""Chaining: the best sequence of runs of equal words that keeps its order on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Run", "best_chain"]

_LOOK_BACK = 100
"""Runs before a run that may precede it in a chain: bounds the work where a text repeats itself densely."""

_DRIFT = 500
"""Millibits for each word by which the two sides of a gap differ: of two continuations, the straighter one."""

_SKIP = 200
"""Millibits for each word that a gap passes over on both sides."""

_NONE = -(2**60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Runs of equal words as columns, int64[n], sorted by ``a`` and ``b``.

    Attributes:
        a: First word on side a.
        b: First word on side b.
        words: Length in words.
        worth: What the words tell, in millibits.
    """

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    words: NDArray[np.int64]
    worth: NDArray[np.int64]

    def take(self, rows: NDArray[np.bool_] | list[int]) -> Run:
        """Some of the runs."""
        return Run(a=self.a[rows], b=self.b[rows], words=self.words[rows], worth=self.worth[rows])

    def __len__(self) -> int:
        """The number of runs."""
        return len(self.a)


def best_chain(runs: Run) -> tuple[list[int], int]:
    """The co-linear chain with the highest worth.

    Args:
        runs: At least one run.

    Returns:
        Numbers of the runs in order, and the worth of the chain in millibits less its gaps.

    Source: Abouelhoda, Ohlebusch 2005 (chaining with gap costs), by plain look-back.
    Cost: ``_LOOK_BACK`` steps a run.
    """
    n = len(runs)
    if n == 1:
        return [0], int(runs.worth[0])
    best = runs.worth.copy()
    previous = np.full(n, -1)
    end_a, end_b = runs.a + runs.words, runs.b + runs.words
    for row in range(1, n):
        back = slice(max(0, row - _LOOK_BACK), row)
        gap_a = runs.a[row] - end_a[back]
        gap_b = runs.b[row] - end_b[back]
        overlap = np.maximum(0, np.maximum(-gap_a, -gap_b))
        follows = (
            (runs.a[back] < runs.a[row])
            & (runs.b[back] < runs.b[row])
            & (end_a[back] < end_a[row])
            & (end_b[back] < end_b[row])
            & (overlap < runs.words[row])
        )
        if not follows.any():
            continue
        cost = np.abs(gap_a - gap_b) * _DRIFT + np.maximum(0, np.minimum(gap_a, gap_b)) * _SKIP
        lost = overlap * runs.worth[row] // runs.words[row]
        total = np.where(follows, best[back] - cost - lost, _NONE)
        at = int(total.argmax())
        if total[at] > 0:
            best[row] += total[at]
            previous[row] = back.start + at
    row = int(best.argmax())
    worth = int(best[row])
    chain = []
    while row >= 0:
        chain.append(row)
        row = int(previous[row])
    return chain[::-1], worth
