"""Results on stdout, messages on stderr, colour and progress on a terminal only."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline.summary import Quarantined

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from pipeline.summary import RunSummary
    from tests.cli.conftest import Call, FakeRun

ESCAPE = "\x1b"


@pytest.mark.usefixtures("fake_run")
@pytest.mark.parametrize("arguments", [("run",), ("run", "-v"), ("run", "--json"), ("run", "--dry-run")])
def test_a_run_without_fault_writes_nothing_to_stderr_and_no_escape_sequence(
    call: Call, arguments: tuple[str, ...]
) -> None:
    outcome = call(*arguments)
    assert outcome.err == ""
    assert outcome.out
    assert ESCAPE not in outcome.out


@pytest.mark.usefixtures("fake_run")
def test_quiet_writes_nothing(call: Call) -> None:
    outcome = call("--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_quiet_still_names_unread_documents_on_stderr(
    call: Call, fake_run: FakeRun, make_summary: Callable[..., RunSummary]
) -> None:
    fake_run.summary = make_summary(exit_code=3, quarantined=(Quarantined(path="x.doc", reason="no reader"),))
    outcome = call("-q")
    assert (outcome.code, outcome.out, outcome.err) == (3, "", "could not be read: x.doc: no reader\n")


def test_json_is_one_document_with_every_field_of_the_summary(call: Call, fake_run: FakeRun) -> None:
    outcome = call("run", "--json", "--verbose")
    document = json.loads(outcome.out)
    assert set(document) == set(type(fake_run.summary).__dataclass_fields__)
    assert document["n_words"] == 15320
    assert document["outputs"] == "outputs"
    assert document["first_matches"][0]["arrow"] == "002 → 001 (8)"
    assert outcome.out.isascii()


@pytest.mark.usefixtures("fake_run")
def test_colour_is_shown_on_a_terminal(on_a_terminal: Call) -> None:
    assert ESCAPE in on_a_terminal("run").out


@pytest.mark.usefixtures("published")
def test_no_color_turns_colour_off(on_a_terminal: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    colour = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|38;[25];)")
    assert colour.search(on_a_terminal("explain", "m_aaaabbbbc").out)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour.search(on_a_terminal("explain", "m_aaaabbbbc").out)


def test_progress_is_given_to_a_run_on_a_terminal_only(
    call: Call, on_a_terminal: Call, fake_run: FakeRun
) -> None:
    call("run")
    on_a_terminal("run")
    on_a_terminal("run", "--quiet")
    shown = [one["progress"] is not None for one in fake_run.calls]
    assert shown == [False, True, False]


def test_progress_shows_the_stage_on_stderr_and_not_on_stdout(
    on_a_terminal: Call, fake_run: FakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_pipeline(_config: object, *, dry_run: bool, progress: Callable[[str, float], None]) -> RunSummary:
        assert not dry_run
        progress("signatures [red]\x1b[2J", 0.5)
        return fake_run.summary

    monkeypatch.setattr(sys.modules["pipeline.run"], "run_pipeline", run_pipeline)
    outcome = on_a_terminal("run")
    assert "signatures [red]\\x1b[2J" in outcome.err
    assert "signatures" not in outcome.out


def test_a_stream_that_lacks_a_character_shows_an_escape_instead_of_failing(
    python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = python(
        "-m", "pipeline", "validate", "--inputs", "föld→er", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert "UnicodeEncodeError" not in done.stderr
    assert "f\\xf6ld\\u2192er" in done.stderr
