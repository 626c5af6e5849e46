"""Number words: what numbers a reading names, in figures or in the words of its language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.align.numerals import numeral_value
from pipeline.corpus.normalise import fold_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.languages import Language

__all__ = ["number_in_words", "numbers_named"]

_WORD = re.compile(r"\w+(?:['’ʼ]\w+)*")

_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1000


def number_in_words(words: Sequence[str], language: Language) -> int | None:
    """What number some words are, all of them together ("nineteen hundred and seventeen", "einundvierzig").

    Args:
        words: As the document has them, at least one.
        language: Theirs.

    Returns:
        The number; None if a word is no number word, or they are no one number.
    """
    if not language.numbers:
        return None
    total = group = 0
    named = False
    for word in (fold_word(word) for word in words):
        if word in language.numbers:
            worth = language.numbers[word]
            if worth == _TWENTY and group == 4:  # noqa: PLR2004 - "quatre-vingt" is four times twenty
                group = 4 * _TWENTY
            elif _TEN <= group < _HUNDRED and group % _TEN and worth >= _TEN:
                group = group * _HUNDRED + worth  # "nineteen seventeen"
            elif group and group % _HUNDRED and worth >= group % _HUNDRED and worth < _TWENTY:
                return None  # "two three"
            else:
                group += worth
            named = True
        elif word in language.hundred:
            group = max(1, group) * _HUNDRED
            named = True
        elif word in language.thousand:
            total += max(1, group) * _THOUSAND
            group, named = 0, True
        elif word not in language.joiners or not named:
            return None
    return total + group if named else None


def numbers_named(reading: str, language: Language | None) -> list[int]:
    """The numbers of a reading, in order: figures and Roman numerals, and words where the language is known.

    Args:
        reading: As the document has it.
        language: Its language, if that is known.

    Returns:
        Their worth. Neighbouring number words make one number.
    """
    found: list[int] = []
    run: list[str] = []

    def close() -> None:
        if run and language is not None:
            while run and fold_word(run[-1]) in language.joiners:
                run.pop()
            value = number_in_words(run, language) if run else None
            parts = [value] if value is not None else [number_in_words([word], language) for word in run]
            found.extend(part for part in parts if part is not None)
        run.clear()

    for word in _WORD.findall(reading):
        # A single capital is an initial or a pronoun more often than a Roman numeral.
        value = numeral_value([word]) if len(word) > 1 or word.isdecimal() else None
        if value is not None:
            close()
            found.extend(int(part) for part in value.split())
        elif language is not None and _is_number_word(fold_word(word), language, running=bool(run)):
            run.append(word)
        else:
            close()
    close()
    return found


def _is_number_word(word: str, language: Language, *, running: bool) -> bool:
    return (
        word in language.numbers
        or word in language.hundred
        or word in language.thousand
        or (running and word in language.joiners)
    )
