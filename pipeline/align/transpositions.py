"""Transpositions: words that both sides have, at another place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.variant import Variant

__all__ = ["with_transpositions"]

_MOVED_WORDS = 3
"""Words from which the same reading at two places is one that was moved: fewer stand twice by chance."""


def with_transpositions(rows: Sequence[Variant]) -> list[Variant]:
    """Make one row of what side a has at one place and side b, to the letter, at another.

    Args:
        rows: Rows of one match in order; applied in this order they make side b of side a.

    Returns:
        The rows, with a transpose row at the place of side a for each pair; it is cut there and pasted where side b
        has it.

    Cost: linear in the rows.
    """
    waiting: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.operation == "only_b" and row.variant_class == "one_sided":
            waiting[_letters(row.b_reading)].append(at)
    moved: dict[int, int] = {}
    for at, row in enumerate(rows):
        if row.operation == "only_a" and row.variant_class == "one_sided":
            places = waiting.get(_letters(row.a_reading), [])
            if places and len(row.a_reading.split()) >= _MOVED_WORDS:
                moved[at] = places.pop(0)
    gone = set(moved.values())
    made = []
    for at, row in enumerate(rows):
        if at in moved:
            there = rows[moved[at]]
            made.append(
                replace(
                    row,
                    operation="transpose",
                    b_begin=there.b_begin,
                    b_end=there.b_end,
                    b_reading=there.b_reading,
                    variant_class="transposition",
                )
            )
        elif at not in gone:
            made.append(row)
    return made


def _letters(reading: str) -> str:
    return "".join(reading.split())
