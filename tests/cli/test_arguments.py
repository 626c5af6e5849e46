"""What can be typed, and what it means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import pipeline
from pipeline.cli.app import program_as_typed
from pipeline.config import Config

if TYPE_CHECKING:
    from tests.cli.conftest import Call, FakeRun


@pytest.mark.parametrize("arguments", [(), ("run",)])
def test_without_a_command_run_is_meant_with_the_defaults(
    call: Call, fake_run: FakeRun, arguments: tuple[str, ...]
) -> None:
    assert call(*arguments).code == 0
    assert fake_run.calls == [{"config": Config(), "dry_run": False, "progress": None}]


@pytest.mark.parametrize("word", [(), ("run",)])
def test_the_options_of_run_work_with_and_without_the_word(
    call: Call, fake_run: FakeRun, word: tuple[str, ...]
) -> None:
    call(*word, "--inputs", "letters", "--outputs=found", "-j", "3", "--dry-run")
    (made,) = fake_run.calls
    config = made["config"]
    assert isinstance(config, Config)
    assert config.paths.inputs == Path("letters")
    assert config.paths.outputs == Path("found")
    assert config.run.jobs == 3
    assert made["dry_run"] is True


def test_flags_win_over_the_environment(
    call: Call, fake_run: FakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPELINE_RUN__JOBS", "7")
    monkeypatch.setenv("PIPELINE_MINHASH__SEED", "9")
    call("run", "--jobs", "2")
    config = fake_run.calls[0]["config"]
    assert isinstance(config, Config)
    assert (config.run.jobs, config.minhash.seed) == (2, 9)


def test_a_faulty_flag_is_named_as_the_flag(call: Call, fake_run: FakeRun) -> None:
    outcome = call("run", "--jobs", "-1", "--inputs", "")
    assert outcome.code == 2
    assert "--jobs: run.jobs = -1" in outcome.err
    assert '--inputs: paths.inputs = ""' in outcome.err
    assert fake_run.calls == []


@pytest.mark.parametrize("command", ["run", "status"])
def test_a_command_after_its_options_is_told_where_it_belongs(
    call: Call, fake_run: FakeRun, command: str
) -> None:
    outcome = call("--quiet", command)
    assert outcome.code == 2
    assert f"the command comes before its options: `python -m pipeline {command} ...`" in outcome.err
    assert fake_run.calls == []


def test_a_named_configuration_that_is_not_there_ends_with_2(call: Call, fake_run: FakeRun) -> None:
    outcome = call("--config", "nowhere.toml")
    assert outcome.code == 2
    assert "there is no configuration file nowhere.toml" in outcome.err
    assert fake_run.calls == []


def test_version_is_the_package_version(call: Call) -> None:
    outcome = call("--version")
    assert outcome.code == 0
    assert outcome.out.startswith(f"filiation {pipeline.__version__} (Python ")


def test_help_names_every_command_and_exit_code(call: Call) -> None:
    outcome = call("-h")
    assert outcome.code == 0
    for word in ("run", "validate", "status", "explain"):
        assert re.search(rf"^  {word} ", outcome.out, re.MULTILINE)
    for code in (0, 1, 2, 3, 75, 130):
        assert re.search(rf"^    {code} +\w", outcome.out, re.MULTILINE)


def test_what_the_package_offers_can_be_imported_from_it() -> None:
    assert pipeline.load_config().config == Config()
    assert issubclass(pipeline.PipelineError, Exception)
    assert set(dir(pipeline)) == set(pipeline.__all__)
    with pytest.raises(AttributeError, match="nothing_here"):
        _ = pipeline.nothing_here  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("command_line", "shown"),
    [
        ([".venv/bin/python", "-m", "pipeline", "status"], ".venv/bin/python -m pipeline"),
        (["/my work/bin/python3", "-m", "pipeline"], "'/my work/bin/python3' -m pipeline"),
        (["python", "-m", "pytest", "-q"], "python -m pipeline"),
        (["python", "-c", "main()"], "python -m pipeline"),
        ([], "python -m pipeline"),
    ],
)
def test_the_program_is_called_in_messages_as_the_user_called_it(command_line: list[str], shown: str) -> None:
    assert program_as_typed(command_line) == shown
