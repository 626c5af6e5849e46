"""Occurrences: where some words stand one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["find_occurrences"]


def find_occurrences(
    word_hash: NDArray[np.uint32], document_starts: NDArray[np.int64], wanted: NDArray[np.uint32]
) -> NDArray[np.int64]:
    """Find every place where some words stand in one document, however few they are.

    Args:
        word_hash: uint32[n_words].
        document_starts: int64[n_documents + 1].
        wanted: uint32[m], the words in their order, at least one.

    Returns:
        int64, the places of the first word, ascending.

    Cost: one pass over the corpus, and one step for each further word of each place that still fits.
    """
    last = len(wanted) - 1
    at = np.flatnonzero(word_hash[: max(0, len(word_hash) - last)] == wanted[0])
    for step in range(1, len(wanted)):
        at = at[word_hash[at + step] == wanted[step]]
    document, document_of_last = (
        np.searchsorted(document_starts, place, "right") for place in (at, at + last)
    )
    return np.asarray(at[document == document_of_last], np.int64)
