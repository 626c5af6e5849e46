"""`python -m pipeline explain ID`: one match, word by word, or one family with its apparatus."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import results, write_lines
from pipeline.cli.exit_codes import DONE
from pipeline.cli.json_output import as_json_document
from pipeline.cli.kinds import FAMILY, MATCH
from pipeline.cli.lookup import kind_of, the_row
from pipeline.cli.terminal import Terminal
from pipeline.config import load_config
from pipeline.errors import TableError

if TYPE_CHECKING:
    from pipeline.store import OutputStore

__all__ = ["explain_command"]


def explain_command(
    terminal: Terminal,
    *,
    asked: str,
    config: Path | None,
    overrides: Mapping[str, object],
    as_json: bool = False,
) -> int:
    """Show a match with its differences and evidence, or a family with its witnesses and apparatus.

    Args:
        terminal: What the user wants to read.
        asked: The id, or a beginning of it that no other has; without its letter that of a match.
        config: Configuration file, if one is named.
        overrides: What the flags say.
        as_json: Whether to print JSON instead of text.

    Returns:
        The exit code 0.

    Raises:
        TableError: Nothing is published.
        ConfigurationError: Nothing, or more than one thing, has that id.
    """
    outputs = load_config(config, overrides=overrides).config.paths.outputs
    from pipeline.store import OutputStore

    store = OutputStore(outputs)
    if store.latest() is None:
        raise TableError.not_published(outputs)
    kind = kind_of(asked, (MATCH, FAMILY))
    row = the_row(store.read_table(kind.table), asked, kind, command=("explain",), outputs=outputs)
    show = _explain_family if kind is FAMILY else _explain_match
    show(terminal, store, row[kind.id_column].item(), as_json=as_json)
    return DONE


def _attributions(store: OutputStore, match: Mapping[str, object]) -> list[dict[str, object]]:
    """What is attributed in the two documents; nothing where an older version published the results."""
    import polars as pl

    published = store.latest()
    if published is None or "attributions" not in published.tables:
        return []
    documents = [match["a_document_id"], match["b_document_id"]]
    return store.read_table("attributions").filter(pl.col("document_id").is_in(documents)).rows(named=True)


def _evidence(store: OutputStore, match_id: str) -> list[dict[str, object]]:
    """The evidence for a match; nothing where an older version published the results."""
    published = store.latest()
    if published is None or "evidence" not in published.tables:
        return []
    return store.read_table("evidence").filter(match_id=match_id).rows(named=True)


def _explain_match(terminal: Terminal, store: OutputStore, match_id: str, *, as_json: bool) -> None:
    from pipeline.cli.explained import explained_match
    from pipeline.cli.match_view import match_lines

    match = store.read_table("matches").filter(match_id=match_id)
    variants = store.read_table("variants").filter(match_id=match_id)
    row = match.row(0, named=True)
    found = explained_match(
        row, variants.rows(named=True), _attributions(store, row), _evidence(store, match_id)
    )
    if as_json:
        terminal.result(as_json_document(found))
        return
    console = results()
    write_lines(console, match_lines(found, console=console, every=terminal.verbose))


def _explain_family(terminal: Terminal, store: OutputStore, family_id: str, *, as_json: bool) -> None:
    from pipeline.cli.family_view import family_lines
    from pipeline.report.edition import EDITION_TABLES, of_family, read_editions

    tables = of_family({name: store.read_table(name) for name in EDITION_TABLES}, family_id)
    (edition,) = read_editions(tables)
    if as_json:
        terminal.result(as_json_document(edition))
        return
    console = results()
    write_lines(console, family_lines(edition, console=console, every=terminal.verbose))
