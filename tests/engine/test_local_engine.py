"""The local engine: same results however many processes, and errors that cross from them."""

from __future__ import annotations

import importlib
import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine import LocalEngine
from pipeline.errors import InputError, PipelineError


@pytest.fixture(scope="module")
def work() -> Iterator[ModuleType]:
    """Functions that a new process can import too: it is given this process's path."""
    here = str(Path(__file__).parent)
    sys.path.insert(0, here)
    yield importlib.import_module("partition_work")
    sys.path.remove(here)


def table(keys: list[int]) -> pl.DataFrame:
    return pl.DataFrame({"key": keys, "row": range(len(keys))}, schema={"key": pl.Int64, "row": pl.Int64})


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_result_and_its_order_are_the_same_for_any_number_of_processes(
    work: ModuleType, jobs: int
) -> None:
    frame = table([row // 3 for row in range(100)])
    engine = LocalEngine(jobs=jobs, small_rows=0)
    parts = engine.map_partitions(work.scale, engine.repartition(frame, ("key",)), 7)
    result = engine.gather(parts)
    assert result.equals(work.scale(frame, 7))
    assert result.n_chunks() == 1


def test_small_tables_are_worked_on_in_this_process(work: ModuleType) -> None:
    engine = LocalEngine(jobs=2, small_rows=1_000)
    parts = engine.map_partitions(work.process_number, engine.repartition(table([1, 2, 3]), ("key",)), None)
    assert engine.gather(parts)["process"].to_list() == [os.getpid()] * 3


def test_large_tables_are_worked_on_in_other_processes(work: ModuleType) -> None:
    engine = LocalEngine(jobs=2, small_rows=0)
    frame = table(list(range(40)))
    parts = engine.map_partitions(work.process_number, engine.repartition(frame, ("key",)), None)
    processes = set(engine.gather(parts)["process"].to_list())
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_crosses_from_a_worker_with_its_kind_and_its_hint(work: ModuleType, jobs: int) -> None:
    engine = LocalEngine(jobs=jobs, small_rows=0)
    partitions = [table([1]), table([2])]
    with pytest.raises(InputError, match=r"^archive has 1 bad rows$") as raised:
        engine.map_partitions(work.fail, partitions, "archive")
    assert raised.value.hint == "mend them."


def test_a_worker_that_the_system_ended_is_an_error_that_says_what_to_do(work: ModuleType) -> None:
    engine = LocalEngine(jobs=2, small_rows=0)
    with pytest.raises(PipelineError, match="worker processes ended") as raised:
        engine.map_partitions(work.die, [table([1]), table([2])], None)
    assert "--jobs 1" in (raised.value.hint or "")


@given(sizes=st.lists(st.integers(1, 9), max_size=40), jobs=st.integers(1, 5))
def test_no_key_is_split_and_every_row_keeps_its_place(sizes: list[int], jobs: int) -> None:
    frame = table([key for key, size in enumerate(sizes) for _ in range(size)])
    parts = LocalEngine(jobs=jobs, small_rows=0).repartition(frame, ("key",))
    assert pl.concat(parts).equals(frame)
    assert len(parts) == 1 or all(len(part) for part in parts)
    assert len(parts) <= max(1, 8 * jobs)
    for before, after in itertools.pairwise(parts):
        assert before["key"][-1] != after["key"][0]


@given(st.integers(1, 3_000))
def test_parts_are_about_equal_where_keys_are_small(rows: int) -> None:
    parts = LocalEngine(jobs=2, small_rows=0).repartition(table(list(range(rows))), ("key",))
    assert len(parts) == min(rows, 16)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_rows_of_one_key_are_one_partition() -> None:
    assert len(LocalEngine(jobs=4, small_rows=0).repartition(table([5] * 100), ("key",))) == 1


def test_a_key_of_several_columns_is_kept_together() -> None:
    frame = pl.DataFrame({"a": [0, 0, 0, 0, 1, 1], "b": [1, 1, 2, 2, 1, 1]})
    parts = LocalEngine(jobs=3, small_rows=0).repartition(frame, ("a", "b"))
    assert [part.rows() for part in parts] == [[(0, 1)] * 2, [(0, 2)] * 2, [(1, 1)] * 2]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_table_without_rows_is_one_partition_without_rows(work: ModuleType, jobs: int) -> None:
    engine = LocalEngine(jobs=jobs, small_rows=0)
    partitions = engine.repartition(table([]), ("key",))
    assert [len(partition) for partition in partitions] == [0]
    result = engine.gather(engine.map_partitions(work.scale, partitions, 2))
    assert result.schema == {"key": pl.Int64, "row": pl.Int64, "scaled": pl.Int64}


def test_without_a_number_there_is_a_process_for_each_processor() -> None:
    assert LocalEngine().processes >= 1
    assert LocalEngine(jobs=3).processes == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_begun_goes_on_while_this_process_does_something_else(work: ModuleType, jobs: int) -> None:
    engine = LocalEngine(jobs=jobs, small_rows=0)
    partitions = engine.repartition(table([1, 2, 3]), ("key",))
    with engine.begun(work.scale, partitions, 2) as results:
        meanwhile = sum(range(1000))
        found = engine.gather(list(results()))
    assert meanwhile == 499_500
    assert found["scaled"].to_list() == [0, 2, 4]
