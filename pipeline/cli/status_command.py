"""`python -m pipeline status`: what is published, and whether it is still up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rich.text import Text

from pipeline.cli.app import PROGRAM
from pipeline.cli.console import HEADING, results, write_lines
from pipeline.cli.escaping import escaped, one_line
from pipeline.cli.exit_codes import DONE
from pipeline.cli.json_output import as_json_document
from pipeline.cli.terminal import Terminal
from pipeline.cli.wording import counted, set_aside_in_words
from pipeline.config import Config, load_config
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.store import OutputStore, PublishedRun

__all__ = ["status_command"]

_Freshness = Literal["unchanged", "changed", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """What the published run found, as it says itself."""

    n_documents: int
    n_words: int
    n_quarantined: int
    n_matches: int
    n_variants: int
    n_families: int
    n_set_aside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Status:
    """What `status --json` prints.

    Attributes:
        published: Whether anything is.
        run_id: The run whose results stand.
        folder: Where its files are.
        ended_at: When it ended.
        counts: What it found.
        inputs: Whether the documents are what that run read; None where nothing is published.
        inputs_fault: Why the inputs cannot be read, where they cannot.
        settings: Whether the settings that may change results are those of that run.
    """

    published: bool
    run_id: str | None = None
    folder: Path | None = None
    ended_at: str | None = None
    counts: _Counts | None = None
    inputs: _Freshness | None = None
    inputs_fault: str | None = None
    settings: _Freshness | None = None


def status_command(
    terminal: Terminal, *, config: Path | None, overrides: Mapping[str, object], as_json: bool
) -> int:
    """Say what is published, and whether inputs or settings have changed since.

    Args:
        terminal: What the user wants to read.
        config: Configuration file, if one is named.
        overrides: What the flags say.
        as_json: Whether to print JSON instead of text.

    Returns:
        The exit code 0, also where nothing is published: that is an answer.
    """
    settings = load_config(config, overrides=overrides).config
    from pipeline.store import OutputStore

    store = OutputStore(settings.paths.outputs)
    published = store.latest()
    found = _Status(published=False) if published is None else _status_of(store, published, settings)
    if as_json:
        terminal.result(as_json_document(found))
    else:
        write_lines(results(), _lines(found, settings.paths.outputs))
    return DONE


def _status_of(store: OutputStore, published: PublishedRun, settings: Config) -> _Status:
    runs = store.read_table("runs").filter(run_id=published.run_id)
    row: Mapping[str, Any] | None = runs.row(0, named=True) if runs.height else None
    inputs, fault = _inputs_since(published, settings)
    return _Status(
        published=True,
        run_id=published.run_id,
        folder=published.folder,
        ended_at=None if row is None else str(row["ended_at"]),
        counts=None if row is None else _Counts(**{name: row[name] for name in _Counts.__dataclass_fields__}),
        inputs=inputs,
        inputs_fault=fault,
        settings="unchanged" if settings.sha256() == published.config_sha256 else "changed",
    )


def _inputs_since(published: PublishedRun, settings: Config) -> tuple[_Freshness, str | None]:
    from pipeline.corpus.load import load_documents

    try:
        inputs = load_documents(settings.paths.inputs, settings.corpus)
    except InputError as fault:
        return "unreadable", str(fault)
    return "unchanged" if inputs.inputs_sha256 == published.inputs_sha256 else "changed", None


def _lines(found: _Status, outputs: Path) -> list[str | Text]:
    where = one_line(str(outputs))
    if not found.published:
        return [
            Text(f"Nothing has been published in {where} yet.", HEADING),
            f"`{PROGRAM}` compares the documents and publishes the results.",
        ]
    when = f", finished {one_line(found.ended_at)}" if found.ended_at else ""
    lines: list[str | Text] = [
        Text(f"Published in {where}: run {one_line(found.run_id or '')}{when}", HEADING),
    ]
    counts = found.counts
    if counts is not None:
        unread = f", {counts.n_quarantined:,} could not be read" if counts.n_quarantined else ""
        lines += [
            f"Read   {counted(counts.n_documents, 'document')}{unread}; {counted(counts.n_words, 'word')}.",
            (
                f"Found  {counted(counts.n_matches, 'match', 'matches')}, "
                f"in {counted(counts.n_families, 'family', 'families')}; "
                f"they differ in {counted(counts.n_variants, 'place')}."
            ),
            f"Set aside: {set_aside_in_words(counts.n_set_aside)}.",
        ]
    if found.inputs == "unreadable":
        lines.append(f"The inputs cannot be read now: {escaped(found.inputs_fault or '')}")
    changed = [
        name for name, state in (("inputs", found.inputs), ("settings", found.settings)) if state == "changed"
    ]
    if changed:
        lines.append(
            f"The {' and the '.join(changed)} have changed since: `{PROGRAM}` brings the results up to date."
        )
    elif found.inputs == "unchanged":
        lines.append("Inputs and settings are unchanged since: the results are up to date.")
    return lines
