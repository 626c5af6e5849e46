"""Wanted sources: one row a work however it is cited, ranked, and resolved once it is there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.config import Config, PathsConfig, RunConfig
from pipeline.provenance.attributions.works import CitedWork, group_works, same_title
from pipeline.run import run_pipeline

Audit = Callable[..., Any]
Page = Callable[..., object]

LOCK = "The keeper of the lock was a small man with a large dog, and he let nobody through after eight in the evening."
WEIR = "Above the weir the river is nobody's, below it the river is the duke's, and on the weir stands the heron."
TOLL = (
    "A toll of one penny was asked of every goose, and of every bishop two, until the bishops learned to fly."
)

CITING = f"""The River

Ada Finch wrote in The Mill Pond: A Life by Water (1931): "{LOCK}" It was another time. Tom Reed, the
author of Reeds (1950), remarked that "{TOLL}"

Sources

(1) Ada Finch, The Mill Pond (1932)

{WEIR}

(2) Jane Moss, quoted in The Mill Pond: A Life by Water (1931)

{TOLL}

(3) Tom Reed, Reeds (1950)

The reeds were cut in August, and whoever came too late for them had a cold winter under his roof.
"""

ELSEWHERE = (
    f'The Lock\n\nAs Ada Finch, the author of The Mill Pond (1931), has argued: "{LOCK}" Few believed her.\n'
)


def test_one_row_a_work_however_it_is_cited(audit: Audit, page: Page) -> None:
    found = audit(river=page(text=CITING, language="en"), lock=page(text=ELSEWHERE, language="en"))
    pond, reeds = found.wanted()
    assert (pond["author"], pond["title"], pond["year"]) == (
        "Ada Finch",
        "The Mill Pond: A Life by Water",
        1931,
    )
    assert (pond["n_attributions"], pond["cited_by"]) == (4, ["lock", "river"])
    assert (reeds["author"], reeds["title"], reeds["year"]) == ("Tom Reed", "Reeds", 1950)
    quoted_once = sum(len(words.split()) for words in (LOCK, WEIR, TOLL))
    assert pond["distinct_words"] == quoted_once
    assert pond["n_families_it_would_settle"] >= reeds["n_families_it_would_settle"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("My Years Afloat: An Attempt at a Life", "My Years Afloat", True),
        ("MY YEARS AFLOAT", "My Years Afloat", True),
        ("The River", "River", True),
        ("My Yeors Afloat", "My Years Afloat", True),
        ("My Years Ashore", "My Years Afloat", False),
        ("The River: A History", "The River: Its Fishes and Birds", False),
        ("Les eaux mortes : récit", "Les Eaux mortes", True),
        ("Мельничный пруд", "Мельничный пруд: воспоминания", True),
    ],
)
def test_titles_of_one_work(one: str, other: str, *, is_same: bool) -> None:
    assert same_title(one, other) is is_same
    assert same_title(other, one) is is_same


def test_one_title_of_two_authors_is_two_works_whatever_the_order() -> None:
    works = [
        CitedWork(title="Rivers", author="Ada Finch", year=1931),
        CitedWork(title="Rivers", author="Tom Reed", year=1949),
        CitedWork(title="Rivers", author=None, year=1949),
        CitedWork(title="Rivers", author="T. Reed", year=1949),
        CitedWork(title="Rivers", author=None, year=1890),
    ]
    for order in permutations(works):
        labels = dict(zip(order, group_works(order), strict=True))
        assert labels[works[1]] == labels[works[2]] == labels[works[3]]
        assert len({labels[work] for work in works}) == 3


def test_the_next_run_resolves_a_source_that_was_added(tmp_path: Path) -> None:
    inputs, outputs = tmp_path / "inputs", tmp_path / "outputs"
    inputs.mkdir()
    (inputs / "river.txt").write_text(CITING, encoding="utf-8")
    config = Config(paths=PathsConfig(inputs=inputs, outputs=outputs), run=RunConfig(jobs=1))
    run_pipeline(config)
    wanted = pl.read_parquet(outputs / "wanted_sources.parquet")
    assert "The Mill Pond: A Life by Water" in wanted["title"].to_list()

    work = f"The Mill Pond\n\nby Ada Finch\n\n1931\n\n{LOCK} That was my uncle. {WEIR}\n\nI was seven then.\n\n{TOLL}\n"
    (inputs / "pond.txt").write_text(work, encoding="utf-8")
    run_pipeline(config)
    wanted = pl.read_parquet(outputs / "wanted_sources.parquet")
    assert wanted["title"].to_list() == ["Reeds"]
    (document,) = pl.read_parquet(outputs / "documents.parquet").filter(path="pond.txt").to_dicts()
    rows = pl.read_parquet(outputs / "attributions.parquet").filter(
        resolved_document_id=document["document_id"]
    )
    assert rows.height == 3
    assert set(rows["fidelity"]) == {"verbatim"}
    assert rows["wanted_source_id"].null_count() == 3
    text = (outputs / "wanted_sources.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("author,title,year,")
