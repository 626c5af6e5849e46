"""Stray words: equal words in rewritten text that chance explains, and that are better not set against each other.

A word between two gaps is worth its rarity in bits, and costs what the gaps allow chance to find: an equal word tells
nothing where twenty words stand against thirty, and much where one stands against one.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.information import MILLIBITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["gap_cost", "without_strays", "word_bits"]

Span = tuple[int, int, int, int]
"""Words on side a, then on side b, half-open."""

_SURE = 40 * MILLIBITS
"""Millibits of a run that no gap makes doubtful: it is not asked again."""

_WORD_WEIGHT, _GAP_WEIGHT = 6, 10
"""Words beside each other are not independent, so they tell 0.6 of the sum of their bits (as in acceptance)."""

_SHORT_TEXT = 500
"""Words of both sides below which their counts say too little of how rare a word is: few words stand there twice."""

_LOOK_BACK = 40
"""Blocks that may be passed over in a row; among more there is a sure one, or nothing is worth keeping."""


def word_bits(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> NDArray[np.int64]:
    """What each word of side a tells where side b has it too.

    Args:
        a: Words of side a as numbers from 0 up.
        b: The same of side b.

    Returns:
        int64[n] millibits: log2 of one in how many words of both sides each word of side a is. A text too short to
        tell is taken for the begin of a longer one without these words.
    """
    counts = np.bincount(np.concatenate((a, b)), minlength=1)[a]
    distinct, row = np.unique(counts, return_inverse=True)
    words = max(_SHORT_TEXT, len(a) + len(b))
    # By math, not by numpy, whose logarithm depends on the processor.
    told = [round(MILLIBITS * math.log2(words / count)) for count in distinct.tolist()]
    return np.array(told, np.int64)[row]


def gap_cost(words_a: int, words_b: int) -> int:
    """Millibits of the places at which chance may find an equal word between so many words of both sides."""
    return _millibits((1 + words_a) * (1 + words_b))


@functools.lru_cache(maxsize=1 << 16)
def _millibits(places: int) -> int:
    return round(MILLIBITS * math.log2(places))


def without_strays(spans: Sequence[Span], gains: Sequence[int], words: tuple[int, int]) -> list[int]:
    """Which parts of an alignment to keep.

    Args:
        spans: Words on side a and on side b (half-open) of each part, in order on both sides.
        gains: Millibits each is worth.
        words: Words of both sides.

    Returns:
        Rows of the parts that are worth most after what the gaps between them cost, in order.

    Source: chaining with concave gap costs (Myers, Miller 1995). Cost: linear, 40 steps a part at most.
    """
    ends = [(0, 0, 0, 0), *spans, (words[0], words[0], words[1], words[1])]
    worth = [0, *(_WORD_WEIGHT * gain for gain in gains), 0]
    best = [0] * len(ends)
    before = [-1] * len(ends)
    floor = 0
    for row in range(1, len(ends)):
        begin_a, _, begin_b, _ = ends[row]
        top: int | None = None
        for at in range(row - 1, max(floor, row - _LOOK_BACK) - 1, -1):
            places = (1 + begin_a - ends[at][1]) * (1 + begin_b - ends[at][3])
            value = best[at] - _GAP_WEIGHT * _millibits(places)
            if top is None or value > top:
                top, before[row] = value, at
        if 0 < row <= len(gains) and gains[row - 1] >= _SURE:
            floor = row
        else:
            best[row] = (top or 0) + worth[row]
    kept: list[int] = []
    at = before[-1]
    while at > 0:
        kept.append(at - 1)
        at = before[at]
    return _without_islands(kept[::-1], spans, gains, words)


def _without_islands(
    kept: list[int],
    spans: Sequence[Span],
    gains: Sequence[int],
    words: tuple[int, int],
) -> list[int]:
    """Leave out, weakest first, what tells no more than chance finds between its neighbours.

    Where many words of one side come before it and many of the other behind it, the gaps beside it cost little each by
    itself, but chance had both to find it in: the expected number of such words must be below one.
    """
    while True:
        ends = [(0, 0, 0, 0), *(spans[row] for row in kept), (words[0], words[0], words[1], words[1])]
        lacks = [
            _places_bits(before, spans[row], after) - gains[row]
            for row, before, after in zip(kept, ends, ends[2:], strict=False)
        ]
        around = [0, *lacks, 0]
        weakest = {
            at for at, lack in enumerate(lacks) if lack > max(0, around[at + 2]) and lack >= around[at]
        }
        if not weakest:
            return kept
        kept = [row for at, row in enumerate(kept) if at not in weakest]


def _places_bits(before: Span, span: Span, after: Span) -> int:
    """Millibits of the places at which chance could have found an equal word instead of this one.

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
