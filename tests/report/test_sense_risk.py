"""Why a difference may change the sense: told by tables of words, and never where the language is not known."""

from __future__ import annotations

import pytest

from pipeline.align.languages import language_of_code, languages, recognised_language
from pipeline.align.variants import Variant
from pipeline.report.rows.judging import CountedVariant
from pipeline.report.rows.sense import language_of_match, sense_risk, sense_risks


def row(
    variant_class: str, a_reading: str, b_reading: str, *, at: int = 0, edge: str = "none"
) -> CountedVariant:
    variant = Variant(
        operation="substitute" if a_reading and b_reading else "only_a" if a_reading else "only_b",
        a_begin=at,
        a_end=at + len(a_reading),
        b_begin=at,
        b_end=at + len(b_reading),
        a_reading=a_reading,
        b_reading=b_reading,
        variant_class=variant_class,
        edge=edge,
    )
    return CountedVariant(variant=variant, words_a=len(a_reading.split()), words_b=len(b_reading.split()))


DENIALS = (
    ("en", "not", ""),
    ("en", "did not", ""),
    ("en", "could", "couldn't"),
    ("en", "possible", "impossible"),
    ("de", "nicht", ""),
    ("de", "ein", "kein"),
    ("nl", "", "geen"),
    ("sv", "inte", ""),
    ("da", "ikke", ""),
    ("no", "", "aldri"),
    ("fr", "est", "n'est"),
    ("fr", "jamais", ""),
    ("es", "nunca", "siempre"),
    ("it", "non", ""),
    ("pt", "não", ""),
    ("la", "numquam", "semper"),
    ("ru", "не", ""),
    ("uk", "ніколи", ""),
    ("pl", "", "nie"),
    ("cs", "byla", "nebyla"),
    ("el", "δεν", ""),
    ("tr", "değil", ""),
    ("hu", "nem", ""),
    ("he", "לא", ""),
    ("ar", "ليس", ""),
    ("zh", "不", ""),
)


@pytest.mark.parametrize(("code", "a", "b"), DENIALS)
def test_a_denial_that_one_side_lacks_is_a_risk_in_each_language_with_a_table(
    code: str, a: str, b: str
) -> None:
    variant_class = "substitution" if a and b else "one_sided"
    assert sense_risk(row(variant_class, a, b), language_of_code(code)) == "negation"
    assert sense_risk(row(variant_class, b, a), language_of_code(code)) == "negation"


@pytest.mark.parametrize(("code", "a", "b"), DENIALS)
def test_nothing_is_said_of_a_denial_where_the_language_is_not_known(code: str, a: str, b: str) -> None:
    del code
    assert sense_risk(row("substitution" if a and b else "one_sided", a, b)) is None


@pytest.mark.parametrize(
    "reading",
    ["we have no opinion on that matter", "We express no opinion.", "the lamp was lit"],
)
def test_a_sentence_or_a_clause_that_one_side_lacks_is_no_dropped_denial(reading: str) -> None:
    assert sense_risk(row("one_sided", reading, ""), language_of_code("en")) is None


@pytest.mark.parametrize(
    ("a", "b", "variant_class", "risk"),
    [
        ("not", "never", "substitution", None),
        ("four", "five", "substitution", "number"),
        ("forty-one", "41", "numeral", None),
        ("XVII", "18", "substitution", "number"),
        ("twenty men", "20 men", "substitution", None),
        ("yesterday", "on Thursday", "substitution", "date"),
        ("in May 1905", "in June 1905", "substitution", "date"),
        ("may", "might", "substitution", None),
        ("Toomey", "Toomy", "name_form", "name"),
        ("L. D.", "Leon", "name_form", None),
        ("Sergei Sedov", "he", "name_form", None),
        ("Lenin", "Trotsky", "substitution", "name"),
        ("the house", "a boat", "substitution", None),
    ],
)
def test_numbers_dates_and_names_are_compared(a: str, b: str, variant_class: str, risk: str | None) -> None:
    assert sense_risk(row(variant_class, a, b), language_of_code("en")) == risk
    assert sense_risk(row(variant_class, b, a), language_of_code("en")) == risk


def test_a_capital_tells_no_name_where_all_nouns_have_one_or_a_sentence_begins() -> None:
    assert sense_risk(row("substitution", "Haus", "Boot"), language_of_code("de")) is None
    text = "It rained. However that may be"
    at = text.index("However")
    risks = sense_risks([row("substitution", "However", "Whatever", at=at)], text, ("en",), text)
    assert risks == [None]


def test_figures_are_compared_in_every_language() -> None:
    assert sense_risk(row("substitution", "1905", "1906")) == "number"
    assert sense_risk(row("substitution", "четыре часа", "шесть часов"), language_of_code("ru")) == "number"
    assert sense_risk(row("substitution", "четыре часа", "шесть часов")) is None


def test_the_language_is_that_which_is_stated_or_that_of_the_words() -> None:
    english = "It was the best of times and she had not been there with him, but he was"
    assert language_of_match((None, "ru-RU"), english) is languages()["ru"]
    assert language_of_match((None, None), english) is languages()["en"]
    assert language_of_match((None, None), "Perpetua lightship") is None
    assert language_of_match(("sw", None), english) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "er hat nicht mit ihm auf dem weg nach der stadt gesprochen und das war es"),
        ("fr", "il ne va pas à la maison avec les enfants qui sont dans le jardin"),
        ("es", "no es lo que ha dicho el rey de la tierra a los hombres"),
        ("it", "non è la voce che ho sentito nella casa di mio padre con gli altri"),
        ("ru", "она не была там и он это знал что было бы так"),
        ("la", "non est ad astra mollis e terris via et in hoc signo cum deo"),
        ("pl", "nie było go w domu i to jest do tego co on na to"),
    ],
)
def test_a_language_is_recognised_by_its_commonest_words(code: str, text: str) -> None:
    assert recognised_language(text.split()) is languages()[code]


def test_two_languages_that_are_too_alike_are_not_guessed() -> None:
    assert recognised_language(["det", "er", "en", "og", "den", "i", "til", "på"]) is None
