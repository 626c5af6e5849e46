"""How much a shared word tells: rarity in bits, as whole millibits so that sums are the same everywhere.

Acceptance is a matter of information, as in BLAST: a passage counts when what its words tell exceeds what
chance gives in
a corpus of this size. A word that its two predecessors foretell, because the phrase stands in many places,
tells little.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.shingles import shingle_hashes, within_documents

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MILLIBITS", "Information", "log2_millibits", "measure_information"]

MILLIBITS = 1000

_WITNESSES_FREE = 3
"""Places of a phrase, beyond the two that are compared, that do not make it a stock phrase: a quotation may
have a few witnesses."""

_PRIOR = 2
"""Weight, in places, of a word's own rarity against what its predecessors foretell (additive smoothing)."""

_FLOOR_MILLIBITS = 1000
"""What each further word of even the most repeated text is worth, so that a long reprint stays one when it has
many witnesses."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Information:
    """Bits of every word of the corpus, in millibits and already weighted.

    ``novel`` is int32[n_words]: what an equal word tells beyond chance, given the two before it. ``chance`` is
    log2 of the number of
    pairs of words of the corpus, in millibits: a score must exceed it, or such a match is expected by accident.
    """

    novel: NDArray[np.int32]
    chance: int


def log2_millibits(values: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Round 1000 log2 of each value, by the standard library's ``math`` and not by the processor's vector unit.

    Args:
        values: Positive numbers.

    Returns:
        int64, the same on every machine.

    Cost: one Python call a distinct value.
    """
    distinct, where = np.unique(values, return_inverse=True)
    table = np.array([round(MILLIBITS * math.log2(value)) for value in distinct.tolist()], np.int64)
    return table[where] if len(distinct) else np.empty(0, np.int64)


def measure_information(
    word_hash: NDArray[np.uint32], document_starts: NDArray[np.int64], *, word_weight: float
) -> Information:
    """Weigh every word of the corpus.

    Args:
        word_hash: uint32[n].
        document_starts: int64[n_documents + 1].
        word_weight: Share of a word's rarity that counts.

    Returns:
        ``Information``.

    Source: Karlin, Altschul 1990 (scores as log-odds); Church, Gale 1991 (backing off from phrase to word).
    Cost: sorts of the words, of the pairs and of the triples of words.
    """
    n = len(word_hash)
    if n == 0:
        return Information(novel=np.empty(0, np.int32), chance=0)
    word_count = _counts(word_hash)
    alone = log2_millibits(np.int64(n) / word_count)
    novel = alone.copy()
    pair_count, triple_count = (
        _phrase_counts(word_hash, document_starts, 2),
        _phrase_counts(word_hash, document_starts, 3),
    )
    if n > 2:
        free = 2 + _WITNESSES_FREE
        before = np.maximum(pair_count[: n - 2] - free, 0)
        with_word = np.maximum(triple_count[: n - 2] - free, 0)
        known = np.flatnonzero(before > 0)
        expected = with_word[known] + _PRIOR * word_count[known + 2] / n
        told = log2_millibits(before[known] + _PRIOR) - log2_millibits(expected)
        novel[known + 2] = np.minimum(alone[known + 2], np.maximum(told, 0))
    weighted = np.rint(novel * word_weight).astype(np.int64)
    floor = np.minimum(_FLOOR_MILLIBITS, np.rint(alone * word_weight).astype(np.int64))
    chance = round(MILLIBITS * math.log2(max(2, n * n // 2)))
    return Information(novel=np.maximum(weighted, floor).astype(np.int32), chance=chance)


def _counts(keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """How often each entry's value occurs."""
    _, where, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(counts[where], np.int64)


def _phrase_counts(
    word_hash: NDArray[np.uint32], document_starts: NDArray[np.int64], words: int
) -> NDArray[np.int64]:
    """Places of the phrase of ``words`` words that begins at each word; 0 where it would leave its document."""
    counts = np.zeros(len(word_hash), np.int64)
    inside = np.flatnonzero(within_documents(document_starts, words))
    counts[inside] = _counts(shingle_hashes(word_hash, words)[inside])
    return counts
