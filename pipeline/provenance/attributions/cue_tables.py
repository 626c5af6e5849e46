"""Cue tables: the words by which a language says that it quotes, one data file a language in ``cues/``."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, fields
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.corpus.documents import Document

__all__ = ["Cues", "cue_tables", "cues_of", "phrase_pattern"]

_FOLDER = "cues"
_SAMPLE_CHARACTERS = 20_000
"""So much of a text tells its language: some three thousand words."""

_COMMON_SHARE = 0.12
"""Share of a text's words that are among the fourteen of a table, from which it is taken to be in that language.

Measured on running prose: in its own language .18 to .30, in another of the five below .08, where an article is shared.
"""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """One language's table; the fields are the keys of its file, explained in ``cues/en.toml``."""

    language: str
    common: frozenset[str]
    writing: tuple[str, ...]
    penned: frozenset[str]
    speech: tuple[str, ...]
    adverbs: frozenset[str]
    according: tuple[str, ...]
    texts: tuple[str, ...]
    author_of: tuple[str, ...]
    quoted_in: tuple[str, ...]
    published_in: tuple[str, ...]
    in_work: tuple[str, ...]
    that: tuple[str, ...]
    pronouns: frozenset[str]
    pro_drop: bool
    impersonal: frozenset[str]
    first_person: frozenset[str]
    title_words: frozenset[str]
    title_case: bool
    not_names: frozenset[str]
    honorifics: frozenset[str]
    determiners: frozenset[str]
    articles: frozenset[str]
    same_again: tuple[str, ...]
    page: tuple[str, ...]


NO_CUES = Cues(
    language="",
    common=frozenset(),
    writing=(),
    penned=frozenset(),
    speech=(),
    adverbs=frozenset(),
    according=(),
    texts=(),
    author_of=(),
    quoted_in=(),
    published_in=(),
    in_work=(),
    that=(),
    pronouns=frozenset(),
    pro_drop=False,
    impersonal=frozenset(),
    first_person=frozenset(),
    title_words=frozenset(),
    title_case=False,
    not_names=frozenset(),
    honorifics=frozenset(),
    determiners=frozenset(),
    articles=frozenset(),
    same_again=(),
    page=("p", "pp"),
)
"""For every language without a table: only marks, numbers and places tell what is quoted."""


@functools.cache
def cue_tables() -> tuple[Cues, ...]:
    """Read the tables that the package brings along, once a process.

    Returns:
        One a language, by its code.
    """
    folder = resources.files("pipeline.provenance.attributions").joinpath(_FOLDER)
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return tuple(_read(file.read_text(encoding="utf-8")) for file in files)


def _read(text: str) -> Cues:
    table = tomllib.loads(text)
    values: dict[str, object] = {}
    for field in fields(Cues):
        value = table[field.name]
        if isinstance(value, list):
            value = frozenset(value) if "frozenset" in str(field.type) else tuple(value)
        values[field.name] = value
    return Cues(**values)  # type: ignore[arg-type]


def cues_of(document: Document) -> Cues:
    """The table for a document.

    Args:
        document: One document.

    Returns:
        That of its stated language; where none is stated, that whose common words are most of its words, a twelfth
        and more; ``NO_CUES`` where there is no table for it.

    Cost: linear in the first 20,000 characters.
    """
    tables = cue_tables()
    if document.language:
        code = document.language.replace("_", "-").split("-")[0].lower()
        return next((table for table in tables if table.language == code), NO_CUES)
    counts = Counter(word.lower() for word in _WORD.findall(document.text[:_SAMPLE_CHARACTERS]))
    total = sum(counts.values())
    if not total:
        return NO_CUES
    shares = [sum(counts[word] for word in table.common) / total for table in tables]
    best = max(range(len(tables)), key=lambda at: shares[at])
    return tables[best] if shares[best] >= _COMMON_SHARE else NO_CUES


@functools.cache
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of some phrases as whole words, the longest first; it fits nothing where there are none.

    Args:
        phrases: Words, or words parted by blanks; in the text any white space parts them.
    """
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![\w’'])(?:{'|'.join(_alternatives(phrases))})(?!\w)", re.IGNORECASE)


def _alternatives(phrases: Iterable[str]) -> list[str]:
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return [r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in ordered]
