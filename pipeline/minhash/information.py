"""How much a shared word tells: rarity in bits, as whole millibits so that sums are the same everywhere.

Acceptance is a matter of information, as in BLAST: a passage counts when what its words tell exceeds what chance gives
in a corpus of this size. A word that its two predecessors foretell, because the phrase stands in many places, tells
little.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.buckets import order_by_key, parts_by_key
from pipeline.minhash.join import bucket_edges
from pipeline.minhash.permutations import mix32
from pipeline.minhash.shingles import shingle_hashes, within_documents
from pipeline.minhash.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Iterator

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

_WORD_BITS = 20
"""Bits of a word's hash that tell it from the other words of a group."""

_CHUNK = 1 << 16
"""Words weighed at once, so that what is made of them stays in the second-level cache."""

_SORTED_AT_ONCE = 1 << 22
"""Words counted at once, so that what sorting needs stays small beside a large corpus."""

_MANTISSA_BITS = 52
_EXPONENT_BIAS = 1023


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
    threads: Threads | None = None,
) -> Information:
    """Weigh every word of the corpus.

    Args:
        word_hash: uint32[n], n below 2**32.
        document_starts: int64[n_documents + 1].
        word_weight: Share of a word's rarity that counts, 0 to 1.
        stock_phrases: Whether words that a frequent phrase foretells tell less. Not where one text is looked up: there
            the phrase is what is asked for.
        threads: Where parts of the words are sorted; in this thread if not given.

    Returns:
        ``Information``. A word's worth depends on its phrase and on how often that stands in the corpus, not on where
        it stands.

    Source: Karlin, Altschul 1990 (scores as log-odds); Church, Gale 1991 (backing off from phrase to word).
    Cost: three sorts, each in parts: of the words, of the pairs of words, and of those triples whose pair is frequent.
    """
    threads = threads or Threads()
    n = len(word_hash)
    rarity = _rarity(word_hash, threads)
    novel = np.empty(n, np.int16)
    for low in range(0, n, _CHUNK):
        novel[low : low + _CHUNK] = np.rint(rarity[low : low + _CHUNK] * word_weight)
    if stock_phrases:
        phrases = _Phrases(
            words=word_hash,
            pairs=shingle_hashes(word_hash, 2),
            pair_inside=within_documents(document_starts, 2),
            triple_inside=within_documents(document_starts, 3),
            rarity=rarity,
            word_weight=word_weight,
        )
        for place, worth in threads.in_turn(phrases.weigh, _parts(phrases.pairs)):
            novel[place] = worth
    return Information(novel=novel, chance=round(MILLIBITS * math.log2(max(2, n * n // 2))))


@functools.cache
def _shares() -> NDArray[np.float64]:
    """The share of the corpus that a word of so many millibits has."""
    return np.array([2.0 ** (-millibits / MILLIBITS) for millibits in range(1 << 15)])


def _rarity(word_hash: NDArray[np.uint32], threads: Threads) -> NDArray[np.int16]:
    """Millibits of each word alone: log2 of one in how many words it is."""
    n = len(word_hash)
    rarity = np.empty(n, np.int16)
    for place, sizes in threads.in_turn(partial(_side_by_side, word_hash), _parts(word_hash)):
        rarity[place] = np.repeat(log2_millibits(n / sizes).astype(np.int16), sizes)
    return rarity


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Phrases:
    """Weighs the words that follow a frequent pair of words, one part of the pairs after the other.

    All places of a triple of words are among those of its pair, so that each part is for itself, and what is made of a
    part is all that is ever there at once.
    """

    words: NDArray[np.uint32]
    pairs: NDArray[np.uint32]
    pair_inside: NDArray[np.bool_]
    triple_inside: NDArray[np.bool_]
    rarity: NDArray[np.int16]
    word_weight: float

    def weigh(self, part: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int16]]:
        """The places of the words that a part's frequent pairs foretell, and what these words tell."""
        place, sizes = _side_by_side(self.pairs, part[self.pair_inside[part]])
        place, sizes = place[np.repeat(sizes > _FREE, sizes)], sizes[sizes > _FREE]
        goes_on = place < len(self.triple_inside)
        goes_on[goes_on] = self.triple_inside[place[goes_on]]
        word = place[goes_on] + 2
        pair = np.repeat(np.arange(len(sizes)), sizes)[goes_on]
        pair_count, triple_count = sizes[pair], _counts_in_groups(pair, self.words[word])
        worth = np.empty(len(word), np.int16)
        for low in range(0, len(word), _CHUNK):
            chunk = slice(low, low + _CHUNK)
            worth[chunk] = self._worth(word[chunk], pair_count[chunk], triple_count[chunk])
        return word, worth

    def _worth(
        self, word: NDArray[np.int64], pair_count: NDArray[np.int32], triple_count: NDArray[np.int32]
    ) -> NDArray[np.float64]:
        rarity = self.rarity[word].astype(np.int32)
        told = _told(pair_count, triple_count, _shares()[rarity])
        floor = np.minimum(FLOOR_MILLIBITS, np.rint(rarity * self.word_weight))
        return np.asarray(np.maximum(np.rint(np.minimum(rarity, told) * self.word_weight), floor))


def _counts_in_groups(group: NDArray[np.int64], words: NDArray[np.uint32]) -> NDArray[np.int32]:
    """How often each word stands in its group.

    Words are told apart by ``_WORD_BITS`` of their hash, so that group, word and row are one number to sort: of a
    hundred different words of a group, less than one in a hundred is taken for another.

    Args:
        group: int64[n], ascending from 0.
        words: uint32[n], hashes.

    Returns:
        int32[n]. How the groups were cut into parts changes nothing.
    """
    n = len(group)
    if n == 0:
        return np.empty(0, np.int32)
    row_bits = n.bit_length()
    word_bits = min(_WORD_BITS, 64 - row_bits - int(group[-1]).bit_length())
    packed = group.astype(np.uint64)
    packed <<= np.uint64(word_bits)
    packed |= mix32(words) >> np.uint32(32 - word_bits)
    packed <<= np.uint64(row_bits)
    packed |= np.arange(n, dtype=np.uint64)
    packed.sort()
    row = (packed & np.uint64((1 << row_bits) - 1)).view(np.int64)
    packed >>= np.uint64(row_bits)
    sizes = np.diff(bucket_edges(packed)).astype(np.int32)
    counts = np.empty(n, np.int32)
    counts[row] = np.repeat(sizes, sizes)
    return counts


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


def _parts(keys: NDArray[np.uint32]) -> Iterator[NDArray[np.int64]]:
    """The places of keys in parts of bounded size, equal keys in one part."""
    for part in parts_by_key(keys, _SORTED_AT_ONCE):
        yield np.arange(len(keys)) if isinstance(part, slice) else part


def _side_by_side(
    keys: NDArray[np.uint32], part: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The places of a part in an order that has equal keys side by side, and how many there are of each key."""
    of_part = keys[part]
    order = order_by_key(of_part)
    return part[order], np.diff(bucket_edges(of_part[order])).astype(np.int32)
