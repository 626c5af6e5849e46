"""Settings, manifest and documents are checked without a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Call


def _write(name: str, content: bytes) -> None:
    path = Path("inputs") / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def test_shows_each_setting_with_its_value_and_origin(call: Call) -> None:
    _write("letter.txt", b"A letter about the weather.\n")
    Path("pipeline.toml").write_text("[minhash]\nseed = 4\n", encoding="utf-8")
    outcome = call("validate")
    assert outcome.code == 0
    rows = [line.split() for line in outcome.out.splitlines()]
    assert ["minhash.seed", "4", "pipeline.toml"] in rows
    assert ["minhash.hot_bucket", "16", "default"] in rows


def test_lists_what_would_be_read_and_writes_nothing(call: Call) -> None:
    _write("letter.txt", b"A letter about the weather.\n")
    outcome = call("validate")
    assert "letter.txt" in outcome.out
    assert "A run would compare 1 document of inputs. Nothing is faulty." in outcome.out
    assert not Path("outputs").exists()


def test_names_documents_that_cannot_be_read_and_ends_with_3(call: Call) -> None:
    _write("letter.txt", b"A letter about the weather.\n")
    _write("photo\n\x1b[2J.png", b"\x89PNG\r\n\x1a\n\0\0\0")
    outcome = call("validate")
    assert outcome.code == 3
    assert any("photo" in line and "[2J.png: quarantined: " in line for line in outcome.out.splitlines())
    assert "\x1b" not in outcome.out
    assert "1 cannot be read" in outcome.out


def test_an_empty_document_is_named_and_is_no_fault(call: Call) -> None:
    _write("letter.txt", b"A letter about the weather.\n")
    _write("empty.txt", b"")
    outcome = call("validate")
    assert outcome.code == 0
    assert "empty.txt: empty: " in outcome.out


def test_a_faulty_manifest_ends_with_1_and_names_its_faults(call: Call) -> None:
    _write("letter.txt", b"A letter about the weather.\n")
    _write("sources.toml", b"[[document]]\npaht = 'letter.txt'\n[nonsense]\n")
    outcome = call("validate")
    assert outcome.code == 1
    assert outcome.err.startswith("error: ")
    assert "sources.toml" in outcome.err


def test_a_faulty_configuration_ends_with_2_and_names_its_faults(call: Call) -> None:
    Path("pipeline.toml").write_text("[minhash]\nsede = 4\nhot_bucket = 0\n", encoding="utf-8")
    outcome = call("validate")
    assert outcome.code == 2
    assert "2 faults" in outcome.err
    assert "did you mean minhash.seed?" in outcome.err


def test_a_missing_folder_ends_with_1(call: Call) -> None:
    outcome = call("validate", "--inputs", "nowhere")
    assert outcome.code == 1
    assert "the folder of inputs is not there: nowhere" in outcome.err


def test_many_documents_are_cut_short_unless_verbose(call: Call) -> None:
    for number in range(60):
        _write(f"letter{number:02}.txt", f"Letter number {number} about the weather.\n".encode())
    assert "and 10 more; --verbose lists them all" in call("validate").out
    assert "letter59.txt" in call("validate", "--verbose").out


def test_json_holds_settings_and_documents(call: Call) -> None:
    _write("letter.txt", b"A letter about the weather.\n")
    document = json.loads(call("validate", "--json").out)
    assert document["exit_code"] == 0
    assert [one["path"] for one in document["documents"]] == ["letter.txt"]
    assert {"key": "minhash.hot_bucket", "value": 16, "origin": "default"} in document["settings"]
