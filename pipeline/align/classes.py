"""Classes of variants: an ordered list of rules, each in one place, neutral as to who copied.

``wording_class`` answers for two readings that are both there; ``one_sided_class`` for words that one side lacks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from pipeline.align.dress import dress_class

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["one_sided_class", "same_words_class", "wording_class"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ROMAN = re.compile(r"(?=[ivxlcdm])m{0,4}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$")

_NEAR = 0.7
"""Likeness of two forms of one word: one changed letter in four, two in seven."""

_STEM_LETTERS = 3
_STEM_SHARE = 0.6
"""Forms that begin alike for so much of the longer one are inflections of one word, if only their ends differ."""

_ENDING_LETTERS = 3


def same_words_class(a_raw: str, b_raw: str) -> str:
    """The class of one word whose folded form is the same on both sides but whose spelling differs.

    Args:
        a_raw: The word as side a has it.
        b_raw: The word as side b has it.

    Returns:
        ``case`` if only case differs, a dress class if only marks differ, else ``spelling`` (accents,
        ligatures, long s).
    """
    if a_raw.casefold() == b_raw.casefold():
        return "case"
    letters_a = "".join(character for character in a_raw if character.isalnum())
    letters_b = "".join(character for character in b_raw if character.isalnum())
    if letters_a == letters_b:
        marks_a = "".join(character for character in a_raw if not character.isalnum())
        marks_b = "".join(character for character in b_raw if not character.isalnum())
        return dress_class(marks_a, marks_b)
    return "spelling"


def one_sided_class(other_between: str, before: str, after: str, *, marked: bool) -> str:
    """The class of words that one side lacks.

    Args:
        other_between: What the other side has in their place (punctuation and blanks).
        before: Character right before the words.
        after: Character right after them.
        marked: Whether the other side marks a gap there.

    Returns:
        ``one_sided_gap_marked``, ``one_sided_bracketed`` (in brackets that only this side has) or ``one_sided``.
    """
    if marked:
        return "one_sided_gap_marked"
    if before in "([{" and after in ")]}" and before and after and before not in other_between:
        return "one_sided_bracketed"
    return "one_sided"


def wording_class(a_reading: str, b_reading: str, count: Callable[[str], int]) -> str:
    """The class of two readings that differ in letters.

    Args:
        a_reading: What side a has.
        b_reading: What side b has.
        count: How often a word stands in the corpus, folded alike.

    Returns:
        A class of level form or wording.
    """
    words_a, words_b = _words(a_reading), _words(b_reading)
    for name, holds in _RULES:
        if holds(a_reading, b_reading, words_a, words_b, count):
            return name
    return "substitution"


def _words(reading: str) -> list[str]:
    return _WORD.findall(reading)


def _is_numeral(word: str) -> bool:
    return word.isdigit() or (word.isupper() and _ROMAN.match(word.lower()) is not None)


def _numerals(a: str, b: str, words_a: list[str], words_b: list[str], count: Callable[[str], int]) -> bool:
    """Both are numbers, in figures or Roman numerals ("1917", "1918"; "XVII", "17")."""
    return bool(words_a and words_b) and all(map(_is_numeral, words_a)) and all(map(_is_numeral, words_b))


def _names(a: str, b: str, words_a: list[str], words_b: list[str], count: Callable[[str], int]) -> bool:
    """One name in two forms: an initial for a name ("L. D.", "Leon"), a name for part of it ("Sergei", "Sergei
    Sedov")."""
    if not words_a or not words_b or not _capitalised(words_a) or not _capitalised(words_b):
        return False
    if len(words_a) == len(words_b) == 1 and not (_is_initial(words_a[0]) or _is_initial(words_b[0])):
        return False
    if any(map(_is_initial, words_a)) or any(map(_is_initial, words_b)):
        return words_a[0][0] == words_b[0][0]
    short, long = sorted((words_a, words_b), key=len)
    return all(word in long for word in short)


def _capitalised(words: list[str]) -> bool:
    return all(word[0].isupper() for word in words)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _joined(a: str, b: str, words_a: list[str], words_b: list[str], count: Callable[[str], int]) -> bool:
    """The same letters, written together on one side ("and the", "andthe")."""
    return "".join(words_a).casefold() == "".join(words_b).casefold()


def _typo(a: str, b: str, words_a: list[str], words_b: list[str], count: Callable[[str], int]) -> bool:
    """Nearly the same letters, and one side's form stands nowhere else though the other's does ("aiticles")."""
    if len(words_a) != 1 or len(words_b) != 1:
        return False
    left, right = words_a[0], words_b[0]
    if not _near(left, right):
        return False
    seen_a, seen_b = count(left), count(right)
    return min(seen_a, seen_b) <= 1 < max(seen_a, seen_b)


def _inflection(a: str, b: str, words_a: list[str], words_b: list[str], count: Callable[[str], int]) -> bool:
    """One word with two endings, both found elsewhere or both not ("walk", "walked")."""
    if len(words_a) != 1 or len(words_b) != 1:
        return False
    left, right = words_a[0].casefold(), words_b[0].casefold()
    stem = 0
    while stem < min(len(left), len(right)) and left[stem] == right[stem]:
        stem += 1
    ending = max(len(left), len(right)) - stem
    return (
        stem >= _STEM_LETTERS
        and ending <= _ENDING_LETTERS
        and stem >= _STEM_SHARE * max(len(left), len(right))
    )


def _spelling(a: str, b: str, words_a: list[str], words_b: list[str], count: Callable[[str], int]) -> bool:
    """Nearly the same letters ("pummeling", "pummelling")."""
    return len(words_a) == len(words_b) == 1 and _near(words_a[0], words_b[0])


def _near(left: str, right: str) -> bool:
    return Indel.normalized_similarity(left.casefold(), right.casefold()) >= _NEAR


_RULES = (
    ("numeral", _numerals),
    ("name_form", _names),
    ("typo_ocr", _joined),
    ("typo_ocr", _typo),
    ("inflection", _inflection),
    ("spelling", _spelling),
)
"""Tried in this order; the first that holds names the class."""
