"""Stage 1 as one function: from words to candidates, as a table of runs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.minhash.curve import counting_of, curve_parameters, detection_curve
from pipeline.minhash.information import MILLIBITS, Information, measure_information
from pipeline.minhash.permutations import make_permutations
from pipeline.minhash.regions import Regions, farthest_link, link_runs
from pipeline.minhash.runs import Runs, confirm_runs, crowded_runs, extend_runs, find_runs
from pipeline.minhash.seeds import find_seeds
from pipeline.summary import Parameter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.config import Config
    from pipeline.corpus.tokenise import Tokens

__all__ = ["CANDIDATE_SHARE", "Candidates", "minhash_stage"]

CANDIDATE_SHARE = 0.55
"""Share of the score of acceptance that the runs of a region must have for it to be aligned: alignment adds words
between them, but seldom more than as much again."""

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


def minhash_stage(
    tokens: Tokens,
    n_compared: int,
    config: Config,
    *,
    sides: NDArray[np.int8] | None = None,
    chances: int | None = None,
) -> Candidates:
    """Find where passages may repeat.

    Args:
        tokens: Words of the documents.
        n_compared: Documents that are compared; those after them are duplicates.
        config: All settings.
        sides: int8[n_compared], 0 or 1: only documents on different sides are compared, and those of -1 with none. What
            a word tells is measured in all of them all the same.
        chances: For a look-up, the pairs of words among which a match may arise by chance; stock phrases are then worth
            as much as any. If not given, all pairs of words of the corpus.

    Returns:
        Candidates in order of documents and places.

    Raises:
        CheckError: More candidates than ``run.max_candidates``.
    """
    settings = config.minhash
    starts = tokens.document_starts[: n_compared + 1]
    words = tokens.word_hash[: int(starts[-1])]
    seeds = find_seeds(
        words,
        starts,
        shingle_words=settings.shingle_words,
        window_words=settings.window_words,
        permutations=make_permutations(settings.window_permutations, settings.seed),
        hot_bucket=settings.hot_bucket,
        max_seeds=config.run.max_candidates,
        sides=sides,
    )
    n_seeds = len(seeds)
    runs = extend_runs(find_runs(seeds, starts), words, starts)
    del seeds
    information = measure_information(
        words, starts, word_weight=config.align.word_weight, stock_phrases=chances is None
    )
    if chances is not None:
        information = replace(information, chance=round(MILLIBITS * math.log2(max(2, chances))))
    threshold = information.chance + round(config.accept.margin_bits * MILLIBITS)
    least = round(CANDIDATE_SHARE * threshold)
    total = np.concatenate(([0], np.cumsum(information.novel, dtype=np.int64)))
    # Nearly all runs are chance, and alone: what neither says enough nor is worth a report goes before anything dearer.
    telling = (_worth(runs, total) >= least) | (runs.words >= _REPEATED_WORDS)
    link_words = config.align.link_words
    runs = runs.only(telling | crowded_runs(runs, farthest_link(link_words)))
    runs = confirm_runs(runs, words, shingle_words=settings.shingle_words)
    regions = link_runs(runs, starts, link_words=link_words)
    kept, weak = _as_frames(regions, starts, total, least)
    return Candidates(
        runs=kept,
        weak=weak,
        n_regions=kept["region"].n_unique(),
        information=information,
        threshold=threshold,
        parameters=_parameters(config, n_seeds, len(words), information, threshold)
        + (_curve(config, information, threshold) if chances is None else ()),
    )


def _worth(runs: Runs, total: NDArray[np.int64]) -> NDArray[np.int64]:
    """Millibits of the words of each run; ``total`` are sums from the corpus's first word on."""
    return np.asarray(total[runs.left + runs.words] - total[runs.left], np.int64)


def _as_frames(
    regions: Regions, starts: NDArray[np.int64], total: NDArray[np.int64], least: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row a run: those of regions that say enough, and those of the others that are worth a report."""
    runs = regions.runs
    worth = _worth(runs, total)
    sizes = np.diff(regions.starts)
    enough = (
        np.repeat(np.add.reduceat(worth, regions.starts[:-1]) >= least, sizes) if len(runs) else worth > 0
    )
    region = np.repeat(np.arange(len(regions)), sizes)
    return (
        _as_frame(runs.only(enough), region[enough], worth[enough], starts),
        _as_frame(
            runs.only(other := ~enough & (runs.words >= _REPEATED_WORDS)), region[other], worth[other], starts
        ),
    )


def _as_frame(
    runs: Runs, region: NDArray[np.int64], worth: NDArray[np.int64], starts: NDArray[np.int64]
) -> pl.DataFrame:
    """One row a run, by documents, region and place; places are counted in their documents."""
    document_a = np.searchsorted(starts, runs.left, "right") - 1
    document_b = np.searchsorted(starts, runs.right, "right") - 1
    return pl.DataFrame(
        {
            "document_a": document_a,
            "document_b": document_b,
            "region": region,
            "a": runs.left - starts[document_a],
            "b": runs.right - starts[document_b],
            "words": runs.words.astype(np.int64),
            "worth": worth,
        }
    ).sort("document_a", "document_b", "region", "a", "b")


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


def _curve(config: Config, information: Information, threshold: int) -> tuple[Parameter, ...]:
    """What the run can find, in a few points of its detection curve."""
    settings = config.minhash
    curve = detection_curve(
        shingle_words=settings.shingle_words,
        window_words=settings.window_words,
        permutations=make_permutations(settings.window_permutations, settings.seed),
    )
    counting = counting_of(
        information.novel,
        threshold=threshold,
        edit_bits=config.align.mismatch_bits,
        min_words=config.accept.min_words,
        min_equal_words=config.accept.min_equal_words,
    )
    return curve_parameters(curve, counting)
