"""The way in: run a command, and turn whatever goes wrong into one clear block and an exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import click

from pipeline.cli.app import PROGRAM, app
from pipeline.cli.escaping import one_line
from pipeline.cli.exit_codes import DONE, FAILED, INTERRUPTED, PIPE_CLOSED, USAGE
from pipeline.cli.terminal import StdoutClosedError, Terminal, flush_results, prepare_streams
from pipeline.errors import PipelineError

__all__ = ["main"]

_HINTS = {
    errno.ENOSPC: "make room on that disk and run again; published outputs are never left half written.",
    errno.EDQUOT: "your quota on that disk is used up; published outputs are never left half written.",
    errno.EACCES: "check who may read and write there.",
    errno.EPERM: "check who may read and write there.",
    errno.EROFS: "that disk can only be read; name another folder with --outputs FOLDER.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What stands after `python -m pipeline`; without it the arguments of this process.

    Returns:
        The exit code, one of `EXIT_CODES`.
    """
    prepare_streams()
    terminal = Terminal()
    try:
        code = _invoke(list(sys.argv[1:] if arguments is None else arguments), terminal)
        flush_results()
    except click.exceptions.Exit as asked:
        return asked.exit_code
    except (Exception, KeyboardInterrupt) as fault:  # noqa: BLE001  (the last place: it says what a bug is)
        return _report(terminal, fault)
    return code


def _invoke(arguments: list[str], terminal: Terminal) -> int:
    """Parse and run; click's own `main` is not used, for it ends the process in silence on any closed pipe."""
    try:
        context = app.make_context(PROGRAM, arguments, obj=terminal)
    except BrokenPipeError as closed:  # while --help or --version was printed
        raise StdoutClosedError from closed
    with context:
        code = app.invoke(context)
    return code if isinstance(code, int) else DONE


def _report(terminal: Terminal, fault: BaseException) -> int:
    """Say on stderr what went wrong.

    Returns:
        The exit code.
    """
    match fault:
        case StdoutClosedError():
            _forget_stdout()
            return PIPE_CLOSED
        case KeyboardInterrupt() | click.Abort():
            terminal.error(
                "stopped before the end", "published outputs are never left half written; run again to go on."
            )
            return INTERRUPTED
        case click.ClickException():
            _report_usage(terminal, fault)
            return USAGE
        case PipelineError():
            terminal.error(str(fault), fault.hint)
        case OSError():
            _report_system(terminal, fault)
        case MemoryError():
            terminal.error(
                "the machine has not enough memory for this run", "use fewer processes, as --jobs 1."
            )
        case _:
            _report_bug(terminal, fault)
    if terminal.verbose:
        import traceback

        terminal.fault("".join(traceback.format_exception(fault)).rstrip("\n"))
    return fault.exit_code if isinstance(fault, PipelineError) else FAILED


def _report_usage(terminal: Terminal, fault: click.ClickException) -> None:
    context = fault.ctx if isinstance(fault, click.UsageError) else None
    path = context.command_path if context is not None else PROGRAM
    told = fault.format_message()
    late = next(
        (name for name in app.commands if told.startswith("Got unexpected") and f"({name}" in told), None
    )
    hint = f"the command comes before its options: `{PROGRAM} {late} ...`." if late else ""
    if isinstance(fault, click.NoSuchOption) and context is not None and context.command.name == "find":
        hint = f"a text that begins with a hyphen goes after --: `{path} -- TEXT`; `{path} --help` lists the options."
    terminal.error(told, hint or f"`{path} --help` lists what can be given.")


def _report_system(terminal: Terminal, fault: OSError) -> None:
    where = f"{one_line(str(fault.filename))}: " if fault.filename is not None else ""
    hint = _HINTS.get(fault.errno or 0, "the same command with --verbose shows where this happened.")
    terminal.error(f"{where}{fault.strerror or fault}", hint)


def _report_bug(terminal: Terminal, bug: BaseException) -> None:
    told = one_line(str(bug))
    terminal.error(
        f"something went wrong inside the program: {type(bug).__name__}{': ' if told else ''}{told}\n"
        "This is a fault of the program, not of your documents. Published outputs are never left half written.",
        "please report it, with what the same command prints with --verbose and "
        f"what `{PROGRAM} --version` prints.",
    )


def _forget_stdout() -> None:
    """Keep the interpreter from writing what is left to a pipe that nobody reads, when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except OSError:
        return  # stdout is no file of the system's: there is nothing to keep it from
    finally:
        os.close(nowhere)
