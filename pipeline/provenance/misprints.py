"""Misprints: how a word goes wrong under a scanner or in a typesetter's hands, and how often it goes wrong just so."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from pipeline.align.letters import is_misreading, is_respelling, misreadings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LOST_SPACE_MILLIBITS", "look_alikes", "misprint_millibits"]

_ALIKE_MILLIBITS = 1300
_SHAPE_MILLIBITS = 2300
_LETTER_MILLIBITS = 1300
LOST_SPACE_MILLIBITS = 4000
"""Of the slips of one letter in real scans of law books two in five were of look-alike shapes, one in five of letters
of one kind of shape, and two in five of any others. A space is lost once for sixteen letters that are misread."""

_SHAPES = ("aceo", "bdhk", "fijlrt", "gpqy", "mnru", "vwxy", "асео", "ийлнп", "цшщ", "ъьы")
"""Letters of one kind of shape: round, with a bow and a stem, narrow, hanging, with arches, slanted."""

_MILLI = 1000


def misprint_millibits(form: str, word: str, alphabet: int) -> int | None:
    """How often a word that goes wrong becomes one form.

    Args:
        form: What is printed, folded.
        word: What is meant, folded.
        alphabet: How many letters the language has.

    Returns:
        Log2 of the share, in millibits; None where the two are no slip of one letter apart, or spellings of one word.
    """
    if is_misreading(form, word):
        return -_ALIKE_MILLIBITS - _log2(2 * len(word))
    if OSA.distance(form, word, score_cutoff=1) > 1 or is_respelling(form, word):
        return None
    if _is_of_one_shape(form, word):
        return -_SHAPE_MILLIBITS - _log2(3 * len(word))
    return -_LETTER_MILLIBITS - _log2(2 * alphabet * len(word))


def look_alikes(word: str) -> Iterable[str]:
    """Forms that look like a folded word: a shape taken for another, or a letter for one of its kind of shape."""
    yield from misreadings_of(word)
    yield from _misshaped(word)


def _misshaped(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        for shape in _SHAPES:
            if letter in shape:
                yield from (word[:at] + other + word[at + 1 :] for other in shape if other != letter)


def _is_of_one_shape(form: str, word: str) -> bool:
    """Whether two words differ in one letter, that stands against one of its kind of shape."""
    unequal = [one + other for one, other in zip(form, word, strict=False) if one != other]
    return (
        len(form) == len(word)
        and len(unequal) == 1
        and any(set(unequal[0]) <= set(shape) for shape in _SHAPES)
    )


def _log2(number: float) -> int:
    return round(_MILLI * math.log2(number))
