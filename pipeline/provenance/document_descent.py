"""Descent of documents: which documents each one has its words from, and how many of them each source explains."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.provenance.agreement import Agreement, agreement, join_agreements, longest_run
from pipeline.provenance.descent import sides_of
from pipeline.provenance.direction import UNDETERMINED, Direction, find_direction
from pipeline.provenance.relations import Relation, relation_of
from pipeline.provenance.twins import in_order_of_date, twins_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.corpus.documents import Document
    from pipeline.provenance.evidence import Evidence
    from pipeline.provenance.findings import MatchFinding

__all__ = ["DocumentEdge", "find_document_edges"]

_FURTHER_RUN = 5
"""Words in a row that only a second source explains, from which it explains anything: scattered ones come of chance."""

_CROWD = 36
"""Pairs of documents with these texts, beyond which only those that stand for all are named: six of each."""

Certainty = Literal["sure", "likely", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEdge:
    """One document as the source of another (TABLES ``provenance``, level document).

    Attributes:
        copy: Number of the document that copies; where ``relation`` is alternateOf simply one of the two.
        source: Number of the other.
        relation: In the terms of W3C PROV.
        confidence: How probable the direction is; None where it is open.
        certainty: The same in one word.
        n_matches: Matches it rests on.
        words: Words of the copy that the source explains.
        further: Those of them that no source of better rank explains.
        words_open: Words of the matches between the two beside these, of which it is open who has them from whom.
        rank: Place among the sources that this copy may have, from 1.
        n_alternatives: How many other sources it may have.
    """

    copy: int
    source: int
    relation: Relation
    confidence: float | None
    certainty: Certainty
    n_matches: int
    words: int
    further: int
    words_open: int
    rank: int
    n_alternatives: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Link:
    copy: int
    source: int
    relation: Relation
    verdict: Direction
    n_matches: int
    agreed: Agreement
    words_open: int

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """Decided ones first, then those that explain most of the copy, then those that differ least."""
        words, different = self.agreed.nearness
        return self.relation == "prov:alternateOf", -words, -different, self.source


def find_document_edges(
    matches: Sequence[MatchFinding],
    evidence: Sequence[Sequence[Evidence]],
    compared: Sequence[Document],
    corpus: CorpusView,
) -> tuple[DocumentEdge, ...]:
    """Find the sources of each document.

    Args:
        matches: All matches, their directions settled.
        evidence: For each match what speaks for its direction.
        compared: Documents by number.
        corpus: The same documents as words.

    Returns:
        Sorted by copy and rank. What the tree of a family explains through other witnesses makes no edge. The
        evidence of all matches between two documents is weighed together, unless matches contradict each other: then
        each document copies the other in part. Of documents with one text, the first by date copies from others, and
        each later one from the one before it.

    Cost: linear in the matches and the words of their passages.
    """
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    twins = twins_of(compared)
    for at, match in enumerate(matches):
        is_twin = compared[match.b].duplicate_of == compared[match.a].document_id
        if match.a != match.b and not match.direction.implied and not is_twin:
            pairs[match.a, match.b].append(at)
    links = [
        told
        for pair in sorted(pairs)
        for link in _links(pairs[pair], matches, evidence, corpus)
        for told in _among_twins(link, twins, compared)
    ]
    links += _links_of_twins(twins, matches, compared, corpus)
    by_copy: dict[int, list[_Link]] = defaultdict(list)
    for link in links:
        by_copy[link.copy].append(link)
    return tuple(edge for copy in sorted(by_copy) for edge in _ranked(by_copy[copy]))


def _links(
    group: Sequence[int],
    matches: Sequence[MatchFinding],
    evidence: Sequence[Sequence[Evidence]],
    corpus: CorpusView,
) -> Iterator[_Link]:
    """The links between two documents: one, or one each way, or an open one.

    Where a few words are shown to be copied and many are not, the link says how many those are.
    """
    decided = {side: [at for at in group if matches[at].direction.copied_from == side] for side in ("a", "b")}
    # What the evidence for a match alone decides, and its family takes back, is not brought back by the others.
    undecided = [
        at
        for at in group
        if matches[at].direction.copied_from == "undetermined"
        and matches[at].direction.route != "common_source"
        and find_direction(evidence[at]).copied_from == "undetermined"
    ]
    if decided["a"] and decided["b"]:
        for side in ("a", "b"):
            verdict = find_direction(_rows(decided[side], evidence))
            yield _link(decided[side], side, verdict, matches, corpus, undecided)
        return
    told = [*decided["a"], *decided["b"]]
    speaking = [*told, *(at for at in undecided if any(row.favours != "dependence" for row in evidence[at]))]
    silent = [at for at in undecided if at not in speaking]
    verdict = find_direction(_rows(speaking, evidence))
    if verdict.copied_from == "undetermined":
        verdict, silent = find_direction(_rows(told, evidence)), undecided
    elif _words(speaking, matches) >= _words(silent, matches):
        told, silent = [*speaking, *silent], []
    else:
        told = speaking
    if verdict.copied_from != "undetermined":
        yield _link(told, verdict.copied_from, verdict, matches, corpus, silent)
    elif silent and not _have_common_source(group, matches):
        yield _link(silent, "a", UNDETERMINED, matches, corpus, silent)


def _words(group: Sequence[int], matches: Sequence[MatchFinding]) -> int:
    return sum(matches[at].measures.words_equal for at in group)


def _have_common_source(group: Sequence[int], matches: Sequence[MatchFinding]) -> bool:
    return any(matches[at].direction.route == "common_source" for at in group)


def _rows(group: Sequence[int], evidence: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    return [row for at in group for row in evidence[at]]


def _link(
    group: Sequence[int],
    source_side: str,
    verdict: Direction,
    matches: Sequence[MatchFinding],
    corpus: CorpusView,
    open_: Sequence[int],
) -> _Link:
    from_a = source_side == "a"
    agreed = join_agreements(
        [
            agreement(matches[at], sides_of(matches[at])[1 if from_a else 0], is_a=not from_a, corpus=corpus)
            for at in group
        ]
    )
    first = matches[group[0]]
    relations = [relation_of(matches[at], verdict.copied_from, corpus) for at in group]
    longest = max(range(len(group)), key=lambda one: (matches[group[one]].measures.words_equal, -one))
    return _Link(
        copy=first.b if from_a else first.a,
        source=first.a if from_a else first.b,
        relation=relations[longest],
        verdict=verdict,
        n_matches=len(group),
        agreed=agreed,
        words_open=_words(open_, matches),
    )


def _among_twins(
    link: _Link, twins: Mapping[int, tuple[int, ...]], compared: Sequence[Document]
) -> Iterator[_Link]:
    """The link between those of the documents with these texts that stand next to each other in time.

    Where it is open, each of a few may be the one.
    """
    copies, sources = twins.get(link.copy, (link.copy,)), twins.get(link.source, (link.source,))
    if link.relation == "prov:alternateOf":
        if len(copies) * len(sources) > _CROWD:
            copies, sources = copies[:1], sources[:1]
        for copy in copies:
            for source in sources:
                yield replace(link, copy=copy, source=source)
        return
    copy = (in_order_of_date(copies, compared) or (link.copy,))[0]
    ordered = in_order_of_date(sources, compared) or (link.source,)
    before = [one for one in ordered if in_order_of_date((one, copy), compared) == (one, copy)]
    edition = link.relation == "prov:Revision" and before
    yield replace(link, copy=copy, source=before[-1] if edition else ordered[0])


def _links_of_twins(
    twins: Mapping[int, tuple[int, ...]],
    matches: Sequence[MatchFinding],
    compared: Sequence[Document],
    corpus: CorpusView,
) -> Iterator[_Link]:
    """Each of several documents with one text, and the one before it in time; else the one that stands for all."""
    to_first = {
        (match.a, match.b): at
        for at, match in enumerate(matches)
        if compared[match.b].duplicate_of == compared[match.a].document_id
    }
    for first, members in sorted(twins.items()):
        ordered = in_order_of_date(members, compared)
        for place, number in enumerate(ordered or members):
            if place == 0:
                continue
            # The match of either of the two with the one that stands for all has the words of both.
            at = to_first.get((first, number if number != first else (ordered or members)[0]))
            if at is None:
                continue
            verdict = matches[at].direction
            if ordered is None:
                side = "b" if verdict.copied_from == "b" else "a"
                link = _link(
                    [at],
                    side,
                    verdict,
                    matches,
                    corpus,
                    [at] if verdict.copied_from == "undetermined" else [],
                )
                yield link
                if len(members) ** 2 <= _CROWD and verdict.copied_from == "undetermined":
                    yield from (replace(link, source=other) for other in members[1:place])
                continue
            link = _link([at], "a", verdict, matches, corpus, [])
            yield replace(link, copy=number, source=ordered[place - 1], relation="prov:Revision")


def _ranked(links: list[_Link]) -> Iterator[DocumentEdge]:
    explained = np.zeros(0, np.int64)
    for rank, link in enumerate(sorted(links, key=lambda link: link.order), start=1):
        further = np.setdiff1d(link.agreed.words, explained)
        if rank > 1 and longest_run(further) < _FURTHER_RUN:
            further = further[:0]
        explained = np.union1d(explained, further)
        yield DocumentEdge(
            copy=link.copy,
            source=link.source,
            relation=link.relation,
            confidence=link.verdict.confidence,
            certainty=link.verdict.certainty,
            n_matches=link.n_matches,
            words=len(link.agreed.words),
            further=len(further),
            words_open=link.words_open,
            rank=rank,
            n_alternatives=len(links) - 1,
        )
