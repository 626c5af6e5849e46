"""Numbers in a text: figures of any script and Roman numerals, and what they are worth."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["numeral_value"]

_ROMAN = re.compile(r"(?=[IVXLCDM])(M{0,4})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_FIGURES = re.compile(r"(\d+)[^\W\d_]{0,2}")
"""Figures, with the ending of an ordinal ("17th", "2nd", "3e")."""

_GROUP = 3
"""Figures that are set together in long numbers ("1,917,000")."""

_TEN = 10


def numeral_value(words: Sequence[str]) -> str | None:
    """What number some words are, if they are one.

    Args:
        words: As the document has them, at least one.

    Returns:
        The number in ASCII figures, parts that do not belong together parted by blanks ("17" for "XVII" and "17th";
        "3 14"); None if a word is no numeral.
    """
    if len(words) == 1 and _ROMAN.fullmatch(words[0]):
        return str(_roman(words[0]))
    digits = [_digit(word) for word in words]
    if len(words) > 1 and None not in digits:
        return "".join(str(digit) for digit in digits)
    parts = []
    for word in words:
        found = _FIGURES.fullmatch(word)
        if found is None:
            return None
        parts.append(found.group(1))
    if len(parts) > 1 and len(parts[0]) <= _GROUP and all(len(part) == _GROUP for part in parts[1:]):
        return str(int("".join(parts)))
    return " ".join(str(int(part)) for part in parts)


def _digit(word: str) -> int | None:
    """The worth of a single sign that is a digit in its script without being a decimal figure (Han: 七)."""
    if len(word) != 1 or word.isdecimal():
        return None
    value = unicodedata.numeric(word, -1.0)
    return int(value) if value in range(_TEN) else None


def _roman(word: str) -> int:
    worth = [_ROMAN_WORTH[letter] for letter in word]
    return sum(
        -value if any(later > value for later in worth[at + 1 : at + 2]) else value
        for at, value in enumerate(worth)
    )
