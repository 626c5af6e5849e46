"""Where there are no symbolic links the published names are copies, and never a mixture of two runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.store import OutputStore

Publish = Callable[[OutputStore, str, str], Path]
Shown = Callable[[], set[str]]


@pytest.mark.usefixtures("no_links")
def test_names_are_copies_that_follow_the_newest_run(
    store: OutputStore, outputs: Path, publish: Publish, shown: Shown
) -> None:
    for run_id, words in (("r1", "one"), ("r2", "two")):
        publish(store, run_id, words)
        assert shown() == {words}
        assert store.read_table("set_aside")["text"].to_list() == [words]
    assert not any(path.is_symlink() for path in outputs.iterdir())


@pytest.mark.usefixtures("no_links")
def test_if_one_copy_cannot_be_replaced_all_stay_as_they_were(
    store: OutputStore, publish: Publish, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store, "r1", "one")
    replace = Path.replace

    def held_open(path: Path, target: Path) -> Path:
        if Path(target).name == "set_aside.parquet" and path.read_bytes().count(b"two"):
            raise PermissionError(13, "The file is open in another program", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held_open)
    with pytest.raises(PipelineError, match="open in another program"):
        publish(store, "r2", "two")
    assert shown() == {"one"}
    assert store.read_table("set_aside")["text"].to_list() == ["one"]
    monkeypatch.undo()


@pytest.mark.usefixtures("no_links")
def test_what_a_kill_left_half_copied_is_finished_by_the_next_run(
    store: OutputStore, outputs: Path, publish: Publish, shown: Shown
) -> None:
    publish(store, "r1", "one")
    publish(store, "r2", "two")
    (outputs / "set_aside.csv").write_text("one", encoding="utf-8")  # as after a kill between two renames
    (outputs / ".set_aside.csv.publishing").write_text("tw", encoding="utf-8")
    with store.lock():
        assert shown() == {"two"}
    assert not list(outputs.glob("*.publishing"))


@pytest.mark.usefixtures("no_links")
def test_a_copy_that_somebody_changed_is_not_lost(
    store: OutputStore, outputs: Path, publish: Publish
) -> None:
    publish(store, "r1", "one")
    (outputs / "set_aside.csv").write_text("my notes", encoding="utf-8")
    with pytest.raises(PipelineError, match="which no run has put there"):
        publish(store, "r2", "two")
    assert (outputs / "set_aside.csv").read_text(encoding="utf-8") == "my notes"


def test_copies_become_links_where_there_are_links_again(
    store: OutputStore, outputs: Path, publish: Publish, shown: Shown
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "symlink_to", lambda *_: (_ for _ in ()).throw(NotImplementedError))
        publish(store, "r1", "one")
    assert not (outputs / "set_aside.csv").is_symlink()
    publish(store, "r2", "two")
    assert (outputs / "set_aside.csv").is_symlink()
    assert shown() == {"two"}
    assert not (outputs / ".current").exists()
