"""What a historian reads when a run has ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.cli.run_summary import summary_lines
from pipeline.summary import Quarantined, StageLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.summary import RunSummary
    from tests.cli.conftest import Call, FakeRun

    MakeSummary = Callable[..., RunSummary]


@pytest.mark.usefixtures("fake_run")
def test_says_what_was_read_and_found_and_set_aside(call: Call) -> None:
    lines = call().out.splitlines()
    assert "Read   12 documents, of which 1 has no words; 15,320 words." in lines
    assert any(line.startswith("Found  7 matches ") and "in 3 families" in line for line in lines)
    assert "Since the last run: 2 new, 1 changed, 0 gone." in lines
    assert "  2 citation headings and 1 title" in lines


@pytest.mark.parametrize(
    ("n", "words"), [(1, "1 string that repeats without"), (2, "2 strings that repeat without")]
)
def test_one_string_repeats_and_several_repeat(
    call: Call, fake_run: FakeRun, make_summary: MakeSummary, n: int, words: str
) -> None:
    fake_run.summary = make_summary(n_set_aside=n)
    assert f"Set aside: {words} being copied" in call().out


@pytest.mark.usefixtures("fake_run")
def test_shows_the_five_matches_to_look_at_first_and_the_command_that_explains(call: Call) -> None:
    out = call().out
    assert out.count("002 → 001 (8)   279 words, near verbatim") == 5
    assert "begins: We arrived in Petrograd on a grey" in out
    assert "and 2 more in outputs/matches.csv" in out
    assert out.endswith("  python -m pipeline explain m_0\n")


def test_the_next_command_names_outputs_that_are_elsewhere_as_a_shell_takes_them(
    call: Call, fake_run: FakeRun, make_summary: MakeSummary
) -> None:
    fake_run.summary = make_summary(outputs=Path("my results"))
    out = call().out
    assert out.endswith("  python -m pipeline explain m_0 --outputs 'my results'\n")
    assert "my results/matches.csv" in out


def test_a_run_that_found_nothing_says_so_and_points_to_what_it_read(
    call: Call, fake_run: FakeRun, make_summary: MakeSummary
) -> None:
    fake_run.summary = make_summary(
        n_matches=0, n_variants=0, n_families=0, n_set_aside=0, new=0, changed=0, first_matches=()
    )
    out = call().out
    assert "Found  no passage that stands in two places." in out
    assert "matches.csv" not in out
    assert "outputs/documents.csv" in out
    assert "explain" not in out


@pytest.mark.parametrize(
    ("new", "changed", "removed", "told"),
    [
        (7, 0, 0, "Since the last run: every match is new."),
        (0, 0, 0, "Since the last run: the same matches."),
        (0, 0, 2, "Since the last run: 0 new, 0 changed, 2 gone."),
    ],
)
def test_says_what_changed(
    call: Call,
    fake_run: FakeRun,
    make_summary: MakeSummary,
    new: int,
    changed: int,
    removed: int,
    told: str,
) -> None:
    fake_run.summary = make_summary(new=new, changed=changed, removed=removed)
    assert told in call().out


def test_an_unchanged_run_says_that_the_results_stand(
    call: Call, fake_run: FakeRun, make_summary: MakeSummary
) -> None:
    fake_run.summary = make_summary(status="unchanged", new=0, changed=0)
    out = call().out
    assert out.startswith("Nothing has changed since the last run; its results stand")
    assert "Since the last run" not in out


def test_a_dry_run_says_what_would_run_and_why_and_names_no_results(
    call: Call, fake_run: FakeRun, make_summary: MakeSummary
) -> None:
    fake_run.summary = make_summary(
        status="dry_run",
        stages=(
            StageLine(
                stage="align", outcome="would_run", seconds=0, rows_in=0, rows_out=0, why="2 new documents"
            ),
        ),
    )
    out = call("--dry-run").out
    assert out.startswith("This is a dry run: nothing was written.")
    assert "Read   12 documents, of which 1 has no words.\n" in out
    assert "  align  would run  2 new documents" in out
    assert "Where to look" not in out


def test_many_unread_documents_are_cut_short_with_the_place_of_the_rest(
    call: Call, fake_run: FakeRun, make_summary: MakeSummary
) -> None:
    unread = tuple(Quarantined(path=f"{number}.doc", reason="no reader") for number in range(25))
    fake_run.summary = make_summary(status="partial", exit_code=3, n_quarantined=25, quarantined=unread)
    out = call().out
    assert "Could not be read: 25 documents" in out
    assert out.count("no reader") == 10
    assert "and 15 more" in out


@pytest.mark.usefixtures("fake_run")
def test_verbose_adds_stages_parameters_and_the_origin_of_each_setting(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_MINHASH__SEED", "9")
    plain, verbose = call("run").out, call("run", "--verbose").out
    for words in ("new documents", "detection at 66 words", "environment PIPELINE_MINHASH__SEED"):
        assert words not in plain
        assert words in verbose


def test_names_the_tables_of_quotations_where_there_are_any(make_summary: MakeSummary) -> None:
    def told(summary: RunSummary) -> str:
        return "\n".join(str(line) for line in summary_lines(summary))

    quoting = told(make_summary(n_attributions=12, n_wanted_sources=2))
    assert "attributions.csv" in quoting
    assert "wanted_sources.csv" in quoting
    assert "wanted_sources.csv" not in told(make_summary(n_attributions=12))
    assert "attributions.csv" not in told(make_summary())
