"""The local engine: partitions of rows, worked on in this process or in processes beside it."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

import numpy as np
import polars as pl

from pipeline.engine.context_file import read_context, write_context
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["LocalEngine"]

Context = TypeVar("Context")

_PARTITIONS_A_JOB = 8
"""So that one heavy partition does not keep the other processes waiting."""

_SMALL_ROWS = 10_000
"""Below this many rows starting processes costs more than the work."""

_context: dict[Path, object] = {}
"""In a worker: the context it worked with last, by its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEngine:
    """Runs functions over partitions of a table.

    Attributes:
        jobs: Processes; 0 for one a processor that this process may use. Never changes a result.
        small_rows: Rows below which the work stays in this process.
    """

    jobs: int = 0
    small_rows: int = _SMALL_ROWS
    _kept: list[ProcessPoolExecutor] = field(default_factory=list)
    """Processes that are kept from one call to the next, while the engine is used as a context (``with``)."""

    def __enter__(self) -> Self:
        """Keep the processes, once they are started, until the end of the ``with`` block."""
        self._kept.append(self._new_pool())
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        for pool in self._kept:
            pool.shutdown()
        self._kept.clear()

    def _new_pool(self) -> ProcessPoolExecutor:
        # New processes and not copies of this one: polars has threads, which a fork does not survive. None is started
        # before there is work for it.
        return ProcessPoolExecutor(
            max_workers=self.processes, mp_context=multiprocessing.get_context("spawn")
        )

    @property
    def processes(self) -> int:
        """Processes that are used, at least 1."""
        return self.jobs or _usable_processors()

    def repartition(
        self, frame: pl.DataFrame, key: tuple[str, ...], *, work_a_row: int = 1
    ) -> list[pl.DataFrame]:
        """Cut a table so that rows with an equal key stay together and keep their order.

        Args:
            frame: Rows, those with an equal key next to each other.
            key: Columns, at least one.
            work_a_row: How much work a row is, beside a run of equal words that is to be aligned.

        Returns:
            Partitions of about equal size, in the order of the rows; at least one, and more than one only where there
            are rows enough for more than one process.

        Cost: a few passes over the key.
        """
        if len(frame) * work_a_row < self.small_rows or self.processes == 1:
            return [frame]
        group = frame.select(pl.struct(key).rle_id()).to_series().to_numpy()
        allowed = np.flatnonzero(np.diff(group)) + 1
        n_parts = self.processes * _PARTITIONS_A_JOB
        wanted = np.arange(1, n_parts) * len(frame) // n_parts
        # Each cut is moved on to where a key ends; cuts that meet become one.
        cuts = np.unique(np.append(allowed, len(frame))[np.searchsorted(allowed, wanted)])
        borders = [0, *cuts[cuts < len(frame)].tolist(), len(frame)]
        return [frame[begin:end] for begin, end in itertools.pairwise(borders) if begin < end] or [frame]

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
            context: What every partition needs; written once to a temporary file that the processes share.

        Returns:
            The results in the order of the partitions, whichever was done first.

        Raises:
            PipelineError: As the function raises it, or because the system ended a worker.
        """
        with self.begun(function, partitions, context) as results:
            return list(results())

    @contextmanager
    def begun(
        self,
        function: Callable[[pl.DataFrame, Context], pl.DataFrame],
        partitions: Sequence[pl.DataFrame],
        context: Context,
    ) -> Iterator[Callable[[], Iterator[pl.DataFrame]]]:
        """Begin to apply a function to each partition, while this process goes on with something else.

        Args:
            function: As for ``map_partitions``.
            partitions: The same.
            context: The same.

        Yields:
            What waits for the results and gives them one by one, each as soon as those before it are there; to be
            called once, and used up before the end of the ``with`` block. With one process the work is done there.

        Raises:
            PipelineError: As the function raises it, or because the system ended a worker.
        """
        processes = min(self.processes, len(partitions))
        if processes <= 1:
            yield lambda: (function(partition, context) for partition in partitions)
            return
        try:
            with (
                tempfile.TemporaryDirectory(prefix="filiation-", ignore_cleanup_errors=True) as folder,
                nullcontext(self._kept[0]) if self._kept else self._new_pool() as pool,
            ):
                file = Path(folder) / "context"
                write_context(context, file)
                waiting = pool.map(_work, repeat(function), partitions, repeat(file))
                yield lambda: waiting
        except BrokenProcessPool as error:
            raise PipelineError(
                f"one of {processes} worker processes ended before its work was done",
                hint="most often the system ends one because memory runs out: run again with fewer, as --jobs 1. A"
                ' script that calls run_pipeline must do so below `if __name__ == "__main__":`.',
            ) from error

    def gather(self, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """Put the results of partitions together, in their order, in one chunk.

        Args:
            parts: From ``map_partitions``, at least one, all with the same columns.

        Returns:
            All rows.
        """
        return pl.concat(parts, how="vertical", rechunk=True)


def _usable_processors() -> int:
    """Processors this process may use, of which a container often has fewer than the machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _work(
    function: Callable[[pl.DataFrame, object], pl.DataFrame], partition: pl.DataFrame, context: Path
) -> pl.DataFrame:
    """Apply a function to one partition; in a worker."""
    if context not in _context:
        # The last one first: both would be in memory otherwise.
        _context.clear()
        _context[context] = read_context(context)
    return function(partition, _context[context])
