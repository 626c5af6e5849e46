"""The sentences right before and after a quotation, inside its paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.align.sentences import CLOSERS, STOPS, sentence_end
from pipeline.corpus.dates import is_month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.provenance.attributions.cue_tables import Cues

__all__ = ["first_sentence_end", "last_sentence", "sentence_borders"]

_STOP = re.compile(
    rf"[{re.escape(STOPS)}]+[{re.escape(CLOSERS)}\"']*(?:(?:\[\^?\w{{1,10}}\]|[¹²³⁰-⁹]+)+(?=\s|$))?\s*"
)
"""A stop with the marks and the number of a note behind it."""

_NOTE = re.compile(r"\[\^?\w{1,10}\]|[¹²³⁰-⁹]+")
_BEFORE_BORDER = re.compile(rf"[{re.escape(STOPS + CLOSERS)}\"'\s]")
_WORD_AFTER = re.compile(r"\W*(\w+)")
_WORD_CHARACTERS = 40
_ORDINAL_DIGITS = 2
_AND_OTHERS = "et al"
_LAST_CHARACTERS = 400
"""So much of a stretch is looked at first for the sentence it ends with."""


def sentence_borders(text: str, begin: int, end: int, cues: Cues) -> list[int]:
    """Where sentences end in a stretch of text: one past the white space after each stop.

    Args:
        text: The document's text.
        begin: Where the stretch begins.
        end: Where it ends.
        cues: Its language, for the abbreviations after which a stop ends nothing.

    Cost: linear in the stretch.
    """
    return list(_borders(text, begin, begin, end, cues))


def _borders(text: str, begin: int, first: int, end: int, cues: Cues) -> Iterator[int]:
    """The same from a place in the stretch on, before which no stop stands."""
    for found in _STOP.finditer(text, first, end):
        before = _word_before(text, max(begin, found.start() - _WORD_CHARACTERS), found.start())
        if (
            "." in before
            or before.lower() in cues.honorifics
            or text.endswith(_AND_OTHERS, begin, found.start())
        ):
            continue
        after = _WORD_AFTER.match(text, found.end(), min(len(text), found.end() + _WORD_CHARACTERS))
        # A quotation that opens after the stop begins a sentence whatever its first letter.
        follows = after[1] if after and found.end() < end else ""
        if _is_ordinal(before, follows, cues) or (follows[:1].isdigit() and before.lower() in cues.page):
            continue
        stop = _NOTE.sub("", found.group())
        if sentence_end(stop + "x", word_before=before, begins_after=follows) is not None:
            yield found.end()


def _is_ordinal(before: str, follows: str, cues: Cues) -> bool:
    """Whether a stop makes a number the first, second, third: "am 4. April", and in German "im 19. Jahrhundert"."""
    is_number = before.isdecimal() and len(before) <= _ORDINAL_DIGITS
    return is_number and bool(follows) and (is_month(follows) or bool(cues.determiners))


def _word_before(text: str, low: int, at: int) -> str:
    """The word that ends at a place, the stops of its abbreviations with it; "" where none does."""
    at -= at > low and text[at - 1] == "\n"
    first = at
    while first > low and (text[first - 1].isalnum() or text[first - 1] in "._"):
        first -= 1
    return text[first:at].lstrip(".")


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
    borders, ended = _last_borders(text, begin, stop, end, cues)
    first = borders[-1] if borders else begin
    while first < stop and text[first].isspace():
        first += 1
    return first, stop, ended


def _last_borders(text: str, begin: int, stop: int, end: int, cues: Cues) -> tuple[list[int], bool]:
    """Borders before the last sentence, only the last of which counts, and whether a stop ends that sentence."""
    length = _LAST_CHARACTERS
    while True:
        low = max(begin, end - length)
        # What is looked at may not begin inside a stop.
        while low > begin and _BEFORE_BORDER.match(text, low - 1):
            low -= 1
        borders = list(_borders(text, begin, low, end, cues))
        ended = bool(borders) and borders[-1] >= stop
        if ended:
            borders.pop()
        if borders or low == begin:
            return borders, ended
        length *= 4


def first_sentence_end(text: str, begin: int, end: int, cues: Cues) -> int:
    """Where the first sentence of a stretch ends; its end if no stop does it."""
    return next(_borders(text, begin, begin, end, cues), end)
