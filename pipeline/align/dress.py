"""Dress: how the text between two words differs, in punctuation, quotation marks, dashes and spaces."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Change", "between_words", "dress_class"]

QUOTES = frozenset("\"'“”‘’„‚«»‹›「」『』`´")
_DASHES = frozenset("-‐‑‒–—―−~_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Characters ``a_begin`` to ``a_end`` of side a's document read otherwise on side b; half-open, one may be
    empty."""

    a_begin: int
    a_end: int
    b_begin: int
    b_end: int


def between_words(text_a: str, begin_a: int, text_b: str, begin_b: int) -> Change | None:
    """The smallest change that makes what stands between two words on side a what stands there on side b.

    Args:
        text_a: Characters between two words of side a.
        begin_a: Where they begin in the document.
        text_b: The same of side b.
        begin_b: Where they begin.

    Returns:
        None if nothing differs but the kind and amount of white space.
    """
    units_a, units_b = _units(text_a), _units(text_b)
    head = 0
    while head < min(len(units_a), len(units_b)) and units_a[head][0] == units_b[head][0]:
        head += 1
    tail = 0
    while tail < min(len(units_a), len(units_b)) - head and units_a[-1 - tail][0] == units_b[-1 - tail][0]:
        tail += 1
    middle_a, middle_b = units_a[head : len(units_a) - tail], units_b[head : len(units_b) - tail]
    if not middle_a and not middle_b:
        return None

    def span(
        units: list[tuple[str, int, int]], middle: list[tuple[str, int, int]], begin: int
    ) -> tuple[int, int]:
        if middle:
            return begin + middle[0][1], begin + middle[-1][2]
        at = begin + (units[head - 1][2] if head else 0)
        return at, at

    a_begin, a_end = span(units_a, middle_a, begin_a)
    b_begin, b_end = span(units_b, middle_b, begin_b)
    return Change(a_begin=a_begin, a_end=a_end, b_begin=b_begin, b_end=b_end)


def _units(text: str) -> list[tuple[str, int, int]]:
    """Characters with their places, a run of white space as one blank."""
    units: list[tuple[str, int, int]] = []
    for at, character in enumerate(text):
        if not character.isspace():
            units.append((character, at, at + 1))
        elif units and units[-1][0] == " ":
            units[-1] = (" ", units[-1][1], at + 1)
        else:
            units.append((" ", at, at + 1))
    return units


def dress_class(a_reading: str, b_reading: str) -> str:
    """The class of a difference that touches no letter (TABLES ``variant_class``).

    Args:
        a_reading: Characters of side a.
        b_reading: Characters of side b.

    Returns:
        ``quotation_marks`` where such a mark is in it (an apostrophe that takes another shape counts as one),
        ``whitespace_dash``
        where it is of blanks and dashes alone, else ``punctuation``.
    """
    characters = set(a_reading + b_reading)
    if characters & QUOTES:
        return "quotation_marks"
    if all(character.isspace() or character in _DASHES for character in characters):
        return "whitespace_dash"
    return "punctuation"
