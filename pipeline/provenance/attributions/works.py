"""Works as they are cited: whether two titles, and two citations, are one work."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.corpus.normalise import fold_word
from pipeline.provenance.attributions.cue_tables import cue_tables
from pipeline.provenance.attributions.persons import same_person

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CitedWork", "group_works", "main_title", "same_title", "title_words"]

_SUBTITLE = re.compile(r"\s*[:;]\s+|\.\s+|\s+[-–—]+\s+|：")
_WORD = re.compile(r"\w+")
_ALIKE = 90.0
"""Likeness of two titles in per cent (rapidfuzz ``ratio``) from which they are one: a letter in ten misread."""

_SUBTITLE_ALIKE = 70.0
"""Where both have a subtitle, these may be shortened or translated, but not about something else."""

_EDITION_WORDS = 2
"""Words of a title from which another year may be another edition; "Stalin" of 1941 and of 1949 are two books."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """A work as one place cites it; None where the place does not say."""

    title: str
    author: str | None
    year: int | None


@functools.cache
def _articles() -> frozenset[str]:
    return frozenset(fold_word(article) for table in cue_tables() for article in table.articles)


@functools.lru_cache(maxsize=1 << 14)
def title_words(title: str) -> tuple[str, ...]:
    """The folded words of a title without the article it begins with."""
    words = [fold_word(word) for word in _WORD.findall(title)]
    words = [word for word in words if word]
    return tuple(words[1:] if len(words) > 1 and words[0] in _articles() else words)


@functools.lru_cache(maxsize=1 << 14)
def main_title(title: str) -> tuple[str, str]:
    """Title and subtitle, folded, as strings; the second is empty where there is none."""
    parts = _SUBTITLE.split(title.strip(), maxsplit=1)
    return " ".join(title_words(parts[0])), " ".join(title_words(parts[1])) if len(parts) > 1 else ""


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one work's: with its subtitle or without, in whatever case, a letter misread.

    Args:
        one: A title as printed.
        other: Another.
    """
    from rapidfuzz.fuzz import ratio

    whole, others = " ".join(title_words(one)), " ".join(title_words(other))
    if not whole or not others:
        return False
    if ratio(whole, others) >= _ALIKE:
        return True
    (main, sub), (other_main, other_sub) = main_title(one), main_title(other)
    if not main or not other_main or ratio(main, other_main) < _ALIKE:
        return False
    return not sub or not other_sub or ratio(sub, other_sub) >= _SUBTITLE_ALIKE


def group_works(works: Sequence[CitedWork]) -> list[int]:
    """Say which citations are of one work.

    Args:
        works: Citations.

    Returns:
        For each the number of its work, counted from 0 in the order of the works' titles. Titles must agree; known
        authors must be one person. Where an author is not known and the title is a single word, the years must agree,
        too, if both are known. A citation without an author goes to the author that its year fits, else to the one whom
        most name.

    Cost: the square of the distinct citations whose titles share their first letters.
    """
    distinct = sorted(set(works), key=_order)
    counts = Counter(works)
    groups: list[list[CitedWork]] = []
    by_initial: dict[str, list[int]] = defaultdict(list)
    # Those with an author first: they are what the others are joined to.
    for work in sorted(distinct, key=lambda one: (one.author is None, _order(one))):
        places = by_initial[main_title(work.title)[0][:2]]
        fitting = [at for at in places if any(_same(work, other) for other in groups[at])]
        if fitting:
            best = max(
                fitting,
                key=lambda at: (_same_year(work, groups[at]), sum(counts[one] for one in groups[at]), -at),
            )
            groups[best].append(work)
        else:
            places.append(len(groups))
            groups.append([work])
    groups.sort(key=lambda members: min(map(_order, members)))
    number = {work: at for at, members in enumerate(groups) for work in members}
    return [number[work] for work in works]


def _order(work: CitedWork) -> tuple[str, str, str, int]:
    return " ".join(title_words(work.title)), work.title, work.author or "", work.year or 0


def _same_year(work: CitedWork, members: Sequence[CitedWork]) -> bool:
    return work.year is not None and any(work.year == other.year for other in members)


def _same(one: CitedWork, other: CitedWork) -> bool:
    if not same_title(one.title, other.title):
        return False
    if one.author and other.author:
        return same_person(one.author, other.author)
    if one.year is None or other.year is None or one.year == other.year:
        return True
    return len(title_words(one.title)) >= _EDITION_WORDS
