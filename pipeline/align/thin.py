"""Thin stretches: where a match tells next to nothing, although it goes on beyond, it is cut.

A score joins whatever gains: two stretches that tell much carry a hundred words between them that tell nothing, and an
edge runs on as long as a few words more are gained. The words of one reuse tell about alike all the way: a copy much,
a retelling little. So a stretch is cut out where its words tell next to nothing *and* that could not be the same reuse
going on, judged by how much the rest tells. A retelling that tells little everywhere stays one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from pipeline.align.corpus_view import pair_worth
from pipeline.align.gaps import gap_words
from pipeline.minhash.information import MILLIBITS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from pipeline.align.blocks import Block
    from pipeline.align.corpus_view import DocumentView
    from pipeline.align.gaps import Gaps

__all__ = ["cut_thin", "thinnest"]

_CHANGE = 12
"""Natural logarithm of how much likelier two kinds of text are than one from which a stretch is cut out: far more than
the choice of both ends explains, which is twice the logarithm of the number of gaps."""

_VARIANCE = 12
"""Variance of what a word tells, in bits squared: words of 1 to 10 bits, some of them replaced."""

_THIN_MILLIBITS = 3 * MILLIBITS // 5
"""What a word of a thin stretch tells at most, in the mean, less what differs costs. Other text tells less than
nothing; where every second word is kept as it was, a word tells more."""

_INSIDE_WORDS = 20
"""Words of a stretch that is cut out between two others: a sentence. A phrase that was replaced is a variant."""

_EDGE_WORDS = 10
"""Words of a stretch at either end: what is taken off there parts nothing."""

_LEAST_MILLIBITS = 10_000
"""What a piece must be worth to be kept until acceptance, where the corpus is known."""

_ONE_SIDED_MILLIBITS = 4 * MILLIBITS
"""What words of one side only count against a stretch at most: a cut says nothing about what is kept."""

_LIKE = 0.8
"""Likeness of the letters of both sides (1 - Indel distance / length) from which a stretch was misread and not
rewritten, as for words that one side cuts up otherwise (``gaps``). One letter in ten misread leaves about .9."""

_LIKE_WORDS = 200
"""Words of a stretch up to which its letters are compared."""

_MOST_GAPS = 200
"""Gaps of a stretch that is looked at: bounds the work where a long match is full of small differences."""


def cut_thin(
    part: list[Block], a: DocumentView, b: DocumentView, gaps: Gaps, *, word_weight: float
) -> list[list[Block]]:
    """Cut a part where a stretch tells next to nothing and the rest of it tells much.

    Args:
        part: Blocks in order on both sides.
        a: Document of side a.
        b: Document of side b, the same object inside one document.
        gaps: Prices of gaps between these documents.
        word_weight: Share of a word's rarity that counts.

    Returns:
        One or more parts, in order; a stretch that was cut out is a part of its own where it is worth one.

    Source: the likelihood ratio for a segment whose mean differs, as in Olshen, Venkatraman and others: Circular binary
    segmentation, Biostatistics 5, 2004. What it mends is the mosaic effect of local alignment (Zhang, Berman, Wiehe,
    Miller: Post-processing long pairwise alignments, Bioinformatics 15, 1999).
    Cost: for each cut the number of gaps, times ``_MOST_GAPS`` at most.
    """
    values, words = _values(part, a, b, gaps, word_weight=word_weight)
    pieces = _pieces(values, words, 0, len(values), lambda begin, end: _misread(part, a, b, begin, end))
    if len(pieces) == 1:
        return [part]
    return [
        part[begin // 2 : (end + 1) // 2]
        for begin, end in pieces
        if int(values[begin:end].sum()) >= _LEAST_MILLIBITS
    ]


def thinnest(values: NDArray[np.int64], words: NDArray[np.int64]) -> tuple[int, int] | None:
    """The stretch that is least likely to be the same reuse as the rest.

    Args:
        values: int64[2n - 1] millibits, of blocks and of the gaps between them in turn.
        words: int64[2n - 1], the words of each that both sides have.

    Returns:
        Half-open range of ``values``, which begins and ends with a gap unless it lies at an end; None if no stretch is
        thin enough, or unlike the rest enough.
    """
    n = (len(values) + 1) // 2
    total = np.concatenate(([0], np.cumsum(values)))
    count = np.concatenate(([0], np.cumsum(words)))
    # One row a begin (the first block, or a gap), one column an end (a gap, or the last block).
    row = np.arange(n)[:, None]
    column = row - 1 + np.arange(min(n, _MOST_GAPS) + 1)[None, :]
    begin = np.maximum(0, 2 * row - 1)
    end = np.clip(2 * column + 2, 0, len(values))
    there = (column >= 0) & (column < n) & (end > begin)
    thin_bits, thin_words = total[end] - total[begin], count[end] - count[begin]
    rest_bits, rest_words = total[-1] - thin_bits, count[-1] - thin_words
    inside = (begin > 0) & (end < len(values))
    fits = (
        there
        & (thin_words >= np.where(inside, _INSIDE_WORDS, _EDGE_WORDS))
        & (thin_bits < _THIN_MILLIBITS * thin_words)
        & (rest_words > 0)
        & (rest_bits * thin_words > thin_bits * rest_words)
    )
    if not fits.any():
        return None
    change = (
        np.square(thin_bits / np.maximum(1, thin_words)) * thin_words
        + np.square(rest_bits / np.maximum(1, rest_words)) * rest_words
        - np.square(total[-1] / max(1, int(count[-1]))) * count[-1]
    ) / (2 * _VARIANCE * MILLIBITS**2)
    change = np.where(fits, change, 0)
    at = np.unravel_index(int(change.argmax()), change.shape)
    return (int(begin[at[0], 0]), int(end[at])) if change[at] > _CHANGE else None


def _pieces(
    values: NDArray[np.int64],
    words: NDArray[np.int64],
    begin: int,
    end: int,
    misread: Callable[[int, int], bool],
) -> list[tuple[int, int]]:
    """Ranges of values that begin and end with a block, in order; one where nothing is thin."""
    if end - begin < 3:  # noqa: PLR2004 - one block has no gap
        return [(begin, end)]
    found = thinnest(values[begin:end], words[begin:end])
    if found is None:
        return [(begin, end)]
    first, last = begin + found[0], begin + found[1]
    if misread(first, last):
        return [(begin, end)]
    before = _pieces(values, words, begin, first, misread) if first > begin else []
    after = _pieces(values, words, last, end, misread) if last < end else []
    inner = (first + (first > begin), last - (last < end))
    return [*before, *([inner] if inner[1] > inner[0] else []), *after]


def _misread(part: Sequence[Block], a: DocumentView, b: DocumentView, begin: int, end: int) -> bool:
    """Whether a stretch is the same letter for letter but for what was misread, word after word."""
    left, right = part[begin // 2], part[min(end // 2, len(part) - 1)]
    at_end = end == 2 * len(part) - 1
    first_a, first_b = (left.end_a, left.end_b) if begin else (left.a, left.b)
    last_a, last_b = (right.end_a, right.end_b) if at_end else (right.a, right.b)
    one = "".join(a.folded(word) for word in range(first_a, min(last_a, first_a + _LIKE_WORDS)))
    other = "".join(b.folded(word) for word in range(first_b, min(last_b, first_b + _LIKE_WORDS)))
    return Indel.normalized_similarity(one, other, score_cutoff=_LIKE) > 0


def _values(
    part: Sequence[Block], a: DocumentView, b: DocumentView, gaps: Gaps, *, word_weight: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What blocks and gaps are worth, in turn, and how many words of them both sides have."""
    at = np.concatenate([np.arange(block.a, block.end_a) for block in part])
    worth = pair_worth(a, b, a.words[at], same_document=a is b, word_weight=word_weight)
    values = np.zeros(2 * len(part) - 1, np.int64)
    words = np.zeros(2 * len(part) - 1, np.int64)
    words[::2] = [block.words for block in part]
    values[::2] = np.add.reduceat(worth, np.concatenate(([0], np.cumsum(words[::2])[:-1])))
    for row, (left, right) in enumerate(itertools.pairwise(part)):
        price = gaps.price(left, right)
        both = max(0, min(gap_words(left, right)))
        cost = gaps.rule.bound if price is None else price
        values[2 * row + 1] = -(cost if both else min(cost, _ONE_SIDED_MILLIBITS))
        words[2 * row + 1] = both
    return values, words
