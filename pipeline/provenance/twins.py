"""Twins: documents with one and the same text, of which the first by path stands for all."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.provenance.dates import date_parts
from pipeline.provenance.evidence_stated import earlier_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.corpus.documents import Document

__all__ = ["in_order_of_date", "twins_of", "with_earliest_dates"]


def twins_of(compared: Sequence[Document]) -> dict[int, tuple[int, ...]]:
    """Number of each document that stands for others, and of all that have its text, itself first."""
    number_of = {document.document_id: at for at, document in enumerate(compared)}
    found: dict[int, list[int]] = defaultdict(list)
    for at, document in enumerate(compared):
        if document.duplicate_of in number_of:
            found[number_of[document.duplicate_of]].append(at)
    return {number: (number, *others) for number, others in found.items()}


def in_order_of_date(numbers: Sequence[int], compared: Sequence[Document]) -> tuple[int, ...] | None:
    """The documents from the earliest to the latest; None unless each is dated wholly before the next."""
    if len(numbers) > 1 and any(compared[one].date_not_after is None for one in numbers):
        return None
    ordered = sorted(numbers, key=lambda one: (date_parts(compared[one].date_not_after or "0"), one))
    pairs = itertools.pairwise(ordered)
    if all(earlier_side(compared[one], compared[other]) == "a" for one, other in pairs):
        return tuple(ordered)
    return None


def with_earliest_dates(compared: Sequence[Document]) -> tuple[Document, ...]:
    """Documents with the date of the earliest that has their text: what is printed twice was there at the first time.

    Args:
        compared: Documents by number.

    Returns:
        The same; only dates of documents with twins may differ. Where the twins' dates give no order, nothing changes.

    Cost: linear, and a sort of those that have one text.
    """
    dated = list(compared)
    for number, twins in twins_of(compared).items():
        ordered = in_order_of_date(twins, compared)
        if ordered is not None:
            first = compared[ordered[0]]
            dated[number] = replace(
                compared[number],
                date_not_before=first.date_not_before,
                date_not_after=first.date_not_after,
                date_basis=first.date_basis,
            )
    return tuple(dated)
