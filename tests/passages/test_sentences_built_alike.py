"""Function words in the same places are syntax: what the words are about must be shared as well."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.align import judge

Find = Callable[..., list[Any]]
Made = Callable[[int], Any]

FUNCTION_WORDS = [
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "that",
    "he",
    "was",
    "it",
    "his",
    "with",
    "as",
    "had",
    "for",
    "but",
    "not",
    "at",
    "on",
    "she",
]


def built_alike(prose: Made, seed: int, words: int = 240) -> str:
    """Function words in every text at the same places; the other words are the seed's own."""
    common, own = random.Random(5), prose(seed).words(words)
    return " ".join(common.choice(FUNCTION_WORDS) if common.random() < 0.6 else word for word in own)


@pytest.fixture
def alike(prose: Made) -> list[str]:
    return [built_alike(prose, 1), built_alike(prose, 2), *(prose(seed).text(400) for seed in range(20, 24))]


def test_texts_that_share_function_words_and_nothing_they_are_about_are_no_match(
    find: Find, alike: list[str]
) -> None:
    assert find(*alike) == []


def test_without_that_rule_they_would_be(
    find: Find, alike: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "KEPT_INFORMATION", 0.0)
    assert find(*alike) != []


def test_misread_words_count_as_kept(find: Find, prose: Made) -> None:
    passage = prose(3).text(70)
    letters = random.Random(4)
    misread = "".join(
        letters.choice("eocnu") if sign.isalpha() and letters.random() < 0.1 else sign for sign in passage
    )
    before, after = prose(6), prose(7)
    one = f"{before.text(60)}\n\n{passage}\n\n{before.text(40)}"
    other = f"{after.text(50)}\n\n{misread}\n\n{after.text(50)}"
    assert len(find(one, other)) == 1
