"""In what order people meet the columns and rows of the CSV files: what they read first comes first.

The Parquet files keep the declared order. Nothing but the order differs here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from pipeline.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SortKey:
    """One step of an order of rows."""

    column: str
    descending: bool = False


_FIRST_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        "siglum",
        "title",
        "author",
        "date_not_before",
        "date_not_after",
        "status",
        "status_reason",
        "n_words",
        "coverage",
        "copied_share",
        "path",
    ),
    "matches": (
        "review_rank",
        "arrow",
        "why_look",
        "what_differs",
        "a_text",
        "b_text",
        "a_locus",
        "b_locus",
        "certainty",
        "reuse_type",
        "words_a",
        "words_b",
        "n_wording",
        "n_form",
        "n_dress",
        "review_status",
        "review_note",
        "reviewer",
        "a_path",
        "b_path",
    ),
    "variants": (
        "arrow",
        "match_id",
        "position",
        "a_reading",
        "b_reading",
        "level",
        "variant_class",
        "named_class",
        "sense_risk",
        "edge",
        "context",
    ),
    "families": ("label", "n_witnesses", "n_documents", "lemma_basis", "mean_word_identity"),
    "witnesses": ("family_id", "siglum", "path", "locus", "exact", "n_words", "role"),
    "apparatus": ("family_id", "place", "entry", "level", "variant_class", "lemma", "readings"),
    "provenance": ("level", "copy_path", "source_path", "relation", "certainty", "confidence", "words"),
    "evidence": ("arrow", "match_id", "kind", "favours", "weight_millibits", "excerpt"),
    "attributions": (
        "path",
        "locus",
        "quoted",
        "speaker",
        "cue",
        "work_author",
        "title",
        "year",
        "title_basis",
        "cited_work",
        "credit",
        "fidelity",
        "what_changed",
        "checked_against",
        "seen_through",
    ),
    "wanted_sources": (
        "author",
        "title",
        "year",
        "n_families_it_would_settle",
        "distinct_words",
        "n_attributions",
        "cited_by",
    ),
    "set_aside": ("text", "reason", "words", "n_occurrences", "n_documents", "places"),
    "drift": ("a_path", "b_path", "direction", "n_matches", "n_wording", "n_form", "n_dress"),
    "changes": ("kind", "change", "documents", "first_words", "id"),
}
"""Columns that come first in the CSV file; the others follow as declared."""

_ROW_ORDER: Mapping[str, tuple[SortKey, ...]] = {
    "documents": (SortKey(column="path"),),
    "matches": (SortKey(column="review_rank"),),
    "variants": (SortKey(column="arrow"), SortKey(column="match_id"), SortKey(column="position")),
    "families": (SortKey(column="n_witnesses", descending=True), SortKey(column="label")),
    "witnesses": (SortKey(column="family_id"), SortKey(column="path"), SortKey(column="begin")),
    "provenance": (SortKey(column="level"), SortKey(column="copy_path"), SortKey(column="rank")),
    "evidence": (
        SortKey(column="arrow"),
        SortKey(column="match_id"),
        SortKey(column="weight_millibits", descending=True),
    ),
    "attributions": (SortKey(column="path"), SortKey(column="quoted_begin")),
    "wanted_sources": (
        SortKey(column="n_families_it_would_settle", descending=True),
        SortKey(column="distinct_words", descending=True),
    ),
    "set_aside": (SortKey(column="n_occurrences", descending=True), SortKey(column="words", descending=True)),
    "drift": (SortKey(column="a_path"), SortKey(column="b_path")),
}
"""How rows come in the CSV file; ties, and tables not named here, by key."""


def reading_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of a table in the order of its CSV file.

    Args:
        table: A declared table.

    Returns:
        Every column name, once.
    """
    first = _FIRST_COLUMNS.get(table.name, ())
    return first + tuple(column.name for column in table.columns if column.name not in first)


def reading_rows(table: Table, frame: pl.DataFrame, *, matches: pl.DataFrame | None) -> pl.DataFrame:
    """Return the rows of a table in the order of its CSV file.

    Args:
        table: A declared table.
        frame: Its rows, unique by key.
        matches: The table of matches, by whose review rank the variants are ordered, if there is one.

    Returns:
        The same rows, most worth a look first.

    Cost: n log n in the rows.
    """
    if table.name == "variants" and matches is not None:
        ranks = matches.select("match_id", "review_rank")
        ranked = frame.join(ranks, on="match_id", how="left", maintain_order="left")
        return ranked.sort("review_rank", *table.key, nulls_last=True).drop("review_rank")
    order = (*_ROW_ORDER.get(table.name, ()), *(SortKey(column=name) for name in table.key))
    return frame.sort(
        [key.column for key in order], descending=[key.descending for key in order], nulls_last=True
    )
