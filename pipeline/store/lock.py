"""One run at a time writes one folder of outputs."""

from __future__ import annotations

import json
import os
import socket
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipeline.errors import LockError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_FILE = ".lock"
HOLDER_FILE = ".lock-holder"


@contextmanager
def run_lock(outputs: Path) -> Iterator[None]:
    """Hold the lock of a folder of outputs. The system lets go of it when the process ends, however it ends.

    Args:
        outputs: A folder that exists.

    Raises:
        LockError: At once, if another run holds it; says which, where that is known.
        OSError: If the folder cannot be written to.
    """
    # Not per thread: the run may work in other threads than the one that took the lock.
    lock = FileLock(outputs / LOCK_FILE, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise LockError.held(outputs / LOCK_FILE, _holder(outputs)) from None
    try:
        _say_who(outputs)
        yield
    finally:
        with suppress(OSError):
            (outputs / HOLDER_FILE).unlink(missing_ok=True)
        lock.release()


def _say_who(outputs: Path) -> None:
    """Leave word of who holds the lock, for the message to whoever finds it held."""
    since = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    holder = {"process": os.getpid(), "machine": socket.gethostname(), "since": since}
    # Without it the lock works as well, only the message says less.
    with suppress(OSError):
        (outputs / HOLDER_FILE).write_text(json.dumps(holder), encoding="utf-8")


def _holder(outputs: Path) -> str | None:
    """Say who holds the lock, or None if that is not known."""
    try:
        holder = json.loads((outputs / HOLDER_FILE).read_text(encoding="utf-8"))
        return f"process {holder['process']} on {holder['machine']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return None
