"""The set phrases of languages: their table is sound, and what looks like one of their words leads back to it."""

from __future__ import annotations

import tomllib
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.corpus_view import CorpusView, DocumentView
from pipeline.corpus.documents import text_document
from pipeline.corpus.languages import known_languages
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import tokenise
from pipeline.provenance.misprints import look_alikes, misprint_millibits
from pipeline.provenance.set_phrases import SetPhrases, set_phrases

with resources.files("pipeline.provenance").joinpath("set_phrases.toml").open("rb") as _file:
    TABLES = tomllib.load(_file)
LINES = [
    (code, line.strip()) for code, table in TABLES.items() for line in table["phrases"].strip().splitlines()
]


def view_of(text: str, *, keep_marks: bool = False) -> DocumentView:
    documents = [text_document(text)]
    return CorpusView.of(documents, tokenise([text], keep_marks=keep_marks), keep_marks=keep_marks).document(
        0
    )


@pytest.mark.parametrize("code", TABLES)
def test_a_table_is_of_a_known_language_and_has_each_phrase_once(code: str) -> None:
    assert code in known_languages()
    lines = [line for language, line in LINES if language == code]
    assert len(lines) == len(set(lines))
    assert all(len(line.split()) > 1 for line in lines)
    doubled = TABLES[code]["doubled"].split()
    assert len(doubled) == len(set(doubled)) > 0
    assert all("~" not in word or word == "~" for line in lines for word in line.split())


@pytest.mark.parametrize("keep_marks", [False, True])
@pytest.mark.parametrize("code", TABLES)
def test_every_phrase_is_found_by_a_word_that_is_misread(code: str, *, keep_marks: bool) -> None:
    phrases = set_phrases(code, keep_marks=keep_marks)
    assert phrases
    for line in (line for language, line in LINES if language == code):
        words = line.replace("~", TABLES[code]["opens"].split()[0]).split()
        offered = {
            (word, meant)
            for at, word in enumerate(line.split())
            for printed in _misread(words, at, keep_marks=keep_marks)
            for meant in _offered(
                phrases, view_of(f"Hm {' '.join(printed)} hm", keep_marks=keep_marks), at + 1
            )
        }
        assert any(fold_word(word, keep_marks=keep_marks) == meant for word, meant in offered), line


def _offered(phrases: SetPhrases, view: DocumentView, word: int) -> set[str]:
    """What is offered for a word, if a look at its neighbours lets it be asked."""
    if word not in phrases.may_be_in(view.words, np.arange(len(view.words))):
        return set()
    return {meant for meant, _, _ in phrases.meant_at(view, word)}


def _misread(words: list[str], at: int, *, keep_marks: bool) -> list[list[str]]:
    """A phrase with one word as two of its look-alikes; none for a word that is too short to be told by."""
    meant = fold_word(words[at], keep_marks=keep_marks)
    forms = [
        form
        for form in sorted(set(look_alikes(meant)))
        if fold_word(form, keep_marks=keep_marks) != meant and not any(map(str.isdigit, form))
    ]
    return [[*words[:at], form, *words[at + 1 :]] for form in forms[:2]] if len(meant) > 2 else []


def test_a_phrase_as_it_should_be_offers_nothing() -> None:
    phrases = set_phrases("en-GB", keep_marks=False)
    assert phrases
    for text in ("in case it rains", "it was not only late", "at the same time"):
        view = view_of(text)
        assert [list(phrases.meant_at(view, word)) for word in range(len(view.words))] == [[]] * len(
            view.words
        )


def test_a_phrase_at_the_very_begin_or_end_of_a_text_is_seen_and_half_a_one_is_none() -> None:
    phrases = set_phrases("en", keep_marks=False)
    assert phrases
    assert list(phrases.meant_at(view_of("net only"), 0)) == [("not", 0, 2)]
    assert list(phrases.meant_at(view_of("at tbe same"), 1)) == []


def test_of_a_language_without_a_table_none_are_known() -> None:
    assert set_phrases("eo", keep_marks=False) is None


@given(word=st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=10))
def test_every_look_alike_of_a_word_is_a_misprint_of_it_and_costs_bits(word: str) -> None:
    for form in look_alikes(word):
        if form == word:
            continue
        misprint = misprint_millibits(form, word, 26)
        # A letter for another of one sound is a spelling, and none is weighed for it.
        assert misprint is None or misprint < 0


def test_a_misread_shape_is_commoner_than_another_letter_of_its_kind_and_that_than_any() -> None:
    alike, shape, other = (misprint_millibits(form, "case", 26) for form in ("ease", "oase", "wase"))
    assert alike is not None
    assert shape is not None
    assert other is not None
    assert alike > shape > other
    assert misprint_millibits("house", "case", 26) is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("de", "das war nach nicht allzu langer Zeit"),
        ("de", "sie kam bis zu einer gewissen Höhe"),
        ("de", "er sprach von allem und blieb bis zum ersten Mai"),
        ("de", "Arzt zu werden ist schwer"),
        ("fr", "il en avoit été averti avant la fuite de la cour et la fuite de tous"),
        ("fr", "il fut conduit en maison de santé auprès de cet auteur de romans"),
        ("es", "el cerco de Zamora va a pasar de largo, y el fin que el autor dice, en voz de pregón"),
        ("ru", "она сама собой довольна и должна быть там не менее часа"),
        ("it", "la casa era stata venduta il primo di maggio, sino a Roma, a cause di forza maggiore"),
        ("it", "le parole del testo"),
    ],
)
def test_what_people_say_is_no_misread_phrase(code: str, said: str) -> None:
    phrases = set_phrases(code, keep_marks=False)
    assert phrases
    view = view_of(said)
    assert not [meant for at in range(len(view.words)) for meant in phrases.meant_at(view, at)]
