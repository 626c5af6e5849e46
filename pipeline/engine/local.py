"""The local engine: partitions of rows, worked on in this process or in processes beside it."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["LocalEngine"]

Context = TypeVar("Context")

_PARTITIONS_A_JOB = 4
"""So that one heavy partition does not keep the other processes waiting."""

_SMALL_ROWS = 20_000
"""Below this many rows starting processes costs more than the work."""

_shared: dict[str, object] = {}
"""In a worker: the function and the context it was started with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEngine:
    """Runs functions over partitions of a table.

    Attributes:
        jobs: Processes; 0 for one a processor. Never changes a result.
        small_rows: Rows below which the work stays in this process.
    """

    jobs: int = 0
    small_rows: int = _SMALL_ROWS

    @property
    def processes(self) -> int:
        """Processes that are used."""
        return self.jobs or os.cpu_count() or 1

    def repartition(self, frame: pl.DataFrame, key: tuple[str, ...]) -> list[pl.DataFrame]:
        """Cut a table so that rows with an equal key stay together and keep their order.

        Args:
            frame: Rows, those with an equal key next to each other.
            key: Columns.

        Returns:
            Partitions of about equal size, in the order of the rows; at least one.
        """
        n_parts = self.processes * _PARTITIONS_A_JOB
        if len(frame) < self.small_rows or n_parts == 1:
            return [frame]
        starts = frame.select(pl.struct(key).rle_id().alias("group")).to_series().to_numpy()
        wanted = -(-len(frame) // n_parts)
        borders = [0]
        for row in range(1, len(frame)):
            if starts[row] != starts[row - 1] and row - borders[-1] >= wanted:
                borders.append(row)
        borders.append(len(frame))
        return [frame[begin:end] for begin, end in itertools.pairwise(borders)]

    def map_partitions(
        self,
        function: Callable[[pl.DataFrame, Context], pl.DataFrame],
        partitions: Sequence[pl.DataFrame],
        context: Context,
    ) -> list[pl.DataFrame]:
        """Apply a function to each partition.

        Args:
            function: From a partition and the context to a table; importable by its name, for workers are new
            processes.
            partitions: From ``repartition``.
            context: What every partition needs; sent once to each process.

        Returns:
            The results in the order of the partitions, whichever was done first.

        Raises:
            PipelineError: As the function raises it.
        """
        processes = min(self.processes, len(partitions))
        if processes <= 1:
            return [function(partition, context) for partition in partitions]
        # New processes and not copies of this one: polars has threads, which a fork does not survive.
        with ProcessPoolExecutor(
            max_workers=processes,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
            initargs=(function, context),
        ) as pool:
            return list(pool.map(_work, partitions))

    def gather(self, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """Put the results of partitions together, in their order, in one chunk."""
        return pl.concat(parts, how="vertical", rechunk=True)


def _start_worker(function: object, context: object) -> None:
    _shared["function"] = function
    _shared["context"] = context


def _work(partition: pl.DataFrame) -> pl.DataFrame:
    function = _shared["function"]
    return function(partition, _shared["context"])  # type: ignore[operator,no-any-return]
