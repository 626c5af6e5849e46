"""Spans of a sequence, many at once: what is needed to work on parts of different lengths without a loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["as_places", "parts_of_about", "places_in_spans"]

_CHUNK = 1 << 22
"""Places looked at once, so that no index of 64 bits is made for a whole corpus."""


def places_in_spans(starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """All places of some spans, one span after the other.

    Args:
        starts: int64[m], first place of each span.
        lengths: int64[m], places in each, 0 or more.

    Returns:
        int64[sum of lengths].

    Cost: one step a place.
    """
    firsts = np.cumsum(lengths) - lengths
    steps = np.arange(int(lengths.sum()), dtype=np.int64)
    return np.asarray(steps + np.repeat(starts - firsts, lengths), np.int64)


def parts_of_about(sizes: NDArray[np.int64], most: int) -> Iterator[slice]:
    """Cut a sequence of things of some sizes into parts of bounded size.

    Args:
        sizes: int64[m], 0 or more.
        most: Size of a part, unless one thing alone is larger.

    Yields:
        Slices of the things, in order, none left out and none empty.

    Cost: one search a part.
    """
    through = np.cumsum(sizes)
    begin = 0
    while begin < len(sizes):
        before = int(through[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(through, before + most, "right")))
        yield slice(begin, end)
        begin = end


def as_places(chosen: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """The places that are chosen, ascending.

    Args:
        chosen: bool[n], n below 2**32.

    Returns:
        uint32, half the memory of numpy's own index.
    """
    parts = [
        (np.flatnonzero(chosen[low : low + _CHUNK]) + low).astype(np.uint32)
        for low in range(0, max(1, len(chosen)), _CHUNK)
    ]
    return np.concatenate(parts)
