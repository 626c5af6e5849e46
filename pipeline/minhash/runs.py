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

    from pipeline.minhash.seeds import Seeds

__all__ = ["Runs", "crowded_runs", "find_runs"]

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
        diagonal.

    Cost: one sort of the seeds.
    """
    if len(seeds) == 0:
        return Runs(left=seeds.left, right=seeds.right, words=np.empty(0, np.uint32))
    least = int(seeds.words.min())
    keys = _pieces(seeds, least)
    keys.sort()
    # On one diagonal keys differ as the places do; from one diagonal to the next by nearly 2**32.
    follows = np.flatnonzero(keys[1:] - keys[:-1] <= least) + 1
    begins = np.zeros(int(document_starts[-1]) + 1, bool)
    begins[document_starts] = True
    left = keys[follows] & _LOW
    # A seed lies in its documents, so that a run leaves them only where a seed begins one.
    stays = ~(begins[left] | begins[left + (keys[follows] >> _SIDE)])
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
