"""Languages: which one a text is in, told by its commonest words.

The words stand in ``languages.toml``. A language that is not there, or two that are too alike, are not guessed at.
"""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Literal

from pipeline.corpus.normalise import fold_word

__all__ = ["LanguageBasis", "known_languages", "language_of_text", "language_of_words", "primary_code"]

LanguageBasis = Literal["manifest", "header", "text", "none"]
"""Where a document's language was read: stated in ``sources.toml``, stated by its markup, or told by its words."""

_LEAST_SHARE = 0.12
"""Share of a text's words that are the commonest of its language; of running text they are a fifth to a half."""

_LEAST_WORDS = 3
_CLEARLY = 2
_LEAST_LEAD = 2
"""Of the words that one of two languages has and the other has not: twice as many, and two more.

The words that both have tell nothing of sisters: a Danish text is Norwegian but for every twelfth word.
"""

_MOST_WORDS = 1_000
"""Words looked at to recognise a language."""

_STRETCHES = 5
_STRETCH_CHARACTERS = 500
"""A long text is looked at in so many places, for its first page may be in another language than the rest."""

_ONE_A_WORD = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Kana and Han, one character a word, as tokens are made."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
_LETTER = rf"[^\W\d_{_ONE_A_WORD}]"
_WORD = re.compile(rf"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*|[{_ONE_A_WORD}]")


@functools.cache
def known_languages() -> Mapping[str, frozenset[str]]:
    """The commonest words, folded without marks, of every language that is known, by code."""
    with resources.files("pipeline.corpus").joinpath("languages.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {code: frozenset(map(fold_word, words.split())) for code, words in tables.items()}


@functools.cache
def _speakers() -> Mapping[str, tuple[str, ...]]:
    """Which languages each common word belongs to."""
    held: dict[str, list[str]] = {}
    for code, words in known_languages().items():
        for word in sorted(words):
            held.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in held.items()}


_folded = functools.lru_cache(maxsize=1 << 14)(fold_word)


def primary_code(tag: str) -> str:
    """The language in a BCP 47 tag: "en" of "en-GB", also as people write it ("en_GB")."""
    return tag.replace("_", "-").split("-")[0].lower()


def language_of_text(text: str) -> str | None:
    """The language of a text.

    Args:
        text: A text of any length; of a long one five stretches from its begin to its end are looked at.

    Returns:
        Its code; None where the words are too few, of a language that is not known, of two that are too alike to tell,
        or of two languages that the text is written in by turns.

    Cost: constant.
    """
    counts: Counter[str] = Counter()
    for word, times in Counter(_sampled(text)).items():
        counts[_folded(word)] += times
    return _language_of(counts)


def _sampled(text: str) -> list[str]:
    room = len(text) - _STRETCHES * _STRETCH_CHARACTERS
    if room <= 0:
        return _WORD.findall(text)
    words: list[str] = []
    for stretch in range(_STRETCHES):
        begin = stretch * _STRETCH_CHARACTERS + room * stretch // (_STRETCHES - 1)
        words += _WORD.findall(text, begin, begin + _STRETCH_CHARACTERS)
    return words


def language_of_words(words: Iterable[str]) -> str | None:
    """The language of some running text that is words already.

    Args:
        words: Folded words without marks; the first thousand are looked at.

    Returns:
        As ``language_of_text``.

    Cost: a look-up a word.
    """
    return _language_of(Counter(itertools.islice(words, _MOST_WORDS)))


def _language_of(counts: Counter[str]) -> str | None:
    speakers = _speakers()
    known = {word: counts[word] for word in counts.keys() & speakers.keys()}
    found: Counter[str] = Counter()
    for word, times in known.items():
        for code in speakers[word]:
            found[code] += times
    best = max(found, key=lambda code: (found[code], code), default=None)
    if best is None or found[best] < max(_LEAST_WORDS, _LEAST_SHARE * counts.total()):
        return None
    shared: Counter[str] = Counter()
    for word, times in known.items():
        if best in speakers[word]:
            for code in speakers[word]:
                shared[code] += times
    for code, hits in found.items():
        own, others = found[best] - shared[code], hits - shared[code]
        if code != best and (own < _CLEARLY * others or own < others + _LEAST_LEAD):
            return None
    return best
