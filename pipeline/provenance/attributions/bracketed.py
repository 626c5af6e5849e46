"""A title in parentheses behind its author: "Tom Reed (Reeds and Rushes, 1960) suggests"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.corpus.dates import parse_printed
from pipeline.provenance.attributions.citations import EMPHASIS, Citation, clean_title
from pipeline.provenance.attributions.persons import find_names, is_name

if TYPE_CHECKING:
    from pipeline.provenance.attributions.cue_tables import Cues

__all__ = ["title_behind_name"]

_YEAR_AND_PAGES = re.compile(
    r"[,:;.]?\s*(?P<year>1[4-9]\d\d|20\d\d)[a-z]?(?:\s*[:,]\s*(?:[^\W\d_]{1,5}\.?\s*)?\d[\d\s,–-]*f{0,2}\.?)?\s*"
)
_IN_MARKS = re.compile(r"[\"“„«‹「『《〈‘](?P<title>.+?)[,.]?[\"”“»›」』》〉’](?P<rest>.*)", re.DOTALL)
_TITLE_WORDS = 3
_PLACE_WORDS = 2


def title_behind_name(text: str, free: int, dated: re.Match[str], cues: Cues) -> Citation | None:
    """Read a title with its year in parentheses that stands right behind a person's name.

    Args:
        text: A sentence.
        free: Where the name may begin at the earliest.
        dated: The parentheses, their inside as group 1.
        cues: Of its language.

    Returns:
        The work, its author the person; its place is that of the parentheses. None where no name stands there, or where
        what is in them may as well be a place: "Tom Reed (New York, 1960)".

    Cost: linear in the sentence.
    """
    inner = dated[1]
    year = next(
        (found for found in _YEAR_AND_PAGES.finditer(inner) if found.start() and found.end() == len(inner)),
        None,
    )
    names = find_names(text[free : dated.start()], cues) if year else []
    if year is None or not names or text[free + names[-1].end : dated.start()].strip():
        return None
    author = names[-1].text
    title = _title(inner[: year.start()], cues)
    if title is None or names[-1].possessive or not is_name(author, cues):
        return None
    number = int(year["year"])
    if parse_printed(f"{title} {number}"):
        return None
    return Citation(
        begin=dated.start(),
        end=dated.end(),
        author=author,
        title=title,
        year=number,
        date=str(number),
        led=True,
    )


def _title(head: str, cues: Cues) -> str | None:
    """What stands before the year, without the place of print."""
    lead = cues.author_of.pattern.match(head) or cues.in_work.pattern.match(head)
    body = head[lead.end() :] if lead else head
    marked = _IN_MARKS.match(body.strip()) or EMPHASIS.match(body.strip())
    if marked:
        return clean_title(marked[1])
    parts = [part.strip() for part in body.split(",")]
    has_place = len(parts) > 1 and _may_be_place(parts[-1])
    title = clean_title(", ".join(parts[:-1] if has_place else parts))
    if title is None or not title[0].isupper():
        return None
    words = title.split()
    tells = lead is not None or has_place or len(words) >= _TITLE_WORDS
    return title if tells or words[0].lower() in cues.articles else None


def _may_be_place(part: str) -> bool:
    words = part.split()
    return 0 < len(words) <= _PLACE_WORDS and all(word[0].isupper() for word in words)
