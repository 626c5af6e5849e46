"""The rules that no other tool checks: size of modules, who prints, who writes files, what may not be committed."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

LONGEST_MODULE = 350
LOCK_FILES = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"}
RUN_BY_DEVELOPERS = {"pipeline/cli/reference.py", "pipeline/corpus/build_unicode_tables.py"}
"""They write pages and tables that are committed, and no run loads them."""

WRITING_METHODS = {
    "mkdir",
    "rmdir",
    "symlink_to",
    "hardlink_to",
    "touch",
    "unlink",
    "write_bytes",
    "write_text",
}
WRITING_FUNCTIONS_OF_OS = {"makedirs", "remove", "rename", "replace", "rmdir", "symlink", "unlink"}


def calls(module: Path) -> list[ast.Call]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def opens_for_writing(call: ast.Call) -> bool:
    named = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if named not in {"open", "fdopen"}:
        return False
    texts = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return any(
        isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and re.fullmatch(r"[rwaxbt+]*[wax+][bt+]*", text.value)
        for text in texts
    )


def changes_files(call: ast.Call) -> bool:
    if opens_for_writing(call):
        return True
    if not isinstance(call.func, ast.Attribute):
        return False
    owner = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
    if owner == "os":
        return call.func.attr in WRITING_FUNCTIONS_OF_OS
    return call.func.attr in WRITING_METHODS


def test_no_module_is_longer_than_a_person_reads_in_one_go(package_modules: list[Path]) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in package_modules}
    assert {str(path): n for path, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_only_cli_prints(package_modules: list[Path], root: Path) -> None:
    printing = {
        str(module.relative_to(root))
        for module in package_modules
        if "cli" not in module.relative_to(root).parts
        for call in calls(module)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    }
    assert printing == set()


def test_only_store_and_report_write_files(package_modules: list[Path], root: Path) -> None:
    # report writes its tables into the folder that store hands to it, engine what its processes share into a temporary
    # one; nothing else leaves anything on disk.
    writing = {
        f"{module.relative_to(root)}:{call.lineno}"
        for module in package_modules
        if not {"store", "report", "engine"}.intersection(module.relative_to(root).parts)
        and module.relative_to(root).as_posix() not in RUN_BY_DEVELOPERS
        for call in calls(module)
        if changes_files(call)
    }
    assert writing == set()


def test_nothing_aligns_with_the_standard_library(package_modules: list[Path], root: Path) -> None:
    importing = {
        str(module.relative_to(root))
        for module in package_modules
        if "difflib" in module.read_text(encoding="utf-8")
    }
    assert importing == set()


def test_nothing_is_marked_as_unfinished(written_by_us: list[Path], root: Path) -> None:
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|raise NotImplemented" + r"Error)\b")
    code = [path for path in written_by_us if path.suffix == ".py"]
    assert [
        str(path.relative_to(root)) for path in code if mark.search(path.read_text(encoding="utf-8"))
    ] == []


def test_no_lock_file_records_where_packages_came_from(written_by_us: list[Path]) -> None:
    assert [path.name for path in written_by_us if path.name in LOCK_FILES] == []


def test_no_file_names_a_place_on_the_machine_it_was_written_on(
    written_by_us: list[Path], root: Path
) -> None:
    places = {f"{place}/" for place in (root, Path.home(), Path(sys.base_prefix)) if len(place.parts) > 1}
    naming = {
        str(path.relative_to(root))
        for path in written_by_us
        for place in places
        if place.encode() in path.read_bytes()
    }
    assert naming == set()
