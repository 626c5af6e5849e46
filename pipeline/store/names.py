"""The names that people open: ``outputs/NAME`` leads to the file of that name in the current run.

Where the file system has symbolic links, ``current`` is one, swapped by a rename, and every name leads through it: all
names change at one moment. Where it has none, names are copies and a hidden file says which run is current. Copies
cannot all change at one moment; they are made complete first, then renamed one after another, and what a kill leaves
half done is finished before the next run.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from pipeline.store.durable import copy_whole, remove, staged, sync_folder, write_whole
from pipeline.store.manifest import MANIFEST, file_sha256

if TYPE_CHECKING:
    from pathlib import Path

CURRENT = "current"
POINTER = ".current"
RUNS = "runs"

_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
"""What systems answer where there are no symbolic links. Anything else, as a full disk, is a failure."""


KnownHashes = Mapping[str, frozenset[str]]
"""By name, the hashes of that file in every run that is still there: by them a copy of ours is told from a file of
somebody else's."""


def current_run_id(outputs: Path) -> str | None:
    """Return the name of the run that is current, or None if nothing says."""
    link = outputs / CURRENT
    if link.is_symlink():
        return link.readlink().name
    try:
        return (outputs / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def names_in(run: Path) -> list[str]:
    """Return what a run shows to people: every file at the top of its folder but the manifest."""
    return sorted(path.name for path in run.iterdir() if path.is_file() and path.name != MANIFEST)


def foreign_names(outputs: Path, names: Iterable[str], known: KnownHashes) -> list[str]:
    """Find what stands where a name should lead to the current run, but was not put there by a run.

    Args:
        outputs: The folder of outputs.
        names: The names that are to be published.
        known: By name, the hashes of that file in every run that is still there.

    Returns:
        The names that are taken by something else.

    Raises:
        OSError: If a file cannot be read.
    """
    taken = [name for name in names if not _is_ours(outputs / name, known.get(name, frozenset()))]
    current = outputs / CURRENT
    return [*taken, CURRENT] if current.exists() and not current.is_symlink() else taken


def switch(outputs: Path, run: Path, *, previous: Path | None, known: KnownHashes) -> None:
    """Make a run the current one, and every name lead to it.

    Args:
        outputs: The folder of outputs.
        run: The complete folder of the run, inside ``outputs/runs``.
        previous: The folder of the run that is current, to go back to where there are only copies.
        known: By name, the hashes of that file in every run that is still there.

    Raises:
        OSError: If that fails. The previous run is current then.
    """
    # What can fail for want of space comes before the swap: a new name leads nowhere until then.
    free = [name for name in names_in(run) if not os.path.lexists(outputs / name)]
    linked = all(_link(outputs / name, f"{CURRENT}/{name}") for name in free)
    if linked and _link(outputs / CURRENT, f"{RUNS}/{run.name}"):
        remove(outputs / POINTER)
    else:
        _switch_copies(outputs, run, previous)
    lead_names(outputs, run, known)


def lead_names(outputs: Path, run: Path | None, known: KnownHashes) -> None:
    """Make every name lead to the current run, and remove names that it does not have.

    What somebody else put there stays as it is.

    Args:
        outputs: The folder of outputs.
        run: The folder of the current run, or None if there is none.
        known: By name, the hashes of that file in every run that is still there.

    Raises:
        OSError: If that fails.
    """
    names = names_in(run) if run is not None else []
    for path in sorted(outputs.iterdir()):
        stale = path.name not in names and path.name in known and _is_ours(path, known[path.name])
        if stale or (path.name not in names and _leads_through_current(path)):
            remove(path)
    for name in names:
        path = outputs / name
        if not _leads_through_current(path) and _is_ours(path, known.get(name, frozenset())):
            if (outputs / CURRENT).is_symlink():
                _link(path, f"{CURRENT}/{name}")
            elif run is not None and not (path.is_file() and file_sha256(path) == file_sha256(run / name)):
                copy_whole(run / name, staged(path))
                staged(path).replace(path)
    sync_folder(outputs)


def _switch_copies(outputs: Path, run: Path, previous: Path | None) -> None:
    """Replace every copy by the new run's, or go back if one cannot be replaced."""
    names = names_in(run)
    for name in names:
        copy_whole(run / name, staged(outputs / name))
    put: list[str] = []
    try:
        write_whole(outputs / POINTER, run.name.encode("utf-8"))
        for name in names:
            staged(outputs / name).replace(outputs / name)
            put.append(name)
    except BaseException:
        # As when a spreadsheet holds a file open on Windows. The failure that matters is the first one.
        with suppress(OSError):
            _restore_copies(outputs, put, previous)
        raise
    sync_folder(outputs)


def _restore_copies(outputs: Path, names: Iterable[str], previous: Path | None) -> None:
    for name in names:
        if previous is not None and (previous / name).exists():
            copy_whole(previous / name, staged(outputs / name))
            staged(outputs / name).replace(outputs / name)
        else:
            remove(outputs / name)
    if previous is not None:
        write_whole(outputs / POINTER, previous.name.encode("utf-8"))
    else:
        remove(outputs / POINTER)


def _link(path: Path, target: str) -> bool:
    """Make a symbolic link at once, in place of what is there; return False where there are no such links."""
    waiting = staged(path)
    remove(waiting)
    try:
        waiting.symlink_to(target)
    except NotImplementedError:
        return False
    except OSError as error:
        if os.name == "nt" or error.errno in _NO_LINKS:
            return False
        raise
    waiting.replace(path)
    sync_folder(path.parent)
    return True


def _leads_through_current(path: Path) -> bool:
    return path.is_symlink() and path.readlink().as_posix() == f"{CURRENT}/{path.name}"


def _is_ours(path: Path, known: frozenset[str]) -> bool:
    """Whether a name is free, a link through ``current``, or the copy of a file that a run wrote."""
    if path.is_symlink():
        return _leads_through_current(path)
    return not path.exists() or (path.is_file() and file_sha256(path) in known)
