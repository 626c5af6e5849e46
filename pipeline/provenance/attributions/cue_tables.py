"""Cue tables: the words by which a language says that it quotes, one data file a language in ``cues/``."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, fields
from importlib import resources
from typing import TYPE_CHECKING

from pipeline.corpus.documents import language_of
from pipeline.corpus.languages import primary_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.corpus.documents import Document

__all__ = ["Cues", "Phrases", "cue_tables", "cues_of", "words_in"]

_FOLDER = "cues"
_WORD = re.compile(r"\w+")


def words_in(text: str) -> frozenset[str]:
    """The words of a short text without capitals, by which ``Phrases.may_stand_in`` tells what cannot be in it."""
    return frozenset(_WORD.findall(text.casefold()))


class Phrases(tuple[str, ...]):  # noqa: SLOT001 - it keeps its patterns
    """Words, or words parted by blanks, of one kind, in the order of the table; "…" stands for a few words between."""

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """Fits any of them as whole words, the longest first, whatever white space parts them; none fits nothing."""
        if not self:
            return re.compile(r"(?!)")
        return re.compile(rf"(?<![\w’'])(?:{'|'.join(_alternatives(self))})(?!\w)", re.IGNORECASE)

    @functools.cached_property
    def _tellers(self) -> frozenset[str]:
        """The longest word of each."""
        return frozenset(max(_WORD.findall(phrase.casefold()), key=len) for phrase in self)

    def may_stand_in(self, words: frozenset[str]) -> bool:
        """Whether one of them may stand in a text of such words; where it is False the pattern finds nothing.

        Args:
            words: From ``words_in``.

        Cost: the fewer of the words and the phrases; the pattern tries every phrase at every place.
        """
        return not self._tellers.isdisjoint(words)

    @functools.cached_property
    def _last_words(self) -> frozenset[tuple[str, ...]]:
        """The last two words of each, or its only one."""
        return frozenset(tuple(_WORD.findall(phrase.casefold())[-2:]) for phrase in self)

    def end(self, text: str) -> bool:
        """Whether a text ends with one of them."""
        last = tuple(_WORD.findall(text.casefold())[-2:])
        if last not in self._last_words and last[1:] not in self._last_words:
            return False
        return any(found.end() == len(text) for found in self.pattern.finditer(text))


@dataclass(frozen=True, kw_only=True)
class Cues:
    """One language's table; the fields are the keys of its file, explained in ``cues/en.toml``."""

    language: str
    writing: Phrases
    penned: Phrases
    recalling: Phrases
    speech: Phrases
    adverbs: frozenset[str]
    according: Phrases
    according_behind: Phrases
    for_one: frozenset[str]
    in_ones: frozenset[str]
    texts: Phrases
    sent_by: Phrases
    definite: frozenset[str]
    author_of: Phrases
    quoted_in: Phrases
    published_in: Phrases
    in_work: Phrases
    that: Phrases
    as_one_says: Phrases
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
    same_again: Phrases
    see: Phrases
    page: tuple[str, ...]

    @functools.cached_property
    def reporting(self) -> Phrases:
        """Words of reporting and of talk."""
        return Phrases((*self.writing, *self.speech))

    @functools.cached_property
    def on_record(self) -> Phrases:
        """Words that behind a quotation say that somebody is quoted, where other words of reporting go with talk."""
        return Phrases((*self.penned, *self.recalling))

    @functools.cached_property
    def book_leads(self) -> Phrases:
        """Those of ``in_work`` that name a kind of book, not a mere preposition."""
        return Phrases(
            lead for lead in self.in_work if len(lead.split()) > 1 and lead.split()[-1] not in _POSSESSIVES
        )

    @functools.cached_property
    def title_leads(self) -> Phrases:
        """All behind which a title stands."""
        return Phrases((*self.book_leads, *self.author_of, *self.quoted_in))


_POSSESSIVES = frozenset({"his", "her", "their", "ses", "sus", "своей"})

NO_CUES = Cues(
    language="",
    writing=Phrases(),
    penned=Phrases(),
    recalling=Phrases(),
    speech=Phrases(),
    adverbs=frozenset(),
    according=Phrases(),
    according_behind=Phrases(),
    for_one=frozenset(),
    in_ones=frozenset(),
    texts=Phrases(),
    sent_by=Phrases(),
    definite=frozenset(),
    author_of=Phrases(),
    quoted_in=Phrases(),
    published_in=Phrases(),
    in_work=Phrases(),
    that=Phrases(),
    as_one_says=Phrases(),
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
    same_again=Phrases(),
    see=Phrases(),
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


_LISTS: dict[str, Callable[[Iterable[str]], object]] = {"frozenset[str]": frozenset, "Phrases": Phrases}


def _read(text: str) -> Cues:
    table = tomllib.loads(text)
    values: dict[str, object] = {}
    for field in fields(Cues):
        value = table[field.name]
        if isinstance(value, list):
            value = _LISTS.get(str(field.type), tuple)(value)
        values[field.name] = value
    return Cues(**values)  # type: ignore[arg-type]


def cues_of(document: Document) -> Cues:
    """The table for a document.

    Args:
        document: One document.

    Returns:
        That of its language, which is recognised here where nothing is known of it; ``NO_CUES`` where there is no table
        for it.

    Cost: constant.
    """
    tag = language_of(document)
    code = primary_code(tag) if tag else ""
    return next((table for table in cue_tables() if table.language == code), NO_CUES)


def _alternatives(phrases: Iterable[str]) -> list[str]:
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return [_in_text(phrase) for phrase in ordered]


def _in_text(phrase: str) -> str:
    """A phrase as a pattern; where it has "…" a few words may stand: "hält … fest" is in "hält Anna Finke fest"."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return words.replace(r"\s+…\s+", r"(?:\s+[^\s,;:.]+){0,5}?\s+")
