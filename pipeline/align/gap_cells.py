"""Gaps filled: like words against each other, what is moved by itself, and the rest as it is."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.cells import Cell
from pipeline.align.like_words import Pair, best_pairs
from pipeline.align.stray_words import without_strays
from pipeline.minhash.information import MILLIBITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.align.side import Side

__all__ = ["Gap", "fill_gap"]

_LARGEST_GAP = 1 << 14
"""Product of the sides of a gap up to which its words are compared with each other; larger gaps are rewritten text."""

_SENTENCE = 1000 * MILLIBITS
"""Ends of sentences are set against each other wherever they can be: rewritten text is read sentence by sentence."""

_LETTER = MILLIBITS
"""What a letter that like words share tells: far less than its four bits, for letters foretell each other."""

_WHOLLY_ALIKE = 1000
"""Thousandths of likeness of the same word."""

_CERTAIN_GAP = 6
"""Product of the sides of a gap in which chance finds nothing, so that whatever is alike belongs together."""

_NOT_IN_A, _NOT_IN_B = "\0" * 64, "\1" * 64
"""What stands for words that moved away: like no word, and not like each other."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Words between two blocks, half-open, and the spans among them that stand elsewhere on the other side."""

    a: Span
    b: Span
    moved_a: Sequence[Span] = ()
    moved_b: Sequence[Span] = ()

    @classmethod
    def between(
        cls,
        a_begin: int,
        a_end: int,
        b_begin: int,
        b_end: int,
        moved_a: Sequence[Span] = (),
        moved_b: Sequence[Span] = (),
    ) -> Gap:
        """A gap with those of all moved spans, which are in order, that lie in it."""
        return cls(
            a=(a_begin, a_end),
            b=(b_begin, b_end),
            moved_a=_inside(moved_a, a_begin, a_end),
            moved_b=_inside(moved_b, b_begin, b_end),
        )


def _inside(spans: Sequence[Span], begin: int, end: int) -> Sequence[Span]:
    if not spans or begin == end:
        return ()
    return spans[bisect.bisect_left(spans, (begin, begin)) : bisect.bisect_left(spans, (end, end))]


def fill_gap(a: Side, b: Side, gap: Gap, bits: Sequence[int]) -> Iterator[Cell]:
    """Align the words of one gap by likeness and by where sentences end.

    Args:
        a: Side a.
        b: Side b.
        gap: Words of both sides, either of which may be empty.
        bits: What each word of side a tells where side b has it too, in millibits.

    Yields:
        Cells that cover the gap in order.

    Cost: the product of the sides, up to a limit above which nothing is compared.
    """
    at_a, at_b = gap.a[0], gap.b[0]
    for pair in _pairs(a, b, gap, bits):
        yield from _rest(a, b, gap, (at_a, pair.a_begin), (at_b, pair.b_begin))
        at_a, at_b = pair.a_end, pair.b_end
        if pair.a_begin < at_a:
            equal = a.words[pair.a_begin : at_a] == b.words[pair.b_begin : at_b]
            yield _cell((pair.a_begin, at_a), (pair.b_begin, at_b), equal=equal)
    yield from _rest(a, b, gap, (at_a, gap.a[1]), (at_b, gap.b[1]))


def _pairs(a: Side, b: Side, gap: Gap, bits: Sequence[int]) -> list[Pair]:
    """Like words and ends of sentences that stand against each other, without those that chance explains."""
    (begin_a, end_a), (begin_b, end_b) = gap.a, gap.b
    words_a, words_b = end_a - begin_a, end_b - begin_b
    if not 1 < words_a * words_b <= _LARGEST_GAP:
        return []
    found = best_pairs(
        _unmoved(a.words, gap.a, gap.moved_a, _NOT_IN_A),
        _unmoved(b.words, gap.b, gap.moved_b, _NOT_IN_B),
        _sentence_ends(a, gap.a, gap.moved_a),
        _sentence_ends(b, gap.b, gap.moved_b),
    )
    if not found or words_a * words_b <= _CERTAIN_GAP:
        return [pair.shifted(begin_a, begin_b) for pair in found]
    gains = [
        _bits(pair, a.words[begin_a:end_a], bits[begin_a:end_a], b.words[begin_b:end_b]) for pair in found
    ]
    spans = [(pair.a_begin, pair.a_end, pair.b_begin, pair.b_end) for pair in found]
    kept = without_strays(spans, gains, (words_a, words_b))
    return [found[row].shifted(begin_a, begin_b) for row in kept]


def _unmoved(words: Sequence[str], span: Span, moved: Sequence[Span], instead: str) -> list[str]:
    """The words of a gap, with something that is like no word in the place of those that moved."""
    held = list(words[span[0] : span[1]])
    for begin, end in moved:
        held[begin - span[0] : end - span[0]] = [instead] * (end - begin)
    return held


def _sentence_ends(side: Side, span: Span, moved: Sequence[Span]) -> list[int]:
    """Words of a gap, counted in it, before which a sentence ends; none inside what moved."""
    return [
        word - span[0]
        for word in range(span[0], span[1] + 1)
        if side.ends_sentence(word) and not any(begin < word < end for begin, end in moved)
    ]


def _bits(pair: Pair, a: Sequence[str], bits: Sequence[int], b: Sequence[str]) -> int:
    """What a pair tells: the rarity of an equal word, the letters that like words share."""
    if pair.a_begin == pair.a_end:
        return _SENTENCE
    words_a, words_b = a[pair.a_begin : pair.a_end], b[pair.b_begin : pair.b_end]
    if words_a == words_b:
        return bits[pair.a_begin]
    letters = max(len("".join(words_a)), len("".join(words_b)))
    return _LETTER * pair.gain * letters // _WHOLLY_ALIKE


def _rest(side_a: Side, side_b: Side, gap: Gap, a: Span, b: Span) -> Iterator[Cell]:
    """What is like nothing: what moved by itself, and the longest stretches of both sides against each other."""
    moved_a, moved_b = _inside(gap.moved_a, *a), _inside(gap.moved_b, *b)
    parts_a, parts_b = _parted(a, moved_a), _parted(b, moved_b)
    row_a = max(range(len(parts_a)), key=lambda row: parts_a[row][1] - parts_a[row][0])
    row_b = max(range(len(parts_b)), key=lambda row: parts_b[row][1] - parts_b[row][0])
    at_a, at_b = parts_a[row_a], parts_b[row_b]
    for span in _in_turn(parts_a[:row_a], moved_a[:row_a]):
        yield _cell(span, (b[0], b[0]))
    for span in _in_turn(parts_b[:row_b], moved_b[:row_b]):
        yield _cell((at_a[0], at_a[0]), span)
    if at_a[0] < at_a[1] or at_b[0] < at_b[1]:
        yield from _without_shared(side_a, side_b, at_a, at_b)
    for span in _in_turn(moved_a[row_a:], parts_a[row_a + 1 :]):
        yield _cell(span, (at_b[1], at_b[1]))
    for span in _in_turn(moved_b[row_b:], parts_b[row_b + 1 :]):
        yield _cell((a[1], a[1]), span)


def _without_shared(side_a: Side, side_b: Side, a: Span, b: Span) -> Iterator[Cell]:
    """Two stretches against each other; where the other begins or ends with all of the shorter, it is left out."""
    words = min(a[1] - a[0], b[1] - b[0])
    if words and side_a.words[a[1] - words : a[1]] == side_b.words[b[1] - words : b[1]]:
        if a[1] - a[0] != b[1] - b[0]:
            yield _cell((a[0], a[1] - words), (b[0], b[1] - words))
        yield _cell((a[1] - words, a[1]), (b[1] - words, b[1]), equal=True)
    elif words and side_a.words[a[0] : a[0] + words] == side_b.words[b[0] : b[0] + words]:
        yield _cell((a[0], a[0] + words), (b[0], b[0] + words), equal=True)
        yield _cell((a[0] + words, a[1]), (b[0] + words, b[1]))
    else:
        yield _cell(a, b)


def _parted(span: Span, moved: Sequence[Span]) -> list[Span]:
    """The stretches of a span between what moved, one more than that; they may be empty."""
    borders = [span[0], *(place for one in moved for place in one), span[1]]
    return list(zip(borders[::2], borders[1::2], strict=True))


def _in_turn(first: Sequence[Span], second: Sequence[Span]) -> Iterator[Span]:
    """Stretches and moves by turns, without what is empty."""
    for pair in zip(first, second, strict=True):
        yield from (span for span in pair if span[0] < span[1])


def _cell(a: Span, b: Span, *, equal: bool = False) -> Cell:
    return Cell(a_begin=a[0], a_end=a[1], b_begin=b[0], b_end=b[1], equal=equal)
