"""What the apparatus says of a witness and the lemma is what the variants of the two say, whichever way it is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline import load_config, run_pipeline
from pipeline.align.collation.apparatus import apparatus_of_match
from pipeline.align.collation.entries import WordPlaces
from pipeline.align.collation.pieces import Extent
from pipeline.align.collation.place import gravest
from pipeline.align.variants import find_variants
from pipeline.align.words import align_sides
from tests.collation.conftest import LEXICON, witness_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.align.collation.place import Place
    from pipeline.align.side import Side
    from pipeline.align.variant import Variant
    from tests.collation.conftest import Apparatus

INPUTS = Path(__file__).resolve().parents[2] / "inputs"

PIECES = st.sampled_from(
    [
        "the",
        "The",
        "lamp,",
        "lamp",
        "“lamp”",
        "half-hour",
        "— and",
        "of iron",
        "went. Then",
        "(so)",
        "…",
        "1917",
        "不是",
        "we rowed to the far bank",
        "nobody had lit it",
    ]
)
WORDS = st.lists(PIECES, max_size=12).map(lambda words: " ".join(["began", *words, "ended"]))
"""Texts that begin and end with a word that they share, as the passages of a match do."""


def extent(side: Side) -> Extent:
    begin, end = side.begin[0], side.end[-1]
    return Extent(text=side.text, begin=begin, end=end, first_word=begin, last_word=end)


def of_match(a: Side, b: Side, rows: list[Variant]) -> tuple[Place, ...]:
    words = WordPlaces(begin=a.begin, end=a.end)
    return apparatus_of_match(extent(a), extent(b), words, rows, lemma_at=0)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, WORDS)
@example(
    "began we rowed to the far bank nobody had lit it ended",
    "began nobody had lit it we rowed to the far bank ended",
)
@example("began “lamp” lamp, ended", "began lamp — and lamp ended")
def test_known_variants_make_the_places_that_collating_makes(
    apparatus: Apparatus, one: str, other: str
) -> None:
    a, b = witness_text(one).side, witness_text(other).side
    rows = find_variants(align_sides(a, b), LEXICON)
    assert of_match(a, b, rows) == apparatus({"A": one, "B": other})


@settings(deadline=None, max_examples=100)
@given(WORDS, WORDS)
@example("began lamp, the ended", "began “lamp” the … ended")
def test_each_variant_lies_in_one_place_and_each_place_has_the_gravest_class_of_its_variants(
    one: str, other: str
) -> None:
    a, b = witness_text(one).side, witness_text(other).side
    rows = [
        row for row in find_variants(align_sides(a, b), LEXICON) if (row.a_reading + row.b_reading).strip()
    ]
    places = of_match(a, b, rows)
    moves = [row for row in rows if row.operation == "transpose"]
    named: list[list[str]] = [[] for _ in places]
    for row in rows:
        reading = row.a_reading.strip()
        is_inside = any(move.a_begin <= row.a_begin and row.a_end <= move.a_end for move in moves)
        if not reading or is_inside:
            continue
        begin = one.index(reading, row.a_begin)
        (number,) = (
            number
            for number, place in enumerate(places)
            if place.lemma_begin <= begin and begin + len(reading) <= place.lemma_end
        )
        named[number].append(row.variant_class)
    for place, classes in zip(places, named, strict=True):
        assert not classes or gravest([place.variant_class, *classes]) == place.variant_class


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """The tables of a run on our own inputs."""
    out = tmp_path_factory.mktemp("out")
    run_pipeline(load_config(None, overrides={"paths.inputs": str(INPUTS), "paths.outputs": str(out)}).config)
    names = ("families", "witnesses", "apparatus", "match_families", "matches", "variants")
    return {name: pl.read_parquet(out / f"{name}.parquet") for name in names}


def pairs(tables: dict[str, pl.DataFrame]) -> Iterator[tuple[str, str, str, str]]:
    """Family, match, the match's side that is the lemma, and the siglum of the other, wherever both are witnesses."""
    of_id = {row["match_id"]: row for row in tables["matches"].iter_rows(named=True)}
    for family in tables["families"].iter_rows(named=True):
        members = list(tables["witnesses"].filter(family_id=family["family_id"]).iter_rows(named=True))
        place = {(one["document_id"], one["begin"], one["end"]): one for one in members}
        for match_id in tables["match_families"].filter(family_id=family["family_id"])["match_id"]:
            match = of_id[match_id]
            a, b = (
                place.get((match[f"{side}_document_id"], match[f"{side}_begin"], match[f"{side}_end"]))
                for side in "ab"
            )
            for side, lemma, other in (("a", a, b), ("b", b, a)):
                if lemma and other and lemma["witness_id"] == family["lemma_witness_id"]:
                    yield family["family_id"], match_id, side, other["siglum"]


def test_in_our_own_inputs_each_variant_of_a_match_stands_in_the_apparatus(
    tables: dict[str, pl.DataFrame],
) -> None:
    compared = 0
    for family_id, match_id, side, siglum in pairs(tables):
        places = [
            place
            for place in tables["apparatus"].filter(family_id=family_id).iter_rows(named=True)
            if any(siglum in reading["sigla"] for reading in place["readings"][1:])
        ]
        for row in tables["variants"].filter(match_id=match_id, edge="none").iter_rows(named=True):
            if not (row["a_reading"] + row["b_reading"]).strip():
                continue
            begin, end = row[f"{side}_begin"], row[f"{side}_end"]
            slack = int(begin == end)
            holders = [
                place
                for place in places
                if place["lemma_begin"] - slack <= begin and end <= place["lemma_end"] + slack
            ]
            compared += 1
            assert holders, (family_id, row)
            assert any(
                gravest([place["variant_class"], row["variant_class"]]) == place["variant_class"]
                for place in holders
            )
    assert compared > 40
