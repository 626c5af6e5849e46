"""Excerpts: matches of which one side is a text cut out of a larger one and printed for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.corpus.structure import locus
from pipeline.provenance.sections import section_words, source_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.corpus.documents import Document
    from pipeline.provenance.findings import MatchFinding

__all__ = ["is_excerpt"]

_WHOLE = 0.8
"""Share of a document's or a numbered source's words that the passage must have to be all that is printed there."""

_LARGER = 3
"""How many times as long as the passage the text must be that it is cut out of."""

_KEPT = 0.9


def is_excerpt(match: MatchFinding, compared: Sequence[Document], corpus: CorpusView) -> bool:
    """Whether a match is of the type ``excerpt`` (TABLES ``reuse_type``), which goes before all other types.

    One side is a whole short document or a whole numbered source, at least 80 % of its words. The other stands in the
    running text of another document, outside of quotation marks and of numbered sources, and that document is at least
    three times as long as the passage. Of the places where both sides have a word, 90 % are equal, and no direction
    says that the larger text is the copy.

    Args:
        match: The match, its direction settled.
        compared: Documents by number.
        corpus: The same documents as words.

    Returns:
        Whether it is one.

    Cost: logarithmic in the words of both documents.
    """
    if match.a == match.b or match.measures.kept_identity < _KEPT:
        return False
    a = (compared[match.a], corpus, match.a, match.a_begin, match.measures.words_a)
    b = (compared[match.b], corpus, match.b, match.b_begin, match.measures.words_b)
    copied_from = match.direction.copied_from
    if copied_from != "a" and match.measures.b_in_quotation_marks != "yes" and _is_part(*b):
        return _is_whole(*a)
    if copied_from != "b" and match.measures.a_in_quotation_marks != "yes" and _is_part(*a):
        return _is_whole(*b)
    return False


def _is_whole(document: Document, corpus: CorpusView, number: int, begin: int, words: int) -> bool:
    view = corpus.document(number)
    printed = section_words(document, view, begin) or len(view.words)
    return words >= _WHOLE * printed


def _is_part(document: Document, corpus: CorpusView, number: int, begin: int, words: int) -> bool:
    in_source = source_number(locus(document.structure, begin)) is not None
    return not in_source and len(corpus.document(number).words) >= _LARGER * words
