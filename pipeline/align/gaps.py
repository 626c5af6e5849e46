"""Gaps: what lies between two runs of equal words, what it costs, and whether it parts two passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from pipeline.minhash.information import MILLIBITS

if TYPE_CHECKING:
    from pipeline.align.blocks import Block
    from pipeline.align.corpus_view import DocumentView

__all__ = ["GapRule", "Gaps", "gap_words"]

_LIKE_WORDS = 8
"""Words of a gap up to which words are compared letter by letter: longer ones are rewritten text."""

_LIKE = 0.7
"""Likeness of two words (1 - Indel distance / length) from which they are one word, misread or inflected."""

_SPLIT_WORDS = 5
"""Words of the longer side up to which both sides of a gap may be the same letters, cut into words otherwise."""

_SPLIT_LIKE = 0.8
"""Likeness of the letters of such a gap: more is asked than of single words, for there are more ways to be alike."""

_LIKE_LETTERS = 4
"""Letters both words must have: short words are alike by chance."""

_PER_LETTER = 900
"""Millibits a letter that like words share is worth: far less than a letter's four bits, for letters foretell each
other."""

_LIKE_MOST = 6 * MILLIBITS
"""A misread word is worth no more than a common word that is equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRule:
    """What a gap between two blocks costs, in millibits, and which gaps part two passages.

    A differing word costs ``mismatch``, a word on one side only ``gap``; the whole is bounded, for a long cut is
    one act. An unmarked gap joins when its short side has at most ``max_short`` words and its long side at most
    ``max_long``; a gap marked by an ellipsis or a bracket joins however long it is and costs no more than ``marked``.
    """

    mismatch: int
    gap: int
    max_short: int
    max_long: int
    bound: int = 14 * MILLIBITS
    per_word: int = 3 * MILLIBITS // 4
    marked: int = 4 * MILLIBITS

    def cost(self, words_a: int, words_b: int) -> int:
        """Millibits an unmarked gap of that many words on each side costs."""
        both, one = min(words_a, words_b), abs(words_a - words_b)
        return min(self.mismatch * both + self.gap * one, self.bound + self.per_word * (words_a + words_b))

    def joins(self, words_a: int, words_b: int) -> bool:
        """Whether an unmarked gap of that many words on each side lies inside one passage."""
        return min(words_a, words_b) <= self.max_short and max(words_a, words_b) <= self.max_long


def gap_words(left: Block, right: Block) -> tuple[int, int]:
    """Words between two blocks on side a and on side b."""
    return right.a - left.end_a, right.b - left.end_b


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Prices the gaps of one pair of documents by their words and by what the text shows."""

    a: DocumentView
    b: DocumentView
    rule: GapRule

    def price(self, left: Block, right: Block) -> int | None:
        """What a gap costs.

        Args:
            left: Block before the gap.
            right: Block after it.

        Returns:
            Millibits, below zero where like words tell more than the rest costs; None where the gap parts two passages.

        Cost: of short gaps the comparison of their words.
        """
        words_a, words_b = gap_words(left, right)
        if words_b < 0:
            return self.rule.bound  # the next block was moved
        cost = self.rule.cost(words_a, words_b)
        joins = self.rule.joins(words_a, words_b)
        if (not joins or cost > self.rule.marked) and self.is_marked(left, right):
            return self.rule.marked
        if not joins:
            return None
        if words_a == words_b and 0 < words_a <= _LIKE_WORDS:
            return cost - self._gain(left, words_a)
        if words_a != words_b and min(words_a, words_b) > 0 and max(words_a, words_b) <= _SPLIT_WORDS:
            return cost - self._gain_of_split(left, words_a, words_b, cost)
        return cost

    def is_marked(self, left: Block, right: Block) -> bool:
        """Whether the short side of a gap holds an ellipsis or a bracket."""
        words_a, words_b = gap_words(left, right)
        if words_a <= words_b:
            return self.a.is_marked(left.end_a - 1, right.a)
        return self.b.is_marked(left.end_b - 1, right.b)

    def _gain_of_split(self, left: Block, words_a: int, words_b: int, cost: int) -> int:
        """What words tell that one side writes as one or cuts up ("upon me", "uponme"), and what they do not cost."""
        one = "".join(self.a.folded(left.end_a + at) for at in range(words_a))
        other = "".join(self.b.folded(left.end_b + at) for at in range(words_b))
        if min(len(one), len(other)) < _LIKE_LETTERS:
            return 0
        likeness = Indel.normalized_similarity(one, other, score_cutoff=_SPLIT_LIKE)
        if not likeness:
            return 0
        shared = round(likeness * (len(one) + len(other)) / 2)
        return cost + min(_LIKE_MOST * min(words_a, words_b), _PER_LETTER * shared)

    def _gain(self, left: Block, words: int) -> int:
        """What like words right after ``left`` tell, and what they do not cost."""
        gain = 0
        for at in range(words):
            one, other = self.a.folded(left.end_a + at), self.b.folded(left.end_b + at)
            shorter = min(len(one), len(other))
            if shorter < _LIKE_LETTERS:
                continue
            likeness = Indel.normalized_similarity(one, other, score_cutoff=_LIKE)
            if likeness:
                shared = round(likeness * (len(one) + len(other)) / 2)
                gain += self.rule.mismatch + min(_LIKE_MOST, _PER_LETTER * shared)
        return gain
