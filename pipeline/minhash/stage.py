"""Stage 1 as one function: from words to candidates, as a table of runs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.minhash.information import MILLIBITS, Information, measure_information
from pipeline.minhash.permutations import make_permutations
from pipeline.minhash.reach import region_reach
from pipeline.minhash.regions import Regions, farthest_link, link_runs
from pipeline.minhash.runs import Runs, confirm_runs, crowded_runs, extend_runs, find_runs
from pipeline.minhash.seeds import find_seeds
from pipeline.summary import Parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.config import Config
    from pipeline.corpus.tokenise import Tokens
    from pipeline.minhash.seed_index import Seeds

__all__ = ["CANDIDATE_SHARE", "Candidates", "minhash_stage"]

CANDIDATE_SHARE = 0.55
"""Share of the score of acceptance that the runs of a region must have for it to be aligned: alignment adds words
between them, but seldom more than as much again."""

REACH_SHARES = (0.44, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9, 1.0)
"""Shares of the score of acceptance that a region must reach (``reach``) to be aligned. The first holds as long as the
regions below the score are few; with more, the least share that leaves few enough. Measured on five sets with known
reuse: of 3,800 true passages the first four lose .002, .007, .012 and .023; each step saves a third of the work."""

_FREE_REGIONS = 50_000
_WORDS_A_REGION = 1000
"""Regions below the score that are aligned in any corpus, and one more for so many of its words: the work is linear."""

_SEEDS_AT_ONCE = 1 << 23
"""Seeds made and weighed before the next are made; with what is made of them half a gigabyte."""

_REPEATED_WORDS = 5
"""Words of a run from which it is reported when its region is not aligned: shorter ones are language."""

_FREE_REPORTS = 20_000
_WORDS_A_REPORT = 500
"""Runs that are reported in any corpus, and one more for so many of its words. Where there are more, they have to be
longer: the larger a corpus, the longer what its language alone repeats."""


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
        reported_words: Words from which a repeated run is worth a report.
        parameters: What was really used, for people.
    """

    runs: pl.DataFrame
    weak: pl.DataFrame
    n_regions: int
    information: Information
    threshold: int
    reported_words: int
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

    Cost: a few sorts of the words, and one step a seed; memory for about 20 bytes a word and one block of seeds.
    """
    settings = config.minhash
    starts = tokens.document_starts[: n_compared + 1]
    words = tokens.word_hash[: int(starts[-1])]
    index = find_seeds(
        words,
        starts,
        shingle_words=settings.shingle_words,
        window_words=settings.window_words,
        permutations=make_permutations(settings.window_permutations, settings.seed),
        hot_bucket=settings.hot_bucket,
        max_seeds=config.run.max_candidates,
        sides=sides,
    )
    information = measure_information(
        words, starts, word_weight=config.align.word_weight, stock_phrases=chances is None
    )
    if chances is not None:
        information = replace(information, chance=round(MILLIBITS * math.log2(max(2, chances))))
    sieve = _Sieve(words=words, starts=starts, information=information, config=config)
    for low, high in index.blocks(starts, _SEEDS_AT_ONCE):
        sieve.take(index.seeds(low, high), low, high)
    return Candidates(
        runs=sieve.candidates(),
        weak=sieve.reported(),
        n_regions=sieve.n_regions,
        information=information,
        threshold=sieve.threshold,
        reported_words=sieve.reported_words,
        parameters=_parameters(config, index.n_seeds, len(words), information, sieve),
    )


class _Sieve:
    """Takes the seeds block by block and keeps what is worth aligning, or worth a report."""

    def __init__(
        self,
        *,
        words: NDArray[np.uint32],
        starts: NDArray[np.int64],
        information: Information,
        config: Config,
    ) -> None:
        self._words = words
        self._starts = starts
        self._information = information
        self._config = config
        self.threshold = information.chance + round(config.accept.margin_bits * MILLIBITS)
        self._least = round(CANDIDATE_SHARE * self.threshold)
        self._most_weak = _FREE_REGIONS + len(words) // _WORDS_A_REGION
        self._most_reports = _FREE_REPORTS + len(words) // _WORDS_A_REPORT
        self._share = 0
        self._kept: list[pl.DataFrame] = []
        self._weak: list[pl.DataFrame] = []
        self._met = 0
        self.reported_words = min(_REPEATED_WORDS, config.minhash.window_words)
        self.n_regions = 0
        self.n_unreported = 0

    @property
    def share(self) -> float:
        """The share of the score that a region had to reach."""
        return REACH_SHARES[self._share]

    def take(self, seeds: Seeds, low: int, high: int) -> None:
        """Weigh the seeds of one block of documents, whose words are those from ``low`` to below ``high``."""
        config, words, starts = self._config, self._words, self._starts
        total = np.concatenate(([0], np.cumsum(self._information.novel[low:high], dtype=np.int64)))

        def worth_of(runs: Runs) -> NDArray[np.int64]:
            # With two sides, it may be the other place that lies in this block.
            at = (
                np.where((runs.left >= low) & (runs.left < high), runs.left, runs.right).astype(np.int64)
                - low
            )
            return np.asarray(total[at + runs.words] - total[at], np.int64)

        runs = extend_runs(find_runs(seeds, starts), words, starts)
        del seeds
        # Nearly all runs are chance, and alone: what neither says enough nor is worth a report goes before anything
        # dearer.
        telling = (worth_of(runs) >= self._least) | (runs.words >= _REPEATED_WORDS)
        link_words = config.align.link_words
        runs = runs.only(telling | crowded_runs(runs, farthest_link(link_words)))
        runs = confirm_runs(runs, words, shingle_words=config.minhash.shingle_words)
        regions = link_runs(runs, starts, link_words=link_words)
        if len(regions) == 0:
            return
        self._weigh(regions, worth_of(regions.runs))

    def _weigh(self, regions: Regions, worth: NDArray[np.int64]) -> None:
        runs = regions.runs
        sizes = np.diff(regions.starts)
        enough = np.add.reduceat(worth, regions.starts[:-1]) >= self._least
        chosen = np.repeat(enough, sizes)
        reach = np.zeros(len(regions), np.int64)
        reach[enough] = region_reach(
            Regions(starts=np.append(0, np.cumsum(sizes[enough])), runs=runs.only(chosen)),
            self._words,
            self._information.novel,
        )
        enough &= reach >= self._reach_needed()
        chosen = np.repeat(enough, sizes)
        region = np.repeat(np.arange(self._met, self._met + len(regions)), sizes)
        self._met += len(regions)
        self._kept.append(
            _as_frame(runs.only(chosen), region[chosen], worth[chosen], self._starts).with_columns(
                pl.Series("reach", np.repeat(reach, sizes)[chosen], dtype=pl.Int64)
            )
        )
        self._report(runs.only(~chosen), region[~chosen], worth[~chosen])
        self._tighten()

    def _reach_needed(self) -> int:
        return round(REACH_SHARES[self._share] * self.threshold)

    def _tighten(self) -> None:
        """Ask for more where too many regions are left that reach less than the score."""
        while self._share + 1 < len(REACH_SHARES) and self._n_weak_regions() > self._most_weak:
            self._share += 1
            needed = self._reach_needed()
            for at, frame in enumerate(self._kept):
                self._report_frame(frame.filter(pl.col("reach") < needed).drop("reach"))
                self._kept[at] = frame.filter(pl.col("reach") >= needed)

    def _n_weak_regions(self) -> int:
        return sum(
            frame.filter(pl.col("reach") < self.threshold)["region"].n_unique() for frame in self._kept
        )

    def _report(self, runs: Runs, region: NDArray[np.int64], worth: NDArray[np.int64]) -> None:
        long = runs.words >= _REPEATED_WORDS
        self._report_frame(_as_frame(runs.only(long), region[long], worth[long], self._starts))

    def _report_frame(self, runs: pl.DataFrame) -> None:
        self._weak.append(runs.filter(pl.col("words") >= _REPEATED_WORDS))
        # What is as long as what is always found is always reported.
        while True:
            self._drop_unreported()
            if (
                sum(frame.height for frame in self._weak) <= self._most_reports
                or self.reported_words >= self._config.minhash.window_words
            ):
                return
            self.reported_words += 1

    def _drop_unreported(self) -> None:
        for at, frame in enumerate(self._weak):
            long = frame.filter(pl.col("words") >= self.reported_words)
            self.n_unreported += frame.height - long.height
            self._weak[at] = long

    def candidates(self) -> pl.DataFrame:
        """The runs of all regions that are aligned."""
        frame = _joined([kept.drop("reach") for kept in self._kept])
        self.n_regions = frame["region"].n_unique()
        self._kept = []
        return frame

    def reported(self) -> pl.DataFrame:
        """Runs of other regions that are worth a report."""
        return _joined(self._weak)


def _joined(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Rows of all blocks, in order of documents and places."""
    empty = _as_frame(_NO_RUNS, np.empty(0, np.int64), np.empty(0, np.int64), np.zeros(1, np.int64))
    return pl.concat([empty, *frames], rechunk=True).sort("document_a", "document_b", "region", "a", "b")


_NO_RUNS = Runs(left=np.empty(0, np.uint32), right=np.empty(0, np.uint32), words=np.empty(0, np.uint32))


def _as_frame(
    runs: Runs, region: NDArray[np.int64], worth: NDArray[np.int64], starts: NDArray[np.int64]
) -> pl.DataFrame:
    """One row a run; places are counted in their documents."""
    document_a = np.searchsorted(starts, runs.left, "right") - 1
    document_b = np.searchsorted(starts, runs.right, "right") - 1
    return pl.DataFrame(
        {
            "document_a": document_a.astype(np.int64),
            "document_b": document_b.astype(np.int64),
            "region": region,
            "a": runs.left - starts[document_a],
            "b": runs.right - starts[document_b],
            "words": runs.words.astype(np.int64),
            "worth": worth,
        }
    )


def _parameters(
    config: Config, n_seeds: int, n_words: int, information: Information, sieve: _Sieve
) -> tuple[Parameter, ...]:
    settings = config.minhash
    found = (
        ("shingle", f"{settings.shingle_words} words"),
        ("window", f"{settings.window_words} words, {settings.window_permutations} minima kept"),
        ("always found", f"verbatim runs of {settings.window_words} words and more"),
        ("seeds", f"{n_seeds:,} in {n_words:,} words"),
        ("chance", f"{information.chance / MILLIBITS:.1f} bits"),
        ("threshold", f"{sieve.threshold / MILLIBITS:.1f} bits"),
        ("reach", f"{sieve.share} of the threshold, for a region to be aligned"),
        (
            "repetition listed",
            f"from {sieve.reported_words} words on; {sieve.n_unreported:,} shorter pairs are language",
        ),
    )
    return tuple(Parameter(name=name, value=value) for name, value in found)
