"""The commands and their options. This module is all that `--help` needs, so it imports little."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline import __version__
from pipeline.cli.escaping import one_line
from pipeline.cli.exit_codes import EXIT_CODES
from pipeline.cli.export_formats import EXPORTS_IN_WORDS, FORMATS
from pipeline.cli.terminal import Terminal

__all__ = ["PROGRAM", "app", "program_as_typed"]


def program_as_typed(command_line: Sequence[str]) -> str:
    """How the user called the program, so that what is printed can be pasted: there may be no `python` on the path.

    Args:
        command_line: As `sys.orig_argv` has it.

    Returns:
        `.venv/bin/python -m pipeline` or the like; `python -m pipeline` where it was called in another way.
    """
    if list(command_line[1:3]) != ["-m", "pipeline"]:
        return "python -m pipeline"
    python = one_line(command_line[0])
    return f"{shlex.quote(python) if ' ' in python else python} -m pipeline"


PROGRAM = program_as_typed(sys.orig_argv)

_Command = TypeVar("_Command", bound=Callable[..., Any])

_EPILOG = "\b\nExit codes:\n" + "\n".join(f"  {code:<4} {meaning}" for code, meaning in EXIT_CODES.items())


class _RunByDefault(click.Group):
    """A group of commands in which `run` is meant where no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {option for parameter in self.get_params(ctx) for option in parameter.opts}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["run", *args]
        return super().parse_args(ctx, args)


def _inputs(command: _Command) -> _Command:
    return click.option(
        "--inputs", metavar="FOLDER", type=click.Path(), help="Folder of the documents.  [default: inputs]"
    )(command)


def _outputs(command: _Command) -> _Command:
    return click.option(
        "--outputs", metavar="FOLDER", type=click.Path(), help="Folder of the results.  [default: outputs]"
    )(command)


def _config(command: _Command) -> _Command:
    return click.option(
        "--config",
        metavar="FILE",
        type=click.Path(),
        help="Settings.  [default: pipeline.toml of the current folder, where there is one]",
    )(command)


def _json(command: _Command) -> _Command:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")(
        command
    )


def _verbose(help_text: str) -> Callable[[_Command], _Command]:
    return click.option("-v", "--verbose", is_flag=True, help=help_text)


@click.group(cls=_RunByDefault, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EPILOG)
@click.version_option(
    __version__,
    "--version",
    message=f"filiation {__version__} (Python {'.'.join(map(str, sys.version_info[:3]))}, {sys.platform})",
    help="Show the version and exit.",
)
def app() -> None:
    """Find the passages that documents copy from each other, word by word.

    Put documents into the folder inputs and run this without a command: the results are in the folder outputs. Without
    a command, `run` is meant, and its options work without the word.
    """


@app.command()
@_inputs
@_outputs
@_config
@click.option("-j", "--jobs", metavar="N", type=int, help="Processes at work at once; 0: one a processor.")
@click.option(
    "--only-between",
    metavar="A B",
    nargs=2,
    help="Compare only documents whose paths fit pattern A with those that fit B, as --only-between 'new/*' 'old/*'.",
)
@click.option(
    "--sensitivity",
    metavar="PRESET",
    help="How hard to look: quick, normal or thorough. Settings that are set win.  [default: normal]",
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done and why; write nothing.")
@_json
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but faults.")
@_verbose("Also print the stages, their times, and every parameter.")
@click.pass_obj
def run(
    terminal: Terminal,
    *,
    inputs: str | None,
    outputs: str | None,
    config: str | None,
    jobs: int | None,
    only_between: tuple[str, str] | None,
    sensitivity: str | None,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Compare all documents and publish the results.

    Everything is published at once at the end; until then, and if anything fails, the last results stand.
    """
    if quiet and verbose:
        raise click.UsageError("--quiet and --verbose exclude each other.")
    terminal.quiet, terminal.verbose = quiet, verbose
    from pipeline.cli.run_command import run_command

    return run_command(
        terminal,
        config=_path(config),
        overrides=_overrides(
            inputs=inputs, outputs=outputs, jobs=jobs, only_between=only_between, sensitivity=sensitivity
        ),
        dry_run=dry_run,
        as_json=as_json,
    )


@app.command()
@_inputs
@_config
@_json
@_verbose("List every document, however many there are.")
@click.pass_obj
def validate(
    terminal: Terminal,
    *,
    inputs: str | None,
    config: str | None,
    as_json: bool,
    verbose: bool,
) -> int:
    """Check settings, sources.toml and documents without running.

    Shows each setting and where it comes from, what would be read, and everything that is faulty.
    """
    terminal.verbose = verbose
    from pipeline.cli.validate_command import validate_command

    return validate_command(
        terminal, config=_path(config), overrides=_overrides(inputs=inputs), as_json=as_json
    )


@app.command()
@_inputs
@_outputs
@_config
@_json
@_verbose("Show the traceback of an error.")
@click.pass_obj
def status(
    terminal: Terminal,
    *,
    inputs: str | None,
    outputs: str | None,
    config: str | None,
    as_json: bool,
    verbose: bool,
) -> int:
    """Say what is published, and whether it is still up to date."""
    terminal.verbose = verbose
    from pipeline.cli.status_command import status_command

    return status_command(
        terminal, config=_path(config), overrides=_overrides(inputs=inputs, outputs=outputs), as_json=as_json
    )


@app.command()
@click.argument("asked", metavar="ID")
@_outputs
@_config
@_json
@_verbose("List every difference, however many there are.")
@click.pass_obj
def explain(
    terminal: Terminal,
    *,
    asked: str,
    outputs: str | None,
    config: str | None,
    as_json: bool,
    verbose: bool,
) -> int:
    """Show a match word by word, or a family with its apparatus.

    ID is the id of a match in outputs/matches.csv (m_...) or of a family in outputs/families.csv (f_...), or its
    beginning as far as no other has it.
    """
    terminal.verbose = verbose
    from pipeline.cli.explain_command import explain_command

    return explain_command(
        terminal,
        asked=asked,
        config=_path(config),
        overrides=_overrides(outputs=outputs),
        as_json=as_json,
    )


@app.command(epilog=EXPORTS_IN_WORDS)
@click.argument("name", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.argument("asked", metavar="[ID]...", nargs=-1)
@click.option(
    "--to",
    metavar="PATH",
    help="File to write, or folder where there are several to write; a folder is there already or ends with a slash."
    "  [default: stdout]",
)
@_outputs
@_config
@_verbose("Show the traceback of an error.")
@click.pass_obj
def export(
    terminal: Terminal,
    *,
    name: str,
    asked: tuple[str, ...],
    to: str | None,
    outputs: str | None,
    config: str | None,
    verbose: bool,
) -> int:
    """Write what is published in a format that other programs read.

    For tei and collatex-json, ID is the id of a family in outputs/families.csv (f_...), or its beginning as far as no
    other has it; without an ID all families are written, each into a file of its own.

    The other formats write all documents into one file and take no ID.
    """
    terminal.verbose = verbose
    from pipeline.cli.export_command import export_command

    return export_command(
        terminal,
        FORMATS[name],
        asked=asked,
        to=to,
        config=_path(config),
        overrides=_overrides(outputs=outputs),
    )


@app.command()
@click.argument("text")
@_inputs
@_config
@_json
@_verbose("Show every place, and all of each passage.")
@click.pass_obj
def find(
    terminal: Terminal, *, text: str, inputs: str | None, config: str | None, as_json: bool, verbose: bool
) -> int:
    """Say where in the documents a passage stands, exact or varied.

    TEXT is the passage, in quotation marks, or - to read it from stdin. The documents are read anew; no run is needed
    and nothing is written. Ends with 0 where something is found and with 1 where nothing is.

    A passage counts as it does in a run, but one text is looked up and not all with all, so that less is enough. Four
    words and more that stand somewhere word for word are shown even if they say too little to count.
    """
    terminal.verbose = verbose
    from pipeline.cli.find_command import find_command

    return find_command(
        terminal, text=text, config=_path(config), overrides=_overrides(inputs=inputs), as_json=as_json
    )


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)


def _overrides(
    *,
    inputs: str | None = None,
    outputs: str | None = None,
    jobs: int | None = None,
    only_between: tuple[str, str] | None = None,
    sensitivity: str | None = None,
) -> dict[str, object]:
    """What the flags say, as keys of the configuration; a flag that is not there says nothing."""
    flags: dict[str, object] = {
        "paths.inputs": inputs,
        "paths.outputs": outputs,
        "run.jobs": jobs,
        "minhash.only_between": only_between,
        "minhash.sensitivity": sensitivity,
    }
    return {key: value for key, value in flags.items() if value is not None}
