"""A passage whose blocks stand in another order on the other side is one match."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.align.blocks import Block
from pipeline.align.moves import extent


@pytest.mark.parametrize("order", [(1, 0, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
def test_three_sentences_in_another_order_are_one_match(
    find: Callable[..., list[Any]], prose: Callable[[int], Any], order: tuple[int, ...]
) -> None:
    words = prose(31)
    sentences = [" ".join(words.words(24)).capitalize() + "." for _ in range(3)]
    a = f"{words.text(150)} {' '.join(sentences)} {words.text(100)}"
    b = f"{words.text(120)} {' '.join(sentences[at] for at in order)} {words.text(130)}"
    (match,) = find(a, b)
    assert len(match.a_text.split()) >= 70
    assert len(match.b_text.split()) >= 70


def test_a_text_that_stands_twice_on_one_side_is_two_matches(
    find: Callable[..., list[Any]], prose: Callable[[int], Any]
) -> None:
    words = prose(37)
    sentence = " ".join(words.words(30))
    a = f"{words.text(100)} {sentence}. {words.text(100)}"
    b = f"{words.text(100)} {sentence}. {sentence}. {words.text(100)}"
    between = [match for match in find(a, b) if (match.a, match.b) == (0, 1)]
    assert len(between) == 2


def test_blocks_in_another_order_take_the_words_from_the_first_to_the_last() -> None:
    blocks = [Block(a=0, b=40, words=8), Block(a=10, b=0, words=12), Block(a=24, b=14, words=10)]
    assert (extent(blocks).begin_b, extent(blocks).end_b) == (0, 48)


def test_paragraphs_in_another_order_are_matches_of_their_own(
    find: Callable[..., list[Any]], prose: Callable[[int], Any]
) -> None:
    words = prose(41)
    first, second = words.text(60), words.text(60)
    a = f"{words.text(150)}\n\n{first}\n\n{second}\n\n{words.text(100)}"
    b = f"{words.text(120)}\n\n{second}\n\n{first}\n\n{words.text(130)}"
    assert len(find(a, b)) == 2


@pytest.mark.parametrize("order", [(3, 0, 5, 1, 4, 2), (5, 4, 3, 2, 1, 0), (1, 3, 5, 0, 2, 4)])
def test_six_sentences_in_another_order_are_one_match(
    find: Callable[..., list[Any]], prose: Callable[[int], Any], order: tuple[int, ...]
) -> None:
    words = prose(43)
    sentences = [" ".join(words.words(20)).capitalize() + "." for _ in range(6)]
    a = f"{words.text(150)} {' '.join(sentences)} {words.text(100)}"
    b = f"{words.text(120)} {' '.join(sentences[at] for at in order)} {words.text(130)}"
    (match,) = find(a, b)
    assert len(match.a_text.split()) >= 116
    assert len(match.b_text.split()) >= 116


def test_paragraphs_of_one_side_that_the_other_runs_together_are_one_match(
    find: Callable[..., list[Any]], prose: Callable[[int], Any]
) -> None:
    words = prose(47)
    first, second, third = words.text(36), words.text(48), words.text(36)
    a = f"{words.text(150)}\n\n{first}\n\n{second}\n\n{third}\n\n{words.text(100)}"
    b = f"{words.text(120)}\n\n{third} {first} {second}\n\n{words.text(130)}"
    (match,) = find(a, b)
    assert len(match.b_text.split()) >= 118


def test_a_copy_of_a_moved_sentence_is_a_match_of_its_own(
    find: Callable[..., list[Any]], prose: Callable[[int], Any]
) -> None:
    words = prose(53)
    one, two, three = (" ".join(words.words(30)).capitalize() + "." for _ in range(3))
    a = f"{words.text(150)} {one} {two} {three} {words.text(100)}"
    b = f"{words.text(120)} {two} {three} {one} {one} {words.text(130)}"
    between = [match for match in find(a, b) if (match.a, match.b) == (0, 1)]
    assert sorted(len(match.a_text.split()) // 30 for match in between) == [1, 3]
