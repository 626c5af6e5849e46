"""`--help` answers at once, because it loads nothing heavy."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Python = Callable[..., subprocess.CompletedProcess[str]]

HEAVY = {
    "charset_normalizer",
    "datasketch",
    "filelock",
    "markdown_it",
    "numpy",
    "polars",
    "pyarrow",
    "pydantic",
    "rapidfuzz",
    "rich",
    "scipy",
    "selectolax",
    "unicodedata2",
}

PROBE = """
import sys
{statement}
print("LOADED", __import__("json").dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""


def _loaded(python: Python, statement: str) -> set[str]:
    done = python("-c", PROBE.format(statement=statement))
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.rpartition("LOADED ")[2]))


@pytest.mark.parametrize(
    "arguments", [["--help"], ["run", "--help"], ["explain", "--help"], ["--version"], ["--inptus", "x"]]
)
def test_help_and_usage_faults_load_no_heavy_package(python: Python, arguments: list[str]) -> None:
    loaded = _loaded(python, f"from pipeline.cli.entry import main\nmain({arguments!r})")
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_importing_the_package_loads_nothing_else(python: Python) -> None:
    assert _loaded(python, "import pipeline").isdisjoint({*HEAVY, "click"})


def test_reading_a_configuration_loads_pydantic_but_no_table_engine(python: Python) -> None:
    loaded = _loaded(
        python, "from pipeline import load_config\nload_config(environ={}, overrides={'minhash.seed': 2})"
    )
    assert "pydantic" in loaded
    assert loaded.isdisjoint({"polars", "numpy", "scipy", "datasketch", "rich"})


def test_our_own_part_of_help_takes_less_than_a_tenth_of_a_second(python: Python) -> None:
    times = []
    for _ in range(3):
        done = python("-X", "importtime", "-m", "pipeline", "--help")
        assert done.returncode == 0
        rows = re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(pipeline\S*)", done.stderr)
        assert rows
        times.append(sum(int(microseconds) for microseconds, _ in rows))
    assert min(times) < 100_000
