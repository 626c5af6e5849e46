"""The sieve of stage 1: which seeds lie in a region that is worth aligning, and which repetition is worth a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.minhash.information import MILLIBITS, Information
from pipeline.minhash.reach import region_reach
from pipeline.minhash.regions import Regions, farthest_link, link_runs
from pipeline.minhash.runs import Runs, confirm_runs, crowded_runs, extend_runs, find_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.config import Config
    from pipeline.minhash.seed_index import Seeds

__all__ = ["CANDIDATE_SHARE", "Reported", "Sieve", "Weighed"]

CANDIDATE_SHARE = 0.55
"""Share of the score of acceptance that the runs of a region must have for it to be aligned: alignment adds words
between them, but seldom more than as much again."""

REACH_SHARES = (0.44, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9, 1.0)
"""Shares of the score of acceptance that a region must reach (``reach``) to be aligned. The first holds as long as the
regions below the score are few; with more, the least share that leaves few enough. Measured on five sets with known
reuse: of 3,800 true passages the first four lose .002, .007, .012 and .023; each step saves a third of the work."""

_FREE_REGIONS = 20_000
_WORDS_A_REGION = 2000
"""Regions below the score that are aligned in any corpus, and one more for so many of its words: the work is linear."""

_REPEATED_WORDS = 5
"""Words of a run from which it is reported when its region is not aligned: shorter ones are language."""

_TOO_LITTLE = -1
"""Reach of a region whose runs say too little for it to be looked at."""

_FREE_REPORTS = 20_000
_WORDS_A_REPORT = 500
"""Runs that are reported in any corpus, and one more for so many of its words. Where there are more, they have to be
longer, up to the length that is always found, and then to tell more: the larger a corpus, the longer what its language
alone repeats."""

_TELLING_SHARES = (0.25, 0.5, 0.75, 1.0)
"""Shares of what chance gives that a run must tell to be reported, where length alone leaves too many."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Reported:
    """Words and millibits from which on a repeated run is worth a report."""

    words: int
    millibits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighed:
    """The regions of one block.

    Attributes:
        regions: All that were found.
        worth: int64, millibits of each of their runs.
        reach: int64, millibits that each region may reach (``region_reach``); below 0 where its runs say too little.
    """

    regions: Regions
    worth: NDArray[np.int64]
    reach: NDArray[np.int64]


class Sieve:
    """Weighs the seeds block by block and keeps what is worth aligning, or worth a report."""

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
        window = config.minhash.window_words
        self._reports = [
            *(Reported(words=words) for words in range(min(_REPEATED_WORDS, window), window + 1)),
            *(
                Reported(words=window, millibits=round(share * information.chance))
                for share in _TELLING_SHARES
            ),
        ]
        self.n_regions = 0
        self.n_unreported = 0

    @property
    def share(self) -> float:
        """The share of the score that a region had to reach."""
        return REACH_SHARES[self._share]

    def weigh(self, seeds: Seeds, low: int, high: int) -> Weighed | None:
        """Weigh the seeds of one block of documents, whose words are those from ``low`` to below ``high``.

        Returns:
            Its regions, or None where there are none. Nothing of the sieve is changed: several blocks may be weighed at
            once.
        """
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
            return None
        worth = worth_of(regions.runs)
        enough = np.add.reduceat(worth, regions.starts[:-1]) >= self._least
        sizes = np.diff(regions.starts)
        reach = np.full(len(regions), _TOO_LITTLE)
        reach[enough] = region_reach(
            Regions(
                starts=np.append(0, np.cumsum(sizes[enough])),
                runs=regions.runs.only(np.repeat(enough, sizes)),
            ),
            words,
            self._information.novel,
        )
        return Weighed(regions=regions, worth=worth, reach=reach)

    def take(self, weighed: Weighed) -> None:
        """Keep of a block's regions what is worth it."""
        runs, worth = weighed.regions.runs, weighed.worth
        sizes = np.diff(weighed.regions.starts)
        chosen = np.repeat(weighed.reach >= self._reach_needed(), sizes)
        region = np.repeat(np.arange(self._met, self._met + len(sizes)), sizes)
        self._met += len(sizes)
        self._kept.append(
            _as_frame(runs.only(chosen), region[chosen], worth[chosen], self._starts).with_columns(
                pl.Series("reach", np.repeat(weighed.reach, sizes)[chosen], dtype=pl.Int64)
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
        self._weak.append(runs)
        while True:
            self._drop_unreported()
            if len(self._reports) == 1 or sum(frame.height for frame in self._weak) <= self._most_reports:
                return
            del self._reports[0]

    def _drop_unreported(self) -> None:
        least = self.reported_from
        for at, frame in enumerate(self._weak):
            telling = frame.filter((pl.col("words") >= least.words) & (pl.col("worth") >= least.millibits))
            self.n_unreported += frame.height - telling.height
            self._weak[at] = telling

    @property
    def reported_from(self) -> Reported:
        """From what on a repeated run is worth a report."""
        return self._reports[0]

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
