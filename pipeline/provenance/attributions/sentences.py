"""The sentences right before and after a quotation, inside its paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.align.sentences import CLOSERS, STOPS, sentence_end

if TYPE_CHECKING:
    from pipeline.provenance.attributions.cue_tables import Cues

__all__ = ["first_sentence_end", "last_sentence", "sentence_borders"]

_STOP = re.compile(rf"[{re.escape(STOPS)}]+[{re.escape(CLOSERS)}\"']*\s*")
_WORD_BEFORE = re.compile(r"(\w[\w.]*)$")
_WORD_AFTER = re.compile(r"\W*(\w+)")
_WORD_CHARACTERS = 40


def sentence_borders(text: str, begin: int, end: int, cues: Cues) -> list[int]:
    """Where sentences end in a stretch of text: one past the white space after each stop.

    Args:
        text: The document's text.
        begin: Where the stretch begins.
        end: Where it ends.
        cues: Its language, for the abbreviations after which a stop ends nothing.

    Cost: linear in the stretch.
    """
    borders = []
    for found in _STOP.finditer(text, begin, end):
        word = _WORD_BEFORE.search(text, max(begin, found.start() - _WORD_CHARACTERS), found.start())
        before = word[1] if word else ""
        if "." in before or before.lower() in cues.honorifics:
            continue
        after = _WORD_AFTER.match(text, found.end(), min(len(text), found.end() + _WORD_CHARACTERS))
        # A quotation that opens after the stop begins a sentence whatever its first letter.
        follows = after[1] if after and found.end() < end else ""
        if (
            sentence_end(text[found.start() : found.end()] + "x", word_before=before, begins_after=follows)
            is not None
        ):
            borders.append(found.end())
    return borders


def last_sentence(text: str, begin: int, end: int, cues: Cues) -> tuple[int, int, bool]:
    """The last sentence of a stretch.

    Args:
        text: The document's text.
        begin: Where the stretch begins.
        end: Where it ends; white space before it is left out.
        cues: Its language.

    Returns:
        Where the sentence begins and ends, and whether a stop ends it before ``end``.
    """
    stop = end
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    borders = sentence_borders(text, begin, end, cues)
    ended = bool(borders) and borders[-1] >= stop
    if ended:
        borders.pop()
    first = borders[-1] if borders else begin
    while first < stop and text[first].isspace():
        first += 1
    return first, stop, ended


def first_sentence_end(text: str, begin: int, end: int, cues: Cues) -> int:
    """Where the first sentence of a stretch ends."""
    borders = sentence_borders(text, begin, end, cues)
    return borders[0] if borders else end
