"""From candidates to judged passages: aligned, scored, and with the reason why one is no match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pipeline.align.accept import AcceptRule, score_passages, stock_reasons
from pipeline.align.gaps import GapRule
from pipeline.align.kept import KEPT_INFORMATION, kept_information
from pipeline.align.passages import PassageContext, align_regions
from pipeline.align.set_aside import Place, reason_for
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import tokenise
from pipeline.minhash.information import MILLIBITS
from pipeline.minhash.sieve import CANDIDATE_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.config import Config
    from pipeline.corpus.documents import Document
    from pipeline.engine import LocalEngine
    from pipeline.minhash.information import Information
    from pipeline.minhash.stage import Candidates

__all__ = ["NAMED_WORDS", "JudgeContext", "judge_passages", "judge_regions"]

NAMED_WORDS = 5
"""Equal words in a run from which a passage is looked at for what it is, as a title: shorter ones are language."""

_CHAIN_SHARE = 0.8
"""Share of a region's least worth that one chain of it must have: a region may hold two passages, but none is
made of crumbs."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JudgeContext:
    """What every partition needs.

    Attributes:
        passages: To align.
        information: Worth of each word of the corpus.
        rule: What a passage must have.
        ignored: Strings of the user's own, folded.
        series: Of each document, None where it has none.
        between_series: Whether passages inside one series are left out.
    """

    passages: PassageContext
    information: Information
    rule: AcceptRule
    ignored: tuple[str, ...]
    series: tuple[str | None, ...]
    between_series: bool


def judge_passages(
    compared: tuple[Document, ...],
    corpus: CorpusView,
    candidates: Candidates,
    config: Config,
    engine: LocalEngine,
    ignore_lines: Sequence[str] = (),
) -> pl.DataFrame:
    """Align the candidates and judge what comes of them.

    Args:
        compared: Documents by number.
        corpus: The same documents as words.
        candidates: From stage 1.
        config: All settings.
        engine: Where the work runs.
        ignore_lines: Strings of the user's own to set aside.

    Returns:
        One row a passage pair: ``PASSAGE_SCHEMA``, the columns of ``score_passages``, and ``reason``: "" for a
        match, else why it is none ("weak" where it says too little).
    """
    context = JudgeContext(
        passages=PassageContext(
            corpus=corpus,
            rule=GapRule(
                mismatch=round(config.align.mismatch_bits * MILLIBITS),
                gap=round(config.align.gap_bits * MILLIBITS),
                max_short=config.align.max_short_gap,
                max_long=config.align.max_long_gap,
            ),
            word_weight=config.align.word_weight,
            least_chain=round(_CHAIN_SHARE * CANDIDATE_SHARE * candidates.threshold),
        ),
        information=candidates.information,
        rule=AcceptRule(
            margin=round(config.accept.margin_bits * MILLIBITS),
            min_equal=config.accept.min_equal_words,
            min_words=config.accept.min_words,
        ),
        ignored=tuple(_folded(line, config) for line in ignore_lines),
        series=tuple(document.series for document in compared),
        between_series=config.accept.between_series,
    )
    partitions = engine.repartition(candidates.runs, ("document_a", "document_b"))
    judged = engine.gather(engine.map_partitions(judge_regions, partitions, context))
    stock = stock_reasons(judged, candidates.information.chance)
    accepted = pl.col("accepted") & (stock == "")
    reason = (
        pl.when(pl.col("named") != "")
        .then("named")
        .when(stock != "")
        .then(stock)
        .otherwise(pl.when("accepted").then(pl.lit("")).otherwise(pl.lit("weak")))
    )
    return judged.with_columns(reason.alias("reason"), accepted.alias("accepted")).drop("named")


def judge_regions(partition: pl.DataFrame, context: JudgeContext) -> pl.DataFrame:
    """Align the regions of some document pairs and judge what comes of them.

    Args:
        partition: As ``align_regions`` takes it.
        context: Corpus and rules.

    Returns:
        One row a passage pair: ``PASSAGE_SCHEMA``, the columns of ``score_passages``, and ``named``: why it is no match
        for what it is (a title, a refrain), else "".

    Cost: that of ``align_regions``; what the corpus knows enters in one look at each passage.
    """
    passages = align_regions(partition, context.passages)
    corpus = context.passages.corpus
    scored = score_passages(passages, corpus, context.information, context.passages.rule, context.rule)
    accepted = scored["accepted"].to_numpy().copy()
    # It is a question only for those that tell enough.
    kept = kept_information(scored.filter("accepted"), corpus, context.information)
    accepted[accepted] = kept >= KEPT_INFORMATION
    scored = scored.with_columns(pl.Series("accepted", accepted))
    return scored.with_columns(pl.Series("named", _named(scored, context), dtype=pl.String))


def _folded(line: str, config: Config) -> str:
    tokens = tokenise([line], keep_marks=config.corpus.keep_marks)
    return " ".join(
        fold_word(line[begin:end], keep_marks=config.corpus.keep_marks)
        for begin, end in zip(tokens.begin.tolist(), tokens.end.tolist(), strict=True)
    )


def _named(scored: pl.DataFrame, context: JudgeContext) -> list[str]:
    """Why each passage is no match for what it is, "" where nothing speaks against it."""
    columns = (
        "document_a",
        "begin_a",
        "end_a",
        "document_b",
        "begin_b",
        "end_b",
        "n_equal",
        "longest_run",
        "accepted",
    )
    reasons = []
    for number_a, begin_a, end_a, number_b, begin_b, end_b, n_equal, longest_run, accepted in scored.select(
        columns
    ).iter_rows():
        if not accepted and longest_run < NAMED_WORDS:
            reasons.append("")
            continue
        series = context.series[number_a]
        if context.between_series and series is not None and series == context.series[number_b]:
            reasons.append("same_series")
            continue
        reason = reason_for(
            Place(number=number_a, first=begin_a, last=end_a),
            Place(number=number_b, first=begin_b, last=end_b),
            context.passages.corpus,
            exact=n_equal == end_a - begin_a == end_b - begin_b,
            ignored=context.ignored,
        )
        reasons.append(reason or "")
    return reasons
