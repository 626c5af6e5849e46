"""Planted reuse is found in every script: short, misread, reworded, cut, and written as another edition writes it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from pipeline.corpus.tokenise import tokenise

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
CODES = ("zh", "ja", "ko", "th", "ar", "he", "el", "ru", "de", "hi", "am", "en")
LEAST_WORDS = 12
"""Words of a passage that is asked for: shorter ones may say too little to count."""


@pytest.fixture(scope="module")
def bench() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCHMARKS)
        module = importlib.import_module("scripts_quality")
        for name, value in {"DOCUMENTS": 6, "DOCUMENT_WORDS": 1_000, "VOCABULARY": 2_500, "CASES": 2}.items():
            patch.setattr(module, name, value)
        yield module


def test_the_benchmark_has_these_scripts(bench: ModuleType) -> None:
    assert tuple(script.code for script in bench.SCRIPTS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_planted_passages_are_found_and_nothing_else(bench: ModuleType, code: str) -> None:
    (script,) = [script for script in bench.SCRIPTS if script.code == code]
    planted = bench.plant(bench.Writer(script, np.random.default_rng(2)))
    matches = bench.matches_of(planted.documents)
    missed = [
        (kind, planted.documents[case.a][slice(*case.a_span)], planted.documents[case.b][slice(*case.b_span)])
        for kind, cases in planted.cases.items()
        for case in cases
        if bench.measure(matches, [case]).recall_at_half < 1
    ]
    words = [min(np.diff(tokenise(sides).document_starts)) for _, *sides in missed]
    assert [one for one, n in zip(missed, words, strict=True) if n >= LEAST_WORDS] == []
    every = [case for cases in planted.cases.values() for case in cases]
    assert bench.measure(matches, every).precision_at_half == 1.0
