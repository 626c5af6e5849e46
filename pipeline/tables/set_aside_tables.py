"""The table of what repeats without having been copied."""

from __future__ import annotations

import polars as pl

from pipeline.tables.model import Table, choice, count, identifier, records, text

SET_ASIDE_REASONS = (
    "citation_heading",
    "title",
    "name",
    "boilerplate",
    "common_phrase",
    "refrain",
    "same_series",
    "below_threshold",
    "user",
)
PLACE_FIELDS: dict[str, pl.DataType] = {"path": pl.String(), "locus": pl.String(), "begin": pl.Int64()}

SET_ASIDE = Table(
    name="set_aside",
    meaning=(
        "One row for each string that repeats without having been copied: headings of citations, titles, "
        "names, boilerplate, stock phrases, refrains. Kept so that nothing is dropped in silence."
    ),
    key=("set_aside_id",),
    columns=(
        identifier("set_aside_id", "s", "Id of the string, made from its folded words.", unique=True),
        text("text", "The string, as its first place has it.", shown="excerpt"),
        choice(
            "reason",
            SET_ASIDE_REASONS,
            "Why it does not count as copying: citation_heading, title, name, boilerplate, common_phrase "
            "(a stock phrase), refrain (of one author in one text), same_series, below_threshold (chance "
            "explains it), user (on the user's own list).",
        ),
        count("words", "Length of the string.", unit="words"),
        count("n_occurrences", "How often it occurs in the corpus.", unit="places"),
        count("n_documents", "In how many documents it occurs.", unit="documents"),
        records("places", PLACE_FIELDS, "Where it occurs: path, locus and begin; at most 20 places."),
    ),
)
