"""GraphML: documents and who copied whom, for Gephi, yEd, Cytoscape, igraph and networkx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

__all__ = ["to_text"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids (production 2)."""

_NODE = (
    ("siglum", "string"),
    ("title", "string"),
    ("author", "string"),
    ("path", "string"),
    ("date_not_before", "string"),
    ("date_not_after", "string"),
    ("n_words", "int"),
    ("coverage", "double"),
    ("copied_share", "double"),
)
_EDGE = (
    ("relation", "string"),
    ("certainty", "string"),
    ("confidence", "double"),
    ("n_matches", "int"),
    ("words", "int"),
    ("words_added", "int"),
    ("words_open", "int"),
    ("share_of_copy", "double"),
    ("rank", "int"),
    ("n_alternatives", "int"),
)
_OPEN = "prov:alternateOf"


def to_text(tables: Mapping[str, pl.DataFrame]) -> str:
    """Write the graph of documents.

    Args:
        tables: ``documents`` and ``provenance``.

    Returns:
        One node a document that could be read, one edge a row of ``provenance`` of level document, from the source to
        the copy as the arrows of the tables lead. An open pair has an edge each way, so that neither reads as the
        older: many readers take no graph that mixes directed and undirected edges. Attributes have the names of the
        columns; what is not known is left out.

    Source: GraphML 1.0, http://graphml.graphdrawing.org/specification.html
    Cost: linear in the rows.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *_keys("node", _NODE),
        *_keys("edge", _EDGE),
        '<graph id="documents" edgedefault="directed">',
    ]
    for row in tables["documents"].iter_rows(named=True):
        if row["text_sha256"] is not None:
            lines += [f"<node id={quoteattr(row['document_id'])}>", *_data("node", _NODE, row), "</node>"]
    for row in tables["provenance"].iter_rows(named=True):
        if row["level"] != "document":
            continue
        ends = [(row["edge_id"], row["source_id"], row["copy_id"])]
        if row["relation"] == _OPEN:
            ends.append((f"{row['edge_id']}_back", row["copy_id"], row["source_id"]))
        for edge_id, source, target in ends:
            lines += [
                f"<edge id={quoteattr(edge_id)} source={quoteattr(source)} target={quoteattr(target)}>",
                *_data("edge", _EDGE, row),
                "</edge>",
            ]
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def _keys(owner: str, attributes: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, kind in attributes:
        yield f'<key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>'


def _data(owner: str, attributes: Sequence[tuple[str, str]], row: Mapping[str, Any]) -> Iterator[str]:
    for name, _ in attributes:
        if row[name] is not None:
            yield f'<data key="{owner}_{name}">{escape(_FORBIDDEN.sub(chr(0xFFFD), str(row[name])))}</data>'
