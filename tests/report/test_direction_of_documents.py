"""``drift.direction``: which of two documents the other copies from."""

from __future__ import annotations

import pytest

from pipeline.report.rows.document_rows import documents_direction


@pytest.mark.parametrize(
    ("verdicts", "direction"),
    [
        ([], "open"),
        ([("undetermined", 90)], "open"),
        ([("a", 20)], "a"),
        ([("b", 20), ("b", 30), ("undetermined", 50)], "b"),
        ([("a", 60), ("b", 40)], "both"),
        ([("b", 104), ("undetermined", 1658)], "open"),
        ([("a", 30), ("b", 30), ("undetermined", 61)], "open"),
    ],
)
def test_a_document_is_a_source_only_if_that_is_decided_for_half_of_the_words(
    verdicts: list[tuple[str, int]], direction: str
) -> None:
    assert documents_direction(verdicts) == direction
