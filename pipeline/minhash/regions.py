"""Regions: runs that lie near each other in one pair of documents, taken together as one candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.runs import Runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Regions", "connected_labels", "farthest_link", "link_runs"]

_SIDE = np.uint64(32)

_REACH = 2
"""Cells of a grid over the places of both sides within which runs are linked, in each direction."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regions:
    """Candidates, each one or more runs of equal words.

    Attributes:
        starts: int64[n_regions + 1]; region ``r`` has the runs ``starts[r]`` to ``starts[r + 1]``.
        runs: All runs, those of a region together and by ``left`` then ``right``. They lie in one pair of documents.
    """

    starts: NDArray[np.int64]
    runs: Runs

    def __len__(self) -> int:
        """The number of regions."""
        return len(self.starts) - 1


def farthest_link(link_words: int) -> int:
    """The most words two ends may be apart, on either side, and still be linked.

    Args:
        link_words: As in ``link_runs``.

    Returns:
        Words, about 2.25 times ``link_words``.
    """
    return (_REACH + 1) * _cell_words(link_words) - 1


def link_runs(runs: Runs, document_starts: NDArray[np.int64], *, link_words: int) -> Regions:
    """Group runs into regions: two are linked when ends of theirs are near each other on both sides.

    Args:
        runs: From ``find_runs``. Those alone (see ``crowded_runs``) may be left out, for that changes no other region.
        document_starts: int64[n_documents + 1].
        link_words: Ends this many words apart or fewer are linked, at least 1. Nearness is measured on a grid, so that
            up to ``farthest_link`` words may do.

    Returns:
        Regions, in the order of the first cell of each.

    Cost: three sorts of the runs, and a search for each cell that holds an end.
    """
    n = len(runs)
    if n == 0:
        return Regions(starts=np.zeros(1, np.int64), runs=runs)
    line = _Line.of(document_starts, _cell_words(link_words))
    last = runs.words - np.uint32(1)
    heads = _cell(line, runs.left, runs.right)
    tails = _cell(line, runs.left + last, runs.right + last)
    long = np.flatnonzero(heads != tails)
    nodes, node = np.unique(np.concatenate((heads, tails[long])), return_inverse=True)
    left, right = _links(nodes)
    labels = connected_labels(
        len(nodes), np.concatenate((left, node[long])), np.concatenate((right, node[n:]))
    )
    label = labels[node[:n]]
    order = np.lexsort((runs.right, runs.left, label))
    edges = np.flatnonzero(np.diff(label[order], prepend=-1))
    return Regions(starts=np.append(edges, n), runs=runs.only(order))


def _cell_words(link_words: int) -> int:
    """Words a side of a cell, such that ``_REACH`` cells are no less than ``link_words``."""
    return max(1, 3 * link_words // (2 * _REACH))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Line:
    """Cells of words, counted in each document, on a line where documents lie out of each other's reach."""

    document_starts: NDArray[np.int64]
    firsts: NDArray[np.int64]
    size: int

    @classmethod
    def of(cls, document_starts: NDArray[np.int64], size: int) -> _Line:
        """The line of some documents, with cells of ``size`` words."""
        # Free cells before each document, so that what a search adds or takes away leads into no other.
        spans = -(-np.diff(document_starts) // size) + _REACH
        return cls(document_starts=document_starts, firsts=np.cumsum(spans) - spans + _REACH, size=size)

    def cells(self, words: NDArray[np.uint32]) -> NDArray[np.uint64]:
        """The cell of each word."""
        number = np.searchsorted(self.document_starts, words, "right") - 1
        return (self.firsts[number] + (words - self.document_starts[number]) // self.size).astype(np.uint64)


def _cell(line: _Line, left: NDArray[np.uint32], right: NDArray[np.uint32]) -> NDArray[np.uint64]:
    return (line.cells(left) << _SIDE) | line.cells(right)


def _links(nodes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of sorted cells that connect all that lie within reach of each other.

    In one row each cell within reach of the one before is linked to it. In the rows below, what lies within reach is at
    most ``2 * _REACH`` wide, so that all of it hangs together with its first or its last cell.
    """
    beside = np.flatnonzero(nodes[1:] - nodes[:-1] <= _REACH)
    pairs = [(beside, beside + 1)]
    for down in range(1, _REACH + 1):
        below = nodes + (np.uint64(down) << _SIDE)
        first = np.searchsorted(nodes, below - np.uint64(_REACH))
        found = np.flatnonzero(first < len(nodes))
        found = found[nodes[first[found]] <= below[found] + np.uint64(_REACH)]
        last = np.searchsorted(nodes, below[found] + np.uint64(_REACH), "right") - 1
        pairs += [(found, first[found]), (found, last)]
    return np.concatenate([left for left, _ in pairs]), np.concatenate([right for _, right in pairs])


def connected_labels(n: int, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    """Label the nodes of an undirected graph by connected component.

    Args:
        n: Nodes, numbered from 0.
        left: int64[m], one end of each edge.
        right: int64[m], the other end.

    Returns:
        int64[n]: the smallest node number of each node's component.

    Source: minimum-label hooking with pointer jumping (Shiloach, Vishkin 1982).
    Cost: a few passes over the edges; their number grows with the logarithm of the longest path.
    """
    label = np.arange(n)
    while True:
        ends = label[left], label[right]
        open_edges = ends[0] != ends[1]
        if not open_edges.any():
            return label
        left, right = left[open_edges], right[open_edges]
        # Of the roots at both ends the greater is hung below the smallest it meets, so that no circle can close.
        low, high = np.minimum(*ends)[open_edges], np.maximum(*ends)[open_edges]
        np.minimum.at(label, high, low)
        while not np.array_equal(jumped := label[label], label):
            label = jumped
