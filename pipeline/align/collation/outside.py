"""What lies outside: the lemma's text where a version has not begun or has ended, and a version's beyond the lemma."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.align.collation.place import Held, Place, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.align.collation.comparison import Comparison
    from pipeline.align.collation.entries import Joined
    from pipeline.align.collation.versions import Version

__all__ = ["Outside"]

Stretch = tuple[int, int]
"""From and to, half-open: code points of the lemma's document, or columns."""


class Outside:
    """What of the lemma each version lacks at its ends, and what it has beyond the ends of the lemma."""

    def __init__(
        self, lemma: Version, compared: Sequence[Comparison], joined: Sequence[Joined], n_columns: int
    ) -> None:
        """See where the versions begin and end.

        Args:
            lemma: The lemma.
            compared: The other versions beside it.
            joined: The places inside, in order. Where a version begins or ends in one, what it lacks ends there.
            n_columns: Of the table.
        """
        self.lemma = lemma
        self.text = lemma.side.text
        self.compared = compared
        self.begin, self.end = lemma.written.begin[0], lemma.written.end[-1]
        self.n_columns = n_columns
        self.joined = joined
        self.joined_begins = [one.begin for one in joined]

    def is_outside(self, one: Comparison, begin: int, end: int) -> bool:
        """Whether a version has ended before some of the lemma's text or begins behind it."""
        return (one.begin > self.begin and end <= one.begin) or (one.end < self.end and begin >= one.end)

    def state(self, one: Comparison, begin: int, end: int) -> State:
        """Whether a version lacks some of the lemma's text, or has all of it elsewhere."""
        columns = self.lemma.columns_within(begin, end)
        return "moved" if columns and one.moved_out.issuperset(columns) else "lacks"

    def edges(self, n_witnesses: int) -> Iterator[Place]:
        """Stretches of the lemma that some version lacks, cut where another begins or ends."""
        lacking = [self._lacking(one) for one in self.compared]
        borders = {self.begin, self.end}
        for one, stretches in zip(self.compared, lacking, strict=True):
            borders.update(border for stretch in stretches for border in stretch)
            borders.update(self._borders_of_moves(one, stretches))
        for begin, end in pairwise(sorted(borders)):
            stretch = self._stripped(begin, end)
            held = Held(self.text, *stretch)
            for one, stretches in zip(self.compared, lacking, strict=True):
                if any(low <= begin and end <= high for low, high in stretches):
                    held.add("", self.state(one, *stretch), one.version.witnesses)
            if held.groups and held.lemma:
                yield from _made(held, n_witnesses)

    def _lacking(self, one: Comparison) -> list[Stretch]:
        """What a version lacks; a place inside which it begins or ends is none of that."""
        stretches = []
        if one.begin > self.begin:
            around = self._place_around(one.begin)
            stretches.append((self.begin, one.begin if around is None else around.begin))
        if one.end < self.end:
            around = self._place_around(one.end)
            stretches.append((one.end if around is None else around.end, self.end))
        return [(begin, end) for begin, end in stretches if begin < end]

    def _place_around(self, at: int) -> Joined | None:
        """The place that begins before an offset and ends behind it."""
        row = bisect_right(self.joined_begins, at) - 1
        while row >= 0 and self.joined[row].begin == at:
            row -= 1
        return self.joined[row] if row >= 0 and self.joined[row].end > at else None

    def _borders_of_moves(self, one: Comparison, stretches: Sequence[Stretch]) -> Iterator[int]:
        """Where in what a version lacks begins and ends what it has elsewhere."""
        runs = _runs(sorted(int(self.lemma.position[column]) for column in one.moved_out))
        for run in runs:
            for at in self.lemma.written.extent(*run):
                is_inside = any(begin < at < end for begin, end in stretches)
                if is_inside and self._place_around(at) is None:
                    yield at

    def before(self, n_witnesses: int) -> Iterator[Place]:
        """What versions have before the lemma begins, cut where another begins or ends."""
        words = [(0, one.theirs[0]) for one in self.compared]
        yield from self._beyond(words, self.begin, n_witnesses)

    def behind(self, n_witnesses: int) -> Iterator[Place]:
        """What versions have after the lemma has ended, cut where another begins or ends."""
        words = [(one.theirs[1], len(one.version.column)) for one in self.compared]
        yield from self._beyond(words, self.end, n_witnesses)

    def _beyond(self, words: Sequence[Stretch], at: int, n_witnesses: int) -> Iterator[Place]:
        """Places of words that stand before the lemma or behind it."""
        borders: set[int] = set()
        for one, (first, last) in zip(self.compared, words, strict=True):
            columns = one.version.column[first:last].tolist()
            if columns:
                moved = [word for word in range(first, last) if int(one.version.column[word]) in one.moved_in]
                borders |= {columns[0], columns[-1] + 1}
                for run in _runs(moved):
                    borders |= {int(one.version.column[run[0]]), int(one.version.column[run[1] - 1]) + 1}
        for begin, end in pairwise(sorted(borders)):
            held = Held(self.text, at, at, is_outside=True)
            for one, (first, last) in zip(self.compared, words, strict=True):
                low, high = one.version.words_in(begin, end)
                low, high = max(low, first), min(high, last)
                if low >= high:
                    continue
                reading = one.version.written.reading(one.version.side.text, low, high)
                is_moved = one.moved_in.issuperset(one.version.column[low:high].tolist())
                held.add(reading, "moved" if is_moved else "reads", one.version.witnesses)
            if held.groups:
                yield from _made(held, n_witnesses)

    def _stripped(self, begin: int, end: int) -> Stretch:
        piece = self.text[begin:end]
        if piece.isspace():
            return begin, begin
        return begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())


def _made(held: Held, n_witnesses: int) -> Iterator[Place]:
    """The place; words that a version has elsewhere are no part that it lacks."""
    states = {state for _, state in held.groups}
    place = held.place(n_witnesses, ["transposition" if states == {"moved"} else "edge_cut"])
    if place is not None:
        yield place


def _runs(words: Iterable[int]) -> list[Stretch]:
    """Runs of words that follow each other, half-open."""
    runs: list[Stretch] = []
    for word in words:
        if runs and runs[-1][1] == word:
            runs[-1] = runs[-1][0], word + 1
        else:
            runs.append((word, word + 1))
    return runs
