"""What the tests of the project's own rules read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return _ROOT


@pytest.fixture(scope="session")
def package_modules(root: Path) -> list[Path]:
    """Every module of the package."""
    modules = sorted((root / "pipeline").rglob("*.py"))
    assert modules
    return modules


@pytest.fixture(scope="session")
def project(root: Path) -> dict[str, Any]:
    """The ``[project]`` table of pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="session")
def written_by_us(root: Path) -> list[Path]:
    """Every text file of the project, without what runs and tools leave behind."""
    left_behind = {"outputs", "build", "dist", "__pycache__"}
    suffixes = {".py", ".toml", ".md", ".txt", ".html", ".jsonl", ".json", ".csv", ""}
    files = []
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        hidden = [part for part in inside if part.startswith(".") and part not in {".ci", ".gitignore"}]
        if path.is_file() and path.suffix in suffixes and not hidden and not left_behind.intersection(inside):
            files.append(path)
    assert files
    return files
