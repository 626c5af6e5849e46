"""Whether a side quotes its passage: quotation marks, or the borders of a blockquote, stand around just these words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.align.dress import QUOTES

if TYPE_CHECKING:
    from pipeline.align.corpus_view import DocumentView

__all__ = ["has_marks_around", "quotes_passage"]

_NEARLY_ALL = 0.9
_BESIDE_WORDS = 3
"""Words that may lie between the border of a quotation and that of the passage: a few changed words at an edge."""


def quotes_passage(view: DocumentView, first: int, last: int) -> bool:
    """Whether words stand in a quotation that begins and ends with them.

    A passage somewhere inside quotation marks is no sign: dialogue goes on for pages, and after one stray mark of a
    scanner what is quoted and what is not are exchanged up to the end of the paragraph. Whoever quotes a passage puts
    the marks around it.

    Args:
        view: The document as words.
        first: First word of the passage.
        last: Word after its last.

    Returns:
        Whether nine in ten of its words are quoted, and the quotation has its borders, or a mark, within three words of
        both ends.

    Cost: linear in the passage.
    """
    if last <= first or view.quoted[first:last].mean() < _NEARLY_ALL:
        return False
    return _has_border(view, first, first - _BESIDE_WORDS - 1) and _has_border(
        view, last, last + _BESIDE_WORDS
    )


def _has_border(view: DocumentView, at: int, beyond: int) -> bool:
    """Whether a quotation begins or ends at a word, or some words off: outside of it words are not quoted."""
    if not 0 <= beyond < len(view.quoted) or not view.quoted[beyond]:
        return True
    near = range(max(1, at - _BESIDE_WORDS), min(len(view.quoted), at + _BESIDE_WORDS + 1))
    return any(_has_mark(view.between(word - 1, word)) for word in near)


def _has_mark(text: str) -> bool:
    return any(character in QUOTES for character in text)


def has_marks_around(view: DocumentView, first: int, last: int) -> bool:
    """Whether a quotation mark stands right before the first or right after the last word of a passage."""
    return _has_mark(view.between(first - 1, first)) or _has_mark(view.between(last - 1, last))
