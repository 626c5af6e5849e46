"""Both passages of a match, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.tables import empty

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from tests.cli.conftest import Call, Publish

FULL_ID = "m_aaaabbbbccccdddd"

pytestmark = pytest.mark.usefixtures("published")


@pytest.mark.parametrize("asked", [FULL_ID, "m_aaaabbbbc", "aaaabbbbc", "M_AAAABBBBC"])
def test_a_beginning_of_the_id_is_enough_if_it_is_unique(call: Call, asked: str) -> None:
    outcome = call("explain", asked)
    assert outcome.code == 0
    assert FULL_ID in outcome.out


def test_marks_what_differs_with_characters(call: Call) -> None:
    out = call("explain", FULL_ID).out
    assert "We arrived in [-Petrograd-] on a grey morning‹,› and nobody met us" in out
    assert "We arrived in {+St Petersburg+} on a grey morning‹;›" in out
    assert "‹“›Finland‹”› station." in out


def test_tells_arrow_what_differs_loci_counts_and_direction(call: Call) -> None:
    out = call("explain", FULL_ID).out
    assert out.startswith("002 → 001 (8)   15 and 18 words, near verbatim   " + FULL_ID)
    for words in (
        "one name changed, two words added",
        "Worth a look: unnamed copying",
        "a  001  Letters (001), ¶1  (001_letters.txt)",
        "14 agree, 1 replaced and 3 only in b; identity 77.8%",
        "from 002 to 001 (likely, confidence 0.93); evidence: date and manifest",
        "84 bits",
        "f_aaaabbbbccccdddd",
    ):
        assert words in out


def test_lists_every_difference_with_its_level_and_class(call: Call) -> None:
    out = call("explain", FULL_ID).out
    assert "6 differences: 2 wording, 1 form and 3 dress" in out
    assert "form     name form               ‹Petrograd› | ‹St Petersburg›" in out
    assert "‹at all › only in b" in out
    assert "‹“› only in a   may change the sense: irony" in out
    assert "a goes on: ‹ It rained.›" in out


def test_passages_stand_side_by_side_on_a_wide_terminal_and_stacked_on_a_narrow_one(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "130")
    wide = call("explain", FULL_ID).out
    monkeypatch.setenv("COLUMNS", "70")
    narrow = call("explain", FULL_ID).out
    assert any("[-Petrograd-]" in line and "{+St Petersburg+}" in line for line in wide.splitlines())
    assert any(line.startswith("a  We arrived") for line in narrow.splitlines())
    assert any(line.startswith("b  We arrived") for line in narrow.splitlines())


def test_an_undetermined_direction_makes_neither_side_older(
    call: Call, publish: Publish, one_match: Callable[..., pl.DataFrame]
) -> None:
    publish(matches=one_match(copied_from="undetermined", certainty="open"))
    assert "which side copied which is open; neither is shown as older" in call("explain", FULL_ID).out


def test_a_match_without_a_difference_says_so(
    call: Call, publish: Publish, one_match: Callable[..., pl.DataFrame]
) -> None:
    publish(matches=one_match(), variants=empty("variants"))
    out = call("explain", FULL_ID).out
    assert "No differences: the same words in the same dress." in out
    assert "[-only in a-]" not in out


def test_a_beginning_of_two_ids_lists_both(call: Call) -> None:
    outcome = call("explain", "m_aaaabbbb")
    assert (outcome.code, outcome.out) == (2, "")
    assert "2 matches begin with m_aaaabbbb" in outcome.err
    assert "m_aaaabbbbccccdddd  002 → 001 (8)  15 words  We arrived in Petrograd" in outcome.err
    assert "m_aaaabbbbeeeeffff" in outcome.err


def test_an_unknown_id_names_those_that_begin_most_like_it(call: Call) -> None:
    outcome = call("explain", "m_zzzzzzy")
    assert (outcome.code, outcome.out) == (2, "")
    assert "there is no match m_zzzzzzy; did you mean" in outcome.err
    assert "m_zzzzzzzzzzzzzzzz" in outcome.err
    assert "m_aaaa" not in outcome.err


def test_the_id_of_something_else_is_told_apart(call: Call) -> None:
    outcome = call("explain", "w_aaaabbbbccccdddd")
    assert outcome.code == 2
    assert "is the id of a witness, not of a match or family" in outcome.err
    assert "ids of matches begin with m_; ids of families begin with f_" in outcome.err


def test_an_id_that_is_like_no_other_is_told_without_a_guess(call: Call) -> None:
    outcome = call("explain", "m_q")
    assert outcome.code == 2
    assert outcome.err == (
        "error: there is no match m_q\nhint: ids stand in the column match_id of outputs/matches.csv.\n"
    )


def test_an_id_with_an_escape_sequence_is_shown_escaped(call: Call) -> None:
    outcome = call("explain", "m_\x1b[2J\nerror: fake")
    assert outcome.code == 2
    assert "\x1b" not in outcome.err
    assert "\nerror: fake" not in outcome.err


def test_with_nothing_published_says_what_to_do(call: Call) -> None:
    outcome = call("explain", FULL_ID, "--outputs", "elsewhere")
    assert (outcome.code, outcome.out) == (1, "")
    assert "nothing has been published in elsewhere yet" in outcome.err
    assert "hint: run `python -m pipeline` first" in outcome.err
