"""Evidence from shared omissions: two witnesses that lack the same words of a third are not independent."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.provenance import weights
from pipeline.provenance.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.provenance.contained import Contained
    from pipeline.provenance.families import Family
    from pipeline.provenance.findings import MatchFinding

__all__ = ["shared_omissions"]

_LEAST_WORDS = 4
"""Words left out from which two witnesses hardly cut the same by chance."""

_CROWD = 12
"""Witnesses that lack the same words, beyond which each is compared with the next only, not with every other."""

_CUTS = frozenset({"one_sided", "one_sided_gap_marked", "one_sided_bracketed"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Gap:
    """Where a witness lacks words of another: its document and the place, and the match between the two."""

    number: int
    place: int
    match: int


def shared_omissions(
    families: Sequence[Family],
    contained: Sequence[Contained],
    matches: Sequence[MatchFinding],
    corpus: CorpusView,
) -> Iterator[Evidence]:
    """Rows of the kind ``shared_omission``.

    Args:
        families: All families.
        contained: What lies inside longer matches: two witnesses of a family may stand against each other there.
        matches: All matches.
        corpus: The documents as words.

    Yields:
        For a match between two witnesses that both lack the same words, four or more, of a third witness of their
        family, one row with those words. It shows dependence and no direction.

    Cost: linear in the variants, and the square of how many witnesses lack the same words.
    """
    inside: dict[int, set[int]] = defaultdict(set)
    for part in contained:
        inside[part.family].add(part.match)
    for row, family in enumerate(families):
        if len(family.witnesses) < 3:  # noqa: PLR2004 - two that lack it and one that has it
            continue
        by_pair: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at in sorted({*family.matches, *inside[row]}):
            by_pair[matches[at].a, matches[at].b].append(at)
        seen: set[tuple[int, int]] = set()
        for (number, first, last), gaps in sorted(_gaps(family, matches, corpus).items()):
            for one, other in _pairs(sorted(gaps)):
                for at in by_pair.get((one.number, other.number), ()):
                    match = matches[at]
                    if (at, last - first) in seen or not (
                        match.a_begin < one.place < match.a_end and match.b_begin < other.place < match.b_end
                    ):
                        continue
                    seen.add((at, last - first))
                    view = corpus.document(number)
                    begin, end = int(view.begin[first]), int(view.end[last - 1])
                    yield Evidence(
                        match=at,
                        kind="shared_omission",
                        favours="dependence",
                        weight=weights.SHARED_OMISSION,
                        fact=f"omission of {last - first}",
                        basis="copy",
                        number=number,
                        begin=begin,
                        end=end,
                        excerpt=view.text[begin:end],
                    )


def _gaps(
    family: Family, matches: Sequence[MatchFinding], corpus: CorpusView
) -> dict[tuple[int, int, int], set[_Gap]]:
    """Who lacks what: by document, first and last word of what is lacked."""
    found: dict[tuple[int, int, int], set[_Gap]] = defaultdict(set)
    for at in family.matches:
        match = matches[at]
        for variant in match.variants:
            if variant.edge != "none" or variant.variant_class not in _CUTS:
                continue
            spans = ((match.a, variant.a_begin, variant.a_end), (match.b, variant.b_begin, variant.b_end))
            words = [
                tuple(np.searchsorted(corpus.document(number).begin, (begin, end)).tolist())
                for number, begin, end in spans
            ]
            lengths = [last - first for first, last in words]
            if max(lengths) < _LEAST_WORDS or min(lengths) > 0:
                continue
            holder = lengths.index(max(lengths))
            lacks, place, _ = spans[1 - holder]
            found[spans[holder][0], *words[holder]].add(_Gap(number=lacks, place=place, match=at))
    return found


def _pairs(gaps: list[_Gap]) -> Iterator[tuple[_Gap, _Gap]]:
    if len(gaps) > _CROWD:
        return itertools.pairwise(gaps)
    return itertools.combinations(gaps, 2)
