"""Pieces: what of the lemma's text another text has otherwise, from the variants of the two, each at its place in both.

Between the pieces both texts are the same, up to white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.align.apply_variants import without_white_space
from pipeline.align.dress import between_words, dress_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.align.variant import Variant

__all__ = ["Extent", "Piece", "pieces_of", "stretched_back", "stretched_on"]

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Code points ``begin`` to ``end`` of a document, half-open, and the first and the last word in them.

    ``first_word`` is where the first word begins and ``last_word`` where the last one ends: marks may stand before and
    after them.
    """

    text: str
    begin: int
    end: int
    first_word: int
    last_word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Code points ``begin`` to ``end`` of the lemma against ``other_begin`` to ``other_end`` of another text.

    Either may be empty. Of what moved there are two of the same number ``move``: one where the lemma has it, and one
    where the other text does.
    """

    begin: int
    end: int
    other_begin: int
    other_end: int
    variant_class: str
    move: int | None = None


def pieces_of(lemma: Extent, other: Extent, variants: Iterable[Variant]) -> list[Piece]:
    """Set the variants of two texts at their places in both.

    Args:
        lemma: The lemma's text, side a of the variants.
        other: The other text, side b.
        variants: Rows whose edge is none, from the first word of both texts to the last.

    Returns:
        Pieces in order on both sides, without white space at their ends; what differs in white space alone is none.
        Changes inside what moved are parts of it.

    Cost: linear in the text.
    """
    rows = list(variants)
    moves = [row for row in rows if row.operation == "transpose"]
    main = [_piece(row) for row in rows if row.operation != "transpose" and not _is_inside(row, moves)]
    placed = list(_with_moves(lemma, other, main, moves)) if moves else main
    found = [
        *_marks(lemma, other, lemma.begin, lemma.first_word, other.begin, other.first_word),
        *_ended(lemma, other, placed),
    ]
    trimmed = (_trimmed(lemma, other, piece) for piece in found)
    return [piece for piece in trimmed if piece.begin < piece.end or piece.other_begin < piece.other_end]


def _piece(row: Variant) -> Piece:
    return Piece(
        begin=row.a_begin,
        end=row.a_end,
        other_begin=row.b_begin,
        other_end=row.b_end,
        variant_class=row.variant_class,
    )


def _is_inside(row: Variant, moves: Sequence[Variant]) -> bool:
    """Whether a row is a change inside a moved block, on both sides."""
    return any(
        move.a_begin <= row.a_begin
        and row.a_end <= move.a_end
        and move.b_begin <= row.b_begin
        and row.b_end <= move.b_end
        for move in moves
    )


def _marks(
    lemma: Extent, other: Extent, a_begin: int, a_end: int, b_begin: int, b_end: int
) -> Iterator[Piece]:
    """What differs before the first words, or after the last."""
    for change in between_words(lemma.text, a_begin, a_end, other.text, b_begin, b_end):
        marks = (
            lemma.text[change.a_begin : change.a_end],
            other.text[change.b_begin : change.b_end],
        )
        yield Piece(
            begin=change.a_begin,
            end=change.a_end,
            other_begin=change.b_begin,
            other_end=change.b_end,
            variant_class=dress_class(*marks),
        )


def _with_moves(
    lemma: Extent, other: Extent, main: Sequence[Piece], moves: Sequence[Variant]
) -> Iterator[Piece]:
    """Pieces and moves in order on both sides: each text is gone through until something differs in it."""
    number = {id(row): at for at, row in enumerate(moves)}
    cuts = sorted(moves, key=lambda row: row.a_begin, reverse=True)
    pastes = sorted(moves, key=lambda row: row.b_begin, reverse=True)
    rest = list(reversed(main))
    at, there = lemma.first_word, other.first_word
    while cuts or pastes:
        cut = cuts[-1] if cuts and (not rest or cuts[-1].a_end <= rest[-1].begin) else None
        paste = pastes[-1] if pastes and (not rest or pastes[-1].b_end <= rest[-1].other_begin) else None
        if cut is None and paste is None:
            yield (piece := rest.pop())
            at, there = piece.end, piece.other_end
            continue
        to_cut = None if cut is None else _visible(lemma.text, at, cut.a_begin)
        to_paste = None if paste is None else _visible(other.text, there, paste.b_begin)
        if cut is not None and (to_paste is None or (to_cut or 0) <= to_paste):
            there = _after(other.text, there, to_cut or 0)
            yield _moved(cut.a_begin, cut.a_end, there, there, number[id(cut)])
            at = cuts.pop().a_end
        elif paste is not None:
            at = _after(lemma.text, at, to_paste or 0)
            yield _moved(at, at, paste.b_begin, paste.b_end, number[id(paste)])
            there = pastes.pop().b_end
    yield from reversed(rest)


def _moved(begin: int, end: int, other_begin: int, other_end: int, move: int) -> Piece:
    return Piece(
        begin=begin,
        end=end,
        other_begin=other_begin,
        other_end=other_end,
        variant_class="transposition",
        move=move,
    )


def _visible(text: str, begin: int, end: int) -> int:
    """Characters between two offsets that are no white space."""
    return len(without_white_space(text[begin:end]))


def _after(text: str, begin: int, visible: int) -> int:
    """Where so many characters that are no white space end, counted from an offset."""
    at = begin
    for found in _WORD.finditer(text, begin):
        if visible <= 0:
            break
        at = min(found.end(), found.start() + visible)
        visible -= at - found.start()
    return at


def _ended(lemma: Extent, other: Extent, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Pieces with the marks behind the last words, where what comes last is something that only one side has.

    Variants reach to the last word and do not see what follows: ", they say" beside a text that ends in a comma is
    "they say", and ". They slept" before a stop, beside a text that ends in one, is "They slept.".
    """
    at, there = lemma.last_word, other.last_word
    last = pieces[-1] if pieces else None
    if last is not None and (last.end, last.other_end) == (at, there):
        if last.begin == last.end:
            shared, longer = _shared_marks(lemma, other, last.other_begin)
        elif last.other_begin == last.other_end:
            shared, longer = _shared_marks(other, lemma, last.begin)
        else:
            shared = longer = 0
        adds = last.begin == last.end
        at += shared if adds else longer
        there += longer if adds else shared
        if shared:
            last = replace(
                last,
                begin=last.begin + shared,
                end=at,
                other_begin=last.other_begin + shared,
                other_end=there,
            )
            pieces = [*pieces[:-1], last]
    return [*pieces, *_marks(lemma, other, at, lemma.end, there, other.end)]


def _shared_marks(lacking: Extent, having: Extent, begin: int) -> tuple[int, int]:
    """How many marks before the last words that one side has, from ``begin``, are those with which the other ends.

    Returns:
        Their number, and how many behind the words are the words' own instead: as many, if they are the same.
    """
    shared = 0
    tail = lacking.text[lacking.last_word : lacking.end]
    for left, right in zip(having.text[begin : having.last_word], tail, strict=False):
        if left != right or left.isalnum() or left.isspace():
            break
        shared += 1
    own = having.text[having.last_word : having.end].startswith(tail[:shared])
    return shared, shared if own else 0


def _trimmed(lemma: Extent, other: Extent, piece: Piece) -> Piece:
    """A piece without white space at its ends; where it has nothing it stands behind what comes before it."""
    begin, end = _stripped(lemma.text, lemma.begin, piece.begin, piece.end)
    other_begin, other_end = _stripped(other.text, other.begin, piece.other_begin, piece.other_end)
    return replace(piece, begin=begin, end=end, other_begin=other_begin, other_end=other_end)


def _stripped(text: str, floor: int, begin: int, end: int) -> tuple[int, int]:
    end = begin + len(text[begin:end].rstrip())
    if begin < end:
        return end - len(text[begin:end].lstrip()), end
    while begin > floor and text[begin - 1].isspace():
        begin -= 1
    return begin, begin


def stretched_back(lemma: str, begin: int, to: int, other: str, at: int) -> int:
    """Where the other text has what the lemma has from ``begin`` to ``to``, both being the same up to ``at`` there."""
    visible = _visible(lemma, begin, to)
    while visible > 0:
        at -= 1
        visible -= not other[at].isspace()
    return at


def stretched_on(lemma: str, begin: int, to: int, other: str, at: int) -> int:
    """Where in the other text ends what the lemma has from ``begin`` to ``to``, both being the same from ``at``."""
    return _after(other, at, _visible(lemma, begin, to))
