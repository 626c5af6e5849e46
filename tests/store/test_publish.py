"""A run is published whole: its folder, the names that lead to it, its manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import CheckError, PipelineError, TableError
from pipeline.store import OutputStore, RunIdentity

if TYPE_CHECKING:
    import polars as pl

Publish = Callable[[OutputStore, str, str], Path]
Shown = Callable[[], set[str]]


def test_nothing_is_published_in_a_new_folder(store: OutputStore, outputs: Path) -> None:
    assert store.latest() is None
    with pytest.raises(TableError, match="nothing has been published"):
        store.read_table("matches")
    assert not outputs.exists()


def test_a_published_run_is_read_through_every_name(
    store: OutputStore, outputs: Path, publish: Publish, shown: Shown
) -> None:
    folder = publish(store, "r1", "one")
    assert folder == outputs / "runs" / "r1"
    assert shown() == {"one"}
    assert store.read_table("set_aside")["text"].to_list() == ["one"]
    assert (outputs / "current").readlink() == Path("runs/r1")
    assert (outputs / "set_aside.csv").readlink() == Path("current/set_aside.csv")


def test_latest_says_what_the_run_was_made_from(
    store: OutputStore, publish: Publish, identity: RunIdentity
) -> None:
    publish(store, "r1", "one")
    latest = store.latest()
    assert latest is not None
    assert (latest.run_id, latest.identity, latest.tables) == ("r1", identity, ("set_aside",))
    assert latest.folder.name == "r1"


def test_the_manifest_has_the_rows_of_each_table_and_the_hash_of_each_file(
    store: OutputStore, publish: Publish
) -> None:
    folder = publish(store, "r1", "one")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["run_id"] == "r1"
    assert manifest["inputs_sha256"] == "1" * 64
    assert manifest["tables"] == [{"name": "set_aside", "rows": 1}]
    assert {entry["path"] for entry in manifest["files"]} == {
        "set_aside.csv",
        "set_aside.parquet",
        "DATA_DICTIONARY.md",
    }
    for entry in manifest["files"]:
        content = (folder / entry["path"]).read_bytes()
        assert entry["bytes"] == len(content)
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()


def test_the_next_run_takes_its_place_and_the_record_of_the_first_stays(
    store: OutputStore, outputs: Path, publish: Publish, shown: Shown
) -> None:
    publish(store, "r1", "one")
    publish(store, "r2", "two")
    assert shown() == {"two"}
    assert (outputs / "runs" / "r1" / "set_aside.csv").read_text(encoding="utf-8") == "one"


def test_files_of_a_published_run_are_read_only(store: OutputStore, publish: Publish) -> None:
    folder = publish(store, "r1", "one")
    assert all(path.stat().st_mode & 0o222 == 0 for path in folder.iterdir())


def test_only_the_newest_runs_stay(outputs: Path, publish: Publish) -> None:
    store = OutputStore(outputs, keep_runs=2)
    # By order of publishing, not by name.
    for run_id in ("r9", "r3", "r5"):
        publish(store, run_id, run_id)
    assert sorted(path.name for path in (outputs / "runs").iterdir()) == ["r3", "r5"]
    latest = store.latest()
    assert latest is not None
    assert latest.run_id == "r5"


def test_what_is_not_of_any_run_is_left_alone(store: OutputStore, outputs: Path, publish: Publish) -> None:
    (outputs / "runs" / "mine").mkdir(parents=True)
    (outputs / "runs" / "mine" / "notes.txt").write_text("x", encoding="utf-8")
    (outputs / "README.md").write_text("readme", encoding="utf-8")
    (outputs / "figures").mkdir()
    (outputs / "elsewhere").symlink_to("README.md")
    for n in range(7):
        publish(store, f"r{n}", "word")
    assert (outputs / "README.md").read_text(encoding="utf-8") == "readme"
    assert (outputs / "figures").is_dir()
    assert (outputs / "elsewhere").readlink() == Path("README.md")
    assert (outputs / "runs" / "mine" / "notes.txt").is_file()


def test_a_name_that_the_next_run_does_not_have_goes(
    store: OutputStore,
    outputs: Path,
    publish: Publish,
    words_table: Callable[[str], dict[str, pl.DataFrame]],
    identity: RunIdentity,
) -> None:
    publish(store, "r1", "one")
    tables = words_table("two")
    store.publish(
        "r2",
        tables,
        lambda folder: tables["set_aside"].write_parquet(folder / "set_aside.parquet"),
        identity=identity,
    )
    names = {path.name for path in outputs.iterdir() if not path.name.startswith(".")}
    assert names == {"runs", "current", "set_aside.parquet"}


def test_a_file_that_somebody_saved_over_a_published_name_is_not_lost(
    store: OutputStore, outputs: Path, publish: Publish
) -> None:
    publish(store, "r1", "one")
    (outputs / "set_aside.csv").unlink()
    (outputs / "set_aside.csv").write_text("my notes", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"set_aside.csv, which no run has put there") as raised:
        publish(store, "r2", "two")
    assert "move it" in str(raised.value.hint)
    assert (outputs / "set_aside.csv").read_text(encoding="utf-8") == "my notes"
    assert store.read_table("set_aside")["text"].to_list() == ["one"]
    (outputs / "set_aside.csv").unlink()
    publish(store, "r3", "three")
    assert (outputs / "set_aside.csv").read_text(encoding="utf-8") == "three"


def test_a_folder_that_is_named_current_is_not_lost(
    store: OutputStore, outputs: Path, publish: Publish
) -> None:
    (outputs / "current").mkdir(parents=True)
    with pytest.raises(PipelineError, match="current, which no run has put there"):
        publish(store, "r1", "one")
    assert (outputs / "current").is_dir()


def test_a_run_cannot_be_published_twice_under_one_name(
    store: OutputStore, publish: Publish, shown: Shown
) -> None:
    publish(store, "r1", "one")
    with pytest.raises(PipelineError, match="published already"):
        publish(store, "r1", "two")
    assert shown() == {"one"}
    publish(store, "r2", "two")
    publish(store, "r1", "three")
    assert shown() == {"three"}


@pytest.mark.parametrize("run_id", ["", "../r", "a/b", ".hidden", "r.partial", "r 1", "x" * 200])
def test_a_name_that_is_no_plain_folder_name_is_refused(
    store: OutputStore, publish: Publish, run_id: str
) -> None:
    with pytest.raises(PipelineError, match="cannot be the name of a run"):
        publish(store, run_id, "one")


def test_what_was_written_is_compared_with_the_tables(
    store: OutputStore,
    publish: Publish,
    shown: Shown,
    *,
    words_table: Callable[[str], dict[str, pl.DataFrame]],
    write_words: Callable[[Path, str], None],
    identity: RunIdentity,
) -> None:
    publish(store, "r1", "one")
    with pytest.raises(CheckError, match=r"set_aside.parquet does not hold what the table set_aside holds"):
        store.publish("r2", words_table("two"), lambda folder: write_words(folder, "2"), identity=identity)
    with pytest.raises(CheckError, match=r"set_aside.parquet was not written"):
        store.publish("r2", words_table("two"), lambda _: None, identity=identity)
    assert shown() == {"one"}


def test_a_table_that_the_run_does_not_have_is_named(store: OutputStore, publish: Publish) -> None:
    publish(store, "r1", "one")
    with pytest.raises(TableError, match="has no table 'matches'") as raised:
        store.read_table("matches")
    assert "set_aside" in str(raised.value.hint)


def test_a_damaged_manifest_is_said_to_be_damaged(store: OutputStore, publish: Publish) -> None:
    manifest = publish(store, "r1", "one") / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(TableError, match="is damaged"):
        store.latest()


@pytest.mark.parametrize("content", [b"", b"junk", None])
def test_a_damaged_table_is_said_to_be_damaged_with_the_folder_to_remove(
    store: OutputStore, publish: Publish, content: bytes | None
) -> None:
    folder = publish(store, "r1", "one")
    table = folder / "set_aside.parquet"
    table.unlink()
    if content is not None:
        table.write_bytes(content)
    with pytest.raises(TableError, match=r"set_aside\.parquet is damaged") as raised:
        store.read_table("set_aside")
    assert f"remove the folder {folder}" in str(raised.value.hint)


def test_a_file_saved_in_place_of_a_published_one_is_refused_before_the_work(
    store: OutputStore, outputs: Path, publish: Publish, shown: Shown
) -> None:
    publish(store, "r1", "one")
    (outputs / "set_aside.csv").unlink()
    (outputs / "set_aside.csv").write_text("notes of mine", encoding="utf-8")
    with (
        pytest.raises(PipelineError, match=r"there is set_aside\.csv, which no run has put there"),
        store.lock(),
    ):
        pass
    assert (outputs / "set_aside.csv").read_text(encoding="utf-8") == "notes of mine"
    (outputs / "set_aside.csv").unlink()
    with store.lock():
        assert shown() == {"one"}


def test_after_a_damaged_run_is_removed_the_next_is_published(
    store: OutputStore, publish: Publish, shown: Shown
) -> None:
    publish(store, "r1", "one")
    shutil.rmtree(publish(store, "r2", "two"))
    assert store.latest() is None
    publish(store, "r3", "three")
    assert shown() == {"three"}


def test_the_newest_run_is_found_if_somebody_removes_current(
    store: OutputStore, outputs: Path, publish: Publish, shown: Shown
) -> None:
    publish(store, "r2", "one")
    publish(store, "r1", "two")
    (outputs / "current").unlink()
    assert store.read_table("set_aside")["text"].to_list() == ["two"]
    with store.lock():
        assert shown() == {"two"}


def test_the_folder_can_be_moved(store: OutputStore, outputs: Path, publish: Publish) -> None:
    publish(store, "r1", "one")
    moved = outputs.rename(outputs.with_name("elsewhere"))
    assert (moved / "set_aside.csv").read_text(encoding="utf-8") == "one"
    publish(OutputStore(moved), "r2", "two")
    assert (moved / "set_aside.csv").read_text(encoding="utf-8") == "two"
