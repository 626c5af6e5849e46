"""Align two profiles: cut at what surely corresponds, and the best alignment between the cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.collation.anchors import find_anchors
from pipeline.align.collation.gaps import align_gap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from pipeline.align.collation.profile import Column

__all__ = ["align_profiles"]

_LARGEST_TABLE = 1 << 20
"""Cells of a table of the best alignment: above, shorter runs are looked for to cut at, and a stretch that has none is
rewritten text."""

_RUN_WORDS = (6, 4, 3, 2, 1)
"""Words of a run that must stand once on both sides, longest first: the shorter the run, the smaller the stretch in
which it says anything."""


def align_profiles(
    a: Sequence[Column], b: Sequence[Column], weights: Mapping[str, int]
) -> list[tuple[int, int]]:
    """Find which columns of two profiles stand against each other.

    Args:
        a: n columns.
        b: m columns.
        weights: What each of their words is worth (``word_weights``).

    Returns:
        Pairs in order on both sides.

    Cost: n log n for the cuts, and the product of the two sides of each stretch between them.
    """
    numbers: dict[str, int] = {}
    ids_a, ids_b = (
        np.array([numbers.setdefault(column.likeliest, len(numbers)) for column in side], np.int64)
        for side in (a, b)
    )
    return _Aligner(a, b, ids_a, ids_b, weights).between((0, len(a)), (0, len(b)), _RUN_WORDS)


class _Aligner:
    """Two profiles, and their likeliest words as numbers."""

    def __init__(
        self,
        a: Sequence[Column],
        b: Sequence[Column],
        ids_a: NDArray[np.int64],
        ids_b: NDArray[np.int64],
        weights: Mapping[str, int],
    ) -> None:
        self.a, self.b = a, b
        self.weights = weights
        self.ids_a, self.ids_b = ids_a, ids_b

    def between(
        self, in_a: tuple[int, int], in_b: tuple[int, int], run_words: Sequence[int]
    ) -> list[tuple[int, int]]:
        """Pairs of two stretches, from and to (half-open); ``run_words`` are the lengths of runs not tried yet."""
        (begin_a, end_a), (begin_b, end_b) = in_a, in_b
        cells = (end_a - begin_a) * (end_b - begin_b)
        if not cells:
            return []
        first = run_words == _RUN_WORDS
        if not first and cells <= _LARGEST_TABLE:
            return self._best(in_a, in_b)
        if not run_words:
            return []
        runs = find_anchors(self.ids_a[begin_a:end_a], self.ids_b[begin_b:end_b], run_words[0])
        pairs: list[tuple[int, int]] = []
        at_a, at_b = begin_a, begin_b
        for run in runs:
            to_a, to_b = begin_a + run.a, begin_b + run.b
            pairs += self.between((at_a, to_a), (at_b, to_b), run_words[1:])
            pairs += [(to_a + step, to_b + step) for step in range(run.words)]
            at_a, at_b = to_a + run.words, to_b + run.words
        return pairs + self.between((at_a, end_a), (at_b, end_b), run_words[1:])

    def _best(self, in_a: tuple[int, int], in_b: tuple[int, int]) -> list[tuple[int, int]]:
        """The best pairs of two stretches; words that only fit each other at their ends need no table."""
        (begin_a, end_a), (begin_b, end_b) = in_a, in_b
        words_a = self.ids_a[begin_a:end_a].tolist()
        words_b = self.ids_b[begin_b:end_b].tolist()
        head = _only_fitting(words_a, words_b)
        tail = _only_fitting(words_a[head:][::-1], words_b[head:][::-1])
        begin_a, begin_b = begin_a + head, begin_b + head
        end_a, end_b = end_a - tail, end_b - tail
        pairs = align_gap(
            self.a[begin_a:end_a],
            self.b[begin_b:end_b],
            self.weights,
            at_begin=begin_a == 0 and begin_b == 0,
            at_end=end_a == len(self.a) and end_b == len(self.b),
        )
        return [
            *((in_a[0] + step, in_b[0] + step) for step in range(head)),
            *((begin_a + i, begin_b + j) for i, j in pairs),
            *((end_a + step, end_b + step) for step in range(tail)),
        ]


def _only_fitting(a: Sequence[int], b: Sequence[int]) -> int:
    """How many words both sides begin with that stand nowhere else in them."""
    same = 0
    for left, right in zip(a, b, strict=False):
        if left != right or a.count(left) > 1 or b.count(right) > 1:
            break
        same += 1
    return same
