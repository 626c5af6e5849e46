"""Pairwise alignment of two texts or two sequences of tokens, for whoever has no corpus: a notebook, a benchmark.

    >>> from pipeline.align.pairwise import align_texts, differences
    >>> found = align_texts("The cat sat on the mat.", "On the mat sat the black cat.")
    >>> [(found.a.words[i], found.b.words[j]) for i, j in found.word_pairs()]
    >>> [(row.variant_class, row.a_reading, row.b_reading) for row in differences(found)]

A run aligns the passages of its matches with the same ``align_sides``.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.align.dress import WORD_SIGNS
from pipeline.align.languages import language_of_code, recognised_language
from pipeline.align.lexicon import Lexicon
from pipeline.align.side import Side
from pipeline.align.words import align_sides
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import tokenise

if TYPE_CHECKING:
    from pipeline.align.cells import Alignment
    from pipeline.align.variant import Variant

__all__ = ["align_texts", "align_tokens", "differences", "side_of"]

_REST_TOKENS = 15
"""Tokens of a place that a table shows as one row; in what is longer no token stands against another."""

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


def differences(alignment: Alignment, *, language: str | None = None) -> list[Variant]:
    """Every difference of two texts, with its class.

    Args:
        alignment: Of the two texts.
        language: Theirs, a BCP 47 code; recognised by their words where it is not given.

    Returns:
        Rows as in the table ``variants``, in order; none where a text has no words. Slips are told from spellings by
        what the two texts know of their words; a run asks the whole corpus.

    Cost: linear in the text.
    """
    from pipeline.align.variants import find_variants

    if not alignment.a.words or not alignment.b.words:
        return []
    contexts: list[dict[str, set[tuple[str, str]]]] = []
    for side in (alignment.a, alignment.b):
        known: dict[str, set[tuple[str, str]]] = {}
        for before, word, after in zip(["", *side.words], side.words, [*side.words[1:], ""], strict=False):
            known.setdefault(word, set()).add((before, after))
        contexts.append(known)
    pairs = sorted({pair for known in contexts for held in known.values() for pair in held})
    numbers = {pair: number for number, pair in enumerate(pairs)}
    spoken = language_of_code(language) or recognised_language((*alignment.a.words, *alignment.b.words))
    lexicon = Lexicon(
        count=lambda word: len(set().union(*(known.get(_fold(word), set()) for known in contexts))),
        contexts=lambda word: tuple(
            frozenset(numbers[pair] for pair in known.get(_fold(word), ())) for known in contexts
        ),
        language=spoken,
    )
    return find_variants(alignment, lexicon)


def side_of(text: str, *, keep_marks: bool = False) -> Side:
    """A whole text as one side of an alignment."""
    tokens = tokenise([text], keep_marks=keep_marks)
    begin, end = tokens.begin.tolist(), tokens.end.tolist()
    words = [_fold(text[i:j], keep_marks=keep_marks) for i, j in zip(begin, end, strict=True)]
    return Side(text=text, words=words, begin=begin, end=end)


def align_tokens(
    a: Sequence[str], b: Sequence[str], *, moved: bool = True, rest: bool = False, keep_marks: bool = False
) -> list[tuple[int, int]]:
    """Align two sequences of tokens as somebody else has cut them.

    Args:
        a: Tokens of side a; each may hold punctuation, several words, or no word at all.
        b: Tokens of side b.
        moved: Whether to give the pairs of moved words too; they cross the others.
        rest: Whether to pair from the left what is like nothing between two pairs, as the rows of a collation table do,
            where a short place was rewritten.
        keep_marks: Whether words that differ in accents or points alone differ.

    Returns:
        Pairs of token numbers, sorted. A token without a word never votes: it is paired where equal tokens stand
        between pairs that follow each other.

    Cost: that of ``align_texts``.
    """
    text_a, text_b = _Tokens(a, keep_marks=keep_marks), _Tokens(b, keep_marks=keep_marks)
    alignment = align_sides(text_a.side, text_b.side)
    in_order = {(text_a.token[i], text_b.token[j]) for i, j in alignment.word_pairs(moved=False)}
    pairs = in_order | set(_wordless(text_a, text_b, sorted(in_order)))
    if rest:
        pairs |= set(_rest(text_a, text_b, sorted(pairs)))
    if moved:
        pairs |= {(text_a.token[i], text_b.token[j]) for i, j in alignment.word_pairs()}
    return sorted(pairs)


class _Tokens:
    """Tokens as one text: a side of words, the token each word stands in, and the tokens that hold a word."""

    def __init__(self, tokens: Sequence[str], *, keep_marks: bool) -> None:
        """Join tokens by blanks; a sign that is read as a word ("&") is one."""
        self.tokens = tokens
        begins = list(itertools.accumulate((len(token) + 1 for token in tokens), initial=0))
        side = side_of(" ".join(tokens), keep_marks=keep_marks)
        signs = [number for number, token in enumerate(tokens) if token in WORD_SIGNS]
        words = sorted(
            [
                *zip(side.begin, side.end, side.words, strict=True),
                *((begins[number], begins[number] + 1, tokens[number]) for number in signs),
            ]
        )
        self.side = Side(
            text=side.text,
            words=[word for *_, word in words],
            begin=[begin for begin, *_ in words],
            end=[end for _, end, _ in words],
        )
        self.token = [bisect.bisect_right(begins, begin) - 1 for begin in self.side.begin]
        self.worded = set(self.token)

    def word_of_token(self) -> dict[int, tuple[str, ...]]:
        """The folded words of each token that holds some."""
        return {
            token: tuple(self.side.words[row] for row in rows)
            for token, rows in itertools.groupby(range(len(self.token)), key=self.token.__getitem__)
        }


def _wordless(a: _Tokens, b: _Tokens, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Equal tokens without a word that stand between the same two pairs, in order."""
    paired_a, paired_b = {i for i, _ in pairs}, {j for _, j in pairs}
    at_a = at_b = 0
    for i, j in [*pairs, (len(a.tokens), len(b.tokens))]:
        free_a = [number for number in range(at_a, i) if number not in paired_a]
        free_b = [number for number in range(at_b, j) if number not in paired_b]
        at_a, at_b = max(at_a, i + 1), max(at_b, j + 1)
        marks_a = [(number, a.tokens[number]) for number in free_a if number not in a.worded]
        marks_b = [(number, b.tokens[number]) for number in free_b if number not in b.worded]
        if [mark for _, mark in marks_a] <= [mark for _, mark in marks_b]:
            yield from _equal_in_order(marks_a, marks_b)
        else:
            yield from ((left, right) for right, left in _equal_in_order(marks_b, marks_a))


def _equal_in_order(
    some: Sequence[tuple[int, str]], others: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, int]]:
    """Each mark with the first equal one behind the last that was paired."""
    at = 0
    for number, mark in some:
        found = next((row for row in range(at, len(others)) if others[row][1] == mark), None)
        if found is not None:
            yield number, others[found][0]
            at = found + 1


def _rest(a: _Tokens, b: _Tokens, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left over between two pairs of equal words, paired from the left where the place is short."""
    word_a, word_b = a.word_of_token(), b.word_of_token()
    paired_a, paired_b = {i for i, _ in pairs}, {j for _, j in pairs}
    equal = [(i, j) for i, j in pairs if word_a.get(i) == word_b.get(j)]
    at_a = at_b = 0
    for i, j in [*equal, (len(a.tokens), len(b.tokens))]:
        if 0 < max(i - at_a, j - at_b) <= _REST_TOKENS:
            yield from zip(
                (number for number in range(at_a, i) if number not in paired_a),
                (number for number in range(at_b, j) if number not in paired_b),
                strict=False,
            )
        at_a, at_b = max(at_a, i + 1), max(at_b, j + 1)
