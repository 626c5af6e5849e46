"""The table of drift between documents."""

from __future__ import annotations

from pipeline.tables.model import Column, Table, choice, count, identifier, share, text
from pipeline.tables.variant_tables import LEVELS, VARIANT_CLASSES

DRIFT_DIRECTIONS = ("a", "b", "both", "open")


def _drift_counts() -> tuple[Column, ...]:
    """Declare one count for each level and each class of variant."""
    levels = tuple(
        count(f"n_{level}", f"Variants of the level {level}.", unit="variants") for level in LEVELS
    )
    classes = tuple(
        count(f"n_{name}", f"Variants of the class {name}.", unit="variants") for name in VARIANT_CLASSES
    )
    return levels + classes


DRIFT = Table(
    name="drift",
    meaning=(
        "One row for each pair of documents that share text: how much they share, and how far it has drifted."
    ),
    key=("a_document_id", "b_document_id"),
    columns=(
        identifier("a_document_id", "d", "The document first by path.", references="documents.document_id"),
        identifier(
            "b_document_id",
            "d",
            "The document second by path; the same as the first for reuse inside one document.",
            references="documents.document_id",
        ),
        text("a_path", "Path of the first document."),
        text("b_path", "Path of the second document."),
        choice(
            "direction",
            DRIFT_DIRECTIONS,
            "Which document the other copies from: a, b, both (each from the other), or open, also where it is "
            "open for more than half of the words that are equal.",
        ),
        count("n_matches", "Matches between the two.", unit="matches"),
        count("words_narration", "Shared words in the documents' own voice.", unit="words"),
        count("words_quotation", "Shared words inside quotations.", unit="words"),
        share("share_of_a", "Share of the first document's words that stand in a match with the second."),
        share("share_of_b", "Share of the second document's words that stand in a match with the first."),
        *_drift_counts(),
    ),
)
