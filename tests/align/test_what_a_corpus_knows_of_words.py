"""Words are counted by the contexts they stand in, so that copies of a misprint do not make it a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.describe import DescribeContext
from pipeline.align.lexicon import word_contexts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.align.corpus_view import CorpusView

MISPRINT = "the steam tug found some aiticles of bedding"
TEXTS = (
    f"At noon {MISPRINT} there.",
    f"They say {MISPRINT} there.",
    "Later he came. The later train was late. It was later still, and the latter half of the latter day was his.",
)


def _context(corpus: CorpusView) -> DescribeContext:
    vocabulary, counts = word_contexts(corpus.words)
    return DescribeContext(corpus=corpus, vocabulary=vocabulary, counts=counts, keep_marks=False)


def test_copies_of_one_place_count_once(corpus_of: Callable[..., CorpusView]) -> None:
    context = _context(corpus_of(*TEXTS))
    assert context.count("aiticles") == context.count("AITICLES") == 1
    assert context.count("was") == 3
    assert context.count("unheard") == 0


def test_a_text_that_uses_two_forms_at_places_of_their_own_tells_them_apart(
    corpus_of: Callable[..., CorpusView],
) -> None:
    context = _context(corpus_of(*TEXTS))
    assert context.lexicon(0, 2).tells_apart("later", "latter")
    assert not context.lexicon(0, 1).tells_apart("later", "latter")
    assert not context.lexicon(2, 2).tells_apart("later", "aiticles")


def test_two_forms_in_one_context_are_not_told_apart(corpus_of: Callable[..., CorpusView]) -> None:
    contexts = "who were {} them all. We saw {} boys again. "
    context = _context(corpus_of(contexts.replace("{}", "pummeling") + contexts.replace("{}", "pummelling")))
    assert context.count("pummeling") == context.count("pummelling") == 2
    assert not context.lexicon(0, 0).tells_apart("pummeling", "pummelling")


def test_an_empty_corpus_knows_nothing() -> None:
    vocabulary, counts = word_contexts(np.array([], np.uint32))
    assert len(vocabulary) == len(counts) == 0
