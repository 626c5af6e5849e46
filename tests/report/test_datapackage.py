"""datapackage.json is a valid tabular data package, and the CSV files are what it says."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.config import ReportConfig
from pipeline.report import write_tables
from pipeline.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import polars as pl

PARSERS: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


@pytest.fixture(params=[",", ";", "\t"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, tables: dict[str, pl.DataFrame]) -> Path:
    write_tables(tmp_path, tables, ReportConfig(csv_separator=request.param))
    return tmp_path


def package(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return content


def rows(folder: Path, resource: dict[str, Any]) -> list[dict[str, str]]:
    with (folder / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=resource["dialect"]["delimiter"]))


def test_has_a_resource_for_every_table_with_the_columns_of_its_file(folder: Path) -> None:
    resources = package(folder)["resources"]
    assert [resource["name"] for resource in resources] == list(TABLES)
    for resource in resources:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert list(rows(folder, resource)[0]) == fields


def test_every_cell_has_the_type_and_keeps_the_constraints_it_says(folder: Path) -> None:
    for resource in package(folder)["resources"]:
        for row in rows(folder, resource):
            for field in resource["schema"]["fields"]:
                cell, constraints = row[field["name"]], field.get("constraints", {})
                if cell == "":
                    assert not constraints.get("required"), field
                    continue
                value = PARSERS[field["type"]](cell)
                assert cell in constraints.get("enum", [cell])
                assert re.search(constraints.get("pattern", ""), cell)
                if isinstance(value, int | float):
                    assert constraints.get("minimum", value) <= value <= constraints.get("maximum", value)


def test_foreign_keys_lead_to_rows_that_are_there(folder: Path) -> None:
    resources = {resource["name"]: resource for resource in package(folder)["resources"]}
    checked = 0
    for name, resource in resources.items():
        for key in resource["schema"].get("foreignKeys", []):
            (field,), (target_field,) = key["fields"], key["reference"]["fields"]
            target = resources[key["reference"]["resource"] or name]
            known = {row[target_field] for row in rows(folder, target)}
            assert {row[field] for row in rows(folder, resource) if row[field]} <= known
            checked += 1
    assert checked > 20


def test_sizes_and_hashes_are_those_of_the_files_and_only_of_files_that_do_not_change_by_themselves(
    folder: Path,
) -> None:
    for resource in package(folder)["resources"]:
        content = (folder / resource["path"]).read_bytes()
        if TABLES[resource["name"]].content:
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        else:
            assert "hash" not in resource


def test_refers_only_to_tables_that_were_written(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    write_tables(tmp_path, {"variants": tables["variants"]}, ReportConfig())
    (resource,) = package(tmp_path)["resources"]
    assert "foreignKeys" not in resource["schema"]


@pytest.mark.filterwarnings("default")  # what other people's package warns of is not ours to mend
def test_frictionless_finds_it_valid(folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "message"])
