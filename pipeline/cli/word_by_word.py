"""Two passages with their differences marked, in rows that stand for the same stretch of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.text import Text

from pipeline.cli.escaping import one_line_excerpt
from pipeline.cli.explained import Difference

__all__ = ["LEGEND", "MARKS", "Row", "aligned_rows", "marked"]

_Side = Literal["a", "b"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a difference is shown: by characters, and on a terminal by colour too."""

    opens: str
    closes: str
    style: str


MARKS = {
    "a": Mark(opens="[-", closes="-]", style="bold dark_orange"),
    "b": Mark(opens="{+", closes="+}", style="bold underline dodger_blue1"),
    "moved": Mark(opens="[~", closes="~]", style="bold magenta"),
    "dress": Mark(opens="‹", closes="›", style="dim"),
}
"""What only a side has, what was moved, and punctuation, quotation marks, case and spaces, which are no words."""

LEGEND = "[-only in a-]  {+only in b+}  [~at another place~]  ‹punctuation, quotation marks, case›"

_PIECE = re.compile(r"\S{1,24}\s*|\s+")
"""A word with the space after it; 24 characters of a script that has no spaces between words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The same stretch of both passages, in code points of each; half-open."""

    a_begin: int
    a_end: int
    b_begin: int
    b_end: int


def aligned_rows(a: str, b: str, differences: Sequence[Difference], characters: int) -> list[Row]:
    """Cut both passages at places that correspond, so that what stands beside each other belongs together.

    Args:
        a: Passage a.
        b: Passage b.
        differences: Those inside the match, in order.
        characters: Length of the longer side of a row, about: a row ends at white space, and a difference is
            in one row.

    Returns:
        Rows that together are both passages, with nothing left out and nothing twice.

    Cost: linear in the passages.
    """
    rows: list[Row] = []
    a_begin = b_begin = 0
    a_at = b_at = 0
    for a_at, b_at in _corresponding(a, b, differences):
        longer = max(a_at - a_begin, b_at - b_begin)
        between_words = _at_space(a, a_at) and _at_space(b, b_at)
        if (longer >= characters and between_words) or longer >= 2 * characters:
            rows.append(Row(a_begin=a_begin, a_end=a_at, b_begin=b_begin, b_end=b_at))
            a_begin, b_begin = a_at, b_at
    if a_begin < len(a) or b_begin < len(b) or not rows:
        rows.append(Row(a_begin=a_begin, a_end=len(a), b_begin=b_begin, b_end=len(b)))
    return rows


def _corresponding(a: str, b: str, differences: Sequence[Difference]) -> Iterator[tuple[int, int]]:
    """Places of a and b that correspond, in order; the last is the end of both."""
    a_at = b_at = 0
    moves = [one for one in differences if one.operation == "transpose"]
    for one in differences:
        # A moved block corresponds to nothing near it, and what changed inside of it lies out of order.
        if one.a_begin < a_at or one.b_begin < b_at or any(_lies_in(one, move) for move in moves):
            continue
        yield from _through_equal(a, b, (a_at, one.a_begin), (b_at, one.b_begin))
        a_at, b_at = max(one.a_end, one.a_begin), max(one.b_end, one.b_begin)
        yield a_at, b_at
    yield from _through_equal(a, b, (a_at, len(a)), (b_at, len(b)))


def _lies_in(one: Difference, move: Difference) -> bool:
    """Whether a difference is a move, or inside of it on both sides."""
    return (
        move.a_begin <= one.a_begin
        and one.a_end <= move.a_end
        and move.b_begin <= one.b_begin
        and one.b_end <= move.b_end
    )


def _through_equal(a: str, b: str, in_a: tuple[int, int], in_b: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The end of each piece of a stretch in which a and b differ at most in white space; else only its end."""
    (a_begin, a_end), (b_begin, b_end) = in_a, in_b
    if "".join(a[a_begin:a_end].split()) == "".join(b[b_begin:b_end].split()):
        b_at = b_begin
        for piece in _PIECE.finditer(a, a_begin, a_end):
            left = len(piece.group().rstrip())
            while left and b_at < b_end:
                left -= not b[b_at].isspace()
                b_at += 1
            while b_at < b_end and b[b_at].isspace():
                b_at += 1
            if piece.end() < a_end:
                yield piece.end(), b_at
    yield a_end, b_end


def _at_space(text: str, place: int) -> bool:
    return place in (0, len(text)) or text[place - 1].isspace() or text[place].isspace()


def marked(text: str, side: _Side, differences: Sequence[Difference], begin: int, end: int) -> Text:
    """A stretch of a passage with its differences marked, on one line.

    Args:
        text: The passage.
        side: Which of the two it is.
        differences: Those inside the match, in order; one may lie inside another (a change in a moved block).
        begin: Where the stretch begins.
        end: Where it ends.

    Returns:
        Text that is safe to print.

    Cost: one look at every difference, for each stretch.
    """
    spans = sorted(_spans(side, differences, begin, end), key=lambda span: (span[0], -span[1]))
    shown = Text()
    open_spans: list[tuple[int, Mark]] = []
    at = begin

    def write_until(place: int) -> None:
        nonlocal at
        style = open_spans[-1][1].style if open_spans else ""
        shown.append(one_line_excerpt(text[at:place]), style)
        at = place

    def close_until(place: int) -> None:
        while open_spans and open_spans[-1][0] <= place:
            closing, mark = open_spans[-1]
            write_until(max(closing, at))
            shown.append(mark.closes, mark.style)
            open_spans.pop()

    for opening, closing, mark in spans:
        close_until(opening)
        write_until(max(opening, at))
        shown.append(mark.opens, mark.style)
        open_spans.append((min(closing, open_spans[-1][0]) if open_spans else closing, mark))
    close_until(end)
    write_until(end)
    return shown


def _spans(
    side: _Side, differences: Sequence[Difference], begin: int, end: int
) -> Iterator[tuple[int, int, Mark]]:
    for one in differences:
        own_begin, own_end = (one.a_begin, one.a_end) if side == "a" else (one.b_begin, one.b_end)
        own_begin, own_end = max(own_begin, begin), min(own_end, end)
        if own_begin < own_end:
            kind = "moved" if one.operation == "transpose" else "dress" if one.level == "dress" else side
            yield own_begin, own_end, MARKS[kind]
