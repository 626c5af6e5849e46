"""The truth about ``inputs/`` agrees with the documents and with itself."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.truth.conftest import Truth

LEVELS = {
    "dress": {"punctuation", "quotation_marks", "scare_quotes", "case", "whitespace_dash"},
    "form": {"spelling", "typo_ocr", "name_form", "numeral", "inflection"},
    "wording": {
        "substitution",
        "one_sided",
        "one_sided_bracketed",
        "one_sided_gap_marked",
        "transposition",
        "edge_cut",
    },
}


def _without_space(text: str) -> str:
    return "".join(text.split())


def test_every_passage_stands_in_its_document(truth: Truth) -> None:
    for match in truth.matches:
        for side in ("a", "b"):
            begin, end = truth.locate(match[side])
            assert begin < end


def test_side_a_comes_first_by_path_then_position(truth: Truth) -> None:
    for match in truth.matches:
        a, b = ((match[side]["path"], *truth.locate(match[side])) for side in ("a", "b"))
        assert a < b, match["id"]


def test_applying_the_variants_to_one_side_gives_the_other(truth: Truth) -> None:
    for match in truth.matches:
        a, b = match["a"]["text"], match["b"]["text"]
        if a is None:
            continue
        rows = [v for v in truth.variants if v["match"] == match["id"] and v["edge"] == "none"]
        for row in rows:
            assert a[slice(*row["a_at"])] == row["a_reading"]
            assert b[slice(*row["b_at"])] == row["b_reading"]
        places = [0, *(place for row in rows for place in row["a_at"]), len(a)]
        kept = [a[begin:end] for begin, end in zip(places[::2], places[1::2], strict=True)]
        readings = [*(row["b_reading"] for row in rows), ""]
        applied = "".join(part + reading for part, reading in zip(kept, readings, strict=True))
        assert _without_space(applied) == _without_space(b), match["id"]


def test_edge_variants_say_what_the_longer_side_goes_on_with(truth: Truth) -> None:
    matches = {match["id"]: match for match in truth.matches}
    edges = [v for v in truth.variants if v["edge"] == "end"]
    assert edges
    for row in edges:
        side = "a" if row["a_reading"] else "b"
        passage = matches[row["match"]][side]
        _, end = truth.locate(passage)
        after = truth.texts[passage["path"]][end:]
        assert after.startswith(row[f"{side}_reading"])


def test_variants_are_numbered_in_order_and_their_levels_are_those_of_their_classes(truth: Truth) -> None:
    for row in truth.variants:
        assert row["variant_class"] in LEVELS[row["level"]]
    for before, row in pairwise(truth.variants):
        if before["match"] == row["match"]:
            assert row["position"] == before["position"] + 1
            assert row["a_at"][0] >= before["a_at"][1]
        else:
            assert row["position"] == 1


def test_what_is_no_copy_stands_in_two_places_at_least(truth: Truth) -> None:
    for negative in truth.negatives:
        places = {(place["path"], *truth.locate(place)) for place in negative["places"]}
        assert len(places) == len(negative["places"]) >= 2, negative["id"]


def test_the_bees_share_nothing(truth: Truth) -> None:
    paths = {match[side]["path"] for match in truth.matches for side in ("a", "b")}
    paths |= {place["path"] for negative in truth.negatives for place in negative["places"]}
    assert set(truth.texts) - paths == {"bees-at-hollin-farm.txt"}
