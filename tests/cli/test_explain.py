"""Both passages of a match, word by word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pipeline.tables import empty, from_rows

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


def test_two_sides_that_have_their_text_from_a_third_are_said_to(
    call: Call, publish: Publish, one_match: Callable[..., pl.DataFrame]
) -> None:
    publish(matches=one_match(copied_from="undetermined", certainty="open", route="common_source"))
    out = call("explain", FULL_ID).out
    assert "Copied    neither from the other: both have it from a third" in out
    assert "is open" not in out


def test_an_arrow_that_leads_through_a_witness_says_so(
    call: Call, publish: Publish, one_match: Callable[..., pl.DataFrame]
) -> None:
    publish(matches=one_match(route="through_witness", implied=True))
    assert "from 002 to 001, by way of another witness (likely" in call("explain", FULL_ID).out


def test_inside_one_document_the_sides_have_the_names_of_sides(
    call: Call, publish: Publish, one_match: Callable[..., pl.DataFrame]
) -> None:
    publish(matches=one_match(b_siglum="001"))
    assert "from side b to side a (likely" in call("explain", FULL_ID).out


@pytest.mark.parametrize(
    ("share", "told"),
    [(0.93, "confidence 0.93"), (0.9999, "confidence over 0.99"), (1.0, "confidence over 0.99")],
)
def test_no_confidence_is_told_as_certain(
    call: Call, publish: Publish, one_match: Callable[..., pl.DataFrame], share: float, told: str
) -> None:
    publish(matches=one_match(direction_confidence=share))
    assert f"(likely, {told})" in call("explain", FULL_ID).out


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
    assert "the tables have them in the columns match_id and family_id." in outcome.err
    assert "is the id of an attribution" in call("explain", "a_aaaabbbbccccdddd").err


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


def attribution(match: pl.DataFrame, **changes: object) -> dict[str, object]:
    """What side a's document says of the passage."""
    row = match.row(0, named=True)
    return {
        "attribution_id": "a_1",
        "document_id": row["a_document_id"],
        "path": row["a_path"],
        "locus": row["a_locus"],
        "begin": 0,
        "end": 10,
        "quoted_begin": row["a_begin"],
        "quoted_end": row["a_end"],
        "quoted": row["a_text"],
        "cue": "later recalled",
        "speaker": "Ada Finch",
        "work_author": "Tom Reed",
        "title": "Reeds",
        "year": 1950,
        "title_basis": "inferred",
        "cited_work": "not_in_corpus",
        "checked_against": "002, ¶3",
        "seen_through": "Tom Reed, Reeds (1950), in 002, ¶3",
        "fidelity": "shortened_unmarked",
        "what_changed": "cut at the end, unmarked: ‹and no wind.›",
        "credit": "second_hand",
        **changes,
    }


def test_says_whose_a_quotation_is_said_to_be_and_what_the_audit_found(
    call: Call, publish: Publish, one_match: Callable[..., pl.DataFrame]
) -> None:
    match = one_match()
    publish(
        matches=match,
        variants=empty("variants"),
        attributions=from_rows("attributions", [attribution(match)]),
        inputs_sha256="1" * 64,
    )
    out = " ".join(call("explain", FULL_ID).out.split())
    assert "Quoted in a Ada Finch (‹later recalled›), from Tom Reed, Reeds (1950)" in out
    assert "as the same words elsewhere tell, which is not in the corpus" in out
    assert "at second hand, and it does not say so: Tom Reed, Reeds (1950), in 002, ¶3" in out
    assert "shortened unmarked, against 002, ¶3: cut at the end, unmarked: ‹and no wind.›" in out


def test_says_that_nobody_is_named(
    call: Call, publish: Publish, one_match: Callable[..., pl.DataFrame]
) -> None:
    match = one_match()
    nobody = {"speaker": None, "cue": None, "begin": None, "end": None, "title": None, "year": None}
    row = attribution(match, **nobody, credit="missing", fidelity="not_checked", cited_work="unnamed")
    publish(
        matches=match,
        variants=empty("variants"),
        attributions=from_rows("attributions", [row]),
        inputs_sha256="2" * 64,
    )
    out = call("explain", FULL_ID).out
    assert "Quoted in a  nobody is named\n" in out


def test_tells_one_who_is_meant_from_nobody_and_needs_no_name_for_a_work(
    call: Call, publish: Publish, one_match: Callable[..., pl.DataFrame]
) -> None:
    match = one_match()
    unnamed = {"speaker": None, "title": None, "year": None, "work_author": None, "cited_work": "unnamed"}
    work = {"speaker": None, "cue": None, "work_author": None, "title_basis": "stated"}
    rows = [
        attribution(match, **unnamed, cue="later wrote", credit="named", fidelity="not_checked"),
        attribution(match, **work, attribution_id="a_2", credit="named", fidelity="not_checked"),
    ]
    publish(
        matches=match,
        variants=empty("variants"),
        attributions=from_rows("attributions", rows),
        inputs_sha256="3" * 64,
    )
    out = call("explain", FULL_ID).out
    assert "Quoted in a  somebody who is meant, not named (‹later wrote›)\n" in out
    assert "Quoted in a  Reeds (1950), which is not in the corpus\n" in out


def evidence_row(kind: str, favours: str, weight: int, excerpt: str, **changes: object) -> dict[str, object]:
    """A row of the table evidence for the published match."""
    letter = "abcdefghijklmnopqrstuvwxyz"[sum(map(ord, kind)) % 26]
    return {
        "evidence_id": f"e_{letter * 16}",
        "match_id": FULL_ID,
        "family_id": None,
        "kind": kind,
        "favours": favours,
        "weight_millibits": weight,
        "counted_with": None,
        "basis": "work",
        "excerpt": excerpt,
        "document_id": "d_abcdabcdabcdabcd",
        "begin": 100,
        "end": 110,
    } | changes


@pytest.fixture
def with_evidence(published: None, publish: Publish, one_match: Callable[..., pl.DataFrame]) -> None:  # noqa: ARG001
    """A published match with facts for one side, one of them counted twice over, and one of dependence."""
    gap = evidence_row("marked_omission", "b", 3500, "nobody at all met us on the station, nor afterwards")
    rows = [
        gap,
        evidence_row("quotation_marks", "b", 2300, "“We arrived"),
        evidence_row("truncation", "b", 2000, "and it rained", counted_with=gap["evidence_id"]),
        evidence_row("shared_error", "dependence", 6000, "at the the station (for the)"),
    ]
    publish(
        matches=one_match(certainty="sure", direction_confidence=0.9824, direction_basis=["marked_omission"]),
        evidence=from_rows("evidence", rows),
    )


@pytest.mark.usefixtures("with_evidence")
def test_shows_the_evidence_as_a_waterfall_that_ends_in_the_verdict(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    lines = call("explain", FULL_ID).out.splitlines()
    start = lines.index("Evidence, in bits for the side that is the source")
    first, second, third, verdict = lines[start + 1 : start + 5]
    assert first.split() == ["marked", "omission", "+3.5", "b", "bbbb", "3.5", *first.split()[6:]]
    assert "‹nobody at all met us on the station, nor afterwards›" in first
    assert "+2.3 b  bbbbbb         5.8" in second
    assert "not counted" in third
    assert verdict == "  5.8 bits for 002 as the source: sure, confidence 0.98"
    assert "shared error          6.0  ‹at the the station (for the)›" in "\n".join(lines)


@pytest.mark.usefixtures("with_evidence")
@pytest.mark.parametrize("columns", [40, 60, 90])
def test_the_waterfall_is_no_wider_than_the_terminal(
    call: Call, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = call("explain", FULL_ID).out.splitlines()
    facts = lines[lines.index("Evidence, in bits for the side that is the source") + 1 :]
    for line in facts[: facts.index("")]:
        if " bits for " not in line and not line.startswith("Shows"):
            assert len(line) <= columns, line


@pytest.mark.usefixtures("with_evidence")
def test_everything_is_there_as_json(call: Call) -> None:
    told = json.loads(call("explain", FULL_ID, "--json").out)
    assert told["match_id"] == FULL_ID
    assert [(row["kind"], row["weight_millibits"], row["counts"]) for row in told["evidence"]] == [
        ("marked_omission", 3500, True),
        ("quotation_marks", 2300, True),
        ("truncation", 2000, False),
        ("shared_error", 6000, True),
    ]
    assert len(told["differences"]) == 6


def test_without_evidence_says_so_also_where_an_older_version_published(call: Call) -> None:
    assert "No evidence of a direction." in call("explain", FULL_ID).out


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ([("unique_reading", "a", 500)], "too little to decide"),
        ([("date", "a", 3200), ("marked_omission", "b", 5500)], "facts disagree, left open"),
        ([("marked_omission", "a", 3500)], "another witness explains it better"),
    ],
)
def test_says_why_an_arrow_is_left_out(
    call: Call,
    publish: Publish,
    one_match: Callable[..., pl.DataFrame],
    facts: list[tuple[str, str, int]],
    why: str,
) -> None:
    publish(
        matches=one_match(
            copied_from="undetermined",
            certainty="open",
            route="unknown",
            direction_confidence=None,
            direction_basis=[],
        ),
        evidence=from_rows("evidence", [evidence_row(*one, "words") for one in facts]),
    )
    assert why in call("explain", FULL_ID).out
