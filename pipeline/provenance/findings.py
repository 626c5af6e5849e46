"""Findings: what the stages found, in the form from which the tables' rows are made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.corpus.structure import locus
from pipeline.ids import content_id

if TYPE_CHECKING:
    import polars as pl

    from pipeline.align.corpus_view import CorpusView
    from pipeline.align.set_aside import Repeated
    from pipeline.corpus.documents import Document
    from pipeline.provenance.direction import Direction
    from pipeline.provenance.families import Family

__all__ = ["Findings", "MatchFinding", "VariantFinding", "number_equals", "read_matches"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFinding:
    """One variant as described (see ``pipeline.align.variants.Variant``)."""

    operation: str
    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    a_reading: str
    b_reading: str
    variant_class: str
    edge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFinding:
    """One accepted match: its documents by number, what was counted, its variants, its direction."""

    match_id: str
    a: int
    b: int
    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    first_word_a: int
    last_word_a: int
    first_word_b: int
    last_word_b: int
    measures: dict[str, object]
    """The columns of ``matches`` that the alignment fills, by their names there."""
    left_out_marked: int
    variants: tuple[VariantFinding, ...]
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Findings:
    """All that was found.

    ``documents`` are all documents, ``compared`` those that took part, in the order of their numbers.
    ``matches`` are in corpus order;
    ``families`` refer to them by position.
    """

    documents: tuple[Document, ...]
    compared: tuple[Document, ...]
    corpus: CorpusView
    matches: tuple[MatchFinding, ...]
    families: tuple[Family, ...]
    set_aside: tuple[Repeated, ...]

    def locus(self, number: int, begin: int) -> str:
        """Where a place is, in words."""
        return locus(self.compared[number].structure, begin)

    def n_words(self, number: int) -> int:
        """Words of a compared document."""
        return int(self.corpus.document_starts[number + 1] - self.corpus.document_starts[number])


def number_equals(keys: list[tuple[str, ...]]) -> list[int]:
    """Number things with an equal key in their order: the ordinal of a content id."""
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    ordinals = []
    for key in keys:
        ordinals.append(seen[key])
        seen[key] += 1
    return ordinals


_MEASURES = (
    "words_a",
    "words_b",
    "words_equal",
    "words_substituted",
    "words_only_a",
    "words_only_b",
    "word_identity",
    "kept_identity",
    "char_identity",
    "longest_run_words",
    "jaccard_estimate",
    "score_bits",
    "log10_e_value",
    "reuse_type",
    "a_in_quotation_marks",
    "b_in_quotation_marks",
    "segments",
    "parts",
)


def read_matches(
    described: pl.DataFrame, compared: tuple[Document, ...], directions: list[Direction]
) -> tuple[MatchFinding, ...]:
    """Read matches from the described passages.

    Args:
        described: Columns of ``DESCRIBED_SCHEMA`` and of the scored passages, in corpus order.
        compared: Documents by number.
        directions: Verdict of each row.

    Returns:
        Matches in the same order, each with its id.
    """
    rows = described.to_dicts()
    keys = [
        (
            compared[row["document_a"]].document_id,
            compared[row["document_b"]].document_id,
            row["folded_a"],
            row["folded_b"],
        )
        for row in rows
    ]
    return tuple(
        MatchFinding(
            match_id=content_id("m", *key, ordinal),
            a=row["document_a"],
            b=row["document_b"],
            a_begin=row["a_begin"],
            a_end=row["a_end"],
            b_begin=row["b_begin"],
            b_end=row["b_end"],
            first_word_a=row["blocks"][0]["a"],
            last_word_a=row["blocks"][-1]["a"] + row["blocks"][-1]["words"],
            first_word_b=row["blocks"][0]["b"],
            last_word_b=row["blocks"][-1]["b"] + row["blocks"][-1]["words"],
            measures={name: row[name] for name in _MEASURES},
            left_out_marked=row["left_out_marked"],
            variants=tuple(VariantFinding(**variant) for variant in row["variants"]),
            direction=direction,
        )
        for row, key, ordinal, direction in zip(rows, keys, number_equals(keys), directions, strict=True)
    )
