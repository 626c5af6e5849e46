"""The tables of provenance: who copies whom, why, and whom the documents say they quote."""

from __future__ import annotations

import polars as pl

from pipeline.tables.evidence_kinds import EVIDENCE_KINDS
from pipeline.tables.match_tables import CERTAINTIES
from pipeline.tables.model import (
    Column,
    Table,
    choice,
    choices,
    count,
    identifier,
    millibits,
    offset,
    share,
    text,
)

EDGE_LEVELS = ("passage", "document")
RELATIONS = ("prov:Quotation", "prov:Revision", "prov:Derivation", "prov:alternateOf")
FAVOURS = ("a", "b", "dependence")
EVIDENCE_BASES = ("work", "copy")
TITLE_BASES = ("stated", "inferred")
CITED_WORKS = ("in_corpus", "not_in_corpus", "unnamed")
FIDELITIES = (
    "verbatim",
    "dress_only",
    "shortened_marked",
    "shortened_unmarked",
    "altered",
    "not_found",
    "not_checked",
)
CREDITS = ("named", "second_hand", "missing")

PROVENANCE = Table(
    name="provenance",
    meaning=(
        "One row for each relation between a copy and a source it may have, passage by passage and as "
        "documents."
    ),
    key=("edge_id",),
    columns=(
        identifier("edge_id", "p", "Id of the relation, made from its two ends.", unique=True),
        choice("level", EDGE_LEVELS, "Whether the ends are passages (witnesses) or whole documents."),
        text(
            "copy_id",
            "Witness or document that copies; where the relation is alternateOf, simply one of the two.",
        ),
        text("copy_path", "Path of its document."),
        text("source_id", "Witness or document copied; where the relation is alternateOf, simply the other."),
        text("source_path", "Path of its document."),
        choice(
            "relation",
            RELATIONS,
            "In the terms of W3C PROV: prov:Quotation, prov:Revision, prov:Derivation; prov:alternateOf "
            "where the direction is open.",
        ),
        share("confidence", "How probable the direction is; null where it is open.", nullable=True),
        choice("certainty", CERTAINTIES, "The direction in one word: sure, likely, or open."),
        count("n_matches", "Matches it rests on.", unit="matches"),
        count("words", "Words of the copy that the source has too.", unit="words"),
        count(
            "words_added",
            "Those of them that no source of better rank explains. A source of rank 2 that adds many shows that the "
            "copy draws on two.",
            unit="words",
        ),
        count(
            "words_open",
            "Words that the two documents have in common beside these, of which it is open who has them from whom; "
            "where the relation is alternateOf, all.",
            unit="words",
        ),
        share("share_of_copy", "How much of the copy, passage or document, the source explains."),
        count("rank", "Place among the sources this copy may have, 1 the most likely.", minimum=1),
        count("n_alternatives", "How many other sources the copy may have.", unit="sources"),
    ),
)

EVIDENCE = Table(
    name="evidence",
    meaning=(
        "One row for each fact that speaks for a direction or for dependence, with its weight, so that "
        "every verdict can be checked."
    ),
    key=("evidence_id",),
    columns=(
        identifier("evidence_id", "e", "Id of the fact, made from what it says and where.", unique=True),
        identifier("match_id", "m", "The match it is about.", nullable=True, references="matches.match_id"),
        identifier(
            "family_id", "f", "The family it is about.", nullable=True, references="families.family_id"
        ),
        text(
            "arrow",
            "The documents of that match and the verdict, as matches.arrow has it.",
            nullable=True,
        ),
        choice("kind", EVIDENCE_KINDS, "What kind of fact it is."),
        choice(
            "favours",
            FAVOURS,
            "The side it shows as the source, a or b; or dependence, which says only that the two are not "
            "independent.",
        ),
        millibits("weight_millibits", "Its weight: the logarithm to base 2 of the odds, in thousandths."),
        identifier(
            "counted_with",
            "e",
            "The row that already counts the same fact, or whose authority overrules this one; such a row adds "
            "nothing to the sum.",
            nullable=True,
            references="evidence.evidence_id",
        ),
        choice(
            "basis",
            EVIDENCE_BASES,
            "Whether it shows that the copy has the work before it (work), or this very file of it (copy).",
        ),
        text(
            "excerpt",
            "The words that show it; of a slip with its neighbours, and in brackets what it should be: 'for', or "
            "'perhaps for' where that is less probable than not.",
            shown="excerpt",
        ),
        identifier("document_id", "d", "The document they stand in.", references="documents.document_id"),
        offset("begin", "Where they begin in that document's text."),
        offset("end", "Where they end."),
    ),
)

ATTRIBUTIONS = Table(
    name="attributions",
    meaning=(
        "One row for each quotation with what its document says of where it comes from, and whether the "
        "quotation is faithful to it."
    ),
    key=("attribution_id",),
    columns=(
        identifier(
            "attribution_id", "a", "Id of the attribution, made from its words and its place.", unique=True
        ),
        identifier("document_id", "d", "The document that quotes.", references="documents.document_id"),
        text("path", "Path of that document."),
        text("locus", "Where a person finds the quotation."),
        offset("begin", "Where the attributing words begin; null where there are none.", nullable=True),
        offset("end", "Where the attributing words end; null where there are none.", nullable=True),
        offset("quoted_begin", "Where the quoted words begin."),
        offset("quoted_end", "Where the quoted words end."),
        text("quoted", "The quoted words, exactly as the document has them.", shown="excerpt"),
        text(
            "cue", "The words that say it is a quotation ('later recalled').", nullable=True, shown="excerpt"
        ),
        text(
            "speaker",
            "Who is quoted, as the document names the person; null where nobody is named.",
            nullable=True,
        ),
        text("work_author", "Author of the work that is cited.", nullable=True),
        text("title", "Title of the work that is cited.", nullable=True),
        Column(
            name="year",
            type=pl.Int64(),
            meaning="Year of the work that is cited.",
            nullable=True,
            unit="astronomical year",
        ),
        choice(
            "title_basis",
            TITLE_BASES,
            "stated: the document names the title. inferred: it does not; the title, if there is one, is that of the "
            "work in which the same words stand elsewhere, or of the document that author and year lead to.",
        ),
        choice(
            "cited_work", CITED_WORKS, "Whether the cited work is in the corpus, is not, or is not named."
        ),
        identifier(
            "resolved_document_id",
            "d",
            "The document of the corpus that is the cited work.",
            nullable=True,
            references="documents.document_id",
        ),
        identifier(
            "match_id",
            "m",
            "The match between the quotation and the passage it was compared with.",
            nullable=True,
            references="matches.match_id",
        ),
        text(
            "checked_against",
            "The passage it was compared with, by document and place: the work itself, or where that is absent "
            "an excerpt of it.",
            nullable=True,
        ),
        text(
            "seen_through",
            "The witness through which it seems to be quoted: the work that has the words from the one who is named, "
            "or another quotation that it is shown to be copied from.",
            nullable=True,
        ),
        choice(
            "fidelity",
            FIDELITIES,
            "verbatim, dress_only (no difference is of the level wording, as the table variants has levels: only "
            "punctuation, case, spelling, the form of a name, a number or a word; or words are put in in brackets, "
            "or the source's own 'he said' between what it quotes is not repeated), "
            "shortened_marked, "
            "shortened_unmarked, altered, not_found (the work is there, the words are not), not_checked "
            "(nothing to compare with).",
        ),
        text(
            "what_changed",
            "What the quotation does to the passage it was compared with, in one line, and whether that is a denial; "
            "null where nothing is changed, or nothing was compared.",
            nullable=True,
            shown="excerpt",
        ),
        choice(
            "credit",
            CREDITS,
            "named; second_hand: the words are another author's, or stand in another author's work, and that is not "
            "said; missing: nobody is named, nor meant by a pronoun or a description. In a "
            "language without a table of cues a sentence that ends in a colon counts as naming.",
        ),
        identifier(
            "wanted_source_id",
            "n",
            "The work to get, where it is not in the corpus.",
            nullable=True,
            references="wanted_sources.wanted_source_id",
        ),
    ),
)

WANTED_SOURCES = Table(
    name="wanted_sources",
    meaning=(
        "One row for each work that documents quote and the corpus lacks: what to get next, and what it "
        "would tell."
    ),
    key=("wanted_source_id",),
    columns=(
        identifier("wanted_source_id", "n", "Id of the work, made from author, title and year.", unique=True),
        text("author", "Its author.", nullable=True),
        text("title", "Its title."),
        Column(name="year", type=pl.Int64(), meaning="Its year.", nullable=True, unit="astronomical year"),
        count("n_attributions", "How many quotations name it.", unit="attributions"),
        count("distinct_words", "How many words are quoted from it, each counted once.", unit="words"),
        count("n_families_it_would_settle", "How many families it would give an original.", unit="families"),
        choices("cited_by", None, "Short names of the documents that cite it."),
    ),
)
