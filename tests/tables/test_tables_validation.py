"""Validation finds every fault at once and says where it is."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.errors import TableError
from pipeline.tables import TABLES, find_faults, from_rows, validate
from pipeline.tables.validation import _item_rules


def aside(number: int, **changes: object) -> dict[str, object]:
    return {
        "set_aside_id": f"s_{number}",
        "text": "words",
        "reason": "title",
        "words": 2,
        "n_occurrences": 3,
        "n_documents": 1,
        "places": [{"path": "a.txt", "locus": "¶1", "begin": 1}],
        **changes,
    }


def edge(**changes: object) -> dict[str, object]:
    return {
        "edge_id": "p_1",
        "level": "document",
        "copy_id": "d_b",
        "copy_path": "b",
        "source_id": "d_a",
        "source_path": "a",
        "relation": "prov:Quotation",
        "confidence": 0.9,
        "certainty": "sure",
        "n_matches": 1,
        "words": 1,
        "rank": 1,
        "n_alternatives": 0,
        "words_added": 9,
        "words_open": 0,
        "share_of_copy": 0.25,
        **changes,
    }


def wanted(**changes: object) -> dict[str, object]:
    return {
        "wanted_source_id": "n_1",
        "title": "T",
        "n_attributions": 1,
        "distinct_words": 1,
        "n_families_it_would_settle": 1,
        "cited_by": ["001"],
        **changes,
    }


def span_row(**changes: object) -> dict[str, object]:
    return {
        "match_id": "m_1",
        "family_id": "f_1",
        "a_begin": 1,
        "a_end": 2,
        "b_begin": 3,
        "b_end": 4,
        **changes,
    }


def attribution(**changes: object) -> dict[str, object]:
    return {
        "attribution_id": "a_1",
        "document_id": "d_a",
        "path": "a",
        "locus": "¶1",
        "quoted_begin": 1,
        "quoted_end": 2,
        "quoted": "wo",
        "title_basis": "stated",
        "cited_work": "unnamed",
        "fidelity": "verbatim",
        "credit": "named",
        **changes,
    }


def apparatus(**changes: object) -> dict[str, object]:
    reading = {"reading": "x", "state": "reads", "sigla": ["1"], **changes}
    return {
        "family_id": "f_1",
        "place": 1,
        "entry": "x ] y",
        "lemma": "",
        "lemma_begin": 0,
        "lemma_end": 0,
        "readings": [reading],
        "variant_class": "case",
        "level": "dress",
    }


def faults(name: str, *rows: dict[str, object]) -> str:
    return "\n".join(find_faults(name, from_rows(name, rows)))


def test_a_valid_table_has_no_faults() -> None:
    assert find_faults("set_aside", from_rows("set_aside", [aside(1), aside(2)])) == []
    assert faults("apparatus", apparatus()) == ""
    assert faults("provenance", edge()) == ""
    assert faults("attributions", attribution()) == ""


def test_all_faults_of_a_table_are_reported_at_once_with_column_row_value_and_rule() -> None:
    frame = from_rows("set_aside", [aside(1, reason="titel", words=-3, text=""), aside(2, n_documents=None)])
    with pytest.raises(TableError) as raised:
        validate("set_aside", frame)
    message = str(raised.value)
    assert "4 faults" in message
    assert "set_aside.reason, row set_aside_id=s_1: 'titel' must be one of citation_heading, title" in message
    assert "set_aside.words, row set_aside_id=s_1: -3 must be at least 0" in message
    assert "set_aside.text, row set_aside_id=s_1: '' must not be empty" in message
    assert "set_aside.n_documents, row set_aside_id=s_2: None must not be null" in message


@pytest.mark.parametrize(
    ("name", "row", "fault"),
    [
        ("set_aside", aside(1, set_aside_id="1"), "must match ^s_"),
        ("set_aside", aside(1, set_aside_id="m_1"), "must match ^s_"),
        ("set_aside", aside(1, places=None), "must not be null"),
        ("wanted_sources", wanted(cited_by=["001", None]), "must hold no null"),
        (
            "set_aside",
            aside(1, places=[{"path": "a", "locus": None, "begin": 1}]),
            "must hold no null in locus",
        ),
        ("provenance", edge(confidence=1.5), "must be at most 1"),
        ("provenance", edge(confidence=float("nan")), "must be a finite number"),
        ("provenance", edge(rank=0), "must be at least 1"),
        ("match_families", span_row(a_begin=5), "a_end, row"),
        ("match_families", span_row(a_begin=5), "must not be before a_begin"),
        ("match_families", span_row(b_begin=-1), "must be at least 0"),
        ("attributions", attribution(begin=3), "must be null where begin is, and only there"),
        ("apparatus", apparatus(state="read"), "must have as state one of reads, omits, lacks, moved"),
    ],
)
def test_finds(name: str, row: dict[str, object], fault: str) -> None:
    assert fault in faults(name, row)


def test_a_record_whose_end_is_before_its_begin_is_found() -> None:
    frame = pl.DataFrame({"parts": [[{"begin": 5, "end": 3, "kind": "narration"}]]})
    rules = {words: broken for _, broken, words in _item_rules(TABLES["matches"].column("parts"))}
    assert frame.filter(rules["must not have end before begin"]).height == 1
    assert frame.filter(rules["must hold no null in kind"]).height == 0


def test_values_that_must_be_unique_and_keys_that_occur_twice_are_found() -> None:
    assert "s_1' must be unique" in faults("set_aside", aside(1), aside(1))
    assert "the key (match_id, family_id, a_begin, b_begin) occurs twice" in faults(
        "match_families", span_row(), span_row(a_end=9)
    )
    assert faults("match_families", span_row(), span_row(family_id="f_2")) == ""


@pytest.mark.parametrize("date", ["1917", "1917-10", "1917-10-25", "-0044-03-15", "0000", "+12000"])
def test_dates_are_iso_dates_with_astronomical_years(date: str) -> None:
    assert faults("documents", document(date_not_before=date)) == ""


@pytest.mark.parametrize("date", ["44 BC", "1917-1", "25.10.1917", "191", "1917-10-25T00:00:00"])
def test_what_is_no_iso_date_is_found(date: str) -> None:
    assert "must match" in faults("documents", document(date_not_before=date))


def document(**changes: object) -> dict[str, object]:
    return {
        "document_id": "d_a",
        "siglum": "a",
        "date_basis": "manifest",
        "language_basis": "none",
        "path": "a.txt",
        "media_type": "text/plain",
        "status": "ok",
        **changes,
    }


def test_of_many_rows_that_break_one_rule_the_first_are_shown_and_the_others_counted() -> None:
    found = find_faults("set_aside", from_rows("set_aside", [aside(n, words=-1) for n in range(9)]))
    assert len(found) == 6
    assert found[-1] == "set_aside.words: 4 more rows: must be at least 0"


def test_wrong_columns_types_and_order_are_found() -> None:
    frame = from_rows("set_aside", [aside(1)])
    wrong = frame.drop("text").with_columns(pl.col("words").cast(pl.Float64), more=1)
    found = find_faults("set_aside", wrong)
    assert "set_aside.text: the column is missing" in found
    assert "set_aside.words: the type is Float64, declared is Int64" in found
    assert "set_aside.more: the column is not declared" in found
    backwards = frame.select(reversed(frame.columns))
    assert find_faults("set_aside", backwards) == ["set_aside: the columns are not in the declared order"]


def test_rows_out_of_order_and_unrounded_numbers_are_found() -> None:
    frame = from_rows("set_aside", [aside(1), aside(2)]).reverse()
    assert find_faults("set_aside", frame) == ["set_aside: the rows are not sorted by set_aside_id"]
    edges = from_rows("provenance", [edge()]).with_columns(confidence=0.123456)
    assert "must be rounded to 4 decimals" in "\n".join(find_faults("provenance", edges))


def test_long_values_are_cut_in_the_message() -> None:
    found = find_faults("set_aside", from_rows("set_aside", [aside(1, reason="x" * 1000)]))
    assert "[cut]" in found[0]
    assert len(found[0]) < 400
