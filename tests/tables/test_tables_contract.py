"""The declaration holds what the contract of the outputs says, and holds together."""

from __future__ import annotations

import re

import polars as pl
import pytest

from pipeline.errors import TableError
from pipeline.tables import TABLES, Column, empty, validate
from pipeline.tables.variant_tables import LEVEL_OF_CLASS, LEVELS, VARIANT_CLASSES

NAMES = list(TABLES)
COLUMNS = [(table.name, column) for table in TABLES.values() for column in table.columns]


def test_declares_every_table_of_the_contract() -> None:
    assert set(NAMES) == {
        "documents",
        "matches",
        "variants",
        "families",
        "witnesses",
        "match_families",
        "apparatus",
        "provenance",
        "evidence",
        "attributions",
        "wanted_sources",
        "set_aside",
        "drift",
        "history",
        "changes",
        "runs",
        "stages",
    }


def test_only_the_tables_that_tell_of_runs_are_no_function_of_inputs_and_settings() -> None:
    assert {name for name in NAMES if not TABLES[name].content} == {"history", "changes", "runs", "stages"}


@pytest.mark.parametrize("name", NAMES)
def test_the_empty_table_has_the_declared_schema_and_is_valid(name: str) -> None:
    frame = empty(name)
    assert frame.height == 0
    assert frame.schema == TABLES[name].schema
    validate(name, frame)


@pytest.mark.parametrize("name", NAMES)
def test_column_names_are_unique_and_the_key_is_among_them(name: str) -> None:
    names = [column.name for column in TABLES[name].columns]
    assert len(names) == len(set(names))
    assert set(TABLES[name].key) <= set(names)
    assert not any(TABLES[name].column(part).nullable for part in TABLES[name].key)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{t}.{c.name}" for t, c in COLUMNS])
def test_every_column_says_what_it_means_and_refers_only_to_what_there_is(table: str, column: Column) -> None:
    assert re.fullmatch(r"\S.*\.", column.meaning), f"{table}: {column.meaning!r}"
    assert "  " not in column.meaning
    if column.references is not None:
        target, _, field = column.references.partition(".")
        assert TABLES[target].column(field).unique
    if column.type == pl.Float64():
        assert column.decimals is not None


def test_both_sides_of_a_match_have_the_same_columns() -> None:
    names = {column.name for column in TABLES["matches"].columns}
    a_columns = {name.removeprefix("a_") for name in names if name.startswith("a_")}
    b_columns = {name.removeprefix("b_") for name in names if name.startswith("b_")}
    assert a_columns == b_columns
    assert {"document_id", "path", "siglum", "locus", "begin", "end", "text"} <= a_columns


def test_drift_counts_every_level_and_every_class_of_variants() -> None:
    names = {column.name for column in TABLES["drift"].columns}
    assert {f"n_{name}" for name in (*LEVELS, *VARIANT_CLASSES)} <= names
    assert set(LEVEL_OF_CLASS) == set(VARIANT_CLASSES)


def test_an_unknown_table_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(TableError, match="no table 'matchs'") as raised:
        empty("matchs")
    assert "matches" in str(raised.value.hint)
