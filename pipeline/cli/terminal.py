"""The two streams: results to stdout, messages to stderr."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.cli.escaping import escaped, one_line

__all__ = ["StdoutClosedError", "Terminal", "flush_results", "prepare_streams", "writing_results"]


class StdoutClosedError(Exception):
    """Whoever read the results has closed the pipe. Another pipe that breaks is a failure; this one is none."""


@dataclass(slots=True)
class Terminal:
    """How much the user wants to read; commands set it when their options are known.

    Attributes:
        quiet: Nothing but faults.
        verbose: Also what happens inside, and the traceback of a bug.
    """

    quiet: bool = False
    verbose: bool = False

    def result(self, text: str) -> None:
        """Write plain text to stdout, whatever `quiet` says: it was asked for."""
        with writing_results():
            sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def note(self, text: str) -> None:
        """Tell the user something on stderr, unless they want quiet."""
        if not self.quiet:
            self.fault(text)

    def fault(self, text: str) -> None:
        """Tell the user on stderr that something is wrong."""
        sys.stderr.write(escaped(text) + "\n")

    def warn_unread(self, path: str, reason: str) -> None:
        """Tell the user on stderr that a document could not be read."""
        self.fault(f"could not be read: {one_line(path)}: {one_line(reason)}")

    def error(self, message: str, hint: str | None = None) -> None:
        """Tell the user why the command failed: one block, `error:` and `hint:`."""
        self.fault(_block("error", message))
        if hint:
            self.fault(_block("hint", hint))


@contextmanager
def writing_results() -> Iterator[None]:
    """Tell a closed pipe from what else keeps stdout from being written, which the system names no file for."""
    try:
        yield
    except BrokenPipeError as closed:
        raise StdoutClosedError from closed
    except OSError as refused:
        raise OSError(refused.errno, refused.strerror, "standard output") from refused


def prepare_streams() -> None:
    """Let every character be written: what the stream's encoding lacks is shown as an escape, not as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def flush_results() -> None:
    """Write what is still held back of stdout, while a closed pipe can still be told from a failure."""
    with writing_results():
        sys.stdout.flush()


def _block(label: str, text: str) -> str:
    head, *rest = text.split("\n")
    return "\n".join([f"{label}: {head}", *("  " + line if line else line for line in rest)])
