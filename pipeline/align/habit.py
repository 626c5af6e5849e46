"""Habit: what an author repeats without copying, told by how much of the kind the same document has.

Laws, genealogies and annals say like things in like words on every page ("and from the time the judgment is docketed,
it shall become a lien upon all the real property of ..."). Such pairs score far beyond chance, but they are what this
document does all the time. How strongly a document repeats itself is seen in its many weaker pairs; a passage that was
copied stands out from them, as a quotation does that a narrative has from its own appendix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.information import MILLIBITS, log2_millibits

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["habit_scores"]

_SHARE_OF_CHANCE = 0.6
"""Share of the bits of chance from which pairs are counted: of those with less, many were never aligned."""

_QUARTILE_IN_HALVES = 415
"""Thousandths of a half-life in which a quarter is gone: log2 of 4/3."""

_LEAST_PAIRS = 10
"""Pairs that a rate of decay can be told from; a document with fewer has no habit to speak of."""

_STANDS_OUT = 5 * MILLIBITS
"""Half-lives beyond the best that is expected: one such pair in 32 documents."""


def habit_scores(
    document: NDArray[np.int64], score: NDArray[np.int64], counts: NDArray[np.bool_], chance: int
) -> NDArray[np.int64]:
    """What a passage inside one document must score to stand out from what that document repeats by habit.

    Measured on laws, annals and gospels: the scores of a document's pairs with itself fall off exponentially, whatever
    the quantile they are measured at, by one half every 5 bits (a page of history) to 20 bits (the Books of Kings).

    Args:
        document: int64[n], the document of each pair of passages inside one document.
        score: int64[n] millibits.
        counts: bool[n], whether the pair tells of the habit. Pairs whose words hardly differ may be copies and do not.
        chance: Millibits that chance explains in this corpus.

    Returns:
        int64[n] millibits, the same for all pairs of a document; 0 where it shows no habit.

    Source: Karlin, Altschul 1990 (the best of n unrelated pairs grows with log n over the rate of decay); the rate from
    the sequence itself as for biased composition in Schaffer et al. 2001, here by quantiles: the smaller of what
    quartile and median say, for copies among the pairs raise both, but the quartile less.
    Cost: one sort of the pairs.
    """
    base = round(_SHARE_OF_CHANCE * chance)
    rows = np.flatnonzero(counts & (score > base))
    rows = rows[np.lexsort((score[rows], document[rows]))]
    numbers, firsts, sizes = np.unique(document[rows], return_index=True, return_counts=True)
    many = sizes >= _LEAST_PAIRS
    numbers, firsts, sizes = numbers[many], firsts[many], sizes[many]
    beyond = score[rows] - base
    quartile = beyond[firsts + sizes // 4] * MILLIBITS // _QUARTILE_IN_HALVES
    half = np.minimum(quartile, beyond[firsts + sizes // 2])
    halves = log2_millibits(sizes).astype(np.int64) + _STANDS_OUT
    bar = base + half * halves // MILLIBITS
    at = np.searchsorted(numbers, document)
    known = at < len(numbers)
    known[known] = numbers[at[known]] == document[known]
    bars = np.zeros(len(document), np.int64)
    bars[known] = bar[at[known]]
    return bars
