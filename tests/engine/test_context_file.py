"""What partitions need goes to the workers by a file that they share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.align.texts import Texts
from pipeline.engine.context_file import read_context, write_context


def there_and_back(value: object, folder: Path) -> object:
    write_context(value, folder / "context")
    return read_context(folder / "context")


@pytest.mark.parametrize(
    "value",
    [None, 7, {"a": [1, 2]}, [], ("text", b"bytes")],
)
def test_anything_comes_back_as_it_was(value: object, tmp_path: Path) -> None:
    assert there_and_back(value, tmp_path) == value


def test_arrays_come_back_equal_whatever_their_type_and_size(tmp_path: Path) -> None:
    arrays = [
        np.arange(size, dtype=kind) for size in (0, 1, 3, 1000) for kind in (np.int8, np.uint32, np.float64)
    ]
    found = there_and_back(arrays, tmp_path)
    assert isinstance(found, list)
    for before, after in zip(arrays, found, strict=True):
        assert after.dtype == before.dtype
        assert np.array_equal(after, before)


def test_large_arrays_are_mapped_and_not_read(tmp_path: Path) -> None:
    write_context(np.zeros(1_000_000), tmp_path / "context")
    assert (tmp_path / "context.objects").stat().st_size < 1000
    assert (tmp_path / "context").stat().st_size == 8_000_000


def test_texts_come_back_letter_for_letter(tmp_path: Path) -> None:
    texts = ["", "plain", "Ünïcödé 漢字 \U0001f600", "lone \ud800 surrogate", "nul \0 byte"]
    found = there_and_back(Texts(texts), tmp_path)
    assert isinstance(found, Texts)
    assert list(found) == texts
    assert found[1:3] == texts[1:3]
    assert len(found) == len(texts)
