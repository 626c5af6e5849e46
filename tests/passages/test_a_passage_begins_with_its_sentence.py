"""A name that stands everywhere tells too little for a score, but the passage begins with the sentence it opens."""

from __future__ import annotations

import pytest

from pipeline.align.blocks import Block
from pipeline.align.corpus_view import CorpusView
from pipeline.align.trimming import trim_edges
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise

COMMON = "rowed across the sound before the ebb had turned, and counted every lantern upon the mole."


def begin_of(one: str, other: str) -> tuple[str, str]:
    """The first words of a passage that the score begins with "rowed"."""
    texts = [f"{one} {COMMON}", f"{other} {COMMON}"]
    corpus = CorpusView.of([text_document(text) for text in texts], tokenise(texts))
    a, b = corpus.document(0), corpus.document(1)
    words = len(COMMON.split())
    part = [Block(a=len(a.words) - words, b=len(b.words) - words, words=words)]
    (first, *_) = trim_edges(part, a, b, same_document=False, word_weight=0.6)
    return a.folded(first.a), b.folded(first.b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nobody came. Anna Brook", "It was late. Anna"),
        ("Nobody came. Anna", "It was late. Anna Brook"),
        ("Anna Brook", "So ends this. Anna"),
    ],
)
def test_a_sentence_that_begins_with_the_same_name_belongs_to_the_passage(one: str, other: str) -> None:
    assert begin_of(one, other) == ("anna", "anna")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nobody came. He quickly", "It was late. Anna"),
        ("Nobody came. Anna Brook, as the harbour master told us later,", "It was late. Anna"),
        ("Nobody came. Anna Brook", "It was late, and Anna"),
    ],
)
def test_another_begin_or_one_far_off_does_not(one: str, other: str) -> None:
    assert begin_of(one, other) == ("rowed", "rowed")
