"""Titles in running text: where a sentence that leads to a quotation names the work."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from pipeline.corpus.dates import parse_printed
from pipeline.provenance.attributions.citations import (
    DATED,
    EMPHASIS,
    LIFE,
    MOST_TITLE_WORDS,
    Citation,
    clean_title,
    iso_date,
    year_in,
)
from pipeline.provenance.attributions.cue_tables import words_in
from pipeline.provenance.attributions.persons import is_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.provenance.attributions.cue_tables import Cues, Phrases

__all__ = ["book_lead_before", "find_works", "may_name_work"]

_TITLE_MARKS = re.compile(
    r"[\"“„«‹「『《〈‘]([^\"“”„«»‹›「」『』《》〈〉]{2,120}?)[,.]?[\"“”»›」』》〉’]\s*$"
)
_MARKED_TITLE = re.compile(
    r"[\s,]*[\"“„«»‹「『《〈‘]\s?([^\"“”„«»‹›「」『』《》〈〉]{2,120}?)\s?[,.]?[\"“”«»›」』》〉’],?"
)
_WORD = re.compile(r"[^\s()]+")
_STOP = re.compile(r"(?<!\b\w)\.\s|[!?。！？;]\s")
"""The end of a sentence; the stop behind a single letter is that of an initial."""

_OWNED = re.compile(r"(?P<author>[^\W\d_][\w. ]{1,40})['’]s? (?P<title>(?:The|A|An|My|Our|Some)\s.+)")
_DATE_WORDS = 6
"""Words in a title's parentheses: "9th May, 1951", "London and Paris, 1940"."""

_NAME_WORDS = 3
_PREPOSITION_AND_WORD = 2
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
    )


def _dated_works(text: str, cues: Cues) -> Iterator[Citation]:
    free = 0
    for found in DATED.finditer(text):
        inner = found[1]
        if LIFE.search(inner) or len(inner.split()) > _DATE_WORDS:
            continue
        begin, led = _title_begin(text, free, found.start(), cues)
        title = clean_title(text[begin : found.start()]) if begin is not None else None
        if begin is None or title is None or len(title.split()) > MOST_TITLE_WORDS:
            continue
        year = year_in(inner)
        if parse_printed(f"{title} {year}"):
            continue
        free = found.end()
        owned = _OWNED.fullmatch(title)
        if owned:
            # The author stands before it: "in Finch's The Mill Pond".
            at = text.index(owned["title"][:1], begin + len(owned["author"]) + 2)
            yield Citation(
                begin=at, end=free, author=owned["author"], title=owned["title"], year=year, led=True
            )
        elif not led and len(title.split()) <= _NAME_WORDS and is_name(title, cues):
            # "Finch (1931) argues": an author and a year.
            if _reports(text, begin, free, cues):
                yield Citation(begin=begin, end=free, author=title, year=year, date=iso_date(inner))
        elif led or not text[:begin].strip():
            yield Citation(begin=begin, end=free, title=title, year=year, date=iso_date(inner), led=led)


def _reports(text: str, begin: int, end: int, cues: Cues) -> bool:
    """Whether a word of reporting follows a name and its year, or "according to" goes before them."""
    after = text[end:].lstrip(" ,")
    verbs = cues.reporting.pattern
    words = after.split(maxsplit=2)
    if verbs.match(after) or (words and words[0].lower() in cues.adverbs):
        return True
    before = text[:begin].rstrip()
    return any(found.end() == len(before) for found in cues.according.pattern.finditer(before))


def _title_begin(text: str, free: int, end: int, cues: Cues) -> tuple[int | None, bool]:
    """Where the title before a date begins, and whether words lead to it."""
    head = text[free:end]
    in_marks = _TITLE_MARKS.search(head)
    if in_marks:
        return free + in_marks.start(), True
    emphasised = [found for found in EMPHASIS.finditer(head) if not head[found.end() :].strip()]
    if emphasised:
        return free + emphasised[-1].start(), True
    leads = list(cues.author_of.pattern.finditer(head)) + list(cues.quoted_in.pattern.finditer(head))
    if leads:
        last = max(leads, key=lambda lead: lead.end())
        rest = head[last.end() :]
        if rest.strip() and not rest.lstrip(" ,:")[:1].islower() and not _STOP.search(rest):
            return free + last.end() + _blanks(rest), True
    if cues.title_case or not cues.in_work:
        return _capitals_before(text, free, end, cues)
    for lead in cues.in_work.pattern.finditer(head):
        rest = head[lead.end() :]
        first = rest.lstrip(" ,:")
        reports = cues.writing.pattern.search(first) is not None
        is_led = not reports and (
            len(lead[0].split()) > 1 or _leads_to_title(head[: lead.start()], len(first.split()), cues)
        )
        if is_led and first[:1].isupper() and not _STOP.search(rest):
            return free + lead.end() + len(rest) - len(first), True
    return None, False


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip(" ,:\n"))


def _capitals_before(text: str, free: int, end: int, cues: Cues) -> tuple[int | None, bool]:
    """Go back over words in capitals and the small words between them, colons included."""
    spans = [found.span() for found in _WORD.finditer(text, free, end)]
    first: int | None = None
    for place in range(len(spans) - 1, -1, -1):
        begin, stop = spans[place]
        word = text[begin:stop]
        bare = word.strip("*_\"“”‘’'")
        if place + 1 < len(spans) and bare[-1:] in ",.;!?" and not _is_initial(bare):
            break
        core = bare.rstrip(":,.").lower()
        if bare[:1].isupper() or bare[:1].isdigit():
            first = place
        elif core not in cues.title_words and not (not cues.title_words and len(core) <= 3):  # noqa: PLR2004
            break
    if first is None:
        return None, False
    at = spans[first][0]
    first_word = text[slice(*spans[first])].lower()
    if not text[free:at].strip() and first_word in cues.not_names and first_word not in cues.articles:
        # "In The Red Book (1936) ..." : the sentence's first word is no part of the title.
        led = first_word in cues.in_work and len(spans) - first > _PREPOSITION_AND_WORD
        first += 1
        while first < len(spans) and not text[spans[first][0]].isupper():
            first += 1
        return (spans[first][0], led) if first < len(spans) else (None, False)
    return at, _is_led(text[free:at], len(spans) - first, cues)


def _is_led(before: str, n_words: int, cues: Cues) -> bool:
    """Whether a comma, or words that lead to a title, stand right before one of so many words."""
    bare = before.rstrip()
    if bare.endswith(","):
        return True
    for lead in cues.in_work.pattern.finditer(bare):
        if bare[lead.end() :].strip().lower() in {"", *cues.articles}:
            of_book = len(lead[0].split()) > 1
            return of_book or _leads_to_title(bare[: lead.start()], n_words, cues)
    return False


def _leads_to_title(before: str, n_words: int, cues: Cues) -> bool:
    """Whether a mere preposition may lead to a title of so many words: by what stands before the preposition.

    Behind a word of reporting, a name or a comma it may, and at the beginning before several words: "Finch wrote in
    Reeds (1950)", but not "while in Rome (1950) she".
    """
    bare = before.rstrip()
    if not bare:
        return n_words > 1
    if bare.endswith(","):
        return True
    reporting = cues.reporting.pattern.finditer(bare)
    if any(found.end() == len(bare) for found in reporting):
        return True
    last = bare.split()[-1]
    return last[:1].isupper() and last.lower() not in cues.not_names


def _is_initial(word: str) -> bool:
    bare = word.rstrip(".")
    return word.endswith(".") and (
        len(bare) == 1 or "." in bare or bare.lower() in {"mr", "dr", "st", "mrs", "vol"}
    )


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
            if title and rest.lstrip().startswith(",") and is_name(title, cues):
                continue  # "In his memoirs, Louis Moss, the banker, ..."
        else:
            continue
        if title and not title[0].islower():
            begin = lead.end() + _blanks(rest)
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
    """A pattern for them in which a year may stand before the last word: "in her 1931 memoir"."""
    leads = sorted(book_leads, key=lambda lead: (-len(lead), lead))
    parts = []
    for lead in leads:
        *first, last = (re.escape(word) for word in lead.split())
        parts.append(r"\s+".join(first) + r"\s+(?:(?:1[4-9]|20)\d\d\s+)?" + last)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)", re.IGNORECASE)


def _capitals_after(text: str, cues: Cues) -> int:
    """Where a run of words in capitals ends that a comma, a stop or the end sets off; 0 if nothing does."""
    spans = [found.span() for found in _WORD.finditer(text, _blanks(text))]
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
        spans = [found.span() for found in _WORD.finditer(text, lead.end())]
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
