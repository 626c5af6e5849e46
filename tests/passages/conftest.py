"""A corpus from texts, and what stage 1 and the passages of stage 2 find in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
import pytest

from pipeline.align.corpus_view import CorpusView
from pipeline.align.judge import judge_passages
from pipeline.config import Config
from pipeline.corpus.documents import Document, text_document
from pipeline.corpus.tokenise import tokenise
from pipeline.engine import LocalEngine
from pipeline.minhash.stage import minhash_stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One match by the text of both sides, with the numbers of the documents and begin of each side."""

    a: int
    b: int
    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    a_text: str
    b_text: str


def document(number: int, text: str) -> Document:
    """A document that needs nothing but its text."""
    return text_document(
        text,
        document_id=f"d_{number}",
        siglum=str(number),
        path=f"{number:03}.txt",
    )


def _find(*texts: str, config: Config | None = None) -> list[Found]:
    settings = config or Config()
    documents = tuple(document(number, text) for number, text in enumerate(texts))
    tokens = tokenise([item.text for item in documents])
    candidates = minhash_stage(tokens, len(documents), settings)
    corpus = CorpusView.of(documents, tokens)
    judged = judge_passages(documents, corpus, candidates, settings, LocalEngine(jobs=1))
    found = []
    for row in judged.filter(pl.col("reason") == "").iter_rows(named=True):
        a, b = corpus.document(row["document_a"]), corpus.document(row["document_b"])
        a_begin, a_end = int(a.begin[row["begin_a"]]), int(a.end[row["end_a"] - 1])
        b_begin, b_end = int(b.begin[row["begin_b"]]), int(b.end[row["end_b"] - 1])
        found.append(
            Found(
                a=row["document_a"],
                b=row["document_b"],
                a_begin=a_begin,
                a_end=a_end,
                b_begin=b_begin,
                b_end=b_end,
                a_text=a.text[a_begin:a_end],
                b_text=b.text[b_begin:b_end],
            )
        )
    return found


class Prose:
    """Words of an invented language with the frequencies of a real one; the same for the same seed."""

    def __init__(self, seed: int = 0, vocabulary: int = 4000) -> None:
        self._random = random.Random(seed)
        letters = "abcdefghijklmnoprstuvz"
        self._words = [
            "".join(self._random.choice(letters) for _ in range(self._random.randint(3, 9)))
            for _ in range(vocabulary)
        ]
        self._weights = [1.0 / (rank + 5) for rank in range(vocabulary)]

    def words(self, n: int) -> list[str]:
        """That many words."""
        return self._random.choices(self._words, self._weights, k=n)

    def text(self, n: int) -> str:
        """Sentences of twelve words that hold that many words, without a heading."""
        words = self.words(n)
        sentences = [" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, n, 12)]
        return " ".join(sentences)


@pytest.fixture(scope="session")
def find() -> Callable[..., list[Found]]:
    """The matches in a corpus of the texts given."""
    return _find


@pytest.fixture(scope="session")
def prose() -> Callable[[int], Prose]:
    """Prose of a seed."""
    return Prose
