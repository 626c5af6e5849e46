"""Commonplaces: what one document says in four places or more is a notice, a formula or a refrain, and no copy.

A narrative that quotes its own appendix has a text twice, or thrice. What a document has a fourth time, as like to this
place as the place it is compared with, it prints again and again: a notice under each chapter, a formula, a burden.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl
    from numpy.typing import NDArray

__all__ = ["commonplaces"]

_OTHERS = 3
"""Other places of the same document that make a text a commonplace of it: three may be quotations of one source."""

_AS_LIKE = 0.9
"""Share of the score with which another place is as like: formulae change a word or two from place to place."""

_COVERS = 0.8
"""Share of the words of a passage that the other pair must speak of."""

_STRETCH = 64
"""Words by which places are looked up."""


def commonplaces(
    passages: pl.DataFrame, score: NDArray[np.int64], accepted: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which passages say what one of their documents says in other places as well.

    Args:
        passages: Frame of ``PASSAGE_SCHEMA``.
        score: int64[n] millibits.
        accepted: bool[n], the passages that are asked about.

    Returns:
        bool[n], True only where ``accepted``.

    Cost: for each accepted passage a look at the pairs inside its documents that touch its place.
    """
    columns = {
        name: passages[name].to_numpy()
        for name in ("document_a", "document_b", "begin_a", "end_a", "begin_b", "end_b")
    }
    inside = np.flatnonzero(columns["document_a"] == columns["document_b"])
    index: defaultdict[tuple[int, int], list[_Told]] = defaultdict(list)
    for row in inside.tolist():
        document = int(columns["document_a"][row])
        spans = [(int(columns[f"begin_{side}"][row]), int(columns[f"end_{side}"][row])) for side in "ab"]
        for (begin, end), (other, _) in (spans, spans[::-1]):
            for stretch in range(begin // _STRETCH, (end - 1) // _STRETCH + 1):
                index[document, stretch].append(
                    _Told(begin=begin, end=end, other=other, score=int(score[row]))
                )
    common = np.zeros(len(score), bool)
    for row in np.flatnonzero(accepted).tolist():
        for side in "ab":
            document, begin, end = (
                int(columns[f"{name}_{side}"][row]) for name in ("document", "begin", "end")
            )
            # A pair that speaks of most of a place holds its middle.
            pairs = index.get((document, (begin + end) // 2 // _STRETCH), ())
            common[row] |= _others(pairs, begin, end, int(score[row])) >= _OTHERS
    return common


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One side of a pair inside a document: its words, where the other side begins, and what the pair scores."""

    begin: int
    end: int
    other: int
    score: int


def _others(pairs: Iterable[_Told], begin: int, end: int, score: int) -> int:
    """Other places of the document that are as like to a place as a score says."""
    return len(
        {
            pair.other // _STRETCH
            for pair in pairs
            if pair.score >= _AS_LIKE * score
            and min(end, pair.end) - max(begin, pair.begin) >= _COVERS * (end - begin)
        }
    )
