"""Whole runs on small folders of documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.config import AcceptConfig, Config, CorpusConfig, PathsConfig, RunConfig
from pipeline.run import run_pipeline
from pipeline.summary import RunSummary
from pipeline.tables import TABLES

INPUTS = Path(__file__).resolve().parent.parent.parent / "inputs"

MEMOIR = """\
The Orchard Wall

Written: 1921

In the spring the wall came down behind the pear trees, and my grandmother counted every stone of it aloud in the
dialect of her own valley, so that the mason could not cheat her of the odd ones. He had a wooden leg and a tame rook.
"""

LETTER = """\
A Letter to the Parish

Written: 1934

You ask about the mason. She wrote: "my grandmother counted every stone of it aloud in the dialect of her own valley,
so that the mason could not cheat her of the odd ones." More than that is not known in this house.
"""

LEDGER = """\
Ledger of a Chandler

Tallow was dear that winter and wicks were dearer. Seven barrels went by the carrier, four came back unopened.
"""

Documents = Mapping[str, str | bytes]


@pytest.fixture(scope="session")
def inputs() -> Path:
    """The project's own folder of inputs."""
    return INPUTS


@pytest.fixture(scope="session")
def content_bytes() -> Callable[[Path], dict[str, bytes]]:
    """Read every published file that is a function of inputs and configuration."""
    return _published_bytes


@pytest.fixture(scope="session")
def listing() -> Callable[[Path], dict[str, tuple[int, int]]]:
    """List a folder with size and time of each file."""
    return _everything_in


def _published_bytes(outputs: Path) -> dict[str, bytes]:
    names = [name for name, table in TABLES.items() if table.content]
    files = [outputs / f"{name}.{suffix}" for name in names for suffix in ("csv", "parquet")]
    return {file.name: file.read_bytes() for file in files if file.exists()}


def _everything_in(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of each file below a folder; locks, which every run takes, apart."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if not file.name.startswith(".lock"):
            status = file.lstat()
            found[file.relative_to(folder).as_posix()] = (status.st_size, status.st_mtime_ns)
    return found


class Desk:
    """A folder of inputs and one of outputs, and what a run makes of them."""

    def __init__(self, folder: Path) -> None:
        self.inputs = folder / "inputs"
        self.outputs = folder / "outputs"
        self.inputs.mkdir(parents=True)

    def put(self, documents: Documents) -> None:
        for name, content in documents.items():
            file = self.inputs / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def run(
        self,
        *,
        jobs: int = 1,
        dry_run: bool = False,
        corpus: CorpusConfig | None = None,
        accept: AcceptConfig | None = None,
    ) -> RunSummary:
        config = Config(
            paths=PathsConfig(inputs=self.inputs, outputs=self.outputs),
            run=RunConfig(jobs=jobs),
            corpus=corpus or CorpusConfig(),
            accept=accept or AcceptConfig(),
        )
        return run_pipeline(config, dry_run=dry_run)

    def rows(self, table: str) -> list[dict[str, Any]]:
        return pl.read_parquet(self.outputs / f"{table}.parquet").to_dicts()

    def document(self, path: str) -> dict[str, Any]:
        (row,) = [row for row in self.rows("documents") if row["path"] == path]
        return row


@pytest.fixture
def make_desk(tmp_path: Path) -> Callable[[str, Documents], Desk]:
    """Make a desk of a name with documents on it."""

    def make(name: str, documents: Documents) -> Desk:
        desk = Desk(tmp_path / name)
        desk.put(documents)
        return desk

    return make


@pytest.fixture
def desk(make_desk: Callable[[str, Documents], Desk]) -> Desk:
    """A memoir, a letter that quotes it, and a ledger that has nothing to do with either."""
    return make_desk("desk", {"memoir.txt": MEMOIR, "letter.txt": LETTER, "ledger.txt": LEDGER})
