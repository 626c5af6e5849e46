"""Apply the variants of a match to one side, to prove that they say all that differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import CheckError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Difference", "Passage", "apply_variants", "without_white_space"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One side of a match: where it begins in its document, and its text."""

    begin: int
    text: str

    def cut(self, begin: int, end: int) -> str:
        """Return the text between two offsets of the document."""
        return self.text[begin - self.begin : end - self.begin]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What applying needs of a row of ``variants``; offsets are those of the documents."""

    is_move: bool
    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    b_reading: str

    def lies_in(self, move: Difference) -> bool:
        """Whether this is a change inside a moved block, on both sides."""
        return (
            move.a_begin <= self.a_begin
            and self.a_end <= move.a_end
            and move.b_begin <= self.b_begin
            and self.b_end <= move.b_end
        )


def without_white_space(text: str) -> str:
    """Drop all white space: what is left decides whether two passages are the same."""
    return "".join(text.split())


def apply_variants(a: Passage, b: Passage, differences: Sequence[Difference]) -> str:
    """Turn side a's passage into side b's, by the rows of ``variants`` alone.

    A row that is no move cuts ``a_begin`` to ``a_end`` out of a and puts ``b_reading`` there. A move cuts its block
    out of a, applies to it the rows that lie inside the block on both sides, and pastes it where b has it. That
    place is counted in characters that are no white space from the beginning of the passage: equal stretches
    may differ in white space, so offsets of b cannot be reached by counting in a.

    Args:
        a: Side a's passage.
        b: Side b's passage; used only to count where moved blocks are pasted.
        differences: The rows whose edge is none, in order of position.

    Returns:
        Side b's passage without white space, if the rows are right.

    Raises:
        CheckError: If rows overlap or lie outside their passage.

    Cost: linear in the text, n log n in the rows.
    """
    moves = sorted((row for row in differences if row.is_move), key=lambda row: row.b_begin)
    blocks: list[list[Difference]] = [[] for _ in moves]
    main: list[Difference] = []
    for row in differences:
        inside = next((n for n, move in enumerate(moves) if not row.is_move and row.lies_in(move)), None)
        if inside is not None:
            blocks[inside].append(row)
        else:
            main.append(row)
    stream = without_white_space("".join(_replaced(a, main, a.begin, a.begin + len(a.text))))
    pieces: list[str] = []
    written = taken = 0
    counted_to = b.begin
    place = 0
    for move, inner in zip(moves, blocks, strict=True):
        if move.b_begin < counted_to or move.b_end > b.begin + len(b.text):
            raise CheckError("moved blocks overlap, or lie outside the passage, on side b")
        place += len(without_white_space(b.cut(counted_to, move.b_begin)))
        counted_to = move.b_begin
        if place < written:
            raise CheckError("moved blocks overlap on side b")
        pieces.append(stream[taken : taken + place - written])
        taken += place - written
        pieces.append(without_white_space("".join(_replaced(a, inner, move.a_begin, move.a_end))))
        written = place + len(pieces[-1])
    pieces.append(stream[taken:])
    return "".join(pieces)


def _replaced(a: Passage, rows: Sequence[Difference], begin: int, end: int) -> Iterator[str]:
    """Yield the pieces of a between two offsets, with the rows applied and moved blocks left out."""
    reached = begin
    # Stable, so that what is inserted at one place stays in order of position.
    for row in sorted(rows, key=lambda row: (row.a_begin, row.a_end)):
        if row.a_begin < reached or row.a_end > end:
            raise CheckError("rows overlap, or lie outside the passage, on side a")
        yield a.cut(reached, row.a_begin)
        if not row.is_move:
            yield row.b_reading
        reached = row.a_end
    yield a.cut(reached, end)
