"""Two sides: only documents on different sides are compared, and what stands on one side alone costs little.

The side of a document is 0 or 1, or -1 where it is not compared at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.buckets import Buckets

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ComparedWords", "TwoSided", "compared_words", "may_be_on_both_sides", "pairs_across", "two_sided"]

_FACTOR = np.uint32(0x9E3779B1)
"""An odd factor near 2**32 times the golden ratio (Knuth 6.4)."""

_SPARSE_BITS = 5
"""So that at most one slot in 16 is marked."""

_LEAST_BITS = 16
_MOST_BITS = 28


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ComparedWords:
    """The words of the documents that are on a side, closed up.

    ``words`` uint32[n]; ``document_starts`` int64[m + 1]; ``sides`` int8[m], 0 or 1; ``places`` uint32[n], where each
    word stood, ascending.
    """

    words: NDArray[np.uint32]
    document_starts: NDArray[np.int64]
    sides: NDArray[np.int8]
    places: NDArray[np.uint32]


def compared_words(
    word_hash: NDArray[np.uint32], document_starts: NDArray[np.int64], sides: NDArray[np.int8]
) -> ComparedWords:
    """Leave out the documents that are not compared, so that nothing is made of their words.

    Args:
        word_hash: uint32[n_words].
        document_starts: int64[n_documents + 1].
        sides: int8[n_documents], 0, 1 or -1.

    Cost: one pass.
    """
    lengths = np.diff(document_starts)
    kept = sides >= 0
    members = np.repeat(kept, lengths)
    return ComparedWords(
        words=word_hash[members],
        document_starts=np.concatenate(([0], np.cumsum(lengths[kept], dtype=np.int64))),
        sides=sides[kept],
        places=np.flatnonzero(members).astype(np.uint32),
    )


def may_be_on_both_sides(keys: NDArray[np.uint32], side: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Which keys may stand on both sides: all that do, and few of the others.

    Args:
        keys: uint32[n].
        side: int8[n], 0 or 1: where each key stands.

    Returns:
        bool[n].

    Source: Bloom 1970, with one hash. Cost: two look-ups a key, where sorting would take one for each halving.
    """
    of_first = np.flatnonzero(side == 0)
    of_second = np.flatnonzero(side == 1)
    fewer, more = sorted((of_first, of_second), key=len)
    bits = min(_MOST_BITS, max(_LEAST_BITS, len(fewer).bit_length() + _SPARSE_BITS))
    slots = (keys * _FACTOR) >> np.uint32(32 - bits)
    found = np.zeros(len(keys), bool)
    met = more[_marked(slots[fewer], bits)[slots[more]]]
    found[met] = True
    found[fewer] = _marked(slots[met], bits)[slots[fewer]]
    return found


def _marked(slots: NDArray[np.uint32], bits: int) -> NDArray[np.bool_]:
    marks = np.zeros(1 << bits, bool)
    marks[slots] = True
    return marks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TwoSided:
    """Buckets with places on both sides; ``n_first`` int64[m] of each, which come first, are on side 0."""

    buckets: Buckets
    n_first: NDArray[np.int64]


def two_sided(buckets: Buckets, side: NDArray[np.int8]) -> TwoSided:
    """Drop the buckets of one side and part the places of the others by side.

    Args:
        buckets: Of places.
        side: int8[n_words], 0 or 1: the side of every place.

    Cost: one pass, and a sort of what is left.
    """
    if len(buckets.sizes) == 0:
        return TwoSided(buckets=buckets, n_first=buckets.sizes)
    n_second = np.add.reduceat(side[buckets.places], buckets.starts, dtype=np.int64)
    both = (n_second > 0) & (n_second < buckets.sizes)
    left = buckets.only(both)
    bucket = np.repeat(np.arange(len(left.sizes)), left.sizes)
    order = np.argsort(2 * bucket + side[left.places], kind="stable")
    parted = Buckets(keys=left.keys[order], places=left.places[order], starts=left.starts, sizes=left.sizes)
    return TwoSided(buckets=parted, n_first=left.sizes - n_second[both])


def pairs_across(
    starts: NDArray[np.int64], n_first: NDArray[np.int64], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of a place of side 0 and one of side 1 in each bucket.

    Args:
        starts: int64[m], first place of each bucket.
        n_first: int64[m], places of side 0, which come first.
        sizes: int64[m], all places.

    Returns:
        Two int64 arrays of equal length: places in the sequence, on side 0 and on side 1.

    Cost: linear in the number of pairs, no loop over buckets.
    """
    n_second = sizes - n_first
    n_pairs = n_first * n_second
    step = np.arange(int(n_pairs.sum()), dtype=np.int64) - np.repeat(np.cumsum(n_pairs) - n_pairs, n_pairs)
    width = np.repeat(n_second, n_pairs)
    first = np.repeat(starts, n_pairs)
    return first + step // width, first + np.repeat(n_first, n_pairs) + step % width
