"""What repeats without being copied: one entry a string, with its reason and all its places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.reasons import Place, Words, reason_for, weak_reason, year_end
from pipeline.corpus.normalise import fold_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView

__all__ = ["Place", "Repeated", "group_by_text", "reason_for", "weak_reason"]

_LEAST_WORDS = 5
"""Words of the shortest string that is worth a row: shorter ones are language."""

_GROWS = 40
"""Words by which a string may grow at either end to be whole."""

_CITED = frozenset({"citation_heading", "title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """One string that repeats and is no match: its folded words, why, and where."""

    folded: str
    reason: str
    places: tuple[Place, ...]


def group_by_text(
    rejected: Iterable[tuple[str | None, Place, Place]], corpus: CorpusView, *, keep_marks: bool
) -> list[Repeated]:
    """One entry a string, with all the places it was found in.

    Args:
        rejected: Reason (None: it says too little) and both sides of each rejected pair.
        corpus: The documents.
        keep_marks: How words fold.

    Returns:
        Entries sorted by text. What both sides of a pair have in common is made whole: it grows as long as the words
        are equal and the paragraph lasts, and a citation ends with its year. Where pairs of one string were
        rejected for different reasons, the first in the order of the alphabet stands, a reason before none. A string
        that stands nowhere but inside longer ones has no entry.

    Cost: linear in the words of the pairs; n log n in their number.
    """
    places: dict[str, set[Place]] = defaultdict(set)
    reasons: dict[str, set[str]] = defaultdict(set)
    for given, *sides in rejected:
        a, b, reason = _whole(given, sides[0], sides[1], corpus)
        if min(a.words, b.words) < _LEAST_WORDS and given is None:
            continue
        # Two sides that still differ are one string under the words of the shorter.
        text = min(
            (_folded(place, corpus, keep_marks=keep_marks) for place in (a, b)),
            key=lambda words: (len(words), words),
        )
        places[text].update((a, b))
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


def _folded(place: Place, corpus: CorpusView, *, keep_marks: bool) -> str:
    raw = Words(place=place, view=corpus.document(place.number)).raw
    return " ".join(fold_word(word, keep_marks=keep_marks) for word in raw)


def _whole(given: str | None, a: Place, b: Place, corpus: CorpusView) -> tuple[Place, Place, str | None]:
    """Both sides of what a pair has in common, whole, and the reason for it."""
    if given in {"user", "same_series"}:
        return a, b, given
    common = _common(a, b, corpus)
    if given == "refrain" and common == (a, b):
        return a, b, given
    one, other = _grown(*common, corpus)
    if one.words < _LEAST_WORDS:
        return (a, b, given) if given is not None else (one, other, None)
    # Not exact: a clause that says too little is a stock phrase, not a refrain.
    reason = reason_for(one, other, corpus, exact=False) or given
    if reason in _CITED:
        one, other = _as_cited(one, other, corpus)
    return one, other, reason


def _common(a: Place, b: Place, corpus: CorpusView) -> tuple[Place, Place]:
    """The longest run of equal words of two places; of equals, the first."""
    words_a, words_b = (corpus.document(place.number).words[place.first : place.last] for place in (a, b))
    first_a, first_b, n = _longest_run(words_a, words_b)
    return (
        Place(number=a.number, first=a.first + first_a, last=a.first + first_a + n),
        Place(number=b.number, first=b.first + first_b, last=b.first + first_b + n),
    )


def _longest_run(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> tuple[int, int, int]:
    """Where the longest common run of words begins on both sides, and its length."""
    if np.array_equal(a, b):
        return 0, 0, len(a)
    best = (0, 0, 0)
    lengths = np.zeros(len(b) + 1, np.int64)
    for row, word in enumerate(a):
        # Runs that end at this word: one longer than those that ended at the words before.
        lengths[1:] = np.where(b == word, lengths[:-1] + 1, 0)
        at = int(lengths.argmax())
        if lengths[at] > best[2]:
            n = int(lengths[at])
            best = (row - n + 1, at - n, n)
    return best


def _grown(a: Place, b: Place, corpus: CorpusView) -> tuple[Place, Place]:
    """Two places of equal words, longer by the equal words around them in the same paragraphs."""
    view_a, view_b = corpus.document(a.number), corpus.document(b.number)
    if a.words == 0:
        return a, b

    def goes_on(at_a: int, at_b: int, inner_a: int, inner_b: int) -> bool:
        return (
            0 <= at_a < len(view_a.words)
            and 0 <= at_b < len(view_b.words)
            and bool(view_a.words[at_a] == view_b.words[at_b])
            and bool(view_a.block[at_a] == view_a.block[inner_a])
            and bool(view_b.block[at_b] == view_b.block[inner_b])
        )

    before = after = 0
    while before < _GROWS and goes_on(
        a.first - before - 1, b.first - before - 1, a.first - before, b.first - before
    ):
        before += 1
    while after < _GROWS and goes_on(a.last + after, b.last + after, a.last + after - 1, b.last + after - 1):
        after += 1
    # What runs on from a heading into the text below it, or over the end of a paragraph, is cut there.
    inside = a.words
    for step in range(1, a.words):
        if (
            view_a.block[a.first + step] != view_a.block[a.first]
            or view_b.block[b.first + step] != view_b.block[b.first]
        ):
            inside, after = step, 0
            break
    return (
        Place(number=a.number, first=a.first - before, last=a.first + inside + after),
        Place(number=b.number, first=b.first - before, last=b.first + inside + after),
    )


def _as_cited(a: Place, b: Place, corpus: CorpusView) -> tuple[Place, Place]:
    """A citation from its first capital to its year in brackets, if enough is left."""
    one = Words(place=a, view=corpus.document(a.number))
    capital = next((at for at, word in enumerate(one.raw) if not word[0].islower()), 0)
    end = year_end(one)
    n = a.words if end is None else min(a.words, end - a.first)
    if n - capital < _LEAST_WORDS:
        capital = 0
    if n - capital < _LEAST_WORDS or a.words != b.words:
        return a, b
    return (
        Place(number=a.number, first=a.first + capital, last=a.first + n),
        Place(number=b.number, first=b.first + capital, last=b.first + n),
    )


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
