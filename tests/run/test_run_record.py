"""The tables of runs and stages grow from run to run, whatever version wrote them before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline.run_record import code_version, run_tables, stage_key
from pipeline.store import RunIdentity
from pipeline.summary import RunSummary, StageLine

IDENTITY = RunIdentity(inputs_sha256="1" * 64, config_sha256="2" * 64, code_version="0.1.0+abc")


def tables(run_id: str, earlier: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    line = StageLine(stage="align", outcome="ran", seconds=0.5, rows_in=3, rows_out=2, why="")
    summary = RunSummary(
        run_id=run_id,
        status="published",
        exit_code=0,
        outputs=Path("outputs"),
        engine="local",
        seconds=1.0,
        peak_rss_mb=100.0,
        n_documents=3,
        n_words=100,
        n_quarantined=0,
        n_empty=0,
        n_duplicates=0,
        n_candidates=3,
        n_alignments=2,
        n_matches=1,
        n_variants=4,
        n_families=1,
        n_set_aside=0,
        new=1,
        changed=0,
        removed=0,
        stages=(line,),
    )
    moment = datetime(2024, 5, 1, 12, tzinfo=UTC)
    return run_tables(summary, IDENTITY, moment, moment, earlier)


def test_a_run_is_added_to_those_before_it() -> None:
    first = tables("r1", {})
    second = tables("r2", first)
    assert second["runs"]["run_id"].to_list() == ["r1", "r2"]
    assert second["stages"]["run_id"].to_list() == ["r1", "r2"]


@pytest.mark.parametrize("column", ["peak_rss_mb", "n_matches"])
def test_a_table_of_an_older_version_with_fewer_columns_stops_nothing(column: str) -> None:
    older = {name: frame.drop(column, strict=False) for name, frame in tables("r1", {}).items()}
    runs = tables("r2", older)["runs"]
    assert runs["run_id"].to_list()[-1] == "r2"
    assert runs[column].to_list()[-1] is not None


def test_a_column_that_is_no_more_is_left_out() -> None:
    older = {name: frame.with_columns(old=pl.lit(1)) for name, frame in tables("r1", {}).items()}
    runs = tables("r2", older)["runs"]
    assert "old" not in runs.columns
    assert runs.height == 2


def test_a_stage_has_another_key_for_other_inputs_settings_or_code() -> None:
    keys = {
        stage_key("align", IDENTITY),
        stage_key("report", IDENTITY),
        stage_key(
            "align", RunIdentity(inputs_sha256="3" * 64, config_sha256="2" * 64, code_version="0.1.0+abc")
        ),
        stage_key(
            "align", RunIdentity(inputs_sha256="1" * 64, config_sha256="3" * 64, code_version="0.1.0+abc")
        ),
        stage_key(
            "align", RunIdentity(inputs_sha256="1" * 64, config_sha256="2" * 64, code_version="0.1.0+abd")
        ),
    }
    assert len(keys) == 5


def test_the_code_version_names_the_release_and_the_source() -> None:
    release, _, digest = code_version().partition("+")
    assert release.count(".") == 2
    assert len(digest) == 12
