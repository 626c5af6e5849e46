"""Stray words: equal words in rewritten text that chance explains, and that are better not set against each other.

A word between two gaps is worth its rarity in bits, and costs what the gaps allow chance to find: an equal word tells
nothing where twenty words stand against thirty, and much where one stands against one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["gap_cost", "without_strays", "word_bits"]

_SURE_BITS = 24.0
"""Bits of a run that no gap makes doubtful: it is not asked again."""

_WORD_WEIGHT = 0.6
"""Words beside each other are not independent, so what they tell together is less than the sum (as in acceptance)."""

_LOOK_BACK = 40
"""Blocks that may be passed over in a row; among more there is a sure one, or nothing is worth keeping."""


def word_bits(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> NDArray[np.float64]:
    """What each word of side a tells where side b has it too.

    Args:
        a: Words of side a as numbers from 0 up.
        b: The same of side b.

    Returns:
        float64[n] bits: log2 of one in how many words of both sides each word of side a is.
    """
    counts = np.bincount(np.concatenate((a, b)), minlength=1)
    return np.asarray(np.log2((len(a) + len(b)) / counts[a]))


def gap_cost(words_a: int, words_b: int) -> float:
    """Bits of the places at which chance may find an equal word between so many words of both sides."""
    return math.log2((1 + words_a) * (1 + words_b))


def without_strays(
    spans: Sequence[tuple[int, int, int, int]], gains: Sequence[float], words: tuple[int, int]
) -> list[int]:
    """Which parts of an alignment to keep.

    Args:
        spans: Words on side a and on side b (half-open) of each part, in order on both sides.
        gains: Bits each is worth.
        words: Words of both sides.

    Returns:
        Rows of the parts that are worth most after what the gaps between them cost, in order.

    Source: chaining with concave gap costs (Myers, Miller 1995). Cost: linear, 40 steps a part at most.
    """
    ends = [(0, 0, 0, 0), *spans, (words[0], words[0], words[1], words[1])]
    worth = [math.inf, *(_WORD_WEIGHT * gain for gain in gains), math.inf]
    best = [0.0] * len(ends)
    before = [-1] * len(ends)
    floor = 0
    for row in range(1, len(ends)):
        begin_a, _, begin_b, _ = ends[row]
        top = -math.inf
        for at in range(row - 1, max(floor, row - _LOOK_BACK) - 1, -1):
            value = best[at] - math.log2((1 + begin_a - ends[at][1]) * (1 + begin_b - ends[at][3]))
            if value > top:
                top, before[row] = value, at
        if worth[row] >= _SURE_BITS:
            floor = row
        else:
            best[row] = top + worth[row]
    kept: list[int] = []
    at = before[-1]
    while at > 0:
        kept.append(at - 1)
        at = before[at]
    return kept[::-1]
