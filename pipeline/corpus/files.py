"""The files of a folder of inputs: which there are, under which name, and which must not be opened."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError

__all__ = ["IGNORE_NAME", "MANIFEST_NAME", "FoundFile", "find_files", "printable_path"]

MANIFEST_NAME = "sources.toml"
IGNORE_NAME = "ignore.txt"
_OURS = frozenset({MANIFEST_NAME, IGNORE_NAME, "review"})
"""What the folder holds for the pipeline itself, at its top level."""

_FIRST_LONE_SURROGATE = 0xDC80
"""Python reads a byte of a file name that is not UTF-8 as U+DC00 and the byte (PEP 383)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """One entry of the folder.

    Attributes:
        path: POSIX path below the folder, printable and unique (see ``printable_path``).
        file: Where it lies.
        size: In bytes; 0 where ``problem`` says why it must not be read.
        problem: Why it cannot be a document, or None.
    """

    path: str
    file: Path
    size: int
    problem: str | None


def printable_path(path: str) -> str:
    r"""Write a path so that every table and terminal can hold it, and no two paths alike.

    Args:
        path: With "/" as separator, as the operating system gives it to Python.

    Returns:
        The path with backslashes doubled, line ends and other control and direction characters as ``\n``, ``\t`` or
        ``\u202e``, and bytes that are not UTF-8 as ``\xff``.
    """
    if path.isprintable() and "\\" not in path:
        return path
    return "".join(_printable(character) for character in path)


def _printable(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if named := {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character):
        return named
    category = unicodedata.category(character)
    if category == "Cs":
        return f"\\x{ord(character) - _FIRST_LONE_SURROGATE + 0x80:02x}"
    # Zl, Zp: line and paragraph separator. Cf: among them the marks that turn the direction of what follows.
    return f"\\u{ord(character):04x}" if category in {"Cc", "Cf", "Zl", "Zp"} else character


def find_files(folder: Path) -> tuple[FoundFile, ...]:
    """List what could be a document, in all folders below.

    Hidden files and folders are left out, and so is what belongs to the pipeline itself (``sources.toml``,
    ``ignore.txt``, ``review/``). A link is followed to a file inside the folder, never out of it and never to a folder,
    so that loops end. What must not be opened (pipes, devices) is listed with its problem.

    Args:
        folder: The folder of inputs.

    Returns:
        Sorted by ``path``, code point by code point.

    Raises:
        InputError: The folder is missing, no folder, or may not be read.
    """
    try:
        if not stat.S_ISDIR(folder.stat().st_mode):
            raise InputError.not_a_folder(folder)
    except FileNotFoundError as error:
        raise InputError.no_such_folder(folder) from error
    except OSError as error:
        raise InputError.unreadable(folder, error.strerror or str(error)) from error
    root = os.path.realpath(folder)
    found: list[FoundFile] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(folder / below) as entries:
                listed = [entry for entry in entries if not _is_skipped(entry.name, below)]
        except OSError as error:
            if not below:
                raise InputError.unreadable(folder, error.strerror or str(error)) from error
            found.append(_problem(folder, below, f"the folder cannot be read: {error.strerror}"))
            continue
        for entry in listed:
            name = f"{below}/{entry.name}" if below else entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(name)
            else:
                found.append(_found(folder, name, root))
    return tuple(sorted(found, key=lambda each: each.path))


def _is_skipped(name: str, below: str) -> bool:
    return name.startswith(".") or (not below and name in _OURS)


def _found(folder: Path, name: str, root: str) -> FoundFile:
    file = folder / name
    try:
        if file.is_symlink():
            target = os.path.realpath(file)
            if os.path.commonpath([root, target]) != root:
                return _problem(
                    folder, name, "a link that leads out of the folder of inputs: put the file there"
                )
            if Path(target).is_dir():
                return _problem(folder, name, "a link to a folder whose files are read under their own names")
        status = file.stat()
    except FileNotFoundError:
        return _problem(folder, name, "a link to a file that is not there")
    except (OSError, ValueError) as error:  # ValueError: a link to another drive has no path in common
        return _problem(folder, name, f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if not stat.S_ISREG(status.st_mode):
        return _problem(folder, name, "not a file: a pipe, a socket or a device")
    return FoundFile(path=printable_path(name), file=file, size=status.st_size, problem=None)


def _problem(folder: Path, name: str, problem: str) -> FoundFile:
    return FoundFile(path=printable_path(name), file=folder / name, size=0, problem=problem)
