"""Whatever fails, and wherever a run is killed, what was published before can be read, whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.errors import PipelineError
from pipeline.store import OutputStore, RunIdentity

if TYPE_CHECKING:
    import polars as pl

Publish = Callable[[OutputStore, str, str], Path]
Shown = Callable[[], set[str]]
ROOT = Path(__file__).parents[2]

WRITE_AND_WAIT = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from pipeline.store import OutputStore, RunIdentity
def write(folder):
    (folder / "half.csv").write_text("half")
    print("writing", flush=True)
    time.sleep(60)
identity = RunIdentity(inputs_sha256="1", config_sha256="2", code_version="3")
OutputStore(Path(sys.argv[2])).publish("r2", {}, write, identity=identity)
"""

# No file may grow beyond the limit in this process: the system refuses to write, as it does when a disk is full.
WRITE_TOO_MUCH = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import polars as pl
from pipeline.config import ReportConfig
from pipeline.errors import PipelineError
from pipeline.report import write_tables
from pipeline.store import OutputStore, RunIdentity
n = pl.int_range(200_000).alias("n")
frame = pl.select(n).select(
    pl.format("m_{}", pl.col("n") * 7919 % 1_000_003).alias("match_id"), pl.lit("f_1").alias("family_id"),
    a_begin="n", a_end="n", b_begin="n", b_end="n")
identity = RunIdentity(inputs_sha256="1", config_sha256="2", code_version="3")
tables = {"match_families": frame}
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    write = lambda folder: write_tables(folder, tables, ReportConfig())
    OutputStore(Path(sys.argv[2])).publish("r2", tables, write, identity=identity)
except PipelineError as error:
    print(type(error).__name__)
    print(error, file=sys.stderr)
"""

WATCHED = (
    (os, "fsync"),
    (shutil, "rmtree"),
    (shutil, "copyfile"),
    *(
        (Path, name)
        for name in (
            "rename",
            "replace",
            "unlink",
            "mkdir",
            "chmod",
            "symlink_to",
            "write_bytes",
            "write_text",
        )
    ),
)


class Killed(BaseException):
    """Stands for a kill: raised at one step on the file system, and at every step after it."""


@dataclass
class Steps:
    """Counts the steps on the file system, and dies at one of them."""

    die_at: int
    taken: int = 0

    def watch(self, patch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        function = getattr(owner, name)

        def call(*args: object, **options: object) -> object:
            # The lock and its word of who holds it go with a process that is killed; this one goes on.
            if Path(str(args[0])).name != ".lock-holder":
                self.taken += 1
            if 0 < self.die_at <= self.taken and Path(str(args[0])).name != ".lock-holder":
                raise Killed
            return function(*args, **options)

        patch.setattr(owner, name, call)


def steps_of(publish: Publish, outputs: Path, *, die_at: int) -> int:
    """Publish a third run and return how many steps it took, or up to which one it lived."""
    steps = Steps(die_at=die_at)
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in WATCHED:
            steps.watch(patch, owner, name)
        with suppress(Killed):
            publish(OutputStore(outputs, keep_runs=2), "r3", "three")
    return steps.taken


def said(outputs: Path) -> list[str]:
    """What the two published texts say."""
    texts = [(outputs / name).read_text(encoding="utf-8") for name in ("set_aside.csv", "DATA_DICTIONARY.md")]
    return [text.removeprefix("about ") for text in texts]


def assert_whole_and_usable(outputs: Path, publish: Publish, *, linked: bool) -> str:
    """Check what a kill left, before and after the next run; return what is published."""
    store = OutputStore(outputs)
    read = str(store.read_table("set_aside")["text"].item())
    assert read in {"two", "three"}
    if linked:
        assert said(outputs) == [read, read]
    with store.lock():
        assert store.read_table("set_aside")["text"].item() == read
        assert said(outputs) == [read, read]
        assert [path for path in outputs.rglob("*") if path.name.endswith((".partial", ".publishing"))] == []
    publish(store, "r4", "four")
    assert said(outputs) == ["four", "four"]
    return read


def test_an_error_in_the_writer_keeps_what_was_published(
    store: OutputStore,
    outputs: Path,
    publish: Publish,
    shown: Shown,
    *,
    words_table: Callable[[str], dict[str, pl.DataFrame]],
    write_words: Callable[[Path, str], None],
    identity: RunIdentity,
) -> None:
    publish(store, "r1", "one")

    def fail(folder: Path) -> None:
        write_words(folder, "two")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        store.publish("r2", words_table("two"), fail, identity=identity)
    assert shown() == {"one"}
    assert [path.name for path in (outputs / "runs").iterdir()] == ["r1"]


def test_a_full_disk_is_explained_and_keeps_what_was_published(
    store: OutputStore,
    publish: Publish,
    shown: Shown,
    words_table: Callable[[str], dict[str, pl.DataFrame]],
    identity: RunIdentity,
) -> None:
    publish(store, "r1", "one")

    def fill(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(PipelineError, match="cannot be written to: No space left on device") as raised:
        store.publish("r2", words_table("two"), fill, identity=identity)
    assert "has space" in str(raised.value.hint)
    assert shown() == {"one"}


@pytest.mark.parametrize("below", ["results", "results/of/mine"])
def test_a_file_in_the_way_of_the_outputs_is_named(tmp_path: Path, below: str) -> None:
    (tmp_path / "results").write_text("a list of results", encoding="utf-8")
    with (
        pytest.raises(PipelineError, match="results is a file") as raised,
        OutputStore(tmp_path / below).lock(),
    ):
        pass
    assert "--outputs FOLDER" in str(raised.value.hint)


def test_an_error_after_the_folder_is_complete_takes_it_back(
    store: OutputStore, outputs: Path, publish: Publish, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store, "r1", "one")
    replace = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if path.name == ".current.publishing":
            raise OSError(5, "Input/output error")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PipelineError, match="Input/output error"):
        publish(store, "r2", "two")
    assert shown() == {"one"}
    assert [path.name for path in (outputs / "runs").iterdir()] == ["r1"]


def test_a_failed_first_run_leaves_no_names_that_lead_nowhere(
    store: OutputStore, outputs: Path, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if path.name == ".current.publishing":
            raise OSError(5, "Input/output error")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PipelineError, match="Input/output error"):
        publish(store, "r1", "one")
    assert {path.name for path in outputs.iterdir()} <= {"runs", ".lock"}
    assert store.latest() is None


def test_an_outputs_folder_that_cannot_be_made_is_explained(tmp_path: Path, publish: Publish) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"cannot be the folder of outputs: .*file is a file"):
        publish(OutputStore(tmp_path / "file" / "outputs"), "r1", "one")


def test_an_error_of_the_run_itself_is_not_taken_for_one_of_the_outputs(store: OutputStore) -> None:
    with pytest.raises(FileNotFoundError, match="an input"), store.lock():
        raise FileNotFoundError("an input")


@pytest.mark.parametrize("linked", [True, False], ids=["links", "copies"])
def test_a_kill_at_any_step_leaves_one_whole_run_and_the_next_run_goes_on(
    tmp_path: Path, publish: Publish, request: pytest.FixtureRequest, *, linked: bool
) -> None:
    if not linked:
        request.getfixturevalue("no_links")

    def prepared(name: str) -> Path:
        outputs = tmp_path / name
        publish(OutputStore(outputs), "r1", "one")
        publish(OutputStore(outputs), "r2", "two")
        return outputs

    steps = steps_of(publish, prepared("whole"), die_at=0)
    assert steps > 20
    published = set()
    for die_at in range(1, steps + 1):
        outputs = prepared(f"killed_{die_at}")
        assert steps_of(publish, outputs, die_at=die_at) >= die_at
        published.add(assert_whole_and_usable(outputs, publish, linked=linked))
        shutil.rmtree(outputs)
    assert published == {"two", "three"}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not of Windows")
def test_a_run_killed_while_it_writes_leaves_what_was_published(
    store: OutputStore, outputs: Path, publish: Publish, shown: Shown
) -> None:
    publish(store, "r1", "one")
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE_AND_WAIT, str(ROOT), str(outputs)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "writing"
    process.kill()
    process.communicate()
    assert (outputs / "runs" / "r2.partial" / "half.csv").exists()
    assert shown() == {"one"}
    publish(store, "r2", "two")
    assert shown() == {"two"}
    assert sorted(path.name for path in (outputs / "runs").iterdir()) == ["r1", "r2"]


@pytest.mark.parametrize("limit", [100_000, 5_000_000], ids=["parquet", "csv"])
def test_a_disk_that_fills_while_a_table_is_written_is_explained(
    outputs: Path, store: OutputStore, publish: Publish, shown: Shown, *, limit: int
) -> None:
    resource = pytest.importorskip("resource")  # not of Windows
    assert resource
    publish(store, "r1", "one")
    done = subprocess.run(
        [sys.executable, "-c", WRITE_TOO_MUCH, str(ROOT), str(outputs), str(limit)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == "PipelineError", done.stderr
    assert shown() == {"one"}
    assert [path.name for path in (outputs / "runs").iterdir()] == ["r1"]
