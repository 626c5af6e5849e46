"""Write the tables: Parquet as the record, CSV for people, and what explains both."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import polars as pl

from pipeline.report.csv_view import csv_view
from pipeline.report.datapackage import datapackage
from pipeline.report.dictionary import data_dictionary
from pipeline.report.reading_order import reading_columns, reading_rows
from pipeline.tables import TABLES, Table, conform, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipeline.config import ReportConfig

DATA_DICTIONARY = "DATA_DICTIONARY.md"
DATAPACKAGE = "datapackage.json"

# Fixed, because the same rows must give the same bytes whatever the defaults of a later polars are.
_ZSTD_LEVEL = 3
_ROW_GROUP_ROWS = 262_144
_PAGE_BYTES = 1_048_576
_STATISTICS = {"min": True, "max": True, "distinct_count": False, "null_count": True}


def write_tables(folder: Path, tables: Mapping[str, pl.DataFrame], config: ReportConfig) -> None:
    """Write every table as Parquet and CSV, with the data dictionary and the data package.

    Args:
        folder: An empty folder that exists.
        tables: Table by name; rows and columns in any order.
        config: The separator of the CSV files.

    Raises:
        TableError: If a table does not keep its declaration; nothing has been written then.
        OSError: If the folder cannot be written to.

    Cost: n log n in the rows; one sort and one pass for each format.
    """
    shaped = {name: conform(name, tables[name]) for name in TABLES if name in tables}
    shaped |= {name: conform(name, frame) for name, frame in tables.items() if name not in TABLES}
    for name, frame in shaped.items():
        validate(name, frame)
    for name, frame in shaped.items():
        _write_parquet(folder / f"{name}.parquet", frame)
        view = reading_rows(TABLES[name], frame, matches=shaped.get("matches"))
        _write_csv(folder / f"{name}.csv", TABLES[name], view, separator=config.csv_separator)
    written = [TABLES[name] for name in shaped]
    _write_text(folder / DATA_DICTIONARY, data_dictionary(written, separator=config.csv_separator))
    _write_text(folder / DATAPACKAGE, datapackage(folder, written, separator=config.csv_separator))


def _write_parquet(path: Path, frame: pl.DataFrame) -> None:
    with _failures_of_the_system():
        frame.write_parquet(
            path,
            compression="zstd",
            compression_level=_ZSTD_LEVEL,
            statistics=_STATISTICS,
            row_group_size=_ROW_GROUP_ROWS,
            data_page_size=_PAGE_BYTES,
        )


def _write_csv(path: Path, table: Table, frame: pl.DataFrame, *, separator: str) -> None:
    view = csv_view(table, frame).select(reading_columns(table))
    with _failures_of_the_system():
        view.write_csv(
            path,
            include_bom=True,  # without it Excel reads UTF-8 as the local eight-bit encoding
            separator=separator,
            line_terminator="\n",
            quote_style="necessary",
            null_value="",
        )


@contextmanager
def _failures_of_the_system() -> Iterator[None]:
    """Raise a full disk and the like as the OSError that it is: polars wraps it in an error of its own."""
    try:
        yield
    except pl.exceptions.PolarsError as error:
        number = re.search(r"\(os error (\d+)\)", str(error))
        if number is None:
            raise
        code = int(number[1])
        raise OSError(code, os.strerror(code)) from error


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
