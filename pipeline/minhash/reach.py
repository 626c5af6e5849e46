"""Reach: what a region may come to when it is aligned, from its words alone, for all regions at once.

Most regions are a few runs of words that every text of the language has, near each other by chance or because two
sentences are built alike. To align them would be the dearest part of a run. What they may come to can be told from
sums: along the diagonal of a run the words are compared one by one, equal words gain what they tell, unequal words cost
more than that, and the best stretches are chained.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.spans import parts_of_about, places_in_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.minhash.regions import Regions

__all__ = ["region_reach"]

_UNEQUAL_NUMERATOR, _UNEQUAL_DENOMINATOR = 3, 2
"""What unequal words cost, as a multiple of what they would have told. With 1, stretches count in which half of what
the words tell is kept. Measured on five sets with known reuse: 1.5 loses one true passage in 300 and halves the
others."""

_WORDS_AT_ONCE = 1 << 20

_MOST_SEGMENTS = 24
"""Segments of a region up to which they are chained; a region with more is one to look at, whatever they come to."""

_DRIFT = 500
"""Millibits for each word by which the two sides of a gap differ, as in chaining (``align.chain``)."""

_SKIP = 200
"""Millibits for each word that a gap passes over on both sides."""

_LOW = np.int64(-(1 << 60))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Segments:
    """The best stretch of each diagonal of each region: int64 columns, by region, then left, then right."""

    region: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    words: NDArray[np.int64]
    worth: NDArray[np.int64]


def region_reach(
    regions: Regions, word_hash: NDArray[np.uint32], novel: NDArray[np.int16]
) -> NDArray[np.int64]:
    """What each region may come to, in millibits.

    Args:
        regions: Runs of equal words, grouped.
        word_hash: uint32[n_words].
        novel: int16[n_words], what each word tells (``Information``).

    Returns:
        int64[n_regions]: the best chain of ungapped segments, with gaps that cost less than in an alignment. Words
        that only a gapped alignment finds are not in it, so that a passage may come to more.

    Source: Altschul et al. 1990 (ungapped high-scoring segment pairs); Kadane's maximal segment, by prefix sums;
    chaining as in ``align.chain``.
    Cost: one step a word of each diagonal's span, and the square of a region's diagonals.
    """
    if len(regions) == 0:
        return np.empty(0, np.int64)
    segments = _best_segments(regions, word_hash, novel)
    return _chained(segments, len(regions))


def _best_segments(regions: Regions, word_hash: NDArray[np.uint32], novel: NDArray[np.int16]) -> _Segments:
    sizes = np.diff(regions.starts)
    region = np.repeat(np.arange(len(regions)), sizes)
    left = regions.runs.left.astype(np.int64)
    shift = regions.runs.right.astype(np.int64) - left
    words = regions.runs.words.astype(np.int64)
    order = np.lexsort((left, shift, region))
    region, left, shift, words = region[order], left[order], shift[order], words[order]
    opens = np.ones(len(order), bool)
    opens[1:] = (region[1:] != region[:-1]) | (shift[1:] != shift[:-1])
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(order)) - 1
    span = left[last] + words[last] - left[first]
    parts = [
        _best_stretches(left[first[part]], shift[first[part]], span[part], word_hash, novel)
        for part in parts_of_about(span, _WORDS_AT_ONCE)
    ]
    begin, length, worth = (np.concatenate(column) for column in zip(*parts, strict=True))
    region, shift = region[first], shift[first]
    order = np.lexsort((begin + shift, begin, region))
    return _Segments(
        region=region[order],
        left=begin[order],
        right=(begin + shift)[order],
        words=length[order],
        worth=worth[order],
    )


def _best_stretches(
    left: NDArray[np.int64],
    shift: NDArray[np.int64],
    span: NDArray[np.int64],
    word_hash: NDArray[np.uint32],
    novel: NDArray[np.int16],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Begin, words and worth of the stretch of each span that gains most."""
    at = places_in_spans(left, span)
    other = at + np.repeat(shift, span)
    told_left, told_right = novel[at].astype(np.int64), novel[other].astype(np.int64)
    lost = np.minimum(told_left, told_right) * _UNEQUAL_NUMERATOR // _UNEQUAL_DENOMINATOR
    total = np.cumsum(np.where(word_hash[at] == word_hash[other], told_left, -lost))
    before = np.concatenate(([0], total[:-1]))
    # Sums fall far from one span to the next, so that the smallest before a word is that of its own span.
    step = np.int64(2 * np.abs(total).max() + 1)
    fall = np.repeat(np.arange(len(span)) * step, span)
    lowest = np.minimum.accumulate(before - fall)
    gain = total - fall - lowest
    firsts = np.cumsum(span) - span
    worth = np.maximum.reduceat(gain, firsts)
    place = np.arange(len(at))
    ends = np.minimum.reduceat(np.where(gain == np.repeat(worth, span), place, len(at)), firsts)
    falls = np.ones(len(at), bool)
    falls[1:] = lowest[1:] < lowest[:-1]
    begins = np.maximum.accumulate(np.where(falls, place, 0))[ends]
    return at[begins], ends - begins + 1, worth


def _chained(segments: _Segments, n_regions: int) -> NDArray[np.int64]:
    """The worth of the best chain of each region's segments."""
    sizes = np.bincount(segments.region, minlength=n_regions)
    firsts = np.cumsum(sizes) - sizes
    # Where there are many, their sum: never less than a chain of them.
    reach = np.add.reduceat(segments.worth, firsts)
    for size in np.unique(sizes):
        if 1 < size <= _MOST_SEGMENTS:
            alike = np.flatnonzero(sizes == size)
            rows = firsts[alike][:, None] + np.arange(size)
            reach[alike] = _best_chains(
                *(column[rows] for column in (segments.left, segments.right, segments.words, segments.worth))
            )
    return reach


def _best_chains(
    left: NDArray[np.int64], right: NDArray[np.int64], words: NDArray[np.int64], worth: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The worth of the best chain of each row of segments, int64[m, k] each, sorted by left and right."""
    best = worth.copy()
    end_left, end_right = left + words, right + words
    for at in range(1, worth.shape[1]):
        back = slice(0, at)
        gap_left, gap_right = left[:, at, None] - end_left[:, back], right[:, at, None] - end_right[:, back]
        overlap = np.maximum(0, np.maximum(-gap_left, -gap_right))
        follows = (
            (left[:, back] < left[:, at, None])
            & (right[:, back] < right[:, at, None])
            & (end_left[:, back] < end_left[:, at, None])
            & (end_right[:, back] < end_right[:, at, None])
            & (overlap < words[:, at, None])
        )
        cost = np.abs(gap_left - gap_right) * _DRIFT + np.maximum(0, np.minimum(gap_left, gap_right)) * _SKIP
        lost = overlap * worth[:, at, None] // words[:, at, None]
        joined = np.where(follows, best[:, back] - cost - lost, _LOW).max(axis=1)
        best[:, at] += np.maximum(0, joined)
    return np.asarray(best.max(axis=1), np.int64)
