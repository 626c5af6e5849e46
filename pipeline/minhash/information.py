"""How much a shared word tells: rarity in bits, as whole millibits so that sums are the same everywhere.

Acceptance is a matter of information, as in BLAST: a passage counts when what its words tell exceeds what chance gives
in a corpus of this size. A word that its two predecessors foretell, because the phrase stands in many places, tells
little.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.buckets import parts_by_key
from pipeline.minhash.join import bucket_edges
from pipeline.minhash.shingles import lengthen_shingles, shingle_hashes, within_documents
from pipeline.minhash.threads import InThisThread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from numpy.typing import NDArray

__all__ = ["FLOOR_MILLIBITS", "MILLIBITS", "Information", "log2_millibits", "measure_information"]

MILLIBITS = 1000

_WITNESSES_FREE = 2
"""Places of a phrase, beyond the two that are compared, that do not make it a stock phrase. Measured: with three,
formulae of law and scripture pass for copies; with none, quotations that have a few witnesses are lost."""

_FREE = 2 + _WITNESSES_FREE

_PRIOR = 2
"""Weight, in places, of a word's own rarity against what its predecessors foretell (additive smoothing)."""

FLOOR_MILLIBITS = 1500
"""What each further word of even the most repeated text is worth, so that a long reprint stays one when it has many
witnesses."""

_TABLE_BITS = 16
"""Leading bits of a number that its logarithm is read from: the error is below 0.012 millibits, before rounding."""

_CHUNK = 1 << 16
"""Words weighed at once, so that what is made of them stays in the second-level cache."""

_SORTED_AT_ONCE = 1 << 24
"""Words counted at once, so that what sorting needs stays small beside a large corpus."""

_TWO = np.uint32(2)
_NO_PLACES, _NO_COUNTS = np.empty(0, np.uint32), np.empty(0, np.int32)

_MANTISSA_BITS = 52
_EXPONENT_BIAS = 1023

_SIDE = np.uint64(32)
_PLACE = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Information:
    """Bits of every word of the corpus, in millibits and already weighted.

    Attributes:
        novel: int16[n_words], what an equal word tells beyond chance, given the two before it.
        chance: log2 of the number of pairs of words of the corpus, in millibits: a score must exceed it, or such a
            match is expected by accident.
    """

    novel: NDArray[np.int16]
    chance: int


def log2_millibits(values: NDArray[np.floating] | NDArray[np.integer]) -> NDArray[np.int32]:
    """1000 log2 of each value, from a table that the standard library's ``math`` makes once.

    Logarithms of the processor's vector unit differ in the last place from machine to machine.

    Args:
        values: Positive numbers, no subnormal ones.

    Returns:
        int32, the same on every machine; within 0.52 millibits of the logarithm, and exact for powers of two.

    Cost: one look-up a value.
    """
    dropped = _MANTISSA_BITS - _TABLE_BITS
    # Rounded to the leading bits; what carries over goes to the exponent, as it must.
    leading = (np.asarray(values, np.float64).view(np.int64) + (1 << (dropped - 1))) >> dropped
    exponent = (leading >> _TABLE_BITS) - _EXPONENT_BIAS
    fraction = _log2_table()[leading & ((1 << _TABLE_BITS) - 1)]
    return np.asarray(exponent * MILLIBITS + fraction, np.int32)


@functools.cache
def _log2_table() -> NDArray[np.int32]:
    """1000 log2 of the numbers from 1 to below 2, in equal steps."""
    steps = 1 << _TABLE_BITS
    return np.array([round(MILLIBITS * math.log2(1 + step / steps)) for step in range(steps)], np.int32)


def measure_information(
    word_hash: NDArray[np.uint32],
    document_starts: NDArray[np.int64],
    *,
    word_weight: float,
    stock_phrases: bool = True,
    executor: Executor | None = None,
) -> Information:
    """Weigh every word of the corpus.

    Args:
        word_hash: uint32[n], n below 2**32.
        document_starts: int64[n_documents + 1].
        word_weight: Share of a word's rarity that counts, 0 to 1.
        stock_phrases: Whether words that a frequent phrase foretells tell less. Not where one text is looked up: there
            the phrase is what is asked for.
        executor: Where words are counted while this thread counts phrases; in this thread too if not given.

    Returns:
        ``Information``. A word's worth depends on its phrase and on how often that stands in the corpus, not on where
        it stands.

    Source: Karlin, Altschul 1990 (scores as log-odds); Church, Gale 1991 (backing off from phrase to word).
    Cost: three sorts: of the words, of the pairs of words, and of those triples whose pair is frequent.
    """
    n = len(word_hash)
    counted = (executor or InThisThread()).submit(_rarity, word_hash)
    place, pair_count, triple_count = (
        _frequent_phrases(word_hash, document_starts)
        if stock_phrases
        else (_NO_PLACES, _NO_COUNTS, _NO_COUNTS)
    )
    alone = counted.result()
    novel = np.empty(n, np.int16)
    for low in range(0, n, _CHUNK):
        high = min(n, low + _CHUNK)
        rarity = alone[low:high].astype(np.int32)
        worth = rarity.copy()
        # The phrase that foretells a word begins two words before it.
        # Of the same type as the places, or numpy would copy all of them into a wider one at every search.
        borders = np.array([max(0, low - 2), max(0, high - 2)], np.uint32)
        begin, end = np.searchsorted(place, borders).tolist()
        word = place[begin:end].astype(np.int64) + 2 - low
        told = _told(pair_count[begin:end], triple_count[begin:end], _shares()[rarity[word]])
        worth[word] = np.minimum(rarity[word], told)
        weighted = np.rint(worth * word_weight).astype(np.int32)
        floor = np.minimum(FLOOR_MILLIBITS, np.rint(rarity * word_weight).astype(np.int32))
        novel[low:high] = np.maximum(weighted, floor)
    return Information(novel=novel, chance=round(MILLIBITS * math.log2(max(2, n * n // 2))))


@functools.cache
def _shares() -> NDArray[np.float64]:
    """The share of the corpus that a word of so many millibits has."""
    return np.array([2.0 ** (-millibits / MILLIBITS) for millibits in range(1 << 15)])


def _rarity(word_hash: NDArray[np.uint32]) -> NDArray[np.int16]:
    """Millibits of each word alone: log2 of one in how many words it is."""
    n = len(word_hash)
    rarity = np.empty(n, np.int16)
    for place, sizes in _sorted_parts(word_hash):
        rarity[place] = np.repeat(log2_millibits(n / sizes), sizes)
    return rarity


def _frequent_phrases(
    word_hash: NDArray[np.uint32], document_starts: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int32], NDArray[np.int32]]:
    """Where frequent pairs of words stand that have a word after them.

    Returns:
        The place of each such pair, ascending; the places of the pair; and those of the pair with this word after it.
    """
    pairs = shingle_hashes(word_hash, 2)
    found = [
        _packed(place[many := np.repeat(sizes > _FREE, sizes)], np.repeat(sizes, sizes)[many])
        for place, sizes in _sorted_parts(pairs, within_documents(document_starts, 2))
    ]
    frequent = np.concatenate(found) if found else np.empty(0, np.uint64)
    del found
    frequent.sort()
    # A triple has all its places among those of frequent pairs, or none, so that only these need counting.
    place = (frequent >> _SIDE).astype(np.uint32)
    goes_on = within_documents(document_starts, 3)
    inside = place < len(goes_on)
    inside[inside] = goes_on[place[inside]]
    place, pair_count = place[inside], (frequent[inside] & _PLACE).astype(np.int32)
    del frequent, goes_on, inside
    triple_count = np.empty(len(place), np.int32)
    for at, sizes in _sorted_parts(lengthen_shingles(pairs[place], word_hash[place + _TWO])):
        triple_count[at] = np.repeat(sizes, sizes)
    return place, pair_count, triple_count


def _packed(high: NDArray[np.int64], low: NDArray[np.int32]) -> NDArray[np.uint64]:
    packed = high.astype(np.uint64)
    packed <<= _SIDE
    packed |= low.astype(np.uint64)
    return packed


def _told(
    pair_count: NDArray[np.int32], triple_count: NDArray[np.int32], share: NDArray[np.float64]
) -> NDArray[np.int32]:
    """Millibits of a word that follows a frequent pair of words, by its share of the places of the pair.

    Args:
        pair_count: Places of the pair, more than ``_FREE``.
        triple_count: Places of the pair with this word after it.
        share: Share of this word in the corpus.
    """
    before = pair_count - _FREE
    expected = np.maximum(triple_count - _FREE, 0) + _PRIOR * share
    told = log2_millibits(before + _PRIOR) - log2_millibits(expected)
    return np.asarray(np.maximum(told, 0), np.int32)


def _sorted_parts(
    keys: NDArray[np.uint32], chosen: NDArray[np.bool_] | None = None
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int32]]]:
    """The places of equal keys side by side, and how many there are of each; the chosen ones, if given.

    Key and place share one 64-bit number, for one plain sort of numbers is several times faster than sorting an index;
    in parts by key, so that these numbers are never more than a part of a large corpus.
    """
    for part in parts_by_key(keys, _SORTED_AT_ONCE):
        at = np.arange(len(keys)) if isinstance(part, slice) else part
        if chosen is not None:
            at = at[chosen[at]]
        packed = keys[at].astype(np.uint64)
        packed <<= _SIDE
        packed |= at.view(np.uint64)
        del at
        packed.sort()
        place = (packed & _PLACE).view(np.int64)
        packed >>= _SIDE
        yield place, np.diff(bucket_edges(packed)).astype(np.int32)
