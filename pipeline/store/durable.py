"""Write and remove files so that a kill or a power cut at any moment leaves either the old or the new."""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STAGED_SUFFIX = ".publishing"
"""Ends the hidden names under which something waits for its rename; what is left of them after a kill is removed."""


def staged(path: Path) -> Path:
    """Return the hidden name beside a path under which its successor is made."""
    return path.with_name(f".{path.name}{STAGED_SUFFIX}")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Does nothing on Windows, which cannot open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the content of a file durable."""
    # Windows flushes only what was opened for writing.
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def seal_tree(folder: Path) -> None:
    """Make a folder with all it holds durable, and its files read-only.

    Read-only, because an editor that follows a link from outside would otherwise write into the record of the run.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            sync_file(path)
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
        else:
            sync_folder(path)
    sync_folder(folder)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file's content at once."""
    waiting = staged(path)
    waiting.write_bytes(content)
    sync_file(waiting)
    waiting.replace(path)
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file, a link or a folder with all it holds, if it is there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        if os.name == "nt":  # which does not remove read-only files
            for inner in path.rglob("*"):
                inner.chmod(stat.S_IWRITE)
        shutil.rmtree(path)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file's content durably; the copy is writable though the record is not."""
    remove(target)
    shutil.copyfile(source, target)
    sync_file(target)
