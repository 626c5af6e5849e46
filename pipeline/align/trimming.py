"""Trimming: where a passage begins and ends, as headings, sentences and quotation marks show it.

The score of words finds a passage to within a word or two; the text says the rest.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.blocks import Block
from pipeline.align.corpus_view import pair_worth
from pipeline.align.edges import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.align.corpus_view import DocumentView

__all__ = ["trim_edges"]

_BREAK = re.compile('["“”„«»‹›「」『』.!?;:…。！？؟।]|\n')
"""What may part a passage from what is beside it: quotation marks, ends of sentences and clauses, line breaks."""

_TAIL_WORDS = 3
_TAIL_MILLIBITS = 14_000
"""A last word or three beyond a sentence's end, worth less than this, stand there by chance ("... clean
collars. The")."""

_FIRST_WORDS = 3
"""Words before a passage among which its sentence may begin."""

Blocks = list[Block]


def trim_edges(
    part: Blocks, a: DocumentView, b: DocumentView, *, same_document: bool, word_weight: float
) -> Blocks:
    """Take off a heading at the begin, and words beyond a sentence or quotation at either end that tell nothing.

    An equal heading above two excerpts is evidence, not text; the excerpt begins below it. A part that is nothing but
    heading on a side stays as it is. Where both sentences begin with the same word shortly before, so does the part.

    Args:
        part: Blocks in order.
        a: Document of side a.
        b: Document of side b.
        same_document: Whether both sides are one document.
        word_weight: Share of a word's rarity that counts.

    Returns:
        The blocks that stay; may be empty.
    """
    begin_a, begin_b = part[0].a, part[0].b
    end_a, end_b = part[-1].end_a, part[-1].end_b
    begin_a, end_a = _without_headings(a, begin_a, end_a)
    begin_b, end_b = _without_headings(b, begin_b, end_b)
    kept = clip(part, begin_a, end_a, begin_b, end_b)
    if not kept:
        return kept
    heads = list(itertools.islice(_pairs(kept), _TAIL_WORDS + 1))
    tails = list(itertools.islice(_pairs_backwards(kept), _TAIL_WORDS + 1))
    ends = np.array([pair[0] for pair in (*heads, *tails)])
    worth = pair_worth(a, b, a.words[ends], same_document=same_document, word_weight=word_weight).tolist()
    head = 0 if _starts_clean(heads[0], a, b) else _loose_words(heads, worth[: len(heads)], a, b)
    tail = 0
    if not _ends_clean(tails[0], a, b):
        tail = _loose_words(tails, worth[len(heads) :], a, b, backwards=True)
    if head + tail < sum(block.words for block in kept):
        first, last = heads[head], tails[tail]
        kept = clip(kept, first[0], last[0] + 1, first[1], last[1] + 1)
    return _with_first_words(kept, a, b, same_document=same_document)


def _pairs(part: Blocks) -> Iterator[tuple[int, int]]:
    """The words of a part on both sides."""
    return ((block.a + at, block.b + at) for block in part for at in range(block.words))


def _pairs_backwards(part: Blocks) -> Iterator[tuple[int, int]]:
    return ((block.a + at, block.b + at) for block in reversed(part) for at in range(block.words - 1, -1, -1))


def _with_first_words(part: Blocks, a: DocumentView, b: DocumentView, *, same_document: bool) -> Blocks:
    """Begin where the sentence begins on both sides, if both sentences begin with the same word shortly before.

    "Sergei Sedov was fascinated" against "Sergei was fascinated": a name that stands everywhere tells too little for a
    score, but it is the subject of what both say.
    """
    first = part[0]
    back_a, back_b = _words_to_sentence(a, first.a), _words_to_sentence(b, first.b)
    if not back_a or not back_b or (same_document and part[-1].end_a > first.b - back_b):
        return part
    words = 0
    while (
        words < min(back_a, back_b) and a.words[first.a - back_a + words] == b.words[first.b - back_b + words]
    ):
        words += 1
    if words == 0 or words == back_a == back_b:
        # All of them equal: the score had its reason to leave them out.
        return part
    return [Block(a=first.a - back_a, b=first.b - back_b, words=words), *part]


def _words_to_sentence(view: DocumentView, word: int) -> int:
    """How many words before a word its sentence begins; 0 where it begins with it, or too far off to say."""
    for back in range(1, _FIRST_WORDS + 1):
        if word - back < 0 or view.block[word - back] != view.block[word]:
            return 0
        if _is_break(view, word - back):
            return 0
        if _is_break(view, word - back - 1):
            return back
    return 0


def _without_headings(view: DocumentView, begin: int, end: int) -> tuple[int, int]:
    """The range without headings at its begin and end, unless nothing else is in it."""
    text = np.flatnonzero(~view.heading[begin:end])
    if len(text) == 0:
        return begin, end
    return begin + int(text[0]), begin + int(text[-1]) + 1


def _loose_words(
    pairs: list[tuple[int, int]],
    worth: list[int],
    a: DocumentView,
    b: DocumentView,
    *,
    backwards: bool = False,
) -> int:
    """How many words at an end stand beyond a break of the text and are worth little.

    Args:
        pairs: Words of side a and b, from the end that is looked at inwards.
        worth: Millibits of each.
        a: Document of side a.
        b: Document of side b.
        backwards: Whether the end of the passage is looked at.

    Returns:
        Words to take off, the most that qualify.
    """
    loose = 0
    total = 0
    for at in range(min(_TAIL_WORDS, len(pairs) - 1)):
        total += worth[at]
        if total >= _TAIL_MILLIBITS:
            break
        outer, inner = pairs[at], pairs[at + 1]
        for view, side in ((a, 0), (b, 1)):
            left, right = (inner[side], outer[side]) if backwards else (outer[side], inner[side])
            if _is_break(view, left) or _is_break(view, right - 1):
                loose = at + 1
    return loose


def _is_break(view: DocumentView, word: int) -> bool:
    """Whether the text breaks off after a word; the stop after an initial ("L. D.") is no break."""
    if word < 0:
        return True
    after = view.between(word, word + 1)
    if int(view.end[word] - view.begin[word]) == 1 and after.strip() == ".":
        return False
    return _BREAK.search(after) is not None or word == len(view.words) - 1


def _starts_clean(pair: tuple[int, int], a: DocumentView, b: DocumentView) -> bool:
    """Whether the text breaks right before a word on both sides: then the passage begins there."""
    return _is_break(a, pair[0] - 1) and _is_break(b, pair[1] - 1)


def _ends_clean(pair: tuple[int, int], a: DocumentView, b: DocumentView) -> bool:
    """Whether the text breaks right after a word on both sides."""
    return _is_break(a, pair[0]) and _is_break(b, pair[1])
