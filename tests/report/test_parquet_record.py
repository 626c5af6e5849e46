"""The Parquet files hold exactly the tables, and the same rows give the same bytes."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import ReportConfig
from pipeline.errors import TableError
from pipeline.report import write_tables
from pipeline.tables import from_rows

if TYPE_CHECKING:
    from collections.abc import Mapping


def contents(folder: Path, tables: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    folder.mkdir()
    write_tables(folder, tables, ReportConfig())
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_table_reads_back_as_it_was(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    write_tables(tmp_path, tables, ReportConfig())
    for name, frame in tables.items():
        read = pl.read_parquet(tmp_path / f"{name}.parquet")
        assert read.schema == frame.schema
        assert read.equals(frame)


def test_two_writes_give_the_same_bytes(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    assert contents(tmp_path / "1", tables) == contents(tmp_path / "2", tables)


def test_the_order_of_rows_columns_and_tables_does_not_change_a_byte(
    tmp_path: Path, tables: dict[str, pl.DataFrame]
) -> None:
    row = tables["set_aside"].to_dicts()[0]
    many = [{**row, "set_aside_id": f"s_{n}", "n_occurrences": n % 3} for n in range(50)]
    tables["set_aside"] = from_rows("set_aside", many)
    shuffled = {
        name: pl.concat(frame.sample(fraction=1, shuffle=True, seed=7).iter_slices(7), rechunk=False).select(
            sorted(frame.columns)
        )
        for name, frame in reversed(tables.items())
    }
    assert shuffled["set_aside"].n_chunks() > 1
    assert contents(tmp_path / "1", tables) == contents(tmp_path / "2", shuffled)


def test_the_count_of_threads_does_not_change_a_byte(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, polars as pl\n"
        "from pipeline.config import ReportConfig\n"
        "from pipeline.report import write_tables\n"
        "n = 300_000\n"
        "frame = pl.select(pl.int_range(n).alias('n')).select(\n"
        "    pl.format('m_{}', 'n').alias('match_id'), pl.lit('f_1').alias('family_id'),\n"
        "    a_begin='n', a_end='n', b_begin=pl.col('n') * 7 % 1000, b_end=pl.col('n') + 1000)\n"
        "write_tables(pathlib.Path(sys.argv[1]), {'match_families': frame}, ReportConfig())\n"
    )
    files = []
    for threads in ("1", "4"):
        folder = tmp_path / threads
        folder.mkdir()
        environment = {"POLARS_MAX_THREADS": threads, "PYTHONPATH": str(Path(__file__).parents[2])}
        subprocess.run([sys.executable, "-c", program, str(folder)], check=True, env=environment)
        files.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert files[0] == files[1]


def test_a_large_table_is_cut_into_row_groups_of_a_fixed_size(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    n = 262_145
    frame = pl.select(pl.int_range(n).alias("n")).select(
        pl.format("m_{}", "n").alias("match_id"),
        pl.lit("f_1").alias("family_id"),
        *(pl.col("n").alias(name) for name in ("a_begin", "a_end", "b_begin", "b_end")),
    )
    write_tables(tmp_path, {"match_families": frame}, ReportConfig())
    metadata = parquet.read_metadata(tmp_path / "match_families.parquet")
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [262_144, 1]
    assert metadata.row_group(0).column(0).statistics.has_min_max


def test_the_files_name_neither_the_machine_nor_the_user_nor_the_folder(
    tmp_path: Path, tables: dict[str, pl.DataFrame]
) -> None:
    write_tables(tmp_path, tables, ReportConfig())
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert str(tmp_path).encode() not in content
        assert socket.gethostname().encode() not in content
        if path.suffix == ".parquet":
            assert set(pl.read_parquet_metadata(path)) == {"ARROW:schema"}


def test_pyarrow_reads_what_polars_wrote(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_tables(tmp_path, tables, ReportConfig())
    for name, frame in tables.items():
        assert parquet.read_table(tmp_path / f"{name}.parquet").to_pylist() == frame.to_dicts()


@settings(max_examples=30)
@given(st.text(max_size=30))
def test_any_text_survives_the_record(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any_text")
    row = {
        "family_id": "f_1",
        "place": 1,
        "entry": "x ] y",
        "lemma": text,
        "lemma_begin": 0,
        "lemma_end": 0,
        "readings": [],
        "variant_class": "case",
        "level": "dress",
    }
    write_tables(folder, {"apparatus": from_rows("apparatus", [row])}, ReportConfig())
    assert pl.read_parquet(folder / "apparatus.parquet")["lemma"].to_list() == [text]


def test_nothing_is_written_if_one_table_is_faulty(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    tables["drift"] = tables["drift"].with_columns(direction=pl.lit("sideways"))
    with pytest.raises(TableError, match="'sideways' must be one of"):
        write_tables(tmp_path, tables, ReportConfig())
    assert list(tmp_path.iterdir()) == []


def test_a_table_that_is_not_declared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no table 'more'"):
        write_tables(tmp_path, {"more": pl.DataFrame({"a": [1]})}, ReportConfig())
