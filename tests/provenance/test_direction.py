"""Who is the source of two documents: stated relations first, then dates of any precision, then what the texts show."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.documents import Document
from pipeline.corpus.structure import read_structure
from pipeline.provenance import weights
from pipeline.provenance.direction import Direction, find_direction
from pipeline.provenance.evidence import Evidence, counted_rows, superseded_by
from pipeline.provenance.evidence_stated import stated_evidence


def document(name: str, *dates: str | None, copies: tuple[str, ...] = ()) -> Document:
    """A document dated between two dates, or on one, or not at all."""
    return Document(
        document_id=name,
        siglum=name,
        path=f"{name}.txt",
        record_id=None,
        media_type="text/plain",
        text="",
        status="ok",
        status_reason=None,
        duplicate_of=None,
        title=None,
        author=None,
        series=None,
        language=None,
        date_not_before=dates[0] if dates else None,
        date_not_after=dates[-1] if dates else None,
        date_basis="header" if dates else "none",
        content_sha256=None,
        text_sha256=None,
        encoding=None,
        extractor=None,
        copies=copies,
        structure=read_structure(""),
    )


class _Match:
    """As much of a match as what is stated looks at."""

    def __init__(self, a: int, b: int) -> None:
        self.a, self.b = a, b


def stated(a: Document, b: Document, *, same: bool = False) -> Direction:
    """The verdict on what is stated of two documents."""
    match = _Match(0, 0 if same else 1)
    return find_direction(stated_evidence(0, match, (a, b)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "source"),
    [
        (("1917",), ("1918",), "a"),
        (("1918",), ("1917",), "b"),
        (("1917-10-25",), ("1917-11",), "a"),
        (("1917-10-25",), ("1917-10-26",), "a"),
        (("1917",), ("1917-10",), "undetermined"),
        (("1917-10",), ("1917-10-25",), "undetermined"),
        (("1917",), ("1917",), "undetermined"),
        (("1900", "1910"), ("1911",), "a"),
        (("1900", "1910"), ("1910",), "undetermined"),
        (("1900", "1910"), ("1905", "1920"), "undetermined"),
        (("0998",), ("1001",), "a"),
        (("-0044-03-15",), ("0014",), "a"),
        (("-0044",), ("-0043",), "a"),
        (("-0044-03",), ("-0044-11",), "a"),
        (("0000",), ("-0001",), "b"),
        ((None, "1910"), ("1911",), "a"),
        ((None, "1910"), ("1900",), "undetermined"),
        (("1900", None), ("1899",), "b"),
        ((), ("1917",), "undetermined"),
        ((), (), "undetermined"),
    ],
)
def test_the_one_that_is_wholly_earlier_is_the_source(
    a: tuple[str | None, ...], b: tuple[str | None, ...], source: str
) -> None:
    found = stated(document("a", *a), document("b", *b))
    assert found.copied_from == source
    assert found.basis == (() if source == "undetermined" else ("date",))
    assert found.certainty == ("open" if source == "undetermined" else "likely")
    assert (found.confidence is None) == (source == "undetermined")


def test_a_stated_relation_goes_before_dates() -> None:
    early, late = document("early", "1900", copies=("late",)), document("late", "1950")
    found = stated(early, late)
    assert (found.copied_from, found.basis, found.certainty, found.route) == (
        "b",
        ("manifest",),
        "sure",
        "direct",
    )
    assert stated(late, early).copied_from == "a"


def test_two_relations_against_each_other_leave_it_to_the_dates() -> None:
    one, other = document("one", "1900", copies=("other",)), document("other", "1950", copies=("one",))
    assert stated(one, other).basis == ("date",)


def test_inside_one_document_nothing_is_decided() -> None:
    self_quoting = document("one", "1900", copies=("one",))
    assert stated(self_quoting, self_quoting, same=True).copied_from == "undetermined"


dates = st.one_of(
    st.none(),
    st.integers(-60, 60).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04}"),
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
)


@given(dates, dates, dates, dates)
def test_mirrored_it_is_the_same_verdict(
    a_first: str | None, a_last: str | None, b_first: str | None, b_last: str | None
) -> None:
    a, b = document("a", a_first, a_last), document("b", b_first, b_last)
    if (a_first, b_first) == (None, None):
        return
    turned = {"a": "b", "b": "a", "undetermined": "undetermined"}
    there, back = stated(a, b), stated(b, a)
    # A span whose ends contradict each other decides nothing reliably; the manifest refuses it.
    if not (_contradicts(a) or _contradicts(b)):
        assert turned[there.copied_from] == back.copied_from
        assert replace(there, copied_from="a") == replace(back, copied_from="a")


def _contradicts(one: Document) -> bool:
    earlier = document("x", one.date_not_after), document("y", one.date_not_before)
    return stated(*earlier).copied_from == "a"


def fact(
    kind: str, favours: str, weight: int, *, fact: str | None = None, begin: int = 0, excerpt: str = "x"
) -> Evidence:
    return Evidence(
        match=0,
        kind=kind,
        favours=favours,  # type: ignore[arg-type]
        weight=weight,
        fact=fact or kind,
        basis="work",
        number=0,
        begin=begin,
        end=begin + 1,
        excerpt=excerpt,
    )


DATE_A = fact("date", "a", weights.DATE)
GAP_B = fact("marked_omission", "b", weights.MARKED_OMISSION)
QUOTED_B = fact("quotation_marks", "b", weights.QUOTATION_MARKS, fact="quotes")
NAMED_B = fact("attribution", "b", weights.ATTRIBUTION_STATED, fact="quotes")
SHARED = fact("shared_error", "dependence", weights.SHARED_ERROR)
SLIPS_B = [fact("unique_reading", "b", weights.ONE_ERROR, fact=f"slip {n}", begin=n) for n in (1, 2, 3)]


def test_bits_add_up_to_a_confidence() -> None:
    found = find_direction([GAP_B, QUOTED_B])
    assert (found.copied_from, found.certainty) == ("b", "sure")
    bits = (weights.MARKED_OMISSION + weights.QUOTATION_MARKS) / 1000
    assert found.confidence == round(1 / (1 + 2**-bits), 4)
    assert found.basis == ("marked_omission", "quotation_marks")


def test_what_shows_dependence_alone_decides_nothing() -> None:
    found = find_direction([SHARED, fact("shared_omission", "dependence", weights.SHARED_OMISSION)])
    assert (found.copied_from, found.confidence, found.certainty) == ("undetermined", None, "open")


def test_the_same_fact_counts_once_with_its_weightiest_row() -> None:
    rows = [QUOTED_B, NAMED_B, fact("marked_omission", "b", 3500, begin=9), GAP_B]
    assert {row.kind for row in counted_rows(rows)} == {"attribution", "marked_omission"}
    assert superseded_by(rows) == [1, None, 3, None]


def test_slips_alone_never_decide_and_never_speak_against_a_date() -> None:
    assert find_direction(SLIPS_B).copied_from == "undetermined"
    with_date = [DATE_A, *SLIPS_B]
    assert find_direction(with_date) == find_direction([DATE_A])
    assert superseded_by(with_date) == [None, 0, 0, 0]


def test_a_date_and_the_text_against_each_other_leave_it_open() -> None:
    assert find_direction([DATE_A, GAP_B]).copied_from == "undetermined"
    strong = [DATE_A, GAP_B, fact("truncation", "b", weights.TRUNCATION), QUOTED_B]
    assert find_direction(strong).copied_from == "undetermined"


def test_an_earlier_side_that_quotes_what_the_later_says_in_its_own_voice_shows_a_third() -> None:
    found = find_direction([DATE_A, QUOTED_B])
    assert (found.copied_from, found.route) == ("undetermined", "common_source")


def test_a_named_work_stands_against_a_later_date_if_it_weighs_enough() -> None:
    """The date printed in a web copy of a book may be that of the copy."""
    late = fact("date", "a", weights.DATE)
    assert find_direction([late, NAMED_B]).copied_from == "undetermined"
    assert find_direction([NAMED_B]).copied_from == "b"


facts = st.builds(
    fact,
    st.sampled_from(sorted(weights.AUTHORITY)),
    st.sampled_from(["a", "b", "dependence"]),
    st.integers(100, 8000),
    fact=st.sampled_from(["one", "two", "three", "date", "quotes"]),
    begin=st.integers(0, 3),
)


@given(st.lists(facts, max_size=8), st.randoms())
def test_a_verdict_depends_on_no_order_and_turns_with_the_sides(rows: list[Evidence], random: Random) -> None:
    turned = {"a": "b", "b": "a", "dependence": "dependence", "undetermined": "undetermined"}
    found = find_direction(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert find_direction(shuffled) == found
    mirrored = find_direction(
        [replace(row, favours=turned[row.favours]) for row in rows]  # type: ignore[arg-type]
    )
    assert turned[mirrored.copied_from] == found.copied_from
    assert mirrored.confidence == found.confidence
    assert (found.copied_from == "undetermined") == (found.confidence is None)
    if found.confidence is not None:
        assert found.confidence >= weights.confidence_of(weights.LIKELY_MILLIBITS)


@given(st.lists(facts, max_size=8))
def test_rows_that_do_not_count_name_one_that_does(rows: list[Evidence]) -> None:
    places = superseded_by(rows)
    for at, place in enumerate(places):
        if place is not None:
            assert place != at
            assert places[place] is None
    counted = [row for row, place in zip(rows, places, strict=True) if place is None]
    assert sorted(map(repr, counted)) == sorted(map(repr, counted_rows(rows)))


@given(millibits=st.integers(0, 200_000))
def test_no_verdict_is_printed_as_certain(millibits: int) -> None:
    assert 0.5 <= weights.confidence_of(millibits) < 1
