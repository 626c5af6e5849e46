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

Span = tuple[int, int, int, int]
"""Words on side a, then on side b, half-open."""

_SURE_BITS = 24.0
"""Bits of a run that no gap makes doubtful: it is not asked again."""

_WORD_WEIGHT = 0.6
"""Words beside each other are not independent, so what they tell together is less than the sum (as in acceptance)."""

_SHORT_TEXT = 500
"""Words of both sides below which their counts say too little of how rare a word is: few words stand there twice."""

_LOOK_BACK = 40
"""Blocks that may be passed over in a row; among more there is a sure one, or nothing is worth keeping."""


def word_bits(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> NDArray[np.float64]:
    """What each word of side a tells where side b has it too.

    Args:
        a: Words of side a as numbers from 0 up.
        b: The same of side b.

    Returns:
        float64[n] bits: log2 of one in how many words of both sides each word of side a is. A text too short to tell is
        taken for the begin of a longer one without these words.
    """
    counts = np.bincount(np.concatenate((a, b)), minlength=1)
    return np.asarray(np.log2(max(_SHORT_TEXT, len(a) + len(b)) / counts[a]))


def gap_cost(words_a: int, words_b: int) -> float:
    """Bits of the places at which chance may find an equal word between so many words of both sides."""
    return math.log2((1 + words_a) * (1 + words_b))


def without_strays(spans: Sequence[Span], gains: Sequence[float], words: tuple[int, int]) -> list[int]:
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
    return _without_islands(kept[::-1], spans, worth[1:-1], words)


def _without_islands(
    kept: list[int],
    spans: Sequence[Span],
    worth: Sequence[float],
    words: tuple[int, int],
) -> list[int]:
    """Leave out, weakest first, what tells no more than chance finds between its neighbours.

    Where many words of one side come before it and many of the other behind it, the gaps beside it cost little each by
    itself, but chance had both to find it in. With the same weight on both sides this asks for an expected number of
    equal words below one.
    """
    while True:
        ends = [(0, 0, 0, 0), *(spans[row] for row in kept), (words[0], words[0], words[1], words[1])]
        lacks = [
            _WORD_WEIGHT * _places_bits(before, spans[row], after) - worth[row]
            for row, before, after in zip(kept, ends, ends[2:], strict=False)
        ]
        around = [0.0, *lacks, 0.0]
        weakest = {
            at for at, lack in enumerate(lacks) if lack > max(0.0, around[at + 2]) and lack >= around[at]
        }
        if not weakest:
            return kept
        kept = [row for at, row in enumerate(kept) if at not in weakest]


def _places_bits(before: Span, span: Span, after: Span) -> float:
    """Bits of the places at which chance could have found an equal word instead of this one.

    A word that follows or precedes equal text on one side has its place there; only along the other side could it have
    been found elsewhere. But where it touches the one neighbour on side a and the other on side b, what is left out
    before it and put in behind it may as well be one place rewritten.
    """
    touches_a = before[1] == span[0], span[1] == after[0]
    touches_b = before[3] == span[2], span[3] == after[2]
    opposite = touches_a in ((True, False), (False, True)) and touches_b == (touches_a[1], touches_a[0])
    places_a = after[0] - before[1] if opposite or not any(touches_a) else 0
    places_b = after[2] - before[3] if opposite or not any(touches_b) else 0
    return gap_cost(places_a, places_b)
