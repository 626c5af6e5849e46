"""Pairwise alignment of two texts or two sequences of tokens, for whoever has no corpus: a notebook, a benchmark.

    >>> from pipeline.align.pairwise import align_texts
    >>> found = align_texts("The cat sat on the mat.", "On the mat sat the black cat.")
    >>> [(found.a.words[i], found.b.words[j]) for i, j in found.word_pairs()]

A run aligns the passages of its matches with the same ``align_sides``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.align.side import Side
from pipeline.align.words import align_sides
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import tokenise

if TYPE_CHECKING:
    from pipeline.align.cells import Alignment

__all__ = ["align_texts", "align_tokens", "side_of"]

_fold = functools.lru_cache(maxsize=1 << 16)(fold_word)


def align_texts(a: str, b: str, *, keep_marks: bool = False) -> Alignment:
    """Align two texts word by word.

    Args:
        a: A text.
        b: Another.
        keep_marks: Whether words that differ in accents or points alone differ.

    Returns:
        Cells in order, and moves; word numbers count in ``alignment.a.words`` and ``alignment.b.words``, whose places
        in the texts are ``begin`` and ``end`` of each side. With the texts exchanged, the same exchanged.

    Cost: linear in time and memory for texts that are versions of each other, see ``align_sides``; some 200,000 words a
    second.
    """
    return align_sides(side_of(a, keep_marks=keep_marks), side_of(b, keep_marks=keep_marks))


def side_of(text: str, *, keep_marks: bool = False) -> Side:
    """A whole text as one side of an alignment."""
    tokens = tokenise([text], keep_marks=keep_marks)
    begin, end = tokens.begin.tolist(), tokens.end.tolist()
    words = [_fold(text[i:j], keep_marks=keep_marks) for i, j in zip(begin, end, strict=True)]
    return Side(text=text, words=words, begin=begin, end=end)


def align_tokens(
    a: Sequence[str], b: Sequence[str], *, moved: bool = True, keep_marks: bool = False
) -> list[tuple[int, int]]:
    """Align two sequences of tokens as somebody else has cut them.

    Args:
        a: Tokens of side a; each may hold punctuation, several words, or no word at all.
        b: Tokens of side b.
        moved: Whether to give the pairs of moved words too; they cross the others.
        keep_marks: Whether words that differ in accents or points alone differ.

    Returns:
        Pairs of token numbers, sorted. A token without a word never votes: it is paired where equal tokens stand
        between pairs that follow each other.

    Cost: that of ``align_texts``.
    """
    text_a, text_b = _Tokens(a, keep_marks=keep_marks), _Tokens(b, keep_marks=keep_marks)
    alignment = align_sides(text_a.side, text_b.side)
    in_order = {(text_a.token[i], text_b.token[j]) for i, j in alignment.word_pairs(moved=False)}
    pairs = in_order | set(_wordless(a, b, sorted(in_order), text_a.wordless, text_b.wordless))
    if moved:
        pairs |= {(text_a.token[i], text_b.token[j]) for i, j in alignment.word_pairs()}
    return sorted(pairs)


class _Tokens:
    """Tokens as one text: a side of words, the token each word stands in, and the tokens without a word."""

    def __init__(self, tokens: Sequence[str], *, keep_marks: bool) -> None:
        """Join tokens by blanks."""
        self.side = side_of(" ".join(tokens), keep_marks=keep_marks)
        self.token: list[int] = []
        number, end = 0, len(tokens[0]) if tokens else 0
        for begin in self.side.begin:
            while begin >= end:
                number += 1
                end += 1 + len(tokens[number])
            self.token.append(number)
        held = set(self.token)
        self.wordless = [number for number in range(len(tokens)) if number not in held]


def _wordless(
    a: Sequence[str],
    b: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    wordless_a: Sequence[int],
    wordless_b: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """Equal tokens without a word that stand between the same two pairs, in order."""
    waiting = {number: b[number] for number in wordless_b}
    borders_a = [-1, *(i for i, _ in pairs), len(a)]
    borders_b = [-1, *(j for _, j in pairs), len(b)]
    of_gap: dict[int, list[int]] = {}
    row = 0
    for number in waiting:
        while borders_b[row + 1] < number:
            row += 1
        of_gap.setdefault(row, []).append(number)
    row = 0
    for number in wordless_a:
        while borders_a[row + 1] < number:
            row += 1
        held = of_gap.get(row, [])
        at = next((at for at, other in enumerate(held) if b[other] == a[number]), None)
        if at is not None:
            yield number, held[at]
            of_gap[row] = held[at + 1 :]
