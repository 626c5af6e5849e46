"""TEI P5: a family as an edition with its apparatus, in the text and apart from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pipeline import __version__
from pipeline.align.sentences import CLOSERS, STOPS
from pipeline.report.edition import Edition, EditionWitness, Segment, SegmentReading, read_editions
from pipeline.report.exports.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

__all__ = ["to_text"]

_CLOSING = frozenset(f",;:，；：、،؛{STOPS}{CLOSERS}")
"""Marks before which there is no blank."""

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ID = "xml:id"

_METHOD = (
    "Made by computer from the texts. In the text, every apparatus entry gives the reading of every witness, in one "
    "lem or rdg each, and what stands outside of the entries is in all witnesses: choosing one witness's readings "
    "gives its text, but for white space. An empty reading of type omits is an omission; of type lacks, the place "
    "lies outside of the witness's span, whose begin and end are marked by witStart and witEnd; of type moved, the "
    "words stand elsewhere in that witness, where a reading of type moved has them. The same entries stand in "
    "standOff, with their kind; there an entry for what a witness lacks spans all of it."
)


def to_text(tables: Mapping[str, pl.DataFrame]) -> str:
    """Write one family as a TEI document.

    Args:
        tables: ``families`` with one row, and its ``witnesses``, ``apparatus`` and ``documents``.

    Returns:
        A TEI P5 document: header with the list of witnesses, text with the apparatus by parallel segmentation, and the
        list of its entries in ``standOff``.

    Source: TEI P5 Guidelines, chapter 12 (Critical Apparatus).
    Cost: linear in the text.
    """
    (edition,) = read_editions(tables)
    return _Document(edition).text()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry in the text: its id, its place in the apparatus, and where it stands in the lemma's passage."""

    id: str
    place: int
    begin: int
    end: int


class _Document:
    """One edition as a tree of elements."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.id_of = {witness.siglum: witness.witness_id for witness in edition.witnesses}
        self.entries: list[_Entry] = []

    def text(self) -> str:
        """The document as text, with its declaration."""
        root = ET.Element("TEI", {"xmlns": _NAMESPACE})
        laid_out = [self._header(root)]
        text = ET.Element("text")
        self._text(text)
        if self.edition.places:
            laid_out.append(self._stand_off(root))
        root.append(text)
        root.text = "\n"
        for part in (*laid_out, text):
            part.tail = "\n"
        for part in laid_out:
            # The text itself is left as it is: there, white space counts.
            ET.indent(part)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'

    def _header(self, root: ET.Element) -> ET.Element:
        header = ET.SubElement(root, "teiHeader")
        file = ET.SubElement(header, "fileDesc")
        _leaf(ET.SubElement(file, "titleStmt"), "title", self.edition.label)
        _leaf(
            ET.SubElement(file, "publicationStmt"),
            "p",
            f"Family {self.edition.family_id}, written by filiation {__version__}.",
        )
        witnesses = ET.SubElement(ET.SubElement(file, "sourceDesc"), "listWit")
        for witness in self.edition.witnesses:
            self._witness(witnesses, witness)
        encoding = ET.SubElement(header, "encodingDesc")
        ET.SubElement(
            encoding, "variantEncoding", {"method": "parallel-segmentation", "location": "internal"}
        )
        if self.edition.places:
            ET.SubElement(encoding, "variantEncoding", {"method": "double-end-point", "location": "external"})
        editorial = ET.SubElement(encoding, "editorialDecl")
        _leaf(editorial, "p", _METHOD)
        basis = {
            "direction": "the others come from it",
            "earliest": "it is the earliest by date",
            "longest": "it is the longest, which says nothing of its age",
        }[self.edition.lemma_basis]
        _leaf(editorial, "p", f"The lemma is that of {self.edition.lemma.siglum}: {basis}.")
        return header

    def _witness(self, parent: ET.Element, witness: EditionWitness) -> None:
        element = ET.SubElement(parent, "witness", {_ID: witness.witness_id, "n": xml_text(witness.siglum)})
        _leaf(element, "abbr", witness.siglum, {"type": "siglum"})
        bibl = ET.SubElement(element, "bibl")
        if witness.author:
            _leaf(bibl, "author", witness.author)
        if witness.title:
            _leaf(bibl, "title", witness.title)
        dates = {
            name: value
            for name, value in (("notBefore", witness.date_not_before), ("notAfter", witness.date_not_after))
            if value
        }
        if dates:
            if dates.get("notBefore") == dates.get("notAfter"):
                dates = {"when": dates["notBefore"]}
            _leaf(bibl, "date", " to ".join(dict.fromkeys(dates.values())), dates)
        _leaf(bibl, "idno", witness.path, {"type": "path"})
        _leaf(bibl, "biblScope", witness.locus)
        if witness.parent is not None:
            sure = (
                "" if witness.parent_confidence is None else f" (confidence {witness.parent_confidence:.2f})"
            )
            target = f"#{self.id_of[witness.parent]}"
            note = f"most likely copied from {witness.parent}{sure}"
            _leaf(element, "note", note, {"type": "parent", "target": target})

    def _text(self, text: ET.Element) -> None:
        """The text with its entries: what all have, and what they differ in."""
        block = ET.SubElement(ET.SubElement(text, "body"), "ab")
        marks = _span_marks(self.edition)
        last: ET.Element | None = None
        at = 0
        for number, segment in enumerate(self.edition.segments):
            if not segment.readings:
                _append(block, last, segment.text)
            else:
                before = self.edition.lemma.exact[:at]
                if segment.text[:1].isspace() or (not segment.text and not before[-1:].isspace()):
                    _append(block, last, " ")
                last = self._entry(block, segment, at, marks.get(number, {}))
                after = self.edition.lemma.exact[at : at + 1]
                if segment.text[-1:].isspace() or (not segment.text and _needs_blank(after)):
                    _append(block, last, " ")
            at += len(segment.text)

    def _entry(self, block: ET.Element, segment: Segment, begin: int, marks: Mapping[str, str]) -> ET.Element:
        place = segment.place or 0
        n_before = sum(entry.place == place for entry in self.entries)
        name = f"{self.edition.family_id}.{place}" + (f".{n_before + 1}" if n_before else "")
        self.entries.append(_Entry(id=name, place=place, begin=begin, end=begin + len(segment.text)))
        entry = ET.SubElement(block, "app", {_ID: name})
        parts = [part for reading in segment.readings for part in _by_mark(reading, marks)]
        for row, (mark, part) in enumerate(parts):
            # There is one lem at most: where the lemma's reading is parted by marks, the rest of it are rdg.
            element = self._reading(entry, "lem" if row == 0 else "rdg", part)
            if mark:
                ET.SubElement(element, mark)
        return entry

    def _reading(self, entry: ET.Element, tag: str, reading: SegmentReading) -> ET.Element:
        attributes = {"wit": " ".join(f"#{self.id_of[siglum]}" for siglum in reading.sigla)}
        if reading.state != "reads":
            attributes["type"] = reading.state
        return _leaf(entry, tag, " ".join(reading.reading.split()), attributes)

    def _stand_off(self, root: ET.Element) -> ET.Element:
        """All entries of the table, each with the entries of the text that it is attached to."""
        stand_off = ET.SubElement(root, "standOff")
        entries = ET.SubElement(stand_off, "listApp", {"type": "apparatus"})
        for place in self.edition.places:
            attached = [
                entry.id
                for entry in self.entries
                if entry.place == place.place
                or (entry.place > place.place and place.begin <= entry.begin < place.end)
            ]
            attributes = {
                "from": f"#{attached[0]}",
                "to": f"#{attached[-1]}",
                "n": str(place.place),
                "type": place.variant_class,
            }
            entry = ET.SubElement(entries, "app", attributes)
            for row, reading in enumerate(place.readings):
                self._reading(entry, "lem" if row == 0 else "rdg", reading)
            _leaf(entry, "note", place.entry, {"type": place.level})
        return stand_off


def _needs_blank(after: str) -> bool:
    """Whether a blank parts words from the character behind them, which is no blank and no mark that closes."""
    return bool(after) and not after.isspace() and after not in _CLOSING


def _span_marks(edition: Edition) -> dict[int, dict[str, str]]:
    """By segment and siglum where a witness's text begins after what it lacks, and where it ends before that."""
    marks: dict[int, dict[str, str]] = {}
    for witness in edition.witnesses:
        lacking, held = [], []
        for number, segment in enumerate(edition.segments):
            states = [one.state for one in segment.readings if witness.siglum in one.sigla]
            if "lacks" in states:
                lacking.append(number)
            elif not segment.text.isspace():
                held.append(number)
        if not held:
            continue
        before = [number for number in lacking if number < held[0]]
        behind = [number for number in lacking if number > held[-1]]
        if before:
            marks.setdefault(before[-1], {})[witness.siglum] = "witStart"
        if behind:
            marks.setdefault(behind[0], {})[witness.siglum] = "witEnd"
    return marks


def _by_mark(reading: SegmentReading, marks: Mapping[str, str]) -> Iterator[tuple[str, SegmentReading]]:
    """A reading apart for witnesses that begin behind it, that end before it, and the others."""
    for mark in ("", "witStart", "witEnd"):
        sigla = tuple(siglum for siglum in reading.sigla if marks.get(siglum, "") == mark)
        if sigla:
            yield mark, SegmentReading(reading=reading.reading, state=reading.state, sigla=sigla)


def _leaf(parent: ET.Element, tag: str, text: str, attributes: Mapping[str, str] | None = None) -> ET.Element:
    """Add an element that holds text."""
    element = ET.SubElement(
        parent, tag, {name: xml_text(value) for name, value in (attributes or {}).items()}
    )
    element.text = xml_text(text)
    return element


def _append(block: ET.Element, last: ET.Element | None, text: str) -> None:
    """Add text behind an element of a block, or at its begin where there is none."""
    if last is None:
        block.text = (block.text or "") + xml_text(text)
    else:
        last.tail = (last.tail or "") + xml_text(text)
