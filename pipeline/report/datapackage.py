"""Describe the CSV files for programs, as a Frictionless tabular data package."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import polars as pl

from pipeline.report.reading_order import reading_columns
from pipeline.tables.model import DATE_PATTERN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.tables import Column, Table

_FIELD_TYPES = {
    pl.String(): "string",
    pl.Int64(): "integer",
    pl.Float64(): "number",
    pl.Boolean(): "boolean",
}


def datapackage(folder: Path, tables: Sequence[Table], *, separator: str) -> str:
    """Describe the CSV files of a folder.

    Lists are strings in CSV, and so they are here. Size and hash are given for the tables that are a function
    of inputs and configuration; the others differ from run to run, and this file should not.

    Args:
        folder: The folder with the written CSV files.
        tables: The tables written there.
        separator: What separates the cells of the CSV files.

    Returns:
        The text of ``datapackage.json``.

    Raises:
        OSError: If a CSV file cannot be read.

    Source: Data Package specification, version 1 (specs.frictionlessdata.io): tabular data package, table
    schema, CSV dialect.

    Cost: one read of the CSV files.
    """
    written = {table.name for table in tables}
    descriptor = {
        "profile": "tabular-data-package",
        "name": "filiation-outputs",
        "title": "Passages that documents share",
        "description": "What the documents copy from each other, word by word. DATA_DICTIONARY.md explains it.",
        "resources": [_resource(folder, table, written, separator=separator) for table in tables],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def _resource(folder: Path, table: Table, written: set[str], *, separator: str) -> dict[str, Any]:
    path = f"{table.name}.csv"
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path,
        "title": table.name.replace("_", " "),
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }
    if table.content:
        content = (folder / path).read_bytes()
        resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    resource["dialect"] = {
        "delimiter": separator,
        "lineTerminator": "\n",
        "quoteChar": '"',
        "doubleQuote": True,
        "skipInitialSpace": False,
        "header": True,
    }
    columns = [table.column(name) for name in reading_columns(table)]
    resource["schema"] = {
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if keys := [_foreign_key(column, table) for column in columns if _refers_to(column) in written]:
        resource["schema"]["foreignKeys"] = keys
    return resource


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD_TYPES.get(column.type, "string"),
        "description": column.meaning + (f" (Unit: {column.unit}.)" if column.unit else ""),
    }
    if constraints := _constraints(column):
        field["constraints"] = constraints
    return field


def _constraints(column: Column) -> dict[str, Any]:
    """Say in the terms of the specification what the cells of the CSV file keep to."""
    constraints: dict[str, Any] = {}
    if not column.may_be_empty:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    # Rules for the items of a list do not hold for the string that the CSV file makes of it.
    if not column.is_list:
        if column.values is not None:
            constraints["enum"] = list(column.values)
        if column.pattern is not None:
            # A date before 1 BC opens like a formula, so it has an apostrophe in the CSV file.
            signed = column.pattern == DATE_PATTERN
            constraints["pattern"] = f"^'?{column.pattern.removeprefix('^')}" if signed else column.pattern
    return constraints


def _refers_to(column: Column) -> str | None:
    """Return the table a column of single ids refers to."""
    if column.references is None or column.is_list:
        return None
    return column.references.partition(".")[0]


def _foreign_key(column: Column, table: Table) -> dict[str, Any]:
    target, _, field = (column.references or "").partition(".")
    # The specification writes a reference to the table itself as an empty resource name.
    resource = "" if target == table.name else target
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}
