"""Dress: how the text between two words differs, in punctuation, quotation marks, dashes and spaces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "DASHES",
    "OMISSION",
    "QUOTES",
    "WORD_SIGNS",
    "Change",
    "Mark",
    "between_words",
    "dress_class",
    "marks_in",
]

QUOTES = frozenset("\"'“”‘’‚‛„‟«»‹›「」『』`´＂＇")
DASHES = frozenset("-‐‑‒–—―−﹣－~_\u00ad")

WORD_SIGNS = frozenset("&⁊﹠＆%‰％§№℅+×÷=@＠")
"""Signs that are read as words and can stand in the place of one ("&" for "and", "%" for "per cent")."""

OMISSION = re.compile(r"[\[［]\W*?[\]］]|\.\s?\.\s?\.|…|⋯|\*\s?\*\s?\*")
"""Marks that stand for words left out: an ellipsis, brackets with no word in them, asterisks. A bracket around words
that both sides have marks no omission."""

_UNIT = re.compile(r"\s+|\.\s?\.\s?\.|…|⋯|\S")
"""What is compared as one: a run of white space, an ellipsis, else a character."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Characters ``a_begin`` to ``a_end`` of side a's document read otherwise on side b; half-open, may be empty."""

    a_begin: int
    a_end: int
    b_begin: int
    b_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A character, ellipsis or run of white space between words, and where it stands in the document."""

    text: str
    begin: int
    end: int

    @property
    def is_blank(self) -> bool:
        """Whether it is white space."""
        return self.text.isspace()

    @property
    def is_ellipsis(self) -> bool:
        """Whether it is an ellipsis, of one character or three."""
        return self.text[0] in "…⋯" or (len(self.text) > 1 and self.text[0] == ".")

    def is_same(self, other: Mark) -> bool:
        """Whether both read alike: white space does, but for a blank line against none."""
        if self.is_blank and other.is_blank:
            return {_line_breaks(self.text), _line_breaks(other.text)} != {0, 2}
        return self.text == other.text


def _line_breaks(blank: str) -> int:
    """0 for white space inside a line, 1 for a line's end, 2 for a blank line, which ends a paragraph."""
    return 2 if _BLANK_LINE.search(blank) else int("\n" in blank)


def marks_in(text: str, begin: int, end: int) -> list[Mark]:
    """What stands between two offsets of a text, cut into what is compared as one."""
    if begin == end:
        return []
    return [
        Mark(text=found.group(), begin=found.start(), end=found.end())
        for found in _UNIT.finditer(text, begin, end)
    ]


def between_words(
    text_a: str, begin_a: int, end_a: int, text_b: str, begin_b: int, end_b: int
) -> list[Change]:
    """The smallest changes that make what stands between two words on side a what stands there on side b.

    Args:
        text_a: Side a's document.
        begin_a: End of a word in it.
        end_a: Begin of the next word.
        text_b: Side b's document.
        begin_b: End of the word that stands against the first.
        end_b: Begin of the next.

    Returns:
        At most three changes, in order: white space before, marks, white space after. Empty if nothing differs but
        the amount and kind of white space; a blank line against none does differ.
    """
    marks_a, marks_b = marks_in(text_a, begin_a, end_a), marks_in(text_b, begin_b, end_b)
    head = _same_at_begin(marks_a, marks_b)
    tail = _same_at_begin(marks_a[head:][::-1], marks_b[head:][::-1])
    at_a = marks_a[head - 1].end if head else begin_a
    at_b = marks_b[head - 1].end if head else begin_b
    middle_a, middle_b = marks_a[head : len(marks_a) - tail], marks_b[head : len(marks_b) - tail]
    changes = []
    for some_a, some_b in _apart(middle_a, middle_b):
        if some_a or some_b:
            change = Change(
                a_begin=some_a[0].begin if some_a else at_a,
                a_end=some_a[-1].end if some_a else at_a,
                b_begin=some_b[0].begin if some_b else at_b,
                b_end=some_b[-1].end if some_b else at_b,
            )
            changes.append(change)
            at_a, at_b = change.a_end, change.b_end
    return changes


def _same_at_begin(a: Sequence[Mark], b: Sequence[Mark]) -> int:
    """How many marks are the same from the begin."""
    same = 0
    while same < min(len(a), len(b)) and a[same].is_same(b[same]):
        same += 1
    return same


def _apart(a: list[Mark], b: list[Mark]) -> list[tuple[list[Mark], list[Mark]]]:
    """White space at both ends apart from the marks between, where both sides have it."""
    head = int(bool(a and b and a[0].is_blank and b[0].is_blank))
    tail = int(min(len(a), len(b)) > head and a[-1].is_blank and b[-1].is_blank)
    return [
        (a[:head], b[:head]),
        (a[head : len(a) - tail], b[head : len(b) - tail]),
        (a[len(a) - tail :], b[len(b) - tail :]),
    ]


def dress_class(a_reading: str, b_reading: str) -> str:
    """The class of a difference that touches no letter (TABLES ``variant_class``).

    Args:
        a_reading: Characters of side a.
        b_reading: Characters of side b.

    Returns:
        ``quotation_marks`` where such a mark is in it (an apostrophe that takes another shape counts as one),
        ``whitespace_dash`` where it is of blanks, dashes and what is not seen in print, else ``punctuation``.
    """
    characters = set(a_reading + b_reading)
    if characters & QUOTES:
        return "quotation_marks"
    return "whitespace_dash" if all(map(_is_space_or_dash, characters)) else "punctuation"


def _is_space_or_dash(character: str) -> bool:
    """Also what is not seen: joiners, direction marks, and accents that one side writes with the letter."""
    return character.isspace() or character in DASHES or unicodedata.category(character) in {"Cf", "Cc", "Mn"}
