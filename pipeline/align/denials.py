"""Denials: whether one of two readings denies what the other does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.align.sentences import STOPS
from pipeline.corpus.normalise import fold_word

if TYPE_CHECKING:
    from pipeline.align.languages import Language

__all__ = ["denies_otherwise"]

_ALONE_WORDS = 4
"""Words put in or left out that only deny ("by no means", "did not"); in more, something else is said."""

_COMPARED_WORDS = 8
"""Words of two readings that are compared; longer ones are rewritten text."""

_OPPOSITE_LETTERS = 4
"""Letters of the shortest word of which a prefix makes the opposite."""

_STOPPED = re.compile(f"[{re.escape(STOPS)}]\\W*$")
_WORD = re.compile(r"\w+(?:['’ʼ]\w+)*")


def denies_otherwise(one: str, other: str, language: Language) -> bool:
    """Whether one of two readings of a place denies what the other does not.

    Args:
        one: A reading; may be empty.
        other: The other.
        language: Their language.

    Returns:
        Whether one has more words that deny ("not", "n't", "не"), or is a single word that a prefix makes the opposite
        of the other ("possible", "impossible"). Never for a sentence of its own, nor for longer readings.

    Cost: linear in the readings.
    """
    words, others = ([fold_word(word) for word in _WORD.findall(reading)] for reading in (one, other))
    if not words or not others:
        alone = one if words else other
        # A sentence of its own denies nothing of what both sides say.
        if len(words) + len(others) > _ALONE_WORDS or _STOPPED.search(alone):
            return False
    elif max(len(words), len(others)) > _COMPARED_WORDS:
        return False
    if sum(_denies(word, language) for word in words) != sum(_denies(word, language) for word in others):
        return True
    return len(words) == len(others) == 1 and _are_opposites(words[0], others[0], language)


def _denies(word: str, language: Language) -> bool:
    return (
        word in language.negations or word.endswith(language.endings) or word.startswith(language.beginnings)
    )


def _are_opposites(left: str, right: str, language: Language) -> bool:
    short, long = sorted((left, right), key=len)
    return len(short) >= _OPPOSITE_LETTERS and any(long == prefix + short for prefix in language.prefixes)
