"""Agreement: which words of one witness another has too, and how often they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView
    from pipeline.provenance.families import Span
    from pipeline.provenance.findings import MatchFinding

__all__ = ["Agreement", "agreement", "join_agreements", "longest_run"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Agreement:
    """What one witness has in common with another.

    Attributes:
        words: int64[n], its words that the other has too, counted in its document; sorted.
        different: Places where the two differ in more than dress, over all matches between them.
    """

    words: NDArray[np.int64]
    different: int

    @property
    def nearness(self) -> tuple[int, int]:
        """Most words in common first, then least that differs."""
        return len(self.words), -self.different


def agreement(match: MatchFinding, span: Span, *, is_a: bool, corpus: CorpusView) -> Agreement:
    """Find which words of one side the other has too.

    Args:
        match: A match.
        span: The part of that side that is looked at.
        is_a: Whether it is side a.
        corpus: The documents as words.

    Returns:
        Its words outside of all variants that are more than dress.

    Cost: linear in the words of the part and in the variants.
    """
    begins = corpus.document(span.number).begin
    spans = [
        (variant.a_begin, variant.a_end) if is_a else (variant.b_begin, variant.b_end)
        for variant in match.variants
        if variant.edge == "none" and LEVEL_OF_CLASS[variant.variant_class] != "dress"
    ]
    inside = [(begin, end) for begin, end in spans if span.begin <= begin and end <= span.end]
    first, last = np.searchsorted(begins, (span.begin, span.end)).tolist()
    equal = np.ones(last - first, bool)
    for low, high in np.searchsorted(begins, np.array(inside).reshape(-1, 2)).tolist():
        equal[low - first : high - first] = False
    return Agreement(words=np.flatnonzero(equal) + first, different=len(inside))


def join_agreements(parts: Sequence[Agreement]) -> Agreement:
    """The same over several matches, at least one. Cost: a sort of their words."""
    if len(parts) == 1:
        return parts[0]
    return Agreement(
        words=np.unique(np.concatenate([part.words for part in parts])),
        different=sum(part.different for part in parts),
    )


def longest_run(words: NDArray[np.int64]) -> int:
    """Length of the longest run of words that follow each other."""
    if not len(words):
        return 0
    breaks = np.flatnonzero(np.diff(words) != 1)
    return int(np.diff(np.concatenate(([-1], breaks, [len(words) - 1]))).max())
