"""No string cell can run in a spreadsheet, and no number is touched."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.report.csv_view import csv_view, guard_formula
from pipeline.tables import TABLES, from_rows

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
SKIPPED = " \u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u180e\u2800\u3164\n\v\x00"


def guarded(text: str) -> str:
    frame = pl.DataFrame({"text": [text]})
    return str(frame.select(guard_formula(pl.col("text"), pl.col("text"))).item())


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-2",
        "@SUM(A1)",
        "＝1+1",
        "\t=1",
        "\tx",
        "\rx",
        " =1",
        "\u200b=1",
        "\ufeff =1",
        "\n=1",
        " \u00a0\t",
        '=HYPERLINK("http://x")',
    ],
)
def test_text_that_could_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["a=b", "1+1", "", "‹=1›", "'=1", "—dash", "x\t=1", "…", "(=1)", "¶1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.text(alphabet=SKIPPED, max_size=5), st.sampled_from(SIGNS), st.text(max_size=5))
@example("", "=", "1+1")
def test_blanks_and_invisible_marks_hide_no_formula(skipped: str, sign: str, rest: str) -> None:
    assert guarded(skipped + sign + rest).startswith("'")


@settings(max_examples=40)
@given(st.text(max_size=12))
def test_no_cell_begins_with_what_a_spreadsheet_runs(text: str) -> None:
    reading = {"reading": text, "state": "moved", "sigla": [text, "x"]}
    place = {"path": text, "locus": text, "begin": 1}
    rows = {
        "apparatus": {
            "family_id": "f_1",
            "place": 1,
            "entry": text,
            "lemma": text,
            "lemma_begin": 0,
            "lemma_end": 0,
            "readings": [reading],
            "variant_class": "case",
            "level": "dress",
        },
        "set_aside": {
            "set_aside_id": "s_1",
            "text": text,
            "reason": "title",
            "words": 1,
            "n_occurrences": 1,
            "n_documents": 1,
            "places": [place],
        },
    }
    for name, row in rows.items():
        view = csv_view(TABLES[name], from_rows(name, [row]))
        for cell in view.row(0):
            if isinstance(cell, str):
                assert not cell.lstrip(SKIPPED + "\t\r ").startswith(tuple(SIGNS))
                assert not cell.startswith(("\t", "\r"))
                assert len(cell.splitlines()) <= 1


def test_negative_numbers_stay_numbers(tables: dict[str, pl.DataFrame]) -> None:
    view = csv_view(TABLES["matches"], tables["matches"])
    assert view["log10_e_value"].to_list() == ["-6.0"]
    evidence = tables["evidence"].with_columns(weight_millibits=pl.lit(-1500))
    assert csv_view(TABLES["evidence"], evidence)["weight_millibits"].to_list() == [-1500]


def test_a_date_before_christ_is_text_and_is_guarded(tables: dict[str, pl.DataFrame]) -> None:
    view = csv_view(TABLES["documents"], tables["documents"])
    assert view["date_not_before"].to_list() == ["'-0044-03-15", "1917"]
