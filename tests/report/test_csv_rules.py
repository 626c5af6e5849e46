"""The CSV files keep to each of their rules."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import polars as pl
import pytest

from pipeline.config import ReportConfig
from pipeline.report import write_tables
from pipeline.tables import TABLES, empty, from_rows

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, tables: dict[str, pl.DataFrame], separator: str = ",") -> None:
    write_tables(folder, tables, ReportConfig(csv_separator=separator))


def read(path: Path, separator: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def aside(number: int, text: str, **changes: object) -> dict[str, object]:
    return {
        "set_aside_id": f"s_{number}",
        "text": text,
        "reason": "title",
        "words": 2,
        "n_occurrences": 3,
        "n_documents": 1,
        "places": [],
        **changes,
    }


def shown(folder: Path, text: str) -> str:
    """What the CSV file shows for one text."""
    write(folder, {"set_aside": from_rows("set_aside", [aside(1, text)])})
    (row,) = read(folder / "set_aside.csv")
    return row["text"]


def test_begins_with_a_byte_order_mark_and_ends_lines_with_a_newline(
    tmp_path: Path, tables: dict[str, pl.DataFrame]
) -> None:
    write(tmp_path, tables)
    for name in TABLES:
        content = (tmp_path / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert not content.startswith(b"\xef\xbb\xbf\xef\xbb\xbf")
        assert content.endswith(b"\n")
        assert b"\r" not in content


def test_an_empty_table_has_its_header(tmp_path: Path) -> None:
    write(tmp_path, {"set_aside": empty("set_aside")})
    header, *rest = (tmp_path / "set_aside.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header.split(",")[0] == "text"
    assert rest == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_becomes_a_mark_so_that_one_row_is_one_line(
    tmp_path: Path, newline: str
) -> None:
    assert shown(tmp_path, f"one{newline}two") == "one ⏎ two"
    assert len((tmp_path / "set_aside.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_control_characters_show_as_their_pictures(tmp_path: Path) -> None:
    assert shown(tmp_path, "a\x00b\x1bc\x7fd\te") == "a␀b␛c␡d\te"


def test_quotes_and_separators_inside_a_cell_stay_in_it(tmp_path: Path) -> None:
    assert shown(tmp_path, 'she said "no, never"; he left') == 'she said "no, never"; he left'


def test_text_of_five_hundred_characters_stays_whole(tmp_path: Path) -> None:
    assert shown(tmp_path, "é" * 500) == "é" * 500


def test_longer_text_is_cut_in_the_middle_between_words(tmp_path: Path) -> None:
    text = " ".join(f"word{n}" for n in range(200))
    cell = shown(tmp_path, text)
    begin, _, end = cell.partition(" [cut] ")
    assert len(cell) <= 500
    assert len(cell) > 480
    assert text.startswith(begin + " ")
    assert text.endswith(" " + end)
    assert "…" not in cell


@pytest.mark.parametrize("length", range(499, 520))
def test_a_cut_never_leaves_more_than_five_hundred_characters_nor_half_a_word(
    tmp_path: Path, length: int
) -> None:
    text = ("abcdefg " * 80)[:length]
    cell = shown(tmp_path, text)
    assert len(cell) <= 500
    if length > 500:
        begin, _, end = cell.partition(" [cut] ")
        assert begin.split()[-1] == "abcdefg"
        assert end.split()[0] == "abcdefg"


def test_text_without_spaces_is_cut_all_the_same(tmp_path: Path) -> None:
    cell = shown(tmp_path, "明" * 600)
    assert cell == "明" * 247 + " [cut] " + "明" * 246


def test_readings_stand_between_marks_even_where_there_is_none(
    tmp_path: Path, tables: dict[str, pl.DataFrame]
) -> None:
    write(tmp_path, tables)
    rows = read(tmp_path / "variants.csv")
    assert [(row["a_reading"], row["b_reading"]) for row in rows] == [
        ("‹ferry›", "‹Ferry›"),
        ("‹dawn›", "‹noon›"),
        ("‹that ›", "‹›"),
    ]


def test_lists_are_joined_and_records_written_short(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    two = [
        {"a_begin": 18, "a_end": 30, "b_begin": 18, "b_end": 28},
        {"a_begin": 50, "a_end": 91, "b_begin": 45, "b_end": 86},
    ]
    rows = tables["matches"].to_dicts()
    rows[0] |= {"segments": two, "why_look": ["changed sense", "unmarked cut"]}
    tables["matches"] = from_rows("matches", rows)
    write(tmp_path, tables)
    (row,) = read(tmp_path / "matches.csv")
    assert row["segments"] == "18-30>18-28 | 50-91>45-86"
    assert row["why_look"] == "changed sense | unmarked cut"
    assert row["parts"] == "18-91 narration"
    assert row["direction_basis"] == ""
    (row,) = read(tmp_path / "set_aside.csv")
    assert row["places"] == "001.txt: ¶1 (40) | 002.txt: ¶1 (44)"
    _, changed, left_out = read(tmp_path / "apparatus.csv")
    assert changed["readings"] == "‹dawn› 001 | ‹noon› 002"
    assert left_out["readings"] == "‹that› 001 | omits 002"
    assert left_out["entry"] == "that ] omits 002"
    (row,) = read(tmp_path / "runs.csv")
    assert row["versions"] == "polars=2.1.0 | python=3.11"


def test_of_a_crowd_of_witnesses_the_first_are_named_and_the_others_counted(
    tmp_path: Path, tables: dict[str, pl.DataFrame]
) -> None:
    rows = tables["apparatus"].to_dicts()
    rows[1]["readings"][1]["sigla"] = [f"s{number}" for number in range(25)]
    tables["apparatus"] = from_rows("apparatus", rows)
    write(tmp_path, tables)
    readings = read(tmp_path / "apparatus.csv")[1]["readings"]
    assert readings.startswith("‹dawn› 001 | ‹noon› s0, s1, ")
    assert readings.endswith(" s19 and 5 more")


def test_null_is_an_empty_cell_and_numbers_keep_their_decimals(
    tmp_path: Path, tables: dict[str, pl.DataFrame]
) -> None:
    write(tmp_path, tables)
    (row,) = read(tmp_path / "matches.csv")
    assert row["chain_id"] == row["direction_confidence"] == ""
    assert row["word_identity"] == "0.8667"
    assert row["jaccard_estimate"] in {"0.0000", "0.0001"}
    assert row["log10_e_value"] == "-6.0"
    assert row["score_bits"] == "98765"
    assert row["implied"] == "false"


def test_small_shares_are_written_without_an_exponent(
    tmp_path: Path, tables: dict[str, pl.DataFrame]
) -> None:
    tables["drift"] = tables["drift"].with_columns(share_of_a=0.0001)
    write(tmp_path, tables)
    (row,) = read(tmp_path / "drift.csv")
    assert row["share_of_a"] == "0.0001"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_can_be_chosen(tmp_path: Path, tables: dict[str, pl.DataFrame], separator: str) -> None:
    write(tmp_path, tables, separator)
    (row,) = read(tmp_path / "matches.csv", separator)
    assert row["match_id"] == "m_1"
    assert row["a_text"].startswith("that the ferry")


def test_matches_come_by_review_rank_and_their_variants_with_them(
    tmp_path: Path, tables: dict[str, pl.DataFrame]
) -> None:
    first = tables["matches"].to_dicts()[0]
    others = [{**first, "match_id": "m_0", "review_rank": 2}, {**first, "match_id": "m_2", "review_rank": 3}]
    tables["matches"] = from_rows("matches", [*others, first])
    more = [
        {**row, "match_id": match_id, "variant_id": f"{row['variant_id']}{match_id[-1]}"}
        for row in tables["variants"].to_dicts()
        for match_id in ("m_2", "m_0", "m_1")
    ]
    tables["variants"] = from_rows("variants", more)
    write(tmp_path, tables)
    assert [row["match_id"] for row in read(tmp_path / "matches.csv")] == ["m_1", "m_0", "m_2"]
    places = [(row["match_id"], row["position"]) for row in read(tmp_path / "variants.csv")]
    assert places == [(match_id, str(n)) for match_id in ("m_1", "m_0", "m_2") for n in (1, 2, 3)]


def test_what_people_read_first_stands_first(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    write(tmp_path, tables)
    with (tmp_path / "matches.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert header[:4] == ["review_rank", "arrow", "why_look", "what_differs"]
    assert sorted(header) == sorted(column.name for column in TABLES["matches"].columns)


def test_reads_back_in_polars_as_it_reads_in_python(tmp_path: Path, tables: dict[str, pl.DataFrame]) -> None:
    write(tmp_path, tables)
    for name in TABLES:
        rows = read(tmp_path / f"{name}.csv")
        content = (tmp_path / f"{name}.csv").read_bytes()
        frame = pl.read_csv(io.BytesIO(content), infer_schema=False)
        assert [{key: value or "" for key, value in row.items()} for row in frame.to_dicts()] == rows
