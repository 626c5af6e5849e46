"""What a variant does, seen from the copy, and why it may change the sense.

A risk is a reason to look, never a claim. What needs the words of a language is said only where the language is known,
stated or recognised, and has a table (``pipeline/align/languages.toml``); of all others nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.align.denials import denies_otherwise
from pipeline.align.dress import QUOTES
from pipeline.align.languages import language_of_code
from pipeline.align.number_words import numbers_named
from pipeline.align.sentences import OPENERS, STOPS
from pipeline.corpus.dates import is_month
from pipeline.corpus.languages import language_of_text
from pipeline.corpus.normalise import fold_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.languages import Language
    from pipeline.align.variants import Variant
    from pipeline.report.rows.judging import CountedVariant

__all__ = ["SERIOUS_RISKS", "language_of_match", "named_class", "sense_risk", "sense_risks"]

SERIOUS_RISKS = frozenset({"negation", "number", "date", "name", "irony", "hidden_clause"})
"""Risks for which a person should look at a match; a cut at its edge has a reason of its own."""

_HIDDEN_CLAUSE_WORDS = 6
"""Words behind a mark from which it may hide a clause."""

_COMPARED_WORDS = 8
"""Words of readings whose numbers, dates and names are compared; longer ones are rewritten text."""

_LANGUAGE_CHARACTERS = 2500
"""Characters of a passage by which its language is recognised."""

_RISK_OF_CLASS = {
    "scare_quotes": "irony",
    "edge_cut": "cut_at_edge",
    "one_sided_gap_marked": "hidden_clause",
}

_NEAR_CHARACTERS = 40
_BEFORE_FIRST_WORD = "".join(sorted(QUOTES)) + OPENERS + " \t\r\n"

_WORD = re.compile(r"\w+(?:['’ʼ]\w+)*")


def named_class(counted: CountedVariant, copied_from: str) -> str | None:
    """What the copy did (TABLES ``named_class``).

    Args:
        counted: One row.
        copied_from: The side that is the source, or "undetermined".

    Returns:
        None where it is open which side is the copy, or where nothing was added or cut.
    """
    if copied_from == "undetermined":
        return None
    variant_class = counted.variant.variant_class
    longer_in_source = counted.longer_in_a == (copied_from == "a")
    if variant_class == "edge_cut":
        return "truncation" if longer_in_source else None
    if variant_class == "one_sided_gap_marked":
        return "omission_marked" if longer_in_source else "addition"
    if variant_class == "one_sided_bracketed":
        return "omission_silent" if longer_in_source else "editorial_insertion"
    if variant_class == "one_sided":
        return "omission_silent" if longer_in_source else "addition"
    return None


def language_of_match(
    stated: Sequence[str | None], passage: str, shown: Sequence[str | None] = ()
) -> Language | None:
    """The language of a match.

    Args:
        stated: What the documents say of theirs; the first that is known counts.
        passage: One of the passages, by which it is recognised where nothing is stated.
        shown: What the words of the whole documents show, where the passage is too short to tell.

    Returns:
        None where it is not known: then nothing is said that needs its words.
    """
    for code in stated:
        if code is not None:
            return language_of_code(code)
    code = language_of_text(passage[:_LANGUAGE_CHARACTERS]) or next(filter(None, shown), None)
    return language_of_code(code)


def sense_risks(
    variants: Sequence[CountedVariant],
    text_a: str,
    stated: Sequence[str | None],
    passage: str,
    shown: Sequence[str | None] = (),
) -> list[str | None]:
    """Why each variant of a match may change the sense.

    Args:
        variants: The variants of the match.
        text_a: Text of side a's document.
        stated: What the documents say of their languages.
        passage: Side a's passage.
        shown: What the words of the whole documents show of it.

    Returns:
        One reason or None a variant, in their order.

    Cost: linear in the variants, and the begin of the passage where a language must be recognised.
    """
    if not variants:
        return []
    language = language_of_match(stated, passage, shown)
    return [
        sense_risk(counted, language, begins_sentence=_begins_sentence(text_a, counted.variant.a_begin))
        for counted in variants
    ]


def _begins_sentence(text: str, place: int) -> bool:
    """Whether the capital of a word at a place may be that of its sentence."""
    before = text[max(0, place - _NEAR_CHARACTERS) : place].rstrip(_BEFORE_FIRST_WORD)
    return not before or before[-1] in STOPS or "\n" in text[place - 1 : place]


def sense_risk(
    counted: CountedVariant, language: Language | None = None, *, begins_sentence: bool = False
) -> str | None:
    """Why a variant may change the sense (TABLES ``sense_risk``).

    Args:
        counted: One row.
        language: The language of the match, where it is known.
        begins_sentence: Whether a sentence begins with it, so that its capital tells no name.

    Returns:
        The gravest reason; None where there is none that can be told.
    """
    variant = counted.variant
    if variant.operation == "transpose":
        return None
    if language is not None and _denies_otherwise(variant, language):
        return "negation"
    if variant.operation == "substitute" and variant.edge == "none":
        for risk, differs in (
            ("number", _other_numbers(counted, language)),
            ("date", _other_dates(counted, language)),
            ("name", not begins_sentence and _other_names(counted, language)),
        ):
            if differs:
                return risk
    hides = variant.variant_class != "one_sided_gap_marked" or counted.words >= _HIDDEN_CLAUSE_WORDS
    return _RISK_OF_CLASS.get(variant.variant_class) if hides else None


def _folded(reading: str) -> list[str]:
    return [fold_word(word) for word in _WORD.findall(reading)]


def _denies_otherwise(variant: Variant, language: Language) -> bool:
    """Whether one side denies what the other does not."""
    if variant.edge != "none" or variant.variant_class in {"spelling", "typo_ocr", "name_form", "numeral"}:
        return False
    return denies_otherwise(variant.a_reading, variant.b_reading, language)


def _other_numbers(counted: CountedVariant, language: Language | None) -> bool:
    """Whether both sides name numbers, and not the same; 41 and forty-one are one number."""
    if counted.words > _COMPARED_WORDS or counted.variant.variant_class == "one_sided_gap_marked":
        return False
    a, b = (
        Counter(numbers_named(reading, language))
        for reading in (counted.variant.a_reading, counted.variant.b_reading)
    )
    return bool(a) and bool(b) and a != b


def _other_dates(counted: CountedVariant, language: Language | None) -> bool:
    """Whether one side names a day or a month that the other does not."""
    a, b = (
        _days_named(reading, language) for reading in (counted.variant.a_reading, counted.variant.b_reading)
    )
    return counted.words <= 2 * _COMPARED_WORDS and a != b


def _days_named(reading: str, language: Language | None) -> Counter[str]:
    """Weekdays, "yesterday", and months that have a capital or a figure beside them."""
    words = _WORD.findall(reading)
    with_figures = any(word[0].isdecimal() for word in words)
    return Counter(
        fold_word(word)
        for word in words
        if (is_month(word) and (word[0].isupper() or with_figures))
        or (language is not None and fold_word(word) in language.days)
    )


def _other_names(counted: CountedVariant, language: Language | None) -> bool:
    """Whether a name stands against another, or against one that is spelled otherwise."""
    variant = counted.variant
    words_a, words_b = _WORD.findall(variant.a_reading), _WORD.findall(variant.b_reading)
    if variant.variant_class == "name_form":
        # An initial, a part of a name, or a pronoun names the same person.
        return (
            len(words_a) == len(words_b) == 1
            and min(len(words_a[0]), len(words_b[0])) > 1
            and (words_a[0][0].isupper() and words_b[0][0].isupper())
        )
    if variant.variant_class != "substitution" or language is None or language.nouns_capitalised:
        return False
    names_a, names_b = ([word for word in words if word[0].isupper()] for words in (words_a, words_b))
    if not names_a or not names_b or counted.words > _COMPARED_WORDS:
        return False
    return len(names_a) == len(words_a) and len(names_b) == len(words_b) and not set(names_a) & set(names_b)
