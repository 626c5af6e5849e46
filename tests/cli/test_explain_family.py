"""A family with its witnesses, its tree and its apparatus."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.tables import from_rows

if TYPE_CHECKING:
    import polars as pl

    from tests.cli.conftest import Call, Publish

FAMILY = "f_aaaabbbbccccdddd"
OTHER = "f_aaaabbbbeeeeffff"
LEMMA = "The old lamp stood in the harbour."
COPY = "The lamp stood\x1b[2J in the harbor."


def family_tables(copy: str = COPY) -> dict[str, pl.DataFrame]:
    """Two families, the first of a lemma and its copy."""
    families = [
        {
            "family_id": family_id,
            "label": "The old lamp stood",
            "n_witnesses": 2,
            "n_documents": 2,
            "lemma_witness_id": f"w_{letter}",
            "lemma_basis": "direction",
            "mean_word_identity": 0.75,
            "contains_family_ids": [],
        }
        for family_id, letter in ((FAMILY, "a"), (OTHER, "c"))
    ]
    named = [
        ("a", FAMILY, LEMMA, "001"),
        ("b", FAMILY, copy, "002 (3)"),
        ("c", OTHER, LEMMA, "003"),
        ("d", OTHER, LEMMA, "004"),
    ]
    witnesses = [
        {
            "witness_id": f"w_{letter}",
            "family_id": family_id,
            "document_id": f"d_{letter}",
            "path": f"{siglum[:3]}_letters.txt",
            "locus": "¶1",
            "begin": 0,
            "end": len(text),
            "siglum": siglum,
            "role": "narrative",
            "exact": text,
            "parent_witness_id": "w_a" if letter == "b" else None,
            "parent_confidence": 0.9 if letter == "b" else None,
            "n_words": len(text.split()),
        }
        for letter, family_id, text, siglum in named
    ]

    def place(number: int, lemma: str, reading: str, variant_class: str, level: str) -> dict[str, Any]:
        begin = LEMMA.index(lemma)
        return {
            "family_id": FAMILY,
            "place": number,
            "entry": f"{lemma} ] {reading or 'omits'} 002 (3)",
            "lemma": lemma,
            "lemma_begin": begin,
            "lemma_end": begin + len(lemma),
            "readings": [
                {"reading": lemma, "state": "reads", "sigla": ["001"]},
                {"reading": reading, "state": "reads" if reading else "omits", "sigla": ["002 (3)"]},
            ],
            "variant_class": variant_class,
            "level": level,
        }

    apparatus = [
        place(1, "old", "", "one_sided", "wording"),
        place(2, "stood", "stood\x1b[2J", "punctuation", "dress"),
        place(3, "harbour.", "harbor.", "spelling", "form"),
    ]
    documents = [
        {
            "document_id": f"d_{letter}",
            "siglum": letter,
            "path": f"{letter}.txt",
            "date_not_before": "1903",
            "date_not_after": "1903",
            "date_basis": "header",
            "language_basis": "none",
            "media_type": "text/plain",
            "status": "ok",
        }
        for letter in "abcd"
    ]
    return {
        "families": from_rows("families", families),
        "witnesses": from_rows("witnesses", witnesses),
        "apparatus": from_rows("apparatus", apparatus),
        "documents": from_rows("documents", documents),
    }


@pytest.fixture(autouse=True)
def _families(publish: Publish) -> None:
    publish(**family_tables())


def test_shows_witnesses_tree_and_apparatus(call: Call) -> None:
    outcome = call("explain", FAMILY)
    assert outcome.code == 0
    for line in (
        "Lemma: 001, the others come from it",
        "  001  ¶1, 1903, 7 words, narrative  (001_letters.txt)",
        "   002 (3) (confidence 0.90)",
        "Apparatus: 3 places: 1 wording, 1 form and 1 dress",
        "  1  old ] omits 002 (3)   one sided",
        "  3  harbour. ] harbor. 002 (3)   spelling",
    ):
        assert line in outcome.out.splitlines()


def test_what_a_terminal_would_obey_is_shown_escaped(call: Call) -> None:
    out = call("explain", FAMILY).out
    assert "\x1b[2J" not in out
    assert r"stood\x1b[2J 002 (3)" in out


def test_no_line_is_wider_than_a_narrow_terminal(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = call("explain", FAMILY).out.splitlines()
    assert max(map(len, lines)) <= 40
    assert "harbor." in " ".join(lines)


def test_a_beginning_of_the_id_is_enough_if_it_is_unique(call: Call) -> None:
    assert call("explain", "f_aaaabbbbc").code == 0
    outcome = call("explain", "f_aaaabbbb")
    assert outcome.code == 2
    assert "2 families begin with f_aaaabbbb:" in outcome.err
    assert f"python -m pipeline explain {FAMILY}" in outcome.err


def test_witnesses_that_read_the_same_are_said_to(call: Call) -> None:
    assert "No differences: all witnesses read the same." in call("explain", OTHER).out


def test_json_has_witnesses_places_and_segments(call: Call) -> None:
    document = json.loads(call("explain", FAMILY, "--json").out)
    assert document["lemma"]["siglum"] == "001"
    assert document["places"][0]["entry"] == "old ] omits 002 (3)"
    assert document["segments"][0] == {"text": "The ", "readings": [], "place": None}


def test_json_of_a_match_has_its_differences(call: Call) -> None:
    document = json.loads(call("explain", "m_aaaabbbbc", "--json").out)
    assert document["a"]["siglum"] == "001"
    assert len(document["differences"]) == 6


@pytest.mark.parametrize("name", ["tei", "collatex-json"])
def test_a_family_is_exported_to_stdout_to_a_file_and_to_a_folder(
    call: Call, name: str, tmp_path: Path, suffixes: Callable[[str], str]
) -> None:
    text = call("export", name, FAMILY).out
    assert call("export", name, FAMILY, "--to", "one.out").code == 0
    assert (tmp_path / "one.out").read_text(encoding="utf-8") == text
    assert call("export", name, "--to", "all/").code == 0
    names = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert names == [f"{family}{suffixes(name)}" for family in (FAMILY, OTHER)]
    assert (tmp_path / "all" / names[0]).read_text(encoding="utf-8") == text


@pytest.fixture
def suffixes() -> Callable[[str], str]:
    return {"tei": ".xml", "collatex-json": ".json"}.__getitem__


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "tei"], "2 families cannot be written into one stream"),
        (["export", "tei", "--to", "one.xml"], "2 families cannot be written into one file"),
        (["export", "tei", "m_aaaabbbbc"], "is the id of a match, not of a family"),
        (["export", "tei", FAMILY, "--to", "nowhere/one.xml"], "there is no folder nowhere"),
        (["export", "pdf"], "'pdf' is not one of 'tei', 'collatex-json'"),
        (["export", "tei", "f_q"], "there is no family f_q"),
    ],
)
def test_what_cannot_be_exported_is_said_with_what_to_do(
    call: Call, arguments: list[str], words: str
) -> None:
    outcome = call(*arguments)
    assert outcome.code == 2
    assert words in outcome.err
    assert "\nhint: " in outcome.err


def test_results_of_an_earlier_version_without_the_tables_are_told(call: Call, publish: Publish) -> None:
    publish()
    outcome = call("export", "tei")
    assert outcome.code == 1
    assert "the results in outputs have no table families, which tei needs" in outcome.err
    assert "run `python -m pipeline` again" in outcome.err
