"""What a document says of itself: title, author and date, read from its head and name, with their basis.

Conservative on purpose: a date that is not there leaves a direction open, a wrong one turns it round. Nothing is read
out of running prose, nor from the headings of quoted sources, which name the years of other works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.corpus.blocks import Block, BlockKind
from pipeline.corpus.dates import DateSpan, find_date, parse_printed
from pipeline.corpus.documents import DateBasis
from pipeline.corpus.languages import LanguageBasis, language_of_text
from pipeline.corpus.readers.extracted import Extracted

__all__ = ["Metadata", "read_metadata"]

_FRONT_BLOCKS = 12
_PROSE_WORDS = 25
_LINE_CHARACTERS = 200
"""The head of a document: at most 12 blocks, up to the first with more than 25 words that labels nothing."""

_WRITTEN = """
    written|date written|date|composed|geschrieben|verfasst|datum|écrit|rédigé|escrito|fecha|scritto|data|geschreven
    |skrivet|napisano|написано|дата
"""
_FIRST_PUBLISHED = """
    first published|originally published|erstveröffentlichung|erstmals veröffentlicht|erstdruck|première publication
    |première parution|primera edición|prima pubblicazione|eerste publicatie|впервые опубликовано
"""
_PUBLISHED = """
    published|publication date|veröffentlicht|erschienen|publié|parution|publicado|pubblicato|gepubliceerd
    |опубликовано
"""
_DATE_LABELS = tuple(
    frozenset(label.strip() for label in labels.split("|"))
    for labels in (_WRITTEN, _FIRST_PUBLISHED, _PUBLISHED)
)
"""Labels of a date line, most telling first: when it was written, when it was first printed, when it was printed."""

_TITLE_LABELS = frozenset(["title", "titel", "titre", "título", "titolo", "заглавие"])
_AUTHOR_LABELS = frozenset(
    ["author", "autor", "auteur", "autora", "autore", "verfasser", "verfasserin", "författare", "автор"]
)
_LABELS = frozenset().union(*_DATE_LABELS, _TITLE_LABELS, _AUTHOR_LABELS)

_LABEL = re.compile(r"([^\W\d_]+(?: [^\W\d_]+){0,2})\s?[:：]\s*(\S.*)")
_UNMARKED = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)?)\s+(?:in\s+)?(\S*\d.*)")
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door)\s+(?P<name>[^\d:;,]{3,60}?)(?:,\s*(?P<date>.*\d.*))?", re.IGNORECASE
)
_DATELINE = re.compile(r"[^\d,;:()]{2,40},\s+(?:the\s+|den\s+|le\s+)?(?P<date>.*\d.*)")
_TITLE_YEAR = re.compile(r"(?P<title>.*\S)\s*\((?P<date>[^()]*\d{4}[^()]*)\)")
_ENDS_A_SENTENCE = (".", ",", ";", "!")
_NAME_WORDS = 6
_LONGEST_PARTICLE = 3
"""In a name only "de", "van", "der", "i" and the like begin without a capital."""

_FILE_DATE = re.compile(
    r"(?<![^\W_])(?:(?P<iso>(?:1[4-9]|20)\d\d-\d\d(?:-\d\d)?)|(?P<year>(?:1[4-9]|20)\d\d))(?![^\W_])"
)
_DATE_CHARACTERS = 40
"""A day, the longest name of a month, and a year."""

_DIARY_DATES = 3
"""From so many lines on that are dates, the document is a diary or a chronicle and its first date is not its date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was read; None where nothing was.

    ``date_basis`` is header, filename or none, ``language_basis`` header, text or none.
    """

    title: str | None
    author: str | None
    language: str | None
    language_basis: LanguageBasis
    date: DateSpan | None
    date_basis: DateBasis


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the head. ``block`` counts the head's blocks, ``name`` is the line without heading marks."""

    block: int
    kind: BlockKind
    name: str
    label: str
    value: str
    level: int
    numbered: bool


def read_metadata(extracted: Extracted, stem: str) -> Metadata:
    """Read what a document says of itself.

    Args:
        extracted: Its text, blocks and markup statements.
        stem: Its file name without suffix.

    Returns:
        Title, author, language and date. Of the dates the first of these is taken: a line "Written: 1940" (or "Date:",
        then "First published:"), markup, a line under the title that is a date, "By Author, 1911", a place and a day,
        a title "Father and Son (1940)"; then a year that stands alone in the file name. The language is that of the
        markup, else the one that the words show clearly.
    """
    lines = list(_front(extracted))
    stated = extracted.stated
    title_line = _title_line(lines)
    title, title_date = _without_year(title_line.name) if title_line else (None, None)
    author, byline_date = _byline(lines, title_line)
    date = (
        _labelled_date(lines)
        or (_markup_date(stated.date) if stated.date else None)
        or _date_line(extracted, lines)
        or byline_date
        or _dateline(lines, title_line)
        or title_date
    )
    basis: DateBasis = "header" if date else "none"
    if date is None and (date := _file_date(stem)):
        basis = "filename"
    language = stated.language or language_of_text(extracted.text)
    return Metadata(
        title=stated.title or _labelled(lines, _TITLE_LABELS) or title,
        author=stated.author or _labelled(lines, _AUTHOR_LABELS) or author,
        language=language,
        language_basis="header" if stated.language else "text" if language else "none",
        date=date,
        date_basis=basis,
    )


def _front(extracted: Extracted) -> Iterator[_Line]:
    """The lines of a document's head."""
    for place, block in enumerate(extracted.blocks[:_FRONT_BLOCKS]):
        text = extracted.text[block.begin : block.end]
        lines = [
            _line(place, block, line) for line in text[: 20 * _LINE_CHARACTERS].split("\n") if line.strip()
        ]
        labelled = any(line.label in _LABELS for line in lines)
        if not labelled and len(text.split(maxsplit=_PROSE_WORDS)) > _PROSE_WORDS:
            return
        yield from (line for line in lines if len(line.name) <= _LINE_CHARACTERS)


def _line(place: int, block: Block, line: str) -> _Line:
    bare = line.strip().strip("*_").strip()
    label = _LABEL.fullmatch(bare)
    return _Line(
        block=place,
        kind=block.kind,
        name=block.name or bare,
        label=label[1].lower() if label else "",
        value=label[2] if label else "",
        level=block.level,
        numbered=bool(block.number),
    )


def _labelled(lines: list[_Line], labels: frozenset[str]) -> str | None:
    return next((line.value for line in lines if line.label in labels), None)


def _labelled_date(lines: list[_Line]) -> DateSpan | None:
    for labels in _DATE_LABELS:
        for line in lines:
            if line.label in labels and (date := find_date(line.value)):
                return date
            unmarked = _UNMARKED.fullmatch(line.name)
            if unmarked and unmarked[1].lower() in labels and (date := parse_printed(unmarked[2])):
                return date
    return None


def _markup_date(value: str) -> DateSpan | None:
    """A date in markup, which often has a time of day that says nothing here."""
    return parse_printed(re.sub(r"[T ]\d\d:\d\d.*", "", value.strip()))


def _title_line(lines: list[_Line]) -> _Line | None:
    """The title: the heading right above the labels, else the first of the first rank, else the first of all."""
    first_label = next((place for place, line in enumerate(lines) if line.label in _LABELS), len(lines))
    headings = [
        line
        for line in lines[:first_label]
        if line.kind in {BlockKind.TITLE, BlockKind.HEADING}
        and not line.numbered
        and not _BYLINE.fullmatch(line.name)
    ]
    if not headings:
        return _first_line(lines)
    if first_label < len(lines):
        return headings[-1]
    return next((line for line in headings if line.level == 1), headings[0])


def _first_line(lines: list[_Line]) -> _Line | None:
    """The first of a few lines that stand together and go on with an author or a label: a title page without gaps."""
    if not lines or lines[0].label or lines[0].kind is not BlockKind.PARAGRAPH:
        return None
    together = [line for line in lines[1:] if line.block == lines[0].block]
    goes_on = any(line.label in _LABELS or _is_byline(line) for line in together)
    return lines[0] if goes_on and not lines[0].name.endswith(_ENDS_A_SENTENCE) else None


def _is_byline(line: _Line) -> bool:
    match = _BYLINE.fullmatch(line.name)
    return match is not None and _is_name(match["name"])


def _without_year(title: str) -> tuple[str, DateSpan | None]:
    match = _TITLE_YEAR.fullmatch(title)
    date = parse_printed(match["date"]) if match else None
    return (match["title"], date) if match and date else (title, None)


def _byline(lines: list[_Line], title: _Line | None) -> tuple[str | None, DateSpan | None]:
    """The author named below the title: "By Ann Smith, 1911", or a name with the date on the next line."""
    if title is None:
        return None, None
    below = lines[lines.index(title) + 1 :]
    for line, following in zip_longest(below, below[1:]):
        match = _BYLINE.fullmatch(line.name)
        if match and _is_name(match["name"]):
            return match["name"], parse_printed(match["date"]) if match["date"] else None
        if (
            following
            and following.block == line.block
            and _is_name(line.name)
            and parse_printed(following.name)
        ):
            return line.name, None
    return None, None


def _is_name(line: str) -> bool:
    words = line.split()
    return 1 < len(words) <= _NAME_WORDS and all(
        word[0].isupper()
        or (len(word) <= _LONGEST_PARTICLE and word.isalpha() and 0 < place < len(words) - 1)
        for place, word in enumerate(words)
    )


def _date_line(extracted: Extracted, lines: list[_Line]) -> DateSpan | None:
    """A line of the head, below another, that is a date and nothing else."""
    dates = ((place, parse_printed(_unbracketed(line.name))) for place, line in enumerate(lines) if place)
    place, date = next(((place, date) for place, date in dates if date), (0, None))
    if date is None:
        return None
    block = lines[place].block
    if lines[place - 1].block == block:
        return date
    if _count_date_blocks(extracted) >= _DIARY_DATES:
        return None
    # Alone above the prose, a year is a chapter's heading.
    is_year = (date.not_before or "").isdigit() and lines[place].name.isdigit()
    return None if is_year and block == lines[-1].block else date


def _unbracketed(line: str) -> str:
    return line[1:-1] if line[:1] + line[-1:] in {"()", "[]"} else line


def _count_date_blocks(extracted: Extracted) -> int:
    spans = (
        (block.begin, block.end) for block in extracted.blocks if block.end - block.begin <= _DATE_CHARACTERS
    )
    return sum(parse_printed(extracted.text[begin:end]) is not None for begin, end in spans)


def _dateline(lines: list[_Line], title: _Line | None) -> DateSpan | None:
    """A place and a day: "Paris, 12 May 1911", below the title or above the first words of a letter."""
    for line, following in zip_longest(lines, lines[1:]):
        match = _DATELINE.fullmatch(line.name)
        date = parse_printed(match["date"]) if match else None
        if date is None or (date.not_before or "").count("-") != 2:  # noqa: PLR2004  (a day: two hyphens)
            continue
        if line is not title or (following is not None and following.name.endswith((",", "!", ":"))):
            return date
    return None


def _file_date(stem: str) -> DateSpan | None:
    """A year, or a span of two, that stands alone between signs: "1911_memoir", not "f1911c"."""
    found = [match["iso"] or match["year"] for match in _FILE_DATE.finditer(stem)]
    if len(found) == 1:
        return parse_printed(found[0])
    match found:
        case [first, last] if first.isdigit() and last.isdigit() and first < last:
            return DateSpan(not_before=first, not_after=last)
        case _:
            return None
