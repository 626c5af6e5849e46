"""Before anything is published the tables are held against each other and against the documents."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pipeline.errors import CheckError
from pipeline.report import check_tables

if TYPE_CHECKING:
    from collections.abc import Callable

Tables = dict[str, pl.DataFrame]


def change(name: str, **values: object) -> Callable[[Tables], None]:
    """Set columns of a table's first row."""

    def changed(tables: Tables) -> None:
        frame = tables[name]
        first = pl.int_range(pl.len()) == 0
        tables[name] = frame.with_columns(
            pl.when(first).then(pl.lit(value, dtype=frame.schema[column])).otherwise(column).alias(column)
            for column, value in values.items()
        )

    return changed


def test_consistent_tables_pass(tables: Tables, texts: dict[str, str]) -> None:
    check_tables(tables, texts)


def test_a_part_of_the_tables_passes_too(tables: Tables, texts: dict[str, str]) -> None:
    check_tables({name: tables[name] for name in ("matches", "variants")}, texts)
    check_tables({}, {})


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (
            change("matches", a_text="something else"),
            "matches m_1: a_text is not what stands in document d_a",
        ),
        (change("witnesses", exact="x"), "witnesses f_1, w_1: exact is not what stands in document d_a"),
        (change("witnesses", end=10_000), "end 10000 lies beyond the end of document d_a"),
        (change("evidence", end=10_000), "evidence e_1: end 10000 lies beyond"),
        (change("attributions", quoted_end=10_000), "attributions a_1: quoted_end 10000 lies beyond"),
        (change("variants", a_reading="Ferry"), "variants v_1: a_reading 'Ferry' is not what stands"),
        (change("variants", b_reading="ferry"), "variants v_1: b_reading 'ferry' is not what stands"),
        (change("variants", match_id="m_0"), "variants.match_id: m_0 is not in matches.match_id"),
        (
            change("matches", family_ids=["f_1", "f_2"]),
            "matches.family_ids: f_2 is not in families.family_id",
        ),
        (change("witnesses", parent_witness_id="w_9"), "w_9 is not in witnesses.witness_id"),
        (change("matches", review_rank=2), "review_rank runs up to 2 for 1 matches"),
        (change("matches", a_path="003.txt"), "side a does not come before side b"),
        (
            change("matches", segments=[{"a_begin": 17, "a_end": 91, "b_begin": 18, "b_end": 86}]),
            "matches m_1: segments reach beyond the passage of side a",
        ),
        (
            change("matches", segments=[{"a_begin": 18, "a_end": 91, "b_begin": 18, "b_end": 87}]),
            "matches m_1: segments reach beyond the passage of side b",
        ),
        (
            change("matches", parts=[{"begin": 18, "end": 92, "kind": "narration"}]),
            "matches m_1: parts reach beyond the passage of side a",
        ),
        (change("drift", a_path="003.txt"), "drift: '003.txt' does not come before '002.txt'"),
        (change("variants", level="form"), "variants: class case is of level dress, not form"),
        (change("documents", n_chars=1), "'001.txt' has 93 code points, n_chars says 1"),
        (change("documents", text_sha256="0" * 64), "another SHA-256"),
        (change("documents", status="fine"), "documents.status, row document_id=d_a: 'fine' must be one of"),
        (change("variants", edge="start"), "the variants applied to side a do not give side b"),
    ],
)
def test_finds(tables: Tables, texts: dict[str, str], damage: Callable[[Tables], None], fault: str) -> None:
    damage(tables)
    with pytest.raises(CheckError) as raised:
        check_tables(tables, texts)
    assert fault in str(raised.value)


def test_says_where_the_applied_variants_first_part_from_side_b(
    tables: Tables, texts: dict[str, str]
) -> None:
    tables["variants"] = tables["variants"].filter(pl.col("variant_class") != "substitution")
    with pytest.raises(CheckError, match="'erryleftatdawnon3May,andnobody' against 'erryleftatnoon"):
        check_tables(tables, texts)


def test_a_match_without_variants_must_have_equal_sides(tables: Tables, texts: dict[str, str]) -> None:
    tables["variants"] = tables["variants"].clear()
    with pytest.raises(CheckError, match="do not give side b"):
        check_tables(tables, texts)


def test_a_document_without_text_is_named(tables: Tables, texts: dict[str, str]) -> None:
    del texts["d_b"]
    with pytest.raises(CheckError, match="there is no text of document d_b"):
        check_tables(tables, texts)


def test_all_faults_come_in_one_report(tables: Tables, texts: dict[str, str]) -> None:
    change("matches", review_rank=3, a_text="x")(tables)
    change("variants", level="form")(tables)
    with pytest.raises(CheckError) as raised:
        check_tables(tables, texts)
    message = str(raised.value)
    assert "3 faults" in message
    assert "not published" in message


def test_of_many_like_faults_the_first_are_shown_and_the_others_counted(tables: Tables) -> None:
    row = tables["variants"].row(0, named=True)
    many = [{**row, "variant_id": f"v_{n}", "match_id": f"m_{n:03}"} for n in range(100)]
    frame = pl.DataFrame(many, schema=tables["variants"].schema)
    with pytest.raises(CheckError) as raised:
        check_tables({"variants": frame, "matches": tables["matches"].clear()}, {})
    assert "95 more like these" in str(raised.value)
    assert "6 faults" in str(raised.value)


def test_a_passage_matched_with_itself_is_found(tables: Tables, texts: dict[str, str]) -> None:
    row = tables["matches"].to_dicts()[0]
    sides = {
        name: row[f"a_{name}"] for name in ("document_id", "path", "siglum", "locus", "begin", "end", "text")
    }
    same = {**row, **{f"b_{name}": value for name, value in sides.items()}}
    tables["matches"] = pl.DataFrame([same], schema=tables["matches"].schema)
    with pytest.raises(CheckError, match="matched with itself"):
        check_tables(tables, texts)


def test_ten_thousand_matches_with_a_hundred_thousand_variants_are_checked_in_seconds(tables: Tables) -> None:
    matches, per_match, stride = 10_000, 10, 600
    a_text = ("before alpha after. " * (stride // 20)) * matches
    b_text = a_text.replace("alpha", "omega")
    n = pl.int_range(matches * per_match).alias("n")
    begin = pl.col("match") * stride + pl.col("place") * 20 + 7
    variant = (
        tables["variants"]
        .filter(pl.col("variant_class") == "substitution")
        .drop(
            "variant_id",
            "match_id",
            "position",
            "a_reading",
            "b_reading",
            "a_begin",
            "a_end",
            "b_begin",
            "b_end",
        )
    )
    numbered = pl.select(n).with_columns(match=pl.col("n") // per_match, place=pl.col("n") % per_match)
    variants = numbered.join(variant, how="cross").with_columns(
        pl.format("v_{}", "n").alias("variant_id"),
        pl.format("m_{}", pl.col("match") + 10_000).alias("match_id"),
        position=pl.col("place") + 1,
        a_reading=pl.lit("alpha"),
        b_reading=pl.lit("omega"),
        a_begin=begin,
        b_begin=begin,
        a_end=begin + 5,
        b_end=begin + 5,
    )
    match = tables["matches"].drop(
        "match_id", "review_rank", "a_begin", "a_end", "b_begin", "b_end", "a_text", "b_text"
    )
    begins = [number * stride for number in range(matches)]
    frame = (
        pl.DataFrame(
            {
                "match_id": [f"m_{number + 10_000}" for number in range(matches)],
                "review_rank": range(1, matches + 1),
                "a_begin": begins,
                "b_begin": begins,
                "a_end": [begin + 200 for begin in begins],
                "b_end": [begin + 200 for begin in begins],
                "a_text": [a_text[begin : begin + 200] for begin in begins],
                "b_text": [b_text[begin : begin + 200] for begin in begins],
            }
        )
        .join(match, how="cross")
        .with_columns(pl.col("segments", "parts").list.head(0))
    )
    large = {
        "matches": frame.select(tables["matches"].columns),
        "variants": variants.select(tables["variants"].columns).sort("match_id", "position"),
    }
    started = time.process_time()
    check_tables(large, {"d_a": a_text, "d_b": b_text})
    assert time.process_time() - started < 10
