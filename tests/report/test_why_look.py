"""Why a person should look at a match, and which comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.provenance.direction import UNDETERMINED, Direction
from pipeline.provenance.evidence import Evidence
from pipeline.provenance.findings import MatchFinding, Measures
from pipeline.report.rows.judging import review_weight, why_look

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWN = Direction(
    copied_from="a", confidence=0.9, basis=("date",), certainty="likely", route="unknown", via=None
)


def match(direction: Direction, *, words: int = 60, quoted: str = "yes") -> MatchFinding:
    """A match of two documents, quoted on both sides unless said otherwise."""
    measures = Measures(
        words_a=words,
        words_b=words,
        words_equal=words,
        words_substituted=0,
        words_only_a=0,
        words_only_b=0,
        word_identity=1.0,
        kept_identity=1.0,
        char_identity=1.0,
        longest_run_words=words,
        jaccard_estimate=1.0,
        score_bits=90_000,
        log10_e_value=-9.0,
        reuse_type="verbatim",
        a_in_quotation_marks=quoted,
        b_in_quotation_marks=quoted,
        segments=(),
        parts=(),
    )
    return MatchFinding(
        match_id="m_x",
        a=0,
        b=1,
        a_begin=0,
        a_end=9,
        b_begin=0,
        b_end=9,
        first_word_a=0,
        last_word_a=words,
        first_word_b=0,
        last_word_b=words,
        measures=measures,
        variants=(),
        direction=direction,
    )


def fact(favours: str, weight: int, kind: str) -> Evidence:
    return Evidence(
        match=0,
        kind=kind,
        favours=favours,  # type: ignore[arg-type]
        weight=weight,
        fact=kind,
        basis="work",
        number=0,
        begin=0,
        end=1,
        excerpt="x",
    )


AGAINST = [fact("a", 3200, "date"), fact("b", 3500, "marked_omission")]


def reasons(
    one: MatchFinding, *, evidence: Sequence[Evidence] = (), is_second_hand: bool = False, named: str = "yes"
) -> list[str]:
    return why_look(
        one, (), (), named, named, is_duplicate=False, evidence=evidence, is_second_hand=is_second_hand
    )


@pytest.mark.parametrize(
    ("one", "named", "expected"),
    [
        (match(KNOWN), "yes", []),
        (match(KNOWN, quoted="no"), "no", ["unnamed copying"]),
        (match(UNDETERMINED, quoted="no"), "no", ["unnamed copying", "open arrow with many words"]),
        (match(UNDETERMINED), "yes", ["open arrow with many words"]),
        (match(UNDETERMINED, words=30), "yes", []),
        (match(replace(UNDETERMINED, route="common_source")), "yes", []),
        (match(replace(KNOWN, implied=True), quoted="no"), "no", []),
    ],
)
def test_says_what_calls_for_a_look(one: MatchFinding, named: str, expected: list[str]) -> None:
    assert reasons(one, named=named) == expected


def test_facts_that_disagree_call_for_a_look_unless_a_third_explains_them() -> None:
    assert reasons(match(UNDETERMINED, words=30), evidence=AGAINST) == ["evidence that disagrees"]
    third = match(replace(UNDETERMINED, route="common_source"), words=30)
    assert reasons(third, evidence=AGAINST) == []
    weak = [fact("a", 3200, "date"), fact("b", 500, "editorial_insertion")]
    assert reasons(match(KNOWN), evidence=weak) == []


def test_a_second_hand_credit_weighs_more_than_an_open_arrow() -> None:
    found = reasons(match(UNDETERMINED), is_second_hand=True)
    assert found == ["second-hand credit", "open arrow with many words"]
    assert review_weight(found[:1]) > review_weight(found[1:])
