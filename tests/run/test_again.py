"""What a second run does, and what a dry run does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import AcceptConfig

if TYPE_CHECKING:
    from tests.run.conftest import Desk

Listing = Callable[[Path], dict[str, tuple[int, int]]]


def test_a_second_run_is_unchanged_and_writes_nothing(desk: Desk, listing: Listing) -> None:
    first = desk.run()
    before = listing(desk.outputs)
    second = desk.run()
    assert (first.status, second.status) == ("published", "unchanged")
    assert second.run_id == first.run_id
    assert (second.n_matches, second.n_variants) == (first.n_matches, first.n_variants)
    assert second.first_matches == first.first_matches
    assert listing(desk.outputs) == before


def test_a_changed_setting_runs_again(desk: Desk) -> None:
    desk.run()
    again = desk.run(accept=AcceptConfig(min_words=500))
    assert again.status == "published"
    assert (again.n_matches, again.removed) == (0, 1)


def test_a_setting_that_changes_no_result_does_not_run_again(desk: Desk) -> None:
    desk.run(jobs=1)
    assert desk.run(jobs=2).status == "unchanged"


def test_a_changed_document_changes_its_match(desk: Desk) -> None:
    desk.run()
    letter = (desk.inputs / "letter.txt").read_text()
    desk.put({"letter.txt": letter.replace("You ask about", "You ask again about")})
    moved = desk.run()
    assert (moved.new, moved.changed, moved.removed) == (0, 1, 0)
    desk.put({"letter.txt": letter.replace("every stone", "each stone")})
    reworded = desk.run()
    assert (reworded.new, reworded.changed, reworded.removed) == (1, 0, 1)


def test_a_dry_run_writes_nothing_and_says_why_it_would_run(desk: Desk) -> None:
    summary = desk.run(dry_run=True)
    assert not desk.outputs.exists()
    assert (summary.status, summary.n_documents, summary.n_matches) == ("dry_run", 3, 0)
    assert {(line.outcome, line.why) for line in summary.stages} == {
        ("would_run", "nothing has been published yet")
    }


def test_a_dry_run_after_a_run_says_what_has_changed(desk: Desk, listing: Listing) -> None:
    desk.run()
    before = listing(desk.outputs)
    assert {line.outcome for line in desk.run(dry_run=True).stages} == {"reused"}
    desk.put({"ledger.txt": "Another ledger altogether."})
    summary = desk.run(dry_run=True, accept=AcceptConfig(min_words=12))
    assert {line.why for line in summary.stages} == {"the inputs have changed, a setting has changed"}
    assert listing(desk.outputs) == before


def test_every_run_is_recorded(desk: Desk) -> None:
    first = desk.run()
    desk.put({"ledger.txt": "Another ledger altogether."})
    second = desk.run()
    runs = {row["run_id"]: row for row in desk.rows("runs")}
    assert set(runs) == {first.run_id, second.run_id}
    assert runs[first.run_id]["inputs_sha256"] != runs[second.run_id]["inputs_sha256"]
    stages = [row["stage"] for row in desk.rows("stages") if row["run_id"] == second.run_id]
    assert stages == ["corpus", "tokenise", "minhash", "align", "provenance", "report"]


def test_the_summary_counts_what_the_tables_hold(desk: Desk) -> None:
    summary = desk.run()
    for name in ("documents", "matches", "variants", "families", "set_aside"):
        assert getattr(summary, f"n_{name}") == len(desk.rows(name)), name
    assert summary.n_words == sum(row["n_words"] for row in desk.rows("documents"))
    (line,) = summary.first_matches
    assert line.arrow == "memoir → letter"
    assert line.begins.startswith("my grandmother counted every stone")


def test_progress_tells_each_stage_at_its_begin_and_its_end(desk: Desk) -> None:
    from pipeline.config import Config, PathsConfig, RunConfig
    from pipeline.run import run_pipeline

    told: list[tuple[str, float]] = []
    run_pipeline(
        Config(paths=PathsConfig(inputs=desk.inputs, outputs=desk.outputs), run=RunConfig(jobs=1)),
        progress=lambda stage, share: told.append((stage, share)),
    )
    assert told[::2] == [(stage, 0.0) for stage, _ in told[1::2]]
    assert {share for _, share in told[1::2]} == {1.0}
