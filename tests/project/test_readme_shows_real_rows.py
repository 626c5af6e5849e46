"""The rows that README.md shows stand in the tables of a run on the example documents, word for word."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipeline import load_config, run_pipeline

Row = dict[str, str]


def cells(line: str) -> list[str]:
    """The cells of a line of a Markdown table, without its marks for code and its escaped bars."""
    return [
        cell.strip().replace("\\|", "|").strip("`") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]
    ]


def shown(readme: str, header: str) -> list[list[str]]:
    """The rows under a header line of a Markdown table."""
    lines = readme[readme.index(header) :].splitlines()
    return [cells(line) for line in lines[2 : lines.index("")]]


@pytest.fixture(scope="module")
def outputs(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme") / "outputs"
    paths = {"paths.inputs": str(root / "inputs"), "paths.outputs": str(folder), "run.jobs": 1}
    run_pipeline(load_config(environ={}, overrides=paths).config)
    return folder


def rows(table: Path) -> list[Row]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_match_and_its_variants_in_the_readme_are_real(root: Path, outputs: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    told = {row[0]: row[1] for row in shown(readme, "| column | what it says |")}
    matches = rows(outputs / "matches.csv")
    same = [match for match in matches if all(match[column] == value for column, value in told.items())]
    near = [
        {column: match[column] for column in told} for match in matches if match["arrow"] == told["arrow"]
    ]
    assert len(same) == 1, f"README shows {told}; the rows with this arrow are now {near}"

    header = "| `a_reading` | `b_reading` | `level` | `variant_class` | `named_class` |"
    variants = [row for row in rows(outputs / "variants.csv") if row["match_id"] == same[0]["match_id"]]
    now = [[row[column] for column in cells(header)] for row in variants]
    assert [row for row in shown(readme, header) if row not in now] == [], f"the variants are now {now}"
