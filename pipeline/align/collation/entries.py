"""Which words of the lemma an apparatus shows at a place, and which pieces are one place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.align.sentences import CLOSERS, OPENERS, STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.align.collation.pieces import Piece

__all__ = ["Joined", "Pieces", "WordPlaces", "joined_pieces"]

_CLOSING = frozenset(",;:，；：、،؛" + STOPS + CLOSERS)
"""Marks that go with the word before them, also where no blank follows."""

_BEHIND_WORD, _BEFORE_WORD = re.compile(r"\w[^\w\s]*\Z"), re.compile(r"[^\w\s]*\w")
"""What stands between a word and a mark that touches it: other marks, and no blank."""

_NEAR = 20
"""Characters before a mark among which the end of its word is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPlaces:
    """Where the words of a text begin and end, in code points of its document, ascending."""

    begin: Sequence[int]
    end: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What another text has otherwise than the lemma, from ``begin`` to ``end`` in the lemma's document, in order."""

    text: str
    begin: int
    end: int
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Code points ``begin`` to ``end`` of the lemma that are one place, and the pieces in it of each version."""

    begin: int
    end: int
    pieces: Mapping[int, Sequence[Piece]]


def joined_pieces(lemma: str, words: WordPlaces, versions: Sequence[Pieces]) -> Iterator[Joined]:
    """Join pieces of all versions whose words overlap to places.

    Args:
        lemma: The lemma's document.
        words: Its words.
        versions: The other texts.

    Yields:
        Places in the order of the lemma, which lie apart. Where only marks differ the word they go with is shown too,
        and where the marks are a pair of ironic quotation marks all that stands between them.

    Cost: a sort of the pieces.
    """
    spans = [
        (*span, number, row)
        for number, one in enumerate(versions)
        for row, span in enumerate(_shown(lemma, words, one))
    ]
    spans.sort()
    begin = end = -1
    held: dict[int, list[Piece]] = {}
    for span_begin, span_end, number, row in spans:
        is_one = span_begin < end if begin < end else (span_begin, span_end) == (begin, end)
        if held and not is_one:
            yield Joined(begin=begin, end=end, pieces=_in_order(held))
            held = {}
        begin, end = (begin, max(end, span_end)) if held else (span_begin, span_end)
        held.setdefault(number, []).append(versions[number].pieces[row])
    if held:
        yield Joined(begin=begin, end=end, pieces=_in_order(held))


def _in_order(held: Mapping[int, Sequence[Piece]]) -> dict[int, Sequence[Piece]]:
    return {
        number: sorted(pieces, key=lambda piece: (piece.begin, piece.other_begin, piece.end))
        for number, pieces in held.items()
    }


def _shown(lemma: str, words: WordPlaces, one: Pieces) -> list[tuple[int, int]]:
    """What of the lemma is shown for each piece."""
    pieces = one.pieces
    spans = [_with_words(lemma, words, one, piece) for piece in pieces]
    ironic = [row for row, piece in enumerate(pieces) if piece.variant_class == "scare_quotes"]
    for opening, closing in list(pairwise(ironic))[::2]:
        spans[opening] = spans[closing] = spans[opening][0], spans[closing][1]
    for point, rows in groupby(range(len(pieces)), key=lambda row: (pieces[row].begin, pieces[row].end)):
        # Words and marks put in at one point are one reading, in the order of their text.
        at_point = list(rows)
        held = [spans[row] for row in at_point if spans[row][0] < spans[row][1]]
        if point[0] == point[1] and held:
            whole = min(begin for begin, _ in held), max(end for _, end in held)
            for row in at_point:
                spans[row] = whole
    return [_stripped(lemma, *span) for span in spans]


def _stripped(lemma: str, begin: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends; where it has nothing it stays where it is."""
    held = lemma[begin:end]
    return end - len(held.lstrip()), begin + len(held.rstrip())


def _with_words(lemma: str, words: WordPlaces, one: Pieces, piece: Piece) -> tuple[int, int]:
    """What of the lemma is shown for a piece: marks alone with the word that they touch."""
    begin, end = piece.begin, piece.end
    sides = (
        (lemma, begin, end),
        (one.text, piece.other_begin, piece.other_end),
    )
    if any(character.isalnum() for text, low, high in sides for character in text[low:high]):
        return begin, end
    before = any(
        low < high and text[low] not in OPENERS and _BEHIND_WORD.search(text, max(0, low - _NEAR), low)
        for text, low, high in sides
    )
    after = any(
        low < high and text[high - 1] not in _CLOSING and _BEFORE_WORD.match(text, high)
        for text, low, high in sides
    )
    last, first = bisect_right(words.end, begin) - 1, bisect_left(words.begin, end)
    has_last = last >= 0 and words.begin[last] >= one.begin
    has_first = first < len(words.end) and words.end[first] <= one.end
    if has_last and (before or not (after and has_first)):
        begin = min(begin, words.begin[last])
    if has_first and (after or not has_last):
        end = max(end, words.end[first])
    return begin, end
