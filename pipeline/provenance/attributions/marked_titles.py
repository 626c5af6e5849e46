"""Whether quotation marks stand around a title, not around what somebody said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.corpus.dates import parse_printed
from pipeline.provenance.attributions.sentences import first_sentence_end, last_sentence
from pipeline.provenance.attributions.titles import book_lead_before, find_works

if TYPE_CHECKING:
    from pipeline.provenance.attributions.quotations import Quotation
    from pipeline.provenance.attributions.reading import Reading

__all__ = ["is_title"]

_TITLE_WORDS = 12
_DATE_BEHIND = re.compile(r"\s*[(（]([^()（）]{4,40})[)）]")
_SHORT_TITLE_WORDS = 6
_LEAD_CHARACTERS = 40
_QUOTES_ON = re.compile(r"[^\n\"“„«]{1,60}[\"“„«]")
"""What follows a title in marks where the sentence goes on to what is quoted from it."""

_YEAR_BEHIND = re.compile(r",?\s*(?:[^\W\d_][^()\d]{0,40}[\s,])?(?:1[4-9]\d\d|20\d\d)[^()]{0,20}[)）]")
"""What follows a title in marks that stands in parentheses with its year: «Мельничный пруд», 1960)."""


def is_title(reading: Reading, one: Quotation, n_words: int) -> bool:
    """Judge what is in quotation marks.

    Args:
        reading: The document.
        one: A stretch in marks.
        n_words: Its words.

    Returns:
        Whether it is a title: a date in parentheses follows, "in his book" goes before, or it stands with its year in
        parentheses.
    """
    if n_words > _TITLE_WORDS:
        return False
    if reading.text[one.outer_begin - 1 : one.outer_begin] in {"(", "（"} and _YEAR_BEHIND.match(
        reading.text, one.outer_end
    ):
        return True
    if n_words <= _SHORT_TITLE_WORDS and _is_led_title(reading, one):
        return True
    behind = _DATE_BEHIND.match(reading.text, one.outer_end)
    if behind and parse_printed(behind[1].strip()):
        return True
    return book_lead_before(reading.text[max(0, one.outer_begin - 60) : one.outer_begin], reading.cues)


def _is_led_title(reading: Reading, one: Quotation) -> bool:
    """Whether what is in marks is a title behind a mere preposition: "Finch writes in "The Mill Pond" that"."""
    begin, end = reading.block_span(one.block)
    head = reading.text[max(begin, one.outer_begin - _LEAD_CHARACTERS) : one.outer_begin].rstrip()
    if not reading.text[one.begin : one.begin + 1].isupper() or not reading.cues.in_work.end(head):
        return False
    first, _, _ = last_sentence(reading.text, begin, one.outer_begin, reading.cues)
    stop = first_sentence_end(reading.text, one.outer_end, end, reading.cues)
    goes_on = _QUOTES_ON.match(reading.text, one.outer_end, stop) is not None
    works = find_works(reading.text[first : one.outer_end], reading.cues) if goes_on else []
    return any(first + work.end == one.outer_end and work.led for work in works)
