"""A word that folds alike on both sides differs in case, marks or spelling; marks between words differ in dress."""

from __future__ import annotations

import pytest

from pipeline.align.classes import same_words_class
from pipeline.align.dress import between_words, dress_class


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The", "the", "case"),
        ("ΟΔΟΣ", "οδος", "case"),
        ("Latter’s", "latter's", "case"),
        ("latter's", "latter’s", "quotation_marks"),
        ("nothing", "no-\nthing", "whitespace_dash"),
        ("Donau\u00addampf", "Donaudampf", "whitespace_dash"),
        ("ſide", "side", "spelling"),
        ("café", "cafe", "spelling"),
        ("oﬃce", "office", "spelling"),
    ],
)
def test_a_word_in_two_dresses_is_named_by_what_differs(a: str, b: str, expected: str) -> None:
    assert same_words_class(a, b) == expected
    assert same_words_class(b, a) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ('"', "“", "quotation_marks"),
        (',"', "", "quotation_marks"),
        ("-", "–", "whitespace_dash"),
        ("--", " – ", "whitespace_dash"),
        (" ", "\n\n", "whitespace_dash"),
        ("\u200f", "", "whitespace_dash"),
        (",", ";", "punctuation"),
        ("", ".", "punctuation"),
        ("。", ".", "punctuation"),
    ],
)
def test_marks_between_words_are_named_by_what_they_are(a: str, b: str, expected: str) -> None:
    assert dress_class(a, b) == expected
    assert dress_class(b, a) == expected


def _changes(a: str, b: str) -> list[tuple[str, str]]:
    return [
        (a[change.a_begin : change.a_end], b[change.b_begin : change.b_end])
        for change in between_words(a, 0, len(a), b, 0, len(b))
    ]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ('. "', ". “", [('"', "“")]),
        (". ", ".\n", []),
        (" ", "\n", []),
        (" ", "\n\n", [(" ", "\n\n")]),
        ("\n", "\n\n", []),
        (' "', "\n\n", [(" ", "\n\n"), ('"', "")]),
        ("... ", " ... ", [("", " ")]),
        ('." "', ".” “", [('" "', "” “")]),
        (", ", " ", [(",", "")]),
        ("", "", []),
    ],
)
def test_only_what_differs_between_two_words_is_a_change(
    a: str, b: str, expected: list[tuple[str, str]]
) -> None:
    assert _changes(a, b) == expected
    assert _changes(b, a) == [(right, left) for left, right in expected]
