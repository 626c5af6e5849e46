"""Editions: whole texts that were set from one another, and which earlier state each was set from.

A new edition is set from one copy throughout, so the question is put once for the document and not for each passage.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.provenance.agreement import Agreement, agreement, join_agreements
from pipeline.provenance.direction import find_direction
from pipeline.provenance.evidence import Evidence
from pipeline.provenance.families import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.provenance.findings import MatchFinding

__all__ = ["find_editions"]

_MOST = 0.5
"""Share of both documents' words that their matches must cover, that one is a new state of the other."""

_CHANCE_PLACES = 1
"""Places by which an older state may be nearer by chance: a printer falls back on a spelling, an author on a word. In
two places that is no chance any more."""

_PLACE_WORDS = 10
"""Words of the copy in no match that count as one place: what was written anew there tells against every source alike,
and only how far the matches reach differs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """An earlier state of a text, and how far a later one is from it, in places."""

    source: int
    places: int


def find_editions(
    matches: Sequence[MatchFinding],
    evidence: Sequence[Sequence[Evidence]],
    corpus: CorpusView,
    *,
    without: frozenset[int] = frozenset(),
) -> dict[int, int]:
    """Find which document each new edition was set from.

    Args:
        matches: All matches.
        evidence: For each match what speaks for its direction.
        corpus: The documents as words.
        without: Positions of matches that say nothing of this: those of a document with its duplicate.

    Returns:
        Number of the source by number of the edition, where matches cover half of both documents. Of earlier states
        that are as near, give or take one place, it is the last, which itself comes after the others: printers set
        from what was printed last. No entry where the evidence leaves the order of those open.

    Cost: linear in the matches and the words of their passages.
    """
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, match in enumerate(matches):
        if match.a != match.b and at not in without:
            pairs[match.a, match.b].append(at)
    states: dict[int, dict[int, _State]] = defaultdict(dict)
    for (a, b), group in sorted(pairs.items()):
        agreed_a, agreed_b = (_agreed(group, matches, corpus, is_a=is_a) for is_a in (True, False))
        words_a, words_b = (len(corpus.document(number).words) for number in (a, b))
        if len(agreed_a.words) < _MOST * words_a or len(agreed_b.words) < _MOST * words_b:
            continue
        verdict = find_direction([row for at in group for row in evidence[at]])
        if verdict.copied_from == "undetermined":
            continue
        copy, source = (b, a) if verdict.copied_from == "a" else (a, b)
        outside = _outside(group, matches, corpus, copy)
        states[copy][source] = _State(source=source, places=agreed_a.different + outside // _PLACE_WORDS)
    chosen = {copy: _last(offered, states) for copy, offered in states.items()}
    return {copy: source for copy, source in chosen.items() if source is not None}


def _agreed(
    group: Sequence[int], matches: Sequence[MatchFinding], corpus: CorpusView, *, is_a: bool
) -> Agreement:
    parts = []
    for at in group:
        match = matches[at]
        span = (
            Span(number=match.a, begin=match.a_begin, end=match.a_end)
            if is_a
            else Span(number=match.b, begin=match.b_begin, end=match.b_end)
        )
        parts.append(agreement(match, span, is_a=is_a, corpus=corpus))
    return join_agreements(parts)


def _outside(group: Sequence[int], matches: Sequence[MatchFinding], corpus: CorpusView, copy: int) -> int:
    """Words of the copy that lie in no match."""
    outside = np.ones(len(corpus.document(copy).words), bool)
    for at in group:
        match = matches[at]
        if match.a == copy:
            outside[match.first_word_a : match.last_word_a] = False
        else:
            outside[match.first_word_b : match.last_word_b] = False
    return int(outside.sum())


def _last(offered: Mapping[int, _State], states: Mapping[int, Mapping[int, _State]]) -> int | None:
    nearest = min(state.places for state in offered.values())
    near = {state.source for state in offered.values() if state.places <= nearest + _CHANCE_PLACES}
    last = [one for one in near if near - {one} <= states.get(one, {}).keys()]
    return last[0] if len(last) == 1 else None
