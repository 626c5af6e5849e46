"""What is imported is declared, what is declared is imported, and constraints.txt fixes all of it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9a-z.]*)(?: ; (?P<marker>[a-z_]+ (?:<|>=|==) .*))?"
)


def imported(modules: Iterable[Path]) -> set[str]:
    """Names of the distributions that the modules import, wherever in them, without our own."""
    providers = metadata.packages_distributions()
    names: set[str] = set()
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    foreign = names - set(sys.stdlib_module_names) - {"_typeshed", "pipeline", "tests"}
    return {canonicalize_name(providers[name][0] if name in providers else name) for name in foreign}


def declared(requirements: Iterable[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in requirements}


def pins(root: Path) -> dict[str, str]:
    """What constraints.txt fixes for this Python and system."""
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        if line.startswith("#"):
            continue
        match = PIN.fullmatch(line)
        assert match, f"constraints.txt holds something else than a pin: {line}"
        if match["marker"] is None or Marker(match["marker"]).evaluate():
            assert match["name"] not in found, f"{match['name']} is fixed twice"
            found[match["name"]] = match["version"]
    return found


def closure(requirements: Iterable[str]) -> set[str]:
    """Everything that the requirements ask for, directly or not, as the installed distributions say."""
    waiting, reached = list(requirements), set()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        if name in reached or name == "filiation":
            continue
        reached.add(name)
        waiting += metadata.requires(name) or []
    return reached


def test_every_import_of_the_package_is_declared_and_none_is_declared_in_vain(
    package_modules: list[Path], project: dict[str, Any]
) -> None:
    # The maker of the shipped Unicode tables is run by developers alone, with what the test extra brings.
    run_by_users = [module for module in package_modules if module.name != "build_unicode_tables.py"]
    assert imported(run_by_users) == declared(project["dependencies"])


def test_the_tests_import_only_what_the_test_extra_brings(root: Path, project: dict[str, Any]) -> None:
    brought = declared(project["dependencies"] + project["optional-dependencies"]["test"])
    assert imported((root / "tests").rglob("*.py")) <= brought


def test_the_benchmarks_import_only_what_the_test_extra_brings(root: Path, project: dict[str, Any]) -> None:
    brought = declared(project["dependencies"] + project["optional-dependencies"]["test"])
    scripts = sorted((root / "benchmarks").glob("*.py"))
    siblings = {canonicalize_name(script.stem) for script in scripts}
    # CollateX is compared with, and run by an interpreter that the user names.
    assert imported(scripts) - siblings - {"collatex"} <= brought


def test_constraints_fix_everything_that_the_readme_commands_install(
    root: Path, project: dict[str, Any]
) -> None:
    wanted = closure(project["dependencies"] + project["optional-dependencies"]["test"])
    assert wanted - set(pins(root)) == set()


def test_constraints_stand_within_the_declared_bounds(root: Path, project: dict[str, Any]) -> None:
    fixed = pins(root)
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    for requirement in map(Requirement, project["dependencies"] + extras):
        if canonicalize_name(requirement.name) != "filiation":
            assert fixed[canonicalize_name(requirement.name)] in requirement.specifier


def test_the_build_backend_agrees_with_the_constraints(root: Path) -> None:
    # An isolated build may or may not see constraints.txt, depending on pip; it must come out the same.
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("[build-system]") : text.index("build-backend")]
    build_pins = dict(re.findall(r'"([a-z0-9-]+)==([^"]+)"', block))
    fixed = pins(root)
    assert build_pins
    assert {name: fixed[name] for name in build_pins if name in fixed} == {
        name: version for name, version in build_pins.items() if name in fixed
    }
