"""What a document says in four places or more is a notice, a formula or a refrain; said twice it may be a copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Find = Callable[..., list[Any]]
Prose = Callable[[int], Any]
Words = Any


def with_notices(words: Words, notice: str, places: int) -> str:
    return "\n\n".join(f"{words.text(96)}\n\n{notice}" for _ in range(places))


def test_a_notice_that_stands_under_each_chapter_is_no_match(find: Find, prose: Prose) -> None:
    words = prose(81)
    notice = words.text(36)
    assert find(with_notices(words, notice, 4), with_notices(words, notice, 4)) == []


@pytest.mark.parametrize("in_b", [1, 2])
def test_a_text_that_one_document_has_twice_and_another_has_too_is_matched(
    find: Find, prose: Prose, in_b: int
) -> None:
    words = prose(82)
    text = words.text(36)
    found = find(with_notices(words, text, 2), with_notices(words, text, in_b))
    assert {(match.a, match.b) for match in found} >= {(0, 0), (0, 1)}


def test_a_long_copy_that_holds_a_notice_stays_whole(find: Find, prose: Prose) -> None:
    words = prose(83)
    notice = words.text(36)
    copied = f"{words.text(96)} {notice} {words.text(96)}"
    found = find(
        f"{with_notices(words, notice, 4)}\n\n{copied}", f"{words.text(120)}\n\n{copied}\n\n{words.text(96)}"
    )
    assert any(len(match.b_text.split()) >= 225 for match in found if (match.a, match.b) == (0, 1))


def test_sections_of_one_pattern_in_two_codes_are_no_matches(find: Find, prose: Prose) -> None:
    section = (
        "Whoever takes {0} from the {1} without leave of the {2} shall pay {3} marks to the chest of the town, and "
        "shall bring back the {4} before the {5} are rung in the morning"
    )

    def code(seed: int) -> str:
        words = prose(seed)
        return "\n\n".join(f"{section.format(*words.words(6))}. {words.text(48)}" for _ in range(12))

    found = [match for match in find(code(84), code(85)) if len(match.a_text.split()) > 12]
    assert found == []
