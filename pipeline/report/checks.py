"""Check the finished tables against each other and against the documents, before anything is published."""

from __future__ import annotations

import hashlib
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from pipeline.align.apply_variants import Difference, Passage, apply_variants, without_white_space
from pipeline.errors import CheckError
from pipeline.report.apparatus_checks import wrong_apparatus
from pipeline.tables import TABLES, find_faults
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SHOWN = 5
"""Faults shown of one check: enough to see what is wrong, few enough to read."""


class _SliceCheck(NamedTuple):
    """Columns that say: this text stands here in that document."""

    table: str
    document: str
    begin: str
    end: str
    text: str | None


_SLICES = (
    _SliceCheck("matches", "a_document_id", "a_begin", "a_end", "a_text"),
    _SliceCheck("matches", "b_document_id", "b_begin", "b_end", "b_text"),
    _SliceCheck("witnesses", "document_id", "begin", "end", "exact"),
    _SliceCheck("evidence", "document_id", "begin", "end", None),
    _SliceCheck("attributions", "document_id", "begin", "end", None),
    _SliceCheck("attributions", "document_id", "quoted_begin", "quoted_end", "quoted"),
)


def check_tables(tables: Mapping[str, pl.DataFrame], texts: Mapping[str, str]) -> None:
    """Check that the tables agree with their declaration, with each other and with the documents.

    Checked are each table's own rules; that what a row refers to is there; that every passage and reading is the
    slice of the document it claims to be; that sides come in order of path and place, and segments and parts lie
    inside their passages; that applying the variants to side a gives side b, and the readings of a family each of its
    witnesses; that review ranks run from 1 without
    a gap.

    Args:
        tables: Table by name, as ``conform`` makes them. A relation to a table that is not there is not checked.
        texts: Extracted text by document id, of every document that has one.

    Raises:
        CheckError: With what failed; of each check the first five faults and how many more there are.

    Cost: linear in the text that the rows cover, n log n in the rows; under a second for 10,000 matches with
    100,000 variants.
    """
    faults = [fault for name, frame in tables.items() for fault in find_faults(name, frame)]
    if not faults:
        # The other checks rely on types and on columns without nulls.
        checks: tuple[Iterable[str], ...] = (
            _missing_references(tables),
            _wrong_documents(tables, texts),
            *(_wrong_slices(tables[check.table], check, texts) for check in _SLICES if check.table in tables),
            _wrong_sides(tables),
            _wrong_pieces(tables),
            _wrong_ranks(tables),
            _wrong_levels(tables),
            _wrong_readings(tables, texts),
            _wrong_variants(tables, texts),
            wrong_apparatus(tables),
        )
        faults = [fault for check in checks for fault in _first(check)]
    if faults:
        raise CheckError.failed(faults)


def _first(faults: Iterable[str]) -> Iterator[str]:
    """Yield the first faults of one check, and how many more there are."""
    remaining = iter(faults)
    yield from islice(remaining, _SHOWN)
    if more := sum(1 for _ in remaining):
        yield f"{more} more like these"


def _missing_references(tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    for name, frame in tables.items():
        for column in TABLES[name].columns:
            target, _, field = (column.references or "").partition(".")
            if target not in tables:
                continue
            values = frame.get_column(column.name)
            if column.is_list:
                values = values.explode()
            known = tables[target].get_column(field)
            missing = values.drop_nulls().unique().sort()
            for value in missing.filter(~missing.is_in(known.implode())):
                yield f"{name}.{column.name}: {value} is not in {column.references}"


def _wrong_documents(tables: Mapping[str, pl.DataFrame], texts: Mapping[str, str]) -> Iterator[str]:
    """Find documents whose length or hash is not that of their text."""
    if "documents" not in tables:
        return
    columns = ("document_id", "path", "n_chars", "text_sha256")
    for document_id, path, n_chars, text_sha256 in tables["documents"].select(columns).iter_rows():
        text = texts.get(document_id)
        if text is None:
            continue
        if n_chars is not None and n_chars != len(text):
            yield f"documents: {path!r} has {len(text)} code points, n_chars says {n_chars}"
        if text_sha256 is not None and text_sha256 != _sha256(text):
            yield f"documents: the text of {path!r} has another SHA-256 than text_sha256 says"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _wrong_slices(frame: pl.DataFrame, check: _SliceCheck, texts: Mapping[str, str]) -> Iterator[str]:
    """Find rows whose span is not in the document, or whose text is not what stands there."""
    key = TABLES[check.table].key
    columns = [check.document, check.begin, check.end, check.text or check.document, *key]
    cells = (frame.get_column(name).to_list() for name in columns)
    for document_id, begin, end, stated, *row in zip(*cells, strict=True):
        if begin is None:
            continue
        where = f"{check.table} {', '.join(map(str, row))}"
        text = texts.get(document_id)
        if text is None:
            yield f"{where}: there is no text of document {document_id}"
        elif end > len(text):
            yield f"{where}: {check.end} {end} lies beyond the end of document {document_id} ({len(text)})"
        elif check.text is not None and text[begin:end] != stated:
            yield f"{where}: {check.text} is not what stands in document {document_id} at {begin} to {end}"


def _wrong_sides(tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    if "matches" in tables:
        same_document = pl.col("a_document_id") == pl.col("b_document_id")
        # Records of one file share its path; their order is that of the records, not of offsets.
        late = (pl.col("a_path") > pl.col("b_path")) | (
            same_document & (pl.col("a_begin") > pl.col("b_begin"))
        )
        with_itself = (
            same_document & (pl.col("a_begin") == pl.col("b_begin")) & (pl.col("a_end") == pl.col("b_end"))
        )
        for (match_id,) in tables["matches"].filter(late).select("match_id").iter_rows():
            yield f"matches {match_id}: side a does not come before side b by path and begin"
        for (match_id,) in tables["matches"].filter(with_itself).select("match_id").iter_rows():
            yield f"matches {match_id}: the passage is matched with itself"
    if "drift" in tables:
        late = pl.col("a_path") > pl.col("b_path")
        for a_path, b_path in tables["drift"].filter(late).select("a_path", "b_path").iter_rows():
            yield f"drift: {a_path!r} does not come before {b_path!r}"


def _wrong_pieces(tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """Find segments and parts that lie outside the passage they are pieces of."""
    if "matches" not in tables:
        return
    ends = (
        ("segments", "a_begin", "a_end", "a"),
        ("segments", "b_begin", "b_end", "b"),
        ("parts", "begin", "end", "a"),
    )
    for pieces, begin, end, side in ends:
        first = pl.col(pieces).list.eval(pl.element().struct.field(begin)).list.min()
        last = pl.col(pieces).list.eval(pl.element().struct.field(end)).list.max()
        outside = (first < pl.col(f"{side}_begin")) | (last > pl.col(f"{side}_end"))
        for (match_id,) in tables["matches"].filter(outside).select("match_id").iter_rows():
            yield f"matches {match_id}: {pieces} reach beyond the passage of side {side}"


def _wrong_ranks(tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    if "matches" not in tables:
        return
    ranks = tables["matches"].get_column("review_rank")
    # They are unique and at least 1 by declaration.
    if len(ranks) and ranks.max() != len(ranks):
        yield f"matches: review_rank runs up to {ranks.max()!r} for {len(ranks)} matches"


def _wrong_levels(tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    for name in ("variants", "apparatus"):
        if name in tables:
            pairs = tables[name].select("variant_class", "level").unique().sort("variant_class", "level")
            for variant_class, level in pairs.iter_rows():
                if LEVEL_OF_CLASS[variant_class] != level:
                    yield f"{name}: class {variant_class} is of level {LEVEL_OF_CLASS[variant_class]}, not {level}"


def _wrong_readings(tables: Mapping[str, pl.DataFrame], texts: Mapping[str, str]) -> Iterator[str]:
    """Find readings that are not what stands in their document."""
    if not {"variants", "matches"} <= tables.keys():
        return
    documents = tables["matches"].select("match_id", "a_document_id", "b_document_id")
    placed = tables["variants"].join(documents, on="match_id", how="inner", maintain_order="left")
    for side in ("a", "b"):
        columns = ("variant_id", f"{side}_document_id", f"{side}_begin", f"{side}_end", f"{side}_reading")
        for variant_id, document_id, begin, end, reading in placed.select(columns).iter_rows():
            if texts.get(document_id, "")[begin:end] != reading:
                where = f"document {document_id} at {begin} to {end}"
                yield f"variants {variant_id}: {side}_reading {reading!r} is not what stands in {where}"


def _wrong_variants(tables: Mapping[str, pl.DataFrame], texts: Mapping[str, str]) -> Iterator[str]:
    """Find matches whose variants do not lead from side a to side b."""
    if not {"variants", "matches"} <= tables.keys():
        return
    differences = _differences_by_match(tables["variants"])
    columns = ("match_id", "a_document_id", "a_begin", "a_end", "b_document_id", "b_begin", "b_end")
    for match_id, a_id, a_begin, a_end, b_id, b_begin, b_end in tables["matches"].select(columns).iter_rows():
        a = Passage(begin=a_begin, text=texts.get(a_id, "")[a_begin:a_end])
        b = Passage(begin=b_begin, text=texts.get(b_id, "")[b_begin:b_end])
        try:
            applied = apply_variants(a, b, differences.get(match_id, ()))
        except CheckError as error:
            yield f"matches {match_id}: {error}"
            continue
        wanted = without_white_space(b.text)
        if applied != wanted:
            parting = _first_parting(applied, wanted)
            yield f"matches {match_id}: the variants applied to side a do not give side b: {parting}"


def _differences_by_match(variants: pl.DataFrame) -> dict[str, tuple[Difference, ...]]:
    """Gather the rows inside matches, in order of position."""
    columns = ("match_id", "operation", "a_begin", "a_end", "b_begin", "b_end", "b_reading")
    inside = variants.filter(pl.col("edge") == "none").sort("match_id", "position").select(columns)
    return {
        match_id: tuple(
            Difference(
                is_move=operation == "transpose",
                a_begin=a_begin,
                a_end=a_end,
                b_begin=b_begin,
                b_end=b_end,
                b_reading=b_reading,
            )
            for _, operation, a_begin, a_end, b_begin, b_end, b_reading in rows
        )
        for match_id, rows in groupby(inside.iter_rows(), key=lambda row: row[0])
    }


def _first_parting(applied: str, wanted: str) -> str:
    """Say where two texts first part, with a few characters of each."""
    at = next((n for n, (x, y) in enumerate(zip(applied, wanted, strict=False)) if x != y), None)
    at = min(len(applied), len(wanted)) if at is None else at
    shown = slice(max(0, at - 10), at + 20)
    return f"{applied[shown]!r} against {wanted[shown]!r}"
