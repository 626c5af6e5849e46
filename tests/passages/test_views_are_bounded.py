"""Documents at hand are bounded by their words, and made anew they are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import pipeline.align.corpus_view as module
from pipeline.align.corpus_view import CorpusView
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise

if TYPE_CHECKING:
    import pytest


def test_only_the_documents_looked_at_last_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT_WORDS", 10)
    texts = ["one two three four", "five six seven eight", "nine ten eleven twelve"]
    corpus = CorpusView.of([text_document(text) for text in texts], tokenise(texts))
    first = corpus.document(0)
    corpus.document(1)
    assert corpus.document(0) is first
    corpus.document(2)
    assert corpus.document(0) is first
    again = corpus.document(1)
    corpus.document(2)
    assert corpus.document(0) is not first
    assert np.array_equal(corpus.document(0).words, first.words)
    assert again.text == texts[1]


def test_a_document_larger_than_the_room_is_kept_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT_WORDS", 2)
    corpus = CorpusView.of([text_document("a b c d e")], tokenise(["a b c d e"]))
    assert corpus.document(0) is corpus.document(0)
