"""A family as an edition: its witnesses, and its text in segments that say what each witness has, from the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

__all__ = [
    "EDITION_TABLES",
    "Edition",
    "EditionWitness",
    "PlaceRow",
    "Segment",
    "SegmentReading",
    "has_words",
    "of_family",
    "read_editions",
    "words_alone",
]

_PAUSE = re.compile(r"[,;:.!?，；：、،؛。]\s*(?=\w)")

EDITION_TABLES = ("families", "witnesses", "apparatus", "documents")
"""The tables that an edition is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionWitness:
    """A witness and its document, by the columns of their tables; ``parent`` is a siglum."""

    witness_id: str
    siglum: str
    path: str
    locus: str
    role: str
    exact: str
    n_words: int
    parent: str | None
    parent_confidence: float | None
    title: str | None
    author: str | None
    language: str | None
    date_not_before: str | None
    date_not_after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentReading:
    """What some witnesses have: their text, its state (TABLES ``apparatus``) and their sigla."""

    reading: str
    state: str
    sigla: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A row of the apparatus; offsets in code points of the lemma's passage."""

    place: int
    entry: str
    lemma: str
    begin: int
    end: int
    readings: tuple[SegmentReading, ...]
    variant_class: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the text.

    Attributes:
        text: What the lemma reads; white space as the lemma's document has it.
        readings: What each witness has, that of the lemma first; empty where all have the text.
        place: The place of the apparatus that it is, or is a part of; None where all have the text.
    """

    text: str
    readings: tuple[SegmentReading, ...] = ()
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A family from the published tables.

    ``segments`` follow each other and lie apart; outside of their readings all witnesses have the same, so that
    ``texts`` gives each witness back.
    """

    family_id: str
    label: str
    lemma: EditionWitness
    lemma_basis: str
    witnesses: tuple[EditionWitness, ...]
    places: tuple[PlaceRow, ...]
    segments: tuple[Segment, ...]
    mean_word_identity: float
    contains_family_ids: tuple[str, ...]

    def texts(self) -> dict[str, str]:
        """The text of each witness, put together from the segments, by siglum; up to white space its ``exact``.

        Cost: the segments times the witnesses.
        """
        pieces: dict[str, list[str]] = {witness.siglum: [] for witness in self.witnesses}
        for segment in self.segments:
            if not segment.readings:
                for held in pieces.values():
                    held.append(segment.text)
            for one in segment.readings:
                for siglum in one.sigla:
                    pieces[siglum].append(f" {one.reading} ")
        return {siglum: "".join(held) for siglum, held in pieces.items()}


def read_editions(tables: Mapping[str, pl.DataFrame]) -> Iterator[Edition]:
    """Read all families of the tables.

    Args:
        tables: The tables of ``EDITION_TABLES``; the documents may be left out.

    Yields:
        Editions in the order of the table of families.

    Cost: linear in the rows and their text.
    """
    documents = {row["document_id"]: row for row in _rows(tables, "documents")}
    witnesses = _by_family(tables, "witnesses")
    places = _by_family(tables, "apparatus")
    for family in _rows(tables, "families"):
        family_id = family["family_id"]
        yield _edition(family, witnesses[family_id], places[family_id], documents)


def has_words(reading: str) -> bool:
    """Whether a reading has a word, and not marks alone."""
    return any(character.isalnum() for character in reading)


def words_alone(reading: str) -> str:
    """Words that one witness has and another lacks, without the mark that parts them from the word before.

    Args:
        reading: As the document has it.
    """
    found = _PAUSE.match(reading)
    return reading if found is None else reading[found.end() :]


def of_family(tables: Mapping[str, pl.DataFrame], family_id: str) -> dict[str, pl.DataFrame]:
    """The rows of tables that belong to one family; documents are kept as they are.

    Args:
        tables: Table by name.
        family_id: The family.

    Returns:
        The same tables.
    """
    return {
        name: table.filter(family_id=family_id) if "family_id" in table.columns else table
        for name, table in tables.items()
    }


def _rows(tables: Mapping[str, pl.DataFrame], name: str) -> Iterator[dict[str, Any]]:
    return tables[name].iter_rows(named=True) if name in tables else iter(())


def _by_family(tables: Mapping[str, pl.DataFrame], name: str) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(tables, name):
        grouped[row["family_id"]].append(row)
    return grouped


def _edition(
    family: Mapping[str, Any],
    witnesses: Sequence[Mapping[str, Any]],
    places: Sequence[Mapping[str, Any]],
    documents: Mapping[str, Mapping[str, Any]],
) -> Edition:
    ordered = sorted(witnesses, key=lambda row: (row["path"], row["begin"], row["end"]))
    sigla = {row["witness_id"]: row["siglum"] for row in ordered}
    read = {row["witness_id"]: _witness(row, sigla, documents.get(row["document_id"], {})) for row in ordered}
    lemma = next(row for row in ordered if row["witness_id"] == family["lemma_witness_id"])
    rows = tuple(_place(row, lemma["begin"]) for row in sorted(places, key=lambda row: int(row["place"])))
    return Edition(
        family_id=family["family_id"],
        label=family["label"],
        lemma=read[lemma["witness_id"]],
        lemma_basis=family["lemma_basis"],
        witnesses=tuple(read.values()),
        places=rows,
        segments=tuple(_segments(lemma["exact"], rows)),
        mean_word_identity=family["mean_word_identity"],
        contains_family_ids=tuple(family["contains_family_ids"]),
    )


def _witness(row: Mapping[str, Any], sigla: Mapping[str, str], document: Mapping[str, Any]) -> EditionWitness:
    return EditionWitness(
        witness_id=row["witness_id"],
        siglum=row["siglum"],
        path=row["path"],
        locus=row["locus"],
        role=row["role"],
        exact=row["exact"],
        n_words=row["n_words"],
        parent=sigla.get(row["parent_witness_id"]),
        parent_confidence=row["parent_confidence"],
        title=document.get("title"),
        author=document.get("author"),
        language=document.get("language"),
        date_not_before=document.get("date_not_before"),
        date_not_after=document.get("date_not_after"),
    )


def _place(row: Mapping[str, Any], lemma_begin: int) -> PlaceRow:
    return PlaceRow(
        place=row["place"],
        entry=row["entry"],
        lemma=row["lemma"],
        begin=row["lemma_begin"] - lemma_begin,
        end=row["lemma_end"] - lemma_begin,
        readings=tuple(
            SegmentReading(reading=one["reading"], state=one["state"], sigla=tuple(one["sigla"]))
            for one in row["readings"]
        ),
        variant_class=row["variant_class"],
        level=row["level"],
    )


def _segments(text: str, rows: Sequence[PlaceRow]) -> Iterator[Segment]:
    """The lemma's text cut at the places; a place that spans others is cut at them."""
    spanning = [row for row in rows if _spans_another(row, rows)]
    at = 0
    for row in rows:
        if row in spanning:
            continue
        yield from _between(text, at, row.begin, spanning)
        yield Segment(text=row.lemma, readings=row.readings, place=row.place)
        at = max(at, row.end)
    yield from _between(text, at, len(text), spanning)


def _spans_another(row: PlaceRow, rows: Sequence[PlaceRow]) -> bool:
    """Whether another place lies inside a row that is there for what a witness lacks or has elsewhere."""
    if row.begin == row.end or row.variant_class not in {"edge_cut", "transposition"}:
        return False
    inside = (other for other in rows if other.place > row.place and other.begin < row.end)
    return next(inside, None) is not None


def _between(text: str, begin: int, end: int, spanning: Sequence[PlaceRow]) -> Iterator[Segment]:
    """Text between two places, cut where a spanning place begins or ends."""
    borders = {border for row in spanning for border in (row.begin, row.end) if begin < border < end}
    cuts = [begin, *sorted(borders), end]
    for left, right in pairwise(cuts):
        piece = text[left:right]
        if not piece:
            continue
        holder = next((row for row in spanning if row.begin <= left and right <= row.end), None)
        if holder is None or piece.isspace():
            yield Segment(text=piece)
            continue
        readings = (
            SegmentReading(
                reading=piece.strip(), state=holder.readings[0].state, sigla=holder.readings[0].sigla
            ),
            *holder.readings[1:],
        )
        yield Segment(text=piece, readings=readings, place=holder.place)
