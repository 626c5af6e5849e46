"""What partitions need goes to the workers by a file that they share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.align.texts import Texts
from pipeline.engine.context_file import read_context, write_context


@pytest.mark.parametrize(
    "value",
    [None, 7, {"a": [1, 2]}, [], ("text", b"bytes")],
)
def test_anything_comes_back_as_it_was(value: object, tmp_path: Path) -> None:
    assert read_context(write_context(value, tmp_path / "context")) == value


def test_arrays_come_back_equal_whatever_their_type_and_size(tmp_path: Path) -> None:
    arrays = [
        np.arange(size, dtype=kind) for size in (0, 1, 3, 1000) for kind in (np.int8, np.uint32, np.float64)
    ]
    found = read_context(write_context(arrays, tmp_path / "context"))
    assert isinstance(found, list)
    for before, after in zip(arrays, found, strict=True):
        assert after.dtype == before.dtype
        assert np.array_equal(after, before)


def test_large_arrays_are_not_in_what_is_sent(tmp_path: Path) -> None:
    written = write_context(np.zeros(1_000_000), tmp_path / "context")
    assert len(written.objects) < 1000


def test_texts_come_back_letter_for_letter(tmp_path: Path) -> None:
    texts = ["", "plain", "Ünïcödé 漢字 \U0001f600", "lone \ud800 surrogate", "nul \0 byte"]
    found = read_context(write_context(Texts(texts), tmp_path / "context"))
    assert isinstance(found, Texts)
    assert list(found) == texts
    assert found[1:3] == texts[1:3]
    assert len(found) == len(texts)
