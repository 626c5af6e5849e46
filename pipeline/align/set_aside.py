"""What repeats without being copied: one entry a string, with its reason and all its places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.reasons import Place, reason_for, weak_reason
from pipeline.align.whole_strings import WHOLE_SCHEMA, WholeContext, make_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from pipeline.align.corpus_view import CorpusView
    from pipeline.engine import LocalEngine

__all__ = ["Place", "Repeated", "group_by_text", "reason_for", "weak_reason"]

_WHOLE = 4
"""How much longer it takes to make a pair whole than to align a run of equal words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """One string that repeats and is no match: its folded words, why, and where."""

    folded: str
    reason: str
    places: tuple[Place, ...]


def group_by_text(
    rejected: pl.DataFrame, corpus: CorpusView, *, keep_marks: bool, engine: LocalEngine | None = None
) -> list[Repeated]:
    """One entry a string, with all the places it was found in.

    Args:
        rejected: ``whole_strings.REJECTED_SCHEMA``: the reason and both sides of each rejected pair.
        corpus: The documents.
        keep_marks: How words fold.
        engine: Where the pairs are made whole; in this process if not given.

    Returns:
        Entries sorted by text, each made whole (``make_whole``). Where pairs of one string were rejected for different
        reasons, the first in the order of the alphabet stands, a reason before none. A string that stands nowhere
        but inside longer ones has no entry.

    Cost: linear in the words of the pairs; n log n in their number.
    """
    context = WholeContext(corpus=corpus, keep_marks=keep_marks)
    if engine is None:
        whole = make_whole(rejected, context)
    else:
        partitions = engine.repartition(rejected.with_row_index("pair"), ("pair",), work_a_row=_WHOLE)
        whole = engine.gather(engine.map_partitions(make_whole, partitions, context))
    places: dict[str, set[Place]] = defaultdict(set)
    reasons: dict[str, set[str]] = defaultdict(set)
    for text, reason, number_a, begin_a, end_a, number_b, begin_b, end_b in whole.select(
        *WHOLE_SCHEMA
    ).iter_rows():
        places[text].add(Place(number=number_a, first=begin_a, last=end_a))
        places[text].add(Place(number=number_b, first=begin_b, last=end_b))
        if reason is not None:
            reasons[text].add(reason)
    entries = [
        Repeated(
            folded=text,
            reason=min(reasons[text])
            if reasons[text]
            else weak_reason(len(at), len({place.number for place in at}), len(text.split())),
            places=tuple(sorted(at)),
        )
        for text, at in sorted(places.items())
    ]
    return _without_parts(entries)


def _without_parts(entries: Sequence[Repeated]) -> list[Repeated]:
    """Leave out entries all of whose places lie in places of longer entries."""
    by_document: dict[int, list[Place]] = defaultdict(list)
    for entry in entries:
        for place in entry.places:
            by_document[place.number].append(place)
    longest: dict[Place, int] = {}
    for found in by_document.values():
        found.sort(key=lambda place: (place.first, -place.last))
        reach: list[Place] = []
        for place in found:
            reach = [other for other in reach if other.last >= place.last]
            if all(other == place for other in reach):
                longest[place] = 0
            reach.append(place)
    return [entry for entry in entries if any(place in longest for place in entry.places)]
