"""How a command ends, for scripts and schedulers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["DONE", "EXIT_CODES", "FAILED", "INTERRUPTED", "NOT_FOUND", "PIPE_CLOSED", "QUARANTINED", "USAGE"]

DONE: Final = 0
FAILED: Final = 1
NOT_FOUND: Final = 1  # as grep
USAGE: Final = 2
QUARANTINED: Final = 3
INTERRUPTED: Final = 130  # 128 and SIGINT, as a shell reports it
PIPE_CLOSED: Final = 141  # 128 and SIGPIPE

EXIT_CODES: Mapping[int, str] = MappingProxyType(
    {
        DONE: "done",
        FAILED: "failed; published outputs are never left half written (find: also where nothing is found)",
        USAGE: "the command line or the configuration is faulty",
        QUARANTINED: "done, but some documents could not be read",
        75: "another run is writing to the same outputs; try again later",
        INTERRUPTED: "stopped by Ctrl-C; published outputs are never left half written",
        PIPE_CLOSED: "whoever read the output has closed it",
    }
)
"""Every exit code and what it says."""
