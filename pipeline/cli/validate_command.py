"""`python -m pipeline validate`: what would be read, and what is faulty, without running."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from pipeline.cli.console import HEADING, results, write_lines
from pipeline.cli.escaping import one_line
from pipeline.cli.exit_codes import DONE, QUARANTINED
from pipeline.cli.json_output import as_json_document
from pipeline.cli.settings_table import settings_lines
from pipeline.cli.terminal import Terminal
from pipeline.cli.wording import counted
from pipeline.config import LoadedConfig, Origin, load_config

if TYPE_CHECKING:
    from pipeline.corpus.documents import Document
    from pipeline.corpus.load import LoadedInputs

__all__ = ["validate_command"]

_SHOWN_DOCUMENTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _CheckedDocument:
    """A document as a run would take it."""

    path: str
    siglum: str
    status: str
    status_reason: str | None
    title: str | None
    author: str | None
    date: str | None
    encoding: str | None
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """What `validate --json` prints."""

    exit_code: int
    inputs: Path
    settings: tuple[Origin, ...]
    documents: tuple[_CheckedDocument, ...]
    notes: tuple[str, ...]


def validate_command(
    terminal: Terminal, *, config: Path | None, overrides: Mapping[str, object], as_json: bool
) -> int:
    """Check configuration, `sources.toml` and documents.

    Args:
        terminal: What the user wants to read.
        config: Configuration file, if one is named.
        overrides: What the flags say.
        as_json: Whether to print JSON instead of text.

    Returns:
        The exit code: 0, or 3 where documents cannot be read.
    """
    loaded = load_config(config, overrides=overrides)
    from pipeline.corpus.load import load_documents

    inputs = load_documents(loaded.config.paths.inputs, loaded.config.corpus)
    report = _report(loaded, inputs)
    if as_json:
        terminal.result(as_json_document(report))
        return report.exit_code
    lines: list[str | Text] = [*settings_lines(report.settings), ""]
    lines += _document_lines(report.documents, every=terminal.verbose)
    if report.notes:
        lines += ["", Text("sources.toml", HEADING), *(f"  {one_line(note)}" for note in report.notes)]
    lines += ["", Text(_verdict(report), HEADING)]
    write_lines(results(), lines)
    return report.exit_code


def _report(loaded: LoadedConfig, inputs: LoadedInputs) -> _Report:
    documents = tuple(_checked(document) for document in inputs.documents)
    unread = any(document.status == "quarantined" for document in documents)
    return _Report(
        exit_code=QUARANTINED if unread else DONE,
        inputs=loaded.config.paths.inputs,
        settings=loaded.origins,
        documents=documents,
        notes=tuple(str(note) for note in inputs.faults),
    )


def _checked(document: Document) -> _CheckedDocument:
    earliest, latest = document.date_not_before, document.date_not_after
    return _CheckedDocument(
        path=document.path,
        siglum=document.siglum,
        status=document.status,
        status_reason=document.status_reason,
        title=document.title,
        author=document.author,
        date=earliest if earliest == latest else f"{earliest or ''}/{latest or ''}",
        encoding=document.encoding,
        characters=len(document.text),
    )


def _document_lines(documents: Sequence[_CheckedDocument], *, every: bool) -> list[str | Text]:
    read = [document for document in documents if document.status in ("ok", "duplicate")]
    others = [document for document in documents if document.status not in ("ok", "duplicate")]
    shown = read if every else read[:_SHOWN_DOCUMENTS]
    lines: list[str | Text] = [Text("Documents", HEADING)]
    siglum_width = max((len(one_line(document.siglum)) for document in shown), default=0)
    for document in shown:
        told = [document.title, document.author, document.date, document.encoding, document.status_reason]
        details = "; ".join(one_line(part) for part in told if part)
        lines.append(f"  {one_line(document.siglum):<{siglum_width}}  {one_line(document.path)}  ({details})")
    if len(read) > len(shown):
        lines.append(f"  and {len(read) - len(shown):,} more; --verbose lists them all")
    if others:
        lines += ["", Text("Not compared", HEADING)]
        lines += [
            f"  {one_line(one.path)}: {one.status}: {one_line(one.status_reason or '')}" for one in others
        ]
    return lines


def _verdict(report: _Report) -> str:
    unread = sum(document.status == "quarantined" for document in report.documents)
    compared = sum(document.status == "ok" for document in report.documents)
    ready = f"A run would compare {counted(compared, 'document')} of {one_line(str(report.inputs))}"
    return f"{ready}; {unread:,} cannot be read." if unread else f"{ready}. Nothing is faulty."
