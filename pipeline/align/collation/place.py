"""A place of the apparatus: what each witness has where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.tables.variant_tables import LEVEL_OF_CLASS, LEVELS, VARIANT_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Held", "Place", "Reading", "State", "gravest"]

State = Literal["reads", "omits", "lacks", "moved"]

_ORDER: tuple[State, ...] = ("reads", "moved", "omits", "lacks")

_RANK = {name: (LEVELS.index(LEVEL_OF_CLASS[name]), -place) for place, name in enumerate(VARIANT_CLASSES)}


def gravest(classes: Iterable[str]) -> str:
    """The class of the deepest level; of one level the first of the declaration."""
    return max(classes, key=_RANK.__getitem__)


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
        moves: What moved from here or to here: the version and the number of its move. The same pair stands at the
            other place.
    """

    lemma: str
    lemma_begin: int
    lemma_end: int
    readings: tuple[Reading, ...]
    variant_class: str
    moves: frozenset[tuple[int, int]] = frozenset()


class Held:
    """What each version has at one place of the lemma; a version that is not added has what the lemma has."""

    def __init__(self, lemma: str, begin: int, end: int, *, is_outside: bool = False) -> None:
        """Open a place.

        Args:
            lemma: The lemma's document.
            begin: Where the place begins in it, in code points.
            end: Where it ends, half-open; where it begins if the lemma has nothing there.
            is_outside: Whether it lies before the lemma's passage or behind it.
        """
        self.lemma = lemma[begin:end]
        self.begin, self.end = begin, end
        self.state: State = "reads" if self.lemma else "lacks" if is_outside else "omits"
        self.groups: dict[tuple[str, State], list[tuple[str, Sequence[int]]]] = {}

    def add(self, reading: str, state: State, witnesses: Sequence[int]) -> None:
        """Note what some witnesses have."""
        self.groups.setdefault((" ".join(reading.split()), state), []).append((reading, witnesses))

    def place(
        self, n_witnesses: int, classes: Sequence[str], moves: Iterable[tuple[int, int]] = ()
    ) -> Place | None:
        """The place, if any witness has something else there than white space.

        Args:
            n_witnesses: Of the family.
            classes: Of what differs.
            moves: What moved from here or to here.
        """
        readings = self._readings(n_witnesses)
        if len(readings) == 1 or not classes:
            return None
        return Place(
            lemma=self.lemma,
            lemma_begin=self.begin,
            lemma_end=self.end,
            readings=readings,
            variant_class=gravest(classes),
            moves=frozenset(moves),
        )

    def _readings(self, n_witnesses: int) -> tuple[Reading, ...]:
        """The lemma's reading first, then what others read, and last who has nothing; then by their first witness."""
        same = (" ".join(self.lemma.split()), self.state)
        rest = [
            Reading(
                reading=min(reading for reading, _ in held),
                state=key[1],
                witnesses=tuple(sorted(at for _, witnesses in held for at in witnesses)),
            )
            for key, held in self.groups.items()
            if key != same
        ]
        others = {at for reading in rest for at in reading.witnesses}
        first = Reading(
            reading=self.lemma,
            state=self.state,
            witnesses=tuple(at for at in range(n_witnesses) if at not in others),
        )
        return first, *sorted(rest, key=lambda reading: (_ORDER.index(reading.state), reading.witnesses))
