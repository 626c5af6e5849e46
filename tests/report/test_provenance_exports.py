"""Who copied whom, in the formats that other programs read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from pipeline.report.exports import graphml, prov_json
from pipeline.tables import from_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def _document(name: str, **changes: object) -> dict[str, object]:
    return {
        "document_id": f"d_{name}",
        "siglum": name,
        "path": f"{name}.txt",
        "media_type": "text/plain",
        "date_basis": "none",
        "language_basis": "none",
        "status": "ok",
        "text_sha256": "0" * 64,
        "content_sha256": "0" * 64,
        "n_chars": 90,
        "n_words": 15,
        "coverage": 0.5,
        "copied_share": 0.25,
    } | changes


def _edge(edge_id: str, copy: str, source: str, **changes: object) -> dict[str, object]:
    return {
        "edge_id": edge_id,
        "level": "document",
        "copy_id": copy,
        "copy_path": "x.txt",
        "source_id": source,
        "source_path": "y.txt",
        "relation": "prov:Quotation",
        "confidence": 0.94,
        "certainty": "likely",
        "n_matches": 1,
        "words": 12,
        "words_added": 12,
        "words_open": 0,
        "share_of_copy": 0.5,
        "rank": 1,
        "n_alternatives": 0,
    } | changes


def _witness(name: str, document: str) -> dict[str, object]:
    return {
        "witness_id": f"w_{name}",
        "family_id": "f_1",
        "document_id": f"d_{document}",
        "path": f"{document}.txt",
        "locus": "¶1",
        "begin": 0,
        "end": 5,
        "siglum": name,
        "role": "narrative",
        "exact": "words",
        "n_words": 1,
    }


@pytest.fixture
def tables() -> Mapping[str, pl.DataFrame]:
    """A book, a page that quotes it, a twin of the page whose order is open, and a file that could not be read."""
    return {
        "documents": from_rows(
            "documents",
            [
                _document("book", title="A \x07 <Harbour> & “Its” Masters", author="Garrod", n_words=900),
                _document("page"),
                _document("twin"),
                _document("broken", status="quarantined", status_reason="?", text_sha256=None, n_words=None),
            ],
        ),
        "witnesses": from_rows(
            "witnesses",
            [_witness("book", "book"), _witness("page", "page"), _witness("alone", "twin")],
        ),
        "provenance": from_rows(
            "provenance",
            [
                _edge("p_1", "d_page", "d_book"),
                _edge(
                    "p_2",
                    "d_twin",
                    "d_page",
                    relation="prov:alternateOf",
                    confidence=None,
                    certainty="open",
                    words_open=12,
                ),
                _edge("p_3", "w_page", "w_book", level="passage", relation="prov:Derivation"),
                _edge("p_4", "d_page", "d_twin", rank=2, words_added=0),
                _edge(
                    "p_5", "d_twin", "d_book", rank=2, words_added=0, words_open=9, relation="prov:Revision"
                ),
            ],
        ),
    }


def test_prov_json_says_what_was_quoted_revised_or_is_open(tables: Mapping[str, pl.DataFrame]) -> None:
    told = json.loads(prov_json.to_text(tables))
    derived: dict[str, Any] = told["wasDerivedFrom"]
    assert set(derived) == {"_:p_1", "_:p_3", "_:p_5"}, (
        "a likelier source that explains all leaves the other out"
    )
    assert derived["_:p_1"] == {
        "prov:generatedEntity": "fil:d_page",
        "prov:usedEntity": "fil:d_book",
        "prov:type": {"$": "prov:Quotation", "type": "prov:QUALIFIED_NAME"},
        "fil:confidence": {"$": "0.9400", "type": "xsd:decimal"},
        "fil:certainty": "likely",
        "fil:words": 12,
        "fil:rank": 1,
        "fil:alternatives": 0,
    }
    assert derived["_:p_5"]["prov:type"]["$"] == "prov:Revision"
    assert derived["_:p_5"]["fil:wordsOpen"] == 9, "of what they have besides it is open who has it from whom"
    assert "prov:type" not in derived["_:p_3"], "a derivation is what wasDerivedFrom says"
    assert told["alternateOf"] == {
        "_:p_2": {"prov:alternate1": "fil:d_twin", "prov:alternate2": "fil:d_page"}
    }


def test_every_end_of_a_relation_is_an_entity(tables: Mapping[str, pl.DataFrame]) -> None:
    told = json.loads(prov_json.to_text(tables))
    assert set(told["entity"]) == {"fil:d_book", "fil:d_page", "fil:d_twin", "fil:w_book", "fil:w_page"}
    ends = {
        value
        for relations in ("wasDerivedFrom", "alternateOf")
        for relation in told[relations].values()
        for name, value in relation.items()
        if name.startswith("prov:") and isinstance(value, str)
    }
    assert ends <= set(told["entity"])
    assert told["entity"]["fil:w_page"]["dcterms:isPartOf"]["$"] == "fil:d_page"


def test_graphml_is_a_graph_of_documents_with_arrows_as_the_text_went(
    tables: Mapping[str, pl.DataFrame],
) -> None:
    graph = ET.fromstring(graphml.to_text(tables)).find(f"{GRAPHML}graph")  # noqa: S314 - our own text
    assert graph is not None
    nodes = {node.get("id"): node for node in graph.iter(f"{GRAPHML}node")}
    assert set(nodes) == {"d_book", "d_page", "d_twin"}
    data = {one.get("key"): one.text for one in nodes["d_book"]}
    assert data["node_title"] == "A \ufffd <Harbour> & “Its” Masters"
    assert data["node_n_words"] == "900"
    assert "node_author" not in {one.get("key") for one in nodes["d_page"]}
    edges = [(edge.get("source"), edge.get("target")) for edge in graph.iter(f"{GRAPHML}edge")]
    assert ("d_book", "d_page") in edges
    assert {("d_page", "d_twin"), ("d_twin", "d_page")} <= set(edges), "open: neither reads as the older"
    assert len(edges) == 5, "passages are no nodes"


def test_every_key_that_is_used_is_declared(tables: Mapping[str, pl.DataFrame]) -> None:
    root = ET.fromstring(graphml.to_text(tables))  # noqa: S314 - our own text
    declared = {key.get("id") for key in root.iter(f"{GRAPHML}key")}
    assert {one.get("key") for one in root.iter(f"{GRAPHML}data")} <= declared
