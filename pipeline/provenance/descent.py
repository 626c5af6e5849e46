"""Descent: which witness of a family each other one has its text from, and what that says of every pair.

Evidence says of every earlier witness that it may be the source. Of three witnesses that makes two arrows for the last
one, of which at most one is a copying. So each witness keeps one: from the witness that explains most of its words. A
second is kept beside it where it explains words that the first does not have.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from pipeline.provenance.agreement import Agreement, agreement, join_agreements, longest_run
from pipeline.provenance.direction import UNDETERMINED, Direction
from pipeline.provenance.families import Family, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.provenance.contained import Contained
    from pipeline.provenance.findings import MatchFinding

__all__ = ["Candidate", "Descent", "find_descents", "settle_direction", "sides_of"]

_FURTHER_WORDS = 8
"""Words that only a second source explains, from which the copy draws on both: as many as a reuse must have."""

_FURTHER_RUN = 5
"""How many of them must follow each other: scattered ones come of chance."""

_BY_DATE_ALONE = frozenset({"date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A witness that another may have its text from.

    Attributes:
        source: The witness, by its position in the family.
        confidence: How probable it is that it is the older of the two.
        words: Words of the copy that it explains.
        further: Those of them that no candidate before it explains.
        different: Places where the two differ in more than dress.
    """

    source: int
    confidence: float
    words: int
    further: int
    different: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """The tree of a family: for each witness, in the family's order, its parent's position and how sure that is.

    None where no witness is shown to be the source. There may be several trees, and witnesses that are in none.
    ``candidates`` has, for each witness, all witnesses that may be its source, its parent first, then the nearest.
    """

    parents: tuple[int | None, ...]
    confidences: tuple[float | None, ...]
    candidates: tuple[tuple[Candidate, ...], ...] = field(default=())

    def ancestors(self, witness: int) -> Iterator[int]:
        """The witnesses its text came through, nearest first; ends where stated relations lead back to it."""
        seen = {witness}
        parent = self.parents[witness]
        while parent is not None and parent not in seen:
            seen.add(parent)
            yield parent
            parent = self.parents[parent]

    def draws_on(self, witness: int, source: int) -> bool:
        """Whether a source besides its parent gave a witness words that the parent does not have (contamination)."""
        if not self.candidates or self.parents[witness] is None:
            return False
        return any(
            one.source == source and one.further >= _FURTHER_WORDS for one in self.candidates[witness][1:]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """A witness as the source of another."""

    stated: bool
    own: bool
    agreed: Agreement
    confidence: float

    @property
    def nearness(self) -> tuple[bool, int, int, bool]:
        """A stated relation first, then most of the copy's words explained, then least that differs.

        Of equally near ones a source in the same document: whoever quotes has at hand what they print.
        """
        return self.stated, *self.agreed.nearness, self.own


_Offers = dict[int, dict[int, _Offer]]


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
    editions: Mapping[int, int] = MappingProxyType({}),
) -> tuple[Descent, ...]:
    """Find the nearest source of each witness.

    Args:
        families: All families.
        contained: What lies inside longer matches: it links witnesses of shorter families too.
        matches: All matches; their directions are those that the evidence for each alone gives.
        corpus: The documents as words.
        editions: From ``find_editions``: number of the document that a document was set from.

    Returns:
        One tree a family. The parent of a witness is stated to be its source or shown to be older, and explains most of
        its words (then: with fewest differences). Of equally near ones it is the one that the others of them come from:
        it had the words first, and the others add nothing. No parent where that leaves more than one. In an edition
        of a whole text it is what the edition was set from. Sources that lead round in a ring lose the least sure.

    Cost: linear in the matches and the words of their passages, for each family they touch.
    """
    offers: list[_Offers] = [defaultdict(dict) for _ in families]
    for number, family in enumerate(families):
        for at in family.matches:
            _add_offer(offers[number], family, matches[at], sides_of(matches[at]), corpus)
    for part in contained:
        _add_offer(offers[part.family], families[part.family], matches[part.match], (part.a, part.b), corpus)
    return tuple(_tree(family, offers[number], editions) for number, family in enumerate(families))


def _add_offer(
    offers: _Offers,
    family: Family,
    match: MatchFinding,
    sides: tuple[Span, Span],
    corpus: CorpusView,
) -> None:
    if match.direction.copied_from == "undetermined" or match.direction.confidence is None:
        return
    copy, source = _copy_and_source(family, match, sides)
    if copy == source:
        return
    from_a = match.direction.copied_from == "a"
    agreed = agreement(match, sides[1] if from_a else sides[0], is_a=not from_a, corpus=corpus)
    before = offers[copy].get(source)
    offers[copy][source] = _Offer(
        stated="manifest" in match.direction.basis or (before is not None and before.stated),
        own=match.a == match.b,
        agreed=join_agreements([before.agreed, agreed]) if before else agreed,
        confidence=max(match.direction.confidence, before.confidence if before else 0.0),
    )


def _copy_and_source(family: Family, match: MatchFinding, sides: tuple[Span, Span]) -> tuple[int, int]:
    a, b = (family.witness_at(span) for span in sides)
    return (b, a) if match.direction.copied_from == "a" else (a, b)


def _tree(family: Family, offers: _Offers, editions: Mapping[int, int]) -> Descent:
    nearest = [
        _nearest(offers.get(witness, {}), offers, _set_from(family, witness, editions))
        for witness in range(len(family.witnesses))
    ]
    parents = _without_rings(nearest, offers)
    return Descent(
        parents=tuple(parents),
        confidences=tuple(
            None if parent is None else offers[witness][parent].confidence
            for witness, parent in enumerate(parents)
        ),
        candidates=tuple(
            _candidates(offers.get(witness, {}), parent) for witness, parent in enumerate(parents)
        ),
    )


def _set_from(family: Family, witness: int, editions: Mapping[int, int]) -> set[int]:
    """Witnesses in the document that this witness's document was set from."""
    source = editions.get(family.witnesses[witness].number)
    return {at for at, span in enumerate(family.witnesses) if span.number == source}


def _nearest(offered: Mapping[int, _Offer], offers: _Offers, set_from: set[int]) -> int | None:
    if not offered:
        return None
    among = set_from & offered.keys()
    if not among or any(offer.stated or offer.own for offer in offered.values()):
        # What is stated goes before, and what a document prints itself it need not have from what it was set from.
        among = set(offered)
    best = max(offered[source].nearness for source in among)
    tied = {source for source in among if offered[source].nearness == best}
    first = [source for source in tied if not tied & offers.get(source, {}).keys()]
    return first[0] if len(first) == 1 else None


def _without_rings(nearest: Sequence[int | None], offers: _Offers) -> list[int | None]:
    """Parents without the weakest link of every ring that is not made of stated relations alone."""
    parents = list(nearest)
    for start in range(len(parents)):
        path: list[int] = []
        at: int | None = start
        while at is not None and at not in path:
            path.append(at)
            at = parents[at]
        if at is None:
            continue
        ring = path[path.index(at) :]
        links = [(offers[one][parent], one) for one in ring if (parent := parents[one]) is not None]
        loose = [(offer.confidence, offer.nearness, one) for offer, one in links if not offer.stated]
        if loose:
            parents[min(loose)[-1]] = None
    return parents


def _candidates(offered: Mapping[int, _Offer], parent: int | None) -> tuple[Candidate, ...]:
    """All offers, the parent first, then by what they add to those before; a crumb that is no run adds nothing."""
    order = sorted(
        offered, key=lambda source: (source != parent, *(-int(n) for n in offered[source].nearness), source)
    )
    explained = np.zeros(0, np.int64)
    found: list[Candidate] = []
    for source in order:
        agreed = offered[source].agreed
        further = np.setdiff1d(agreed.words, explained)
        if found and longest_run(further) < _FURTHER_RUN:
            further = further[:0]
        explained = np.union1d(explained, further)
        found.append(
            Candidate(
                source=source,
                confidence=offered[source].confidence,
                words=len(agreed.words),
                further=len(further),
                different=agreed.different,
            )
        )
    return tuple(found)


def settle_direction(family: Family, descent: Descent, match: MatchFinding) -> Direction:
    """Take a match's direction back where its family explains it better.

    Args:
        family: The family of the match.
        descent: Its tree.
        match: One of its matches, with the direction that the evidence for it alone gives.

    Returns:
        What is stated stays. Another arrow stays where it leads from the copy's parent, or from a second source that
        gave it words of its own; it is implied where the tree leads from one to the other through others. Where the
        copy has no parent, an arrow by date alone goes, for it says only that there was an earlier one; one that the
        text shows stays. Else it is undetermined, with a common source where the tree says that both have one, and
        implied where the copy has its text from another witness. No arrow is turned round, and none is added.
    """
    if match.direction.copied_from == "undetermined" or "manifest" in match.direction.basis:
        return match.direction
    copy, source = _copy_and_source(family, match, sides_of(match))
    if descent.parents[copy] == source and match.a == match.b:
        return replace(match.direction, route="direct")
    if descent.parents[copy] == source or descent.draws_on(copy, source):
        return match.direction
    above_copy, above_source = list(descent.ancestors(copy)), list(descent.ancestors(source))
    if source in above_copy:
        return replace(match.direction, route="through_witness", via=above_copy[0], implied=True)
    if descent.parents[copy] is None and not _BY_DATE_ALONE.issuperset(match.direction.basis):
        return match.direction
    # Where the copy has its text from another, what it shares with this one it has by way of that.
    implied = descent.parents[copy] is not None
    has_both = implied and bool(set(above_copy) & set(above_source))
    return replace(UNDETERMINED, route="common_source" if has_both else "unknown", implied=implied)
