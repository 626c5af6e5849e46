"""The script that writes constraints.txt marks what differs between Python versions, and reads its own marks."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def script(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_constraints", root / ".ci" / "make_constraints.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_version_that_all_pythons_chose_has_no_marker(script: ModuleType) -> None:
    both = [script.Resolution(python=python, pins={"rich": "15.0.0"}) for python in ("3.12", "3.11")]
    assert "rich==15.0.0" in script.merge(both)


def test_versions_that_differ_are_marked_and_the_newest_is_open_upwards(script: ModuleType) -> None:
    numpy = {"3.11": "2.4.6", "3.12": "2.5.5", "3.13": "2.5.5"}
    lines = script.merge(
        script.Resolution(python=python, pins={"numpy": pin}) for python, pin in numpy.items()
    )
    assert [line for line in lines if line.startswith("numpy")] == [
        'numpy==2.4.6 ; python_version < "3.12"',
        'numpy==2.5.5 ; python_version >= "3.12"',
    ]


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_each_python_reads_back_the_versions_it_chose(script: ModuleType, python: str) -> None:
    chosen = {
        "3.11": {"a": "1", "b": "1", "only-old": "4"},
        "3.12": {"a": "2", "b": "1"},
        "3.13": {"a": "3", "b": "1", "only-new": "5"},
    }
    lines = script.merge(script.Resolution(python=version, pins=pins) for version, pins in chosen.items())
    here = {name: pin for name, pin in script.named_in(lines, python).items() if name != "colorama"}
    assert here == chosen[python]
