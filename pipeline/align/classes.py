"""Classes of variants: ordered lists of rules, each in one place, neutral as to who copied.

``wording_class`` answers for two readings that are both there, ``same_words_class`` for one word in two dresses, and
``one_sided_class`` for words that one side lacks. The names and their levels are those of TABLES ``variant_class``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align import letters, names
from pipeline.align.dress import dress_class
from pipeline.align.number_words import number_in_words
from pipeline.align.numerals import numeral_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.lexicon import Lexicon

__all__ = ["Readings", "class_of_words", "one_sided_class", "same_words_class", "wording_class"]

_WORD = re.compile(r"\w+(?:['’ʼ]\w+)*")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】"}

_SPELLED_OUT = 4
"""Words a number of four figures may have when it is spelled out ("nineteen hundred and seventeen")."""

_SHORTEST_NUMBER = 3
"""Letters of the shortest number word that is told from an article ("two", "one", "dix")."""

_PRONOUN_LETTERS = 4
_PRONOUN_PLACES = 5
"""A pronoun is short and stands in many places; that much shows without a list of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Two readings at one place, and what the rules need to know of them.

    Attributes:
        a: What side a has.
        b: What side b has.
        begins_sentence: Whether a sentence begins with one of them, so that its capital says nothing.
        lexicon: What the corpus knows of its words.
        words_a: The words of ``a``, as it has them.
        words_b: The words of ``b``.
        pair: Both words in small letters, where each side has one.
    """

    a: str
    b: str
    begins_sentence: bool
    lexicon: Lexicon
    words_a: tuple[str, ...]
    words_b: tuple[str, ...]
    pair: tuple[str, str] | None

    @classmethod
    def of(cls, a: str, b: str, lexicon: Lexicon, *, begins_sentence: bool = False) -> Readings:
        """Two readings, cut into words."""
        words_a, words_b = tuple(_WORD.findall(a)), tuple(_WORD.findall(b))
        is_pair = len(words_a) == len(words_b) == 1
        return cls(
            a=a,
            b=b,
            begins_sentence=begins_sentence,
            lexicon=lexicon,
            words_a=words_a,
            words_b=words_b,
            pair=(words_a[0].casefold(), words_b[0].casefold()) if is_pair else None,
        )


def same_words_class(a_raw: str, b_raw: str) -> str:
    """The class of one word whose folded form is the same on both sides but whose writing differs.

    Args:
        a_raw: The word as side a has it.
        b_raw: The word as side b has it.

    Returns:
        ``case`` if letters differ in case alone, a dress class if only marks in the word differ, else ``spelling``
        (accents, ligatures, long s).
    """
    letters_a = "".join(character for character in a_raw if character.isalnum())
    letters_b = "".join(character for character in b_raw if character.isalnum())
    if letters_a == letters_b:
        return dress_class(
            "".join(character for character in a_raw if not character.isalnum()),
            "".join(character for character in b_raw if not character.isalnum()),
        )
    return "case" if letters_a.lower() == letters_b.lower() else "spelling"


def one_sided_class(reading: str, *, marked: bool, extends_name: bool) -> str:
    """The class of words that one side lacks.

    Args:
        reading: The words, with what punctuation goes with them.
        marked: Whether the other side marks a gap there.
        extends_name: Whether they lengthen a name that both sides have.

    Returns:
        ``one_sided_gap_marked``, ``one_sided_bracketed`` (in brackets that only this side has), ``name_form`` or
        ``one_sided``.
    """
    if marked:
        return "one_sided_gap_marked"
    if _BRACKETS.get(reading[:1]) == reading[-1:] and reading[-1:]:
        return "one_sided_bracketed"
    return "name_form" if extends_name else "one_sided"


def class_of_words(a: str, b: str, lexicon: Lexicon, *, begins_sentence: bool = False) -> str:
    """The class of two readings that differ in letters, which the lexicon remembers: most are asked for twice.

    Args:
        a: What side a has, with words in it.
        b: What side b has.
        lexicon: What the corpus knows of their words.
        begins_sentence: Whether a sentence begins with one of them.

    Returns:
        As ``wording_class``.
    """
    key = a, b, begins_sentence
    known = lexicon.named.get(key)
    if known is None:
        known = wording_class(Readings.of(a, b, lexicon, begins_sentence=begins_sentence))
        lexicon.named[key] = known
    return known


def wording_class(readings: Readings) -> str:
    """The class of two readings that differ in letters.

    Args:
        readings: Both, with words in each.

    Returns:
        A class of level form or wording; ``whitespace_dash`` or ``quotation_marks`` for words that are only written
        together or apart.
    """
    for rule in _RULES:
        name = rule(readings)
        if name is not None:
            return name
    return "substitution"


def _numbers(readings: Readings) -> str | None:
    """Both are numbers: the same one ("XVII", "17", "seventeen") or another ("1917", "1918"; "four", "five")."""
    figures = numeral_value(readings.words_a), numeral_value(readings.words_b)
    values = [
        value if value is not None else _in_words(words, readings)
        for value, words in zip(figures, (readings.words_a, readings.words_b), strict=True)
    ]
    if None in values:
        return None
    if values[0] != values[1]:
        return "substitution"
    # Two words for one number differ as words do ("ein", "eine").
    return None if figures == (None, None) else "numeral"


def _in_words(words: Sequence[str], readings: Readings) -> str | None:
    """What number some words are in the language of the match."""
    language = readings.lexicon.language
    value = None if language is None else number_in_words(words, language)
    return None if value is None else str(value)


def _number_in_words(readings: Readings) -> str | None:
    """Figures against words that may spell them out, in a language whose number words are not known ("41")."""
    if readings.lexicon.language is not None and readings.lexicon.language.numbers:
        return None
    for figures, words in ((readings.words_a, readings.words_b), (readings.words_b, readings.words_a)):
        if not any(word[0].isdecimal() for word in figures) or numeral_value(figures) is None:
            continue
        small = readings.begins_sentence or not any(word[0].isupper() for word in words)
        long_enough = len("".join(words)) >= _SHORTEST_NUMBER or not any(w.isascii() for w in words)
        digits = sum(len(word) for word in figures)
        if small and long_enough and len(words) <= min(max(2, digits), _SPELLED_OUT):
            return None if any(character.isdecimal() for word in words for character in word) else "numeral"
    return None


def _written_together(readings: Readings) -> str | None:
    """The same letters, written together on one side ("to-night", "tonight"; "and the", "andthe").

    Also where one side has the hyphen at the end of a line, so that its two words are one.
    """
    whole_a, whole_b = (_letters("".join(words)) for words in (readings.words_a, readings.words_b))
    if len(readings.words_a) == len(readings.words_b):
        is_same = whole_a == whole_b and len(readings.words_a) > 1
        return _marks_class(readings) if is_same else None
    if letters.is_misreading(whole_a, whole_b):
        return "typo_ocr"
    if whole_a != whole_b:
        return None
    spaced = any(character.isspace() for character in readings.a + readings.b)
    together, apart = sorted((readings.words_a, readings.words_b), key=len)
    lexicon = readings.lexicon
    lost = lexicon.is_rare_beside("".join(together), *apart) or min(map(lexicon.count, apart)) <= 1
    if spaced and lost:
        return "typo_ocr"
    return _marks_class(readings)


def _marks_class(readings: Readings) -> str:
    """The class of two readings that have the same letters."""
    marks = ("".join(c for c in side if not c.isalnum()) for side in (readings.a, readings.b))
    return dress_class(*marks)


def _letters(word: str) -> str:
    return "".join(character for character in word.casefold() if character.isalnum())


def _names(readings: Readings) -> str | None:
    """One name in two forms: initials, a short title, a part for the whole ("L. D.", "Leon"; "Capt.", "Captain")."""
    words_a, words_b = readings.words_a, readings.words_b
    if not names.are_capitalised(words_a) or not names.are_capitalised(words_b):
        return None
    initials = names.has_initial(readings.a) or names.has_initial(readings.b)
    if initials and names.is_same_name_in_initials(words_a, words_b):
        return "name_form"
    return "name_form" if _is_abbreviation(readings) or names.is_part_of(words_a, words_b) else None


def _abbreviations(readings: Readings) -> str | None:
    """A word and its short form with a stop ("vol.", "volume")."""
    return "spelling" if _is_abbreviation(readings) else None


def _is_abbreviation(readings: Readings) -> bool:
    if readings.pair is None:
        return False
    left, right = readings.pair
    return (readings.a.endswith(".") and names.abbreviates(left, right)) or (
        readings.b.endswith(".") and names.abbreviates(right, left)
    )


def _name_for_pronoun(readings: Readings) -> str | None:
    """A full name against a short common word, as a pronoun is ("Sergei Sedov", "he")."""
    for name, other in ((readings.words_a, readings.words_b), (readings.words_b, readings.words_a)):
        if len(other) != 1 or len(name) < 2 or not names.are_capitalised(name):  # noqa: PLR2004 - one and several
            continue
        word = other[0]
        if (
            word[0].islower()
            and len(word) <= _PRONOUN_LETTERS
            and readings.lexicon.count(word) >= _PRONOUN_PLACES
        ):
            return "name_form"
    return None


def _misread(readings: Readings) -> str | None:
    """Shapes taken for each other, one form found nowhere else or figures among letters ("thc", "te11")."""
    if readings.pair is None or not letters.is_misreading(*readings.pair):
        return None
    mixed = any(not word.isalpha() and not word.isdecimal() for word in readings.pair)
    return "typo_ocr" if mixed or readings.lexicon.has_one_rare(*readings.pair) else None


def _respelled(readings: Readings) -> str | None:
    """Doubled letters, and letters that stand for one sound ("pummeling", "pummelling"; "honour", "honor")."""
    if readings.pair is None or not letters.is_respelling(*readings.pair):
        return None
    return None if readings.lexicon.tells_apart(*readings.pair) else "spelling"


def _respelled_name(readings: Readings) -> str | None:
    """A name inside a sentence, spelled another way ("Toomey", "Toomy")."""
    if readings.pair is None or readings.begins_sentence:
        return None
    if not names.are_capitalised(readings.words_a) or not names.are_capitalised(readings.words_b):
        return None
    return "name_form" if names.sounds_like(readings.words_a[0], readings.words_b[0]) else None


def _inflected(readings: Readings) -> str | None:
    """One word with two endings ("chain", "chains")."""
    return "inflection" if readings.pair is not None and letters.share_stem(*readings.pair) else None


def _slipped(readings: Readings) -> str | None:
    """A letter wrong, in a form found nowhere else ("aiticles"); where both are found elsewhere they are two words."""
    if readings.pair is None or not letters.is_slip_of_one_letter(*readings.pair):
        return None
    return "typo_ocr" if readings.lexicon.has_one_unattested(*readings.pair) else None


def _swapped(readings: Readings) -> str | None:
    """Two letters in another order ("bene", "been"), unless a text has both: "form" and "from" are two words."""
    if readings.pair is None or not letters.are_swapped(*readings.pair):
        return None
    return None if readings.lexicon.one_uses_both(*readings.pair) else "spelling"


_RULES = (
    _numbers,
    _number_in_words,
    _written_together,
    _names,
    _name_for_pronoun,
    _abbreviations,
    _misread,
    _respelled,
    _respelled_name,
    _inflected,
    _slipped,
    _swapped,
)
"""Tried in this order; the first that has a name for the readings gives it."""
