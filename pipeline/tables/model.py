"""What a table and a column are, and short builders for the kinds of column that recur.

The declarations themselves stand in the ``*_tables`` modules beside this one; everything that reads a
declaration (validation, the data dictionary, the data package, the CSV view) reads these two classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

Shown = Literal["whole", "excerpt", "reading"]
"""How the CSV view shows a string: whole, cut to an excerpt, or as an excerpt between ‹ and ›."""

SHA256_PATTERN = "^[0-9a-f]{64}$"
INSTANT_PATTERN = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"
# Astronomical years: year 0 is 1 BC, and years beyond four digits carry a sign, as in ISO 8601.
DATE_PATTERN = r"^(-?\d{4}|[+-]\d{5,})(-\d{2}(-\d{2})?)?$"
ANY_ID_PATTERN = "^[a-z]_[0-9a-z]+$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its type, what may stand in it, and what it means to a reader.

    Attributes:
        name: The column's name in every format.
        type: The polars type of the record (Parquet).
        meaning: What the value tells, for a historian.
        nullable: Whether a value may be missing. Where it is False, a string may not be empty either,
            unless the column holds readings (an absent reading is the empty string).
        unit: What a number counts, or None.
        values: The only strings allowed (of each item, for a list of strings), or None for any.
        field_values: For a list of records: which strings alone are allowed in which field.
        decimals: Decimals a float is rounded to, so that the bytes do not depend on how a sum was cut.
        minimum: The smallest number allowed, or None.
        maximum: The largest number allowed, or None.
        pattern: A regular expression that each string (each item, for a list) must match, or None.
        unique: Whether no value may occur twice in the table.
        references: ``table.column`` in which the value (each item, for a list) must occur, or None.
        shown: How the CSV view shows a string.
    """

    name: str
    type: pl.DataType
    meaning: str
    nullable: bool = False
    unit: str | None = None
    values: tuple[str, ...] | None = None
    field_values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    decimals: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    unique: bool = False
    references: str | None = None
    shown: Shown = "whole"

    @property
    def is_list(self) -> bool:
        """Whether a cell holds a list."""
        return isinstance(self.type, pl.List)

    @property
    def fields(self) -> dict[str, pl.DataType]:
        """The fields of the records in a cell that holds a list of them; none for any other cell."""
        inner = self.type.inner if isinstance(self.type, pl.List) else None
        return dict(pl.Schema(inner)) if isinstance(inner, pl.Struct) else {}

    @property
    def may_be_empty(self) -> bool:
        """Whether the CSV view may show an empty cell."""
        return self.nullable or self.is_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the outputs.

    Attributes:
        name: The table's name, which is also its file's name without suffix.
        meaning: What one row is, and what to read it for.
        key: The columns that name a row; unique together; rows are sorted by them.
        columns: Every column, identifying columns first.
        content: Whether the table is a function of inputs and configuration alone. False for the tables
            that tell how the corpus and the runs came to be.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    content: bool = True

    @property
    def schema(self) -> pl.Schema:
        """The polars schema, in column order."""
        return pl.Schema({column.name: column.type for column in self.columns})

    def column(self, name: str) -> Column:
        """Return the column of that name.

        Args:
            name: A column name of this table.

        Returns:
            The declaration.

        Raises:
            KeyError: If the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def text(
    name: str,
    meaning: str,
    *,
    nullable: bool = False,
    shown: Shown = "whole",
    pattern: str | None = None,
    unique: bool = False,
) -> Column:
    """Declare a column of free text."""
    return Column(
        name=name,
        type=pl.String(),
        meaning=meaning,
        nullable=nullable,
        shown=shown,
        pattern=pattern,
        unique=unique,
    )


def identifier(
    name: str,
    prefix: str,
    meaning: str,
    *,
    nullable: bool = False,
    unique: bool = False,
    references: str | None = None,
) -> Column:
    """Declare an id: a letter, an underscore, and characters made from content."""
    return Column(
        name=name,
        type=pl.String(),
        meaning=meaning,
        nullable=nullable,
        unique=unique,
        references=references,
        pattern=f"^{prefix}_[0-9a-z]+$",
    )


def identifiers(
    name: str, prefix: str, meaning: str, *, nullable: bool = False, references: str | None = None
) -> Column:
    """Declare a list of ids."""
    return Column(
        name=name,
        type=pl.List(pl.String()),
        meaning=meaning,
        nullable=nullable,
        references=references,
        pattern=f"^{prefix}_[0-9a-z]+$" if prefix else ANY_ID_PATTERN,
    )


def choice(name: str, values: tuple[str, ...], meaning: str, *, nullable: bool = False) -> Column:
    """Declare a column that holds one of a few words."""
    return Column(name=name, type=pl.String(), meaning=meaning, nullable=nullable, values=values)


def choices(name: str, values: tuple[str, ...] | None, meaning: str, *, nullable: bool = False) -> Column:
    """Declare a list of words; any words where ``values`` is None."""
    return Column(name=name, type=pl.List(pl.String()), meaning=meaning, nullable=nullable, values=values)


def date(name: str, meaning: str) -> Column:
    """Declare an optional date: a year, a month or a day, in ISO 8601 with astronomical years."""
    return Column(
        name=name, type=pl.String(), meaning=meaning, nullable=True, unit="ISO date", pattern=DATE_PATTERN
    )


def sha256(name: str, meaning: str, *, nullable: bool = False) -> Column:
    """Declare a SHA-256 in lower-case hexadecimal."""
    return Column(name=name, type=pl.String(), meaning=meaning, nullable=nullable, pattern=SHA256_PATTERN)


def offset(name: str, meaning: str, *, nullable: bool = False) -> Column:
    """Declare a place in a document's text, counted in code points from 0."""
    return Column(
        name=name, type=pl.Int64(), meaning=meaning, nullable=nullable, unit="code points", minimum=0
    )


def count(
    name: str, meaning: str, *, unit: str | None = None, nullable: bool = False, minimum: int = 0
) -> Column:
    """Declare a whole number that is never negative."""
    return Column(name=name, type=pl.Int64(), meaning=meaning, nullable=nullable, unit=unit, minimum=minimum)


def millibits(name: str, meaning: str) -> Column:
    """Declare an amount of information: an integer, so that sums do not depend on their order."""
    return Column(name=name, type=pl.Int64(), meaning=meaning, unit="millibits")


def share(name: str, meaning: str, *, nullable: bool = False, minimum: float = 0.0) -> Column:
    """Declare a share between 0 (or ``minimum``) and 1, rounded to four decimals."""
    return Column(
        name=name,
        type=pl.Float64(),
        meaning=meaning,
        nullable=nullable,
        unit="share of 1",
        decimals=4,
        minimum=minimum,
        maximum=1.0,
    )


def number(
    name: str,
    meaning: str,
    *,
    decimals: int,
    unit: str | None = None,
    nullable: bool = False,
    minimum: float | None = None,
) -> Column:
    """Declare a number with a fixed count of decimals."""
    return Column(
        name=name,
        type=pl.Float64(),
        meaning=meaning,
        nullable=nullable,
        unit=unit,
        decimals=decimals,
        minimum=minimum,
    )


def flag(name: str, meaning: str) -> Column:
    """Declare a yes or no that is always known."""
    return Column(name=name, type=pl.Boolean(), meaning=meaning)


def records(
    name: str,
    fields: dict[str, pl.DataType],
    meaning: str,
    *,
    nullable: bool = False,
    field_values: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> Column:
    """Declare a list of small records, whose fields are never null."""
    return Column(
        name=name,
        type=pl.List(pl.Struct(fields)),
        meaning=meaning,
        nullable=nullable,
        field_values=field_values,
    )
