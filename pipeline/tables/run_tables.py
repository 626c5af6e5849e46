"""The tables that tell of runs: what ran, what changed, and since when each result is known."""

from __future__ import annotations

import polars as pl

from pipeline.tables.model import (
    ANY_ID_PATTERN,
    INSTANT_PATTERN,
    Table,
    choice,
    choices,
    count,
    identifiers,
    number,
    records,
    sha256,
    text,
)

RESULT_KINDS = ("document", "match", "family")
STATUS_CHANGES = ("new", "changed", "unchanged", "removed")
CHANGES_KINDS = ("added", "changed", "removed", "merged", "split")
RUN_STATUSES = ("published", "unchanged", "partial", "failed")
STAGE_OUTCOMES = ("ran", "reused")
NAMED_VALUE_FIELDS: dict[str, pl.DataType] = {"name": pl.String(), "value": pl.String()}

HISTORY = Table(
    name="history",
    meaning="One row for each result: since which run it is known, and what it was before.",
    key=("kind", "id"),
    content=False,
    columns=(
        choice("kind", RESULT_KINDS, "Whether the result is a document, a match or a family."),
        text("id", "Its id.", pattern=ANY_ID_PATTERN),
        text("first_seen_run_id", "The run that first had it."),
        text("last_changed_run_id", "The run in which it last changed."),
        choice(
            "status_change",
            STATUS_CHANGES,
            "What became of it in this run: new, changed, unchanged, removed.",
        ),
        identifiers(
            "predecessor_ids",
            "",
            "Earlier results that it continues: a match whose two passages overlap an earlier one's by 80 "
            "% or more, a family by its members.",
        ),
    ),
)

CHANGES = Table(
    name="changes",
    meaning="One row for each difference from the run published before, to be read alone.",
    key=("kind", "id", "change"),
    content=False,
    columns=(
        choice("kind", RESULT_KINDS, "Whether a document, a match or a family changed."),
        text("id", "Its id.", pattern=ANY_ID_PATTERN),
        choice("change", CHANGES_KINDS, "What happened to it: added, changed, removed, merged, split."),
        choices("documents", None, "Short names of the documents concerned."),
        text("first_words", "Its first words.", shown="excerpt"),
    ),
)

RUNS = Table(
    name="runs",
    meaning="One row for each run whose results were published here, with what it used and what it found.",
    key=("run_id",),
    content=False,
    columns=(
        text("run_id", "Name of the run, which is also its folder's name.", unique=True),
        text("started_at", "When it started, in UTC.", pattern=INSTANT_PATTERN),
        text("ended_at", "When its tables were complete, in UTC.", pattern=INSTANT_PATTERN),
        choice(
            "status",
            RUN_STATUSES,
            "published; unchanged (nothing new since the run before); partial (some documents are "
            "quarantined); failed.",
        ),
        count(
            "exit_code",
            "0 done, 1 failed, 2 a fault in the call or the configuration, 3 done with quarantine.",
        ),
        text("engine", "Where it ran."),
        sha256("config_sha256", "SHA-256 of every setting that can change the results."),
        sha256("inputs_sha256", "SHA-256 of the inputs: paths, contents and sources.toml."),
        records(
            "versions",
            NAMED_VALUE_FIELDS,
            "Versions of this program, Python, Unicode and the libraries used.",
        ),
        records(
            "parameters",
            NAMED_VALUE_FIELDS,
            "The parameters really used, those worked out by the run included.",
        ),
        count("n_documents", "Documents found.", unit="documents"),
        count("n_words", "Words read.", unit="words"),
        count("n_quarantined", "Documents that could not be read.", unit="documents"),
        count("n_empty", "Documents with nothing to compare.", unit="documents"),
        count("n_duplicates", "Documents with the same text as another.", unit="documents"),
        count("n_candidates", "Pairs of passages that MinHash proposed.", unit="pairs"),
        count("n_alignments", "Pairs of passages that were aligned.", unit="pairs"),
        count("n_matches", "Matches kept.", unit="matches"),
        count("n_variants", "Variants inside them.", unit="variants"),
        count("n_families", "Families.", unit="families"),
        count("n_set_aside", "Strings set aside.", unit="strings"),
        count("n_new", "Matches that the run before did not have.", unit="matches"),
        count("n_changed", "Matches that the run before had otherwise.", unit="matches"),
        count("n_removed", "Matches of the run before that are gone.", unit="matches"),
        number("peak_rss_mb", "Most memory in use at one time.", decimals=1, unit="MB", minimum=0),
    ),
)

STAGES = Table(
    name="stages",
    meaning=(
        "One row for each stage of each run: whether it ran or an earlier result was used again, and how "
        "long it took."
    ),
    key=("run_id", "position"),
    content=False,
    columns=(
        text("run_id", "The run."),
        count("position", "Place of the stage in the run, from 1.", minimum=1),
        text("stage", "Name of the stage."),
        sha256(
            "key_sha256", "SHA-256 of what the stage read, its settings and its code: same key, same result."
        ),
        choice("outcome", STAGE_OUTCOMES, "ran, or reused (an earlier result with the same key)."),
        number("seconds", "How long it took.", decimals=3, unit="seconds", minimum=0),
        count("rows_in", "Rows it read.", unit="rows"),
        count("rows_out", "Rows it made.", unit="rows"),
    ),
)
