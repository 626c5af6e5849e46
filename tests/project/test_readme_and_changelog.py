"""What people read first is true: the commands are there, the links lead somewhere, the version is in the changelog."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pipeline

MAIN = (
    "python3 -m venv .venv && .venv/bin/python -m pip install -q -c constraints.txt -e ."
    " && .venv/bin/python -m pipeline"
)
TEST = (
    "python3 -m venv .venv && .venv/bin/python -m pip install -q -c constraints.txt -e '.[test]'"
    " && .venv/bin/python -m pytest"
)


def test_readme_gives_each_of_the_two_commands_once_on_a_line_of_its_own(root: Path) -> None:
    lines = (root / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines.count(MAIN) == 1
    assert lines.count(TEST) == 1


def test_every_relative_link_of_the_documentation_leads_to_a_file(root: Path) -> None:
    pages = [root / "README.md", root / "CHANGELOG.md", *(root / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(root)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_of_the_documentation_is_reached_from_its_index(root: Path) -> None:
    index = root / "docs" / "README.md"
    linked = {
        (index.parent / target).resolve()
        for target in re.findall(r"\]\(([^)#\s]+)", index.read_text(encoding="utf-8"))
        if "://" not in target
    }
    pages = {page.resolve() for page in (root / "docs").rglob("*.md")} - {index.resolve()}
    assert pages - linked == set()


def test_the_changelog_speaks_of_this_version_or_of_what_is_not_released(root: Path) -> None:
    headings = re.findall(
        r"^## \[([^\]]+)\]", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert headings
    assert headings[0] in {"Unreleased", pipeline.__version__}


def test_the_command_is_installed_under_the_name_of_the_distribution(project: dict[str, Any]) -> None:
    assert project["name"] in project["scripts"]
