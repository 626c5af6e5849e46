"""How much of what two passages say do they share? Function words alone are syntax, not text."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView, DocumentView
    from pipeline.minhash.information import Information

__all__ = ["KEPT_INFORMATION", "kept_information"]

KEPT_INFORMATION = 0.55
"""Share of what its words tell that a passage must share with the other side. Of two sentences that are built alike,
with other words for all that they are about, every second word may be equal, but those tell little. Measured: sentences
built alike share .40 (99 in 100 less than .50, 999 in 1,000 less than .57); of 1,700 true passages .55 loses
none and .60 one, re-translations included."""

_LIKE = 0.6
"""Likeness of the letters of two differing stretches (1 - Indel distance / length) from which one is the other misread.
Words that have nothing to do with each other share a third of their letters."""

_LIKE_WORDS = 40
"""Words of a stretch up to which its letters are compared."""


def kept_information(
    passages: pl.DataFrame, corpus: CorpusView, information: Information
) -> NDArray[np.float64]:
    """The share of what the words of two passages tell that both have.

    Args:
        passages: Frame of ``PASSAGE_SCHEMA``.
        corpus: The documents.
        information: Worth of each word of the corpus.

    Returns:
        float64[n], 0 to 1: the worth of the equal words over that of these and of the words that stand against each
        other and differ. What only one side has is left out: a cut changes nothing of what is kept. Between two blocks
        the side that tells less counts, and words misread by their likeness.

    Cost: one step a word of the passages; where little is kept, a comparison of the letters that differ.
    """
    shares = np.ones(passages.height)
    columns = ["document_a", "document_b", "blocks"]
    for row, (number_a, number_b, rows) in enumerate(passages.select(columns).iter_rows()):
        if len(rows) > 1:
            a = _Side.of(number_a, [(block["a"], block["words"]) for block in rows], corpus, information)
            b = _Side.of(number_b, [(block["b"], block["words"]) for block in rows], corpus, information)
            shares[row] = _share(a, b, [block["words"] for block in rows])
    return shares


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Side:
    """One side of a passage: its document, where its blocks begin, and sums of what its words tell."""

    view: DocumentView
    begins: list[int]
    first: int
    through: NDArray[np.int64]

    @classmethod
    def of(
        cls, number: int, blocks: list[tuple[int, int]], corpus: CorpusView, information: Information
    ) -> _Side:
        """The side with some blocks, given as begin and words."""
        first, last = min(begin for begin, _ in blocks), max(begin + words for begin, words in blocks)
        start = int(corpus.document_starts[number])
        told = information.novel[start + first : start + last]
        return cls(
            view=corpus.document(number),
            begins=[begin for begin, _ in blocks],
            first=first,
            through=np.concatenate(([0], np.cumsum(told, dtype=np.int64))),
        )

    def told(self, begin: int, end: int) -> int:
        """Millibits of the words from ``begin`` to before ``end``, counted in the document."""
        return int(self.through[end - self.first] - self.through[begin - self.first])

    def letters(self, begin: int, end: int) -> str:
        """The letters of these words as they are compared, without what parts them."""
        return "".join(self.view.folded(word) for word in range(begin, end))


def _share(a: _Side, b: _Side, words: list[int]) -> float:
    equal = sum(a.told(begin, begin + n) for begin, n in zip(a.begins, words, strict=True))
    gaps = [
        (left_a + n, right_a, left_b + n, right_b)
        for (left_a, right_a), (left_b, right_b), n in zip(
            itertools.pairwise(a.begins), itertools.pairwise(b.begins), words, strict=False
        )
        if right_a > left_a + n and right_b > left_b + n
    ]
    lost = [min(a.told(gap[0], gap[1]), b.told(gap[2], gap[3])) for gap in gaps]
    share = equal / max(1, equal + sum(lost))
    if share >= KEPT_INFORMATION:
        return share
    misread = sum(round(told * _likeness(a, b, gap)) for told, gap in zip(lost, gaps, strict=True))
    return (equal + misread) / max(1, equal + sum(lost))


def _likeness(a: _Side, b: _Side, gap: tuple[int, int, int, int]) -> float:
    """How alike the letters of both sides of a gap are; 0 where they are not."""
    if max(gap[1] - gap[0], gap[3] - gap[2]) > _LIKE_WORDS:
        return 0.0
    return Indel.normalized_similarity(
        a.letters(gap[0], gap[1]), b.letters(gap[2], gap[3]), score_cutoff=_LIKE
    )
