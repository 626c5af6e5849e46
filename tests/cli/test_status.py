"""What is published, and whether it is still up to date."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.config import Config
from pipeline.corpus.load import load_documents

if TYPE_CHECKING:
    from tests.cli.conftest import Call, Publish


def _inputs() -> Path:
    inputs = Path("inputs")
    inputs.mkdir()
    (inputs / "letter.txt").write_text("A letter about the weather.\n", encoding="utf-8")
    return inputs


def _hashes(inputs: Path) -> dict[str, str]:
    """What a run of these inputs with the default settings would have."""
    read = load_documents(inputs, Config().corpus)
    return {"inputs_sha256": read.inputs_sha256, "config_sha256": Config().sha256()}


def test_says_that_nothing_is_published_yet(call: Call) -> None:
    outcome = call("status")
    assert outcome.code == 0
    assert outcome.out.startswith("Nothing has been published in outputs yet.")
    assert not Path("outputs").exists()


@pytest.mark.usefixtures("published")
def test_says_which_run_stands_and_what_it_found(call: Call) -> None:
    out = call("status").out
    assert "run r_1, finished 2030-01-02T03:04:09Z" in out
    assert "12 documents, 1 could not be read; 15,320 words" in out
    assert "3 matches, in 1 family" in out


def test_tells_unchanged_inputs_from_changed_ones(call: Call, publish: Publish) -> None:
    inputs = _inputs()
    publish(**_hashes(inputs))
    assert "the results are up to date" in call("status").out
    (inputs / "second.txt").write_text("Another letter.\n", encoding="utf-8")
    assert "The inputs have changed since" in call("status").out


def test_tells_changed_settings(call: Call, publish: Publish) -> None:
    publish(**_hashes(_inputs()))
    Path("pipeline.toml").write_text("[minhash]\nseed = 2\n[run]\njobs = 1\n", encoding="utf-8")
    assert "The settings have changed since" in call("status").out
    Path("pipeline.toml").write_text("[run]\njobs = 1\n", encoding="utf-8")
    assert "the results are up to date" in call("status").out


@pytest.mark.usefixtures("published")
def test_inputs_that_are_gone_are_told_and_are_no_failure(call: Call) -> None:
    outcome = call("status", "--inputs", "gone")
    assert outcome.code == 0
    assert "The inputs cannot be read now: the folder of inputs is not there: gone" in outcome.out


def test_json_says_the_same_to_programs(call: Call, publish: Publish) -> None:
    assert json.loads(call("status", "--json").out)["published"] is False
    publish(**_hashes(_inputs()))
    document = json.loads(call("status", "--json").out)
    assert document["published"] is True
    assert document["run_id"] == "r_1"
    assert document["inputs"] == "unchanged"
    assert document["settings"] == "unchanged"
    assert document["counts"]["n_matches"] == 3
