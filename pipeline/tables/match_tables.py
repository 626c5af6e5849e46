"""The table of matches."""

from __future__ import annotations

import polars as pl

from pipeline.tables.evidence_kinds import EVIDENCE_KINDS
from pipeline.tables.model import (
    Column,
    Table,
    choice,
    choices,
    count,
    flag,
    identifier,
    identifiers,
    millibits,
    number,
    offset,
    records,
    share,
    text,
)

COPIED_FROM = ("a", "b", "undetermined")
CERTAINTIES = ("sure", "likely", "open")
ROUTES = ("direct", "through_witness", "common_source", "unknown")
REUSE_TYPES = ("verbatim", "near_verbatim", "excerpt", "abridged", "revised", "patchwriting")
PARTLY = ("yes", "partly", "no")
PART_KINDS = ("narration", "quotation", "heading")
REVIEW_STATUSES = ("unreviewed", "accepted", "rejected", "unsure")

SEGMENT_FIELDS: dict[str, pl.DataType] = {
    "a_begin": pl.Int64(),
    "a_end": pl.Int64(),
    "b_begin": pl.Int64(),
    "b_end": pl.Int64(),
}
PART_FIELDS: dict[str, pl.DataType] = {"begin": pl.Int64(), "end": pl.Int64(), "kind": pl.String()}


def _passage(side: str) -> tuple[Column, ...]:
    """Declare where one side of a match stands and what it reads."""
    return (
        identifier(
            f"{side}_document_id", "d", f"Document of side {side}.", references="documents.document_id"
        ),
        text(f"{side}_path", f"Path of side {side}'s document."),
        text(f"{side}_siglum", f"Short name of side {side}'s document."),
        text(
            f"{side}_locus",
            f"Where to find side {side}'s passage: page or verse, else heading and paragraph.",
        ),
        offset(f"{side}_begin", f"Where side {side}'s passage begins in its document's text."),
        offset(f"{side}_end", f"Where side {side}'s passage ends: the first code point that is not in it."),
        text(f"{side}_text", f"Side {side}'s passage, exactly as its document has it.", shown="excerpt"),
    )


MATCHES = Table(
    name="matches",
    meaning=(
        "One row for each pair of passages that carry the same text: one stretch of reuse, as long as it "
        "goes, both sides in order. Sides a and b are told apart by position alone (path, then place in "
        "the document) and say nothing of age; who copied whom is a verdict, in copied_from."
    ),
    key=("match_id",),
    columns=(
        identifier(
            "match_id", "m", "Id of the match, made from its two documents and its words.", unique=True
        ),
        Column(
            name="review_rank",
            type=pl.Int64(),
            meaning="Place in the order in which the matches are worth a look: 1 first.",
            minimum=1,
            unique=True,
        ),
        choices(
            "why_look",
            None,
            "Why a person should look at this match (unnamed copying, unmarked cut, changed sense, second-"
            "hand credit, evidence that disagrees, open arrow with many words); null where nothing calls for it.",
            nullable=True,
        ),
        text(
            "arrow",
            "Who copied whom, in short names: '002 → 001 (8)' reads 'from 002 to 001, section 8'; '?' "
            "stands where it is open.",
        ),
        text("what_differs", "How the two passages differ, in one line.", shown="excerpt"),
        *_passage("a"),
        *_passage("b"),
        choice(
            "copied_from",
            COPIED_FROM,
            "Which side the other was copied from: a, b, or undetermined. Undetermined means just that: "
            "neither side is shown to be the older.",
        ),
        share(
            "direction_confidence",
            "How probable the direction given is, from the evidence; null where it is undetermined.",
            nullable=True,
            minimum=0.5,
        ),
        choices(
            "direction_basis",
            EVIDENCE_KINDS,
            "The kinds of evidence the direction rests on; empty where there is none.",
        ),
        choice("certainty", CERTAINTIES, "The direction in one word: sure, likely, or open."),
        choice(
            "route",
            ROUTES,
            "How the text came from one side to the other: direct, through_witness (by way of the witness "
            "named beside it), common_source (both have it from a third), unknown.",
        ),
        identifier(
            "via_witness_id",
            "w",
            "The witness through which the text passed, where the route leads through one.",
            nullable=True,
            references="witnesses.witness_id",
        ),
        flag("implied", "Whether the family's tree already says it, so that this pair tells nothing new."),
        choice(
            "reuse_type",
            REUSE_TYPES,
            "What sort of reuse it is: verbatim (same words), near_verbatim (hardly a word differs), "
            "excerpt (one side is cut out of the other), abridged (one side leaves much out), revised "
            "(words changed throughout), patchwriting (pieces kept, the rest rewritten). The thresholds "
            "and their order stand in docs/how-to/read-the-tables.md.",
        ),
        choice(
            "a_in_quotation_marks",
            PARTLY,
            "Whether side a's passage stands in quotation marks or a blockquote.",
        ),
        choice(
            "b_in_quotation_marks",
            PARTLY,
            "Whether side b's passage stands in quotation marks or a blockquote.",
        ),
        choice("a_attributed", PARTLY, "Whether side a's document says whom it quotes there."),
        choice("b_attributed", PARTLY, "Whether side b's document says whom it quotes there."),
        count("words_a", "Words in side a's passage.", unit="words"),
        count("words_b", "Words in side b's passage.", unit="words"),
        count("words_equal", "Words that agree, dress apart.", unit="words"),
        count("words_substituted", "Aligned places where the two sides have different words.", unit="words"),
        count("words_only_a", "Words that only side a has.", unit="words"),
        count("words_only_b", "Words that only side b has.", unit="words"),
        count(
            "words_left_out_marked",
            "Words the copy leaves out and marks as left out; null where it is not known which side is the "
            "copy.",
            unit="words",
            nullable=True,
        ),
        count(
            "words_left_out_unmarked",
            "Words the copy leaves out without a mark; null where it is not known which side is the copy.",
            unit="words",
            nullable=True,
        ),
        share("word_identity", "Equal words among all aligned places, gaps included."),
        share("kept_identity", "Equal words among the places where both sides have a word."),
        share("char_identity", "Likeness of the two passages character by character."),
        count("longest_run_words", "The longest run of words that agree without a break.", unit="words"),
        share("jaccard_estimate", "Likeness of the two sets of word shingles, as MinHash estimates it."),
        millibits(
            "score_bits",
            "How much information the agreement carries, from the rarity of its words, less what "
            "differences cost. In thousandths of a bit: 45,000 is 45 bits.",
        ),
        number(
            "log10_e_value",
            "Expected number of such matches by chance in a corpus of this size, as a power of ten: -6 is "
            "one in a million.",
            decimals=1,
        ),
        count("n_wording", "Variants that change words.", unit="variants"),
        count(
            "n_form",
            "Variants that change the form of a word only (spelling, names, numerals).",
            unit="variants",
        ),
        count("n_dress", "Variants of punctuation, quotation marks, case and spaces.", unit="variants"),
        records(
            "segments",
            SEGMENT_FIELDS,
            "The stretches without a long gap, in order: a_begin, a_end, b_begin, b_end. A match cut by an "
            "ellipsis has two or more.",
        ),
        records(
            "parts",
            PART_FIELDS,
            "What side a's passage is made of, in order: begin, end and kind (narration, quotation, "
            "heading).",
            field_values=(("kind", PART_KINDS),),
        ),
        text(
            "chain_id",
            "Shared by matches that follow one another on both sides with too long a gap to be one.",
            nullable=True,
        ),
        identifiers("family_ids", "f", "Every family the match touches.", references="families.family_id"),
        choice(
            "review_status",
            REVIEW_STATUSES,
            "What a reviewer decided: unreviewed, accepted, rejected, unsure.",
        ),
        text("review_note", "The reviewer's note.", nullable=True, shown="excerpt"),
        text("reviewer", "Who reviewed it.", nullable=True),
        text(
            "report_href",
            "Link to the match in the report; null where the run wrote no report.",
            nullable=True,
        ),
    ),
)
