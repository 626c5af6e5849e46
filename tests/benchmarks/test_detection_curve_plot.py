"""The plot in the docs is what the declared presets give."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.config.sensitivity import PRESETS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plot(load_benchmark: Callable[[str], ModuleType]) -> ModuleType:
    return load_benchmark("detection_curve")


def test_the_committed_plot_is_what_the_script_draws(plot: ModuleType) -> None:
    assert plot.PLOT.read_text(encoding="utf-8") == plot.svg(), "run `python benchmarks/detection_curve.py`"


def test_the_plot_says_in_words_what_it_shows(plot: ModuleType) -> None:
    drawing = ET.fromstring(plot.svg())  # noqa: S314  (our own)
    told = drawing.find("{http://www.w3.org/2000/svg}desc")
    assert told is not None
    assert all(f"{name}: seen, 12 words: 100 %" in (told.text or "") for name in PRESETS)


def test_the_page_shows_every_preset_and_the_plot_with_its_words() -> None:
    page = (ROOT / "docs" / "explanation" / "detection-curve.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in PRESETS)
    assert "](detection-curve.svg)" in page
    assert "python benchmarks/detection_curve.py" in page
