"""The table of variants, and the classes and levels that other tables count."""

from __future__ import annotations

from pipeline.tables.model import Column, Table, choice, count, identifier, offset, text

DRESS_CLASSES = ("punctuation", "quotation_marks", "scare_quotes", "case", "whitespace_dash")
FORM_CLASSES = ("spelling", "typo_ocr", "name_form", "numeral", "inflection")
WORDING_CLASSES = (
    "substitution",
    "one_sided",
    "one_sided_bracketed",
    "one_sided_gap_marked",
    "transposition",
    "edge_cut",
)
VARIANT_CLASSES = DRESS_CLASSES + FORM_CLASSES + WORDING_CLASSES
LEVELS = ("dress", "form", "wording")
LEVEL_OF_CLASS = {
    **dict.fromkeys(DRESS_CLASSES, "dress"),
    **dict.fromkeys(FORM_CLASSES, "form"),
    **dict.fromkeys(WORDING_CLASSES, "wording"),
}
"""The level each class belongs to: the only place where this is said."""

OPERATIONS = ("substitute", "only_a", "only_b", "transpose")
NAMED_CLASSES = ("editorial_insertion", "omission_marked", "omission_silent", "addition", "truncation")
EDGES = ("none", "start", "end")
SENSE_RISKS = ("negation", "number", "date", "name", "irony", "cut_at_edge", "hidden_clause")


def _place(side: str) -> tuple[Column, ...]:
    """Declare the place of a reading on one side."""
    return (
        offset(
            f"{side}_begin",
            f"Where the reading begins in side {side}'s document; where side {side} has none, the place at "
            "which it would stand.",
        ),
        offset(f"{side}_end", f"Where the reading ends in side {side}'s document."),
    )


VARIANTS = Table(
    name="variants",
    meaning=(
        "One row for each difference inside a match. Applying the rows whose edge is none to side a's "
        "passage gives side b's passage, but for white space: cut each a_begin to a_end, put b_reading in "
        "its place; a transpose row is cut at its place in a and put where b has it."
    ),
    key=("match_id", "position"),
    columns=(
        identifier(
            "variant_id", "v", "Id of the variant, made from its match and its readings.", unique=True
        ),
        identifier("match_id", "m", "The match it belongs to.", references="matches.match_id"),
        text("arrow", "The documents of that match and who copied whom, as matches.arrow has it."),
        count("position", "Place in the order of the match, from 1.", minimum=1),
        choice(
            "operation",
            OPERATIONS,
            "substitute (each side has its own reading), only_a, only_b (the other side has nothing "
            "there), transpose (the same words at another place).",
        ),
        text("a_reading", "What side a reads; empty where it has nothing.", shown="reading"),
        text("b_reading", "What side b reads; empty where it has nothing.", shown="reading"),
        *_place("a"),
        *_place("b"),
        choice(
            "variant_class",
            VARIANT_CLASSES,
            "What differs. Dress: punctuation, quotation_marks, scare_quotes (quotation marks of irony), "
            "case, whitespace_dash. Form: spelling, typo_ocr, name_form, numeral, inflection. Wording: "
            "substitution, one_sided (words only one side has), one_sided_bracketed (in brackets), "
            "one_sided_gap_marked (where the other side has an ellipsis), transposition, edge_cut (one "
            "side goes on where the other stops).",
        ),
        choice("level", LEVELS, "How deep it goes: dress, form or wording."),
        choice(
            "named_class",
            NAMED_CLASSES,
            "What the copy did: editorial_insertion, omission_marked, omission_silent, addition, "
            "truncation; null where it is open which side is the copy.",
            nullable=True,
        ),
        choice(
            "edge",
            EDGES,
            "none for a difference inside the match; start or end for what the other side has just before "
            "or after it.",
        ),
        choice(
            "sense_risk",
            SENSE_RISKS,
            "Why the difference may change the sense: negation, number, date, name, irony, cut_at_edge, "
            "hidden_clause; the gravest, in this order, where there are several.",
            nullable=True,
        ),
        text("context", "The words around it, so that the row can be read alone.", shown="excerpt"),
    ),
)
