"""Two readings that differ in letters get the class that a careful editor would give them, on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.align import classes
from pipeline.align.classes import Readings, wording_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.align.lexicon import Lexicon

# The rule that names it, both readings, the class.
BY_RULE = (
    ("_numbers", "1905", "1906", "substitution"),
    ("_numbers", "XVII", "17", "numeral"),
    ("_numbers", "1,917", "1917", "numeral"),
    ("_numbers", "17th", "17", "numeral"),
    ("_numbers", "一九一七", "1917", "numeral"),
    ("_number_in_words", "41", "forty-one", "numeral"),
    ("_number_in_words", "sieben", "7", "numeral"),
    ("_written_together", "to-night", "tonight", "whitespace_dash"),
    ("_written_together", "any one", "anyone", "whitespace_dash"),
    ("_written_together", "andthe", "and the", "typo_ocr"),
    ("_written_together", "any thc", "anythe", "typo_ocr"),
    ("_names", "L. D.", "Leon", "name_form"),
    ("_names", "V. I. Lenin", "Vladimir Ilyich Lenin", "name_form"),
    ("_names", "Capt.", "Captain", "name_form"),
    ("_names", "Sergei Sedov", "Sergei Lvovich Sedov", "name_form"),
    ("_name_for_pronoun", "Sergei Sedov", "he", "name_form"),
    ("_abbreviations", "vol.", "volume", "spelling"),
    ("_misread", "thc", "the", "typo_ocr"),
    ("_misread", "c1erk", "clerk", "typo_ocr"),
    ("_misread", "rneaning", "meaning", "typo_ocr"),
    ("_misread", "ledgcr", "ledger", "typo_ocr"),
    ("_respelled", "pummeling", "pummelling", "spelling"),
    ("_respelled", "honour", "honor", "spelling"),
    ("_respelled", "Thal", "Tal", "spelling"),
    ("_respelled_name", "Toomey", "Toomy", "name_form"),
    ("_inflected", "chain", "chains", "inflection"),
    ("_inflected", "выступил", "выступила", "inflection"),
    ("_slipped", "aiticles", "articles", "typo_ocr"),
    ("_slipped", "beleive", "believe", "typo_ocr"),
    ("_swapped", "been", "bene", "spelling"),
)

OTHER_WORDS = (
    ("melancholy", "painful"),
    ("could", "would"),
    ("later", "latter"),
    ("sound", "round"),
    ("It", "I"),
    ("yesterday", "on Thursday"),
    ("1917", "that Lenin"),
    ("the Court", "us"),
    ("Lenin", "Stalin"),
)

COUNTS = dict.fromkeys(
    ("the", "he", "and", "she", "would", "could", "any", "one", "anyone", "later", "latter", "been", "bene"),
    40,
)


@pytest.fixture
def lexicon(knowing: Callable[..., Lexicon]) -> Lexicon:
    return knowing(COUNTS, told_apart=[("later", "latter"), ("could", "would")])


@pytest.mark.parametrize(("rule", "a", "b", "expected"), BY_RULE)
def test_each_rule_names_its_examples_whichever_side_they_stand_on(
    lexicon: Lexicon, rule: str, a: str, b: str, expected: str
) -> None:
    assert rule
    assert wording_class(Readings.of(a, b, lexicon)) == expected
    assert wording_class(Readings.of(b, a, lexicon)) == expected


@pytest.mark.parametrize("rule", sorted({row[0] for row in BY_RULE}))
def test_no_rule_is_idle(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    others = tuple(known for known in classes._RULES if known.__name__ != rule)
    monkeypatch.setattr(classes, "_RULES", others)
    examples = [row for row in BY_RULE if row[0] == rule]
    assert any(wording_class(Readings.of(a, b, lexicon)) != expected for _, a, b, expected in examples)


def test_every_rule_has_an_example() -> None:
    assert {rule.__name__ for rule in classes._RULES} == {row[0] for row in BY_RULE}


@pytest.mark.parametrize(("a", "b"), OTHER_WORDS)
def test_another_word_is_a_substitution(lexicon: Lexicon, a: str, b: str) -> None:
    assert wording_class(Readings.of(a, b, lexicon)) == "substitution"
    assert wording_class(Readings.of(b, a, lexicon)) == "substitution"


def test_a_slip_is_told_from_a_word_by_whether_the_form_stands_elsewhere(
    knowing: Callable[..., Lexicon],
) -> None:
    rare, known = knowing({"house": 9, "horse": 1}), knowing({"house": 9, "horse": 4})
    assert wording_class(Readings.of("house", "horse", rare)) == "typo_ocr"
    assert wording_class(Readings.of("house", "horse", known)) == "substitution"


def test_a_misreading_that_a_scan_repeats_is_still_one(knowing: Callable[..., Lexicon]) -> None:
    lexicon = knowing({"the": 400, "thc": 15})
    assert wording_class(Readings.of("the", "thc", lexicon)) == "typo_ocr"


def test_a_text_that_uses_both_spellings_has_two_words(knowing: Callable[..., Lexicon]) -> None:
    apart = knowing({"later": 9, "latter": 9}, told_apart=[("later", "latter")])
    assert wording_class(Readings.of("later", "latter", apart)) == "substitution"
    assert wording_class(Readings.of("later", "latter", knowing())) == "spelling"


def test_swapped_letters_are_a_spelling_unless_a_text_has_both_words(knowing: Callable[..., Lexicon]) -> None:
    attested = {"from": 9, "form": 9, "been": 9, "bene": 9}
    apart = knowing(attested, told_apart=[("form", "from")])
    assert wording_class(Readings.of("form", "from", apart)) == "substitution"
    assert wording_class(Readings.of("been", "bene", apart)) == "spelling"


def test_the_capital_of_a_sentence_makes_no_name(lexicon: Lexicon) -> None:
    assert wording_class(Readings.of("Walnut", "Walmut", lexicon, begins_sentence=False)) == "name_form"
    assert wording_class(Readings.of("Walnut", "Walmut", lexicon, begins_sentence=True)) == "typo_ocr"


def test_a_hyphen_at_the_end_of_a_line_is_dress(lexicon: Lexicon) -> None:
    assert wording_class(Readings.of("waggon-\nwheels", "waggon- wheels", lexicon)) == "whitespace_dash"
    assert wording_class(Readings.of("waggon-\nwheels", "waggon wheels", lexicon)) == "whitespace_dash"
