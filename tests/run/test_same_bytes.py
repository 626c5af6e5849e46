"""Same inputs and configuration, same bytes: whatever the order of files, the number of processes, the history."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.engine import LocalEngine

if TYPE_CHECKING:
    from tests.run.conftest import Desk, Documents


@pytest.fixture(scope="module")
def inputs_of_the_project(inputs: Path) -> dict[str, bytes]:
    return {
        file.relative_to(inputs).as_posix(): file.read_bytes()
        for file in sorted(inputs.rglob("*"))
        if file.is_file()
    }


def test_processes_and_order_of_files_do_not_matter(
    make_desk: Callable[[str, Documents], Desk],
    inputs_of_the_project: dict[str, bytes],
    content_bytes: Callable[[Path], dict[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # So few documents would never be worth a second process.
    monkeypatch.setattr("pipeline.run.LocalEngine", partial(LocalEngine, small_rows=1))
    shuffled = list(inputs_of_the_project.items())
    random.Random(7).shuffle(shuffled)
    one = make_desk("one", inputs_of_the_project)
    two = make_desk("two", dict(shuffled))
    one.run(jobs=1)
    two.run(jobs=2)
    first, second = content_bytes(one.outputs), content_bytes(two.outputs)
    assert "matches.parquet" in first
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_document_added_later_gives_what_a_full_run_gives(
    make_desk: Callable[[str, Documents], Desk],
    inputs_of_the_project: dict[str, bytes],
    content_bytes: Callable[[Path], dict[str, bytes]],
) -> None:
    late = "memoir-1931.txt"
    grown = make_desk("grown", {name: data for name, data in inputs_of_the_project.items() if name != late})
    before = grown.run()
    grown.put({late: inputs_of_the_project[late]})
    after = grown.run()
    full = make_desk("full", inputs_of_the_project)
    full.run()
    assert after.new > 0
    assert after.n_matches == before.n_matches + after.new - after.removed
    assert content_bytes(grown.outputs) == content_bytes(full.outputs)


def test_a_document_taken_away_leaves_no_trace(
    desk: Desk, content_bytes: Callable[[Path], dict[str, bytes]]
) -> None:
    desk.run()
    before = content_bytes(desk.outputs)
    desk.put({"other.txt": (desk.inputs / "memoir.txt").read_bytes() + b"And the rook flew off."})
    assert desk.run().n_matches > 1
    (desk.inputs / "other.txt").unlink()
    summary = desk.run()
    assert summary.removed > 0
    assert content_bytes(desk.outputs) == before


def test_the_name_of_the_folder_does_not_matter(
    desk: Desk, tmp_path: Path, content_bytes: Callable[[Path], dict[str, bytes]]
) -> None:
    desk.run()
    before = content_bytes(desk.outputs)
    shutil.move(desk.inputs, tmp_path / "elsewhere")
    desk.inputs, desk.outputs = tmp_path / "elsewhere", tmp_path / "outputs-elsewhere"
    desk.run()
    assert content_bytes(desk.outputs) == before
