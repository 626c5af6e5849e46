"""Citations: author, title and year as headings, notes and parentheses give them, and titles inside sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.corpus.dates import find_date, parse_printed
from pipeline.provenance.attributions.cue_tables import phrase_pattern
from pipeline.provenance.attributions.persons import is_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.provenance.attributions.cue_tables import Cues

__all__ = ["Citation", "find_works", "read_citation", "read_note"]

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_DATED = re.compile(
    r"[(（\[]([^()\[\]（）]{0,60}?(?<!\d)(?:1[4-9]\d\d|20\d\d)(?!\d)[^()\[\]（）]{0,40})[)）\]]"
)
_LIFE = re.compile(
    r"\d{4}\s*[-–—]\s*(?:\d{2,4}|\s*)$|^\s*(?:born|geb|né|née|nacid|род|\*|†|d\.|b\.)", re.IGNORECASE
)
_NUMBER = re.compile(r"\s*(?:#{1,6}\s*)?(?:[(\[]\d{1,4}[)\]]|\d{1,3}[.)]|\[\^[^\]]{1,20}\]:?|[¹²³⁰-⁹]+)\s*")
_EMPHASIS = re.compile(r"[*_]{1,3}([^*_\n]{2,120})[*_]{1,3}")
_TITLE_MARKS = re.compile(
    r"[\"“„«‹「『《〈‘]([^\"“”„«»‹›「」『』《》〈〉]{2,120}?)[,.]?[\"”“»›」』》〉’]\s*$"
)
_TRIMMED = " \t\n,.;:–—-*_\"“”„«»‹›'‘’《》〈〉"
_WORD = re.compile(r"[^\s()]+")
_PAGES = re.compile(r"\d+(?:\s?[-–]\s?\d+)?(?:\s?(?:f|ff|sq)\.?)?")
_MOST_TITLE_WORDS = 20
_STOP = re.compile(r"[.!?。！？;]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation says, and where it stands in the text that was read.

    ``speaker`` is who is quoted in the work ("X, quoted in T"), ``author`` who wrote it; ``date`` is the date in ISO,
    as exact as it is printed; ``led`` whether words lead to the title ("the author of", "in").
    """

    begin: int
    end: int
    speaker: str | None = None
    author: str | None = None
    title: str | None = None
    year: int | None = None
    date: str | None = None
    cue: str | None = None
    led: bool = False


def read_citation(text: str, cues: Cues, *, numbered: bool) -> Citation | None:
    """Read a heading as a citation: "(8) Natalia Sedova, Father and Son (1940)", "X, quoted in T (1930) on Y".

    Args:
        text: One line.
        cues: Of the document's language.
        numbered: Whether it has a number, by which it heads a source; then it needs no year.

    Returns:
        None where it is no citation: neither a date in parentheses, nor a person, a comma and a title below a number.
    """
    bare = _EMPHASIS.sub(lambda found: f" {found[1]} "[1:-1].center(len(found[0])), text)
    number = _NUMBER.match(bare)
    begin = number.end() if number else 0
    dated = next((found for found in _DATED.finditer(bare, begin) if not _LIFE.search(found[1])), None)
    head = bare[begin : dated.start() if dated else len(bare)].rstrip(" .")
    year, date = (_year_in(dated[1]), _iso(dated[1])) if dated else (None, None)
    quoted = phrase_pattern(cues.quoted_in).search(head)
    if quoted:
        speaker = _clean(head[: quoted.start()])
        author, title = _author_and_title(head[quoted.end() :], cues)
        if not title:
            return None
        return Citation(
            begin=begin,
            end=len(text),
            speaker=speaker if speaker and is_name(speaker, cues) else None,
            author=author,
            title=title,
            year=year,
            date=date,
            cue=quoted[0],
        )
    author, title = _author_and_title(head, cues)
    if not title or (dated is None and not (numbered and author and len(author.split()) > 1)):
        return None
    return Citation(
        begin=begin, end=len(text), speaker=author, author=author, title=title, year=year, date=date
    )


def read_note(text: str, cues: Cues) -> Citation | None:
    """Read a footnote or a parenthesis as a citation: "Ian Thatcher, Trotsky, 2003, p. 137".

    Args:
        text: What it holds, without its own number or parentheses.
        cues: Of the document's language.

    Returns:
        None where it names no work: then it explains something.
    """
    number = _NUMBER.match(text)
    begin = number.end() if number else 0
    body = text[begin:]
    if _DATED.search(body):
        found = read_citation(body, cues, numbered=False)
        return replace(found, begin=begin, end=len(text)) if found else None
    emphasised = _EMPHASIS.search(body)
    parts = [part.strip() for part in body.rstrip(". ").split(",")]
    year = next((int(part) for part in reversed(parts) if _YEAR.fullmatch(part)), None)
    paged = any(_is_page(part, cues) for part in parts)
    left = [part for part in parts if part and not _YEAR.fullmatch(part) and not _is_page(part, cues)]
    if not left or (year is None and not paged) or len(left[0].split()) > _MOST_TITLE_WORDS:
        return None
    author = left[0] if len(left) > 1 and is_name(left[0], cues) else None
    title = emphasised[1] if emphasised else _clean(left[1] if author else left[0])
    if not title or len(title.split()) > _MOST_TITLE_WORDS:
        return None
    return Citation(begin=begin, end=len(text), speaker=author, author=author, title=title, year=year)


def _is_page(part: str, cues: Cues) -> bool:
    words = part.replace(".", ". ").split()
    if not words:
        return False
    named = words[0].rstrip(".").lower() in cues.page
    return (named and (len(words) == 1 or any(c.isdigit() for c in part))) or bool(_PAGES.fullmatch(part))


def _author_and_title(head: str, cues: Cues) -> tuple[str | None, str | None]:
    """What stands before the date, parted at the first comma where a name stands before it."""
    author_of = phrase_pattern(cues.author_of).search(head)
    if author_of and is_name(head[: author_of.start()].strip(_TRIMMED), cues):
        return head[: author_of.start()].strip(_TRIMMED), _clean(head[author_of.end() :])
    left, comma, right = head.partition(",")
    initials, second, rest = right.partition(",")
    if comma and second and re.fullmatch(r"\s*(?:\w\.[\s-]*){1,3}", initials) and is_name(left.strip(), cues):
        return f"{initials.strip()} {left.strip()}", _clean(rest)
    if comma and is_name(left.strip(" *_"), cues):
        return " ".join(left.strip(" *_").split()), _clean(right)
    left, colon, right = head.partition(": ")
    if colon and len(left.split()) > 1 and is_name(left.strip(), cues) and cues.title_case is False:
        return left.strip(), _clean(right)
    return None, _clean(head)


def _clean(title: str) -> str | None:
    words = " ".join(title.strip(_TRIMMED).split())
    return words if any(c.isalpha() for c in words) else None


def _year_in(date: str) -> int | None:
    found = list(_YEAR.finditer(date))
    return int(found[-1][1]) if found else None


def _iso(text: str) -> str | None:
    found = find_date(text)
    return found.not_before if found and found.not_before == found.not_after else None


def find_works(text: str, cues: Cues) -> list[Citation]:
    """Find the works that a sentence names, each with a year in parentheses or a date after "published in".

    Args:
        text: A sentence, or the part of one that leads to a quotation.
        cues: Of its language.

    Returns:
        Titles with their years, in their order. A person's dates of life are none.

    Cost: linear in the text.
    """
    works = list(_dated_works(text, cues))
    return works or list(_published_works(text, cues))


def _dated_works(text: str, cues: Cues) -> Iterator[Citation]:
    free = 0
    for found in _DATED.finditer(text):
        inner = found[1]
        if _LIFE.search(inner) or len(inner.split()) > 6:  # noqa: PLR2004 - "9th May, 1951", "London and Paris, 1940"
            continue
        begin, led = _title_begin(text, free, found.start(), cues)
        title = _clean(text[begin : found.start()]) if begin is not None else None
        if begin is None or title is None or len(title.split()) > _MOST_TITLE_WORDS:
            continue
        year = _year_in(inner)
        if parse_printed(f"{title} {year}"):
            continue
        yield Citation(begin=begin, end=found.end(), title=title, year=year, date=_iso(inner), led=led)
        free = found.end()


def _title_begin(text: str, free: int, end: int, cues: Cues) -> tuple[int | None, bool]:
    """Where the title before a date begins, and whether words lead to it."""
    head = text[free:end]
    in_marks = _TITLE_MARKS.search(head)
    if in_marks:
        return free + in_marks.start(), True
    emphasised = [found for found in _EMPHASIS.finditer(head) if not head[found.end() :].strip()]
    if emphasised:
        return free + emphasised[-1].start(), True
    leads = list(phrase_pattern(cues.author_of).finditer(head)) + list(
        phrase_pattern(cues.quoted_in).finditer(head)
    )
    if leads:
        last = max(leads, key=lambda lead: lead.end())
        rest = head[last.end() :]
        if rest.strip() and not _STOP.search(rest):
            return free + last.end() + _blanks(rest), True
    if cues.title_case or not cues.in_work:
        return _capitals_before(text, free, end, cues)
    for lead in phrase_pattern(cues.in_work).finditer(head):
        rest = head[lead.end() :]
        first = rest.lstrip(" ,:")
        if first[:1].isupper() and not _STOP.search(rest):
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
    opens_sentence = not text[free:at].strip()
    if opens_sentence and first_word in cues.not_names and first_word not in cues.articles:
        # "In The Red Book (1936) ..." : the sentence's first word is no part of the title.
        first += 1
        while first < len(spans) and not text[spans[first][0]].isupper():
            first += 1
        if first == len(spans):
            return None, False
        at = spans[first][0]
        return at, True
    before = text[free:at]
    led = phrase_pattern(cues.in_work).search(before[-40:]) is not None or before.rstrip().endswith(",")
    return at, led


def _is_initial(word: str) -> bool:
    bare = word.rstrip(".")
    return word.endswith(".") and (
        len(bare) == 1 or "." in bare or bare.lower() in {"mr", "dr", "st", "mrs", "vol"}
    )


def _published_works(text: str, cues: Cues) -> Iterator[Citation]:
    """Titles of periodicals: "published in France-Soir on 7th November 1971"."""
    for lead in phrase_pattern(cues.published_in).finditer(text):
        spans = [found.span() for found in _WORD.finditer(text, lead.end())]
        n_title = 0
        for begin, end in spans:
            if not text[begin].isupper() and not (
                n_title and text[begin:end] in cues.title_words - _BEFORE_DATES
            ):
                break
            n_title += 1
        title = _clean(text[spans[0][0] : spans[n_title - 1][1]]) if n_title else None
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
