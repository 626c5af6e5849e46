"""Ids come from content, and are the same everywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ids import ID_PREFIXES, content_id

parts = st.lists(st.text(max_size=4), max_size=4)


@given(parts, parts)
def test_different_parts_have_different_ids_however_they_run_together(a: list[str], b: list[str]) -> None:
    assert (content_id("m", *a) == content_id("m", *b)) == (a == b)


@given(st.sampled_from(sorted(ID_PREFIXES.values())), parts)
def test_an_id_begins_with_its_letter_and_is_safe_in_any_file_name(prefix: str, content: list[str]) -> None:
    assert re.fullmatch(prefix + "_[a-z2-7]{16}", content_id(prefix, *content))


def test_every_kind_of_thing_has_a_letter_of_its_own() -> None:
    assert len(set(ID_PREFIXES.values())) == len(ID_PREFIXES)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((), "d_n6q5r7h5ogienv3c"),
        (("a/b.txt", ""), "d_fi5ekuxo4dxllvm4"),
        (("Zürich 1917", 3), "d_zfc2jtjiyxpouprw"),
        (("\ud800",), "d_6u5ybe47loh6y5ri"),
    ],
)
def test_ids_are_those_of_every_earlier_version(content: tuple[str | int, ...], expected: str) -> None:
    assert content_id("d", *content) == expected


def test_a_number_is_taken_as_its_digits() -> None:
    assert content_id("v", 12) == content_id("v", "12") != content_id("v", 1, 2)
