"""Bring rows and frames into the declared shape: columns, types, rounding, order."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from pipeline.errors import TableError
from pipeline.tables.contract import TABLES

if TYPE_CHECKING:
    from pipeline.tables.model import Column, Table

_TYPE_ERRORS = (TypeError, ValueError, OverflowError, AttributeError, pl.exceptions.PolarsError)
_ROWS_AT_ONCE = 20_000
"""Rows that become columns at once: of a large table all rows together take several times the memory of its columns."""

_PROGRAM_FAULT = "this is a fault of the program, not of your documents; please report it with this message."


def declared(name: str) -> Table:
    """Return the declaration of a table.

    Args:
        name: A name of ``TABLES``.

    Returns:
        The table.

    Raises:
        TableError: If no table has that name.
    """
    table = TABLES.get(name)
    if table is None:
        raise TableError(f"there is no table {name!r}", hint=f"the tables are {', '.join(TABLES)}.")
    return table


def empty(name: str) -> pl.DataFrame:
    """Return the table without a row, with its declared columns and types.

    Args:
        name: A name of ``TABLES``.

    Returns:
        A frame of no rows.

    Raises:
        TableError: If no table has that name.
    """
    return pl.DataFrame(schema=declared(name).schema)


def from_rows(name: str, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Make a table from rows.

    Columns that may be null can be left out of a row. Values are not checked against the rules of their
    columns here: that is ``validate``.

    Args:
        name: A name of ``TABLES``.
        rows: One mapping a row, from column name to value; lists of structs as lists of mappings. They are taken some
            at a time, so that a generator of many rows never has all of them in memory.

    Returns:
        The table: declared columns in declared order, floats rounded, sorted by key, one chunk.

    Raises:
        TableError: If a row names a column that is not declared, lacks one that it needs, or holds a value
            of another type.

    Cost: linear in the cells, one Python step each; n log n for the order.
    """
    table = declared(name)
    frames = [empty(name)]
    waiting, before = iter(rows), 0
    while held := list(itertools.islice(waiting, _ROWS_AT_ONCE)):
        frames.append(_frame(table, held, before))
        before += len(held)
    return conform(name, pl.concat(frames))


def _frame(table: Table, rows: Sequence[Mapping[str, object]], before: int) -> pl.DataFrame:
    """Some rows of a table, of which ``before`` came earlier."""
    _check_keys(table, rows, before)
    series: list[pl.Series] = []
    faults: list[str] = []
    for column in table.columns:
        values = [row.get(column.name) for row in rows]
        try:
            series.append(_series(column, values))
        except _TYPE_ERRORS as error:
            faults.append(_wrong_type(column, values, before, error))
    if faults:
        raise TableError.from_faults(
            f"rows for the table {table.name} cannot be used", faults, hint=_PROGRAM_FAULT
        )
    return pl.DataFrame(series)


def conform(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Give a frame the declared shape.

    Args:
        name: A name of ``TABLES``.
        frame: Any frame with the table's columns in any order; columns that may be null can be missing.

    Returns:
        The table: declared columns in declared order and type, floats rounded to their declared decimals,
        sorted by key, one chunk. The same rows give the same table in whatever order they come.

    Raises:
        TableError: If a column is not declared, a needed one is missing, or a value does not fit its type.

    Cost: n log n in the rows.
    """
    table = declared(name)
    known = {column.name for column in table.columns}
    faults = [f"column {column!r} is not declared" for column in frame.columns if column not in known]
    faults += [
        f"column {column.name!r} is missing"
        for column in table.columns
        if column.name not in frame.columns and not column.nullable
    ]
    if faults:
        raise TableError.from_faults(f"the table {name} does not fit", faults, hint=_PROGRAM_FAULT)
    try:
        shaped = frame.select(
            _shaped(column, present=column.name in frame.columns) for column in table.columns
        )
    except pl.exceptions.PolarsError as error:
        raise TableError(
            f"the table {name} holds values of other types than declared: {error}", hint=_PROGRAM_FAULT
        ) from error
    return shaped.sort(table.key, maintain_order=True).rechunk()


def _shaped(column: Column, *, present: bool) -> pl.Expr:
    """Give the expression that casts and rounds one column, or fills it with nulls."""
    if not present:
        return pl.lit(None, dtype=column.type).alias(column.name)
    expression = pl.col(column.name).cast(column.type, strict=True)
    if column.decimals is not None:
        # Adding zero turns the negative zero that rounding leaves into zero: they differ in bytes.
        expression = expression.round(column.decimals) + 0.0
    return expression.alias(column.name)


def _check_keys(table: Table, rows: Sequence[Mapping[str, object]], before: int) -> None:
    """Raise a TableError that names every undeclared or missing column of the rows, with the first row."""
    known = {column.name for column in table.columns}
    needed = {column.name for column in table.columns if not column.nullable}
    first_row: dict[str, int] = {}
    for number, row in enumerate(rows, start=before + 1):
        keys = row.keys()
        for name in sorted(keys - known):
            first_row.setdefault(f"column {name!r} is not declared", number)
        for name in sorted(needed - keys):
            first_row.setdefault(f"column {name!r} is missing", number)
    if first_row:
        raise TableError.from_faults(
            f"rows for the table {table.name} cannot be used",
            [f"{fault} (first in row {number})" for fault, number in first_row.items()],
            hint=_PROGRAM_FAULT,
        )


def _series(column: Column, values: Sequence[object]) -> pl.Series:
    """Make one column, without the silent casts and drops that polars allows inside records."""
    return _made(column.name, column.type, values)


def _made(name: str, kind: pl.DataType, values: Sequence[object]) -> pl.Series:
    if isinstance(kind, pl.List):
        return _lists(name, kind, values)
    if isinstance(kind, pl.Struct):
        fields = dict(pl.Schema(kind))
        for record in values:
            if not isinstance(record, Mapping) or record.keys() != fields.keys():
                raise TypeError(f"{record!r} has not the fields {sorted(fields)}")
        records: list[Mapping[str, object]] = list(values)  # type: ignore[arg-type]
        return pl.DataFrame(
            [_made(field, inner, [record[field] for record in records]) for field, inner in fields.items()]
        ).to_struct(name)
    return pl.Series(name, values, dtype=kind, strict=True)


def _lists(name: str, kind: pl.List, values: Sequence[object]) -> pl.Series:
    """A column of lists, from one column of all their items: polars would make a column of each cell."""
    cells: list[Sequence[object]] = []
    for cell in values:
        if cell is not None and (isinstance(cell, str) or not isinstance(cell, Sequence)):
            raise TypeError(f"{cell!r} is no list")
        cells.append(cell or ())
    items = _made(name, kind.inner, [item for cell in cells for item in cell])  # type: ignore[arg-type]
    rows = pl.Series("row", [row for row, cell in enumerate(cells) for _ in cell], dtype=pl.UInt32)
    filled = pl.DataFrame([rows, items]).group_by("row", maintain_order=True).agg(name)
    every = pl.DataFrame(
        {"row": range(len(cells)), "missing": [cell is None for cell in values]},
        schema={"row": pl.UInt32, "missing": pl.Boolean},
    )
    made = every.join(filled, on="row", how="left", maintain_order="left").select(
        pl.when(~pl.col("missing")).then(pl.col(name).fill_null(pl.lit([], kind)))
    )
    return made.to_series().alias(name)


def _wrong_type(column: Column, values: Sequence[object], before: int, error: Exception) -> str:
    """Say which value of a column has the wrong type."""
    for number, value in enumerate(values, start=before + 1):
        try:
            _series(column, [value])
        except _TYPE_ERRORS:
            return f"row {number}, column {column.name!r}: {value!r} is no {column.type}"
    return f"column {column.name!r}: {error}"
