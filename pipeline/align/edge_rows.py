"""Edge rows: what one side goes on with where the other stops in the middle of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.align.variants import Side, Variant

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["edge_variants"]

_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?=\s|$)|[。！？।]|\n\s*\n")
_STOPS = re.compile('[.!?…。！？؟।"“”„«»‹›「」『』]|\n\\s*\n|^\\s*$')
_LONGEST = 600
"""Characters an edge row shows at most; a sentence longer than this is shown cut at a word."""


def edge_variants(a: Side, b: Side, end_of_a: int, end_of_b: int) -> list[Variant]:
    """Rows for a sentence that only one side prints whole.

    Args:
        a: Side a with the words of the passage.
        b: Side b.
        end_of_a: Characters of side a's text up to the end of its document.
        end_of_b: The same for side b.

    Returns:
        At most one row for each end. None where both sides stop, or both go on, for then nothing was cut.
    """
    rows = []
    before_a, before_b = _before(a), _before(b)
    if bool(before_a.strip()) != bool(before_b.strip()):
        rows.append(_row(a, b, before_a, before_b, "start"))
    after_a, after_b = _after(a, end_of_a), _after(b, end_of_b)
    if bool(after_a.strip()) != bool(after_b.strip()):
        rows.append(_row(a, b, after_a, after_b, "end"))
    return rows


def _has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _before(side: Side) -> str:
    """The begin of the sentence that the passage stands in, if the passage does not begin it."""
    begin = side.begin[0]
    window = side.text[max(0, begin - _LONGEST) : begin]
    last = 0
    for stop in _SENTENCE_END.finditer(window):
        last = stop.end()
    if last == 0 and begin > _LONGEST:
        return ""
    head = window[last:]
    return head if _has_word(head) and not _opens_here(head) else ""


def _opens_here(head: str) -> bool:
    """Whether a quotation or a bracket opens right before the passage, so that it begins there."""
    return head.rstrip()[-1:] in set('"“„«‹「『:')


def _after(side: Side, end_of_text: int) -> str:
    """The rest of the sentence after the passage, if the passage does not end it."""
    end = side.end[-1]
    window = side.text[end : min(end_of_text, end + _LONGEST)]
    if _STOPS.match(window.lstrip(" ,;:-–—)]")[:1]) or not window.strip():
        return ""
    stop = _SENTENCE_END.search(window)
    if stop is None:
        rest = window if end + _LONGEST >= end_of_text else window.rsplit(" ", 1)[0]
    else:
        rest = window[: stop.end()]
    return rest if _has_word(rest) else ""


def _row(a: Side, b: Side, text_a: str, text_b: str, edge: str) -> Variant:
    begin_a, end_a = _span(a, text_a, edge)
    begin_b, end_b = _span(b, text_b, edge)
    return Variant(
        operation="only_a" if text_a.strip() else "only_b",
        a_begin=begin_a,
        a_end=end_a,
        b_begin=begin_b,
        b_end=end_b,
        a_reading=a.text[begin_a:end_a],
        b_reading=b.text[begin_b:end_b],
        variant_class="edge_cut",
        edge=edge,
    )


def _span(side: Side, text: str, edge: str) -> tuple[int, int]:
    at: Sequence[int] = (side.begin[0], side.begin[0]) if edge == "start" else (side.end[-1], side.end[-1])
    if not text.strip():
        return at[0], at[1]
    left, right = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    if edge == "start":
        return side.begin[0] - len(text) + left, side.begin[0] - right
    return side.end[-1] + left, side.end[-1] + len(text) - right
