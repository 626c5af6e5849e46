"""Names: when two readings are one name in two forms. Told by capitals, so only in scripts that have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "abbreviates",
    "are_capitalised",
    "has_initial",
    "is_part_of",
    "is_same_name_in_initials",
    "sounds_like",
]

_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.")
_ALIKE = 0.6
_MOST_INITIALS = 3


def are_capitalised(words: Sequence[str]) -> bool:
    """Whether every word begins with a capital."""
    return bool(words) and all(word[0].isupper() for word in words)


def has_initial(reading: str) -> bool:
    """Whether a capital with a stop stands for a name ("L. D.")."""
    return any(found.group()[0].isupper() for found in _INITIAL.finditer(reading))


def is_same_name_in_initials(words_a: Sequence[str], words_b: Sequence[str]) -> bool:
    """Whether initials of one side fit the names of the other ("L. D." and "Leon", "A. T." and "Abel Toms")."""
    if max(len(words_a), len(words_b)) > _MOST_INITIALS:
        return False
    if len(words_a) == len(words_b):
        return all(left[0] == right[0] for left, right in zip(words_a, words_b, strict=True))
    return words_a[0][0] == words_b[0][0]


def is_part_of(words_a: Sequence[str], words_b: Sequence[str]) -> bool:
    """Whether one side has the whole of a name and the other a part ("Sergei", "Sergei Sedov")."""
    short, long = sorted((words_a, words_b), key=len)
    return len(short) < len(long) and all(word in long for word in short)


def abbreviates(short: str, long: str) -> bool:
    """Whether a word with a stop after it is another one shortened ("Capt." and "Captain", "Dr." and "Doctor").

    Args:
        short: The shorter word, without its stop.
        long: The longer word.
    """
    if not short or len(short) >= len(long) or short[0].casefold() != long[0].casefold():
        return False
    letters = iter(long.casefold())
    return all(letter in letters for letter in short.casefold())


def sounds_like(left: str, right: str) -> bool:
    """Whether two names are spelled nearly alike and neither only adds an ending ("Toomey", "Toomy")."""
    if left[0] != right[0] or left.startswith(right) or right.startswith(left):
        return False
    return float(Levenshtein.normalized_similarity(left.casefold(), right.casefold())) >= _ALIKE
