"""What the corpus attests: in how many contexts its words and pairs of words stand, and which forms are alike."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import hash_folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView

__all__ = ["FREQUENT_CONTEXTS", "MOST_LETTERS", "Attested", "has_letters_only"]

FREQUENT_CONTEXTS = 3
"""Contexts from which a form is a word of the corpus: a misprint that is kept has one."""

_LEAST_LETTERS = 3
MOST_LETTERS = 100
"""A longer run of letters (base64, a line of a script without spaces) is no word that a slip of a letter could tell of,
and to drop each of its letters in turn costs the square of its length."""

_SIDE = np.uint64(32)
_CHUNK = 1 << 20

_LOOKED_AT = 512
"""Places of a pair of words that are looked at in each stretch of the corpus until there are so many: whether it stands
in few contexts or in many is all that is asked."""

_SLOTS = 1 << 20
_SLOT_BITS = np.uint32(12)
"""A table of so many bits, that a processor keeps at hand, tells most words apart from those that are looked for: the
upper 20 bits of a hash of 32."""

_MULTIPLIER = np.uint32(0x9E3779B1)
"""Odd, so that a pair of words hashes otherwise than the same two in the other order."""


def has_letters_only(word: str) -> bool:
    """Whether a folded word has letters, with marks or without, and neither figures nor apostrophes."""
    return not any(character.isdigit() or character == "'" for character in word)


@dataclass(frozen=True, kw_only=True, eq=False)
class Attested:
    """What the corpus has of its words: in how many contexts each stands, copies of one place counted once.

    Attributes:
        corpus: The documents as words.
        vocabulary: uint32[n], their distinct words, sorted.
        contexts: int64[n], the contexts of each.
    """

    corpus: CorpusView
    vocabulary: NDArray[np.uint32]
    contexts: NDArray[np.int64]
    _known: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, corpus: CorpusView) -> Attested:
        """What is known of the words of a corpus. Cost: a sort of them, if nobody asked before."""
        vocabulary, contexts = corpus.word_contexts()
        return cls(corpus=corpus, vocabulary=vocabulary, contexts=contexts)

    def of_hashes(self, words: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Contexts of each of some words; 0 for one that the corpus has not."""
        if not len(self.vocabulary):
            return np.zeros(len(words), np.int64)
        at = np.minimum(np.searchsorted(self.vocabulary, words), len(self.vocabulary) - 1)
        return np.where(self.vocabulary[at] == words, self.contexts[at], 0)

    def of_word(self, folded: str) -> int:
        """Contexts of one folded word."""
        if folded not in self._known:
            self._known[folded] = int(self.of_hashes(np.array([hash_folded(folded)], np.uint32))[0])
        return self._known[folded]

    @functools.cached_property
    def frequent(self) -> dict[str, int]:
        """The hash of each word of letters, folded, that stands in so many contexts that it is a word of the corpus.

        Cost: one pass over the corpus.
        """
        is_frequent = self.contexts >= FREQUENT_CONTEXTS
        wanted, contexts = self.vocabulary[is_frequent], self.contexts[is_frequent]
        found = {}
        for at, word in self._folded(wanted):
            if has_letters_only(word):
                found[word] = int(wanted[at])
                self._known[word] = int(contexts[at])
        return found

    def _folded(self, words: NDArray[np.uint32]) -> Iterator[tuple[int, str]]:
        """Position and letters of some words of the corpus, sorted; in the order of the places where they are found."""
        begins, ends = self.corpus.begin, self.corpus.end
        for at, number, places in _by_document(self.corpus, self._one_place_of_each(words)):
            text = self.corpus.texts[number]
            spans = zip(begins[places].tolist(), ends[places].tolist(), strict=True)
            for one, (begin, end) in zip(at.tolist(), spans, strict=True):
                yield one, fold_word(text[begin:end], keep_marks=self.corpus.keep_marks)

    def _one_place_of_each(self, wanted: NDArray[np.uint32]) -> NDArray[np.int64]:
        """A place of each of some words, sorted, that the corpus has: a frequent one is soon found."""
        words = self.corpus.words
        place = np.full(len(wanted), -1, np.int64)
        open_ = np.arange(len(wanted))
        for low in range(0, len(words), _CHUNK):
            if not len(open_):
                break
            part = words[low : low + _CHUNK]
            asked = wanted[open_]
            table = np.zeros(_SLOTS, bool)
            table[asked >> _SLOT_BITS] = True
            near = np.flatnonzero(table[part >> _SLOT_BITS])
            at = np.minimum(np.searchsorted(asked, part[near]), len(asked) - 1)
            known = asked[at] == part[near]
            place[open_[at[known]]] = near[known] + low
            open_ = np.flatnonzero(place < 0)
        return place

    @functools.cached_property
    def _near(self) -> dict[str, list[str]]:
        """Frequent words by what is left of them without one letter."""
        found = defaultdict(list)
        for word in self.frequent:
            if len(word) >= _LEAST_LETTERS:
                for key in _with_one_dropped(word):
                    found[key].append(word)
        return dict(found)

    def near(self, form: str) -> list[str]:
        """Frequent forms that differ from one in a letter dropped, added, changed or swapped, sorted."""
        found = {word for key in _with_one_dropped(form) for word in self._near.get(key, ())}
        return sorted(found - {form})

    def some_rare(self, most: int) -> list[str]:
        """Words of letters, folded, in too few contexts to be frequent: so many at most, by their hashes."""
        rare = self.vocabulary[self.contexts < FREQUENT_CONTEXTS][:most]
        return [
            word
            for _, word in sorted(self._folded(rare))
            if _LEAST_LETTERS <= len(word) <= MOST_LETTERS and has_letters_only(word)
        ]

    def distinct_pairs(self) -> int:
        """How many different pairs of words stand beside each other, in a first stretch of the corpus at least."""
        words = self.corpus.words[:_CHUNK].astype(np.uint64)
        pairs = words[:-1] << _SIDE | words[1:]
        pairs.sort()
        return int((pairs[1:] != pairs[:-1]).sum()) + 1

    def pairs(self, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """In how many contexts each pair of words stands with only a space between, as far as places are looked at.

        Args:
            wanted: Pairs of hashes, in any order.

        Returns:
            Those that stand anywhere, with the number of distinct pairs of neighbours that they stand between.

        Cost: one pass over the corpus; a step in Python for each place that is looked at.
        """
        asked = np.unique(np.array([left << 32 | right for left, right in wanted], np.uint64))
        if not len(asked):
            return {}
        places, kinds = self._places_of(asked)
        spaced = self._only_space_after(places)
        places, kinds = places[spaced], kinds[spaced]
        words, starts = self.corpus.words, self.corpus.document_starts
        padded = np.append(words, np.uint32(0))
        before = np.where(np.isin(places, starts), 0, padded[places - 1])
        after = np.where(np.isin(places + 2, starts), 0, padded[places + 2])
        order = np.lexsort((after, before, kinds))
        rows = np.stack([kinds[order], before[order], after[order]])
        new = np.ones(len(order), bool)
        new[1:] = (rows[:, 1:] != rows[:, :-1]).any(axis=0)
        counts = np.bincount(rows[0, new].astype(np.int64), minlength=len(asked))
        known = np.flatnonzero(counts)
        return {
            (pair >> 32, pair & 0xFFFFFFFF): n
            for pair, n in zip(asked[known].tolist(), counts[known].tolist(), strict=True)
        }

    def _places_of(self, asked: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places of some pairs of words, sorted, inside one document, and which pair each is."""
        words = self.corpus.words
        table = np.zeros(_SLOTS, bool)
        table[_slot((asked >> _SIDE).astype(np.uint32), asked.astype(np.uint32))] = True
        seen = np.zeros(len(asked), np.int64)
        places, kinds = [], []
        for low in range(0, len(words) - 1, _CHUNK):
            part = words[low : low + _CHUNK + 1]
            near = np.flatnonzero(table[_slot(part[:-1], part[1:])])
            packed = part[near].astype(np.uint64) << _SIDE | part[near + 1]
            at = np.minimum(np.searchsorted(asked, packed), len(asked) - 1)
            here = (asked[at] == packed) & (seen[at] < _LOOKED_AT)
            at = at[here]
            seen += np.bincount(at, minlength=len(asked))
            first = _first_of_each(at)
            places.append(near[here][first] + low)
            kinds.append(at[first])
        all_places, all_kinds = np.concatenate([[0][:0], *places]), np.concatenate([[0][:0], *kinds])
        inside = ~np.isin(all_places + 1, self.corpus.document_starts)
        return all_places[inside].astype(np.int64), all_kinds[inside].astype(np.int64)

    def _only_space_after(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether nothing but white space stands between each of some words, sorted, and the next."""
        spaced = np.zeros(len(places), bool)
        for at, number, inside in _by_document(self.corpus, places):
            text = self.corpus.texts[number]
            begins, ends = self.corpus.end[inside].tolist(), self.corpus.begin[inside + 1].tolist()
            spaced[at] = [text[begin:end].isspace() for begin, end in zip(begins, ends, strict=True)]
        return spaced


def _by_document(
    corpus: CorpusView, places: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], int, NDArray[np.int64]]]:
    """Positions in ``places``, document, and the places themselves, for each document that has some."""
    order = np.argsort(places, kind="stable")
    numbers = np.searchsorted(corpus.document_starts, places[order], "right") - 1
    edges = np.append(np.flatnonzero(np.diff(numbers, prepend=-1)), len(order))
    for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        at = order[low:high]
        yield at, int(numbers[low]), places[at]


def _slot(left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Where a pair of words stands in a table of ``_SLOTS``."""
    return (left * _MULTIPLIER + right) >> _SLOT_BITS


def _first_of_each(kinds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Positions of the first ``_LOOKED_AT`` of each kind, sorted."""
    order = np.argsort(kinds, kind="stable")
    edges = np.flatnonzero(np.diff(kinds[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(edges, np.diff(np.append(edges, len(order))))
    return np.sort(order[rank < _LOOKED_AT])


def _with_one_dropped(word: str) -> set[str]:
    """A word and what is left of it without one letter: two words a letter apart have one of these in common."""
    if len(word) > MOST_LETTERS:
        return {word}
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
