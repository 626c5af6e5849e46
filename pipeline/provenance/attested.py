"""What the corpus attests: in how many contexts its words and pairs of words stand, and which forms are alike."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import hash_folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView

__all__ = ["FREQUENT_CONTEXTS", "Attested"]

FREQUENT_CONTEXTS = 3
"""Contexts from which a form is a word of the corpus: a misprint that is kept has one."""

_LEAST_LETTERS = 3
_SIDE = np.uint64(32)
_CHUNK = 1 << 20

_LOOKED_AT = 512
"""Places of a pair of words that are looked at in each stretch of the corpus until there are so many: whether it stands
in few contexts or in many is all that is asked."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Attested:
    """What the corpus has of its words: in how many contexts each stands, copies of one place counted once."""

    corpus: CorpusView
    vocabulary: NDArray[np.uint32]
    contexts: NDArray[np.int64]
    _frequent: dict[str, list[str]] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)
    _letters: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, corpus: CorpusView) -> Attested:
        """Count the words of a corpus. Cost: a sort of them."""
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

    def near(self, form: str) -> list[str]:
        """Frequent forms that differ from one in a letter dropped, added, changed or swapped, sorted."""
        if not self._frequent:
            self._frequent[""] = []
            for word in self._frequent_words():
                self._letters.update(_threes(word))
                for key in _with_one_dropped(word):
                    self._frequent.setdefault(key, []).append(word)
        found = {word for key in _with_one_dropped(form) for word in self._frequent.get(key, ())}
        return sorted(found - {form})

    def is_stranger(self, form: str, near: str, bits: int) -> bool:
        """Whether the groups of three letters of a form are rarer by so many bits than those of one of equal length."""
        if len(form) != len(near):
            return False
        ours, theirs = Counter(_threes(form)), Counter(_threes(near))
        # Whole numbers, twice each count and one: the same on every machine, and as many factors on either side.
        usual, strange = (
            math.prod((2 * self._letters[key] + 1) ** n for key, n in (one - other).items())
            for one, other in ((theirs, ours), (ours, theirs))
        )
        return bool(usual >= strange << bits)

    def _frequent_words(self) -> Iterator[str]:
        wanted = self.vocabulary[self.contexts >= FREQUENT_CONTEXTS]
        words = self.corpus.words
        first = np.full(len(wanted), len(words), np.int64)
        for low in range(0, len(words) if len(wanted) else 0, _CHUNK):
            part = words[low : low + _CHUNK]
            at = np.minimum(np.searchsorted(wanted, part), len(wanted) - 1)
            known = np.flatnonzero(wanted[at] == part)
            np.minimum.at(first, at[known], known + low)
        for place in first.tolist():
            number = int(np.searchsorted(self.corpus.document_starts, place, "right")) - 1
            text = self.corpus.texts[number]
            word = fold_word(
                text[int(self.corpus.begin[place]) : int(self.corpus.end[place])],
                keep_marks=self.corpus.keep_marks,
            )
            if len(word) >= _LEAST_LETTERS and word.isalpha():
                yield word

    def pairs(self, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """In how many contexts each pair of words stands with only a space between, as far as places are looked at.

        Cost: one pass over the corpus.
        """
        asked = np.unique(np.array([left << 32 | right for left, right in wanted], np.uint64))
        words, found = self.corpus.words, defaultdict(set)
        starts = set(self.corpus.document_starts.tolist())
        seen = np.zeros(len(asked), np.int64)
        for low in range(0, len(words) - 1 if len(asked) else 0, _CHUNK):
            part = words[low : low + _CHUNK + 1].astype(np.uint64)
            packed = part[:-1] << _SIDE | part[1:]
            at = np.minimum(np.searchsorted(asked, packed), len(asked) - 1)
            places = np.flatnonzero((asked[at] == packed) & (seen[at] < _LOOKED_AT))
            seen += np.bincount(at[places], minlength=len(asked))
            for place in _first_of_each(places, at[places]) + low:
                before, after = int(place) - 1, int(place) + 2
                if int(place) + 1 in starts or not self._only_space_after(int(place)):
                    continue
                found[int(words[place]), int(words[place + 1])].add(
                    (
                        int(words[before]) if before >= 0 and before + 1 not in starts else 0,
                        int(words[after]) if after < len(words) and after not in starts else 0,
                    )
                )
        return {pair: len(contexts) for pair, contexts in found.items()}

    def _only_space_after(self, place: int) -> bool:
        number = int(np.searchsorted(self.corpus.document_starts, place, "right")) - 1
        return self.corpus.texts[number][
            int(self.corpus.end[place]) : int(self.corpus.begin[place + 1])
        ].isspace()


def _first_of_each(places: NDArray[np.int64], kinds: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first ``_LOOKED_AT`` places of each kind."""
    order = np.argsort(kinds, kind="stable")
    edges = np.flatnonzero(np.diff(kinds[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(edges, np.diff(np.append(edges, len(order))))
    return np.sort(places[order[rank < _LOOKED_AT]])


def _threes(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]


def _with_one_dropped(word: str) -> set[str]:
    """A word and what is left of it without one letter: two words a letter apart have one of these in common."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
