"""What kind of difference a place is, by the rules that name the variants of a match."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.classes import Readings, one_sided_class, same_words_class, wording_class
from pipeline.align.dress import dress_class
from pipeline.align.side import Side
from pipeline.align.variants import find_variants
from pipeline.align.words import Cell
from pipeline.tables.variant_tables import LEVEL_OF_CLASS, LEVELS, VARIANT_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.align.collation.versions import Version
    from pipeline.align.lexicon import Lexicon
    from pipeline.align.variant import Variant

__all__ = ["class_of_readings", "classes_of_places", "gravest"]

_RANK = {name: (LEVELS.index(LEVEL_OF_CLASS[name]), -place) for place, name in enumerate(VARIANT_CLASSES)}


def gravest(classes: Iterable[str]) -> str:
    """The class of the deepest level; of one level the first of the declaration."""
    return max(classes, key=_RANK.__getitem__)


def classes_of_places(
    lemma: Version, version: Version, place_of: NDArray[np.int64], lexicon: Lexicon
) -> dict[int, str]:
    """Name what differs between the lemma and one version at each place.

    Args:
        lemma: The version the others are compared with.
        version: Another.
        place_of: int64[n_columns], the place that each column belongs to, -1 for none.
        lexicon: What the corpus knows of words.

    Returns:
        Class by place, of those places where some difference of the two lies; the gravest of several.

    Cost: linear in the text of both.
    """
    begin, end = max(lemma.first, version.first), min(lemma.last, version.last) + 1
    in_lemma, in_version = lemma.words_in(begin, end), version.words_in(begin, end)
    if in_lemma[0] >= in_lemma[1] or in_version[0] >= in_version[1]:
        return {}
    a, b = _part(lemma.side, *in_lemma), _part(version.side, *in_version)
    cells = list(_cells(lemma, version, place_of, begin, end))
    found: dict[int, set[str]] = defaultdict(set)
    for row in find_variants(a, b, cells, lexicon):
        for place in _touched(row, lemma, version, place_of):
            found[place].add(row.variant_class)
    return {place: gravest(classes) for place, classes in found.items()}


def _part(side: Side, first: int, last: int) -> Side:
    return Side(
        text=side.text, words=side.words[first:last], begin=side.begin[first:last], end=side.end[first:last]
    )


def _cells(
    lemma: Version, version: Version, place_of: NDArray[np.int64], begin: int, end: int
) -> Iterator[Cell]:
    """The alignment of two versions as the table has it: runs of equal words, and one cell a place between them."""
    at_a, at_b = lemma.words_in(begin, end)[0], version.words_in(begin, end)[0]
    from_a, from_b = at_a, at_b
    columns = np.flatnonzero((lemma.position[begin:end] >= 0) | (version.position[begin:end] >= 0)) + begin
    equal = lemma.words[columns] == version.words[columns]
    rows = zip(columns.tolist(), equal.tolist(), place_of[columns].tolist(), strict=True)
    for (same, _), run in groupby(rows, key=lambda row: (row[1], None if row[1] else row[2])):
        held = [column for column, _, _ in run]
        to_a = at_a + int((lemma.position[held] >= 0).sum())
        to_b = at_b + int((version.position[held] >= 0).sum())
        yield Cell(
            a_begin=at_a - from_a, a_end=to_a - from_a, b_begin=at_b - from_b, b_end=to_b - from_b, equal=same
        )
        at_a, at_b = to_a, to_b


def _touched(row: Variant, lemma: Version, version: Version, place_of: NDArray[np.int64]) -> set[int]:
    """The places whose words a row changes, or whose marks where it changes marks alone."""
    sides = ((lemma, row.a_begin, row.a_end), (version, row.b_begin, row.b_end))
    words = [(one, _overlapped(one.side.begin, one.side.end, begin, end)) for one, begin, end in sides]
    if not any(words_in for _, words_in in words):
        words = [
            (one, _overlapped(one.written.begin, one.written.end, begin, end)) for one, begin, end in sides
        ]
    columns = [one.column[words_in.start : words_in.stop] for one, words_in in words]
    return set(place_of[np.concatenate(columns)].tolist()) - {-1}


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
