"""Versions: the witnesses of a family as rows of the table, those that read the same to the letter once."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from pipeline.align.collation.collate import Collation, collate
from pipeline.align.collation.profile import CollatedText
from pipeline.align.collation.written import Written, written_words
from pipeline.align.words import align_sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.align.cells import Alignment
    from pipeline.align.side import Side

__all__ = ["Version", "VersionTable", "WitnessText", "table_of"]

_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessText:
    """One witness: its words, and from where to where its passage goes in its document."""

    side: Side
    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Version:
    """What one or more witnesses read, to the letter.

    Attributes:
        witnesses: Their positions in the family, ascending.
        side: The words of the first of them.
        written: The same words with their marks.
        column: int64[n_words], the column of each word.
        words: int64[n_columns], the word in each column as a number; -1 where there is none. Equal numbers for equal
            folded words of all versions.
        forms: The same of the words as they are written.
        position: int64[n_columns], which word of the version stands in each column; -1 where there is none.
    """

    witnesses: tuple[int, ...]
    side: Side
    written: Written
    column: NDArray[np.int64]
    words: NDArray[np.int64]
    forms: NDArray[np.int64]
    position: NDArray[np.int64]

    @property
    def first(self) -> int:
        """The first column it has a word in."""
        return int(self.column[0])

    @property
    def last(self) -> int:
        """The last column it has a word in."""
        return int(self.column[-1])

    def words_in(self, begin: int, end: int) -> tuple[int, int]:
        """Its words in columns ``begin`` to ``end`` (half-open), half-open too."""
        first, last = np.searchsorted(self.column, (begin, end)).tolist()
        return first, last

    def columns_within(self, begin: int, end: int) -> list[int]:
        """The columns of its words that begin in code points ``begin`` to ``end`` (half-open) of its document."""
        first, last = bisect_left(self.side.begin, begin), bisect_left(self.side.begin, end)
        columns: list[int] = self.column[first:last].tolist()
        return columns


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VersionTable:
    """All versions of a family in columns.

    Attributes:
        n_columns: Columns of the table.
        versions: What is read, each once.
        of_witness: For each witness the version that it reads.
        alignment: Where there are but two versions, that of the first with the second.
    """

    n_columns: int
    versions: tuple[Version, ...]
    of_witness: tuple[int, ...]
    alignment: Alignment | None


def table_of(witnesses: Sequence[WitnessText], lemma: int = 0) -> VersionTable:
    """Collate the witnesses of a family.

    Args:
        witnesses: In the family's order, each with a word at least.
        lemma: Position of the witness whose own text stands for its version, whoever else reads the same.

    Returns:
        Their table. What stands against what depends on the set of their words alone.

    Cost: that of ``collate`` or, of two texts, of ``align_sides``, and the versions times the columns.
    """
    sides = [witness.side for witness in witnesses]
    written = [written_words(witness.side, witness.begin, witness.end) for witness in witnesses]
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for number, (side, one) in enumerate(zip(sides, written, strict=True)):
        groups.setdefault((tuple(side.words), tuple(one.text)), []).append(number)
    alignment = None
    if len(groups) == 2:  # noqa: PLR2004 - two texts need no table to be compared
        first, second = (_of(sides, members, lemma) for members in groups.values())
        alignment = align_sides(first, second)
        collation = _in_two_rows(alignment)
    else:
        texts = [
            CollatedText(words=words, borders=_borders(sides[members[0]]))
            for (words, _), members in groups.items()
        ]
        collation = collate(texts)
    word_numbers: dict[str, int] = {}
    form_numbers: dict[str, int] = {}
    versions = tuple(
        Version(
            witnesses=tuple(members),
            side=_of(sides, members, lemma),
            written=_of(written, members, lemma),
            column=column,
            words=_in_columns(words, column, collation.n_columns, word_numbers),
            forms=_in_columns(forms, column, collation.n_columns, form_numbers),
            position=_positions(column, collation.n_columns),
        )
        for ((words, forms), members), column in zip(groups.items(), collation.column_of, strict=True)
    )
    version_of = {witness: row for row, version in enumerate(versions) for witness in version.witnesses}
    return VersionTable(
        n_columns=collation.n_columns,
        versions=versions,
        of_witness=tuple(version_of[number] for number in range(len(witnesses))),
        alignment=alignment,
    )


def _of(each: Sequence[_Each], members: Sequence[int], lemma: int) -> _Each:
    """What the lemma has, if it is one of some witnesses, or the first of them has."""
    return each[lemma if lemma in members else members[0]]


def _in_two_rows(alignment: Alignment) -> Collation:
    """An alignment of two texts as a table; what only one of them has is in columns of its own."""
    column_of: tuple[list[int], list[int]] = ([], [])
    column = 0
    for cell in alignment.cells:
        column_of[0].extend(range(column, column + cell.words_a))
        column_of[1].extend(range(column, column + cell.words_b))
        column += max(cell.words_a, cell.words_b)
    return Collation(
        n_columns=column, column_of=(np.array(column_of[0], np.int64), np.array(column_of[1], np.int64))
    )


def _borders(side: Side) -> tuple[int, ...]:
    return tuple(int(side.border(word)) for word in range(len(side.words)))


def _in_columns(
    words: Sequence[str], column: NDArray[np.int64], n_columns: int, numbers: dict[str, int]
) -> NDArray[np.int64]:
    row = np.full(n_columns, -1, np.int64)
    row[column] = [numbers.setdefault(word, len(numbers)) for word in words]
    return row


def _positions(column: NDArray[np.int64], n_columns: int) -> NDArray[np.int64]:
    row = np.full(n_columns, -1, np.int64)
    row[column] = np.arange(len(column))
    return row
