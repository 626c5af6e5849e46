"""Function words in the same places are syntax: what the words are about must be shared as well."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from pipeline.align.corpus_view import CorpusView
from pipeline.align.kept import KEPT_INFORMATION, kept_information
from pipeline.align.passages import PASSAGE_SCHEMA
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise
from pipeline.minhash.information import measure_information

Find = Callable[..., list[Any]]
Made = Callable[[int], Any]

FUNCTION = ["the", "of", "and", "to", "a", "in", "that", "he", "was", "it"]


def kept_of(one: str, other: str, blocks: list[tuple[int, int]], *others: str) -> float:
    """The share kept by two whole texts whose equal words are the blocks, given as begin and words."""
    texts = (one, other, *others)
    tokens = tokenise(texts)
    corpus = CorpusView.of([text_document(text) for text in texts], tokens)
    words = len(one.split())
    passage = {
        "document_a": 0,
        "document_b": 1,
        "begin_a": 0,
        "end_a": words,
        "begin_b": 0,
        "end_b": words,
        "blocks": [{"a": begin, "b": begin, "words": n} for begin, n in blocks],
    }
    information = measure_information(tokens.word_hash, tokens.document_starts, word_weight=0.6)
    frame = pl.DataFrame([passage], schema=PASSAGE_SCHEMA)
    return float(kept_information(frame, corpus, information)[0])


@pytest.fixture
def language(prose: Made) -> str:
    """A text in which every second word is a function word, so that those tell little."""
    chosen = random.Random(3)
    return " ".join(
        chosen.choice(FUNCTION) if at % 2 else word for at, word in enumerate(prose(9).words(4000))
    )


def test_function_words_alone_are_less_than_half_of_what_a_passage_says(prose: Made, language: str) -> None:
    chosen = random.Random(4)
    skeleton = [chosen.choice(FUNCTION) for _ in range(60)]
    one, other = (
        " ".join(f"{function} {word}" for function, word in zip(skeleton, prose(seed).words(60), strict=True))
        for seed in (1, 2)
    )
    alternate = [(2 * at, 1) for at in range(60)]
    assert kept_of(one, other, alternate, language) < KEPT_INFORMATION


def test_what_one_side_left_out_takes_nothing_from_what_is_kept(prose: Made, language: str) -> None:
    words = prose(5).words(30)
    assert kept_of(" ".join(words), " ".join(words), [(0, 30)], language) == 1.0


def test_misread_words_are_kept_by_their_likeness(prose: Made, language: str) -> None:
    words = [word for word in prose(6).words(200) if len(word) > 6][:20]
    misread = [f"{word[:3]}x{word[4:]}" if at % 3 else word for at, word in enumerate(words)]
    others = [word[::-1] if at % 3 else word for at, word in enumerate(words)]
    whole = [(at, 1) for at in range(0, 20, 3)]
    kept = kept_of(" ".join(words), " ".join(misread), whole, language)
    unlike = kept_of(" ".join(words), " ".join(others), whole, language)
    assert kept > KEPT_INFORMATION > unlike


def test_a_badly_read_copy_is_a_match(find: Find, prose: Made) -> None:
    passage = prose(3).text(70)
    letters = random.Random(4)
    misread = "".join(
        letters.choice("eocnu") if sign.isalpha() and letters.random() < 0.1 else sign for sign in passage
    )
    before, after = prose(6), prose(7)
    one = f"{before.text(60)}\n\n{passage}\n\n{before.text(40)}"
    other = f"{after.text(50)}\n\n{misread}\n\n{after.text(50)}"
    assert len(find(one, other)) == 1
