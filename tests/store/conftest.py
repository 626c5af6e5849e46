"""What the tests of the store publish: one small table, written as a run writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pipeline.store import OutputStore, RunIdentity
from pipeline.tables import from_rows

if TYPE_CHECKING:
    from collections.abc import Callable

IDENTITY = RunIdentity(inputs_sha256="1" * 64, config_sha256="2" * 64, code_version="0.1.0")


def aside(words: str) -> dict[str, pl.DataFrame]:
    row = {
        "set_aside_id": "s_1",
        "text": words,
        "reason": "title",
        "words": 1,
        "n_occurrences": 2,
        "n_documents": 1,
        "places": [],
    }
    return {"set_aside": from_rows("set_aside", [row])}


def write_aside(folder: Path, words: str) -> None:
    frame = aside(words)["set_aside"]
    frame.write_parquet(folder / "set_aside.parquet")
    (folder / "set_aside.csv").write_text(words, encoding="utf-8")
    (folder / "DATA_DICTIONARY.md").write_text(f"about {words}", encoding="utf-8")


def publish_words(store: OutputStore, run_id: str, words: str) -> Path:
    return store.publish(run_id, aside(words), lambda folder: write_aside(folder, words), identity=IDENTITY)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    return tmp_path / "outputs"


@pytest.fixture
def store(outputs: Path) -> OutputStore:
    return OutputStore(outputs)


@pytest.fixture
def identity() -> RunIdentity:
    return IDENTITY


@pytest.fixture
def words_table() -> Callable[[str], dict[str, pl.DataFrame]]:
    return aside


@pytest.fixture
def write_words() -> Callable[[Path, str], None]:
    return write_aside


@pytest.fixture
def publish() -> Callable[[OutputStore, str, str], Path]:
    """Publish a run whose one table says the given words."""
    return publish_words


@pytest.fixture
def shown(outputs: Path) -> Callable[[], set[str]]:
    """What every published name says: one word, if no name is behind another."""

    def read() -> set[str]:
        csv = (outputs / "set_aside.csv").read_text(encoding="utf-8")
        dictionary = (outputs / "DATA_DICTIONARY.md").read_text(encoding="utf-8").removeprefix("about ")
        parquet = pl.read_parquet(outputs / "set_aside.parquet")["text"].item()
        return {csv, dictionary, parquet}

    return read


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without symbolic links."""

    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(Path, "symlink_to", refuse)
