"""An attribution: what a document says of one quotation in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Attribution"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What a document says of one quotation: whom it names, and where the quoted words stand.

    Attributes:
        number: The document that quotes, by its number among the compared ones.
        begin: Where the attributing words begin, in code points of its text; None where there are none.
        end: Where they end.
        quoted_begin: Where the quoted words begin, in code points.
        quoted_end: Where they end.
        cue: The words that say it is a quotation ("later recalled"); None where only marks say it.
        speaker: Who is quoted, as the document names the person; None where nobody is named.
        work_author: Author of the cited work.
        title: Title of the cited work, as the document or, where ``title_basis`` is "inferred", the corpus has it.
        year: Year of the cited work.
        title_basis: Whether the document states the title.
        is_heading: Whether the attributing words are the heading of a numbered source or of an excerpt.
        names_source: Whether the attributing words name somebody or some text, or mean one that was named before.
        cited_work: Whether the cited work is in the corpus, is not, or is not named.
        resolved: Number of the document of the corpus that is the cited work; None where there is none.
    """

    number: int
    begin: int | None
    end: int | None
    quoted_begin: int
    quoted_end: int
    cue: str | None = None
    speaker: str | None = None
    work_author: str | None = None
    title: str | None = None
    year: int | None = None
    title_basis: Literal["stated", "inferred"] = "inferred"
    is_heading: bool = False
    names_source: bool = True
    cited_work: Literal["in_corpus", "not_in_corpus", "unnamed"] = "unnamed"
    resolved: int | None = None
