"""Citations: author, title and year as headings, notes and parentheses give them, and titles inside sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.corpus.dates import find_date
from pipeline.provenance.attributions.note_styles import given_first, read_newspaper, read_styled
from pipeline.provenance.attributions.persons import is_name

if TYPE_CHECKING:
    from pipeline.provenance.attributions.cue_tables import Cues

__all__ = [
    "AND_OTHERS",
    "DATED",
    "EMPHASIS",
    "LIFE",
    "MOST_TITLE_WORDS",
    "Citation",
    "clean_title",
    "iso_date",
    "read_citation",
    "read_note",
    "year_in",
]

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
DATED = re.compile(
    r"[(（\[]([^()\[\]（）]{0,60}?(?<!\d)(?:1[4-9]\d\d|20\d\d)(?!\d)[^()\[\]（）]{0,40})[)）\]]"
)
LIFE = re.compile(
    r"\d{4}\s*[-–—]\s*(?:\d{2,4}|\s*)$|^\s*(?:born|geb|né|née|nacid|род|\*|†|d\.|b\.)", re.IGNORECASE
)
AND_OTHERS = re.compile(r",?\s+et\s+al\.?\s*(?=[\s,;:(\[\d]|$)", re.IGNORECASE)
"""Behind the first of several authors; whatever the language of the text, this is Latin."""

_NUMBER = re.compile(
    r"\s*(?:#{1,6}\s*)?(?:[(\[]\d{1,4}[)\]]:?|\d{1,3}[.)]|\[\^[^\]]{1,20}\]:?|[¹²³⁰-⁹]+)\s*(?:\^\s*)?"
)
"""The number of a note, and what is left of the arrow that leads back to the text."""

_EDITOR = re.compile(
    r"\s*[(\[](?:eds?|editors?|Hrsg|Hg|dir|éds?|coords?|comps?|trans|transl|Übers|trad|ред|сост)\.?[)\]]",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r",?\s+[(\[]?(?:\d{1,2}(?:st|nd|rd|th|\.|e|ª|-е)|rev\.?|revised|second|third|new)\s+(?:ed|edn|edition|Aufl|Auflage|éd|изд)\.?[)\]]?$",
    re.IGNORECASE,
)
"""Which edition it is, behind a title."""

_KEY = ("@", "-@")
"""Behind it stands the key of an entry in a list of works that is kept elsewhere: "[@finch1931, p. 12]"."""

_TITLE_IN_MARKS = re.compile(
    r"[\s,]*[\"“„«‘']\s?(?P<title>[^\"“”„«»]{2,160}?)[,.]?\s?[\"”“»’'](?=[\s,.;:]|$)"
)
EMPHASIS = re.compile(r"[*_]{1,3}([^*_\n]{2,120})[*_]{1,3}")
_TRIMMED = " \t\n,.;:–—-*_\"“”„«»‹›'‘’《》〈〉"
_AUTHOR_YEAR = re.compile(
    r"(?:(?:see|cf\.?|vgl\.?|voir|véase|см\.)\s+)?(?P<author>[^\d,:;()]{2,60}?),?\s+\(?(?P<year>1[4-9]\d\d|20\d\d)[a-z]?\)?"
    r"(?:\s?[:,]\s?(?:[a-zа-я]{1,4}\.?\s?)?\d[\d\s,–-]*f{0,2}\.?)?",
    re.IGNORECASE,
)
"""An author and a year, as scholars cite: "Finch 1931: 12", "Finch, 1931, p. 12"."""

_PLACE_AND_YEAR = re.compile(r"(?:[^\W\d_][^\d,]{1,30}\s)?(1[4-9]\d\d|20\d\d)")
_PAGES = re.compile(r"\d+(?:\s?[-–]\s?\d+)?(?:\s?(?:f|ff|sq)\.?)?")
MOST_TITLE_WORDS = 20
_YEAR_LENGTH = 4


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
    bare = EMPHASIS.sub(lambda found: f" {found[1]} "[1:-1].center(len(found[0])), text)
    number = _NUMBER.match(bare)
    begin = number.end() if number else 0
    dated = next((found for found in DATED.finditer(bare, begin) if not LIFE.search(found[1])), None)
    head = bare[begin : dated.start() if dated else len(bare)].rstrip(" .")
    year, date = (year_in(dated[1]), iso_date(dated[1])) if dated else (None, None)
    quoted = cues.quoted_in.pattern.search(head)
    if quoted:
        speaker = clean_title(head[: quoted.start()])
        author, title = _author_and_title(head[quoted.end() :].lstrip(" :,"), cues)
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
    see = cues.see.pattern.match(text, begin)
    if see:
        begin = len(text) - len(text[see.end() :].lstrip(".,: "))
    body = text[begin:]
    if body.startswith(_KEY):
        return None
    body = AND_OTHERS.sub(" ", _EDITOR.sub("", body)).replace(" ,", ",")
    quoted = cues.quoted_in.pattern.search(body)
    newspaper = read_newspaper(body)
    found: Citation | None = _by_year(body, cues)
    if found is not None:
        pass
    elif newspaper:
        title, date = newspaper
        found = Citation(begin=0, end=0, title=clean_title(title), year=int(date[:4]), date=date)
    elif DATED.search(body):
        styled = read_styled(body, cues)
        found = _by_style(styled) if styled else read_citation(body, cues, numbered=False)
    elif quoted:
        found = _second_hand(body, quoted, cues)
    else:
        found = _undated(body, cues)
    if found is None or _is_sentence(found, cues):
        return None
    return replace(found, begin=begin, end=len(text))


def _is_sentence(found: Citation, cues: Cues) -> bool:
    """Whether what was taken for a title is the beginning of a sentence: "This is discussed in Reed (1960)"."""
    words = found.title.split() if found.title and cues.title_case else []
    return len(words) > 1 and words[0].lower() in cues.impersonal and words[1][0].islower()


def _by_year(body: str, cues: Cues) -> Citation | None:
    """An author and a year alone: "Finch 1931: 12", "Finch (1931), p. 12"."""
    found = _AUTHOR_YEAR.fullmatch(body.strip(" ."))
    if found is None or not is_name(found["author"].strip(), cues):
        return None
    return _by(" ".join(found["author"].split()), None, int(found["year"]))


def _undated(body: str, cues: Cues) -> Citation | None:
    """A note that has no year in parentheses: it may have one among its parts."""
    styled = read_styled(body, cues)
    if styled:
        return _by_style(styled)
    emphasised = EMPHASIS.search(body)
    parts = [part.strip() for part in body.rstrip(". ").split(",")]
    dates = {part: date for part in parts if any(c.isdigit() for c in part) and (date := iso_date(part))}
    years = [found[1] for part in parts if (found := _PLACE_AND_YEAR.fullmatch(part))]
    years += [date[:4] for part, date in dates.items() if len(date) > _YEAR_LENGTH]
    paged = any(_is_page(part, cues) for part in parts)
    left = [
        part
        for part in parts
        if part and part not in dates and not _PLACE_AND_YEAR.fullmatch(part) and not _is_page(part, cues)
    ]
    if not left or (not years and not paged) or len(left[0].split()) > MOST_TITLE_WORDS:
        return None
    author = given_first(left[0]) if len(left) > 1 and is_name(left[0], cues) else None
    title = emphasised[1] if emphasised else clean_title(left[1] if author else left[0])
    if not title or len(title.split()) > MOST_TITLE_WORDS:
        return None
    cited = _by(author, title, int(years[-1]) if years else None)
    return replace(cited, date=max(dates.values(), key=len)) if dates else cited


def _by_style(styled: tuple[str, str, int]) -> Citation:
    author, title, year = styled
    return _by(author, clean_title(title), year)


def _by(author: str | None, title: str | None, year: int | None) -> Citation:
    return Citation(begin=0, end=0, speaker=author, author=author, title=title, year=year)


def _second_hand(body: str, quoted: re.Match[str], cues: Cues) -> Citation | None:
    """Whose words they are, and where they were seen: "Anna Finke, zit. nach Holm, Teiche und Wehre, 1950, S. 44"."""
    seen = read_note(body[quoted.end() :].lstrip(" :,."), cues)
    speaker = body[: quoted.start()].strip(_TRIMMED)
    return replace(seen, speaker=speaker if is_name(speaker, cues) else None, cue=quoted[0]) if seen else None


def _is_page(part: str, cues: Cues) -> bool:
    words = part.replace(".", ". ").split()
    if not words:
        return False
    named = words[0].rstrip(".").lower() in cues.page
    return (named and (len(words) == 1 or any(c.isdigit() for c in part))) or bool(_PAGES.fullmatch(part))


def _author_and_title(head: str, cues: Cues) -> tuple[str | None, str | None]:
    """What stands before the date, parted at the first comma where a name stands before it."""
    author_of = cues.author_of.pattern.search(head)
    if author_of and is_name(head[: author_of.start()].strip(_TRIMMED), cues):
        return head[: author_of.start()].strip(_TRIMMED), clean_title(head[author_of.end() :])
    left, comma, right = head.partition(",")
    initials, second, rest = right.partition(",")
    if comma and second and re.fullmatch(r"\s*(?:\w\.[\s-]*){1,3}", initials) and is_name(left.strip(), cues):
        return f"{initials.strip()} {left.strip()}", clean_title(rest)
    if comma and is_name(left.strip(" *_"), cues):
        in_marks = _TITLE_IN_MARKS.match(right)
        return " ".join(left.strip(" *_").split()), clean_title(in_marks["title"] if in_marks else right)
    left, colon, right = head.partition(": ")
    if colon and len(left.split()) > 1 and is_name(left.strip(), cues) and cues.title_case is False:
        return left.strip(), clean_title(right)
    return None, clean_title(head)


def clean_title(title: str) -> str | None:
    """A title on one line without the marks around it; None where no letter is left."""
    words = " ".join(_EDITION.sub("", title.rstrip(" .")).strip(_TRIMMED).split())
    return words if any(c.isalpha() for c in words) else None


def year_in(date: str) -> int | None:
    """The last year in a date as printed."""
    found = list(_YEAR.finditer(date))
    return int(found[-1][1]) if found else None


def iso_date(text: str) -> str | None:
    """A date as printed, in ISO; None where it is none, or a span."""
    found = find_date(text)
    return found.not_before if found and found.not_before == found.not_after else None
