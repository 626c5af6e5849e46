"""One side of a match: the words of its passage, as the document has them and as they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.sentences import Border, border_in

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Side"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a match.

    Attributes:
        text: Its whole document.
        words: The folded words of the passage.
        begin: Where each begins, in code points of ``text``.
        end: Where each ends, half-open.
    """

    text: str
    words: Sequence[str]
    begin: Sequence[int]
    end: Sequence[int]

    def raw(self, word: int) -> str:
        """A word as the document has it."""
        return self.text[self.begin[word] : self.end[word]]

    def border(self, word: int) -> Border:
        """How strongly the text parts a word from the one before it; the ends of the passage part most."""
        if word <= 0 or word >= len(self.words):
            return Border.PARAGRAPH
        between = self.text[self.end[word - 1] : self.begin[word]]
        if between == " ":
            return Border.NONE
        return border_in(between, self.raw(word - 1), self.raw(word))

    def ends_sentence(self, word: int) -> bool:
        """Whether a sentence ends right before a word."""
        return self.border(word) >= Border.SENTENCE
