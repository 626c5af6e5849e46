"""A corpus says of itself what its new words are like: letters that it has, forms of its words, words made of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.corpus_view import CorpusView
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise
from pipeline.provenance.attested import Attested
from pipeline.provenance.new_words import NewWords, halves_of

STEMS = ("boat", "lamp", "rope", "gull", "bell", "coat", "hill", "road", "barn", "well", "pilot", "miller")
TEXT = " ".join(
    f"The {one} by the {other} was old, and a {one} without a {other} is no {one}; so the {one} went to the {other}."
    f" Then came {one}s and {one}house."
    for one, other in zip(STEMS, STEMS[1:] + STEMS[:1], strict=True)
)


def new_words(text: str = TEXT) -> NewWords:
    documents = [text_document(text)]
    return NewWords.of(Attested.of(CorpusView.of(documents, tokenise([text]))))


def by_letters(words: NewWords, form: str) -> int:
    """How probable a form is by its letters: as a misreading of another, it is no other form of that."""
    return words.millibits(f"{form}n", (f"{form}u",))


def test_letters_in_an_order_that_the_corpus_has_are_more_probable() -> None:
    words = new_words()
    assert by_letters(words, "boathill") > by_letters(words, "btohlila")
    assert by_letters(words, "ropehouse") > by_letters(words, "rqpzhxuse")


def test_an_ending_that_many_words_take_is_more_probable_than_one_that_none_does() -> None:
    words = new_words()
    assert words.millibits("barns", ("barn",)) > words.millibits("barnq", ("barn",))


def test_of_two_words_that_are_often_beside_each_other_none_is_made() -> None:
    words = new_words()
    seldom, often = (words.millibits("qzandqzthe", ("qzand", "qzthe"), (0, n)) for n in (1, 40))
    assert seldom > often


WORDS = new_words()


@given(alike=st.integers(0, 20), often=st.integers(1, 500))
def test_the_more_are_made_so_the_more_probable_is_one_more(alike: int, often: int) -> None:
    fewer, more = (
        WORDS.millibits("millerpilot", ("miller", "pilot"), (n, often)) for n in (alike, alike + 1)
    )
    assert fewer <= more < 0


@pytest.mark.parametrize("text", ["", "Hm.", "人人都说那一天风很大", "1 2 3"])
def test_a_corpus_of_nothing_takes_every_form_for_a_word(text: str) -> None:
    assert -1000 < by_letters(new_words(text), "pilot") <= 0


def test_a_word_is_cut_wherever_both_parts_are_words() -> None:
    assert list(halves_of("forever", {"for", "ever", "fore", "ver", "fo", "r"})) == [
        ("for", "ever"),
        ("fore", "ver"),
    ]


def test_a_run_of_a_million_letters_costs_no_more_than_its_length() -> None:
    letters = "x" * 1_000_000
    words = new_words(f"{TEXT} {letters}")
    assert letters not in words.known
    assert list(halves_of(letters, {letters[:-1], "x"})) == []
    attested = Attested.of(CorpusView.of([text_document(f"{letters} a")], tokenise([f"{letters} a"])))
    assert attested.near(letters) == []
