"""Functions for the engine's tests; worker processes import them by the name of this module."""

from __future__ import annotations

import os
import time
from typing import NoReturn

import polars as pl

from pipeline.errors import InputError


def scale(partition: pl.DataFrame, factor: int) -> pl.DataFrame:
    """The rows with a column more; the first partition is the last to be done."""
    if len(partition) and partition["row"][0] == 0:
        time.sleep(0.05)
    return partition.with_columns((pl.col("row") * factor).alias("scaled"))


def process_number(partition: pl.DataFrame, _: None) -> pl.DataFrame:
    """The process that worked on the partition."""
    return pl.DataFrame({"process": [os.getpid()] * len(partition)})


def fail(partition: pl.DataFrame, folder: str) -> NoReturn:
    """Fail as a reader of inputs does."""
    raise InputError(f"{folder} has {len(partition)} bad rows", hint="mend them.")


def die(_partition: pl.DataFrame, _: None) -> NoReturn:
    """End the process as the system does when memory runs out."""
    os._exit(9)
