"""Readings that stand against each other: their extent, and what was rewritten as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.align.lexicon import Lexicon
    from tests.align.conftest import Rows

CASES = (
    ("a visit by L. D. there", "a visit by Leon there", [("name_form", "L. D.", "Leon")]),
    ("it was L. D. He went", "it was Leon. He went", [("name_form", "L. D.", "Leon.")]),
    ("with Capt. Smith", "with Captain Smith", [("name_form", "Capt.", "Captain")]),
    ("and [Trotsky] went", "and him went", [("substitution", "[Trotsky]", "him")]),
    ("the time (Lenin) came", "the time (Stalin) came", [("substitution", "Lenin", "Stalin")]),
    (
        "said: four hours there",
        "said; five hours there",
        [("punctuation", ":", ";"), ("substitution", "four", "five")],
    ),
    (
        "was old. Big dogs ran",
        "was new. Small cats ran",
        [("substitution", "old", "new"), ("substitution", "Big dogs", "Small cats")],
    ),
    ("It recommends this", "We recommend this", [("substitution", "It recommends", "We recommend")]),
    (
        "the thurnb aiticles",
        "the thumb articles",
        [("typo_ocr", "thurnb", "thumb"), ("typo_ocr", "aiticles", "articles")],
    ),
    ("for two-and-thirty years", "for thirty-two years", [("substitution", "two-and-thirty", "thirty-two")]),
    ("had re-elected him", "had elected him", [("substitution", "re-elected", "elected")]),
    (
        "a librarian. They set up home in Moscow",
        "a librarian, who wanted more. Sergei resumed contact in Moscow",
        [
            ("one_sided", "", ", who wanted more"),
            ("substitution", "They set up home", "Sergei resumed contact"),
        ],
    ),
)


@pytest.mark.parametrize(("a", "b", "expected"), CASES)
def test_readings_are_whole_and_no_longer_than_the_difference(
    differences: Callable[..., Rows], knowing: Callable[..., Lexicon], a: str, b: str, expected: Rows
) -> None:
    assert differences(a, b, knowing()) == expected
    assert differences(b, a, knowing()) == [(name, right, left) for name, left, right in expected]


def test_punctuation_and_case_open_no_row_of_words(differences: Callable[..., Rows]) -> None:
    assert differences('He said: "Come now."', "he said, “come now!”") == [
        ("case", "He", "he"),
        ("quotation_marks", ': "', ", “"),
        ("case", "Come", "come"),
        ("quotation_marks", '."', "!”"),
    ]
