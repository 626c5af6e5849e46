"""Blocks: runs of equal words of a global alignment of two stretches of text, computed by rapidfuzz."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Block", "align_stretches", "as_text", "merged_blocks"]

_FIRST_SURROGATE = 0xD800
_SURROGATES = 0x800
_LARGEST_CALL = 3000
"""Words a side in one call of rapidfuzz: above, time and memory grow with the product of the lengths."""

_LONE_WORDS = 3
"""Words of a block that may be moved across a gap; more do not stand twice by chance."""

_CUT_WORDS = 8
"""Equal words of a run at which a long stretch may be cut: a run this long is not there by chance."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Block:
    """``words`` equal words, beginning at word ``a`` on side a and word ``b`` on side b."""

    a: int
    b: int
    words: int

    @property
    def end_a(self) -> int:
        """First word after the block on side a."""
        return self.a + self.words

    @property
    def end_b(self) -> int:
        """First word after the block on side b."""
        return self.b + self.words


def as_text(keys_a: NDArray[np.uint32], keys_b: NDArray[np.uint32]) -> tuple[str, str]:
    """Two sequences of words as strings with one character a distinct word.

    rapidfuzz compares strings three times faster than lists, and compares what is no string by hash, so that
    unequal
    values can pass for equal; strings of characters of our own are safe. Surrogates are left out.

    Args:
        keys_a: uint32[n].
        keys_b: uint32[m].

    Returns:
        Strings of length n and m; equal characters stand for equal keys.
    """
    _, ids = np.unique(np.concatenate((keys_a, keys_b)), return_inverse=True)
    points = ids.astype(np.uint32) + 1
    points[points >= _FIRST_SURROGATE] += _SURROGATES
    text = points.astype("<u4").tobytes().decode("utf-32-le")
    return text[: len(keys_a)], text[len(keys_a) :]


def align_stretches(
    words_a: NDArray[np.uint32],
    words_b: NDArray[np.uint32],
    box: tuple[int, int, int, int],
    anchors: Sequence[Block],
) -> list[Block]:
    """Align two stretches of documents by their longest common subsequence.

    Args:
        words_a: uint32[n] words of document a.
        words_b: uint32[m] words of document b.
        box: First and last word (half-open) on side a, then on side b.
        anchors: Runs of equal words inside the box, in order on both sides. The longest, if it is long,
            is part of the alignment, or what was moved would be aligned in its old order each time; a long stretch is
            cut at others too.

    Returns:
        Blocks in order, none touching the next on both sides.

    Source: Hyyro 2004, bit-parallel longest common subsequence, as rapidfuzz has it.
    Cost: product of the lengths / 64 for stretches below the limit of one call, linear in the number of calls
    above.
    """
    begin_a, end_a, begin_b, end_b = box
    blocks: list[Block] = []
    surest = max(anchors, key=lambda anchor: (anchor.words, -anchor.a, -anchor.b), default=None)
    large = max(end_a - begin_a, end_b - begin_b) > _LARGEST_CALL
    for anchor in anchors:
        if anchor.a < begin_a or anchor.b < begin_b or anchor.end_a > end_a or anchor.end_b > end_b:
            continue
        far = max(anchor.a - begin_a, anchor.b - begin_b) >= _LARGEST_CALL // 6
        if anchor.words >= _CUT_WORDS and (anchor is surest or (large and far)):
            blocks += _common(words_a, words_b, (begin_a, anchor.a, begin_b, anchor.b))
            blocks.append(anchor)
            begin_a, begin_b = anchor.end_a, anchor.end_b
    blocks += _common(words_a, words_b, (begin_a, end_a, begin_b, end_b))
    return merged_blocks(_settled(merged_blocks(blocks), words_a, words_b))


def _common(
    words_a: NDArray[np.uint32], words_b: NDArray[np.uint32], box: tuple[int, int, int, int]
) -> list[Block]:
    """Blocks of the longest common subsequence of two stretches."""
    begin_a, end_a, begin_b, end_b = box
    if begin_a >= end_a or begin_b >= end_b:
        return []
    text_a, text_b = as_text(words_a[begin_a:end_a], words_b[begin_b:end_b])
    return [
        Block(a=begin_a + found.a, b=begin_b + found.b, words=found.size)
        for found in Indel.opcodes(text_a, text_b).as_matching_blocks()
        if found.size
    ]


def _settled(blocks: list[Block], words_a: NDArray[np.uint32], words_b: NDArray[np.uint32]) -> list[Block]:
    """Move lone words out of the middle of what one side lacks, to its end or begin, where they stand as well.

    "tense ... The question" against "tense. All the hours ... together. The question": which "the" is matched is all
    one to the subsequence, but one long cut is likelier than two with a word between them.
    """
    settled = list(blocks)
    for row in range(len(settled) - 2, 0, -1):
        left, block, right = settled[row - 1 : row + 2]
        if block.words > _LONE_WORDS:
            continue
        right_a, right_b = right.a - block.words, right.b - block.words
        if right_a < block.a or right_b < block.b or (right_a > block.a) == (right_b > block.b):
            continue
        if _equal(words_a, words_b, right_a, right_b, block.words):
            settled[row] = Block(a=right_a, b=right_b, words=block.words)
    for row in range(1, len(settled) - 1):
        left, block, right = settled[row - 1 : row + 2]
        if block.words > _LONE_WORDS or (right.a == block.end_a and right.b == block.end_b):
            continue
        left_a, left_b = left.end_a, left.end_b
        if (block.a > left_a) == (block.b > left_b):
            continue
        if _equal(words_a, words_b, left_a, left_b, block.words):
            settled[row] = Block(a=left_a, b=left_b, words=block.words)
    return settled


def _equal(words_a: NDArray[np.uint32], words_b: NDArray[np.uint32], a: int, b: int, words: int) -> bool:
    return bool(np.array_equal(words_a[a : a + words], words_b[b : b + words]))


def merged_blocks(blocks: list[Block]) -> list[Block]:
    """Join blocks that touch on both sides: cutting at an anchor may have parted them."""
    merged: list[Block] = []
    for block in blocks:
        if merged and merged[-1].end_a == block.a and merged[-1].end_b == block.b:
            merged[-1] = Block(a=merged[-1].a, b=merged[-1].b, words=merged[-1].words + block.words)
        else:
            merged.append(block)
    return merged
