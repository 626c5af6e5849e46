"""What kind of difference a place is, by the rules that name the variants of a match."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.cells import Alignment, Cell
from pipeline.align.classes import Readings, one_sided_class, same_words_class, wording_class
from pipeline.align.dress import dress_class
from pipeline.align.side import Side
from pipeline.align.variants import find_variants
from pipeline.tables.variant_tables import LEVEL_OF_CLASS, LEVELS, VARIANT_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.align.collation.deviations import Deviations
    from pipeline.align.collation.versions import Version
    from pipeline.align.lexicon import Lexicon
    from pipeline.align.variant import Variant

__all__ = ["Difference", "class_of_readings", "gravest", "named_differences"]

_RANK = {name: (LEVELS.index(LEVEL_OF_CLASS[name]), -place) for place, name in enumerate(VARIANT_CLASSES)}


def gravest(classes: Iterable[str]) -> str:
    """The class of the deepest level; of one level the first of the declaration."""
    return max(classes, key=_RANK.__getitem__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One variant of a version against the lemma.

    Attributes:
        columns: The columns whose words it changes, or whose marks where it changes marks alone; ascending.
        variant_class: Its class.
        in_words: Whether it changes words.
    """

    columns: tuple[int, ...]
    variant_class: str
    in_words: bool


def named_differences(
    lemma: Version, version: Version, one: Deviations, lexicon: Lexicon
) -> list[Difference]:
    """Name what differs between the lemma and a version, as if they were the two sides of a match.

    Args:
        lemma: The version the others are compared with.
        version: Another.
        one: How it differs, column by column.
        lexicon: What the corpus knows of words.

    Returns:
        Its variants in order, where both have text. One that changes words is one reading: its columns are one place.

    Cost: linear in the text of both.
    """
    begin, end = max(lemma.first, version.first), min(lemma.last, version.last) + 1
    in_lemma, in_version = lemma.words_in(begin, end), version.words_in(begin, end)
    if not len(one.columns) or in_lemma[0] >= in_lemma[1] or in_version[0] >= in_version[1]:
        return []
    a, b = _part(lemma.side, *in_lemma), _part(version.side, *in_version)
    cells = tuple(_cells(lemma, version, one, begin, end))
    alignment = Alignment(a=a, b=b, cells=cells, moves=())
    return [_difference(row, lemma, version) for row in find_variants(alignment, lexicon)]


def _part(side: Side, first: int, last: int) -> Side:
    return Side(
        text=side.text, words=side.words[first:last], begin=side.begin[first:last], end=side.end[first:last]
    )


def _cells(lemma: Version, version: Version, one: Deviations, begin: int, end: int) -> Iterator[Cell]:
    """The alignment of two versions as the table has it: runs of equal words, and between them one cell a reading."""
    linked = np.zeros(len(lemma.position), bool)
    unequal = lemma.words != version.words
    for left, right in one.links:
        # Where only dashes differ the words are the same, and what differs is dress.
        linked[left + 1 : right + 1] |= unequal[[left, right]].any()
    columns = np.flatnonzero((lemma.position[begin:end] >= 0) | (version.position[begin:end] >= 0)) + begin
    equal = (lemma.words[columns] == version.words[columns]).tolist()
    runs: list[tuple[bool, list[int]]] = []
    for column, same, is_linked in zip(columns.tolist(), equal, linked[columns].tolist(), strict=True):
        if is_linked and runs:
            if runs[-1][0]:
                # An equal word that is hyphened to what only one side has is no equal word any more.
                runs.append((False, [runs[-1][1].pop()]))
            runs[-1][1].append(column)
        elif runs and runs[-1][0] and same:
            runs[-1][1].append(column)
        else:
            runs.append((same, [column]))
    at_a = at_b = 0
    for same, held in runs:
        if not held:
            continue
        to_a = at_a + int((lemma.position[held] >= 0).sum())
        to_b = at_b + int((version.position[held] >= 0).sum())
        yield Cell(a_begin=at_a, a_end=to_a, b_begin=at_b, b_end=to_b, equal=same)
        at_a, at_b = to_a, to_b


def _difference(row: Variant, lemma: Version, version: Version) -> Difference:
    sides = ((lemma, row.a_begin, row.a_end), (version, row.b_begin, row.b_end))
    held = [(one, _overlapped(one.side.begin, one.side.end, begin, end)) for one, begin, end in sides]
    in_words = any(words for _, words in held)
    if not in_words:
        held = [
            (one, _overlapped(one.written.begin, one.written.end, begin, end)) for one, begin, end in sides
        ]
    columns = np.concatenate([one.column[words.start : words.stop] for one, words in held])
    return Difference(
        columns=tuple(np.unique(columns).tolist()), variant_class=row.variant_class, in_words=in_words
    )


def _overlapped(begins: Sequence[int], ends: Sequence[int], begin: int, end: int) -> range:
    """Which spans share a character with ``begin`` to ``end``."""
    if begin == end:
        return range(0)
    return range(bisect_right(ends, begin), bisect_left(begins, end))


def class_of_readings(lemma: Version, version: Version, begin: int, end: int, lexicon: Lexicon) -> str:
    """Name what differs in columns ``begin`` to ``end`` by the two readings alone."""
    ours, theirs = lemma.words_in(begin, end), version.words_in(begin, end)
    left, right = lemma.reading(begin, end), version.reading(begin, end)
    if not left or not right:
        return one_sided_class(left or right, marked=False, extends_name=False)
    words_a, words_b = lemma.side.words[slice(*ours)], version.side.words[slice(*theirs)]
    if list(words_a) != list(words_b):
        return wording_class(Readings.of(left, right, lexicon))
    raw = zip(map(lemma.side.raw, range(*ours)), map(version.side.raw, range(*theirs)), strict=True)
    changed = [same_words_class(a, b) for a, b in raw if a != b]
    if changed:
        return gravest(changed)
    marks = ("".join(c for c in reading if not c.isalnum()) for reading in (left, right))
    return dress_class(*marks)
