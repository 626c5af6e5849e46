"""Check a table against its declaration: types, nulls, words, ranges, patterns, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.errors import TableError
from pipeline.tables.schema import declared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.tables.model import Column, Table

_SHOWN_ROWS = 5
"""Rows shown for one broken rule: enough to see what is wrong, few enough to read."""

_SHOWN_CHARACTERS = 80

_Rule = tuple[str, pl.Expr, str]
"""The column shown, an expression that is true in the rows that break the rule, and the rule in words."""


def validate(name: str, frame: pl.DataFrame) -> None:
    """Check that a frame keeps the declaration of a table.

    Args:
        name: A name of ``TABLES``.
        frame: The table.

    Raises:
        TableError: With every fault that ``find_faults`` finds.

    Cost: n log n in the rows.
    """
    if faults := find_faults(name, frame):
        raise TableError.from_faults(
            f"the table {name} does not keep its declaration",
            faults,
            hint="this is a fault of the program, not of your documents; please report it with this message.",
        )


def find_faults(name: str, frame: pl.DataFrame) -> list[str]:
    """Find where a frame breaks the declaration of a table.

    Checked are columns and their types, nulls and empty strings, allowed words, ranges, patterns, unique
    values, the key, ``begin <= end`` for every pair of offsets, rounding, and the order of rows. Relations
    between tables are the business of ``pipeline.report.checks``.

    Args:
        name: A name of ``TABLES``.
        frame: The table.

    Returns:
        Every fault: table, column, key of the row, value, rule. Of each broken rule the first five rows are
        shown, and how many more there are. Faulty columns hide the faults of rows.

    Raises:
        TableError: If no table has that name.

    Cost: n log n in the rows.
    """
    table = declared(name)
    if faults := list(_schema_faults(table, frame)):
        return faults
    rules = list(_rules(table))
    # One pass says which rules are broken at all; nearly always none is.
    broken = frame.select(
        expression.fill_null(value=False).any().alias(str(number))
        for number, (_, expression, _) in enumerate(rules)
    ).row(0)
    faults = [
        fault
        for rule, is_broken in zip(rules, broken, strict=True)
        if is_broken
        for fault in _broken(table, frame, *rule)
    ]
    return faults + list(_order_faults(table, frame))


def _schema_faults(table: Table, frame: pl.DataFrame) -> Iterator[str]:
    """Yield what is wrong with the columns themselves."""
    found = dict(frame.schema)
    for column in table.columns:
        if column.name not in found:
            yield f"{table.name}.{column.name}: the column is missing"
        elif found[column.name] != column.type:
            yield f"{table.name}.{column.name}: the type is {found[column.name]}, declared is {column.type}"
    known = {column.name for column in table.columns}
    for name in found:
        if name not in known:
            yield f"{table.name}.{name}: the column is not declared"
    if not known ^ found.keys() and tuple(found) != tuple(column.name for column in table.columns):
        yield f"{table.name}: the columns are not in the declared order"


def _rules(table: Table) -> Iterator[_Rule]:
    """Yield every rule of a table."""
    for column in table.columns:
        yield from _column_rules(column)
        yield from _item_rules(column)
    for begin, end in _spans(column.name for column in table.columns):
        yield end, pl.col(begin) > pl.col(end), f"must not be before {begin}"
        one_is_null = pl.col(begin).is_null() != pl.col(end).is_null()
        yield end, one_is_null, f"must be null where {begin} is, and only there"
    if len(table.key) > 1 or not table.column(table.key[0]).unique:
        words = f"the key ({', '.join(table.key)}) occurs twice"
        yield table.key[-1], pl.struct(table.key).is_duplicated(), words


def _spans(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the names that are the two ends of one span: begin and end, a_begin and a_end."""
    known = list(names)
    for name in known:
        if name.endswith("begin") and (end := name.removesuffix("begin") + "end") in known:
            yield name, end


def _column_rules(column: Column) -> Iterator[_Rule]:
    """Yield the rules for the cells of one column."""
    value = pl.col(column.name)
    if not column.nullable:
        yield column.name, value.is_null(), "must not be null"
        if column.type == pl.String() and column.shown != "reading":
            yield column.name, value == "", "must not be empty"
    if column.unique:
        yield column.name, value.is_not_null() & value.is_duplicated(), "must be unique"
    if column.minimum is not None:
        yield column.name, value < column.minimum, f"must be at least {column.minimum:g}"
    if column.maximum is not None:
        yield column.name, value > column.maximum, f"must be at most {column.maximum:g}"
    if column.decimals is not None:
        finite = value.is_finite()
        yield column.name, ~finite, "must be a finite number"
        rounded = value.round(column.decimals)
        yield column.name, finite & (value != rounded), f"must be rounded to {column.decimals} decimals"


def _item_rules(column: Column) -> Iterator[_Rule]:
    """Yield the rules for strings, which in a list hold for each of its items."""
    item = pl.element() if column.is_list else pl.col(column.name)

    def rule(broken: pl.Expr, words: str) -> _Rule:
        lifted = pl.col(column.name).list.eval(broken).list.any() if column.is_list else broken
        return column.name, lifted, words

    if column.values is not None:
        yield rule(~item.is_in(column.values), f"must be one of {', '.join(column.values)}")
    if column.pattern is not None:
        yield rule(~item.str.contains(column.pattern), f"must match {column.pattern}")
    if column.is_list:
        yield rule(item.is_null(), "must hold no null")
    for field in column.fields:
        yield rule(item.struct.field(field).is_null(), f"must hold no null in {field}")
    for field, values in column.field_values:
        yield rule(
            ~item.struct.field(field).is_in(values), f"must have as {field} one of {', '.join(values)}"
        )
    for begin, end in _spans(column.fields):
        broken = item.struct.field(begin) > item.struct.field(end)
        yield rule(broken, f"must not have {end} before {begin}")


def _broken(table: Table, frame: pl.DataFrame, name: str, broken: pl.Expr, words: str) -> Iterator[str]:
    """Yield the first rows that break a rule, and how many more there are."""
    rows = frame.filter(broken.fill_null(value=False))
    keys = tuple(dict.fromkeys((*table.key, name)))
    for row in rows.head(_SHOWN_ROWS).select(keys).iter_rows(named=True):
        key = ", ".join(f"{part}={row[part]}" for part in table.key)
        value = repr(row[name])
        shown = value if len(value) <= _SHOWN_CHARACTERS else value[:_SHOWN_CHARACTERS] + " [cut]"
        yield f"{table.name}.{name}, row {key}: {shown} {words}"
    if rows.height > _SHOWN_ROWS:
        yield f"{table.name}.{name}: {rows.height - _SHOWN_ROWS} more rows: {words}"


def _order_faults(table: Table, frame: pl.DataFrame) -> Iterator[str]:
    """Yield a fault if the rows do not come in the order of the key."""
    keys = frame.select(table.key)
    if not keys.equals(keys.sort(table.key, maintain_order=True)):
        yield f"{table.name}: the rows are not sorted by {', '.join(table.key)}"
