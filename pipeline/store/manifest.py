"""The manifest of a published run: what it was made from, and what files it has."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pipeline.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One file of a run: its path inside the run's folder, its size, its hash."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """One table of a run and its number of rows."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunManifest:
    """What a run was made from and what it holds.

    Attributes:
        run_id: The run's name.
        sequence: 1 for the first run published into these outputs, and one more each time.
        inputs_sha256: Hash of the inputs.
        config_sha256: Hash of every setting that can change the results.
        code_version: The version of the code that made them.
        tables: Its tables, by name.
        files: Every file but the manifest itself, by path.
    """

    run_id: str
    sequence: int
    inputs_sha256: str
    config_sha256: str
    code_version: str
    tables: tuple[TableEntry, ...]
    files: tuple[FileEntry, ...]

    def to_json(self) -> str:
        """Return the manifest as the text of its file."""
        return json.dumps({"format": _FORMAT, **asdict(self)}, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunIdentity:
    """What tells whether two runs must give the same: the hashes of inputs and settings, the code's version."""

    inputs_sha256: str
    config_sha256: str
    code_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRun:
    """A published run.

    Attributes:
        run_id: Its name.
        folder: Where its files are.
        inputs_sha256: Hash of the inputs it was made from.
        config_sha256: Hash of every setting that could change its results.
        code_version: The version of the code that made it.
        tables: The names of its tables.
    """

    run_id: str
    folder: Path
    inputs_sha256: str
    config_sha256: str
    code_version: str
    tables: tuple[str, ...]

    @property
    def identity(self) -> RunIdentity:
        """What it was made from, to compare with what a run would be made from."""
        return RunIdentity(
            inputs_sha256=self.inputs_sha256,
            config_sha256=self.config_sha256,
            code_version=self.code_version,
        )


def describe_run(
    folder: Path, *, run_id: str, sequence: int, identity: RunIdentity, rows: Mapping[str, int]
) -> RunManifest:
    """Make the manifest of a folder of written files.

    Args:
        folder: The folder; every file in it is hashed.
        run_id: The run's name.
        sequence: Its place among the runs published here.
        identity: What it was made from.
        rows: Number of rows by table.

    Returns:
        The manifest.

    Raises:
        OSError: If a file cannot be read.

    Cost: one read of every file.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return RunManifest(
        run_id=run_id,
        sequence=sequence,
        inputs_sha256=identity.inputs_sha256,
        config_sha256=identity.config_sha256,
        code_version=identity.code_version,
        tables=tuple(TableEntry(name=name, rows=rows[name]) for name in sorted(rows)),
        files=tuple(
            FileEntry(
                path=path.relative_to(folder).as_posix(), bytes=path.stat().st_size, sha256=file_sha256(path)
            )
            for path in files
        ),
    )


def read_manifest(folder: Path) -> RunManifest | None:
    """Read the manifest of a run's folder.

    Args:
        folder: The folder.

    Returns:
        The manifest, or None if the folder has none.

    Raises:
        TableError: If there is one that cannot be understood.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        stored = json.loads(content)
        if stored.pop("format") != _FORMAT:
            raise TableError(
                f"{path} was written by another version of this program",
                hint="name another folder with --outputs FOLDER, or use the version that wrote it.",
            )
        stored["tables"] = tuple(TableEntry(**entry) for entry in stored["tables"])
        stored["files"] = tuple(FileEntry(**entry) for entry in stored["files"])
        return RunManifest(**stored)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise TableError.damaged(path, error) from error


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    Raises:
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
