"""Descent: which witness of a family each other one has its text from, and what that says of every pair.

A date says of every earlier witness that it may be the source. Of three witnesses that makes two arrows for the last
one, of which at most one is a copying. So each witness keeps one: from the earlier witness that explains most of its
words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.provenance.direction import UNDETERMINED, Direction
from pipeline.provenance.families import Family, Span
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.provenance.contained import Contained
    from pipeline.provenance.findings import MatchFinding

__all__ = ["Descent", "find_descents", "settle_direction", "sides_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """The tree of a family: for each witness, in the family's order, its parent's position and how sure that is.

    None where no witness is shown to be the source. There may be several trees, and witnesses that are in none.
    """

    parents: tuple[int | None, ...]
    confidences: tuple[float | None, ...]

    def ancestors(self, witness: int) -> Iterator[int]:
        """The witnesses its text came through, nearest first; ends where stated relations lead back to it."""
        seen = {witness}
        parent = self.parents[witness]
        while parent is not None and parent not in seen:
            seen.add(parent)
            yield parent
            parent = self.parents[parent]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """An earlier witness as the source of a later one.

    ``equal`` counts the copy's words that both have, ``different`` the places where more than dress differs, over
    all matches between the two.
    """

    stated: bool
    equal: int
    different: int
    confidence: float

    @property
    def nearness(self) -> tuple[bool, int, int]:
        """A stated relation first, then most of the copy's words explained, then least that differs."""
        return self.stated, self.equal, -self.different


def sides_of(match: MatchFinding) -> tuple[Span, Span]:
    """Both passages of a match."""
    return (
        Span(number=match.a, begin=match.a_begin, end=match.a_end),
        Span(number=match.b, begin=match.b_begin, end=match.b_end),
    )


def find_descents(
    families: Sequence[Family],
    contained: Sequence[Contained],
    matches: Sequence[MatchFinding],
    corpus: CorpusView,
) -> tuple[Descent, ...]:
    """Find the nearest earlier witness of each witness.

    Args:
        families: All families.
        contained: What lies inside longer matches: it links witnesses of shorter families too.
        matches: All matches; their directions are those between their documents.
        corpus: The documents as words.

    Returns:
        One tree a family. The parent of a witness is stated to be its source or is earlier, and explains most of its
        words (then: with fewest differences). Of equally near ones it is the one that the others of them come from: it
        had the words first, and the others add nothing. No parent where that leaves more than one.

    Cost: linear in the matches and their variants, for each family they touch.
    """
    offers: list[dict[int, dict[int, _Offer]]] = [defaultdict(dict) for _ in families]
    for number, family in enumerate(families):
        for at in family.matches:
            _add_offer(offers[number], family, matches[at], sides_of(matches[at]), corpus)
    for part in contained:
        _add_offer(offers[part.family], families[part.family], matches[part.match], (part.a, part.b), corpus)
    return tuple(_tree(len(family.witnesses), offers[number]) for number, family in enumerate(families))


def _add_offer(
    offers: dict[int, dict[int, _Offer]],
    family: Family,
    match: MatchFinding,
    sides: tuple[Span, Span],
    corpus: CorpusView,
) -> None:
    if match.direction.copied_from == "undetermined" or match.direction.confidence is None:
        return
    copy, source = _copy_and_source(family, match, sides)
    equal, different = _agreement(match, sides, corpus)
    before = offers[copy].get(source)
    offers[copy][source] = _Offer(
        stated="manifest" in match.direction.basis,
        equal=equal + (before.equal if before else 0),
        different=different + (before.different if before else 0),
        confidence=match.direction.confidence,
    )


def _copy_and_source(family: Family, match: MatchFinding, sides: tuple[Span, Span]) -> tuple[int, int]:
    a, b = (family.witness_at(span) for span in sides)
    return (b, a) if match.direction.copied_from == "a" else (a, b)


def _agreement(match: MatchFinding, sides: tuple[Span, Span], corpus: CorpusView) -> tuple[int, int]:
    """Words of the copy's part that the source has too, and places in it where they differ in more than dress."""
    from_a = match.direction.copied_from == "a"
    copy = sides[1] if from_a else sides[0]
    begins = corpus.document(copy.number).begin
    spans = [
        (variant.b_begin, variant.b_end) if from_a else (variant.a_begin, variant.a_end)
        for variant in match.variants
        if variant.edge == "none" and LEVEL_OF_CLASS[variant.variant_class] != "dress"
    ]
    inside = [(begin, end) for begin, end in spans if copy.begin <= begin and end <= copy.end]
    first, last = np.searchsorted(begins, (copy.begin, copy.end)).tolist()
    changed = int(np.diff(np.searchsorted(begins, np.array(inside).reshape(-1, 2))).sum())
    return last - first - changed, len(inside)


def _tree(n_witnesses: int, offers: Mapping[int, Mapping[int, _Offer]]) -> Descent:
    parents = [_nearest(offers.get(witness, {}), offers) for witness in range(n_witnesses)]
    return Descent(
        parents=tuple(parents),
        confidences=tuple(
            None if parent is None else offers[witness][parent].confidence
            for witness, parent in enumerate(parents)
        ),
    )


def _nearest(offered: Mapping[int, _Offer], offers: Mapping[int, Mapping[int, _Offer]]) -> int | None:
    if not offered:
        return None
    best = max(offer.nearness for offer in offered.values())
    tied = {source for source, offer in offered.items() if offer.nearness == best}
    first = [source for source in tied if not tied & offers.get(source, {}).keys()]
    return first[0] if len(first) == 1 else None


def settle_direction(family: Family, descent: Descent, match: MatchFinding) -> Direction:
    """Take a match's direction back where its family explains it better.

    Args:
        family: The family of the match.
        descent: Its tree.
        match: One of its matches, with the direction between its documents.

    Returns:
        What is stated stays. An arrow by date stays where it leads from the copy's parent, and is implied where the
        tree leads from one to the other through others. Else it is undetermined, with a common source where the tree
        says that both have one. No arrow is turned round, and none is added.
    """
    if match.direction.copied_from == "undetermined" or "manifest" in match.direction.basis:
        return match.direction
    copy, source = _copy_and_source(family, match, sides_of(match))
    if descent.parents[copy] == source:
        return match.direction
    above_copy, above_source = list(descent.ancestors(copy)), list(descent.ancestors(source))
    if source in above_copy:
        return replace(match.direction, route="through_witness", via=above_copy[0], implied=True)
    if set(above_copy) & set(above_source):
        return replace(UNDETERMINED, route="common_source", implied=True)
    return UNDETERMINED
