"""Make or check constraints.txt: the exact version of everything that the project and its extras install.

    python .ci/make_constraints.py PYTHON...            resolve anew with each interpreter and write the file
    python .ci/make_constraints.py --check PYTHON...    install with the file and see that it names all that came

Each interpreter gets a virtual environment of its own in a temporary folder. Where the interpreters disagree on a
version, each version gets a marker. The file holds names, versions and markers: no address, no path.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"

EXTRAS = "dev"
"""The extra that asks for all the others."""

NOT_PINNED = frozenset({"filiation", "pip", "setuptools", "wheel"})
"""The project itself, and what a virtual environment is born with."""

ONLY_ON_WINDOWS = {"colorama": "0.4.6"}
"""Asked for by click and pytest on Windows alone, so no other machine resolves it."""

HEADER = """\
# The exact version of everything that the project, its tests and its tools install, on Python 3.11 to 3.13.
# Made and checked by .ci/make_constraints.py; the build backend is pinned in pyproject.toml.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What one interpreter installed: its version ("3.12") and the version of each distribution by name."""

    python: str
    pins: Mapping[str, str]


def install(python: str, folder: Path, *, constrained: bool) -> Resolution:
    """Install the project with its extras into a new virtual environment and say what came.

    Args:
        python: An interpreter to make the environment with.
        folder: Where to make it; must not exist.
        constrained: Whether constraints.txt limits the versions.

    Raises:
        subprocess.CalledProcessError: pip could not install, or what it installed does not fit together.
    """
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    inside = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [str(inside), "-m", "pip"]
    limits = ["-c", str(CONSTRAINTS)] if constrained else []
    subprocess.run([*pip, "install", "-q", *limits, f"{ROOT}[{EXTRAS}]"], check=True)
    subprocess.run([*pip, "check"], check=True, stdout=subprocess.DEVNULL)
    listed = subprocess.run([*pip, "list", "--format=json"], check=True, capture_output=True, text=True)
    version = subprocess.run(
        [str(inside), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
        check=True,
        capture_output=True,
        text=True,
    )
    pins = {
        row["name"].lower().replace("_", "-").replace(".", "-"): row["version"]
        for row in json.loads(listed.stdout)
    }
    return Resolution(
        python=version.stdout.strip(),
        pins={name: pins[name] for name in sorted(pins) if name not in NOT_PINNED},
    )


def merge(resolutions: Iterable[Resolution]) -> list[str]:
    """Write the pins of several interpreters as lines of one constraints file.

    A pin that all interpreters share has no marker; where they differ, each version is marked with the range of
    Python versions that chose it, and the newest is left open upwards.
    """
    ordered = sorted(resolutions, key=lambda each: version_key(each.python))
    lines = []
    for name in sorted({name for each in ordered for name in each.pins}):
        chosen = [(each.python, each.pins.get(name)) for each in ordered]
        versions = {version for _, version in chosen}
        if len(versions) == 1:
            lines.append(f"{name}=={chosen[0][1]}")
            continue
        for version in sorted(versions - {None}, key=str):
            pythons = [python for python, picked in chosen if picked == version]
            later = [python for python, _ in chosen if version_key(python) > version_key(pythons[-1])]
            earlier = [python for python, _ in chosen if version_key(python) < version_key(pythons[0])]
            bounds = [f'python_version >= "{pythons[0]}"'] if earlier else []
            bounds += [f'python_version < "{later[0]}"'] if later else []
            lines.append(f"{name}=={version} ; {' and '.join(bounds)}")
    lines += [f'{name}=={version} ; sys_platform == "win32"' for name, version in ONLY_ON_WINDOWS.items()]
    return sorted(lines)


def version_key(python: str) -> tuple[int, ...]:
    """Order "3.9" before "3.11"."""
    return tuple(int(part) for part in python.split("."))


def named_in(lines: Iterable[str], python: str) -> dict[str, str]:
    """Read which version of each distribution the lines of a constraints file fix for one Python version.

    Knows the two comparisons of ``python_version`` that :func:`merge` writes and nothing else.
    """
    pins = {}
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        pin, _, marker = (part.strip() for part in line.partition(";"))
        name, _, version = pin.partition("==")
        bounds = [bound.split() for bound in marker.split(" and ")] if marker else []
        if all(holds(bound, python) for bound in bounds):
            pins[name] = version
    return pins


def holds(bound: list[str], python: str) -> bool:
    """Whether one comparison of a marker, as three words, holds on this kind of machine."""
    variable, comparison, value = bound[0], bound[1], bound[2].strip('"')
    if variable == "sys_platform":
        return sys.platform == value
    if comparison == ">=":
        return version_key(python) >= version_key(value)
    return version_key(python) < version_key(value)


def main() -> int:
    """Make or check the file; 0 when it is right, 1 when a check found a distribution that it does not fix."""
    parser = argparse.ArgumentParser(description="Make or check constraints.txt.")
    parser.add_argument(
        "--check", action="store_true", help="install with the file and compare, write nothing"
    )
    parser.add_argument("pythons", nargs="+", metavar="PYTHON", help="an interpreter, one for each version")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        resolutions = [
            install(python, Path(temporary) / f"v{number}", constrained=arguments.check)
            for number, python in enumerate(arguments.pythons)
        ]
    if not arguments.check:
        CONSTRAINTS.write_text(HEADER + "\n".join(merge(resolutions)) + "\n", encoding="utf-8")
        print(f"{CONSTRAINTS.name}: written for Python {', '.join(each.python for each in resolutions)}")
        return 0
    faults = 0
    for each in resolutions:
        fixed = named_in(CONSTRAINTS.read_text(encoding="utf-8").splitlines(), each.python)
        for name, version in each.pins.items():
            if fixed.get(name) != version:
                print(
                    f"Python {each.python}: {name} {version} came, constraints.txt says {fixed.get(name, 'nothing')}"
                )
                faults += 1
        print(f"Python {each.python}: {len(each.pins)} distributions compared")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
