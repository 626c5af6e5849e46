"""A place of the apparatus: what each witness has where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.align.collation.stretches import Stretch
    from pipeline.align.collation.versions import Version

__all__ = ["Held", "Place", "Reading", "State"]

State = Literal["reads", "omits", "lacks", "moved"]

_ORDER: tuple[State, ...] = ("reads", "moved", "omits", "lacks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What some witnesses have at a place: their text there, how to take it, and which they are, in family order."""

    reading: str
    state: State
    witnesses: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place at which witnesses differ (TABLES ``apparatus``).

    Attributes:
        lemma: What the lemma witness reads; empty where it has nothing.
        lemma_begin: Where that begins in its document, or where it would stand.
        lemma_end: Where it ends, half-open.
        readings: That of the lemma first; each witness stands in one.
        variant_class: The gravest difference between the lemma and a reading.
    """

    lemma: str
    lemma_begin: int
    lemma_end: int
    readings: tuple[Reading, ...]
    variant_class: str


class Held:
    """What each version has at one place; a version that is not added has what the lemma has."""

    def __init__(self, lemma: Version, stretch: Stretch) -> None:
        self.lemma_reading = lemma.reading(stretch.begin, stretch.end)
        if self.lemma_reading:
            self.lemma_state: State = "reads"
        else:
            self.lemma_state = (
                "omits" if lemma.first < stretch.end and lemma.last >= stretch.begin else "lacks"
            )
        self.groups: dict[tuple[str, State], list[tuple[str, Version]]] = {}

    def add(self, reading: str, state: State, version: Version) -> None:
        """Note what a version has."""
        self.groups.setdefault((" ".join(reading.split()), state), []).append((reading, version))

    def readings(self, n_witnesses: int) -> tuple[Reading, ...]:
        """The lemma's reading first, then what others read, and last who has nothing; then by their first witness."""
        same = (" ".join(self.lemma_reading.split()), self.lemma_state)
        others = {
            row
            for key, held in self.groups.items()
            if key != same
            for _, version in held
            for row in version.witnesses
        }
        first = Reading(
            reading=self.lemma_reading,
            state=self.lemma_state,
            witnesses=tuple(row for row in range(n_witnesses) if row not in others),
        )
        rest = [
            Reading(
                reading=min(reading for reading, _ in held),
                state=state,
                witnesses=tuple(sorted(row for _, version in held for row in version.witnesses)),
            )
            for (_, state), held in self.groups.items()
            if (_, state) != same
        ]
        return first, *sorted(rest, key=lambda reading: (_ORDER.index(reading.state), reading.witnesses))
