"""Titles in running text: where a sentence that leads to a quotation names the work."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.corpus.dates import parse_printed
from pipeline.provenance.attributions.bracketed import title_behind_name
from pipeline.provenance.attributions.citations import (
    AND_OTHERS,
    DATED,
    LIFE,
    MOST_TITLE_WORDS,
    Citation,
    clean_title,
    iso_date,
    read_note,
    year_in,
)
from pipeline.provenance.attributions.cue_tables import words_in
from pipeline.provenance.attributions.persons import is_name
from pipeline.provenance.attributions.title_begins import WORD, blanks, leads_to_title, title_begin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.provenance.attributions.cue_tables import Cues, Phrases

__all__ = ["book_lead_before", "find_works", "may_name_work"]

_MARKED_TITLE = re.compile(
    r"[\s,]*[\"“„«»‹「『《〈‘]\s?([^\"“”„«»‹›「」『』《》〈〉]{2,120}?)\s?[,.]?[\"“”«»›」』》〉’],?"
)
_OWNED = re.compile(r"(?P<author>[^\W\d_][\w. ]{1,40})['’]s? (?P<title>.+)")
_OPENS_TITLE = re.compile(r"\s[\"“„«‹「『‘]\w")
_DATE_WORDS = 6
"""Words in a title's parentheses: "9th May, 1951", "London and Paris, 1940"."""

_NAME_WORDS = 3
_FAR_BACK = 1_000
"""Characters before a date in which its title and the words that lead to it stand; a text without stops is one
sentence."""

_MARKED_WORDS = 10
_SHORT_TITLE = 3


def find_works(text: str, cues: Cues, words: frozenset[str] | None = None) -> list[Citation]:
    """Find the works that a sentence names.

    A title is known by the year in parentheses behind it, by a date after "published in", or by the words that lead to
    it ("in her memoirs"). An author with a year behind the name is given without a title.

    Args:
        text: A sentence, or the part of one that leads to a quotation.
        cues: Of its language.
        words: Its words (``words_in``), where the caller has them.

    Returns:
        Titles with their years, in their order. A person's dates of life are none.

    Cost: linear in the text.
    """
    words = words_in(text) if words is None else words
    works = list(_dated_works(text, cues))
    if not works and cues.published_in.may_stand_in(words):
        works = list(_published_works(text, cues))
    if not works and cues.book_leads.may_stand_in(words):
        works = list(_led_works(text, cues))
    if not works and cues.reporting.may_stand_in(words) and _OPENS_TITLE.search(text):
        works = list(_marked_works(text, cues))
    return works


def may_name_work(text: str, cues: Cues, words: frozenset[str]) -> bool:
    """Whether ``find_works`` may find something, told at little cost: where it is False, it finds nothing.

    Args:
        text: As there.
        cues: As there.
        words: As there.
    """
    return (
        cues.published_in.may_stand_in(words)
        or cues.book_leads.may_stand_in(words)
        or DATED.search(text) is not None
        or (cues.reporting.may_stand_in(words) and _OPENS_TITLE.search(text) is not None)
    )


def _dated_works(text: str, cues: Cues) -> Iterator[Citation]:
    free = 0
    for found in DATED.finditer(text):
        if LIFE.search(found[1]):
            continue
        free = max(free, text.find(" ", found.start() - _FAR_BACK) if found.start() > _FAR_BACK else 0)
        work = (
            title_behind_name(text, free, found, cues)
            or _title_behind_lead(text, free, found, cues)
            or _title_before(text, free, found, cues)
        )
        if work is not None:
            free = found.end()
            yield work


def _title_behind_lead(text: str, free: int, dated: re.Match[str], cues: Cues) -> Citation | None:
    """The work in parentheses behind words that lead to a book: "in her memoirs (The Mill Pond, London, 1931)"."""
    if not cues.book_leads.end(text[free : dated.start()].rstrip()):
        return None
    cited = read_note(dated[1], cues)
    return replace(cited, begin=dated.start(), end=dated.end(), led=True) if cited and cited.title else None


def _title_before(text: str, free: int, dated: re.Match[str], cues: Cues) -> Citation | None:
    """The work whose title, or whose author's name, stands right before a year in parentheses."""
    inner = dated[1]
    stop = dated.start()
    others = AND_OTHERS.search(text, free, stop)
    stop = others.start() if others and others.end() == stop else stop
    begin, led = title_begin(text, free, stop, cues)
    title = clean_title(text[begin:stop]) if begin is not None else None
    if begin is None or title is None or len(title.split()) > MOST_TITLE_WORDS:
        return None
    year = year_in(inner)
    if len(inner.split()) > _DATE_WORDS or parse_printed(f"{title} {year}"):
        return None
    end = dated.end()
    owned = _OWNED.fullmatch(title)
    if owned and _is_owned(text, owned["title"], begin, end, cues):
        # The author stands before it: "in Finch's The Mill Pond".
        at = text.index(owned["title"][:1], begin + len(owned["author"]) + 2)
        return Citation(begin=at, end=end, author=owned["author"], title=owned["title"], year=year, led=True)
    if not led and len(title.split()) <= _NAME_WORDS and is_name(title, cues):
        # "Finch (1931) argues": an author and a year.
        reports = _reports(text, begin, end, cues)
        return (
            Citation(begin=begin, end=end, author=title, year=year, date=iso_date(inner)) if reports else None
        )
    if led or not text[:begin].strip():
        return Citation(begin=begin, end=end, title=title, year=year, date=iso_date(inner), led=led)
    return None


def _is_owned(text: str, title: str, begin: int, end: int, cues: Cues) -> bool:
    """Whether what stands behind "Finch's" is a title of its own: "Finch's The Mill Pond", but not "Schindler's List".

    It is, where it begins with an article, or where a longer one is itself said to report: "Reed's Reeds and Rushes
    (1960) says".
    """
    if title.split(maxsplit=1)[0] in {"The", "A", "An", "My", "Our", "Some"}:
        return True
    is_subject = not text[:begin].strip() and cues.reporting.pattern.match(text[end:].lstrip()) is not None
    return is_subject and len(title.split()) >= _SHORT_TITLE


def _reports(text: str, begin: int, end: int, cues: Cues) -> bool:
    """Whether a word of reporting follows a name and its year, or "according to" goes before them."""
    after = text[end:].lstrip(" ,")
    verbs = cues.reporting.pattern
    words = after.split(maxsplit=2)
    if verbs.match(after) or (words and words[0].lower() in cues.adverbs):
        return True
    before = text[:begin].rstrip()
    if before.lstrip().lower() in cues.for_one and text[end:].lstrip()[:1] in {"", ",", ":"}:
        return True  # "For Reed (1960: 45), ..."
    leads = (
        cues.according,
        cues.according_behind,
        cues.writing,
    )  # "As Finch (1931) notes" in Spanish: "Como señala Ruiz (1931)"
    return any(found.end() == len(before) for lead in leads for found in lead.pattern.finditer(before))


def _led_works(text: str, cues: Cues) -> Iterator[Citation]:
    """Titles without a year behind them: "in her memoir The Mill Pond, ..."; in marks where titles have no capitals."""
    for lead in _book_lead_pattern(cues.book_leads).finditer(text):
        rest = text[lead.end() :]
        in_marks = _MARKED_TITLE.match(rest)
        if in_marks and len(in_marks[1].split()) <= _MARKED_WORDS:
            title, end = clean_title(in_marks[1]), in_marks.end()
        elif cues.title_case:
            end = _capitals_after(rest, cues)
            title = clean_title(rest[:end]) if end else None
            described = rest[end:].split(maxsplit=1)[:1]
            is_described = bool(described) and described[0] in cues.articles
            if title and (rest.lstrip().startswith(",") or is_described) and is_name(title, cues):
                continue  # "In his memoirs, Louis Moss, the banker, ..."
        else:
            continue
        if title and not title[0].islower():
            begin = lead.end() + blanks(rest)
            end -= (
                rest[end - 1] in ",;"
            )  # it sets off what the title belongs to: "Finch, in her memoir T, says"
            year = year_in(lead[0])
            yield Citation(
                begin=begin,
                end=lead.end() + end,
                title=title,
                year=year,
                date=str(year) if year else None,
                led=True,
            )


@functools.cache
def _book_lead_pattern(book_leads: Phrases) -> re.Pattern[str]:
    """A pattern for them in which a year or an adjective may stand before the last word: "in her first 1931 memoir"."""
    leads = sorted(book_leads, key=lambda lead: (-len(lead), lead))
    parts = []
    for lead in leads:
        *first, last = (re.escape(word) for word in lead.split())
        parts.append(r"\s+".join(first) + r"\s+(?:(?-i:(?:1[4-9]|20)\d\d|[^\W\d_A-ZА-Я]+)\s+){0,2}" + last)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)", re.IGNORECASE)


def _marked_works(text: str, cues: Cues) -> Iterator[Citation]:
    """Titles in marks behind a mere preposition that follows who reports: "Finch writes in "The Mill Pond" that"."""
    for lead in cues.in_work.pattern.finditer(text):
        found = _MARKED_TITLE.match(text, lead.end())
        title = clean_title(found[1]) if found else None
        if found is None or title is None or title[0].islower() or len(title.split()) > _MARKED_WORDS:
            continue
        if leads_to_title(text[: lead.start()], len(title.split()), cues):
            yield Citation(
                begin=lead.end() + blanks(text[lead.end() :]), end=found.end(), title=title, led=True
            )


def _capitals_after(text: str, cues: Cues) -> int:
    """Where a run of words in capitals ends that a comma, a stop or the end sets off; 0 if nothing does."""
    spans = [found.span() for found in WORD.finditer(text, blanks(text))]
    end = 0
    for place, (begin, stop) in enumerate(spans):
        word = text[begin:stop]
        core = word.strip("*_\"“”‘’',.:;").lower()
        if not word.strip("*_\"“”‘’'")[:1].isupper() and core not in cues.title_words:
            return 0
        end = stop
        if word[-1] in ",;" or (word[-1] in ":." and (place + 1 == len(spans) or word[-1] == ".")):
            return end if place or len(word) > _SHORT_TITLE else 0
    return 0 if not spans else end


def _published_works(text: str, cues: Cues) -> Iterator[Citation]:
    """Titles of periodicals: "published in France-Soir on 7th November 1971"."""
    for lead in cues.published_in.pattern.finditer(text):
        spans = [found.span() for found in WORD.finditer(text, lead.end())]
        n_title = 0
        for begin, end in spans:
            if not text[begin].isupper() and not (
                n_title and text[begin:end] in cues.title_words - _BEFORE_DATES
            ):
                break
            n_title += 1
        title = clean_title(text[spans[0][0] : spans[n_title - 1][1]]) if n_title else None
        date = _date_near(text, spans[n_title : n_title + _WORDS_TO_DATE]) if title else None
        if title and date:
            yield Citation(
                begin=spans[0][0],
                end=spans[n_title - 1][1],
                title=title,
                year=int(date[:4]),
                date=date,
                led=True,
            )


_BEFORE_DATES = frozenset({"on", "in", "of", "from", "am", "im", "vom", "du", "en", "del", "от", "в"})
_WORDS_TO_DATE = 6
_WORDS_OF_DATE = 4


def _date_near(text: str, spans: list[tuple[int, int]]) -> str | None:
    """The longest date among the next words."""
    for first in range(min(3, len(spans))):
        for last in range(min(len(spans), first + _WORDS_OF_DATE) - 1, first - 1, -1):
            date = parse_printed(text[spans[first][0] : spans[last][1]].strip(" ,.:;"))
            if date and date.not_before and date.not_before == date.not_after:
                return date.not_before
    return None


def book_lead_before(head: str, cues: Cues) -> bool:
    """Whether words that lead to a book's title stand right at the end of a text: "в книге", "in seinem Buch"."""
    return cues.title_leads.end(head.rstrip(" ,"))  # behind a colon stands what is quoted from it
