"""The formats that `export` writes: all that is needed to add one is a module with `to_text` and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["EXPORTS_IN_WORDS", "FORMATS", "Format"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format.

    Attributes:
        name: What the user writes.
        module: Where its ``to_text(tables)`` is, a function from the published tables to text.
        tables: The tables it reads.
        suffix: What its files end with.
        of_family: Whether it writes one family, of which alone it is given the rows; else all that is published.
        meaning: What it is, for the help.
    """

    name: str
    module: str
    tables: tuple[str, ...]
    suffix: str
    of_family: bool
    meaning: str


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format(
                name="tei",
                module="pipeline.report.exports.tei",
                tables=("families", "witnesses", "apparatus", "documents"),
                suffix=".xml",
                of_family=True,
                meaning="TEI P5: text of a family with its apparatus, in the text and in standOff",
            ),
            Format(
                name="collatex-json",
                module="pipeline.report.exports.collatex_json",
                tables=("families", "witnesses", "apparatus"),
                suffix=".json",
                of_family=True,
                meaning="table of a family as CollateX writes it, one row a witness",
            ),
            Format(
                name="prov-json",
                module="pipeline.report.exports.prov_json",
                tables=("documents", "provenance", "witnesses"),
                suffix=".json",
                of_family=False,
                meaning="W3C PROV-JSON: documents and passages, and what is derived from what",
            ),
            Format(
                name="graphml",
                module="pipeline.report.exports.graphml",
                tables=("documents", "provenance"),
                suffix=".graphml",
                of_family=False,
                meaning="graph of the documents and of who copies whom, for Gephi and its kin",
            ),
        )
    }
)
"""Format by name."""

EXPORTS_IN_WORDS: Final = "\b\nFormats:\n" + "\n".join(
    f"  {one.name:<14} {one.meaning}" for one in FORMATS.values()
)
