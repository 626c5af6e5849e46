"""Gaps by the rule: what joins two stretches to one match, and what parts them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Words = Any
Find = Callable[..., list[Any]]
Prose = Callable[[int], Words]


def planted(words: Words, gap_words: int, between_b: str = "") -> tuple[str, str]:
    """A passage of 2 x 40 words with words in the middle that the other side lacks."""
    left, middle, right = (" ".join(words.words(n)) for n in (40, gap_words, 40))
    a = f"{words.text(150)} {left} {middle} {right} {words.text(150)}"
    b = f"{words.text(150)} {left}{between_b} {right} {words.text(150)}"
    return a, b


@pytest.mark.parametrize("mark", [" ...", "…", " [...]", " . . ."])
def test_an_ellipsis_joins_though_it_hides_188_words(find: Find, prose: Prose, mark: str) -> None:
    a, b = planted(prose(1), 188, mark)
    (match,) = find(a, b)
    assert len(match.a_text.split()) >= 264
    assert 78 <= len([word for word in match.b_text.split() if word.strip("[].…")]) <= 84


def test_an_unmarked_gap_of_forty_words_joins(find: Find, prose: Prose) -> None:
    a, b = planted(prose(2), 38)
    (match,) = find(a, b)
    assert len(match.a_text.split()) >= 115


def test_an_unmarked_gap_of_sixty_words_parts(find: Find, prose: Prose) -> None:
    a, b = planted(prose(3), 60)
    assert len(find(a, b)) == 2


def test_a_heading_above_two_excerpts_is_not_part_of_the_match(find: Find, prose: Prose) -> None:
    words = prose(4)
    excerpt = words.text(60)
    heading = "(3) Marta Ellwood, The Weir and the Mill (1911)"
    a = f"{words.text(120)}\n\n{heading}\n\n{excerpt}\n\n{words.text(100)}"
    b = f"{words.text(90)}\n\n{heading}\n\n{excerpt}\n\n{words.text(130)}"
    (match,) = find(a, b)
    assert "Ellwood" not in match.a_text
    assert "Ellwood" not in match.b_text
    assert len(match.a_text.split()) >= 59


def test_a_narrators_sentence_between_two_quotations_parts_them(find: Find, prose: Prose) -> None:
    words = prose(5)
    first, second = words.text(60), words.text(50)
    a = f'{words.text(80)} She wrote: "{first}"\n\n{words.text(24)} Again: "{second}" {words.text(60)}'
    b = f"{words.text(90)}\n\n{first} {second}\n\n{words.text(80)}"
    found = find(a, b)
    assert len(found) == 2
    assert all('"' not in match.a_text for match in found)


def test_a_reporting_clause_parts_nothing(find: Find, prose: Prose) -> None:
    words = prose(6)
    first, second = words.text(40), words.text(50)
    a = f"{words.text(80)} {first} {second} {words.text(60)}"
    b = f'{words.text(90)} "{first}" writes Ellwood in her diary. "{second}" {words.text(80)}'
    (match,) = find(a, b)
    assert len(match.a_text.split()) >= 88


def test_a_heading_that_one_side_puts_in_parts_nothing(find: Find, prose: Prose) -> None:
    words = prose(8)
    first, second = words.text(60), words.text(60)
    a = f"{words.text(80)}\n\n{first}\n\n{second}\n\n{words.text(60)}"
    b = f"{words.text(90)}\n\n{first}\n\nThe Flood\n\n{second}\n\n{words.text(80)}"
    (match,) = find(a, b)
    assert "The Flood" in match.b_text
