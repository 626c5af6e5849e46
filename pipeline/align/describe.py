"""Describe accepted passages: word alignment, counts and variants, one partition at a time."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from rapidfuzz.distance import Indel

from pipeline.align.blocks import Block
from pipeline.align.corpus_view import CorpusView, DocumentView
from pipeline.align.edge_rows import edge_variants
from pipeline.align.quotation import part_kinds, share_word
from pipeline.align.reuse import WordCounts, reuse_type
from pipeline.align.variants import Side, Variant, apply_variants, find_variants
from pipeline.align.words import Cell, align_words
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
    """What every partition needs: the corpus, its vocabulary with counts (sorted uint32 hashes, int64), and how
    words fold."""

    corpus: CorpusView
    vocabulary: NDArray[np.uint32]
    counts: NDArray[np.int64]
    keep_marks: bool

    def count(self, word: str) -> int:
        """How often a word stands in the corpus, folded."""
        key = np.uint32(hash_folded(fold_word(word, keep_marks=self.keep_marks)))
        at = int(np.searchsorted(self.vocabulary, key))
        return int(self.counts[at]) if at < len(self.vocabulary) and self.vocabulary[at] == key else 0


def describe_passages(partition: pl.DataFrame, context: DescribeContext) -> pl.DataFrame:
    """Align accepted passages word by word and list their variants.

    Args:
        partition: Columns ``passage, document_a, document_b, blocks``.
        context: Corpus and vocabulary.

    Returns:
        Frame of ``DESCRIBED_SCHEMA``, one row a passage in the order given.

    Raises:
        CheckError: The variants do not make side b of side a: a fault of the program, never published.

    Cost: linear in the words of the passages.
    """
    rows = []
    for row in partition.iter_rows(named=True):
        blocks = [Block(a=block["a"], b=block["b"], words=block["words"]) for block in row["blocks"]]
        rows.append({"passage": row["passage"], **_describe(row, blocks, context)})
    return pl.DataFrame(rows, schema=DESCRIBED_SCHEMA)


def _describe(
    row: dict[str, int],
    blocks: list[Block],
    context: DescribeContext,
) -> dict[str, object]:
    a, b = context.corpus.document(row["document_a"]), context.corpus.document(row["document_b"])
    first, last = blocks[0], blocks[-1]
    side_a, side_b = _side(a, first.a, last.end_a), _side(b, first.b, last.end_b)
    fold = functools.partial(fold_word, keep_marks=context.keep_marks)
    folded_a = [fold(side_a.text[i:j]) for i, j in zip(side_a.begin, side_a.end, strict=True)]
    folded_b = [fold(side_b.text[i:j]) for i, j in zip(side_b.begin, side_b.end, strict=True)]
    cells = align_words(folded_a, folded_b, blocks, origin_a=first.a, origin_b=first.b)
    inside = find_variants(side_a, side_b, cells, context.count)
    _check_applied(side_a, side_b, inside)
    variants = [*inside, *edge_variants(side_a, side_b, len(a.text), len(b.text))]
    counts = _counts(cells, inside, side_a, side_b, len(folded_a), len(folded_b))
    changed = sum(Indel.distance(v.a_reading, v.b_reading) for v in inside)
    length = (side_a.end[-1] - side_a.begin[0]) + (side_b.end[-1] - side_b.begin[0])
    words_a, words_b = slice(first.a, last.end_a), slice(first.b, last.end_b)
    quoted_a, quoted_b = a.quoted[words_a], b.quoted[words_b]
    return {
        "a_begin": side_a.begin[0],
        "a_end": side_a.end[-1],
        "b_begin": side_b.begin[0],
        "b_end": side_b.end[-1],
        "folded_a": " ".join(folded_a),
        "folded_b": " ".join(folded_b),
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
        "segments": _segments(cells, side_a, side_b),
        "parts": [
            {"begin": side_a.begin[begin], "end": side_a.end[end - 1], "kind": kind}
            for begin, end, kind in part_kinds(quoted_a, a.heading[words_a])
        ],
        "variants": [_as_row(variant) for variant in variants],
    }


def _as_row(variant: Variant) -> dict[str, object]:
    return {name: getattr(variant, name) for name in _VARIANT.to_schema()}


def _side(view: DocumentView, first: int, last: int) -> Side:
    return Side(text=view.text, begin=view.begin[first:last].tolist(), end=view.end[first:last].tolist())


def _check_applied(a: Side, b: Side, variants: Sequence[Variant]) -> None:
    made = apply_variants(a.text, a.begin[0], a.end[-1], variants)
    if "".join(made.split()) != "".join(b.text[b.begin[0] : b.end[-1]].split()):
        begins = " ".join(a.text[a.begin[0] : a.end[-1]].split())[:80]
        raise CheckError.failed([f"the variants of the match that begins {begins!r} do not make its side b"])


def _counts(
    cells: Sequence[Cell], variants: Sequence[Variant], a: Side, b: Side, words_a: int, words_b: int
) -> WordCounts:
    equal = substituted = only_a = only_b = longest = run = 0
    for cell in cells:
        left, right = cell.a_end - cell.a_begin, cell.b_end - cell.b_begin
        if cell.equal:
            equal += 1
            run += 1
            longest = max(longest, run)
            continue
        run = 0
        both = min(left, right)
        substituted += both
        only_a += left - both
        only_b += right - both
    marked = 0
    for variant in variants:
        if variant.variant_class == "one_sided_gap_marked":
            marked += max(
                _words_in(a, variant.a_begin, variant.a_end), _words_in(b, variant.b_begin, variant.b_end)
            )
    return WordCounts(
        words_a=words_a,
        words_b=words_b,
        equal=equal,
        substituted=substituted,
        only_a=only_a,
        only_b=only_b,
        longest_run=longest,
        marked=marked,
    )


def _words_in(side: Side, begin: int, end: int) -> int:
    first, last = np.searchsorted(side.begin, (begin, end))
    return int(last - first)


def _segments(cells: Sequence[Cell], a: Side, b: Side) -> list[dict[str, int]]:
    """Stretches without a long one-sided gap."""
    segments: list[tuple[int, int, int, int]] = []
    begin: tuple[int, int] | None = None
    last = (0, 0)
    for cell in cells:
        left, right = cell.a_end - cell.a_begin, cell.b_end - cell.b_begin
        if begin is not None and max(left, right) - min(left, right) >= _LONG_GAP_WORDS:
            segments.append((begin[0], last[0], begin[1], last[1]))
            begin = None
        elif left and right:
            begin = begin or (cell.a_begin, cell.b_begin)
            last = (cell.a_end, cell.b_end)
    if begin is not None:
        segments.append((begin[0], last[0], begin[1], last[1]))
    return [
        {"a_begin": a.begin[i], "a_end": a.end[j - 1], "b_begin": b.begin[k], "b_end": b.end[m - 1]}
        for i, j, k, m in segments
    ]
