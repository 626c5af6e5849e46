"""Languages: the few words of each by which a difference may change the sense, and by which it is recognised.

The words stand in ``languages.toml``. What is not there is not judged: no language, no claim.
"""

from __future__ import annotations

import functools
import itertools
import tomllib
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from pipeline.corpus.normalise import fold_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Language", "language_of_code", "languages", "recognised_language"]

_LEAST_SHARE = 0.12
"""Share of a text's words that are the commonest of its language; of running text they are a third or more."""

_LEAST_WORDS = 3
_CLEARLY = 1.25
"""Times by which the commonest words of one language outnumber those of any other: sisters share many."""

_MOST_WORDS = 400
"""Words looked at to recognise a language."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """What is known of one language; all words folded without marks.

    Attributes:
        code: BCP 47 without region.
        common: Its commonest words.
        negations: Words that deny.
        endings: Endings of words that deny.
        beginnings: Beginnings of words that deny.
        prefixes: What makes a word its opposite.
        days: Weekdays, and days said from the day of writing.
        numbers: Number words below ten thousand that are one word, and their worth.
        hundred: Words for a hundred.
        thousand: Words for a thousand.
        joiners: Words that join number words.
        nouns_capitalised: Whether a capital tells no name.
    """

    code: str
    common: frozenset[str]
    negations: frozenset[str]
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]
    prefixes: tuple[str, ...]
    days: frozenset[str]
    numbers: Mapping[str, int]
    hundred: frozenset[str]
    thousand: frozenset[str]
    joiners: frozenset[str]
    nouns_capitalised: bool


@functools.cache
def languages() -> Mapping[str, Language]:
    """All languages that are known, by code."""
    with resources.files("pipeline.align").joinpath("languages.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {code: _language(code, table) for code, table in tables.items()}


def _language(code: str, table: Mapping[str, str | bool]) -> Language:
    def words(name: str) -> tuple[str, ...]:
        return tuple(fold_word(word) for word in str(table.get(name, "")).split())

    def worth(name: str) -> dict[str, int]:
        pairs = (one.split("=") for one in str(table.get(name, "")).split())
        return {fold_word(word): int(value) for word, value in pairs}

    units, tens = worth("units"), worth("tens")
    return Language(
        code=code,
        common=frozenset(words("common")),
        negations=frozenset(words("negations")),
        endings=words("endings"),
        beginnings=words("beginnings"),
        prefixes=words("prefixes"),
        days=frozenset(words("days")),
        numbers={**units, **tens, **_compounds(units, tens, str(table.get("compounds", "")), words("and"))},
        hundred=frozenset(words("hundred")),
        thousand=frozenset(words("thousand")),
        joiners=frozenset(words("and")),
        nouns_capitalised=bool(table.get("nouns_capitalised", False)),
    )


_TEN = 10


def _compounds(
    units: Mapping[str, int], tens: Mapping[str, int], kind: str, joiners: Sequence[str]
) -> dict[str, int]:
    """Numbers that are one word: "einundvierzig", "quarantuno", "fyrtioett"."""
    made: dict[str, int] = {}
    for unit, ones in units.items():
        if not 0 < ones < _TEN:
            continue
        for ten, worth in tens.items():
            if kind == "unit-and-tens":
                made.update({f"{unit}{joiner}{ten}": worth + ones for joiner in joiners})
            elif kind == "tens-unit":
                # "quarantuno": the tens lose their vowel before another.
                stem = ten[:-1] if ten[-1] in "aeio" and unit[0] in "aeiou" else ten
                made.update({f"{ten}{unit}": worth + ones, f"{stem}{unit}": worth + ones})
    return made


def language_of_code(code: str | None) -> Language | None:
    """The language of a BCP 47 tag ("en-GB"); None where it is not known."""
    return None if code is None else languages().get(code.split("-")[0].lower())


@functools.cache
def _speakers() -> Mapping[str, tuple[str, ...]]:
    """Which languages each common word belongs to."""
    held: dict[str, list[str]] = {}
    for code, language in languages().items():
        for word in sorted(language.common):
            held.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in held.items()}


def recognised_language(words: Iterable[str]) -> Language | None:
    """The language of some running text, by its commonest words.

    Args:
        words: Folded words; the first 400 are looked at.

    Returns:
        None where the words are too few, of a language that is not known, or of two that are too alike to tell.

    Cost: a look-up a word.
    """
    looked_at = list(itertools.islice(words, _MOST_WORDS))
    looked, speakers = len(looked_at), _speakers()
    # In the order in which they are met: of two languages that tie, the first.
    found = Counter(code for word in looked_at if word in speakers for code in speakers[word])
    ranked = found.most_common(2)
    if not ranked or ranked[0][1] < max(_LEAST_WORDS, _LEAST_SHARE * looked):
        return None
    if len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]:
        return None
    return languages()[ranked[0][0]]
