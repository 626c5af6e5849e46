"""Write exports to disk, where the user wants them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_export"]


def write_export(path: Path, text: str) -> None:
    """Replace a file at once, so that nobody reads half of it; its folder is made where it is not there.

    Args:
        path: The file.
        text: What to write, in UTF-8.

    Raises:
        OSError: The system does not let it be written; the file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.writing")
    try:
        waiting.write_text(text, encoding="utf-8", newline="\n")
        waiting.replace(path)
    except OSError as refused:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)
        # A full disk names no file.
        raise OSError(refused.errno, refused.strerror, str(path)) from refused
