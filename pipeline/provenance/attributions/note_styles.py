"""Styles of references in notes, by the order and the marks of their parts: author, title, place and year, page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.corpus.dates import find_date
from pipeline.provenance.attributions.persons import is_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.attributions.cue_tables import Cues

__all__ = ["given_first", "read_newspaper", "read_styled"]

_YEAR = re.compile(r"(?<![\d.:/–-])(?:1[4-9]\d\d|20\d\d)(?![\d/])")
_TITLE = r"(?P<title>[^\W\d_a-zа-яё«„“\"][^.:]{1,160}?|[«„“\"][^»“”\"]{2,160}[»“”\"])"
_INITIALS = r"(?:[^\W\d_]\.[\s-]?){1,3}"
_BY_COLON = re.compile(rf"(?P<author>[^:.()\d]{{3,60}}?):\s+{_TITLE}(?:[.:]|,\s)")
"""As in "Holm, Thomas: Teiche und Wehre. Berlin 1950" and "RUIZ, Ana: El estanque. Madrid, 1931"."""

_BY_INITIALS = re.compile(rf"(?P<author>[^\W\d_][\w’'-]+,?\s+{_INITIALS})\s*{_TITLE}[.:]")
"""As in "Зимина А. П. Мельничный пруд. М., 1931" and "Finch, A. The Mill Pond. London, 1931"."""

_BY_STOP = re.compile(
    rf"(?P<author>[^\W\d_][\w’'-]+,\s+[^\W\d_][\w’' -]+?(?:\s[^\W\d_])?)\.\s+{_TITLE}(?:[.:]|(?<=[\"”»])\s)"
)
"""As in "Finch, Ada. The Mill Pond. London: Faber, 1931"."""

_BY_YEAR = re.compile(
    r"(?P<author>[^\W\d_][\w’'-]+,\s+[^()\d:]{1,60}?)[.,]?\s*[(\[](?P<year>1[4-9]\d\d|20\d\d)[a-z]?[)\]]\s*[.,:]\s+"
    r"(?P<title>[^\d\s)\]][^.]{1,160}?)(?:\.|,|$)"
)
"""As in "Finch, Ada (1931). The Mill Pond. London: Faber."."""

_NEWSPAPER = re.compile(
    r"[\"“„«‘'][^\"“”„«»]{2,160}[.,]?[\"”“»’'][.,]?\s+(?P<paper>[^\W\d_][^.,(\d]{1,60}?)[.,(]\s*(?P<date>[^();]{2,30}?\d{4})(?!\d)"
)
_DAY_LENGTH = len("1911-06-14")
_SHORT = 2


def read_newspaper(body: str) -> tuple[str, str] | None:
    """Read a reference to an unsigned article: "Steam Ferry Fails". The Messenger. 14 June 1911. p. 1.

    Args:
        body: A note without its number.

    Returns:
        The paper, for that is what one has to find, and the day in ISO; None where it is no such reference.

    Cost: linear in the note.
    """
    found = _NEWSPAPER.match(body)
    date = find_date(found["date"]) if found else None
    if found is None or date is None or date.not_before is None or len(date.not_before) < _DAY_LENGTH:
        return None
    return found["paper"], date.not_before


def read_styled(body: str, cues: Cues) -> tuple[str, str, int] | None:
    """Read a reference in one of the styles that part its author from its title by a colon or a stop.

    Args:
        body: A note without its number.
        cues: Of its language.

    Returns:
        Author in natural order, title, year; None where it has none of the styles, or no year.

    Cost: linear in the note.
    """
    by_year = _BY_YEAR.match(body)
    if by_year is not None and (first := given_first(by_year["author"])) and is_name(first, cues):
        return first, by_year["title"], int(by_year["year"])
    for style in (_BY_COLON, _BY_INITIALS, _BY_STOP):
        found = style.match(body)
        author = given_first(found["author"]) if found else None
        if found is None or author is None or not is_name(author, cues):
            continue
        year = _YEAR.search(body, found.end("title"))
        if year is not None:
            return author, found["title"].partition(" // ")[0], int(year[0])
    return None


def given_first(author: str) -> str | None:
    """A name in its natural order, of several authors the first.

    Args:
        author: "Finch, Ada", "FINCH, A.", "MOREL Anne", "Зимина А. П.", "Ada Finch".

    Returns:
        The given names before the last one, which is no longer in capitals: "Ada Finch", "A. Finch", "Anne Morel"; None
        where it does not begin with a capital.
    """
    first = re.split(r"\s+(?:and|und|et|y|и|&)\s+|;", author)[0].strip(" ,")
    last, comma, given = first.partition(",")
    words = first.split()
    if comma:
        words = [*given.split(), *last.split()]
    elif len(words) > 1 and _is_last_first(words):
        words = [*words[1:], words[0]]
    words = [f"{word}." if len(word) == 1 and word.isupper() else word for word in words]
    name = " ".join(word.capitalize() if _is_shouted(word) else word for word in words)
    return name if name[:1].isupper() else None


def _is_last_first(words: Sequence[str]) -> bool:
    """Whether the last name stands first: only initials follow it, or it alone is in capitals."""
    initials = not _is_initial(words[0]) and all(map(_is_initial, words[1:]))
    return initials or (_is_shouted(words[0]) and not any(map(_is_shouted, words[1:])))


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 or (word.endswith(".") and word.count(".") > 1)


def _is_shouted(word: str) -> bool:
    return len(word) > _SHORT and word.isupper() and "." not in word
