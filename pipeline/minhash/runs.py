"""Runs: seeds joined along their diagonal into stretches of equal words, and which of them have others near.

A corpus has millions of seeds, of which nearly all are chance: a few words that are language, alone in their pair of
documents. Telling these apart is done by sorting numbers, before anything dearer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.spans import places_in_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.minhash.seed_index import Seeds

__all__ = ["Runs", "confirm_runs", "crowded_runs", "extend_runs", "find_runs"]

_SIDE = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)

_SHORT_WORDS = 4
"""Chance runs are seldom longer."""

_SPARSE_BITS = 5
"""So that at most one slot in 16 is marked."""

_HASHES = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD1B54A32D192ED03))
"""Odd factors without short patterns of bits (golden ratio; Steele, Vigna 2022)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runs:
    """Equal words at two places.

    Attributes:
        left: uint32[n], word number of the first word in the concatenated corpus.
        right: uint32[n], the same on the other side; ``left < right``.
        words: uint32[n], equal words.
    """

    left: NDArray[np.uint32]
    right: NDArray[np.uint32]
    words: NDArray[np.uint32]

    def __len__(self) -> int:
        """The number of runs."""
        return len(self.left)

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Runs:
        """The chosen runs."""
        return Runs(left=self.left[chosen], right=self.right[chosen], words=self.words[chosen])


def find_runs(seeds: Seeds, document_starts: NDArray[np.int64]) -> Runs:
    """Join seeds that overlap or touch on one diagonal.

    Args:
        seeds: From ``find_seeds``.
        document_starts: int64[n_documents + 1].

    Returns:
        Runs in order of diagonal and place. A run never leaves its pair of documents; no two of one pair touch on one
        diagonal. Their words have equal shingles, and ``confirm_runs`` looks at the words themselves.

    Cost: one sort of the seeds.
    """
    if len(seeds) == 0:
        return Runs(left=seeds.left, right=seeds.right, words=np.empty(0, np.uint32))
    least = int(seeds.words.min())
    keys = _pieces(seeds, least)
    keys.sort()
    # On one diagonal keys differ as the places do; from one diagonal to the next by nearly 2**32.
    follows = np.flatnonzero(keys[1:] - keys[:-1] <= least) + 1
    begins = _marked(document_starts)
    at = keys[follows]
    left = at & _LOW
    # A seed lies in its documents, so that a run would leave them only where the next seed begins one.
    stays = (at == keys[follows - 1]) | ~(begins[left] | begins[left + (at >> _SIDE)])
    opens = np.ones(len(keys), bool)
    opens[follows[stays]] = False
    begin, end = keys[opens], keys[np.append(opens[1:], True)]
    left = begin & _LOW
    end -= begin
    begin >>= _SIDE
    begin += left
    return Runs(
        left=left.astype(np.uint32),
        right=begin.astype(np.uint32),
        words=end.astype(np.uint32) + np.uint32(least),
    )


def _pieces(seeds: Seeds, least: int) -> NDArray[np.uint64]:
    """Diagonal and place of seeds cut into pieces of equal length, which may overlap.

    Pieces of one length need no look at where the seeds before them end.
    """
    longer = np.flatnonzero(seeds.words > least)
    rest = seeds.words[longer].astype(np.int64) - least
    n_more = -(-rest // least)
    n = len(seeds)
    keys = np.empty(n + int(n_more.sum()), np.uint64)
    keys[:n] = seeds.right
    keys[:n] -= seeds.left
    keys[:n] <<= _SIDE
    keys[:n] |= seeds.left
    step = places_in_spans(np.ones_like(n_more), n_more)
    shift = np.minimum(step * least, np.repeat(rest, n_more))
    keys[n:] = np.repeat(keys[longer], n_more) + shift.astype(np.uint64)
    return keys


def extend_runs(runs: Runs, word_hash: NDArray[np.uint32], document_starts: NDArray[np.int64]) -> Runs:
    """Make each run as long as its words are equal, at both ends, and join those that meet.

    Which shingles of equal words are seeds depends on what stands around them. How long a run is must not: what it says
    is weighed, and what it is too short for is not looked at again.

    Args:
        runs: From ``find_runs``.
        word_hash: uint32[n_words].
        document_starts: int64[n_documents + 1].

    Returns:
        Runs in the same order, each as long as can be, so that no two meet on one diagonal of a pair of documents.

    Cost: one look at each end, and one step for each word that is added.
    """
    n = len(runs)
    if n == 0:
        return runs
    left, words = runs.left.copy(), runs.words.copy()
    diagonal = runs.right - runs.left
    begins = _marked(document_starts)
    follows = np.zeros(n + 1, bool)
    follows[1:-1] = diagonal[1:] == diagonal[:-1]
    active = np.flatnonzero(_equal_before(word_hash, left, diagonal))
    while len(active):
        active = active[~(begins[left[active]] | begins[left[active] + diagonal[active]])]
        met = follows[active] & (left[active - 1] + words[active - 1] == left[active])
        active = active[~met]
        active = active[_equal_before(word_hash, left[active], diagonal[active])]
        left[active] -= 1
        words[active] += 1
    ends = left + words
    active = np.flatnonzero(_equal_after(word_hash, ends, diagonal))
    while len(active):
        active = active[~(begins[ends[active]] | begins[ends[active] + diagonal[active]])]
        met = follows[active + 1] & (ends[active] == left[np.minimum(active + 1, n - 1)])
        active = active[~met]
        active = active[_equal_after(word_hash, ends[active], diagonal[active])]
        ends[active] += 1
    joined = follows[:-1].copy()
    joined[1:] &= ends[:-1] == left[1:]
    joined[joined] = ~(begins[left[joined]] | begins[left[joined] + diagonal[joined]])
    first = np.flatnonzero(~joined)
    left, ends, diagonal = left[first], ends[np.append(first[1:], n) - 1], diagonal[first]
    return Runs(left=left, right=left + diagonal, words=ends - left)


def _marked(document_starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool[n_words + 1], where documents begin or the corpus ends."""
    begins = np.zeros(int(document_starts[-1]) + 1, bool)
    begins[document_starts] = True
    return begins


def _equal_before(
    word_hash: NDArray[np.uint32], left: NDArray[np.uint32], diagonal: NDArray[np.uint32]
) -> NDArray[np.bool_]:
    """Whether the words before two places are equal; means nothing at the corpus's first word."""
    before = left - (left > 0)
    return np.asarray(word_hash[before] == word_hash[before + diagonal])


def _equal_after(
    word_hash: NDArray[np.uint32], ends: NDArray[np.uint32], diagonal: NDArray[np.uint32]
) -> NDArray[np.bool_]:
    """Whether the words at two ends are equal; means nothing at the corpus's end."""
    right = np.minimum(ends + diagonal, np.uint32(len(word_hash) - 1))
    return np.asarray(word_hash[ends] == word_hash[right])


def confirm_runs(runs: Runs, word_hash: NDArray[np.uint32], *, shingle_words: int) -> Runs:
    """Keep of each run the stretches of equal words.

    Among millions of shingles some hash alike by chance (n**2 / 2**33 pairs of n): seldom enough to be no burden, too
    often to be taken for equal words.

    Args:
        runs: From ``extend_runs``; fewer cost less.
        word_hash: uint32[n_words].
        shingle_words: Words a stretch must have.

    Returns:
        Runs in the same order. Nearly always the same runs.

    Cost: one step a word of each run.
    """
    words = runs.words.astype(np.int64)
    left = places_in_spans(runs.left.astype(np.int64), words)
    right = left + np.repeat(runs.right.astype(np.int64) - runs.left, words)
    equal = np.zeros(len(left) + 1, bool)
    equal[:-1] = word_hash[left] == word_hash[right]
    opens = np.zeros(len(equal), bool)
    opens[np.cumsum(words) - words] = True
    opens[1:] |= ~equal[:-1]
    first = np.flatnonzero(opens & equal)
    # A stretch ends where the next begins, or where a word differs, whichever comes first.
    stops = np.flatnonzero(opens | ~equal)
    length = stops[np.searchsorted(stops, first, "right")] - first
    first, length = first[length >= shingle_words], length[length >= shingle_words]
    return Runs(
        left=left[first].astype(np.uint32),
        right=right[first].astype(np.uint32),
        words=length.astype(np.uint32),
    )


def crowded_runs(runs: Runs, distance: int) -> NDArray[np.bool_]:
    """Which runs may have another near them.

    Args:
        runs: From ``find_runs``.
        distance: Words, at least 1.

    Returns:
        bool[n]. Where it is False, no end of another run lies within ``distance`` words of an end of this one on both
        sides. Where it is True there may be one or not; of runs longer than a few words it is always said.

    Cost: two sorts of a number a run. Side a is cut into strips, which hold their runs in order of side b. In the
    second sort the strips are shifted by half, so that two places within reach are together in at least one.
    """
    long = np.flatnonzero(runs.words > _SHORT_WORDS)
    last = (runs.words[long] - 1).astype(np.uint32)
    # A short run is known by its first word, so that it does not crowd itself.
    reach = distance + _SHORT_WORDS
    crowded = np.zeros(len(runs), bool)
    crowded[long] = True
    for shift in (0, reach):
        heads = _in_strip(runs.left, runs.right, shift, 2 * reach)
        ordered = np.concatenate(
            (heads, _in_strip(runs.left[long] + last, runs.right[long] + last, shift, 2 * reach))
        )
        ordered.sort()
        near = np.flatnonzero(ordered[1:] - ordered[:-1] <= reach)
        crowded |= _among(heads, np.concatenate((ordered[near], ordered[near + 1])))
    return crowded


def _in_strip(
    left: NDArray[np.uint32], right: NDArray[np.uint32], shift: int, width: int
) -> NDArray[np.uint64]:
    """Strip of side a, and place on side b."""
    keys = ((left + np.uint32(shift)) // np.uint32(width)).astype(np.uint64)
    keys <<= _SIDE
    keys |= right
    return keys


def _among(keys: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which keys may be among the wanted ones: all that are, and less than one in a hundred of the others.

    Source: Bloom 1970, with two hashes. Cost: one look-up a key, where a search would take one for each halving.
    """
    bits = max(16, len(wanted).bit_length() + _SPARSE_BITS)
    marks = np.zeros(1 << bits, bool)
    for factor in _HASHES:
        marks[_slot(wanted, factor, bits)] = True
    found = marks[_slot(keys, _HASHES[0], bits)]
    maybe = np.flatnonzero(found)
    found[maybe] = marks[_slot(keys[maybe], _HASHES[1], bits)]
    return np.asarray(found, np.bool_)


def _slot(keys: NDArray[np.uint64], factor: np.uint64, bits: int) -> NDArray[np.int64]:
    """Multiplicative hash of ``bits`` bits (Knuth 6.4)."""
    return ((keys * factor) >> np.uint64(64 - bits)).view(np.int64)
