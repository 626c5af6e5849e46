"""Types of reuse: an ordered list of thresholds on what the alignment counted."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["REUSE_RULES", "WordCounts", "reuse_type"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCounts:
    """What the alignment of one match counted, in words."""

    words_a: int
    words_b: int
    equal: int
    substituted: int
    only_a: int
    only_b: int
    longest_run: int
    marked: int
    """Words that stand on one side against an ellipsis or a bracket on the other."""

    @property
    def columns(self) -> int:
        """Aligned places, gaps included."""
        return self.equal + self.substituted + self.only_a + self.only_b

    @property
    def word_identity(self) -> float:
        """Equal words among all aligned places."""
        return self.equal / self.columns if self.columns else 0.0

    @property
    def kept_identity(self) -> float:
        """Equal words among the places where both sides have a word."""
        both = self.equal + self.substituted
        return self.equal / both if both else 0.0


REUSE_RULES = (
    ("verbatim", "every word is equal"),
    ("abridged", "one side leaves out words at a mark, or a tenth of the other side's words"),
    ("near_verbatim", "at least 90 % of the aligned places are equal"),
    ("revised", "at least 60 % of the aligned places are equal"),
    ("patchwriting", "anything less: pieces kept, the rest rewritten"),
)
"""Name and condition, in the order in which they are tried.

``excerpt`` is given afterwards, where one side's document is hardly more than the passage and the other's is much more.
"""

_NEAR = 0.9
_REVISED = 0.6
_LEFT_OUT = 0.1
_KEPT = 0.9


def reuse_type(counts: WordCounts) -> str:
    """What sort of reuse a match is (TABLES ``reuse_type``), by ``REUSE_RULES``.

    Args:
        counts: Of the match.

    Returns:
        verbatim, abridged, near_verbatim, revised or patchwriting.
    """
    if counts.equal == counts.columns:
        return "verbatim"
    one_sided = max(counts.only_a, counts.only_b)
    longer = max(counts.words_a, counts.words_b)
    if counts.kept_identity >= _KEPT and (counts.marked > 0 or one_sided >= _LEFT_OUT * longer):
        return "abridged"
    if counts.word_identity >= _NEAR:
        return "near_verbatim"
    if counts.word_identity >= _REVISED:
        return "revised"
    return "patchwriting"
