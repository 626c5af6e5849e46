"""Inside one document: what the author says in like words everywhere is set aside, what was copied is a match."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

SECTION = (
    "Whoever {0} a {1} within the {2} without leave of the {3} shall pay {4} marks to the chest of the {5}, "
    "and shall {6} the {1} before the {7} are rung, unless the {3} have granted him the {8} in writing"
)


@pytest.fixture
def statutes(prose: Callable[[int], Any]) -> str:
    """Forty sections of one pattern, with the things they speak of exchanged."""
    words = prose(5)
    things = [words.words(9) for _ in range(40)]
    return "\n\n".join(SECTION.format(*thing) + f". {words.text(24)}" for thing in things)


def test_sections_of_one_pattern_are_no_matches(find: Callable[..., list[Any]], statutes: str) -> None:
    inside = [match for match in find(statutes) if match.a == match.b == 0]
    assert len(inside) <= 1, [match.a_text for match in inside]


def test_a_long_quotation_of_its_own_text_stands_out_from_the_pattern(
    find: Callable[..., list[Any]], prose: Callable[[int], Any], statutes: str
) -> None:
    quotation = " ".join(prose(6).words(60))
    text = f"{quotation}.\n\n{statutes}\n\n{quotation}."
    inside = [match for match in find(text) if quotation in match.a_text]
    assert len(inside) == 1


def test_a_narrative_that_quotes_its_own_appendix_keeps_its_matches(
    find: Callable[..., list[Any]], prose: Callable[[int], Any]
) -> None:
    words = prose(8)
    quotations = [" ".join(words.words(n)) for n in (24, 25, 40, 60, 30, 22, 50, 35)]
    narrative = " ".join(f"{words.text(60)} {quotation}." for quotation in quotations)
    appendix = "\n\n".join(f"{words.text(36)} {quotation}. {words.text(36)}" for quotation in quotations)
    found = find(f"{narrative}\n\n{appendix}")
    assert all(sum(quotation in match.a_text for match in found) == 1 for quotation in quotations)
