"""Witnesses made of plain texts, their apparatus as lines a person can read, and as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import pytest

from pipeline.align.collation.apparatus import find_apparatus
from pipeline.align.collation.place import Place
from pipeline.align.collation.versions import WitnessText
from pipeline.align.lexicon import Lexicon
from pipeline.align.side import Side
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import tokenise
from pipeline.tables import from_rows
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    import polars as pl

Texts = Mapping[str, str]
Apparatus = Callable[..., tuple[Place, ...]]
Lines = Callable[..., list[str]]
Tables = Callable[..., "dict[str, pl.DataFrame]"]

LEXICON = Lexicon(count=lambda _: 3, contexts=lambda _: (frozenset(), frozenset()))


def witness_text(text: str) -> WitnessText:
    """A witness whose passage is a whole text."""
    tokens = tokenise([text])
    begin, end = tokens.begin.tolist(), tokens.end.tolist()
    words = [fold_word(text[first:last], keep_marks=False) for first, last in zip(begin, end, strict=True)]
    side = Side(text=text, words=words, begin=begin, end=end)
    return WitnessText(side=side, begin=0, end=len(text))


def apparatus_of(texts: Texts, lemma: str | None = None) -> tuple[Place, ...]:
    """The apparatus of some texts; the lemma is the first unless another is named."""
    witnesses = [witness_text(text) for text in texts.values()]
    number = 0 if lemma is None else list(texts).index(lemma)
    return find_apparatus(witnesses, number, lambda _one, _other: LEXICON)


def lines_of(texts: Texts, lemma: str | None = None) -> list[str]:
    """Each place as ``class: lemma ] reading A B | state C``."""
    sigla = list(texts)

    def line(place: Place) -> str:
        others = [
            " ".join(
                [
                    *([one.reading] if one.reading else []),
                    *([one.state] if one.state != "reads" else []),
                    "".join(sigla[at] for at in one.witnesses),
                ]
            )
            for one in place.readings[1:]
        ]
        return f"{place.variant_class}: {place.lemma} ] {' | '.join(others)}"

    return [line(place) for place in apparatus_of(texts, lemma)]


def tables_of(texts: Texts, lemma: str | None = None) -> dict[str, pl.DataFrame]:
    """The published tables of one family of these texts."""
    sigla = list(texts)
    places = apparatus_of(texts, lemma)
    ids = {siglum: f"w_{number}" for number, siglum in enumerate(sigla)}
    family = {
        "family_id": "f_1",
        "label": "a family",
        "n_witnesses": len(sigla),
        "n_documents": len(sigla),
        "lemma_witness_id": ids[lemma or sigla[0]],
        "lemma_basis": "longest",
        "mean_word_identity": 0.9,
        "contains_family_ids": [],
    }
    witnesses = [
        {
            "witness_id": ids[siglum],
            "family_id": "f_1",
            "document_id": f"d_{number}",
            "path": f"{number:03}.txt",
            "locus": "¶1",
            "begin": 0,
            "end": len(text),
            "siglum": siglum,
            "role": "narrative",
            "exact": text,
            "n_words": len(text.split()),
        }
        for number, (siglum, text) in enumerate(texts.items())
    ]
    rows = [
        {
            "family_id": "f_1",
            "place": number,
            "entry": f"{place.lemma} ] other",
            "lemma": place.lemma,
            "lemma_begin": place.lemma_begin,
            "lemma_end": place.lemma_end,
            "readings": [
                {
                    "reading": one.reading,
                    "state": one.state,
                    "sigla": [sigla[at] for at in one.witnesses],
                }
                for one in place.readings
            ],
            "variant_class": place.variant_class,
            "level": LEVEL_OF_CLASS[place.variant_class],
        }
        for number, place in enumerate(places, 1)
    ]
    return {
        "families": from_rows("families", [family]),
        "witnesses": from_rows("witnesses", witnesses),
        "apparatus": from_rows("apparatus", rows),
    }


@pytest.fixture
def apparatus() -> Apparatus:
    """The apparatus of some texts."""
    return apparatus_of


@pytest.fixture
def lines() -> Lines:
    """Each place of the apparatus of some texts as one line."""
    return lines_of


@pytest.fixture
def tables() -> Tables:
    """The published tables of one family."""
    return tables_of


@pytest.fixture
def named() -> Callable[[Sequence[str]], dict[str, str]]:
    """Texts by the letters A, B, C and so on."""
    return lambda texts: {chr(ord("A") + number): text for number, text in enumerate(texts)}
