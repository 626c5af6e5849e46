"""Buckets: the places that have the same key, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.join import bucket_edges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Buckets", "joined_buckets", "order_by_key", "parts_by_key", "sort_into_buckets"]

_CHUNK = 1 << 18

_LOWER, _HALF = np.uint32(0xFFFF), np.uint32(16)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Buckets:
    """Places by key: those from ``starts[i]`` on, ``sizes[i]`` of them, have the same of ``keys``."""

    keys: NDArray[np.uint32]
    places: NDArray[np.uint32]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> Buckets:
        """The chosen buckets, closed up."""
        members = np.repeat(chosen, self.sizes)
        sizes = self.sizes[chosen]
        return Buckets(
            keys=self.keys[members],
            places=self.places[members],
            starts=np.cumsum(sizes) - sizes,
            sizes=sizes,
        )


def order_by_key(keys: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Rows in the order of their keys, equal keys in the order of the rows.

    By the lower and then the upper half of the key: numpy sorts numbers of 16 bits by counting them, and two such sorts
    take half the time of one that compares numbers of 64 bits made of key and row.

    Args:
        keys: uint32[n].

    Returns:
        int64[n].

    Source: LSD radix sort (Knuth 5.2.5). Cost: two passes over the keys.
    """
    order = np.argsort((keys & _LOWER).astype(np.uint16), kind="stable")
    upper = (keys >> _HALF).astype(np.uint16)
    return np.asarray(order[np.argsort(upper[order], kind="stable")], np.int64)


def sort_into_buckets(keys: NDArray[np.uint32], places: NDArray[np.uint32]) -> Buckets:
    """Buckets of two places and more; the places of each ascend.

    Args:
        keys: uint32[n].
        places: uint32[n], the place of each key.

    Cost: one sort, and another where the places do not ascend.
    """
    if (places[1:] < places[:-1]).any():
        ascending = order_by_key(places)
        keys, places = keys[ascending], places[ascending]
    order = order_by_key(keys)
    ordered = keys[order]
    edges = bucket_edges(ordered)
    sizes = np.diff(edges)
    every = Buckets(keys=ordered, places=places[order], starts=edges[:-1], sizes=sizes)
    return every.only(sizes > 1)


def joined_buckets(parts: Sequence[Buckets]) -> Buckets:
    """The buckets of several parts, one after the other.

    Args:
        parts: At least one; no key in two of them.
    """
    if len(parts) == 1:
        return parts[0]
    before = np.cumsum([0] + [len(part.places) for part in parts[:-1]])
    return Buckets(
        keys=np.concatenate([part.keys for part in parts]),
        places=np.concatenate([part.places for part in parts]),
        starts=np.concatenate([part.starts + shift for part, shift in zip(parts, before, strict=True)]),
        sizes=np.concatenate([part.sizes for part in parts]),
    )


def parts_by_key(keys: NDArray[np.uint32], most: int) -> Iterator[NDArray[np.int64] | slice]:
    """Cut places into parts of about bounded size, so that equal keys are in one part.

    Args:
        keys: uint32[n], hashes.
        most: Places of a part, about.

    Yields:
        What picks the places of each part: by the leading bits of their keys, in order.

    Cost: one pass over the keys a part.
    """
    bits = max(0, (len(keys) - 1) // most).bit_length()
    if bits == 0:
        yield slice(None)
        return
    shift = np.uint32(32 - bits)
    for part in range(1 << bits):
        # A stretch at a time: of a large corpus, a mark for every word is as much as what is made of a part.
        found = [
            np.flatnonzero(keys[low : low + _CHUNK] >> shift == part) + low
            for low in range(0, len(keys), _CHUNK)
        ]
        yield np.concatenate(found)
