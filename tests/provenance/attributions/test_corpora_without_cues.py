"""A corpus in a language without a table of cues has directions from dates, marks and gaps."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus.languages import language_of_text
from pipeline.provenance.attributions.cue_tables import cue_tables

Audit = Callable[..., Any]
Page = Callable[..., Any]

STORIES: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("other_languages.toml").read_text(encoding="utf-8")
)


def older(story: dict[str, str]) -> str:
    told = " ".join(story[part] for part in ("first", "middle", "last"))
    return f"{story['before']}\n\n{told}\n\n{story['after']}\n"


def younger(story: dict[str, str], quoted: str) -> str:
    opened, closed = story["marks"]
    return f"{story['opening']} {story['lead']}: {opened}{quoted}{closed} {story['closing']}\n"


def whole(story: dict[str, str]) -> str:
    return " ".join(story[part] for part in ("first", "middle", "last"))


@pytest.fixture(params=STORIES)
def story(request: pytest.FixtureRequest) -> dict[str, str]:
    told = STORIES[request.param]
    assert language_of_text(older(told)) == request.param
    assert request.param not in {table.language for table in cue_tables()}
    return told


def only_match(found: Any) -> dict[str, Any]:  # noqa: ANN401 - what the fixture gives
    (match,) = found.tables["matches"]
    match_: dict[str, Any] = match
    return match_


def test_dates_say_who_copied_whom(audit: Audit, page: Page, story: dict[str, str]) -> None:
    copied = f"{story['opening']} {whole(story)} {story['closing']}\n"
    found = audit(a=page(text=copied, date="1950"), b=page(text=older(story), date="1931"))
    match = only_match(found)
    assert (match["copied_from"], match["direction_basis"]) == ("b", ["date"])


def test_marks_say_who_quotes_whom(audit: Audit, story: dict[str, str]) -> None:
    found = audit(a=younger(story, whole(story)), b=older(story))
    match = only_match(found)
    kinds = {row["kind"] for row in found.tables["evidence"] if row["favours"] == "b"}
    assert "quotation_marks" in kinds
    assert match["a_in_quotation_marks"] == "yes"
    assert match["copied_from"] in {"b", "undetermined"}


def test_a_marked_gap_says_who_shortened(audit: Audit, story: dict[str, str]) -> None:
    quoted = f"{story['first']} [...] {story['last']}"
    found = audit(a=younger(story, quoted), b=older(story))
    match = only_match(found)
    assert match["copied_from"] == "b"
    assert "marked_omission" in match["direction_basis"]


def test_the_quotation_is_found_and_audited(audit: Audit, page: Page, story: dict[str, str]) -> None:
    quoted = f"{story['first']} … {story['last']}"
    source = page(text=older(story), title="Title", date="1931")
    found = audit(a=page(text=younger(story, quoted), date="1950"), b=source)
    (row,) = found.tables["attributions"]
    assert row["quoted"] == quoted
    assert (row["credit"], row["resolved_document_id"], row["fidelity"]) == (
        "named",
        "d_b",
        "shortened_marked",
    )
    assert "".join(story["middle"].split())[:10] in "".join(row["what_changed"].split())


def test_all_of_them_in_one_corpus_do_not_disturb_each_other(audit: Audit, page: Page) -> None:
    pages: dict[str, Any] = {}
    for code, story in STORIES.items():
        pages[f"{code}older"] = page(text=older(story), date="1931")
        pages[f"{code}younger"] = page(text=younger(story, whole(story)), date="1950")
    found = audit(**pages)
    arrows = {(row["a_path"][:2], row["b_path"][:2], row["copied_from"]) for row in found.tables["matches"]}
    assert arrows == {(code, code, "a") for code in STORIES}
