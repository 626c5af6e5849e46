"""The shipped table of Unicode is what the module that makes it makes."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest
import unicodedata2

from pipeline.corpus import build_unicode_tables
from pipeline.corpus.build_unicode_tables import build_tables
from pipeline.corpus.unicode_tables import TABLE_FILE, Kind, unicode_tables


def test_the_shipped_table_is_up_to_date_on_this_python() -> None:
    shipped = unicode_tables()
    for name, array in build_tables().items():
        assert np.array_equal(getattr(shipped, name), array), name
        assert getattr(shipped, name).dtype == array.dtype


def test_writes_the_table_beside_the_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"kind": np.zeros(3, np.uint8)}
    monkeypatch.setattr(build_unicode_tables, "__file__", str(tmp_path / "module.py"))
    monkeypatch.setattr(build_unicode_tables, "build_tables", lambda: table)
    build_unicode_tables.main()
    with np.load(tmp_path / TABLE_FILE, allow_pickle=False) as arrays:
        assert np.array_equal(arrays["kind"], table["kind"])


def test_refuses_another_unicode_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unicodedata2, "unidata_version", "15.0.0")
    with pytest.raises(RuntimeError, match=r"Unicode 15\.0\.0, not 18\.0\.0"):
        build_tables()


def test_the_tables_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        unicode_tables().kind[0] = Kind.LETTER


def test_the_licence_of_the_data_is_shipped() -> None:
    text = resources.files("pipeline.corpus").joinpath("unicode_license.txt").read_text("utf-8")
    assert text.startswith("UNICODE LICENSE V3")


def test_every_letter_and_decimal_digit_is_in_a_word() -> None:
    kind = unicode_tables().kind
    for code in range(0x110000):
        if unicodedata2.category(chr(code)) in {"Lu", "Ll", "Lt", "Lo", "Nd"}:
            assert kind[code] >= Kind.DIGIT or kind[code] == Kind.APOSTROPHE, hex(code)
