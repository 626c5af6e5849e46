"""Reasons why what repeats was not copied: told by what a string is, in any language and without lists of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.corpus_view import CorpusView, DocumentView

__all__ = ["Place", "Words", "reason_for", "stock_reason", "weak_reason", "year_end"]

_CITATION_WORDS = 30
"""Words of the longest citation heading: author, title, subtitle, occasion, year."""

_TITLE_WORDS = 20
_NAME_WORDS = 6
_HEADING_WORDS = 12
_REFRAIN_WORDS = 20
"""Words up to which a whole clause that its author repeats in one text is a refrain and not a copied passage."""

_YEAR = re.compile(
    r"[(\[（［][^()\[\]（）［］]{0,30}?(?<!\d)(?:1\d|20)\d\d(?!\d)[^()\[\]（）［］]{0,30}[)\]）］]"
)
_CAPITALS_IN_CITATION = 0.45
_CAPITALS_IN_TITLE = 0.6
_CAPITALS_IN_NAME = 0.5
_CLAUSE_BORDER = re.compile("[.!?…。！？؟।,;:，；：、،؛\n]|^$")
_TITLE_OPENS, _TITLE_CLOSES = re.compile("[《〈]\\s*$"), re.compile("^\\s*[》〉]")

_OFTEN = 3
"""Places from which a string that says little is a common phrase and not merely too little."""

_BOILERPLATE_WORDS = 12
_BOILERPLATE_DOCUMENTS = 3
_BOILERPLATE_PLACES = 6

_BEYOND_SHARE = 0.2
_BEYOND_WORDS = 2
"""How much longer than a string of the user's list a passage may be and still be that string."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Words ``first`` to ``last`` (half-open) of document ``number``."""

    number: int
    first: int
    last: int

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.last - self.first

    def contains(self, other: Place) -> bool:
        """Whether another place lies in this one."""
        return self.number == other.number and self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A place, seen in its document."""

    place: Place
    view: DocumentView

    @property
    def raw(self) -> list[str]:
        """The words as the document has them."""
        view = self.view
        return [view.text[view.begin[at] : view.end[at]] for at in range(self.place.first, self.place.last)]

    @property
    def folded(self) -> list[str]:
        """The words as they are compared."""
        return [self.view.folded(at) for at in range(self.place.first, self.place.last)]

    @property
    def before(self) -> str:
        """Text between the word before them and the first of them."""
        return self.view.between(self.place.first - 1, self.place.first)

    @property
    def after(self) -> str:
        """Text between the last of them and the word after them."""
        return self.view.between(self.place.last - 1, self.place.last)

    @property
    def is_heading(self) -> bool:
        """Whether all of them stand in headings."""
        return bool(self.view.heading[self.place.first : self.place.last].all())


def reason_for(
    a: Place, b: Place, corpus: CorpusView, *, exact: bool, ignored: Sequence[str] = ()
) -> str | None:
    """Why two passages are no copying although they are alike, from what they are.

    Args:
        a: Side a.
        b: Side b.
        corpus: The documents.
        exact: Whether every word is equal.
        ignored: The user's own strings, folded.

    Returns:
        A reason of TABLES ``set_aside``, or None if they may be a match.

    Cost: linear in the words; a refrain looks at the words between both places.
    """
    one, other = (Words(place=place, view=corpus.document(place.number)) for place in (a, b))
    if ignored and _is_ignored(one, ignored) and _is_ignored(other, ignored):
        return "user"
    named = _named(one, other)
    if named is not None:
        return named
    may_be_refrain = exact and a.number == b.number and max(a.words, b.words) <= _REFRAIN_WORDS
    return "refrain" if may_be_refrain and _is_refrain(one, other) else None


def weak_reason(n_places: int, n_documents: int, n_words: int) -> str:
    """Why a string that does not score is no match.

    Args:
        n_places: How often it stands in the corpus, as far as it was seen.
        n_documents: In how many documents.
        n_words: Its words.

    Returns:
        ``boilerplate``, ``common_phrase`` or ``below_threshold``.
    """
    if n_words >= _BOILERPLATE_WORDS:
        everywhere = n_documents >= _BOILERPLATE_DOCUMENTS and n_places >= _BOILERPLATE_PLACES
        return "boilerplate" if everywhere else "below_threshold"
    return "common_phrase" if n_places >= _OFTEN else "below_threshold"


def stock_reason(n_words: int, *, one_document: bool) -> str:
    """What to call a string that scores but that a document has by habit or in many places.

    Args:
        n_words: Its words.
        one_document: Whether both sides stand in that document.

    Returns:
        ``refrain``, ``boilerplate`` or ``common_phrase``.
    """
    if one_document:
        return "refrain"
    return "boilerplate" if n_words >= _BOILERPLATE_WORDS else "common_phrase"


def year_end(words: Words) -> int | None:
    """The word after a year in brackets in a passage or right after it, counted in the document; None without one."""
    view, place = words.view, words.place
    end = int(view.begin[place.last]) if place.last < len(view.begin) else len(view.text)
    found = _YEAR.search(view.text, int(view.begin[place.first]), end)
    return None if found is None else int(view.begin.searchsorted(found.end()))


def _named(a: Words, b: Words) -> str | None:
    """Whether both sides name a work or a person rather than say something, and which."""
    length = max(a.place.words, b.place.words)
    if length > _CITATION_WORDS:
        return None
    years = [year_end(side) is not None for side in (a, b)]
    capitals = min(_capital_share(a.raw), _capital_share(b.raw))
    headings = a.is_heading and b.is_heading
    if (headings and any(years)) or (capitals >= _CAPITALS_IN_CITATION and all(years)):
        return "citation_heading"
    if (
        length <= _NAME_WORDS
        and not headings
        and capitals >= _CAPITALS_IN_NAME
        and _is_name(a)
        and _is_name(b)
    ):
        return "name"
    return "title" if headings or (length <= _TITLE_WORDS and _is_title(a, b, length, capitals)) else None


def _capital_share(words: list[str]) -> float:
    """Share of words that begin with a capital or are numbers; 0 where case tells nothing."""
    letters = "".join(words)
    if letters == letters.lower() or letters == letters.upper():
        return 0.0
    return sum(word[0].isupper() or word[0].isdigit() for word in words) / len(words)


def _is_name(words: Words) -> bool:
    """Whether the capitals stand together, without a subtitle ("of the Provisional Democratic Government")."""
    capitals = [at for at, word in enumerate(words.raw) if word[0].isupper()]
    begin, end = words.view.begin[words.place.first], words.view.end[words.place.last - 1]
    return (
        bool(capitals)
        and capitals[-1] - capitals[0] + 1 == len(capitals)
        and ":" not in words.view.text[begin:end]
    )


def _is_title(a: Words, b: Words, length: int, capitals: float) -> bool:
    """Whether both are titles: by capitals, as a heading on one side, or in the marks that scripts have for it."""
    if capitals >= _CAPITALS_IN_TITLE or ((a.is_heading or b.is_heading) and length <= _HEADING_WORDS):
        return True
    return all(_TITLE_OPENS.search(side.before) and _TITLE_CLOSES.search(side.after) for side in (a, b))


def _is_ignored(words: Words, ignored: Sequence[str]) -> bool:
    """Whether a passage is a string of the user's, a part of one, or hardly more than one."""
    text = f" {' '.join(words.folded)} "
    for line in ignored:
        n = len(line.split())
        if text in f" {line} ":
            return True
        if (
            n
            and f" {line} " in text
            and words.place.words <= n + max(_BEYOND_WORDS, round(_BEYOND_SHARE * n))
        ):
            return True
    return False


def _is_refrain(a: Words, b: Words) -> bool:
    """Whether both are whole clauses of one author's running text.

    Under one heading, so that no appendix is taken for it, and neither quoted where the other is not.
    """
    low, high = min(a.place.first, b.place.first), max(a.place.last, b.place.last)
    quoted_a, quoted_b = (bool(side.view.quoted[side.place.first : side.place.last].any()) for side in (a, b))
    if bool(a.view.heading[low:high].any()) or quoted_a != quoted_b:
        return False
    return all(_CLAUSE_BORDER.search(side.before) and _CLAUSE_BORDER.search(side.after) for side in (a, b))
