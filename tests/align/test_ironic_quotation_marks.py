"""Quotation marks around a few words in running text, on one side alone, are scare quotes; others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.align.conftest import Rows


@pytest.mark.parametrize(
    ("with_marks", "without"),
    [
        ('the only "Bolsheviks" in it', "the only Bolsheviks in it"),
        ("der „reine“ Wein", "der reine Wein"),
        ("his secret “Apparatus,” which", "his secret Apparatus, which"),
        ("the 'iron' law", "the iron law"),
        ("les «bons vieux temps» ici", "les bons vieux temps ici"),
    ],
)
def test_marks_around_one_to_three_words_are_scare_quotes(
    differences: Callable[..., Rows], with_marks: str, without: str
) -> None:
    assert [name for name, _, _ in differences(with_marks, without)] == ["scare_quotes"] * 2
    assert [name for name, _, _ in differences(without, with_marks)] == ["scare_quotes"] * 2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ('the "Moscow Trials" again', "the “Moscow Trials” again"),
        ('he said: "Come now" and', "he said: Come now and"),
        ('he cried "Never!" and so', "he cried Never! and so"),
        ('he left. "Never." And so', "he left. Never. And so"),
        ('the "long and winding road" home', "the long and winding road home"),
    ],
)
def test_other_quotation_marks_are_not(differences: Callable[..., Rows], a: str, b: str) -> None:
    rows = differences(a, b)
    assert rows
    assert {name for name, _, _ in rows} == {"quotation_marks"}
