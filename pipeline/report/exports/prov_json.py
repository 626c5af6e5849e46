"""W3C PROV-JSON: documents and passages as entities, and what was derived from what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

__all__ = ["to_text"]

_PREFIXES = {
    "fil": "urn:filiation:",
    "dcterms": "http://purl.org/dc/terms/",
}
_DERIVATION = "prov:Derivation"
_OPEN = "prov:alternateOf"

_Attributes = dict[str, Any]


def to_text(tables: Mapping[str, pl.DataFrame]) -> str:
    """Write who copied whom as a PROV document.

    Args:
        tables: ``documents``, ``witnesses`` and ``provenance``.

    Returns:
        JSON with sorted keys. Entities are the documents that could be read, and the passages that are related to
        others, each part of its document. ``wasDerivedFrom`` holds the most likely source of each copy and every
        further one that explains words the likelier do not, or has others in common with the copy, with prov:type
        Quotation or Revision; ``alternateOf`` the pairs whose order is open. Confidence, rank, words, and words of
        which the direction is open are attributes of the namespace ``fil``.

    Source: The PROV-JSON Serialization, W3C Member Submission 24 April 2013; PROV-DM, W3C Recommendation 2013, 5.2,
    5.5. Cost: linear in the rows.
    """
    edges = [
        row
        for row in tables["provenance"].iter_rows(named=True)
        if row["rank"] == 1 or row["words_added"] > 0 or row["words_open"] > 0
    ]
    related = {row[end] for row in edges for end in ("copy_id", "source_id")}
    derived: dict[str, _Attributes] = {}
    alternate: dict[str, _Attributes] = {}
    for row in edges:
        told = _told(row)
        if row["relation"] == _OPEN:
            ends = {"prov:alternate1": f"fil:{row['copy_id']}", "prov:alternate2": f"fil:{row['source_id']}"}
            alternate[f"_:{row['edge_id']}"] = ends
        else:
            ends = {
                "prov:generatedEntity": f"fil:{row['copy_id']}",
                "prov:usedEntity": f"fil:{row['source_id']}",
            }
            derived[f"_:{row['edge_id']}"] = ends | told
    document: dict[str, _Attributes] = {
        "prefix": _PREFIXES,
        "entity": dict(_documents(tables["documents"])) | dict(_passages(tables["witnesses"], related)),
    }
    document |= {
        name: part for name, part in (("wasDerivedFrom", derived), ("alternateOf", alternate)) if part
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _told(row: Mapping[str, Any]) -> _Attributes:
    told: _Attributes = {
        "fil:certainty": row["certainty"],
        "fil:words": row["words"],
        "fil:rank": row["rank"],
        "fil:alternatives": row["n_alternatives"],
    }
    if row["words_open"]:
        told["fil:wordsOpen"] = row["words_open"]
    if row["confidence"] is not None:
        told["fil:confidence"] = {"$": f"{row['confidence']:.4f}", "type": "xsd:decimal"}
    if row["relation"] != _DERIVATION:
        told["prov:type"] = _name(row["relation"])
    return told


def _name(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _documents(frame: pl.DataFrame) -> Iterator[tuple[str, _Attributes]]:
    for row in frame.iter_rows(named=True):
        if row["text_sha256"] is None:
            continue
        told: _Attributes = {
            "prov:type": _name("fil:Document"),
            "prov:label": row["siglum"],
            "fil:path": row["path"],
            "fil:sha256": row["text_sha256"],
        }
        stated = {
            "dcterms:title": row["title"],
            "dcterms:creator": row["author"],
            "fil:dateNotBefore": row["date_not_before"],
            "fil:dateNotAfter": row["date_not_after"],
        }
        yield f"fil:{row['document_id']}", told | {name: value for name, value in stated.items() if value}


def _passages(frame: pl.DataFrame, related: set[str]) -> Iterator[tuple[str, _Attributes]]:
    for row in frame.iter_rows(named=True):
        if row["witness_id"] not in related:
            continue
        yield (
            f"fil:{row['witness_id']}",
            {
                "prov:type": _name("fil:Passage"),
                "prov:label": f"{row['siglum']}, {row['locus']}",
                "dcterms:isPartOf": _name(f"fil:{row['document_id']}"),
                "fil:begin": row["begin"],
                "fil:end": row["end"],
            },
        )
