"""New words: how probable it is that a text uses a form that its corpus has nowhere else, and means it.

A corpus says of itself how often that happens, and what such words look like: what is new is like what is rare. A form
with letters that follow each other in no word of the corpus is not one that a text would bring up. One that differs
from a word of the corpus as many others do, by an ending, by a prefix, is.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.align.letters import is_misreading
from pipeline.provenance.attested import MOST_LETTERS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from pipeline.provenance.attested import Attested

__all__ = ["NewWords", "halves_of"]

_SAMPLE = 1 << 12
"""Words of the corpus, at most, from which it is learned what a rare one looks like. They are taken by their hashes, so
at random and always the same ones."""

_OWN_BITS = 0.75
"""Share of the bits of a word's letters that counts: a letter depends on more than the two before it. The rest is taken
from the mean of the corpus's rare words, so that on the whole they are as probable as they are. Measured on planted
slips, where .7 to .8 do equally well."""

_HALVES_LETTERS = 2

_BEFORE = 256
"""Rare words that what is expected of any language counts for: the share of a word's own letters is less where a corpus
has fewer of them, and another form of a word is at hand."""

_FORMS = {"end": 0.25, "begin": 0.05, "inside": 0.05}
"""Of the rare words of any language, how many differ from a frequent word in one letter, there. Inside short words
differ by chance, half as many with each letter more than ``_SHORT``."""

_SHORT = 4

_COMPOUNDS = 0.02
"""And how many are two of its words, written as one, that stand beside each other once; of two that do so more often
there are fewer with the square."""

_MILLI = 1000
_NEVER = -(10**9)


def halves_of(form: str, words: Container[str]) -> Iterator[tuple[str, str]]:
    """The pairs of words that a form is, written as one."""
    if len(form) > 2 * MOST_LETTERS:
        return
    for at in range(_HALVES_LETTERS, len(form) - _HALVES_LETTERS + 1):
        if form[:at] in words and form[at:] in words:
            yield form[:at], form[at:]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWords:
    """What a corpus's rare words are like.

    Attributes:
        newness: Millibits, log2 of the share of words that stand in no other context.
        letters: How their letters follow each other.
        changes: How many of them differ from a frequent word in one way or another.
        known: The rare words from which that is known.
        compounds_of: For each of them that is two frequent words in one, the hashes of those.
        n_frequent: Frequent words of the corpus.
        n_pairs: Different pairs of words that stand beside each other in it.
        mean: Millibits of the rare words' letters, on average.
    """

    newness: int
    letters: _Letters
    changes: Counter[tuple[str, str, str]]
    known: frozenset[str]
    compounds_of: Mapping[str, tuple[tuple[int, int], ...]]
    n_frequent: int
    n_pairs: int
    mean: int

    @classmethod
    def of(cls, attested: Attested) -> NewWords:
        """Learn from a corpus. Cost: one pass over it, and a few steps a letter of the words learned from."""
        rare = attested.some_rare(_SAMPLE)
        letters = _Letters.of(rare)
        changes = Counter(
            chain.from_iterable(
                {_change(near, form) for near in attested.near(form) if not is_misreading(form, near)}
                for form in rare
            )
        )
        frequent = attested.frequent
        halves = {
            form: tuple((frequent[left], frequent[right]) for left, right in halves_of(form, frequent))
            for form in rare
        }
        total = int(attested.contexts.sum())
        return cls(
            newness=_log2(max(1, int((attested.contexts == 1).sum())), max(1, total)),
            letters=letters,
            changes=changes,
            known=frozenset(rare),
            compounds_of={form: pairs for form, pairs in halves.items() if pairs},
            n_frequent=len(frequent),
            n_pairs=attested.distinct_pairs(),
            mean=sum(letters.millibits(form, own=1) for form in rare) // max(1, len(rare)),
        )

    @property
    def halves(self) -> set[tuple[int, int]]:
        """The pairs of frequent words that some of the rare words consist of."""
        return {pair for pairs in self.compounds_of.values() for pair in pairs}

    def compounds(self, pairs: Mapping[tuple[int, int], int]) -> dict[str, int]:
        """Those of the rare words that are two in one which the corpus has beside each other as well ("upstairs").

        Args:
            pairs: In how many contexts ``halves`` stand, those that stand anywhere.

        Returns:
            In how many contexts each has its halves as two words.
        """
        often = {
            form: max(pairs.get(pair, 0) for pair in halves) for form, halves in self.compounds_of.items()
        }
        return {form: n for form, n in often.items() if n}

    def millibits(self, form: str, meant: tuple[str, ...], made: tuple[int, int] = (0, 1)) -> int:
        """How probable a form is at a place as a word that is new to the corpus.

        Args:
            form: A folded word that stands in no other context.
            meant: The frequent word that it may be a slip for, or the two that it may be, run together.
            made: Of two: how many of the rare words are made so, of two that are as often beside each other at least,
                and how often that is. Of pairs that are so often there are as many times fewer (Zipf).

        Returns:
            Millibits, log2 of the share of places; below 0. The form is a word with letters of its own, or another form
            of the frequent one, or made of the two, whichever is the most probable.
        """
        own = int(form in self.known)
        share = _OWN_BITS * len(self.known) / (len(self.known) + _BEFORE)
        letters = round(share * self.letters.millibits(form, own=own) + (1 - share) * self.mean)
        if len(meant) > 1:
            alike, often = made
            expected = _BEFORE * _COMPOUNDS / often**2
            ways = max(1, self.n_pairs // often)
            related = _log2(alike + expected, (len(self.known) + _BEFORE) * ways)
        elif is_misreading(form, meant[0]):
            related = _NEVER
        else:
            related = self._related(_change(meant[0], form), len(form), own)
        return self.newness + max(letters, related)

    def _related(self, change: tuple[str, str, str], n_letters: int, own: int) -> int:
        """How probable it is that a rare word is another form of a certain frequent one, changed like this."""
        expected = _BEFORE * _FORMS[change[0]] / (2 * self.letters.alphabet)
        if change[0] == "inside":
            expected /= 2 ** max(0, n_letters - _SHORT)
        alike = self.changes[change] - own + expected
        return _log2(alike, (len(self.known) + _BEFORE) * self.n_frequent)


def _change(near: str, form: str) -> tuple[str, str, str]:
    """How a form differs from a word: at its begin, its end or inside, which letters it has not, which instead."""
    shorter = min(len(near), len(form))
    head = next((at for at in range(shorter) if near[at] != form[at]), shorter)
    tail = next((at for at in range(shorter - head) if near[-1 - at] != form[-1 - at]), shorter - head)
    place = "end" if tail == 0 else "begin" if head == 0 else "inside"
    return place, near[head : len(near) - tail], form[head : len(form) - tail]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letters:
    """Which letter follows which two, in words of a corpus.

    Source: I. H. Witten, T. C. Bell: The zero-frequency problem. IEEE Transactions on Information Theory 37, 1991
    (method C: what was not seen is as probable as there were different ones).
    """

    groups: Counter[str]
    """Three letters, and two."""
    before: Counter[str]
    """How often a letter follows two, or one."""
    kinds: Counter[str]
    """How many different letters do."""
    alphabet: int
    _known: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Sequence[str]) -> _Letters:
        groups = Counter(chain.from_iterable(map(_groups, words)))
        before: Counter[str] = Counter()
        for group, n in groups.items():
            before[group[:-1]] += n
        return cls(
            groups=groups,
            before=before,
            kinds=Counter(group[:-1] for group in groups),
            alphabet=len(set(chain.from_iterable(words))) + 1,
        )

    def millibits(self, word: str, *, own: int) -> int:
        """Log2 of how probable the letters of a word are; ``own`` is how often it was itself learned from."""
        padded, known = f"  {word} ", self._known
        total = 0
        for at in range(len(padded) - 2):
            key = (padded[at : at + 3], own)
            if key not in known:
                known[key] = self._last_of(*key)
            total += known[key]
        return total

    def _last_of(self, three: str, own: int) -> int:
        after_one = self._share(three[1:], own, 1 / self.alphabet)
        return round(_MILLI * math.log2(self._share(three, own, after_one)))

    def _share(self, group: str, own: int, otherwise: float) -> float:
        kinds = self.kinds[group[:-1]]
        before = max(0, self.before[group[:-1]] - own)
        if kinds + before == 0:
            return otherwise
        return (max(0, self.groups[group] - own) + kinds * otherwise) / (before + kinds)


def _groups(word: str) -> list[str]:
    """Three letters each of a word with blanks around, and two."""
    padded = f"  {word} "
    threes = [padded[at : at + 3] for at in range(len(padded) - 2)]
    return threes + [three[1:] for three in threes]


def _log2(part: float, whole: int) -> int:
    return round(_MILLI * math.log2(part / whole))
