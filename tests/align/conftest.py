"""What tests of aligning share: sides of a match made of plain strings, and what a small corpus knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from pipeline.align.blocks import Block, align_stretches
from pipeline.align.corpus_view import CorpusView
from pipeline.align.lexicon import Lexicon
from pipeline.align.side import Side
from pipeline.align.variant import Variant
from pipeline.align.variants import find_variants
from pipeline.align.words import align_words
from pipeline.corpus.documents import Document, text_document
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import tokenise

FIRST, LAST = "Alpha", "Omega"
"""Words that stand nowhere else, so that a passage made of any text begins and ends with equal words."""

Rows = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sides of a match and their runs of equal words."""

    a: Side
    b: Side
    blocks: tuple[Block, ...]

    def swapped(self) -> Pair:
        blocks = tuple(Block(a=block.b, b=block.a, words=block.words) for block in self.blocks)
        return Pair(a=self.b, b=self.a, blocks=blocks)

    def variants(self, lexicon: Lexicon) -> list[Variant]:
        return find_variants(self.a, self.b, align_words(self.a, self.b, self.blocks), lexicon)


def _side(text: str, passage: str | None = None) -> Side:
    tokens = tokenise([text])
    low = 0 if passage is None else text.index(passage)
    high = len(text) if passage is None else low + len(passage)
    words = zip(tokens.begin.tolist(), tokens.end.tolist(), strict=True)
    inside = [(begin, end) for begin, end in words if low <= begin and end <= high]
    return Side(
        text=text,
        words=[fold_word(text[begin:end]) for begin, end in inside],
        begin=[begin for begin, _ in inside],
        end=[end for _, end in inside],
    )


def _pair(text_a: str, text_b: str) -> Pair:
    a, b = _side(text_a), _side(text_b)
    ids: dict[str, int] = {}
    words = [np.array([ids.setdefault(word, len(ids)) for word in side.words], np.uint32) for side in (a, b)]
    blocks = align_stretches(words[0], words[1], (0, len(a.words), 0, len(b.words)), [])
    return Pair(a=a, b=b, blocks=tuple(blocks))


def _lexicon(counts: Mapping[str, int] | None = None, told_apart: Sequence[tuple[str, str]] = ()) -> Lexicon:
    known = counts or {}
    places = {
        word: frozenset({2 * number, 2 * number + 1})
        for number, word in enumerate(sorted({word for pair in told_apart for word in pair}))
    }
    return Lexicon(
        count=lambda word: known.get(word.casefold(), 1),
        contexts=lambda word: (places.get(word.casefold(), frozenset()),),
    )


@pytest.fixture(scope="session")
def side_of() -> Callable[..., Side]:
    """One side of a match: the whole of a text, or a passage of it."""
    return _side


@pytest.fixture(scope="session")
def pair_of() -> Callable[[str, str], Pair]:
    """Two sides of a match: the whole of two texts that begin and end with the same words."""
    return _pair


@pytest.fixture(scope="session")
def knowing() -> Callable[..., Lexicon]:
    """What a corpus knows: how often its words stand in it (1 unless said), and which words it tells apart."""
    return _lexicon


@pytest.fixture(scope="session")
def differences() -> Callable[..., Rows]:
    """Class and both readings of every difference of two texts, put between the same two words."""

    def between(text_a: str, text_b: str, lexicon: Lexicon | None = None) -> Rows:
        pair = _pair(f"{FIRST} {text_a} {LAST}", f"{FIRST} {text_b} {LAST}")
        rows = pair.variants(lexicon or _lexicon())
        return [(row.variant_class, row.a_reading, row.b_reading) for row in rows]

    return between


@pytest.fixture(scope="session")
def corpus_of() -> Callable[..., CorpusView]:
    """A corpus of plain texts."""

    def make(*texts: str) -> CorpusView:
        documents = tuple(_document(number, text) for number, text in enumerate(texts))
        return CorpusView.of(documents, tokenise(texts))

    return make


def _document(number: int, text: str) -> Document:
    return text_document(
        text,
        document_id=f"d_{number}",
        siglum=str(number),
        path=f"{number}.txt",
    )
