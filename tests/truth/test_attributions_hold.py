"""What the documents of ``inputs/`` say of their quotations, all of it and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.truth.conftest import Published

TRUTH = Path(__file__).with_name("attributions.jsonl")


def _known() -> list[dict[str, Any]]:
    return [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]


def test_every_quotation_is_read_and_audited_as_it_was_written(published: Published) -> None:
    paths = {row["document_id"]: row["path"] for row in published.rows("documents")}
    rows = published.rows("attributions")
    for known in _known():
        fitting = [
            row for row in rows if row["path"] == known["path"] and row["quoted"].startswith(known["quoted"])
        ]
        assert len(fitting) == 1, known
        (row,) = fitting
        found = (row["speaker"], row["title"], paths.get(row["resolved_document_id"]), row["credit"])
        assert found == tuple(known[name] for name in ("speaker", "title", "resolved", "credit")), known
        allowed = known["fidelity"] if isinstance(known["fidelity"], list) else [known["fidelity"]]
        assert row["fidelity"] in allowed, (known, row["what_changed"])


def test_nothing_else_is_taken_for_a_quotation(published: Published) -> None:
    assert len(published.rows("attributions")) == len(_known())


def test_the_footer_of_a_page_is_no_part_of_its_last_source(published: Published) -> None:
    assert not [row for row in published.rows("attributions") if "Set for use in schools" in row["quoted"]]


def test_the_works_to_get_are_those_that_are_cited_and_absent(published: Published) -> None:
    rows = sorted(
        published.rows("wanted_sources"),
        key=lambda row: (-row["n_families_it_would_settle"], -row["distinct_words"]),
    )
    assert [(row["author"], row["title"], row["year"]) for row in rows] == [
        ("Matthew Garrod", "A Harbour and Its Masters", 1927),
        (None, "Register of Burials, Kell Cross", 1940),
    ]


def test_the_quotation_with_a_silent_change_says_which(published: Published) -> None:
    changed = {
        (row["path"], row["quoted"][:12]): row["what_changed"] or "" for row in published.rows("attributions")
    }
    assert "‹A. T.› became ‹Abel›" in changed["perpetua-lightship.md", "The lamp bur"]
    assert "‹(Coverdale)›" in changed["perpetua-lightship.md", "The lamp bur"]
    assert "‹четыре часа› became ‹шесть часов›" in changed["ru/ogon-1934.txt", "Шлюпку спуск"]
    assert "‹не›" in changed["ru/ogon-1934.txt", "Красный огон"]
