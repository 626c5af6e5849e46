"""The measures of benchmarks/slips.py, on prose written for it."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

KEEPERS = (
    "keeper",
    "smith",
    "widow",
    "bailiff",
    "pilot",
    "sexton",
    "doctor",
    "clerk",
    "mate",
    "cook",
    "lawyer",
)
DEEDS = (
    "mended",
    "counted",
    "carried",
    "painted",
    "buried",
    "salted",
    "measured",
    "lowered",
    "sold",
    "burned",
)
THINGS = (
    "lantern",
    "anchor",
    "barrel",
    "ladder",
    "harbour",
    "chimney",
    "ledger",
    "window",
    "compass",
    "herring",
)


@pytest.fixture(scope="module")
def slips(load_benchmark: Callable[[str], ModuleType]) -> ModuleType:
    return load_benchmark("slips")


@pytest.fixture(scope="module")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prose")
    draw = random.Random(5)
    for name in ("one", "two"):
        sentences = [
            f"The {draw.choice(KEEPERS)} {draw.choice(DEEDS)} the {draw.choice(THINGS)} and said that"
            f" the {draw.choice(KEEPERS)} had {draw.choice(DEEDS)} a {draw.choice(THINGS)} before."
            for _ in range(900)
        ]
        (folder / f"{name}.txt").write_text(" ".join(sentences), encoding="utf-8")
    return folder


def test_a_corpus_is_the_same_every_time_and_says_where_its_slips_are(slips: ModuleType, prose: Path) -> None:
    made = slips.make_corpus(prose, 20_000, 3)
    assert made == slips.make_corpus(prose, 20_000, 3)
    assert made != slips.make_corpus(prose, 20_000, 4)
    planted = [(number, one) for number, found in made.planted.items() for one in found]
    assert {"twice", "joined", "no word"} <= {one.kind for _, one in planted}
    for number, one in planted:
        words = made.texts[number][one.begin : one.end].split()
        assert len(words) == (2 if one.kind == "twice" else 1)
        assert (words[0] in slips.vocabulary(prose)) == (
            one.kind in {"a word", "twice"}
        ) or one.kind == "twice"
        assert any(text == number and begin <= one.begin < end for text, begin, end in made.passages)


def test_each_passage_stands_a_second_time_in_the_last_document(slips: ModuleType, prose: Path) -> None:
    made = slips.make_corpus(prose, 20_000, 3)
    for number, begin, end in made.passages:
        assert number < len(made.texts) - 1
        assert made.texts[number][begin:end] in made.texts[-1]


def test_what_is_found_is_printed_by_kind_and_by_odds(
    slips: ModuleType, prose: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["slips.py", str(prose), "--words", "20000", "--corpora", "2"])
    lines: list[str] = []
    assert slips.main(lines.append) == 0
    assert lines[0].startswith(f"{prose.name}, 2 corpora of 20,000 words")
    assert "recall" in lines[1]
    assert "no word" in lines[1]
    assert sum("bits" in line for line in lines) == len(slips.BANDS)
    rows = [row for seed in (1, 2) for row in slips.report(slips.make_corpus(prose, 20_000, seed))]
    planted = sum(
        len(found) for seed in (1, 2) for found in slips.make_corpus(prose, 20_000, seed).planted.values()
    )
    assert sum(row.kind is not None for row in rows if row.millibits > 0) > planted / 2


def test_places_that_look_like_a_set_phrase_are_printed_to_be_read(
    slips: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.txt").write_text(
        "In case it rains, he said. They were net only wet but cold.", encoding="utf-8"
    )
    lines: list[str] = []
    for language in ("en", "eo"):
        monkeypatch.setattr(sys, "argv", ["slips.py", str(tmp_path), "--phrases", language])
        assert slips.main(lines.append) == 0
    assert lines[0].startswith(f"{tmp_path.name}: 1 words in set phrases")
    assert lines[1].strip() == "not: he said. They were net only wet but cold"
    assert lines[2] == "no set phrases of eo are known"
