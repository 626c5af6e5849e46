from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.dates import DateSpan, find_date, parse_iso_span, parse_printed

DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2099, 12, 31))


def on(date: str) -> DateSpan:
    return DateSpan(not_before=date, not_after=date)


@given(DAYS)
def test_a_day_printed_in_any_order_is_that_day(day: dt.date) -> None:
    month = calendar.month_name[day.month]
    for printed in (
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{day.day}th {month}, {day.year}.",
        f"{month} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        assert parse_printed(printed) == on(day.isoformat())
    assert parse_iso_span(day.isoformat()) == on(day.isoformat())


@given(DAYS, DAYS)
def test_a_span_is_read_if_it_does_not_end_before_it_begins(first: dt.date, last: dt.date) -> None:
    span = parse_iso_span(f"{first}/{last}")
    assert (span is not None) == (first <= last)


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("1940", "1940"),
        ("1940.", "1940"),
        ("May 1911", "1911-05"),
        ("Aug. 1941", "1941-08"),
        ("12 de mayo de 1911", "1911-05-12"),
        ("12. Mai 1911", "1911-05-12"),
        ("1er août 1911", "1911-08-01"),
        ("5 декабря 1903 г.", "1903-12-05"),
        ("13/05/1911", "1911-05-13"),
        ("05/13/1911", "1911-05-13"),
        ("05/06/1911", "1911"),
        ("1911-05", "1911-05"),
    ],
)
def test_reads_what_is_printed_and_no_more(printed: str, date: str) -> None:
    assert parse_printed(printed) == on(date)


def test_a_span_of_years_has_two_ends() -> None:
    assert parse_printed("1931–35") == DateSpan(not_before="1931", not_after="1935")
    assert parse_printed("1931-1935") == DateSpan(not_before="1931", not_after="1935")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "about 1940",
        "c. 1940",
        "1940?",
        "31 February 1911",
        "940",
        "2940",
        "12345",
        "In 1940 she wrote",
        "1940s",
        "28-23",
    ],
)
def test_what_is_more_or_less_than_a_date_is_none(text: str) -> None:
    assert parse_printed(text) is None


@pytest.mark.parametrize(
    ("statement", "date"),
    [
        ("1940", "1940"),
        ("Pravda, No. 67, March 21, 1918", "1918-03-21"),
        ("1902, as a pamphlet", "1902"),
        ("The Courier (14 November 1903).", "1903-11-14"),
    ],
)
def test_finds_the_one_date_of_a_statement(statement: str, date: str) -> None:
    assert find_date(statement) == on(date)


@pytest.mark.parametrize(
    "statement", ["before 1917", "between 1901 and 1902", "1901, printed 1904", "after May 1940", "unknown"]
)
def test_a_statement_that_is_not_plain_gives_none(statement: str) -> None:
    assert find_date(statement) is None


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("1931", "1931", "1931"),
        ("-0043", "-0043", "-0043"),
        ("1931-02/1931", "1931-02", "1931"),
        ("1931/", "1931", None),
        ("../1935-06", None, "1935-06"),
        ("2000-02-29", "2000-02-29", "2000-02-29"),
    ],
)
def test_reads_iso_dates_and_spans(text: str, before: str | None, after: str | None) -> None:
    assert parse_iso_span(text) == DateSpan(not_before=before, not_after=after)


@pytest.mark.parametrize(
    "text", ["", "/", "../..", "31", "1931-13", "1900-02-29", "1935/1931", "1931-1935", "May 1931", "1931/x"]
)
def test_what_is_no_iso_date_is_none(text: str) -> None:
    assert parse_iso_span(text) is None
