"""What tests of aligning share: sides of a match made of plain strings, and what a small corpus knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from pipeline.align.apply_variants import Difference, Passage, apply_variants
from pipeline.align.cells import Alignment
from pipeline.align.corpus_view import CorpusView
from pipeline.align.lexicon import Lexicon
from pipeline.align.side import Side
from pipeline.align.variant import Variant
from pipeline.align.variants import find_variants
from pipeline.align.words import align_sides
from pipeline.corpus.documents import Document, text_document
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import tokenise

FIRST, LAST = "Alpha", "Omega"
"""Words that stand nowhere else, so that a passage made of any text begins and ends with equal words."""

Rows = list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sides of a match."""

    a: Side
    b: Side

    def swapped(self) -> Pair:
        return Pair(a=self.b, b=self.a)

    def alignment(self) -> Alignment:
        return align_sides(self.a, self.b)

    def variants(self, lexicon: Lexicon) -> list[Variant]:
        return find_variants(self.alignment(), lexicon)

    def rebuilt(self, rows: Sequence[Variant]) -> str:
        """Side b as the rows make it of side a, without white space."""
        whole = [side.text[side.begin[0] : side.end[-1]] for side in (self.a, self.b)]
        passages = [
            Passage(begin=side.begin[0], text=text)
            for side, text in zip((self.a, self.b), whole, strict=True)
        ]
        differences = [
            Difference(
                is_move=row.operation == "transpose",
                a_begin=row.a_begin,
                a_end=row.a_end,
                b_begin=row.b_begin,
                b_end=row.b_end,
                b_reading=row.b_reading,
            )
            for row in rows
        ]
        return apply_variants(*passages, differences)


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
    return Pair(a=_side(text_a), b=_side(text_b))


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
