"""Who is the source of two documents: stated relations first, then dates of any precision."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.documents import Document
from pipeline.corpus.structure import read_structure
from pipeline.provenance.direction import find_direction


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
    found = find_direction(document("a", *a), document("b", *b))
    assert found.copied_from == source
    assert found.basis == (() if source == "undetermined" else ("date",))
    assert found.certainty == ("open" if source == "undetermined" else "likely")
    assert (found.confidence is None) == (source == "undetermined")


def test_a_stated_relation_goes_before_dates() -> None:
    early, late = document("early", "1900", copies=("late",)), document("late", "1950")
    found = find_direction(early, late)
    assert (found.copied_from, found.basis, found.certainty, found.route) == (
        "b",
        ("manifest",),
        "sure",
        "direct",
    )
    assert find_direction(late, early).copied_from == "a"


def test_two_relations_against_each_other_leave_it_to_the_dates() -> None:
    one, other = document("one", "1900", copies=("other",)), document("other", "1950", copies=("one",))
    assert find_direction(one, other).basis == ("date",)


def test_inside_one_document_nothing_is_decided() -> None:
    self_quoting = document("one", "1900", copies=("one",))
    assert find_direction(self_quoting, self_quoting).copied_from == "undetermined"


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
    there, back = find_direction(a, b), find_direction(b, a)
    # A span whose ends contradict each other decides nothing reliably; the manifest refuses it.
    if not (_contradicts(a) or _contradicts(b)):
        assert turned[there.copied_from] == back.copied_from
        assert replace(there, copied_from="a") == replace(back, copied_from="a")


def _contradicts(one: Document) -> bool:
    earlier = document("x", one.date_not_after), document("y", one.date_not_before)
    return find_direction(*earlier).copied_from == "a"
