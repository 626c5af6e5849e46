"""The detection curve: the chance that a passage of n words is found when some of its words were replaced.

The model: each word of the copy was replaced, independently and with the same chance, by a word that stands nowhere
near; what is around the two passages differs. The passage is *seen* when one of its runs of equal words leaves a seed,
a shingle that is kept on both sides. A run as long as a window always does. Whether a shorter one does hangs on the
words around it, and its chance is counted over made windows that go through the winnowing itself, with the
permutations in force. From there on it is arithmetic: how the runs of a passage may fall is summed exactly. What is
seen *counts* when its equal words say enough; their worths are taken for independent, so that their sum is normal.

Left out is that runs which one replaced word parts look at some of the same shingles; a test holds the curve against
``find_seeds`` on planted passages. Left out are also what words that are nearly equal tell, phrases so frequent that
they are made longer before they are seeds, and that the runs which are seen must say enough before the rest is
aligned: short passages with many words replaced count somewhat less often than the curve says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.information import MILLIBITS
from pipeline.minhash.permutations import mix32
from pipeline.minhash.winnowing import winnow
from pipeline.summary import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from pipeline.minhash.permutations import Permutations

__all__ = ["Counting", "DetectionCurve", "counting_of", "curve_parameters", "detection_curve"]

_VALUES = 1 << 21
"""Permuted shingles looked at for one curve: some 4,000 runs of each length with the default settings, so a standard
error of at most 0.008, in a hundredth of a second or two."""

_LEAST_RUNS = 400
"""Runs of each length that are looked at in any case: a standard error of 0.025."""

_LENGTHS = 16
"""Lengths of runs that are looked at; between them the chance is a straight line."""

_SHOWN_WORDS = (8, 12, 20, 40)
_SHOWN_RATES = (0.0, 0.1, 0.2, 0.3)
"""Points of the curve that a run tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What a passage must have to count, and what the words of a corpus tell.

    Attributes:
        word_bits: What an equal word is worth, the mean of the corpus.
        spread_bits: Standard deviation of the same.
        edit_bits: What a replaced word costs.
        threshold_bits: What a match must have.
        min_words: Words a match must have.
        min_equal_words: Equal words it must have.
    """

    word_bits: float
    spread_bits: float
    edit_bits: float
    threshold_bits: float
    min_words: int
    min_equal_words: int

    def chance(self, words: int, edits: int) -> float:
        """The chance that a passage of so many words counts with so many of them replaced, 0 to 1."""
        equal = words - edits
        if words < self.min_words or equal < max(1, self.min_equal_words):
            return 0.0
        beyond = equal * self.word_bits - edits * self.edit_bits - self.threshold_bits
        if self.spread_bits == 0:
            return float(beyond >= 0)
        return math.erfc(-beyond / (self.spread_bits * math.sqrt(2 * equal))) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionCurve:
    """The chance to find a passage.

    Attributes:
        shingle_words: Words in a shingle.
        window_words: Words in a window.
        run_chance: For each number of equal words from 0 to ``window_words``, the chance that such a run, with other
            words before and after it, leaves a seed. Longer runs always do.
    """

    shingle_words: int
    window_words: int
    run_chance: tuple[float, ...]

    def chance(self, words: int, edit_rate: float, counting: Counting | None = None) -> float:
        """The chance that a passage is found.

        Args:
            words: Words of the passage, 0 or more.
            edit_rate: Chance of each word to have been replaced, 0 to 1.
            counting: What a passage must have to count.

        Returns:
            0 to 1: without ``counting`` the chance that the passage is seen, with it that it is also a match.

        Cost: ``words**2 * window_words`` steps, in numpy.
        """
        unseen = (1.0 - np.array(self.run_chance[: self.window_words])) * (1.0 - edit_rate) ** np.arange(
            self.window_words
        )
        # ended[n, j]: the last of n words is the j-th that was replaced, and no run so far has left a seed.
        ended = np.zeros((words + 1, words + 1))
        ended[0, 0] = 1.0
        for n in range(1, words + 1):
            reach = min(self.window_words, n)
            ended[n, 1:] = edit_rate * (unseen[:reach] @ ended[n - reach : n, :-1][::-1])
        reach = min(self.window_words, words + 1)
        never = unseen[:reach] @ ended[words + 1 - reach :][::-1]
        seen = [_binomial(words, edits, edit_rate) - float(never[edits]) for edits in range(words + 1)]
        if counting is not None:
            seen = [chance * counting.chance(words, edits) for edits, chance in enumerate(seen)]
        return min(1.0, max(0.0, math.fsum(seen)))


def _binomial(n: int, hits: int, rate: float) -> float:
    """The chance of so many hits in n independent trials."""
    if rate in {0.0, 1.0}:
        return float(hits == n * rate)
    ways = math.lgamma(n + 1) - math.lgamma(hits + 1) - math.lgamma(n - hits + 1)
    return math.exp(ways + hits * math.log(rate) + (n - hits) * math.log1p(-rate))


def detection_curve(*, shingle_words: int, window_words: int, permutations: Permutations) -> DetectionCurve:
    """The curve of the parameters in force.

    Args:
        shingle_words: Words in a shingle.
        window_words: Words in a window, ``shingle_words`` or more.
        permutations: Those of the run.

    Returns:
        The curve; the same for the same parameters, on every machine.

    Source: Schleimer, Wilkerson, Aiken 2003 (the guarantee); Feller 1968, XIII.7 (runs in independent trials).
    Cost: a hundredth of a second or two, more only where windows are long or permutations many.
    """
    known = dict.fromkeys(range(shingle_words), 0.0) | {window_words: 1.0}
    lengths = sorted({round(x) for x in np.linspace(shingle_words, window_words, _LENGTHS)} - {window_words})
    width = window_words - shingle_words + 1
    shingles = sum(length - shingle_words + 1 + 2 * (width - 1) for length in lengths)
    runs = max(_LEAST_RUNS, _VALUES // max(1, 2 * len(permutations) * shingles))
    for length in lengths:
        known[length] = _share_with_seed(length - shingle_words + 1, width, runs, permutations)
    points = sorted(known)
    chances = np.interp(range(window_words + 1), points, [known[point] for point in points])
    return DetectionCurve(
        shingle_words=shingle_words,
        window_words=window_words,
        run_chance=tuple(round(float(chance), 6) for chance in chances),
    )


def _share_with_seed(shared: int, width: int, runs: int, permutations: Permutations) -> float:
    """Share of made runs of ``shared`` equal shingles of which one is kept on both sides.

    Around each run stand as many other shingles as a window reaches, different on the two sides.
    """
    length = shared + 2 * (width - 1)
    # Any numbers that look random would do; these are the same whatever the version of numpy.
    values = mix32(mix32(np.arange(2 * runs * length, dtype=np.uint32)) + np.uint32(length))
    one, other = values.reshape(2, runs, length)
    inner = slice(width - 1, width - 1 + shared)
    other[:, inner] = one[:, inner]
    inside = np.zeros((runs, length), bool)
    inside[:, : length - width + 1] = True
    windows = inside.ravel()[: runs * length - width + 1]
    kept = np.ones((runs, shared), bool)
    for side in (one, other):
        flat = side.ravel()
        selected = np.zeros(len(flat), bool)
        for a, b in zip(permutations.a, permutations.b, strict=True):
            selected |= winnow(flat * a + b, width, windows)
        kept &= selected.reshape(runs, length)[:, inner]
    return float(kept.any(axis=1).mean())


def curve_parameters(curve: DetectionCurve, counting: Counting) -> tuple[Parameter, ...]:
    """Some points of the curve, as a run tells them.

    Args:
        curve: The curve of the parameters in force.
        counting: What a passage must have, and what the words of the corpus tell.

    Returns:
        For some lengths the chances to be seen and to be a match, for people; and what a word tells.
    """
    rates = ", ".join(f"{rate:.0%}".rstrip("%") for rate in _SHOWN_RATES)
    points = [
        Parameter(
            name=f"finds {words} words",
            value=f"seen {_percents(curve.chance(words, rate) for rate in _SHOWN_RATES)}; "
            f"a match {_percents(curve.chance(words, rate, counting) for rate in _SHOWN_RATES)} "
            f"({rates} % of its words replaced)",
        )
        for words in _SHOWN_WORDS
    ]
    worth = Parameter(
        name="a word tells",
        value=f"{counting.word_bits:.1f} bits (mean; standard deviation {counting.spread_bits:.1f})",
    )
    return (worth, *points)


def counting_of(
    novel: NDArray[np.int16], *, threshold: int, edit_bits: float, min_words: int, min_equal_words: int
) -> Counting:
    """What it takes to count in a corpus.

    Args:
        novel: int16[n_words], millibits of each word of the corpus.
        threshold: Millibits a match must have.
        edit_bits: What a replaced word costs.
        min_words: Words a match must have.
        min_equal_words: Equal words it must have.

    Returns:
        The same, with mean and spread of the words' worth.

    Cost: two passes over the words.
    """
    n = max(1, len(novel))
    # Sums of whole numbers are the same everywhere.
    mean = int(novel.sum(dtype=np.int64)) / n
    square = int(np.einsum("i,i->", novel, novel, dtype=np.int64)) / n
    return Counting(
        word_bits=mean / MILLIBITS,
        spread_bits=math.sqrt(max(0.0, square - mean * mean)) / MILLIBITS,
        edit_bits=edit_bits,
        threshold_bits=threshold / MILLIBITS,
        min_words=min_words,
        min_equal_words=min_equal_words,
    )


def _percents(chances: Iterable[float]) -> str:
    """Chances in whole percent, rounded down, so that only what is certain is 100 %."""
    return ", ".join(str(math.floor(100 * chance + 1e-6)) for chance in chances) + " %"
