"""Regions: seeds that lie near each other in one pair of documents, taken together as one candidate.

Seeds on one diagonal become runs of equal words; runs in the same or a neighbouring cell of a coarse grid become a
region. Everything here is arithmetic on arrays: a corpus has millions of seeds, of which nearly all are chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.minhash.seeds import Seeds

__all__ = ["Regions", "connected_labels", "find_regions"]

_SIDE = np.uint64(32)
_REACH = 2
"""Cells looked at in each direction, so that runs up to two cells apart are linked."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regions:
    """Candidates, each one or more runs of equal words.

    ``document_a <= document_b`` (int64[n_regions]) are document numbers. The runs of region ``r`` are entries
    ``starts[r]`` to
    ``starts[r + 1]`` of ``begin_a``, ``begin_b`` (first word, counted in the document) and ``words``
    (int64[n_runs]), sorted
    by ``begin_a`` then ``begin_b``.
    """

    document_a: NDArray[np.int64]
    document_b: NDArray[np.int64]
    starts: NDArray[np.int64]
    begin_a: NDArray[np.int64]
    begin_b: NDArray[np.int64]
    words: NDArray[np.int64]

    def __len__(self) -> int:
        """The number of regions."""
        return len(self.document_a)


def find_regions(seeds: Seeds, document_starts: NDArray[np.int64], *, link_words: int) -> Regions:
    """Group seeds into regions.

    Args:
        seeds: From ``find_seeds``.
        document_starts: int64[n_documents + 1].
        link_words: Runs at most about this many words apart on both sides are linked.

    Returns:
        Regions in order of the documents and of their first run.

    Cost: a few sorts of the seeds.
    """
    left, right, words = _runs(seeds, document_starts)
    document_a = np.searchsorted(document_starts, left, "right") - 1
    document_b = np.searchsorted(document_starts, right, "right") - 1
    begin_a = left - document_starts[document_a]
    begin_b = right - document_starts[document_b]
    label = _labels(document_a, document_b, begin_a, begin_b, words, document_starts, link_words)
    order = np.lexsort((begin_b, begin_a, label))
    label = label[order]
    first = np.flatnonzero(np.concatenate((np.ones(min(1, len(label)), bool), label[1:] != label[:-1])))
    return Regions(
        document_a=document_a[order][first],
        document_b=document_b[order][first],
        starts=np.concatenate((first, [len(label)])),
        begin_a=begin_a[order],
        begin_b=begin_b[order],
        words=words[order],
    )


def _runs(
    seeds: Seeds, document_starts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Join seeds that overlap or touch on one diagonal; a run never leaves its pair of documents."""
    diagonal = seeds.right - seeds.left
    order = np.lexsort((seeds.words, seeds.left, diagonal))
    left, diagonal, words = seeds.left[order], diagonal[order], seeds.words[order]
    if len(left) == 0:
        return left, left.copy(), words
    ends = left + words
    # Seeds of one diagonal are of nearly equal length, so the end of the one before bounds all before it.
    same_document = np.searchsorted(document_starts, left[1:], "right") == np.searchsorted(
        document_starts, left[:-1], "right"
    )
    right = left + diagonal
    same_other = np.searchsorted(document_starts, right[1:], "right") == np.searchsorted(
        document_starts, right[:-1], "right"
    )
    joined = (diagonal[1:] == diagonal[:-1]) & (left[1:] <= ends[:-1]) & same_document & same_other
    first = np.flatnonzero(np.concatenate(([True], ~joined)))
    end = np.maximum.reduceat(ends, first)
    return left[first], right[first], end - left[first]


def _labels(
    document_a: NDArray[np.int64],
    document_b: NDArray[np.int64],
    begin_a: NDArray[np.int64],
    begin_b: NDArray[np.int64],
    words: NDArray[np.int64],
    document_starts: NDArray[np.int64],
    link_words: int,
) -> NDArray[np.int64]:
    """Number of the component each run belongs to: runs whose end cells lie within reach of each other."""
    size = max(1, link_words // _REACH + link_words // (2 * _REACH))
    lengths = np.diff(document_starts)
    # Free cells between documents keep cells of different documents out of each other's reach.
    cell_starts = np.concatenate(([0], np.cumsum(lengths // size + 2 + _REACH)))
    base_a = cell_starts[document_a]
    base_b = cell_starts[document_b]

    def cell(offset: NDArray[np.int64]) -> NDArray[np.uint64]:
        row = (base_a + (begin_a + offset) // size + _REACH).astype(np.uint64)
        column = (base_b + (begin_b + offset) // size + _REACH).astype(np.uint64)
        return np.asarray((row << _SIDE) | column)

    head, tail = cell(np.zeros_like(words)), cell(words - 1)
    cells = np.unique(np.concatenate((head, tail)))
    heads = np.searchsorted(cells, head)
    edges_from, edges_to = [heads], [np.searchsorted(cells, tail)]
    for down in range(_REACH + 1):
        for across in range(-_REACH, _REACH + 1):
            if (down, across) <= (0, 0):
                continue
            shifted = cells + np.uint64(down << 32) + np.int64(across).astype(np.uint64)
            at = np.minimum(np.searchsorted(cells, shifted), len(cells) - 1)
            linked = cells[at] == shifted if len(cells) else np.zeros(0, bool)
            edges_from.append(np.flatnonzero(linked))
            edges_to.append(at[linked])
    labels = connected_labels(len(cells), np.concatenate(edges_from), np.concatenate(edges_to))
    return np.asarray(labels[heads])


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
        low = np.minimum(label[left], label[right])
        hooked = label.copy()
        np.minimum.at(hooked, label[left], low)
        np.minimum.at(hooked, label[right], low)
        while True:
            jumped = hooked[hooked]
            if np.array_equal(jumped, hooked):
                break
            hooked = jumped
        if np.array_equal(hooked, label):
            return label
        label = hooked
