"""A variant: one difference inside a match, or what one side goes on with at its edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.align.dress import Change
    from pipeline.align.side import Side

__all__ = ["Variant", "read_variant"]

_MIRRORED = {"only_a": "only_b", "only_b": "only_a"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One difference (TABLES ``variants``).

    Offsets are code points of the documents; ``a_begin == a_end`` where side a has nothing.
    """

    operation: str
    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    a_reading: str
    b_reading: str
    variant_class: str
    edge: str = "none"

    def mirrored(self) -> Variant:
        """The same with the sides exchanged."""
        return Variant(
            operation=_MIRRORED.get(self.operation, self.operation),
            a_begin=self.b_begin,
            a_end=self.b_end,
            b_begin=self.a_begin,
            b_end=self.a_end,
            a_reading=self.b_reading,
            b_reading=self.a_reading,
            variant_class=self.variant_class,
            edge=self.edge,
        )


def read_variant(a: Side, b: Side, change: Change, variant_class: str, edge: str = "none") -> Variant:
    """The row of a change, with its readings.

    Args:
        a: Side a.
        b: Side b.
        change: What reads otherwise, on at least one side not empty.
        variant_class: Its class.
        edge: Where at the edge of the match it stands, if it does.
    """
    a_reading, b_reading = a.text[change.a_begin : change.a_end], b.text[change.b_begin : change.b_end]
    return Variant(
        operation="substitute" if a_reading and b_reading else "only_a" if a_reading else "only_b",
        a_begin=change.a_begin,
        a_end=change.a_end,
        b_begin=change.b_begin,
        b_end=change.b_end,
        a_reading=a_reading,
        b_reading=b_reading,
        variant_class=variant_class,
        edge=edge,
    )
