"""Scare quotes: pairs of quotation marks around a word or three, which only one side has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.align.dress import QUOTES
from pipeline.align.sentences import STOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.side import Side
    from pipeline.align.variant import Variant

__all__ = ["with_scare_quotes"]

_IRONY_WORDS = 3
"""Words between the marks up to which they distance the writer from the words rather than quote somebody."""


def with_scare_quotes(rows: Sequence[Variant], a: Side, b: Side) -> list[Variant]:
    """Name the rows that are scare quotes.

    Args:
        rows: Of one match, in order.
        a: Side a.
        b: Side b.

    Returns:
        The rows; the class of both marks is ``scare_quotes`` where only one side has them, around one to three words
        that stand inside running text and are no sentence of their own.
    """
    named = list(rows)
    for at in range(len(rows) - 1):
        if _is_pair(rows[at], rows[at + 1], a) or _is_pair(rows[at].mirrored(), rows[at + 1].mirrored(), b):
            named[at] = replace(rows[at], variant_class="scare_quotes")
            named[at + 1] = replace(rows[at + 1], variant_class="scare_quotes")
    return named


def _is_pair(left: Variant, right: Variant, a: Side) -> bool:
    """Whether two rows are an opening and a closing mark that side a alone has."""
    if left.operation != "only_a" or right.operation != "only_a":
        return False
    if left.a_reading.strip() not in QUOTES or right.a_reading.strip()[:1] not in QUOTES:
        return False
    inside = a.text[left.a_end : right.a_begin]
    if not 0 < len(inside.split()) <= _IRONY_WORDS or inside[0].isspace() or inside[-1].isspace():
        return False
    # After a stop, a colon or a comma somebody begins to speak; a stop inside makes the words a sentence.
    before = a.text[max(0, left.a_begin - 2) : left.a_begin].rstrip()
    return before[-1:].isalnum() and not any(character in STOPS for character in inside)
