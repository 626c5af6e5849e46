"""Names of persons in running text, and whether two of them may be one person."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.corpus.normalise import fold_word
from pipeline.provenance.attributions.cue_tables import cue_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.attributions.cue_tables import Cues

__all__ = ["JOINED", "Name", "find_names", "is_name", "names_person", "same_person", "token_spans"]

_TOKEN = re.compile(r"\w[\w.]*(?:['’\-‐‑]\w+)*\.?")
_PARTICLES = frozenset(
    [
        *(
            "al",
            "bin",
            "da",
            "das",
            "de",
            "del",
            "della",
            "den",
            "der",
            "des",
            "di",
            "do",
            "dos",
            "du",
            "el",
            "ibn",
        ),
        *("la", "las", "le", "los", "ter", "van", "vom", "von", "y", "zu", "zur"),
    ]
)
_POSSESSIVE = re.compile(r"['’]s?$|['’]s$")
JOINED = frozenset({"and", "und", "et", "y", "e", "и", "&"})
"""What stands between two names of one subject."""

_MOST_WORDS = 6
_MOST_NAMES = 4
_ADJECTIVES = 3
_STEM = 4
_LONG_NAME = 8
"""Letters from which one misread letter makes no other name of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A run of capitalised words; ``possessive`` where it ends in 's, so that it is the name of no subject."""

    begin: int
    end: int
    text: str
    possessive: bool
    sentence_initial: bool


def token_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a short text stand, an abbreviation's stop included."""
    return [found.span() for found in _TOKEN.finditer(text)]


def find_names(text: str, cues: Cues) -> list[Name]:
    """Find what may be names: runs of capitalised words and initials, with particles between them.

    Args:
        text: A clause or a sentence; it is taken to begin where a sentence begins.
        cues: Of its language: which capitalised words begin no name.

    Returns:
        Names in their order. Words that only the beginning of a sentence puts in capitals are left out as far as the
        table knows them.

    Cost: linear in the text.
    """
    names: list[Name] = []
    spans = token_spans(text)
    at = 0
    while at < len(spans):
        if not _is_capital(text, spans[at], cues):
            at += 1
            continue
        last = at
        ahead = at + 1
        while ahead < len(spans) and _adjoins(text, spans[ahead - 1], spans[ahead]):
            if _is_capital(text, spans[ahead], cues):
                last = ahead
            elif _bare(text, spans[ahead]) not in _PARTICLES:
                break
            ahead += 1
            if _POSSESSIVE.search(text[slice(*spans[last])]):
                break
        noun = _is_noun(text, spans, at, cues)
        if noun and last > at and _bare(text, spans[at + 1]) in cues.determiners:
            at += 1  # "das Protokoll der Sitzung": what follows is a noun of its own
            continue
        # "Der Pfarrer Johann Weiß": what a person is stands before the name, in capitals like all nouns.
        first = at + 1 if noun and last - at > 1 else at
        name = None if noun and at == last else _name(text, spans, first, last, cues)
        if name is not None:
            names.append(name)
        at = max(last + 1, at + 1)
    return names


def _name(text: str, spans: Sequence[tuple[int, int]], first: int, last: int, cues: Cues) -> Name | None:
    if last - first >= _MOST_NAMES:
        first = last - 1  # "After the Second World War Natalia Sedova ...": two names that touch
    begin, end = spans[first][0], spans[last][1]
    printed = text[begin:end]
    possessive = _POSSESSIVE.search(printed) is not None
    printed = _POSSESSIVE.sub("", printed)
    end = begin + len(printed)
    if printed.endswith(".") and not _ends_in_initial(printed, cues):
        printed, end = printed[:-1], end - 1
    words = [word.strip(".").lower() for word in printed.split()]
    if all(word in cues.honorifics for word in words) or all(len(word) == 1 for word in words):
        return None
    return Name(
        begin=begin,
        end=end,
        text=" ".join(printed.split()),
        possessive=possessive,
        sentence_initial=first == 0,
    )


def _is_noun(text: str, spans: Sequence[tuple[int, int]], at: int, cues: Cues) -> bool:
    """Whether a determiner goes before a word in capitals, right before or with adjectives between."""
    if not cues.determiners:
        return False
    for place in range(at - 1, max(-1, at - 1 - _ADJECTIVES), -1):
        if _bare(text, spans[place]) in cues.determiners:
            return True
        if not text[spans[place][0]].islower() or "," in text[spans[place][1] : spans[place + 1][0]]:
            return False
    return False


def _ends_in_initial(printed: str, cues: Cues) -> bool:
    last = printed.rsplit(maxsplit=1)[-1].rstrip(".")
    return len(last) == 1 or "." in last or last.lower() in cues.honorifics


def _bare(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]].rstrip(".").lower()


def _is_capital(text: str, span: tuple[int, int], cues: Cues) -> bool:
    word = text[span[0] : span[1]]
    return (
        word[0].isupper() and not any(c.isdigit() for c in word) and _bare(text, span) not in cues.not_names
    )


def _adjoins(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether only a blank stands between two words; the stop of an abbreviation belongs to it."""
    word = text[left[0] : left[1]]
    if word.endswith(".") and not _is_short(word):
        return False
    between = text[left[1] : right[0]]
    return bool(between) and between.isspace() and between.count("\n") <= 1


def _is_short(word: str) -> bool:
    """Whether the stop after a word is one of an abbreviation: an initial, "Mr.", "Dr.", "L.D."."""
    bare = word.rstrip(".")
    return "." in bare or len(bare) <= 4  # noqa: PLR2004 - "Prof.", "Capt."


def is_name(text: str, cues: Cues) -> bool:
    """Whether a whole text has the form of a person's name, or of several joined by "and".

    Args:
        text: What stands before the first comma of a citation.
        cues: Of its language.
    """
    words = text.replace(",", " ").split()
    if not 1 <= len(words) <= _MOST_WORDS or any(c.isdigit() for c in text):
        return False
    # An initial is no article and no preposition: "A. Finch".
    bare = ["" if word.endswith(".") else word.lower() for word in words]
    if bare[0] in cues.articles or bare[0] in cues.not_names:
        return False
    inner_ok = all(
        word[0].isupper() or bare[at] in _PARTICLES or bare[at] in JOINED for at, word in enumerate(words)
    )
    small = cues.title_words - _PARTICLES - JOINED
    return inner_ok and words[-1][0].isupper() and not any(word in small for word in bare)


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's.

    Args:
        one: A name as printed: "Mr. Penhallick", "L. Trotsky".
        other: Another.

    Returns:
        Whether the last names agree (a single word may be any word of the other name) and no first name or initial
        contradicts. Endings of inflected names may differ in scripts other than Latin.
    """
    left, right = _parts(one), _parts(other)
    if not left or not right:
        return False
    if len(left) == 1 or len(right) == 1:
        single, many = (left[0], right) if len(left) == 1 else (right[0], left)
        return any(_alike(single, word) for word in many)
    if not _alike(left[-1], right[-1]):
        return False
    return any(_given_alike(a, b) for a in left[:-1] for b in right[:-1])


def names_person(text: str, name: str) -> bool:
    """Whether a title names a person by the last word of his name, in any of its forms."""
    last = _parts(name)[-1:]
    return any(_alike(last[0], fold_word(word)) for word in re.findall(r"\w+", text)) if last else False


def _parts(name: str) -> list[str]:
    words = [fold_word(word) for word in re.split(r"[\s.,;]+", name) if word]
    full = [word for word in words if word and word not in _PARTICLES and word not in _honorifics()]
    return full or [word for word in words if word]


@functools.cache
def _honorifics() -> frozenset[str]:
    return frozenset(fold_word(word) for table in cue_tables() for word in table.honorifics)


def _alike(a: str, b: str) -> bool:
    from rapidfuzz.distance import OSA

    if a == b:
        return True
    if not a.isascii() and not b.isascii():
        stem = max(_STEM, min(len(a), len(b)) - 2)
        return len(a) >= _STEM and len(b) >= _STEM and a[:stem] == b[:stem]
    if min(len(a), len(b)) >= _LONG_NAME:
        return OSA.distance(a, b) <= 1
    # The genitive of a Latin name ("Lenins"), which no possessive mark shows in German.
    return a == b + "s" or b == a + "s"


def _given_alike(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return _alike(a, b)
