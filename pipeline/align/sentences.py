"""Sentences: where the text between words ends one, in any script that has marks for it."""

from __future__ import annotations

import re
from enum import IntEnum

__all__ = ["CLOSERS", "OPENERS", "STOPS", "Border", "border_in", "sentence_end"]

STOPS = ".!?…。！？｡؟۔।॥։።"
OPENERS = "([{（［【“„«‹「『"
CLOSERS = ")]}）］】”’»›」』"
_STRAIGHT = "\"'"

_STOP = re.compile(f"[{re.escape(STOPS)}]+[{re.escape(CLOSERS + _STRAIGHT)}]*")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_CLAUSE = re.compile("[,;:，；：、،؛·]")
_WHOLE_WIDTH = frozenset("。！？｡।॥")
"""Stops that end a sentence even where no blank follows."""


class Border(IntEnum):
    """How strongly the text between two words parts them."""

    NONE = 0
    MARK = 1
    """A dash, a bracket, a quotation mark."""
    CLAUSE = 2
    SENTENCE = 3
    PARAGRAPH = 4


def border_in(between: str, word_before: str = "", begins_after: str = "") -> Border:
    """How strongly what stands between two words parts them.

    Args:
        between: Text from the end of a word to the begin of the next.
        word_before: That word; the stop after a single letter ("L. D.") ends no sentence.
        begins_after: The next word; a full stop before a small letter ends no sentence.

    Returns:
        The strongest border in it.
    """
    if between == " " or not between:
        return Border.NONE
    if _PARAGRAPH.search(between):
        return Border.PARAGRAPH
    if sentence_end(between, word_before=word_before, begins_after=begins_after) is not None:
        return Border.SENTENCE
    if _CLAUSE.search(between):
        return Border.CLAUSE
    return Border.MARK if between.strip() else Border.NONE


def sentence_end(between: str, *, word_before: str = "", begins_after: str = "") -> int | None:
    """Where a sentence ends between two words.

    Args:
        between: Text from the end of a word to the begin of the next.
        word_before: That word.
        begins_after: The next word, "" at the end of the text.

    Returns:
        Characters of ``between`` that still belong to the sentence: the stop and what closes after it; None where
        the sentence goes on.
    """
    found = _STOP.search(between)
    if found is None:
        return None
    mark, rest = found.group()[0], between[found.end() :]
    if mark in _WHOLE_WIDTH:
        return found.end()
    if begins_after and not rest[:1].isspace():
        return None
    if begins_after[:1].islower():
        return None
    if mark == "." and len(found.group()) == 1 and len(word_before) == 1 and word_before.isupper():
        return None
    return found.end()
