"""The data dictionary describes what was written, all of it, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.config import ReportConfig
from pipeline.report import write_tables
from pipeline.report.dictionary import data_dictionary
from pipeline.tables import TABLES, empty

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

DICTIONARY = data_dictionary(list(TABLES.values()), separator=",")


def section(name: str) -> str:
    return DICTIONARY.split(f"\n## {name}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", list(TABLES))
def test_has_a_row_for_every_column_with_its_meaning_type_and_words(name: str) -> None:
    rows = {line.split("`")[1]: line for line in section(name).splitlines() if line.startswith("| `")}
    assert list(rows) == [column.name for column in TABLES[name].columns]
    for column in TABLES[name].columns:
        assert column.meaning.replace("|", "\\|") in rows[column.name]
        assert ("| yes |" in rows[column.name]) == column.nullable
        assert all(f"`{value}`" in rows[column.name] for value in column.values or ())
        if column.unit:
            assert f"| {column.unit} |" in rows[column.name]


def test_every_row_of_its_tables_has_five_cells() -> None:
    for line in DICTIONARY.splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") == 6


def test_says_which_tables_differ_from_run_to_run() -> None:
    telling = {name for name in TABLES if "not a function of inputs" in section(name)}
    assert telling == {name for name in TABLES if not TABLES[name].content}


def test_links_to_every_section() -> None:
    for name in TABLES:
        assert f"[{name}](#{name})" in DICTIONARY


@pytest.mark.parametrize(("separator", "word"), [(",", "comma"), (";", "semicolon"), ("\t", "tab")])
def test_names_the_separator_in_use(separator: str, word: str) -> None:
    assert f"separated by the {word}" in data_dictionary(list(TABLES.values()), separator=separator)


def test_describes_only_the_tables_that_were_written(tmp_path: Path) -> None:
    tables: dict[str, pl.DataFrame] = {name: empty(name) for name in ("matches", "documents")}
    write_tables(tmp_path, tables, ReportConfig())
    text = (tmp_path / "DATA_DICTIONARY.md").read_text(encoding="utf-8")
    assert "\n## documents\n" in text
    assert "\n## matches\n" in text
    assert "\n## families\n" not in text
    assert "\t" not in text
