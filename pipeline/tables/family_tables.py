"""The tables of families: their witnesses, their matches, their apparatus."""

from __future__ import annotations

import polars as pl

from pipeline.tables.model import (
    Table,
    choice,
    count,
    date,
    identifier,
    identifiers,
    offset,
    records,
    share,
    text,
)
from pipeline.tables.variant_tables import LEVELS, VARIANT_CLASSES

LEMMA_BASES = ("direction", "earliest", "longest")
WITNESS_ROLES = ("narrative", "source excerpt", "whole document")
READING_STATES = ("reads", "omits", "lacks", "moved")
READING_FIELDS: dict[str, pl.DataType] = {
    "reading": pl.String(),
    "state": pl.String(),
    "sigla": pl.List(pl.String()),
}

FAMILIES = Table(
    name="families",
    meaning="One row for each family: all passages that descend from one original.",
    key=("family_id",),
    columns=(
        identifier("family_id", "f", "Id of the family, made from the ids of its witnesses.", unique=True),
        text("label", "The first words of the witness taken as lemma.", shown="excerpt"),
        count("n_witnesses", "Number of its witnesses.", unit="witnesses"),
        count("n_documents", "Number of documents they stand in.", unit="documents"),
        identifier(
            "lemma_witness_id",
            "w",
            "The witness the others are compared with in the apparatus.",
            references="witnesses.witness_id",
        ),
        choice(
            "lemma_basis",
            LEMMA_BASES,
            "Why that witness: direction (the others copy it), earliest (by date), longest. Longest says "
            "nothing of age.",
        ),
        identifier(
            "claimed_source_id",
            "n",
            "The absent work that its witnesses name as their source.",
            nullable=True,
            references="wanted_sources.wanted_source_id",
        ),
        date("earliest_witness_date", "Earliest date of a document that holds a witness."),
        date("latest_witness_date", "Latest date of a document that holds a witness."),
        share("mean_word_identity", "Mean word identity of its matches."),
        identifiers(
            "contains_family_ids",
            "f",
            "Shorter families that lie inside this one's passages.",
            references="families.family_id",
        ),
    ),
)

WITNESSES = Table(
    name="witnesses",
    meaning="One row for each passage that is a member of a family.",
    key=("family_id", "witness_id"),
    columns=(
        identifier(
            "witness_id", "w", "Id of the witness, made from its document and its words.", unique=True
        ),
        identifier("family_id", "f", "The family it belongs to.", references="families.family_id"),
        identifier("document_id", "d", "The document it stands in.", references="documents.document_id"),
        text("path", "Path of that document."),
        text("locus", "Where a person finds it: page or verse, else heading and paragraph."),
        offset("begin", "Where it begins in the document's text."),
        offset("end", "Where it ends: the first code point that is not in it."),
        text(
            "siglum",
            "Its short name, unique in the family: that of its document, in brackets the number of the source that is "
            "printed there (001 (8)), and behind a stop which of several passages of the document it is, in the "
            "order of the text (001.2).",
        ),
        choice(
            "role",
            WITNESS_ROLES,
            "What part it plays in its document: narrative (in the running text), source excerpt (printed "
            "as a source), whole document.",
        ),
        text("exact", "The passage, exactly as the document has it.", shown="excerpt"),
        identifier(
            "parent_witness_id",
            "w",
            "The witness it was most likely copied from; null where that is open.",
            nullable=True,
            references="witnesses.witness_id",
        ),
        share("parent_confidence", "How probable that parent is.", nullable=True),
        count("n_words", "Length of the passage.", unit="words"),
    ),
)

MATCH_FAMILIES = Table(
    name="match_families",
    meaning=(
        "One row for each stretch of a match that belongs to a family: which part of the match is in which "
        "family."
    ),
    key=("match_id", "family_id", "a_begin", "b_begin"),
    columns=(
        identifier("match_id", "m", "The match.", references="matches.match_id"),
        identifier("family_id", "f", "The family.", references="families.family_id"),
        offset("a_begin", "Where the family's part begins on side a."),
        offset("a_end", "Where it ends on side a."),
        offset("b_begin", "Where it begins on side b."),
        offset("b_end", "Where it ends on side b."),
    ),
)

APPARATUS = Table(
    name="apparatus",
    meaning=(
        "One row for each place at which the witnesses of a family differ, as in a critical apparatus. A row of class "
        "edge_cut spans all that some witness lacks because it begins later or ends earlier than the lemma's; other "
        "rows may lie inside it. All other rows lie apart: the lemma's text with a witness's readings put in their "
        "place is that witness's text, but for white space."
    ),
    key=("family_id", "place"),
    columns=(
        identifier("family_id", "f", "The family.", references="families.family_id"),
        count("place", "Number of the place in the order of the text, from 1.", minimum=1),
        text(
            "entry",
            "The place as an apparatus prints it: the lemma, a bracket, what the others have, with their sigla.",
            shown="excerpt",
        ),
        text("lemma", "What the lemma witness reads; empty where it has nothing.", shown="reading"),
        offset("lemma_begin", "Where that begins in the lemma witness's document, or where it would stand."),
        offset("lemma_end", "Where it ends: the first code point that is not in it."),
        records(
            "readings",
            READING_FIELDS,
            "Each reading, that of the lemma first, with its state and the sigla of the witnesses that have it: "
            "reads; omits; lacks (the place is outside the witness's span); moved (the words stand elsewhere: the "
            "reading is empty where they are gone, and is there where they went). Each witness of the family has one.",
            field_values=(("state", READING_STATES),),
        ),
        choice(
            "variant_class",
            VARIANT_CLASSES,
            "What differs, as in the table of variants; of several differences the gravest.",
        ),
        choice("level", LEVELS, "How deep it goes: dress, form or wording."),
    ),
)
