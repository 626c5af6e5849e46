"""What stops a run, and that it leaves the last outputs as they were."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.config import Config, PathsConfig, RunConfig
from pipeline.errors import CheckError, ConfigurationError, InputError, LockError, PipelineError
from pipeline.run import run_pipeline
from pipeline.store import OutputStore

if TYPE_CHECKING:
    from tests.run.conftest import Desk

Listing = Callable[[Path], dict[str, tuple[int, int]]]


def stopped(desk: Desk, listing: Listing, kind: type[PipelineError]) -> PipelineError:
    """Run after a good run; it must fail and change nothing."""
    before = listing(desk.outputs)
    with pytest.raises(kind) as caught:
        desk.run()
    assert listing(desk.outputs) == before
    assert caught.value.hint
    return caught.value


def test_no_folder_of_inputs(desk: Desk, listing: Listing) -> None:
    desk.run()
    desk.inputs.rename(desk.inputs.with_name("moved"))
    assert stopped(desk, listing, InputError).exit_code == 1


def test_an_empty_folder_of_inputs(desk: Desk, listing: Listing) -> None:
    desk.run()
    for file in desk.inputs.iterdir():
        file.unlink()
    assert "no documents" in str(stopped(desk, listing, InputError))


def test_a_folder_that_was_always_empty_makes_no_outputs(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    config = Config(paths=PathsConfig(inputs=tmp_path / "inputs", outputs=tmp_path / "outputs"))
    with pytest.raises(InputError):
        run_pipeline(config)
    assert not (tmp_path / "outputs" / "current").exists()


def test_most_documents_gone(desk: Desk, listing: Listing) -> None:
    desk.run()
    (desk.inputs / "memoir.txt").unlink()
    (desk.inputs / "letter.txt").unlink()
    error = stopped(desk, listing, CheckError)
    assert "2 of the 3 documents of the last run are gone" in str(error)


def test_a_few_documents_gone_is_no_reason_to_stop(desk: Desk) -> None:
    desk.run()
    (desk.inputs / "ledger.txt").unlink()
    assert desk.run().status == "published"


def test_too_many_candidates(desk: Desk, listing: Listing) -> None:
    desk.run()
    before = listing(desk.outputs)
    config = Config(
        paths=PathsConfig(inputs=desk.inputs, outputs=desk.outputs), run=RunConfig(jobs=1, max_candidates=1)
    )
    desk.put({"other.txt": (desk.inputs / "memoir.txt").read_bytes() * 3})
    with pytest.raises(CheckError, match=r"max_candidates allows 1"):
        run_pipeline(config)
    assert listing(desk.outputs) == before


def test_outputs_inside_the_inputs(desk: Desk) -> None:
    config = Config(paths=PathsConfig(inputs=desk.inputs, outputs=desk.inputs / "outputs"))
    with pytest.raises(
        ConfigurationError, match=r"lies in the folder of inputs, .*would read the results as"
    ) as caught:
        run_pipeline(config)
    assert caught.value.exit_code == 2
    assert not (desk.inputs / "outputs").exists()


def test_outputs_that_are_the_folder_of_inputs(desk: Desk) -> None:
    with pytest.raises(ConfigurationError, match="is also the folder of inputs"):
        run_pipeline(Config(paths=PathsConfig(inputs=desk.inputs, outputs=desk.inputs)))


def test_a_configuration_made_in_python_is_checked(desk: Desk) -> None:
    config = Config(
        paths=PathsConfig(inputs=desk.inputs, outputs=desk.outputs), run=RunConfig(max_document_drop=7)
    )
    with pytest.raises(ConfigurationError, match=r"run\.max_document_drop"):
        run_pipeline(config)


def test_another_run_that_holds_the_outputs(desk: Desk) -> None:
    store = OutputStore(desk.outputs)
    with store.lock(), pytest.raises(LockError) as caught:
        desk.run()
    assert caught.value.exit_code == 75
