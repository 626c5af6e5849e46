"""Styled text on stdout and progress on stderr, by rich. Not loaded for `--help`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from pipeline.cli.escaping import one_line
from pipeline.cli.terminal import StdoutClosedError, Terminal, writing_results

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["HEADING", "QUIET_STYLE", "results", "show_progress", "write_lines"]

HEADING = "bold"
QUIET_STYLE = "dim"


class _Console(Console):
    """A console that leaves a closed pipe to the command line's own handling."""

    def on_broken_pipe(self) -> None:
        """Say so by an exception, where rich would end the process with a code of its own."""
        raise StdoutClosedError


def results() -> Console:
    """Make the console for results: stdout; colour only on a terminal, and not where NO_COLOR is set.

    Text is never read as markup, for it comes from documents.
    """
    return _Console(file=sys.stdout, markup=False, highlight=False, emoji=False, legacy_windows=False)


def write_lines(console: Console, lines: list[str | Text]) -> None:
    """Write each as one line, however long: the terminal wraps what it must, a file and grep see whole lines."""
    with writing_results():
        for line in lines:
            console.print(line, soft_wrap=True)


@contextmanager
def show_progress(terminal: Terminal) -> Iterator[Callable[[str, float], None] | None]:
    """Show on stderr how far a run is, where stderr is a terminal and the user wants to read anything.

    Yields:
        What the run calls with the stage and the share of it that is done (0 to 1); None where nothing is shown.
    """
    if terminal.quiet or not sys.stderr.isatty():
        yield None
        return
    console = _Console(file=sys.stderr, markup=False, highlight=False, emoji=False, legacy_windows=False)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=1.0)

        def show(stage: str, share: float) -> None:
            progress.update(task, description=one_line(stage), completed=share)

        yield show
