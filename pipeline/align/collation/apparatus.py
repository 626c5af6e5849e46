"""The apparatus of a family: every place at which its witnesses differ, with what each of them has there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.collation.classify import class_of_readings, gravest, named_differences
from pipeline.align.collation.deviations import Deviations, deviations_of
from pipeline.align.collation.place import Held, Place, Reading, State
from pipeline.align.collation.stretches import Stretch, between, is_moved, is_outside, run_borders
from pipeline.align.collation.versions import Version, VersionTable, WitnessText, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.align.lexicon import Lexicon

__all__ = ["find_apparatus"]


def find_apparatus(
    witnesses: Sequence[WitnessText], lemma: int, lexicon: Callable[[int, int], Lexicon]
) -> tuple[Place, ...]:
    """Collate the witnesses of a family and list every place at which they differ.

    Args:
        witnesses: In the family's order, two at least, each with a word at least.
        lemma: Position of the witness that the others are compared with.
        lexicon: What is known of words where two witnesses, by their positions, are compared.

    Returns:
        Places in the order of the lemma's text. A place that is there because a witness begins later or ends
        earlier than the lemma has the class ``edge_cut``, spans all that it lacks, and other places lie inside it. All
        others lie apart: with the lemma's reading exchanged for its own at each of them, the lemma's text is that of
        a witness, up to white space, where both have text.

    Cost: that of collating, and the versions times the places.
    """
    table = table_of(witnesses, lemma)
    if len(table.versions) < 2:  # noqa: PLR2004 - one version has no second one to differ from
        return ()
    return _Apparatus(table, lemma, lexicon).places()


class _Apparatus:
    """The versions of a family beside that of the lemma."""

    def __init__(
        self, table: VersionTable, lemma_witness: int, lexicon: Callable[[int, int], Lexicon]
    ) -> None:
        self.table = table
        self.lemma = table.versions[table.of_witness[lemma_witness]]
        self.others = [version for version in table.versions if version is not self.lemma]
        self.deviations = [deviations_of(self.lemma, version) for version in self.others]
        self.lexicons = [lexicon(lemma_witness, version.witnesses[0]) for version in self.others]
        self.differences = [
            named_differences(self.lemma, version, one, known)
            for version, one, known in zip(self.others, self.deviations, self.lexicons, strict=True)
        ]

    def places(self) -> tuple[Place, ...]:
        """All places in order."""
        inner = self._inner_stretches()
        classes = self._classes(inner)
        made = [
            (stretch, place)
            for number, stretch in enumerate(inner)
            if (place := self._inner_place(number, stretch, classes)) is not None
        ]
        made += [(stretch, self._edge_place(stretch)) for stretch in self._edge_stretches()]
        made += [(stretch, self._outer_place(stretch)) for stretch in self._outer_stretches()]
        made.sort(key=lambda one: (one[0].begin, not one[0].is_edge, one[0].end))
        return tuple(place for _, place in made)

    def _inner_stretches(self) -> list[Stretch]:
        """Columns that are one place, from the first to the last in which some version deviates."""
        varied = np.zeros(self.table.n_columns, bool)
        joined = np.zeros(self.table.n_columns + 1, bool)
        for one, differences in zip(self.deviations, self.differences, strict=True):
            varied[one.columns] = True
            spans = [(row.columns[0], row.columns[-1]) for row in differences if row.in_words]
            for left, right in (*one.links, *spans):
                joined[left + 1 : right + 1] = True
                varied[[left, right]] = True
        # A witness that begins or ends inside a place would have half a reading there.
        joined[sorted(self._edge_borders())] = False
        parts = np.cumsum(~joined)
        stretches: list[Stretch] = []
        for column in np.flatnonzero(varied).tolist():
            if stretches and parts[column] == parts[stretches[-1].begin]:
                stretches[-1] = Stretch(begin=stretches[-1].begin, end=column + 1, is_edge=False)
            else:
                stretches.append(Stretch(begin=column, end=column + 1, is_edge=False))
        return stretches

    def _classes(self, inner: Sequence[Stretch]) -> list[dict[int, str]]:
        """For each other version the class of what differs at each place where it deviates."""
        place_of = np.full(self.table.n_columns, -1, np.int64)
        for number, stretch in enumerate(inner):
            place_of[stretch.begin : stretch.end] = number
        classes = []
        for row, (version, one) in enumerate(zip(self.others, self.deviations, strict=True)):
            named: dict[int, list[str]] = defaultdict(list)
            for difference in self.differences[row]:
                for number in np.unique(place_of[list(difference.columns)]).tolist():
                    named[number].append(difference.variant_class)
            of_version = {}
            for number in np.unique(place_of[one.columns]).tolist():
                stretch = inner[number]
                if is_moved(self.lemma, version, one, stretch):
                    of_version[number] = "transposition"
                elif number in named:
                    of_version[number] = gravest(named[number])
                else:
                    columns = stretch.begin, stretch.end
                    of_version[number] = class_of_readings(self.lemma, version, *columns, self.lexicons[row])
            classes.append(of_version)
        return classes

    def _inner_place(self, number: int, stretch: Stretch, classes: Sequence[dict[int, str]]) -> Place | None:
        """What all have at a place; None where those that have it differ in white space alone."""
        held = Held(self.lemma, stretch)
        for version, one, of_version in zip(self.others, self.deviations, classes, strict=True):
            if is_outside(version, stretch):
                held.add("", _state_outside(self.lemma, version, one, stretch), version)
            elif number in of_version:
                reading = version.reading(stretch.begin, stretch.end)
                moved = is_moved(self.lemma, version, one, stretch)
                held.add(reading, "moved" if moved else "reads" if reading else "omits", version)
        readings = held.readings(len(self.table.of_witness))
        named = [of_version[number] for of_version in classes if number in of_version]
        if not named or all(reading.state == "lacks" for reading in readings[1:]):
            return None
        return self._place(stretch, readings, gravest(named))

    def _edge_stretches(self) -> Iterator[Stretch]:
        """Columns of the lemma that some version lacks, cut where another begins or ends."""
        for stretch in between(self._edge_borders(), self.lemma.first, self.lemma.last + 1):
            if any(is_outside(version, stretch) for version in self.others):
                yield stretch

    def _edge_borders(self) -> set[int]:
        """The columns before which what is outside of some version begins or ends."""
        borders = {border for version in self.table.versions for border in (version.first, version.last + 1)}
        for version, one in zip(self.others, self.deviations, strict=True):
            # What a witness has elsewhere it does not lack, so it is cut off from what it does.
            outside = {column for column in one.moved_out if not version.first <= column <= version.last}
            borders |= run_borders(self.lemma, outside)
        return borders

    def _edge_place(self, stretch: Stretch) -> Place:
        held = Held(self.lemma, stretch)
        for version, one in zip(self.others, self.deviations, strict=True):
            if is_outside(version, stretch):
                held.add("", _state_outside(self.lemma, version, one, stretch), version)
        readings = held.readings(len(self.table.of_witness))
        return self._place(stretch, readings, _edge_class(readings))

    def _outer_stretches(self) -> Iterator[Stretch]:
        """Columns before the lemma begins and after it has ended, cut where another begins or ends."""
        borders = {border for version in self.others for border in (version.first, version.last + 1)}
        for version, one in zip(self.others, self.deviations, strict=True):
            borders |= run_borders(version, one.moved_in)
        yield from between(borders, 0, self.lemma.first)
        yield from between(borders, self.lemma.last + 1, self.table.n_columns)

    def _outer_place(self, stretch: Stretch) -> Place:
        held = Held(self.lemma, stretch)
        for version, one in zip(self.others, self.deviations, strict=True):
            reading = version.reading(stretch.begin, stretch.end)
            moved = bool(reading) and is_moved(self.lemma, version, one, stretch)
            held.add(reading, "moved" if moved else "reads" if reading else "lacks", version)
        readings = held.readings(len(self.table.of_witness))
        return self._place(stretch, readings, _edge_class(readings))

    def _place(self, stretch: Stretch, readings: tuple[Reading, ...], variant_class: str) -> Place:
        written = self.lemma.written
        first, last = self.lemma.words_in(stretch.begin, stretch.end)
        if first < last:
            begin, end = written.begin[first], written.end[last - 1]
        else:
            begin = end = written.end[first - 1] if first else written.begin[0]
        return Place(
            lemma=self.lemma.side.text[begin:end],
            lemma_begin=begin,
            lemma_end=end,
            readings=readings,
            variant_class=variant_class,
        )


def _state_outside(lemma: Version, version: Version, one: Deviations, stretch: Stretch) -> State:
    return "moved" if is_moved(lemma, version, one, stretch) else "lacks"


def _edge_class(readings: Sequence[Reading]) -> str:
    """The class of a stretch outside of some witness: words that it has elsewhere are no part that it lacks."""
    return "transposition" if {reading.state for reading in readings[1:]} == {"moved"} else "edge_cut"
