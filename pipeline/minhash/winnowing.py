"""Winnowing: the shingles that are the minimum of some short window, over a whole corpus at once.

A window slides over every document, a word at a time; under each permutation its smallest shingle is kept. Two texts
that share a window share all its shingles, so they keep a common one. That is MinHash over sliding windows; with one
permutation it is winnowing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from pipeline.minhash.permutations import Permutations, mix32
from pipeline.minhash.shingles import within_documents
from pipeline.minhash.spans import places_in_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["select_shingles", "sliding_minimum", "windows_of_marked_minima", "winnow"]

_CHUNK = 1 << 16
"""Shingles worked on at once: with all that is made of them they stay in the second-level cache."""

_LARGEST = np.uint32(0xFFFFFFFF)


Unsigned = TypeVar("Unsigned", np.uint32, np.uint64)


def sliding_minimum(values: NDArray[Unsigned], width: int) -> NDArray[Unsigned]:
    """Minimum over every window of ``width`` consecutive values.

    Args:
        values: uint32[n] or uint64[n].
        width: At least 1.

    Returns:
        ``max(0, n - width + 1)`` minima of the same type.

    Cost: log2(width) + 1 passes, by doubling.
    """
    n = len(values) - width + 1
    if n <= 0:
        return values[:0].copy()
    covered, minima = 1, values
    while covered * 2 <= width:
        minima = np.minimum(minima[:-covered], minima[covered:])
        covered *= 2
    rest = width - covered
    return np.minimum(minima[:n], minima[rest : rest + n]) if rest else minima[:n].copy()


def winnow(
    values: NDArray[np.uint32], width: int, counts: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """Which values are the minimum of some window of ``width`` consecutive values.

    Args:
        values: uint32[n] permuted shingle hashes.
        width: Shingles in a window, at least 1; 1 selects all.
        counts: bool[n - width + 1], which windows count. What is said of a value that none of them holds means nothing.
            If not given, the values are one text and all its windows count; a text shorter than a window selects its
            own minimum.

    Returns:
        bool[n]. Ties are all selected: the choice between equal shingles must not depend on what stands around them.

    Source: Schleimer, Wilkerson, Aiken, Winnowing, SIGMOD 2003. Cost: two sliding passes; of random values about
    2 / (width + 1) are selected.
    """
    if len(values) < width:
        return np.asarray(values == values.min(initial=_LARGEST))
    minima = sliding_minimum(values, width)
    if counts is not None:
        minima *= counts
    # A value is selected when it equals the largest of the minima of the windows that hold it.
    borders = np.zeros(width - 1, np.uint32)
    largest = ~sliding_minimum(~np.concatenate([borders, minima, borders]), width)
    return np.asarray(largest == values)


def select_shingles(
    shingles: NDArray[np.uint32],
    document_starts: NDArray[np.int64],
    *,
    shingle_words: int,
    window_words: int,
    permutations: Permutations,
) -> NDArray[np.bool_]:
    """Which shingles are the minimum of some short window under some permutation.

    Args:
        shingles: uint32[n_words - shingle_words + 1] of the concatenated corpus.
        document_starts: int64[n_documents + 1].
        shingle_words: Words in a shingle.
        window_words: Words in a window; ``shingle_words`` or less selects every shingle.
        permutations: One minimum is kept a window and permutation.

    Returns:
        bool, one a shingle. Depends on nothing but the document a shingle stands in. A document shorter than a window
        selects its own minima.

    Source: Schleimer, Wilkerson, Aiken 2003, with several permutations (Broder 1997).
    Cost: two sliding passes a permutation over all documents at once, in cache.
    """
    width = window_words - shingle_words + 1
    n = len(shingles)
    selected = within_documents(document_starts, shingle_words)
    if width <= 1 or n == 0:
        return selected
    in_one_document = within_documents(document_starts, window_words)
    for low in range(0, n, _CHUNK):
        high = min(n, low + _CHUNK)
        first, last = max(0, low - width + 1), min(n, high + width - 1)
        mixed = mix32(shingles[first:last])
        counts = in_one_document[first : max(first, last - width + 1)]
        kept = np.zeros(high - low, bool)
        if len(counts):
            for a, b in zip(permutations.a, permutations.b, strict=True):
                kept |= winnow(mixed * a + b, width, counts)[low - first : high - first]
        selected[low:high] &= kept
    _select_in_short_documents(selected, shingles, document_starts, shingle_words, width, permutations)
    return selected


def _select_in_short_documents(
    selected: NDArray[np.bool_],
    shingles: NDArray[np.uint32],
    document_starts: NDArray[np.int64],
    shingle_words: int,
    width: int,
    permutations: Permutations,
) -> None:
    """Set ``selected`` where documents have fewer shingles than a window: their own minima."""
    n_shingles = np.diff(document_starts) - shingle_words + 1
    short = np.flatnonzero((n_shingles > 0) & (n_shingles < width))
    sizes = n_shingles[short]
    if len(sizes) == 0:
        return
    firsts = np.cumsum(sizes) - sizes
    places = places_in_spans(document_starts[short], sizes)
    mixed = mix32(shingles[places])
    kept = np.zeros(len(places), bool)
    for a, b in zip(permutations.a, permutations.b, strict=True):
        permuted = mixed * a + b
        kept |= permuted == np.repeat(np.minimum.reduceat(permuted, firsts), sizes)
    selected[places] = kept


def windows_of_marked_minima(
    shingles: NDArray[np.uint32],
    marked: NDArray[np.bool_],
    document_starts: NDArray[np.int64],
    *,
    shingle_words: int,
    window_words: int,
    permutations: Permutations,
) -> NDArray[np.uint32]:
    """Windows whose minimum is marked under every permutation.

    Args:
        shingles: uint32[n_words - shingle_words + 1] of the concatenated corpus.
        marked: bool, one a shingle; equal shingles that are minima are all marked or none is.
        document_starts: int64[n_documents + 1].
        shingle_words: Words in a shingle.
        window_words: Words in a window, at least ``shingle_words``.
        permutations: As in ``select_shingles``.

    Returns:
        uint32, the first word of each such window that lies in one document. Whether a window is among them depends on
        its words and on which shingles are marked, not on where it stands.

    Cost: one sliding pass a permutation where there are marks.
    """
    width = window_words - shingle_words + 1
    found = []
    in_one_document = within_documents(document_starts, window_words)
    for low in range(0, len(in_one_document), _CHUNK):
        high = min(len(in_one_document), low + _CHUNK)
        marks = marked[low : high + width - 1]
        if not marks.any():
            continue
        mixed = mix32(shingles[low : high + width - 1])
        all_marked = in_one_document[low:high].copy()
        for a, b in zip(permutations.a, permutations.b, strict=True):
            # The mark rides below the value, so that the minimum brings its own along.
            with_mark = ((mixed * a + b).astype(np.uint64) << np.uint64(1)) | marks
            all_marked &= (sliding_minimum(with_mark, width) & np.uint64(1)).astype(bool)
        found.append((np.flatnonzero(all_marked) + low).astype(np.uint32))
    return np.concatenate(found) if found else np.empty(0, np.uint32)
