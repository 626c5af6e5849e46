"""How a command ends, and what it says when something is wrong."""

from __future__ import annotations

import errno
import io
import re
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline.cli.entry import main
from pipeline.cli.exit_codes import EXIT_CODES
from pipeline.errors import (
    CheckError,
    ConfigurationError,
    InputError,
    LockError,
    PipelineError,
    TableError,
)
from pipeline.summary import Quarantined

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.summary import RunSummary
    from tests.cli.conftest import Call, FakeRun


@pytest.mark.usefixtures("fake_run")
def test_a_run_without_fault_ends_with_0(call: Call) -> None:
    assert call("run").code == 0


def test_a_run_with_unread_documents_ends_with_3(
    call: Call, fake_run: FakeRun, make_summary: Callable[..., RunSummary]
) -> None:
    fake_run.summary = make_summary(
        status="partial", exit_code=3, quarantined=(Quarantined(path="x.doc", reason="format not read yet"),)
    )
    outcome = call("run")
    assert outcome.code == 3
    assert "x.doc: format not read yet" in outcome.out


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("no documents", hint="add some"), 1),
        (TableError("no table"), 1),
        (CheckError.failed(["one"]), 1),
        (ConfigurationError("bad value"), 2),
        (LockError("held"), 75),
    ],
)
def test_a_known_error_is_one_block_on_stderr_with_its_exit_code(
    call: Call, fake_run: FakeRun, error: PipelineError, code: int
) -> None:
    fake_run.failure = error
    outcome = call("run")
    assert outcome.code == code
    assert outcome.out == ""
    assert outcome.err.startswith(f"error: {str(error).splitlines()[0]}\n")
    assert ("hint: " in outcome.err) is bool(error.hint)
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("explan",),
        ("--inptus", "x"),
        ("explain",),
        ("run", "--jobs", "many"),
        ("run", "--quiet", "--verbose"),
    ],
)
def test_a_faulty_command_line_ends_with_2_and_points_to_help(call: Call, arguments: tuple[str, ...]) -> None:
    outcome = call(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert re.fullmatch(r"error: .+\nhint: `python -m pipeline( \w+)? --help` lists .+\n", outcome.err)


def test_a_misspelt_command_is_guessed(call: Call) -> None:
    assert "Did you mean 'explain'?" in call("explan").err


def test_a_bug_is_told_in_words_and_its_traceback_only_when_asked_for(call: Call, fake_run: FakeRun) -> None:
    fake_run.failure = ZeroDivisionError("by \x1b[2J zero\nerror: fake")
    quiet, verbose = call("run"), call("run", "--verbose")
    assert (quiet.code, verbose.code) == (1, 1)
    assert "ZeroDivisionError: by \\x1b[2J zero\\nerror: fake" in quiet.err
    assert "please report it" in quiet.err
    assert "Traceback" not in quiet.err
    assert "Traceback" in verbose.err
    assert "\x1b" not in verbose.err


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_what_the_system_refuses_is_told_with_the_file_and_a_way_out(
    call: Call, fake_run: FakeRun, number: int
) -> None:
    fake_run.failure = OSError(number, "it says no", "outputs/a\nb")
    outcome = call("run")
    assert outcome.code == 1
    assert "error: outputs/a\\nb: it says no\nhint: " in outcome.err


def test_too_little_memory_is_told_with_a_way_out(call: Call, fake_run: FakeRun) -> None:
    fake_run.failure = MemoryError()
    outcome = call("run")
    assert outcome.code == 1
    assert "--jobs 1" in outcome.err


def test_ctrl_c_ends_with_130_and_without_a_traceback(call: Call, fake_run: FakeRun) -> None:
    fake_run.failure = KeyboardInterrupt()
    outcome = call("run", "--verbose")
    assert outcome.code == 130
    assert outcome.err.startswith("error: stopped")
    assert "Traceback" not in outcome.err


class _ClosedPipe(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


class _FullDisk(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.usefixtures("fake_run")
@pytest.mark.parametrize("arguments", [("run",), ("run", "--json")])
def test_results_that_a_full_disk_does_not_take_are_named_and_no_untruth_is_told(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    """The run has published by then: to say that nothing was published would be wrong."""
    err = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", _FullDisk())
        patched.setattr(sys, "stderr", err)
        code = main(arguments)
    assert code == 1
    assert err.getvalue().startswith("error: standard output: No space left on device\n")
    assert "nothing was published" not in err.getvalue()


@pytest.mark.usefixtures("fake_run")
@pytest.mark.parametrize("arguments", [("run",), ("run", "--json"), ("--help",)])
def test_a_closed_pipe_ends_in_silence(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    err = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", _ClosedPipe())
        patched.setattr(sys, "stderr", err)
        code = main(arguments)
    assert code == 141
    assert err.getvalue() == ""


def test_a_pipe_that_breaks_between_processes_is_a_failure_not_silence(call: Call, fake_run: FakeRun) -> None:
    fake_run.failure = BrokenPipeError(errno.EPIPE, "Broken pipe")
    outcome = call("run")
    assert outcome.code == 1
    assert "Broken pipe" in outcome.err


def test_every_exit_code_of_an_error_is_explained() -> None:
    kinds = PipelineError.__subclasses__()
    assert len(kinds) >= 5
    assert {kind.exit_code for kind in kinds} <= set(EXIT_CODES)
