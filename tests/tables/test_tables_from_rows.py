"""Rows become a table of the declared shape, whatever order they come in."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import TableError
from pipeline.tables import TABLES, conform, from_rows, validate


def row(number: int, **changes: object) -> dict[str, object]:
    return {
        "set_aside_id": f"s_{number}",
        "text": f"words {number}",
        "reason": "title",
        "words": 2,
        "n_occurrences": 3,
        "n_documents": 1,
        "places": [{"path": "a.txt", "locus": "¶1", "begin": number}],
        **changes,
    }


def drift_row(**changes: object) -> dict[str, object]:
    counts = {column.name: 0 for column in TABLES["drift"].columns if column.type == pl.Int64()}
    return {
        "a_document_id": "d_a",
        "b_document_id": "d_b",
        "a_path": "a",
        "b_path": "b",
        "direction": "open",
        "share_of_a": 0.0,
        "share_of_b": 0.0,
        **counts,
        **changes,
    }


def test_rows_are_sorted_by_key_and_columns_stand_in_declared_order() -> None:
    frame = from_rows("set_aside", [row(3), row(1), row(2)])
    assert frame["set_aside_id"].to_list() == ["s_1", "s_2", "s_3"]
    assert frame.schema == TABLES["set_aside"].schema
    assert frame.n_chunks() == 1
    validate("set_aside", frame)


@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    assert from_rows("set_aside", [row(n) for n in order]).equals(from_rows("set_aside", map(row, range(6))))


def test_columns_that_may_be_null_can_be_left_out() -> None:
    document = {
        "document_id": "d_a",
        "siglum": "a",
        "date_basis": "none",
        "language_basis": "none",
        "path": "a.txt",
        "media_type": "text/plain",
        "status": "quarantined",
        "status_reason": "binary",
    }
    frame = from_rows("documents", [document])
    assert frame["title"].to_list() == [None]
    validate("documents", frame)


def test_numbers_of_numpy_and_tuples_are_taken() -> None:
    place = {"path": "a.txt", "locus": "¶1", "begin": np.int64(7)}
    frame = from_rows("set_aside", [row(1, words=np.int32(4), places=(place,))])
    assert frame["words"].to_list() == [4]
    assert frame["places"].to_list() == [[{"path": "a.txt", "locus": "¶1", "begin": 7}]]


def test_floats_are_rounded_to_their_declared_decimals_without_a_negative_zero() -> None:
    frame = from_rows("drift", [drift_row(share_of_a=0.123449, share_of_b=-0.00001)])
    assert frame["share_of_a"].to_list() == [0.1234]
    assert str(frame["share_of_b"].to_list()) == "[0.0]"


def test_undeclared_and_missing_columns_are_all_named() -> None:
    faulty = row(1, wrods=2)
    del faulty["words"], faulty["reason"]
    with pytest.raises(TableError) as raised:
        from_rows("set_aside", [row(0), faulty])
    message = str(raised.value)
    assert "3 faults" in message
    for part in ("'wrods' is not declared", "'words' is missing", "'reason' is missing", "row 2"):
        assert part in message


@pytest.mark.parametrize(
    "changes",
    [
        {"words": "3"},
        {"words": 2.5},
        {"words": 2**63},
        {"text": 7},
        {"places": [{"path": "a", "locus": "b", "begin": "7"}]},
        {"places": [{"path": "a", "locus": "b"}]},
        {"places": [{"path": "a", "locus": "b", "begin": 1, "end": 2}]},
        {"places": ["a"]},
        {"places": "a"},
    ],
    ids=str,
)
def test_a_value_of_another_type_is_named_with_its_row_and_never_cast(changes: dict[str, object]) -> None:
    with pytest.raises(TableError, match="row 2, column"):
        from_rows("set_aside", [row(1), row(2, **changes)])


def test_conform_takes_columns_in_any_order_and_adds_those_that_may_be_null() -> None:
    frame = pl.DataFrame(
        {"change": ["new"], "id": ["m_1"]},
    )
    history = frame.select(
        pl.lit("match").alias("kind"),
        pl.lit([], dtype=pl.List(pl.String)).alias("predecessor_ids"),
        pl.lit("new").alias("status_change"),
        pl.col("id"),
        pl.lit("r").alias("last_changed_run_id"),
        pl.lit("r").alias("first_seen_run_id"),
    )
    assert conform("history", history).columns == [column.name for column in TABLES["history"].columns]


def test_conform_names_columns_that_are_missing_or_not_declared() -> None:
    with pytest.raises(TableError) as raised:
        conform("history", pl.DataFrame({"kind": ["match"], "kinds": ["match"]}))
    assert "'kinds' is not declared" in str(raised.value)
    assert "'status_change' is missing" in str(raised.value)


def test_conform_refuses_values_that_do_not_fit_their_type() -> None:
    frame = from_rows("set_aside", [row(1)]).with_columns(pl.lit("three").alias("words"))
    with pytest.raises(TableError, match="other types than declared"):
        conform("set_aside", frame)
