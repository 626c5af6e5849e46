"""A document's own list of works: it gives the titles that "Finch 1931" leaves out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.provenance.attributions.citations import Citation, clean_title
from pipeline.provenance.attributions.note_styles import given_first
from pipeline.provenance.attributions.persons import is_name, same_person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.provenance.attributions.cue_tables import Cues

__all__ = ["complete", "read_bibliography"]

_ENTRY = re.compile(
    r"(?:[-*•]\s+|\[\d{1,3}\]\s+|\d{1,3}\.\s+)?(?P<author>[^\W\d_][^()\d:]{2,80}?)[.,]?\s*"
    r"[(\[]?(?P<year>1[4-9]\d\d|20\d\d)[a-z]?[)\]]?\s*[.,:]\s+(?P<title>[^\d\s)\]][^.]{2,160})(?:\.|$)"
)
"""Author, year, title: "Finch, Ada (1931). The Mill Pond. Oxford.", "FINCH, A. 1931: The Mill Pond."."""

_MARKS = "\"“”„«»‹›'‘’*_ "


def read_bibliography(lines: Iterable[str], cues: Cues) -> list[Citation]:
    """Read the entries of a list of works.

    Args:
        lines: The document's lines.
        cues: Of its language.

    Returns:
        Author, year and title of each line that has the form of an entry.

    Cost: linear in the lines.
    """
    entries = []
    for line in lines:
        found = _ENTRY.match(line.strip())
        if found is None:
            continue
        title = clean_title(found["title"].strip(_MARKS))
        author = given_first(found["author"].strip(" ,."))
        # A sentence with a year in parentheses has the form of an entry, too, but no name before it.
        if title and author and is_name(author, cues):
            entries.append(Citation(begin=0, end=0, author=author, title=title, year=int(found["year"])))
    return entries


def complete(work: Citation, entries: Iterable[Citation]) -> Citation:
    """Give a citation by author and year the title that the list has for it.

    Args:
        work: A citation.
        entries: From ``read_bibliography``.

    Returns:
        The same where it has a title, or where no entry, or more than one title, fits.
    """
    if work.title is not None or work.author is None or work.year is None:
        return work
    surname = re.split(r"\s+(?:and|und|et|y|и|&)\s+", work.author)[0]
    fitting = [
        entry
        for entry in entries
        if entry.year == work.year and entry.author and same_person(surname, entry.author)
    ]
    if len({entry.title for entry in fitting}) != 1:
        return work
    return replace(work, title=fitting[0].title, author=fitting[0].author)
