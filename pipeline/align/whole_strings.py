"""Rejected pairs made whole: what both sides have in common, as far as it goes, folded, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.align.reasons import Place, Words, reason_for, year_end
from pipeline.corpus.normalise import fold_word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView

__all__ = ["REJECTED_SCHEMA", "WHOLE_SCHEMA", "WholeContext", "make_whole"]

_LEAST_WORDS = 5
"""Words of the shortest string that is worth a row: shorter ones are language."""

_GROWS = 40
"""Words by which a string may grow at either end to be whole."""

_CITED = frozenset({"citation_heading", "title"})

REJECTED_SCHEMA: dict[str, type[pl.DataType]] = {
    "reason": pl.String,
    "document_a": pl.Int64,
    "begin_a": pl.Int64,
    "end_a": pl.Int64,
    "document_b": pl.Int64,
    "begin_b": pl.Int64,
    "end_b": pl.Int64,
}
"""One row a rejected pair: the reason (null: it says too little), and the words of both sides, half-open."""

WHOLE_SCHEMA: dict[str, type[pl.DataType]] = {"folded": pl.String} | REJECTED_SCHEMA
"""The same made whole, with the words that both sides have, folded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WholeContext:
    """What every partition needs: the documents, and how words fold."""

    corpus: CorpusView
    keep_marks: bool


def make_whole(partition: pl.DataFrame, context: WholeContext) -> pl.DataFrame:
    """Make the pairs of a partition whole.

    Args:
        partition: ``REJECTED_SCHEMA``.
        context: See there.

    Returns:
        ``WHOLE_SCHEMA``, in the order of the pairs, without those that are too short for a row. What both sides have in
        common grows as long as the words are equal and the paragraph lasts, and a citation ends with its year. Of two
        sides that still differ the words of the shorter stand.

    Cost: linear in the words of the pairs.
    """
    rows: list[tuple[object, ...]] = []
    for given, number_a, begin_a, end_a, number_b, begin_b, end_b in partition.select(
        *REJECTED_SCHEMA
    ).iter_rows():
        a, b, reason = _whole(
            given,
            Place(number=number_a, first=begin_a, last=end_a),
            Place(number=number_b, first=begin_b, last=end_b),
            context.corpus,
        )
        if min(a.words, b.words) >= _LEAST_WORDS or given is not None:
            folded = _text_of(a, b, context)
            rows.append((folded, reason, a.number, a.first, a.last, b.number, b.first, b.last))
    return pl.DataFrame(rows, schema=WHOLE_SCHEMA, orient="row")


def _text_of(a: Place, b: Place, context: WholeContext) -> str:
    """The folded words of the shorter side; of equally long ones the first in the order of the alphabet."""
    words_a, words_b = (
        context.corpus.document(place.number).words[place.first : place.last] for place in (a, b)
    )
    sides = (a,) if np.array_equal(words_a, words_b) else (a, b)
    return min((_folded(place, context) for place in sides), key=lambda words: (len(words), words))


def _folded(place: Place, context: WholeContext) -> str:
    raw = Words(place=place, view=context.corpus.document(place.number)).raw
    return " ".join(fold_word(word, keep_marks=context.keep_marks) for word in raw)


def _whole(given: str | None, a: Place, b: Place, corpus: CorpusView) -> tuple[Place, Place, str | None]:
    """Both sides of what a pair has in common, whole, and the reason for it."""
    if given in {"user", "same_series"}:
        return a, b, given
    common = _common(a, b, corpus)
    if given == "refrain" and common == (a, b):
        return a, b, given
    one, other = _grown(*common, corpus)
    if one.words < _LEAST_WORDS:
        return (a, b, given) if given is not None else (one, other, None)
    # Not exact: a clause that says too little is a stock phrase, not a refrain.
    reason = reason_for(one, other, corpus, exact=False) or given
    if reason in _CITED:
        one, other = _as_cited(one, other, corpus)
    return one, other, reason


def _common(a: Place, b: Place, corpus: CorpusView) -> tuple[Place, Place]:
    """The longest run of equal words of two places; of equals, the first."""
    words_a, words_b = (corpus.document(place.number).words[place.first : place.last] for place in (a, b))
    first_a, first_b, n = _longest_run(words_a, words_b)
    return (
        Place(number=a.number, first=a.first + first_a, last=a.first + first_a + n),
        Place(number=b.number, first=b.first + first_b, last=b.first + first_b + n),
    )


def _longest_run(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> tuple[int, int, int]:
    """Where the longest common run of words begins on both sides, and its length."""
    if np.array_equal(a, b):
        return 0, 0, len(a)
    best = (0, 0, 0)
    lengths = np.zeros(len(b) + 1, np.int64)
    for row, word in enumerate(a):
        # Runs that end at this word: one longer than those that ended at the words before.
        lengths[1:] = np.where(b == word, lengths[:-1] + 1, 0)
        at = int(lengths.argmax())
        if lengths[at] > best[2]:
            n = int(lengths[at])
            best = (row - n + 1, at - n, n)
    return best


def _grown(a: Place, b: Place, corpus: CorpusView) -> tuple[Place, Place]:
    """Two places of equal words, longer by the equal words around them in the same paragraphs."""
    view_a, view_b = corpus.document(a.number), corpus.document(b.number)
    if a.words == 0:
        return a, b

    def goes_on(at_a: int, at_b: int, inner_a: int, inner_b: int) -> bool:
        return (
            0 <= at_a < len(view_a.words)
            and 0 <= at_b < len(view_b.words)
            and bool(view_a.words[at_a] == view_b.words[at_b])
            and bool(view_a.block[at_a] == view_a.block[inner_a])
            and bool(view_b.block[at_b] == view_b.block[inner_b])
        )

    before = after = 0
    while before < _GROWS and goes_on(
        a.first - before - 1, b.first - before - 1, a.first - before, b.first - before
    ):
        before += 1
    while after < _GROWS and goes_on(a.last + after, b.last + after, a.last + after - 1, b.last + after - 1):
        after += 1
    # What runs on from a heading into the text below it, or over the end of a paragraph, is cut there.
    inside = a.words
    for step in range(1, a.words):
        if (
            view_a.block[a.first + step] != view_a.block[a.first]
            or view_b.block[b.first + step] != view_b.block[b.first]
        ):
            inside, after = step, 0
            break
    return (
        Place(number=a.number, first=a.first - before, last=a.first + inside + after),
        Place(number=b.number, first=b.first - before, last=b.first + inside + after),
    )


def _as_cited(a: Place, b: Place, corpus: CorpusView) -> tuple[Place, Place]:
    """A citation from its first capital to its year in brackets, if enough is left."""
    one = Words(place=a, view=corpus.document(a.number))
    capital = next((at for at, word in enumerate(one.raw) if not word[0].islower()), 0)
    end = year_end(one)
    n = a.words if end is None else min(a.words, end - a.first)
    if n - capital < _LEAST_WORDS:
        capital = 0
    if n - capital < _LEAST_WORDS or a.words != b.words:
        return a, b
    return (
        Place(number=a.number, first=a.first + capital, last=a.first + n),
        Place(number=b.number, first=b.first + capital, last=b.first + n),
    )
