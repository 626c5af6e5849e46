"""Stage 1 as one function: from words to candidates, as a table of runs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pipeline.minhash.curve import counting_of, curve_parameters, detection_curve
from pipeline.minhash.information import MILLIBITS, Information, measure_information
from pipeline.minhash.permutations import make_permutations
from pipeline.minhash.seeds import find_seeds
from pipeline.minhash.sieve import Reported, Sieve
from pipeline.minhash.threads import Threads
from pipeline.summary import Parameter

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from pipeline.config import Config
    from pipeline.corpus.tokenise import Tokens
    from pipeline.minhash.seed_index import SeedIndex
    from pipeline.minhash.sieve import Weighed

__all__ = ["Candidates", "minhash_stage"]

_SEEDS_AT_ONCE = 1 << 23
"""Seeds made and weighed before the next are made; with what is made of them half a gigabyte."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """What stage 1 hands on.

    Attributes:
        runs: One row a run of equal words of a region that is aligned: ``document_a, document_b, region, a, b,
        words, worth``.
        weak: The same columns for runs of other regions that are worth a report.
        n_regions: Regions to align.
        information: Worth of each word.
        threshold: Millibits a match must have.
        reported: From what on a repeated run is worth a report.
        parameters: What was really used, for people.
    """

    runs: pl.DataFrame
    weak: pl.DataFrame
    n_regions: int
    information: Information
    threshold: int
    reported: Reported
    parameters: tuple[Parameter, ...]


def minhash_stage(
    tokens: Tokens,
    n_compared: int,
    config: Config,
    *,
    sides: NDArray[np.int8] | None = None,
    chances: int | None = None,
    threads: int = 1,
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
        threads: How many may work at once: nearly all is work on arrays, for which numpy lets others go on. Never
            changes a result.

    Returns:
        Candidates in order of documents and places.

    Raises:
        CheckError: More candidates than ``run.max_candidates``.

    Cost: a few sorts of the words, and one step a seed; memory for about 20 bytes a word and one block of seeds.
    """
    settings = config.minhash
    starts = tokens.document_starts[: n_compared + 1]
    words = tokens.word_hash[: int(starts[-1])]
    with Threads(threads) as side_by_side:
        information = measure_information(
            words,
            starts,
            word_weight=config.align.word_weight,
            stock_phrases=chances is None,
            threads=side_by_side,
        )
    if chances is not None:
        information = replace(information, chance=round(MILLIBITS * math.log2(max(2, chances))))
    with Threads(threads) as side_by_side:
        index = find_seeds(
            words,
            starts,
            shingle_words=settings.shingle_words,
            window_words=settings.window_words,
            permutations=make_permutations(settings.window_permutations, settings.seed),
            hot_bucket=settings.hot_bucket,
            max_seeds=config.run.max_candidates,
            sides=sides,
            threads=side_by_side,
        )
        sieve = Sieve(words=words, starts=starts, information=information, config=config)
        blocks = index.blocks(starts, _SEEDS_AT_ONCE // threads)
        for weighed in side_by_side.in_turn(partial(_weigh, sieve, index), blocks):
            if weighed is not None:
                sieve.take(weighed)
    return Candidates(
        runs=sieve.candidates(),
        weak=sieve.reported(),
        n_regions=sieve.n_regions,
        information=information,
        threshold=sieve.threshold,
        reported=sieve.reported_from,
        parameters=_parameters(config, index.n_seeds, len(words), information, sieve)
        + (_curve(config, information, sieve.threshold) if chances is None else ()),
    )


def _weigh(sieve: Sieve, index: SeedIndex, block: tuple[int, int]) -> Weighed | None:
    return sieve.weigh(index.seeds(*block), *block)


def _parameters(
    config: Config, n_seeds: int, n_words: int, information: Information, sieve: Sieve
) -> tuple[Parameter, ...]:
    settings, least = config.minhash, sieve.reported_from
    found = (
        ("shingle", f"{settings.shingle_words} words"),
        ("window", f"{settings.window_words} words, {settings.window_permutations} minima kept"),
        ("always seen", f"verbatim runs of {settings.window_words} words and more"),
        ("seeds", f"{n_seeds:,} in {n_words:,} words"),
        ("chance", f"{information.chance / MILLIBITS:.1f} bits"),
        ("threshold", f"{sieve.threshold / MILLIBITS:.1f} bits"),
        ("reach", f"{sieve.share} of the threshold, for a region to be aligned"),
        (
            "repetition listed",
            f"from {least.words} words, {least.millibits / MILLIBITS:.1f} bits on; {sieve.n_unreported:,} pairs left",
        ),
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
