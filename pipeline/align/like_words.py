"""Like words: which words of a gap are one word in two forms, and so stand against each other."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.align.letters import is_misreading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Pair", "best_pairs"]

_ALIKE = 600
"""Thousandths of likeness (1 - Levenshtein distance / longer length) from which two words may be one in two forms."""

_SHORT_ALIKE = 750
_SHORT_LETTERS = 4
"""Words of so many letters must be more alike, and shorter ones are only where one is the other misread ("the", "thc"):
one letter more or less makes another word of most of them."""

_JOINED = 800
"""Likeness of a word and two neighbours written as one, from which they are a join or a split ("andthe")."""

_BORDER = 500
"""What it is worth to set two ends of sentences against each other: less than a like word."""

_FEW = 12
"""Comparisons up to which single calls are quicker than a table of all."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Pair:
    """Words ``a_begin`` to ``a_end`` of a gap's side a against ``b_begin`` to ``b_end`` of side b, half-open.

    Both are empty where two ends of sentences stand against each other.
    """

    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    gain: int

    def shifted(self, words_a: int, words_b: int) -> Pair:
        """The same so many words later on both sides."""
        return Pair(
            a_begin=self.a_begin + words_a,
            a_end=self.a_end + words_a,
            b_begin=self.b_begin + words_b,
            b_end=self.b_end + words_b,
            gain=self.gain,
        )


def best_pairs(
    a: Sequence[str], b: Sequence[str], ends_a: Sequence[int] = (), ends_b: Sequence[int] = ()
) -> list[Pair]:
    """The most alike words of a gap, in order on both sides.

    Args:
        a: Folded words of side a in the gap.
        b: The same of side b.
        ends_a: Words of side a before which a sentence ends; the length of a for the end of the gap.
        ends_b: The same for side b.

    Returns:
        Pairs in order, no two of which overlap.

    Source: Needleman, Wunsch 1970, over the few pairs that gain anything.
    Cost: the product of the lengths, in C; about a millisecond for 40 words against 40.
    """
    pairs = [*_alike(a, b), *_joined(a, b)]
    pairs += [
        Pair(a_begin=i, a_end=i, b_begin=j, b_end=j, gain=_BORDER)
        for i, j in itertools.product(ends_a, ends_b)
    ]
    if not pairs:
        return []
    return _best_chain(pairs, _Places.of(len(a), ends_a), _Places.of(len(b), ends_b))


def _alike(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    return [
        Pair(a_begin=i, a_end=i + 1, b_begin=j, b_end=j + 1, gain=likeness)
        for i, j, likeness in _scores(a, b, _ALIKE)
        if _is_like(a[i], b[j], likeness)
    ]


def _joined(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """A word against two neighbours that it is made of."""
    split_on_b = [
        Pair(a_begin=i, a_end=i + 1, b_begin=j, b_end=j + 2, gain=likeness)
        for i, j, likeness in _scores(a, _doubles(b), _JOINED)
    ]
    split_on_a = [
        Pair(a_begin=i, a_end=i + 2, b_begin=j, b_end=j + 1, gain=likeness)
        for i, j, likeness in _scores(_doubles(a), b, _JOINED)
    ]
    return split_on_b + split_on_a


def _doubles(words: Sequence[str]) -> list[str]:
    return [left + right for left, right in itertools.pairwise(words)]


def _is_like(left: str, right: str, likeness: int) -> bool:
    longest = max(len(left), len(right))
    if longest < _SHORT_LETTERS:
        return left == right or is_misreading(left, right)
    return likeness >= (_SHORT_ALIKE if longest == _SHORT_LETTERS else _ALIKE)


def _scores(a: Sequence[str], b: Sequence[str], least: int) -> list[tuple[int, int, int]]:
    """Places of all words that are alike enough, and how alike they are in thousandths."""
    if not a or not b:
        return []
    if len(a) * len(b) <= _FEW:
        likeness: Callable[[str, str], float] = Levenshtein.normalized_similarity
        found = [(i, j, round(1000 * likeness(x, y))) for i, x in enumerate(a) for j, y in enumerate(b)]
        return [score for score in found if score[2] >= least]
    table = np.rint(process.cdist(a, b, scorer=Levenshtein.normalized_similarity) * 1000).astype(np.int64)
    rows, columns = (table >= least).nonzero()
    return list(zip(rows.tolist(), columns.tolist(), table[rows, columns].tolist(), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Words of a gap and the ends of sentences among them as one row of places."""

    n: int
    of_word: list[int]

    @classmethod
    def of(cls, words: int, ends: Sequence[int]) -> _Places:
        """``of_word[w]`` is the place of word w; the end of a sentence stands at the place before it."""
        before = set(ends)
        of_word = list(itertools.accumulate(1 + (word in before) for word in range(words + 1)))
        return cls(n=of_word[-1], of_word=[place - 1 for place in of_word])

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Places of some words, or of the end of a sentence where there are none."""
        if begin == end:
            return self.of_word[begin] - 1, self.of_word[begin]
        return self.of_word[begin], self.of_word[end - 1] + 1


def _best_chain(pairs: list[Pair], places_a: _Places, places_b: _Places) -> list[Pair]:
    """The pairs that gain most together; of equals, those that end last."""
    ending: dict[int, list[tuple[int, int, int, Pair]]] = {}
    for pair in sorted(pairs):
        begin, end = places_a.span(pair.a_begin, pair.a_end)
        ending.setdefault(end, []).append((begin, *places_b.span(pair.b_begin, pair.b_end), pair))
    best = [[0] * (places_b.n + 1)]
    for i in range(1, places_a.n + 1):
        row = list(best[i - 1])
        for begin_a, begin_b, end_b, pair in ending.get(i, ()):
            row[end_b] = max(row[end_b], best[begin_a][begin_b] + pair.gain)
        best.append(list(itertools.accumulate(row, max)))
    chain: list[Pair] = []
    i, j = places_a.n, places_b.n
    while best[i][j] > 0:
        taken = next(
            (
                (begin_a, begin_b, pair)
                for begin_a, begin_b, end_b, pair in ending.get(i, ())
                if end_b == j and best[begin_a][begin_b] + pair.gain == best[i][j]
            ),
            None,
        )
        if taken is not None:
            i, j = taken[0], taken[1]
            chain.append(taken[2])
        elif best[i - 1][j] == best[i][j]:
            i -= 1
        else:
            j -= 1
    return chain[::-1]
