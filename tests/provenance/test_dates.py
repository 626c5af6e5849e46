"""Which of two dates comes first, whatever their precision."""

from __future__ import annotations

import pytest

from pipeline.provenance.dates import at_shared_precision, date_parts


@pytest.mark.parametrize(
    ("one", "other"),
    [("1903", "1904-01"), ("1903-11-13", "1903-11-14"), ("-0044-03", "0014"), ("-0100", "-0044")],
)
def test_an_earlier_date_has_smaller_parts(one: str, other: str) -> None:
    left, right = at_shared_precision(one, other)
    assert left < right


@pytest.mark.parametrize(("one", "other"), [("1917", "1917-10"), ("1917-10-25", "1917-10"), ("1917", "1917")])
def test_a_year_is_neither_before_nor_after_its_months(one: str, other: str) -> None:
    left, right = at_shared_precision(one, other)
    assert left == right


def test_years_before_the_common_era_are_negative() -> None:
    assert date_parts("-0044-03-15") == (-44, 3, 15)
