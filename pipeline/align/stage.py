"""Stage 2 as one function: from candidates to described matches and what is set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.align.corpus_view import CorpusView
from pipeline.align.describe import DescribeContext, describe_passages
from pipeline.align.judge import NAMED_WORDS, judge_passages
from pipeline.align.set_aside import Place, Repeated, group_by_text
from pipeline.minhash.likeness import estimate_jaccard
from pipeline.minhash.permutations import make_permutations

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from pipeline.config import Config
    from pipeline.corpus.documents import Document
    from pipeline.corpus.tokenise import Tokens
    from pipeline.engine import LocalEngine
    from pipeline.minhash.sieve import Reported
    from pipeline.minhash.stage import Candidates

__all__ = ["Aligned", "align_stage"]

_DESCRIBING = 20
"""How much longer it takes to describe a passage, word by word, than to align a run of equal words."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aligned:
    """What stage 2 hands on.

    Attributes:
        corpus: The documents as words.
        described: One row a match, in corpus order: the columns of ``DESCRIBED_SCHEMA`` with ``document_a``,
        ``document_b``, ``blocks``,
            ``score_bits``, ``log10_e_value`` and ``jaccard_estimate``.
        set_aside: What repeats and is no match.
        n_alignments: Passages that were aligned.
    """

    corpus: CorpusView
    described: pl.DataFrame
    set_aside: tuple[Repeated, ...]
    n_alignments: int


def align_stage(
    compared: tuple[Document, ...],
    n_compared: int,
    tokens: Tokens,
    candidates: Candidates,
    config: Config,
    engine: LocalEngine,
    ignore_lines: Sequence[str],
) -> Aligned:
    """Align candidates, keep what counts, describe it, and set aside the rest with its reason.

    Args:
        compared: Documents by number; the first ``n_compared`` are compared, the others are duplicates of them.
        n_compared: See above.
        tokens: Words of ``compared``.
        candidates: From stage 1.
        config: All settings.
        engine: Where the work runs.
        ignore_lines: Strings of the user's own to set aside.

    Returns:
        Matches and what is set aside.
    """
    corpus = CorpusView.of(compared, tokens, keep_marks=config.corpus.keep_marks)
    judged = judge_passages(compared, corpus, candidates, config, engine, ignore_lines)
    kept = judged.filter(pl.col("reason") == "").drop("reason")
    kept = _with_duplicates(kept, compared, n_compared, corpus)
    set_aside = group_by_text(
        [*_rejected(judged, candidates.reported), *_weak(candidates.weak)],
        corpus,
        keep_marks=config.corpus.keep_marks,
    )
    return Aligned(
        corpus=corpus,
        described=_described(kept, corpus, config, engine),
        set_aside=tuple(set_aside),
        n_alignments=len(judged),
    )


def _sides(row: dict[str, Any]) -> tuple[Place, Place]:
    return (
        Place(number=row["document_a"], first=row["begin_a"], last=row["end_a"]),
        Place(number=row["document_b"], first=row["begin_b"], last=row["end_b"]),
    )


def _rejected(judged: pl.DataFrame, reported: Reported) -> list[tuple[str | None, Place, Place]]:
    """Rejected passages worth reporting: those with a reason of their own, and runs of some length."""
    named = ~pl.col("reason").is_in(["", "weak"]) & (pl.col("longest_run") >= NAMED_WORDS)
    weak = (
        (pl.col("reason") == "weak")
        & (pl.col("longest_run") >= reported.words)
        & (pl.col("score") >= reported.millibits)
    )
    worth_a_row = judged.filter(named | weak)
    return [
        (None if row["reason"] == "weak" else row["reason"], *_sides(row))
        for row in worth_a_row.iter_rows(named=True)
    ]


def _weak(runs: pl.DataFrame) -> list[tuple[str | None, Place, Place]]:
    """Runs that say too little, for each place one of those it has: of a string with many places not each pair."""
    new = [
        pl.struct(f"document_{side}", side, "words").is_first_distinct().alias(f"new_{side}") for side in "ab"
    ]
    return [
        (
            None,
            Place(number=row["document_a"], first=row["a"], last=row["a"] + row["words"]),
            Place(number=row["document_b"], first=row["b"], last=row["b"] + row["words"]),
        )
        for row in runs.with_columns(new).filter(pl.col("new_a") | pl.col("new_b")).iter_rows(named=True)
    ]


def _with_duplicates(
    kept: pl.DataFrame, compared: tuple[Document, ...], n_compared: int, corpus: CorpusView
) -> pl.DataFrame:
    """Add the one match of each duplicate: its whole text against the document it equals."""
    number_of = {document.document_id: at for at, document in enumerate(compared)}
    rows: list[dict[str, object]] = []
    for number in range(n_compared, len(compared)):
        original = compared[number].duplicate_of
        words = int(corpus.document_starts[number + 1] - corpus.document_starts[number])
        if original is None or words == 0:
            continue
        rows.append(
            {
                "document_a": number_of[original],
                "document_b": number,
                "begin_a": 0,
                "end_a": words,
                "begin_b": 0,
                "end_b": words,
                "blocks": [{"a": 0, "b": 0, "words": words}],
                "score": 0,
                "log10_e_value": 0.0,
                "n_equal": words,
                "longest_run": words,
                "accepted": True,
                "stock": "",
            }
        )
    if not rows:
        return kept
    return pl.concat([kept, pl.DataFrame(rows, schema=kept.schema)], rechunk=True)


def _described(kept: pl.DataFrame, corpus: CorpusView, config: Config, engine: LocalEngine) -> pl.DataFrame:
    kept = kept.with_row_index("passage").with_columns(pl.col("passage").cast(pl.Int64))
    vocabulary, counts = corpus.word_contexts()
    context = DescribeContext(
        corpus=corpus, vocabulary=vocabulary, counts=counts, keep_marks=config.corpus.keep_marks
    )
    columns = ["passage", "document_a", "document_b", "begin_a", "end_a", "begin_b", "end_b", "blocks"]
    partitions = engine.repartition(kept.select(columns), ("passage",), work_a_row=_DESCRIBING)
    described = engine.gather(engine.map_partitions(describe_passages, partitions, context))
    joined = kept.select(*columns, pl.col("score").alias("score_bits"), "log10_e_value").join(
        described, on="passage", maintain_order="left"
    )
    return joined.with_columns(
        pl.Series("jaccard_estimate", _jaccard(kept, corpus, config), dtype=pl.Float64)
    ).sort("document_a", "a_begin", "document_b", "b_begin", "a_end", "b_end")


def _jaccard(kept: pl.DataFrame, corpus: CorpusView, config: Config) -> NDArray[np.float64]:
    """MinHash estimate of the likeness of both sides' sets of shingles."""
    starts = corpus.document_starts
    column = {
        name: kept[name].to_numpy() for name in kept.columns if name not in {"blocks", "accepted", "stock"}
    }
    return estimate_jaccard(
        corpus.words,
        first_a=starts[column["document_a"]] + column["begin_a"],
        words_a=column["end_a"] - column["begin_a"],
        first_b=starts[column["document_b"]] + column["begin_b"],
        words_b=column["end_b"] - column["begin_b"],
        shingle_words=config.minhash.shingle_words,
        permutations=make_permutations(config.minhash.permutations, config.minhash.seed),
    )
