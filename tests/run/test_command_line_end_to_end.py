"""The real command on real documents: exit codes, and what a person reads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.run.conftest import Desk

ROOT = Path(__file__).resolve().parent.parent.parent


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments], capture_output=True, text=True, cwd=ROOT, check=False
    )


def test_a_run_with_a_document_that_cannot_be_read_ends_in_3_and_shows_the_match(desk: Desk) -> None:
    desk.put({"picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4})
    folders = ("--inputs", str(desk.inputs), "--outputs", str(desk.outputs))
    done = command("run", *folders, "--jobs", "1")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "memoir → letter" in done.stdout
    assert "picture.png" in done.stdout
    match_id = next(word for word in done.stdout.split() if word.startswith("m_"))
    assert f"{sys.executable} -m pipeline explain {match_id}" in done.stdout
    explained = command("explain", match_id, "--outputs", str(desk.outputs))
    assert explained.returncode == 0
    assert "every stone of it" in " ".join(explained.stdout.split())


def test_a_run_without_documents_ends_in_1_and_says_what_to_do(desk: Desk) -> None:
    for file in desk.inputs.iterdir():
        file.unlink()
    failed = command("run", "--inputs", str(desk.inputs), "--outputs", str(desk.outputs))
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert "there are no documents in" in failed.stderr
    assert "hint: put text, Markdown or HTML files into it" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_json_is_the_summary_and_nothing_else(desk: Desk) -> None:
    done = command("run", "--inputs", str(desk.inputs), "--outputs", str(desk.outputs), "--json", "--dry-run")
    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "dry_run"
