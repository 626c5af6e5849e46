"""Written words: what of a witness's text goes with which of its words, so that each character has a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.sentences import OPENERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.side import Side

__all__ = ["Written", "written_words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The words of a witness with the marks that are theirs, in code points of its document.

    Attributes:
        begin: Where each begins, an opening mark before it included.
        end: Where each ends, half-open, a stop or closing mark behind it included.
        text: Each as the document has it, white space inside as one blank.
    """

    begin: Sequence[int]
    end: Sequence[int]
    text: Sequence[str]

    def extent(self, first: int, last: int) -> tuple[int, int]:
        """Where words ``first`` to ``last`` (half-open) begin and end; where they would, if there are none."""
        if first < last:
            return self.begin[first], self.end[last - 1]
        at = self.end[first - 1] if first else self.begin[0]
        return at, at

    def reading(self, document: str, first: int, last: int) -> str:
        """Words ``first`` to ``last`` (half-open) as the document has them; empty where there are none."""
        return document[self.begin[first] : self.end[last - 1]] if first < last else ""


def written_words(side: Side, begin: int, end: int) -> Written:
    """Say which marks go with which word.

    Args:
        side: The witness.
        begin: Where its passage begins, in code points of the document.
        end: Where it ends.

    Returns:
        Together they are the passage, but for white space between them. Marks before the first blank go with the word
        before them, marks after the last blank with the word behind them, marks between blanks with the word before
        them; without a blank an opening mark goes with the word behind it and all else with the word before it.

    Cost: linear in the passage.
    """
    begins, ends = [begin], []
    for word in range(1, len(side.words)):
        left, right = side.end[word - 1], side.begin[word]
        between = side.text[left:right]
        if between == " ":
            ends.append(left)
            begins.append(right)
        else:
            head, tail = _parted(between)
            ends.append(left + head)
            begins.append(right - tail)
    ends.append(end)
    pieces = (side.text[first:last] for first, last in zip(begins, ends, strict=True))
    return Written(
        begin=begins,
        end=ends,
        text=[" ".join(piece.split()) for piece in pieces],
    )


def _parted(between: str) -> tuple[int, int]:
    """How many characters between two words go with the first, and how many with the second."""
    pieces = between.split()
    if not pieces:
        return 0, 0
    if len(pieces) == 1 and len(pieces[0]) == len(between):
        opening = len(between) - len(between.rstrip(OPENERS))
        return len(between) - opening, opening
    tail = 0 if between[-1].isspace() else len(pieces[-1])
    return len(between[: len(between) - tail].rstrip()), tail
