"""Findings: what the stages found, in the form from which the tables' rows are made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.variants import Variant
from pipeline.corpus.structure import locus
from pipeline.ids import content_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from pipeline.align.corpus_view import CorpusView
    from pipeline.align.set_aside import Repeated
    from pipeline.corpus.documents import Document
    from pipeline.provenance.attributions.model import Attribution
    from pipeline.provenance.contained import Contained
    from pipeline.provenance.descent import Descent
    from pipeline.provenance.direction import Direction
    from pipeline.provenance.document_descent import DocumentEdge
    from pipeline.provenance.evidence import Evidence
    from pipeline.provenance.families import Family

__all__ = ["Findings", "MatchFinding", "Measures", "Part", "Segment", "number_equals", "read_matches"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a match without a long gap, in code points of both documents."""

    a_begin: int
    a_end: int
    b_begin: int
    b_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of side a's passage that is narration, quotation or heading, in code points of its document."""

    begin: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the alignment counted of one match: the columns of ``matches`` of the same names.

    Words are counted as tokens; identities and ``jaccard_estimate`` are shares from 0 to 1; ``score_bits`` is in
    thousandths of a bit.
    """

    words_a: int
    words_b: int
    words_equal: int
    words_substituted: int
    words_only_a: int
    words_only_b: int
    word_identity: float
    kept_identity: float
    char_identity: float
    longest_run_words: int
    jaccard_estimate: float
    score_bits: int
    log10_e_value: float
    reuse_type: str
    a_in_quotation_marks: str
    b_in_quotation_marks: str
    segments: tuple[Segment, ...]
    parts: tuple[Part, ...]

    @property
    def words_different(self) -> int:
        """Aligned places where the sides do not agree, gaps included."""
        return self.words_substituted + self.words_only_a + self.words_only_b


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchFinding:
    """One accepted match: its documents by number, its passages in code points and in words, and what was found.

    ``first_word_*`` and ``last_word_*`` (half-open) count the words of the document.
    """

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
    measures: Measures
    variants: tuple[Variant, ...]
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Findings:
    """All that was found.

    ``documents`` are all documents, ``compared`` those that took part, in the order of their numbers. ``matches`` are
    in corpus order; ``families`` refer to them by position, ``descents`` has one entry a family, ``contained`` says
    which parts of matches belong to shorter families, and ``evidence`` has for each match what speaks for its
    direction; ``document_edges`` say the same of whole documents. ``attributions`` are in the order of their
    documents and places.
    """

    documents: tuple[Document, ...]
    compared: tuple[Document, ...]
    corpus: CorpusView
    matches: tuple[MatchFinding, ...]
    families: tuple[Family, ...]
    descents: tuple[Descent, ...]
    contained: tuple[Contained, ...]
    set_aside: tuple[Repeated, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    document_edges: tuple[DocumentEdge, ...]
    attributions: tuple[Attribution, ...] = ()

    def locus(self, number: int, begin: int) -> str:
        """Where a place is, in words."""
        return locus(self.compared[number].structure, begin)

    def n_words(self, number: int) -> int:
        """Words of a compared document."""
        return int(self.corpus.document_starts[number + 1] - self.corpus.document_starts[number])


def number_equals(keys: Sequence[tuple[str, ...]]) -> list[int]:
    """Number things with an equal key in their order: the ordinal of a content id."""
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    ordinals = []
    for key in keys:
        ordinals.append(seen[key])
        seen[key] += 1
    return ordinals


_COUNTED = tuple(name for name in Measures.__dataclass_fields__ if name not in {"segments", "parts"})


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
    keys: list[tuple[str, ...]] = [
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
            first_word_a=row["begin_a"],
            last_word_a=row["end_a"],
            first_word_b=row["begin_b"],
            last_word_b=row["end_b"],
            measures=Measures(
                **{name: row[name] for name in _COUNTED},
                segments=tuple(Segment(**segment) for segment in row["segments"]),
                parts=tuple(Part(**part) for part in row["parts"]),
            ),
            variants=tuple(Variant(**variant) for variant in row["variants"]),
            direction=direction,
        )
        for row, key, ordinal, direction in zip(rows, keys, number_equals(keys), directions, strict=True)
    )
