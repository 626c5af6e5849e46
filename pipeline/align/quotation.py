"""Which words of a document stand in quotation marks or in a blockquote."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["part_kinds", "quoted_words", "share_word"]

_MARK = re.compile('["“”„«»‹›「」『』]')
_CLOSED_BY = {
    '"': '"',
    "“": "”",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
}
"""What closes a quotation, by what opened it: in English, Swedish, German, French and Japanese ways."""

_NEARLY_ALL = 0.9
_HARDLY_ANY = 0.1


def quoted_words(
    text: str,
    word_begin: NDArray[np.int64],
    block_begin: NDArray[np.int32],
    blockquote: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Which words are quoted.

    Inside a block, a mark opens a quotation and the next that fits it closes it; other marks inside are nested. A
    quotation left open ends with its block, for a quotation of several paragraphs opens each anew.

    Args:
        text: The document's text.
        word_begin: int64[n], where each word begins.
        block_begin: int32[m], where each block begins; ``blockquote`` bool[m] says which are set as quotations.
        blockquote: See above.

    Returns:
        bool[n].

    Cost: linear in the text.
    """
    spans: list[tuple[int, int]] = []
    borders = [*block_begin.tolist(), len(text)] if len(block_begin) else [0, len(text)]
    opened = -1
    border = 1
    for mark in _MARK.finditer(text):
        at, character = mark.start(), mark.group()
        while border < len(borders) - 1 and at >= borders[border]:
            if opened >= 0:
                spans.append((opened, borders[border]))
                opened = -1
            border += 1
        if opened < 0:
            opened = at
        elif character in _CLOSED_BY.get(text[opened], ""):
            spans.append((opened, at))
            opened = -1
    if opened >= 0:
        spans.append((opened, next((edge for edge in borders[border:] if edge > opened), len(text))))
    quoted = _words_inside(spans, word_begin)
    if len(block_begin) and blockquote.any():
        block = np.maximum(np.searchsorted(block_begin, word_begin, "right") - 1, 0)
        quoted |= blockquote[block]
    return quoted


def _words_inside(spans: list[tuple[int, int]], word_begin: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which words begin in one of some spans of the text, which are in order and do not overlap."""
    steps = np.zeros(len(word_begin) + 1, np.int8)
    edges = np.searchsorted(word_begin, np.array(spans, np.int64).reshape(-1, 2))
    edges = edges[edges[:, 0] < edges[:, 1]]
    # A span may begin with the word that the span before it ends with.
    steps[edges[:, 0]] += 1
    steps[edges[:, 1]] -= 1
    return np.cumsum(steps[:-1], dtype=np.int8) > 0


def share_word(flags: NDArray[np.bool_]) -> str:
    """``yes``, ``partly`` or ``no`` for a share of words (TABLES ``a_in_quotation_marks``)."""
    share = float(flags.mean()) if len(flags) else 0.0
    if share >= _NEARLY_ALL:
        return "yes"
    return "partly" if share > _HARDLY_ANY else "no"


def part_kinds(quoted: NDArray[np.bool_], heading: NDArray[np.bool_]) -> list[tuple[int, int, str]]:
    """Runs of words of one kind.

    Args:
        quoted: bool[n].
        heading: bool[n].

    Returns:
        First word, word after the last, and ``heading``, ``quotation`` or ``narration``, in order, covering all words.
    """
    codes = np.where(heading, 2, np.where(quoted, 1, 0))
    edges = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1], [True])))
    names = ("narration", "quotation", "heading")
    return [(int(begin), int(end), names[int(codes[begin])]) for begin, end in itertools.pairwise(edges)]
