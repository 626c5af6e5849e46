"""Folding of words and texts, and the way back."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import unicodedata2
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.corpus.normalise import fold_text, fold_word
from pipeline.corpus.unicode_tables import unicode_tables

TROUBLE = "aAéÅßſæŒﬁİıΣςᾳἀ²½①’“”«–— \n-\u00ad\u0301\u0302\u0323\u200dक़が가각Ａ１ﷲⅧŉ漢\ud800\U000e0100"
characters = st.one_of(st.sampled_from(TROUBLE), st.characters(exclude_categories=()))
# Alone, characters seldom come in the order of a line-end hyphen.
FRAGMENTS = ("word", "Été", "漢", "1917", "-\n", "\u00ad\n", "- \n\t", "-", "\n", " ", "\u0302\u0323")
texts = st.lists(st.one_of(st.sampled_from(FRAGMENTS), characters), max_size=30).map("".join)
letters = st.text(
    st.one_of(
        *(
            st.characters(min_codepoint=ord(first), max_codepoint=ord(last), categories=("L", "Mn", "Nd"))
            for first, last in ("Aſ", "Ḁỹ", "Ͱώ", "ἀῼ", "Аӿ", "את", "ءي", "अह", "ぁヺ", "가힣", "Ａｚ")
        ),
        st.characters(min_codepoint=0x300, max_codepoint=0x36F),
    )
)


def plainly_folded(word: str, *, keep_marks: bool) -> str:
    """Fold by Unicode's own operations on the whole word."""
    for _ in range(3):
        word = unicodedata2.normalize("NFD", word).replace("ß", "ss").replace("æ", "ae").replace("œ", "oe")
        if not keep_marks:
            word = "".join(
                letter
                for letter in word
                if not (10 <= unicodedata2.combining(letter) <= 36 or unicodedata2.combining(letter) >= 200)
            )
        word = "".join(
            letter if unicodedata2.combining(letter) else unicodedata2.normalize("NFKD", letter.casefold())
            for letter in word
        )
    return str(unicodedata2.normalize("NFD", word.replace("ʼ", "'").replace("ʾ", "'").replace("\u034f", "")))


@given(letters, st.booleans())
def test_folds_words_as_unicode_does(word: str, keep_marks: bool) -> None:
    # These have compatible forms that hold more than letters, or are read as apostrophes.
    word = "".join(letter for letter in word if letter not in "ŀĿ\u037a\u0374")
    assert fold_word(word, keep_marks=keep_marks) == plainly_folded(word, keep_marks=keep_marks)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Straße", "strasse"),
        ("ΛΌΓΟΣ", "λογοσ"),
        ("ᾳ", "α"),
        ("İ", "i"),
        ("ı", "ı"),
        ("Congreſs", "congress"),
        ("Œuvre", "oeuvre"),
        ("ﬃ", "ffi"),
        ("don’t", "don't"),
        ("ŉ", "'n"),
        ("recol-\n  lections", "recollections"),
        ("so\u00adft", "soft"),
        ("كِتَـــاب", "كتاب"),
        ("が", "か\u3099"),
        ("x²", "x2"),
        ("½", "½"),
        ("ŀ", "ŀ"),
        ("e\u0302\u0323", "e"),
        ("", ""),
        ("ⱯᲉꟜ", "ɐᲊƛ"),
    ],
)
def test_folds_words(word: str, folded: str) -> None:
    assert fold_word(word) == folded


def test_keeps_marks_in_canonical_order() -> None:
    assert fold_word("é", keep_marks=True) == "e\u0301"
    assert fold_word("e\u0302\u0323", keep_marks=True) == fold_word("ệ", keep_marks=True) == "e\u0323\u0302"


def test_folds_punctuation_of_texts() -> None:
    folded = fold_text("“Take—your ‘hats’…”\u00a0«So»（1）")
    assert folded.text == '"take-your \'hats\'…" "so"(1)'


def test_joins_line_end_hyphens_of_texts_only_if_told() -> None:
    text = "Recol-\nlections well-known"
    assert fold_text(text).text == "recollections well-known"
    assert fold_text(text, join_line_end_hyphens=False).text == "recol-\nlections well-known"
    assert fold_word("a-\nb", join_line_end_hyphens=False) == "a-\nb"


def test_offsets_lead_back_to_the_source() -> None:
    folded = fold_text("Straße: œ e\u0301!")
    assert folded.text == "strasse: oe e!"
    assert folded.offsets.dtype == np.int32
    assert folded.offsets.tolist() == [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 10, 12, 13]


@given(texts, st.booleans(), st.booleans())
def test_folds_a_text_as_a_word(text: str, keep_marks: bool, join: bool) -> None:
    options = {"keep_marks": keep_marks, "join_line_end_hyphens": join}
    assert fold_text(text, **options).text == fold_word(text, **options)


@given(texts, st.booleans())
def test_offsets_never_fall_and_end_with_the_source(text: str, keep_marks: bool) -> None:
    folded = fold_text(text, keep_marks=keep_marks)
    assert len(folded.offsets) == len(folded.text) + 1
    assert np.all(np.diff(folded.offsets) >= 0)
    assert folded.offsets[-1] == len(text)
    assert not folded.text or folded.offsets[0] >= 0


@given(texts, st.booleans())
def test_each_piece_folds_to_what_its_source_folds_to(text: str, keep_marks: bool) -> None:
    folded = fold_text(text, keep_marks=keep_marks, join_line_end_hyphens=False)
    combining = unicode_tables().combining_class
    # Cut where a letter starts and the source does too: an expansion is one piece, and so is a letter with its marks.
    cuts = [
        place
        for place in range(len(folded.text))
        if combining[ord(folded.text[place])] == 0
        and (place == 0 or folded.offsets[place] > folded.offsets[place - 1])
    ]
    for begin, end in itertools.pairwise([*cuts, len(folded.text)]):
        source = text[folded.offsets[begin] : folded.offsets[end]]
        assert fold_word(source, keep_marks=keep_marks, join_line_end_hyphens=False) == folded.text[begin:end]


@given(texts, st.booleans())
@example(text="㉮Ⓐⓐ", keep_marks=False)
def test_folding_twice_changes_nothing(text: str, keep_marks: bool) -> None:
    once = fold_word(text, keep_marks=keep_marks)
    assert fold_word(once, keep_marks=keep_marks, join_line_end_hyphens=False) == once


@given(texts, st.booleans())
def test_composed_and_decomposed_text_fold_alike(text: str, keep_marks: bool) -> None:
    composed = unicodedata2.normalize("NFC", text)
    decomposed = unicodedata2.normalize("NFD", text)
    assert fold_word(composed, keep_marks=keep_marks) == fold_word(decomposed, keep_marks=keep_marks)
