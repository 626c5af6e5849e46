"""What a gap costs: less where its words are the same words, misread or cut otherwise, than where they differ."""

from __future__ import annotations

import pytest

from pipeline.align.blocks import Block
from pipeline.align.corpus_view import CorpusView
from pipeline.align.gaps import GapRule, Gaps
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise

RULE = GapRule(mismatch=3500, gap=2500, max_short=10, max_long=40)


def price(a: str, b: str) -> int | None:
    """Of the words between "alpha" and "omega"."""
    texts = [f"alpha {a} omega", f"alpha {b} omega"]
    documents = [
        text_document(text, document_id=f"d_{at}", siglum=str(at), path=f"{at}.txt")
        for at, text in enumerate(texts)
    ]
    corpus = CorpusView.of(documents, tokenise(texts))
    views = corpus.document(0), corpus.document(1)
    last_a, last_b = (len(view.words) - 1 for view in views)
    return Gaps(a=views[0], b=views[1], rule=RULE).price(
        Block(a=0, b=0, words=1), Block(a=last_a, b=last_b, words=1)
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("immitators", "imitators"),
        ("poured in upon", "poured inupon"),
        ("and the gate", "andthe gate"),
        ("indescribable", "indes cribable"),
        ("ingen ious man", "ingenious nian"),
    ],
)
def test_the_same_words_misread_or_cut_otherwise_tell_more_than_they_cost(a: str, b: str) -> None:
    cost = price(a, b)
    assert cost is not None
    assert cost < 0
    assert price(b, a) == cost


@pytest.mark.parametrize(
    ("a", "b"),
    [("castle", "uponme"), ("upon me", "castle"), ("of it", "to"), ("the grey horse", "his old mare was")],
)
def test_other_words_cost_what_they_are(a: str, b: str) -> None:
    assert price(a, b) == RULE.cost(len(a.split()), len(b.split()))


def test_many_small_gaps_cost_more_than_one_wide_gap_of_as_many_words() -> None:
    assert 12 * RULE.cost(1, 1) >= 2 * RULE.cost(6, 6) > RULE.cost(12, 12)
    assert 10 * RULE.cost(0, 2) > RULE.cost(0, 20)
