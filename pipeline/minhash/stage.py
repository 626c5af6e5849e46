"""Stage 1 as one function: from words to candidates, as a table of runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.minhash.information import Information, measure_information
from pipeline.minhash.permutations import make_permutations
from pipeline.minhash.regions import Regions, find_regions
from pipeline.minhash.seeds import find_seeds
from pipeline.summary import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.config import Config
    from pipeline.corpus.tokenise import Tokens

__all__ = ["CANDIDATE_SHARE", "Candidates", "minhash_stage"]

CANDIDATE_SHARE = 0.4
"""Share of the score of acceptance that the seeds of a region must have for it to be aligned: alignment adds
words between seeds, but
seldom more than as much again."""

_REPEATED_WORDS = 5
"""Words of a run from which it is reported when its region is not aligned: shorter ones are language."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """What stage 1 hands on.

    Attributes:
        runs: One row a run of equal words of a region that is aligned: ``document_a, document_b, region, a, b,
        words, worth``.
        weak: The same columns for runs of five words and more whose region says too little; they are set aside.
        n_regions: Regions to align.
        information: Worth of each word.
        threshold: Millibits a match must have.
        parameters: What was really used, for people.
    """

    runs: pl.DataFrame
    weak: pl.DataFrame
    n_regions: int
    information: Information
    threshold: int
    parameters: tuple[Parameter, ...]


def minhash_stage(tokens: Tokens, n_compared: int, config: Config) -> Candidates:
    """Find where passages may repeat.

    Args:
        tokens: Words of the documents.
        n_compared: Documents that are compared; those after them are duplicates.
        config: All settings.

    Returns:
        Candidates in order of documents and places.

    Raises:
        CheckError: More candidates than ``run.max_candidates``.
    """
    settings = config.minhash
    starts = tokens.document_starts[: n_compared + 1]
    words = tokens.word_hash[: int(starts[-1])]
    permutations = make_permutations(settings.window_permutations, settings.seed)
    seeds = find_seeds(
        words,
        starts,
        shingle_words=settings.shingle_words,
        window_words=settings.window_words,
        permutations=permutations,
        hot_bucket=settings.hot_bucket,
        max_seeds=config.run.max_candidates,
    )
    regions = find_regions(seeds, starts, link_words=config.align.link_words)
    information = measure_information(words, starts, word_weight=config.align.word_weight)
    threshold = information.chance + round(config.accept.margin_bits * 1000)
    runs = _as_frame(regions, starts, information)
    region_worth = runs.group_by("region", maintain_order=True).agg(
        pl.col("worth").sum().alias("region_worth")
    )
    runs = runs.join(region_worth, on="region", maintain_order="left")
    strong = pl.col("region_worth") >= round(CANDIDATE_SHARE * threshold)
    columns = ["document_a", "document_b", "region", "a", "b", "words", "worth"]
    kept = runs.filter(strong).select(columns).sort("document_a", "document_b", "region", "a", "b")
    weak = runs.filter(~strong, pl.col("words") >= _REPEATED_WORDS).select(columns)
    return Candidates(
        runs=kept,
        weak=weak,
        n_regions=kept["region"].n_unique(),
        information=information,
        threshold=threshold,
        parameters=_parameters(config, len(seeds.left), len(words), information, threshold),
    )


def _as_frame(regions: Regions, starts: NDArray[np.int64], information: Information) -> pl.DataFrame:
    """One row a run, with what its words are worth in this corpus."""
    sizes = np.diff(regions.starts)
    document_a = np.repeat(regions.document_a, sizes)
    total = np.concatenate(([0], np.cumsum(information.novel, dtype=np.int64)))
    first = starts[document_a] + regions.begin_a
    return pl.DataFrame(
        {
            "document_a": document_a,
            "document_b": np.repeat(regions.document_b, sizes),
            "region": np.repeat(np.arange(len(regions)), sizes),
            "a": regions.begin_a,
            "b": regions.begin_b,
            "words": regions.words,
            "worth": total[first + regions.words] - total[first],
        }
    )


def _parameters(
    config: Config, n_seeds: int, n_words: int, information: Information, threshold: int
) -> tuple[Parameter, ...]:
    settings = config.minhash
    found = (
        ("shingle", f"{settings.shingle_words} words"),
        ("window", f"{settings.window_words} words, {settings.window_permutations} minima kept"),
        ("always found", f"verbatim runs of {settings.window_words} words and more"),
        ("seeds", f"{n_seeds:,} in {n_words:,} words"),
        ("chance", f"{information.chance / 1000:.1f} bits"),
        ("threshold", f"{threshold / 1000:.1f} bits"),
    )
    return tuple(Parameter(name=name, value=value) for name, value in found)
