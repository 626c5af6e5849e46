"""Read back what was written, before it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.errors import CheckError
from pipeline.tables import TABLES, conform

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def check_written(folder: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    """Compare the Parquet files of a run with the tables they were written from.

    Args:
        folder: The folder with ``NAME.parquet`` for each table.
        tables: Table by name.

    Raises:
        CheckError: With every file that is missing or holds something else.

    Cost: one read of the files.
    """
    faults = []
    for name, frame in tables.items():
        path = folder / f"{name}.parquet"
        if name not in TABLES:
            faults.append(f"the table {name} is not declared")
        elif not path.is_file():
            faults.append(f"{path.name} was not written")
        elif not _holds(path, conform(name, frame)):
            faults.append(f"{path.name} does not hold what the table {name} holds: is the disk full?")
    if faults:
        raise CheckError.failed(faults)


def _holds(path: Path, frame: pl.DataFrame) -> bool:
    """Whether a file holds a table; one that was cut short cannot be read at all."""
    try:
        return pl.read_parquet(path).equals(frame)
    except (OSError, pl.exceptions.PolarsError):
        return False
