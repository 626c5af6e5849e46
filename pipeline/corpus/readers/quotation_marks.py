"""The quotation marks that a browser prints around ``<q>``, which the page itself does not have."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OpenQuotations", "marks_of"]

_CURLY = "“”‘’"
"""Where no language is declared, or one that prints as English does."""

_TYPED = '"'
"""What authors type by hand inside ``<q>`` where a style sheet takes the browser's marks away."""


@functools.cache
def _marks_by_language() -> Mapping[str, str]:
    """First and second pair of marks by language tag in small letters."""
    with resources.files("pipeline.corpus.readers").joinpath("quotation_marks.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {tag: marks for marks, tags in tables.items() for tag in tags}


def marks_of(language: str, depth: int) -> tuple[str, str]:
    """The marks of a quotation in a text of some language.

    Args:
        language: A tag as HTML declares it, "de-CH" or "zh_Hant"; empty where none is declared.
        depth: How many quotations it stands in.

    Returns:
        What opens and what closes it; those within a quotation have the marks of the second level.

    Source: Unicode CLDR 48, delimiters; CSS Generated Content 3, ``quotes: auto``.
    """
    parts = language.strip().lower().replace("_", "-").split("-")
    known = _marks_by_language()
    tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    marks = next((known[tag] for tag in tags if tag in known), _CURLY)
    pair = marks[2:] if depth else marks[:2]
    return pair[0], pair[1]


@dataclass(slots=True)
class OpenQuotations:
    """The quotations that a walk through a page stands in, and the marks that are still to be written.

    Attributes:
        pending: Opening marks that wait for the first word, so that they stand in its block, right before it.
    """

    pending: str = ""
    _closing: list[str] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """How many are open."""
        return len(self._closing)

    def begin(self, language: str, words: str) -> None:
        """Begin one.

        Args:
            language: Of the text that it stands in.
            words: Its first and last words at least; an author who typed marks there does not have them twice.
        """
        opening, closing = marks_of(language, self.depth)
        bare = words.strip()
        has_marks = bare[:1] in {opening, _TYPED} and bare[-1:] in {closing, _TYPED} and len(bare) > 1
        self._closing.append("" if has_marks else closing)
        self.pending += "" if has_marks else opening

    def opening(self) -> str:
        """Give the marks to be written before a word, once."""
        marks, self.pending = self.pending, ""
        return marks

    def end(self) -> str:
        """End the last one; give the mark that closes it, none where it has no word."""
        closing = self._closing.pop() if self._closing else ""
        if closing and self.pending:
            self.pending = self.pending[:-1]
            return ""
        return closing
