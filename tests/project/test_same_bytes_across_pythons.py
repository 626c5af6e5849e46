"""The same inputs give the same bytes on every Python that the project supports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.tables import TABLES

OTHERS = [python for python in os.environ.get("FILIATION_OTHER_PYTHONS", "").split(os.pathsep) if python]
"""Interpreters of other versions that have the project installed; .ci/run prepares them."""


def published(python: str, inputs: Path, outputs: Path) -> dict[str, bytes]:
    """Run the main job and read every file that is a function of inputs and configuration."""
    subprocess.run(
        [python, "-m", "pipeline", "run", "--quiet", "--inputs", str(inputs), "--outputs", str(outputs)],
        check=True,
        capture_output=True,
        text=True,
        cwd=outputs.parent,
    )
    names = [name for name, table in TABLES.items() if table.content]
    files = [outputs / f"{name}.{suffix}" for name in names for suffix in ("csv", "parquet")]
    return {path.name: path.read_bytes() for path in files if path.exists()}


@pytest.mark.skipif(not OTHERS, reason="FILIATION_OTHER_PYTHONS names no other interpreter")
@pytest.mark.parametrize("other", OTHERS)
def test_another_python_writes_the_same_bytes(other: str, root: Path, tmp_path: Path) -> None:
    here = published(sys.executable, root / "inputs", tmp_path / "here")
    there = published(other, root / "inputs", tmp_path / "there")
    assert "matches.csv" in here
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name]] == []
