"""`python -m pipeline export FORMAT [ID...]`: what is published, for other programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pipeline.cli.app import PROGRAM
from pipeline.cli.escaping import one_line
from pipeline.cli.exit_codes import DONE
from pipeline.cli.export_formats import Format
from pipeline.cli.kinds import FAMILY
from pipeline.cli.lookup import kind_of, the_row
from pipeline.cli.terminal import Terminal
from pipeline.cli.wording import counted, next_command
from pipeline.config import load_config
from pipeline.errors import ConfigurationError, TableError, path_in_words

if TYPE_CHECKING:
    import polars as pl

    from pipeline.store import OutputStore

__all__ = ["export_command"]

_STDOUT = "-"

ToText = Callable[[Mapping[str, "pl.DataFrame"]], str]


def export_command(
    terminal: Terminal,
    one: Format,
    *,
    asked: Sequence[str],
    to: str | None,
    config: Path | None,
    overrides: Mapping[str, object],
) -> int:
    """Write what is published in another format.

    Args:
        terminal: Where messages and results go.
        one: The format.
        asked: Ids of families; none for all of them.
        to: File or folder; None or `-` for stdout.
        config: Configuration file, if one is named.
        overrides: What the flags say.

    Returns:
        The exit code 0.

    Raises:
        TableError: Nothing is published, or not the tables that the format needs.
        ConfigurationError: An id names nothing, or what is to be written does not fit where it is to go.
    """
    outputs = load_config(config, overrides=overrides).config.paths.outputs
    from pipeline.report.exports.files import write_export
    from pipeline.store import OutputStore

    store = OutputStore(outputs)
    if store.latest() is None:
        raise TableError.not_published(outputs)
    if not one.of_family and asked:
        raise ConfigurationError(
            f"{one.name} writes all that is published, and takes no id",
            hint=f"leave the ids out: `{next_command('export', one.name, outputs=outputs)}`.",
        )
    tables = _tables(store, one, outputs)
    ids = _family_ids(tables, asked, one, outputs) if one.of_family else [one.name]
    to_text = cast("ToText", import_module(one.module).to_text)
    target, is_folder = _target(ids, to, one, outputs), _is_folder(to)
    for name in ids:
        text = to_text(_of_family(tables, name) if one.of_family else tables)
        if target is None:
            terminal.result(text)
        else:
            write_export(target / f"{name}{one.suffix}" if is_folder else target, text)
    if target is not None:
        terminal.note(f"wrote {counted(len(ids), 'file')}: {one_line(str(target))}")
    return DONE


def _tables(store: OutputStore, one: Format, outputs: Path) -> dict[str, pl.DataFrame]:
    run = store.latest()
    missing = [name for name in one.tables if run is None or name not in run.tables]
    if missing:
        raise TableError(
            f"the results in {path_in_words(outputs)} have no table {missing[0]}, which {one.name} needs",
            hint=f"they were made by an earlier version: run `{PROGRAM}` again.",
        )
    return {name: store.read_table(name) for name in one.tables}


def _family_ids(
    tables: Mapping[str, pl.DataFrame], asked: Sequence[str], one: Format, outputs: Path
) -> list[str]:
    families = tables[FAMILY.table]
    if not asked:
        return [str(family_id) for family_id in families[FAMILY.id_column]]
    found = []
    for wanted in asked:
        kind = kind_of(wanted, (FAMILY,))
        row = the_row(families, wanted, kind, command=("export", one.name), outputs=outputs)
        found.append(str(row[FAMILY.id_column].item()))
    return list(dict.fromkeys(found))


def _of_family(tables: Mapping[str, pl.DataFrame], family_id: str) -> dict[str, pl.DataFrame]:
    from pipeline.report.edition import of_family

    return of_family(tables, family_id)


def _is_folder(to: str | None) -> bool:
    return to is not None and (to.endswith(("/", os.sep)) or Path(to).is_dir())


def _target(ids: Sequence[str], to: str | None, one: Format, outputs: Path) -> Path | None:
    """Where to write: a folder, a file, or None for stdout."""
    if not ids:
        raise ConfigurationError(
            "there are no families to write", hint="a family needs two passages that share words."
        )
    if _is_folder(to):
        return Path(to or "")
    if len(ids) > 1:
        raise ConfigurationError(
            f"{counted(len(ids), 'family', 'families')} cannot be written into one {'file' if to else 'stream'}",
            hint="name a folder, with a slash at its end, as "
            f"`{next_command('export', one.name, '--to', 'editions/', outputs=outputs)}`, or the id of one family.",
        )
    if to is None or to == _STDOUT:
        return None
    path = Path(to)
    if not path.parent.is_dir():
        raise ConfigurationError(
            f"there is no folder {path_in_words(path.parent)}",
            hint="make it, or name another path after --to.",
        )
    return path
