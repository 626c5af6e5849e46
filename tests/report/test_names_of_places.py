"""How the two sides of a match are called, so that people tell them apart."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.report.rows.naming import arrow, short_name, side_names, side_words


def named(a: tuple[str, str], b: tuple[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Names and words of a match between two places, each a siglum and a locus."""
    places = {0: a[1], 1: b[1]}
    same = a[0] == b[0]
    findings: Any = SimpleNamespace(
        compared=[SimpleNamespace(siglum=a[0])] + ([] if same else [SimpleNamespace(siglum=b[0])]),
        locus=lambda _, begin: places[begin],
    )
    match: Any = SimpleNamespace(a=0, b=0 if same else 1, a_begin=0, b_begin=1)
    return side_names(findings, match), side_words(findings, match)


@pytest.mark.parametrize(
    ("a", "b", "names", "words"),
    [
        (("001", "Primary Sources (6), ¶1"), ("003", "¶2"), ("001 (6)", "003"), ("001 (6)", "003")),
        (("001", "April, ¶1"), ("001", "Sources (6), ¶1"), ("001", "001 (6)"), ("the running text", "(6)")),
        (("001", "Sources (2), ¶1"), ("001", "Sources (6), ¶1"), ("001 (2)", "001 (6)"), ("(2)", "(6)")),
        (
            ("001", "April, ¶1"),
            ("001", "April, ¶3"),
            ("001 (April, ¶1)", "001 (April, ¶3)"),
            ("the first", "the second"),
        ),
        (("001", "¶6"), ("001", "¶6"), ("001 (¶6, first)", "001 (¶6, second)"), ("the first", "the second")),
        (
            ("001", "Sources (6), ¶1"),
            ("001", "Sources (6), ¶8"),
            ("001 (Sources (6), ¶1)", "001 (Sources (6), ¶8)"),
            ("the first", "the second"),
        ),
    ],
)
def test_two_places_are_never_called_alike(
    a: tuple[str, str], b: tuple[str, str], names: tuple[str, str], words: tuple[str, str]
) -> None:
    assert named(a, b) == (names, words)


@pytest.mark.parametrize(
    ("copied_from", "said"),
    [("a", "001 → 003 (2)"), ("b", "003 (2) → 001"), ("undetermined", "001 ? 003 (2)")],
)
def test_the_arrow_goes_from_the_source_to_the_copy(copied_from: str, said: str) -> None:
    match: Any = SimpleNamespace(direction=SimpleNamespace(copied_from=copied_from))
    assert arrow(match, "001", short_name("003", "Sources (2), ¶1")) == said
