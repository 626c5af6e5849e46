"""The measures of benchmarks/quality.py, on cases whose score can be reckoned by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def quality(load_benchmark: Callable[[str], ModuleType]) -> ModuleType:
    return load_benchmark("quality")


def test_a_match_that_is_the_case_scores_one_whichever_way_round_it_stands(quality: ModuleType) -> None:
    case = quality.Reuse(a="x", a_span=(0, 100), b="y", b_span=(50, 150))
    for match in (case, case.turned()):
        it = quality.measure([match], [case])
        assert (it.plagdet, it.recall_at_half, it.precision_at_half) == (1.0, 1.0, 1.0)
        assert (it.start_error, it.end_error) == (0, 0)


def test_one_case_in_two_pieces_is_found_whole_but_fined_for_the_pieces(quality: ModuleType) -> None:
    case = quality.Reuse(a="x", a_span=(0, 100), b="y", b_span=(0, 100))
    halves = [quality.Reuse(a="x", a_span=span, b="y", b_span=span) for span in ((0, 50), (50, 100))]
    it = quality.measure(halves, [case])
    assert (it.precision, it.recall, it.granularity) == (1.0, 1.0, 2.0)
    assert it.plagdet == pytest.approx(1 / math.log2(3))


def test_a_match_twice_as_long_as_the_case_halves_precision_alone(quality: ModuleType) -> None:
    case = quality.Reuse(a="x", a_span=(100, 200), b="y", b_span=(100, 200))
    match = quality.Reuse(a="x", a_span=(100, 300), b="y", b_span=(100, 300))
    it = quality.measure([match], [case])
    assert (it.precision, it.recall) == (0.5, 1.0)
    assert (it.start_error, it.end_error) == (0, 100)


def test_overlap_on_one_side_alone_finds_nothing(quality: ModuleType) -> None:
    case = quality.Reuse(a="x", a_span=(0, 100), b="y", b_span=(0, 100))
    match = quality.Reuse(a="x", a_span=(0, 100), b="y", b_span=(500, 600))
    it = quality.measure([match], [case])
    assert (it.plagdet, it.recall, it.precision) == (0.0, 0.0, 0.0)
    assert math.isnan(it.start_error)


def test_repetition_that_is_no_case_is_neither_paid_nor_fined(quality: ModuleType) -> None:
    case = quality.Reuse(a="x", a_span=(0, 100), b="y", b_span=(0, 100))
    formula = quality.Reuse(a="x", a_span=(400, 450), b="y", b_span=(700, 750), ignore=True)
    it = quality.measure([case, formula], [case, formula])
    assert (it.n_cases, it.n_matches, it.plagdet) == (1, 1, 1.0)


def test_a_document_that_repeats_itself_is_laid_beside_the_case_the_way_that_fits(
    quality: ModuleType,
) -> None:
    case = quality.Reuse(a="x", a_span=(0, 100), b="x", b_span=(300, 400))
    it = quality.measure([case.turned()], [case])
    assert it.plagdet == 1.0
