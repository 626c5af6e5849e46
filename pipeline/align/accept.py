"""Acceptance: the one pass over all aligned passages that knows the corpus."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.align.blocks import Block
from pipeline.align.commonplace import commonplaces
from pipeline.align.gaps import GapRule, Gaps
from pipeline.align.habit import habit_scores
from pipeline.align.passages import PASSAGE_SCHEMA
from pipeline.align.reasons import stock_reason
from pipeline.minhash.information import FLOOR_MILLIBITS, MILLIBITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView
    from pipeline.minhash.information import Information

__all__ = ["AcceptRule", "score_passages", "stock_reasons"]

_LOG10_OF_2 = math.log10(2)

_VERBATIM_RUN = 8
"""Equal words of a mean run from which a pair inside one document does not tell of its habit: it may be a copy, whose
words differ seldom. Habit changes a word in every four or five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptRule:
    """What a passage must have: millibits beyond chance, equal words, and words of its longer side."""

    margin: int
    min_equal: int
    min_words: int


def score_passages(
    passages: pl.DataFrame, corpus: CorpusView, information: Information, gaps: GapRule, rule: AcceptRule
) -> pl.DataFrame:
    """Score passages by what their words tell in this corpus, and say which count.

    Args:
        passages: Frame of ``PASSAGE_SCHEMA``.
        corpus: The documents.
        information: Worth of each word of the corpus.
        gaps: Costs of gaps.
        rule: What a passage must have.

    Returns:
        The passages with ``score`` (Int64 millibits), ``log10_e_value`` (Float64), ``n_equal``, ``longest_run``
        (Int64 words) and ``accepted`` (Boolean).

    Source: Karlin, Altschul 1990: of N pairs of places, N 2^-score reach a score by chance.
    Cost: one step a block.
    """
    scores, equal, runs, words = [], [], [], []
    for number_a, number_b, begin_a, end_a, begin_b, end_b, rows in passages.select(
        list(PASSAGE_SCHEMA)
    ).iter_rows():
        blocks = [Block(a=row["a"], b=row["b"], words=row["words"]) for row in rows]
        scores.append(_score(blocks, number_a, number_b, corpus, information, gaps))
        equal.append(sum(block.words for block in blocks))
        runs.append(max(block.words for block in blocks))
        words.append(max(end_a - begin_a, end_b - begin_b))
    score = np.array(scores, np.int64)
    e_value = np.round((information.chance - score) / MILLIBITS * _LOG10_OF_2, 1)
    accepted = (
        (score >= information.chance + rule.margin)
        & (np.array(equal, np.int64) >= rule.min_equal)
        & (np.array(words, np.int64) >= rule.min_words)
    )
    return passages.with_columns(
        pl.Series("score", score),
        pl.Series("log10_e_value", e_value, dtype=pl.Float64),
        pl.Series("n_equal", equal, dtype=pl.Int64),
        pl.Series("longest_run", runs, dtype=pl.Int64),
        pl.Series("accepted", accepted, dtype=pl.Boolean),
    )


def stock_reasons(scored: pl.DataFrame, chance: int) -> pl.Series:
    """Why passages that say enough are no copies all the same: their document says the like by habit, or often.

    Args:
        scored: All passages of the corpus, as ``score_passages`` gives them.
        chance: Millibits that chance explains in this corpus.

    Returns:
        String[n]: a reason of TABLES ``set_aside``, "" for the others and for passages that are not accepted.

    Cost: a sort of the passages inside one document, and a look at them for each accepted one.
    """
    accepted, score = scored["accepted"].to_numpy(), scored["score"].to_numpy()
    inside = (scored["document_a"] == scored["document_b"]).to_numpy()
    habitual = accepted & _is_habit(scored, score, scored["n_equal"].to_numpy(), chance)
    stock = habitual | commonplaces(scored, score, accepted & ~habitual)
    words = scored.select(
        pl.max_horizontal(pl.col("end_a") - pl.col("begin_a"), pl.col("end_b") - pl.col("begin_b"))
    ).to_series()
    return pl.Series(
        "stock",
        [
            stock_reason(n_words, one_document=within) if is_stock else ""
            for is_stock, n_words, within in zip(
                stock.tolist(), words.to_list(), inside.tolist(), strict=True
            )
        ],
        dtype=pl.String,
    )


def _is_habit(
    passages: pl.DataFrame, score: NDArray[np.int64], equal: NDArray[np.int64], chance: int
) -> NDArray[np.bool_]:
    """Which passages inside one document do not stand out from what it repeats by habit."""
    document = passages["document_a"].to_numpy()
    inside = np.flatnonzero(document == passages["document_b"].to_numpy())
    runs = passages["blocks"].list.len().to_numpy().astype(np.int64)[inside]
    varied = equal[inside] < _VERBATIM_RUN * runs
    habitual = np.zeros(len(document), bool)
    habitual[inside] = score[inside] < habit_scores(document[inside], score[inside], varied, chance)
    return habitual


def _score(
    blocks: Sequence[Block],
    number_a: int,
    number_b: int,
    corpus: CorpusView,
    information: Information,
    gaps: GapRule,
) -> int:
    start = int(corpus.document_starts[number_a])
    worth = _worth(blocks, start, corpus.words, information)
    pricer = Gaps(a=corpus.document(number_a), b=corpus.document(number_b), rule=gaps)
    # A gap too wide to join may stand in a passage that a mark joined; it costs what the bound says.
    prices = [pricer.price(left, right) for left, right in itertools.pairwise(blocks)]
    return worth - sum(gaps.bound if price is None else price for price in prices)


def _worth(blocks: Sequence[Block], start: int, words: NDArray[np.uint32], information: Information) -> int:
    """Millibits of the equal words; what a passage repeats of itself tells little more ("the son of ..., the son")."""
    places = np.concatenate([np.arange(start + block.a, start + block.end_a) for block in blocks])
    novel = information.novel[places].astype(np.int64)
    pairs = (words[np.maximum(places - 1, 0)].astype(np.uint64) << np.uint64(32)) | words[places]
    first = np.zeros(len(places), bool)
    first[np.unique(pairs, return_index=True)[1]] = True
    return int(novel[first].sum() + np.minimum(novel[~first], FLOOR_MILLIBITS).sum())
