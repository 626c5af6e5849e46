"""What the detection curve says is what planted passages show."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.corpus.tokenise import tokenise
from pipeline.minhash.curve import Counting, DetectionCurve, counting_of, detection_curve
from pipeline.minhash.permutations import make_permutations
from pipeline.minhash.seeds import find_seeds
from pipeline.minhash.stage import minhash_stage

TRIALS = 2_000
NEGLECTED = 0.015
"""What the curve leaves out (runs that share shingles around them), and four standard errors of ``run_chance`` as they
come through to a passage."""


def curve_of(permutations: int, shingle_words: int = 3, window_words: int = 8) -> DetectionCurve:
    return detection_curve(
        shingle_words=shingle_words,
        window_words=window_words,
        permutations=make_permutations(permutations, 1),
    )


def planted_share(words: int, rate: float, permutations: int, shingle_words: int, window_words: int) -> float:
    """Share of planted passages, each in a pair of documents of its own, of which ``find_seeds`` finds a part."""
    generator = np.random.default_rng(words * 1000 + round(rate * 100))
    around = window_words + 4
    length = words + 2 * around
    source, copy = generator.integers(0, 2**32, (2, TRIALS, length), dtype=np.uint64).astype(np.uint32)
    inner = slice(around, around + words)
    copy[:, inner] = np.where(generator.random((TRIALS, words)) < rate, copy[:, inner], source[:, inner])
    seeds = find_seeds(
        np.concatenate((source, copy), axis=1).ravel(),
        np.arange(2 * TRIALS + 1, dtype=np.int64) * length,
        shingle_words=shingle_words,
        window_words=window_words,
        permutations=make_permutations(permutations, 1),
        hot_bucket=16,
        max_seeds=10**9,
    ).seeds()
    document = seeds.left // length
    planted = (document % 2 == 0) & (seeds.right - seeds.left == length)
    return len(np.unique(document[planted])) / TRIALS


@pytest.mark.parametrize(
    ("permutations", "shingle_words", "window_words"), [(1, 3, 8), (4, 3, 8), (2, 2, 6), (3, 3, 20)]
)
@pytest.mark.parametrize("words", [6, 8, 14, 30])
@pytest.mark.parametrize("rate", [0.0, 0.1, 0.3])
def test_planted_passages_are_seen_as_often_as_the_curve_says(
    permutations: int, shingle_words: int, window_words: int, words: int, rate: float
) -> None:
    said = curve_of(permutations, shingle_words, window_words).chance(words, rate)
    shown = planted_share(words, rate, permutations, shingle_words, window_words)
    four_errors = 4 * math.sqrt(max(said * (1 - said), 1 / TRIALS) / TRIALS)
    assert abs(said - shown) <= four_errors + NEGLECTED


@given(
    chances=st.lists(st.floats(0, 1), max_size=4),
    words=st.integers(0, 9),
    rate=st.sampled_from([0.0, 0.2, 0.5, 1.0]),
)
def test_the_sum_over_runs_is_the_sum_over_all_ways_to_replace_words(
    chances: list[float], words: int, rate: float
) -> None:
    curve = DetectionCurve(shingle_words=1, window_words=len(chances) + 1, run_chance=(0.0, *chances, 1.0))
    counting = Counting(
        word_bits=5, spread_bits=2, edit_bits=1, threshold_bits=20, min_words=3, min_equal_words=2
    )
    seen = counted = 0.0
    for equal in itertools.product([True, False], repeat=words):
        edits = words - sum(equal)
        runs = [sum(1 for _ in group) for same, group in itertools.groupby(equal) if same]
        missed = math.prod(1 - curve.run_chance[min(run, curve.window_words)] for run in runs)
        chance = (1 - missed) * (1 - rate) ** (words - edits) * rate**edits
        seen += chance
        counted += chance * counting.chance(words, edits)
    assert curve.chance(words, rate) == pytest.approx(seen, abs=1e-9)
    assert curve.chance(words, rate, counting) == pytest.approx(counted, abs=1e-9)


@pytest.mark.parametrize("permutations", [1, 4])
def test_a_verbatim_run_of_a_window_is_certain_and_a_shorter_one_is_not(permutations: int) -> None:
    curve = curve_of(permutations)
    assert curve.chance(8, 0.0) == 1.0
    assert 0 < curve.chance(5, 0.0) < 1
    assert curve.chance(2, 0.0) == 0.0


def test_more_words_fewer_edits_and_more_permutations_find_more() -> None:
    one, four = curve_of(1), curve_of(4)
    lengths, rates = range(3, 40), [0.05, 0.1, 0.2, 0.4, 0.8]
    for words, rate in itertools.product(lengths, rates):
        assert four.chance(words + 1, rate) >= four.chance(words, rate)
        assert four.chance(words, rate) >= four.chance(words, rate * 1.2)
        assert four.chance(words, rate) > one.chance(words, rate)


def test_long_passages_do_not_overflow() -> None:
    assert curve_of(1).chance(1_500, 0.3) == pytest.approx(1.0)


def test_whether_a_passage_counts_is_what_sums_of_its_words_say() -> None:
    generator = np.random.default_rng(3)
    novel = generator.choice(np.array([1500, 3000, 6000, 9000], np.int32), 50_000, p=[0.4, 0.3, 0.2, 0.1])
    counting = counting_of(novel, threshold=40_000, edit_bits=2.5, min_words=8, min_equal_words=5)
    assert counting.word_bits == pytest.approx(novel.mean() / 1000)
    assert counting.spread_bits == pytest.approx(novel.std() / 1000)
    for words, edits in [(8, 0), (12, 1), (16, 4), (30, 6)]:
        sums = generator.choice(novel, (20_000, words - edits)).sum(axis=1) - 2500 * edits
        # The sum of a few words is not normal yet.
        assert counting.chance(words, edits) == pytest.approx((sums >= 40_000).mean(), abs=0.04)
    assert counting.chance(7, 0) == 0.0
    assert counting.chance(60, 56) == 0.0


def test_a_run_tells_points_of_its_curve_and_a_look_up_does_not() -> None:
    words = " ".join(f"w{number % 97}x{number % 89}" for number in range(400))
    tokens = tokenise([words, words[:300]])
    told = {one.name: one.value for one in minhash_stage(tokens, 2, Config()).parameters}
    assert told["finds 8 words"].startswith("seen 100, ")
    assert told["finds 40 words"].endswith("(0, 10, 20, 30 % of its words replaced)")
    asked = {one.name for one in minhash_stage(tokens, 2, Config(), chances=1_000).parameters}
    assert not any(name.startswith("finds") for name in asked)
