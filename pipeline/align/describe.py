"""Describe accepted passages: word alignment, counts and variants, one partition at a time."""

from __future__ import annotations

import bisect
import itertools
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from rapidfuzz.distance import Indel

from pipeline.align.apply_variants import Difference, Passage, apply_variants, without_white_space
from pipeline.align.cells import Alignment, Cell
from pipeline.align.corpus_view import CorpusView, DocumentView
from pipeline.align.edge_rows import Surroundings, edge_variants
from pipeline.align.languages import Language, recognised_language
from pipeline.align.lexicon import Lexicon, neighbour_hashes
from pipeline.align.quotation import part_kinds, share_word
from pipeline.align.reuse import WordCounts, reuse_type
from pipeline.align.side import Side
from pipeline.align.variant import Variant
from pipeline.align.variants import find_variants
from pipeline.align.words import align_sides
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import hash_folded
from pipeline.errors import CheckError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["DESCRIBED_SCHEMA", "DescribeContext", "describe_passages"]

_VARIANT = pl.Struct(
    {
        "operation": pl.String,
        "a_begin": pl.Int64,
        "a_end": pl.Int64,
        "b_begin": pl.Int64,
        "b_end": pl.Int64,
        "a_reading": pl.String,
        "b_reading": pl.String,
        "variant_class": pl.String,
        "edge": pl.String,
    }
)
_SEGMENT = pl.Struct({"a_begin": pl.Int64, "a_end": pl.Int64, "b_begin": pl.Int64, "b_end": pl.Int64})
_PART = pl.Struct({"begin": pl.Int64, "end": pl.Int64, "kind": pl.String})

DESCRIBED_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "passage": pl.Int64,
    "a_begin": pl.Int64,
    "a_end": pl.Int64,
    "b_begin": pl.Int64,
    "b_end": pl.Int64,
    "folded_a": pl.String,
    "folded_b": pl.String,
    "words_a": pl.Int64,
    "words_b": pl.Int64,
    "words_equal": pl.Int64,
    "words_substituted": pl.Int64,
    "words_only_a": pl.Int64,
    "words_only_b": pl.Int64,
    "left_out_marked": pl.Int64,
    "longest_run_words": pl.Int64,
    "word_identity": pl.Float64,
    "kept_identity": pl.Float64,
    "char_identity": pl.Float64,
    "reuse_type": pl.String,
    "a_in_quotation_marks": pl.String,
    "b_in_quotation_marks": pl.String,
    "segments": pl.List(_SEGMENT),
    "parts": pl.List(_PART),
    "variants": pl.List(_VARIANT),
}
"""One row a passage pair; offsets in code points of the documents."""

_LONG_GAP_WORDS = 5
"""Words on one side only that begin a new segment (TABLES ``segments``)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DescribeContext:
    """What every partition needs.

    Attributes:
        corpus: The documents.
        vocabulary: uint32[n], the distinct words of the corpus, sorted.
        counts: int64[n], in how many contexts each stands (``word_contexts``).
        keep_marks: How words fold.
    """

    corpus: CorpusView
    vocabulary: NDArray[np.uint32]
    counts: NDArray[np.int64]
    keep_marks: bool
    _neighbours: dict[int, NDArray[np.uint32]] = field(default_factory=dict)
    _counted: dict[str, int] = field(default_factory=dict)

    def count(self, word: str) -> int:
        """In how many contexts a word stands in the corpus."""
        known = self._counted.get(word)
        if known is None:
            key = self._key(word)
            at = int(np.searchsorted(self.vocabulary, key))
            is_there = at < len(self.vocabulary) and self.vocabulary[at] == key
            known = self._counted[word] = int(self.counts[at]) if is_there else 0
        return known

    def lexicon(self, number_a: int, number_b: int, language: Language | None = None) -> Lexicon:
        """What is known of words where these two documents are compared."""
        numbers = sorted({number_a, number_b})
        return Lexicon(
            count=self.count,
            contexts=lambda word: tuple(self._contexts(number, word) for number in numbers),
            language=language,
        )

    def _key(self, word: str) -> np.uint32:
        return np.uint32(hash_folded(fold_word(word, keep_marks=self.keep_marks)))

    def _contexts(self, number: int, word: str) -> frozenset[int]:
        words = self.corpus.document(number).words
        if number not in self._neighbours:
            self._neighbours[number] = neighbour_hashes(words)
        return frozenset(self._neighbours[number][words == self._key(word)].tolist())


def describe_passages(partition: pl.DataFrame, context: DescribeContext) -> pl.DataFrame:
    """Align accepted passages word by word and list their variants.

    Args:
        partition: Columns ``passage`` and those of ``PASSAGE_SCHEMA``.
        context: Corpus and vocabulary.

    Returns:
        Frame of ``DESCRIBED_SCHEMA``, one row a passage in the order given.

    Raises:
        CheckError: The variants do not make side b of side a: a fault of the program, never published.

    Cost: linear in the words of the passages.
    """
    rows = [{"passage": row["passage"], **_describe(row, context)} for row in partition.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=DESCRIBED_SCHEMA)


def _describe(row: dict[str, Any], context: DescribeContext) -> dict[str, object]:
    """The columns of one match."""
    number_a, number_b = row["document_a"], row["document_b"]
    view_a, view_b = context.corpus.document(number_a), context.corpus.document(number_b)
    words_a, words_b = slice(row["begin_a"], row["end_a"]), slice(row["begin_b"], row["end_b"])
    a, b = _side(view_a, words_a), _side(view_b, words_b)
    alignment = align_sides(a, b)
    language = recognised_language(itertools.chain(a.words, b.words))
    inside = find_variants(alignment, context.lexicon(number_a, number_b, language))
    _check_applied(a, b, inside)
    edges = edge_variants(
        a,
        b,
        _paragraphs_around(view_a, words_a, context.corpus.block_begins[number_a]),
        _paragraphs_around(view_b, words_b, context.corpus.block_begins[number_b]),
    )
    counts = _counts(alignment, inside)
    changed = sum(Indel.distance(variant.a_reading, variant.b_reading) for variant in inside)
    length = (a.end[-1] - a.begin[0]) + (b.end[-1] - b.begin[0])
    quoted_a, quoted_b = view_a.quoted[words_a], view_b.quoted[words_b]
    return {
        "a_begin": a.begin[0],
        "a_end": a.end[-1],
        "b_begin": b.begin[0],
        "b_end": b.end[-1],
        "folded_a": " ".join(a.words),
        "folded_b": " ".join(b.words),
        "words_a": counts.words_a,
        "words_b": counts.words_b,
        "words_equal": counts.equal,
        "words_substituted": counts.substituted,
        "words_only_a": counts.only_a,
        "words_only_b": counts.only_b,
        "left_out_marked": counts.marked,
        "longest_run_words": counts.longest_run,
        "word_identity": counts.word_identity,
        "kept_identity": counts.kept_identity,
        "char_identity": max(0.0, 1.0 - changed / length),
        "reuse_type": reuse_type(counts),
        "a_in_quotation_marks": share_word(quoted_a),
        "b_in_quotation_marks": share_word(quoted_b),
        "segments": _segments(alignment),
        "parts": [
            {"begin": a.begin[begin], "end": a.end[end - 1], "kind": kind}
            for begin, end, kind in part_kinds(quoted_a, view_a.heading[words_a])
        ],
        "variants": [_as_row(variant) for variant in (*inside, *edges)],
    }


def _as_row(variant: Variant) -> dict[str, object]:
    return {column.name: getattr(variant, column.name) for column in fields(variant)}


def _side(view: DocumentView, words: slice) -> Side:
    return Side(
        text=view.text,
        words=[view.folded(word) for word in range(words.start, words.stop)],
        begin=view.begin[words].tolist(),
        end=view.end[words].tolist(),
    )


def _paragraphs_around(view: DocumentView, words: slice, begins: NDArray[np.int32]) -> Surroundings:
    """From the begin of the paragraph that a passage begins in to the end of that in which it ends."""
    first, last = int(view.block[words.start]), int(view.block[words.stop - 1]) + 1
    return Surroundings(
        begin=int(begins[first]) if 0 <= first < len(begins) else 0,
        end=int(begins[last]) if last < len(begins) else len(view.text),
    )


def _check_applied(a: Side, b: Side, variants: Sequence[Variant]) -> None:
    passage_a, passage_b = (
        Passage(begin=side.begin[0], text=side.text[side.begin[0] : side.end[-1]]) for side in (a, b)
    )
    differences = [
        Difference(
            is_move=row.operation == "transpose",
            a_begin=row.a_begin,
            a_end=row.a_end,
            b_begin=row.b_begin,
            b_end=row.b_end,
            b_reading=row.b_reading,
        )
        for row in variants
    ]
    if apply_variants(passage_a, passage_b, differences) != without_white_space(passage_b.text):
        begins = " ".join(passage_a.text.split())[:80]
        raise CheckError.failed([f"the variants of the match that begins {begins!r} do not make its side b"])


def _counts(alignment: Alignment, variants: Sequence[Variant]) -> WordCounts:
    """Words by what the alignment made of them; what moved is equal, and on neither side alone."""
    a, b = alignment.a, alignment.b
    moved = [cell for move in alignment.moves for cell in move.cells]
    gaps = [cell for cell in (*alignment.cells, *moved) if not cell.equal]
    runs = [
        sum(cell.words_a for cell in run)
        for equal, run in itertools.groupby(alignment.cells, key=lambda cell: cell.equal)
        if equal
    ]
    both = sum(min(cell.words_a, cell.words_b) for cell in gaps)
    marked = [variant for variant in variants if variant.variant_class == "one_sided_gap_marked"]
    moved_a, moved_b = (
        sum(move.a_end - move.a_begin for move in alignment.moves),
        sum(move.b_end - move.b_begin for move in alignment.moves),
    )
    return WordCounts(
        words_a=len(a.words),
        words_b=len(b.words),
        equal=sum(runs) + sum(cell.words_a for cell in moved if cell.equal),
        substituted=both,
        only_a=sum(cell.words_a - min(cell.words_a, cell.words_b) for cell in gaps) - moved_a,
        only_b=sum(cell.words_b - min(cell.words_a, cell.words_b) for cell in gaps) - moved_b,
        longest_run=max(runs, default=0),
        marked=sum(
            max(_words_in(a, variant.a_begin, variant.a_end), _words_in(b, variant.b_begin, variant.b_end))
            for variant in marked
        ),
    )


def _words_in(side: Side, begin: int, end: int) -> int:
    return bisect.bisect_left(side.begin, end) - bisect.bisect_left(side.begin, begin)


def _segments(alignment: Alignment) -> list[dict[str, int]]:
    """Stretches without a long one-sided gap."""
    a, b = alignment.a, alignment.b
    stretches: list[list[Cell]] = [[]]
    for cell in alignment.cells:
        if abs(cell.words_a - cell.words_b) >= _LONG_GAP_WORDS:
            stretches.append([])
        elif cell.words_a and cell.words_b:
            stretches[-1].append(cell)
    return [
        {
            "a_begin": a.begin[stretch[0].a_begin],
            "a_end": a.end[stretch[-1].a_end - 1],
            "b_begin": b.begin[stretch[0].b_begin],
            "b_end": b.end[stretch[-1].b_end - 1],
        }
        for stretch in stretches
        if stretch
    ]
