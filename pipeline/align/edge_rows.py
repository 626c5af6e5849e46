"""Edge rows: what one side goes on with where the other stops in the middle of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.dress import QUOTES, Change
from pipeline.align.sentences import CLOSERS, OPENERS, sentence_end
from pipeline.align.variant import Variant, read_variant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.align.side import Side

__all__ = ["Surroundings", "edge_variants"]

_WORD = re.compile(r"\w+")
_COLONS = (":", "：")
_UNCLOSED = re.compile(f'(?:[{re.escape(OPENERS)}]|(?<!\\S)["\'])(?=\\S)[^{re.escape(CLOSERS)}"]*$')
"""A quotation or bracket that opens and is still open at the end."""

_LONGEST = 600
"""Characters an edge row shows at most; a sentence longer than this is shown cut at a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """How far an edge row may reach: where the paragraph begins in which the passage begins, and the last one ends."""

    begin: int
    end: int


def edge_variants(a: Side, b: Side, around_a: Surroundings, around_b: Surroundings) -> list[Variant]:
    """Rows for a sentence that only one side prints whole.

    Args:
        a: Side a with the words of the passage.
        b: Side b.
        around_a: Side a's paragraphs.
        around_b: Side b's.

    Returns:
        At most one row for each end. None where both sides begin or end there, or both go on: then nothing was cut. A
        passage that a heading, a colon or an opening quotation mark precedes begins there.

    Cost: linear in the two sentences.
    """
    rows = []
    head_a, head_b = _begin_of_sentence(a, around_a.begin), _begin_of_sentence(b, around_b.begin)
    begin_a, begin_b = a.begin[0], b.begin[0]
    if (head_a < begin_a) != (head_b < begin_b):
        change = Change(
            a_begin=head_a,
            a_end=_right_stripped(a.text, head_a, begin_a),
            b_begin=head_b,
            b_end=_right_stripped(b.text, head_b, begin_b),
        )
        rows.append(read_variant(a, b, change, "edge_cut", "start"))
    tail_a, tail_b = _end_of_sentence(a, around_a.end), _end_of_sentence(b, around_b.end)
    end_a, end_b = a.end[-1], b.end[-1]
    if (tail_a > end_a) != (tail_b > end_b):
        change = Change(
            a_begin=_goes_on_at(a, tail_a),
            a_end=tail_a,
            b_begin=_goes_on_at(b, tail_b),
            b_end=tail_b,
        )
        rows.append(read_variant(a, b, change, "edge_cut", "end"))
    return rows


def _begin_of_sentence(side: Side, floor: int) -> int:
    """Where the sentence begins in which the passage begins; the passage's begin where it is the same."""
    begin = side.begin[0]
    before = side.text[floor:begin]
    touching, last = before[-1:], before.rstrip()[-1:]
    if (
        not _WORD.search(before)
        or touching in QUOTES
        or touching in OPENERS
        or last in _COLONS
        or last in OPENERS
    ):
        return begin
    low = max(floor, begin - _LONGEST)
    window = side.text[low:begin]
    # A sentence longer than what is shown is cut at a word, unless an end is found below.
    head = 0 if low == floor else window.find(" ") + 1
    for left, right in reversed(list(_between_words(window))):
        after = side.raw(0) if right == len(window) else window[right : right + 1]
        end = sentence_end(window[left:right], word_before=_last_word(window, left), begins_after=after)
        if end is not None:
            head = left + end
            break
    opened = _UNCLOSED.search(window, head)
    if opened is not None:
        head = opened.start() + 1
    rest = window[head:]
    if not _WORD.search(rest):
        return begin
    return low + head + len(rest) - len(rest.lstrip())


def _end_of_sentence(side: Side, ceiling: int) -> int:
    """Where the sentence ends in which the passage ends; the passage's end where it is the same."""
    end = side.end[-1]
    window = side.text[end : min(ceiling, end + _LONGEST)]
    first = _WORD.search(window)
    if first is None or window[0] in QUOTES:
        return end
    last_word = side.raw(len(side.words) - 1)
    if sentence_end(window[: first.start()], word_before=last_word, begins_after=first.group()) is not None:
        return end
    last = len(window.rstrip()) if end + len(window) == ceiling else window.rfind(" ")
    for left, right in _between_words(window, at=first.start()):
        stop = sentence_end(
            window[left:right], word_before=_last_word(window, left), begins_after=window[right : right + 1]
        )
        if stop is not None:
            last = left + stop
            break
    return end + _without_unopened(window[:last])


def _between_words(window: str, at: int = 0) -> Iterator[tuple[int, int]]:
    """What stands after each word of a window, up to the next word or the end; a blank alone ends no sentence."""
    end = -1
    for found in _WORD.finditer(window, at):
        if end >= 0 and window[end : found.start()] != " ":
            yield end, found.start()
        end = found.end()
    if end >= 0:
        yield end, len(window)


def _last_word(window: str, end: int) -> str:
    """The word that ends at a place."""
    begin = end
    while begin and (window[begin - 1].isalnum() or window[begin - 1] == "_"):
        begin -= 1
    return window[begin:end]


def _without_unopened(text: str) -> int:
    """Length of a text without the quotation marks at its end that were opened before it."""
    end = len(text)
    while end and text[end - 1] in QUOTES:
        mark, inside = text[end - 1], text[: end - 1]
        opened = (
            inside.count(mark) % 2 if mark not in CLOSERS else any(opener in inside for opener in OPENERS)
        )
        if opened:
            break
        end -= 1
    return end


def _right_stripped(text: str, begin: int, end: int) -> int:
    return begin + len(text[begin:end].rstrip())


def _goes_on_at(side: Side, tail: int) -> int:
    """Where what follows the passage begins, behind blanks and the stop of an initial."""
    rest = side.text[side.end[-1] : tail]
    last = side.raw(len(side.words) - 1)
    if len(last) == 1 and last.isupper():
        rest = rest.removeprefix(".")
    return tail - len(rest.lstrip())
