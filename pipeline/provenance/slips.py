"""Slips: words that their text does not mean to say, found without a dictionary, from the corpus's own words.

A slip is a word printed twice, two words run together, or a form that is rare where a form one letter away is frequent
and at home. What the corpus does not attest is not found: a slip that is itself a word of the language ("ease" for
"case") shows only where the right word stands elsewhere between the same neighbours.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import OSA

from pipeline.align.letters import is_misreading, is_respelling, share_stem
from pipeline.corpus.tokenise import hash_folded
from pipeline.provenance.attested import FREQUENT_CONTEXTS, Attested

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView

__all__ = ["Slip", "find_slips", "slips_between"]

_DOUBLED = 8
"""Contexts of a word that is printed twice by mistake: it is nearly always a small one, and rare words are doubled on
purpose ("Baden Baden")."""

_TIMES_RARER = 8
"""Times by which a form that the corpus has elsewhere must be rarer than the one that is meant."""

_LONG_WORD = 6
"""Letters from which two forms that differ in look-alike shapes alone are hardly ever two words of a language."""

_LEAST_LETTERS = 3
_HALVES_LETTERS = 2
_CONFIRMED = 4
"""Bits by which the neighbours must speak for the other form: 16 times as often there."""

_CONFIRMED_RARE = 2
"""The same for a form that stands nowhere else, and has the other's look-alike shapes."""

_STRANGE = 4
"""Bits by which the letters around the slip must be rarer, in the corpus's words, than those of the form meant."""

_STRANGE_LETTERS = 8
"""Letters from which that is enough."""

_AT_HOME = 10
"""Of how many places of a neighbour the form that is meant has one at least: it is at home there, and not only so
frequent that it stands beside everything."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Slip:
    """Words ``first`` to ``last`` (half-open) of document ``number``, and what they should be."""

    number: int
    first: int
    last: int
    meant: str


class _Candidate(NamedTuple):
    """A form at a place, and one that may be meant; neighbours are 0 at the ends of the text."""

    form: int
    meant: int
    before: int
    after: int


def find_slips(
    corpus: CorpusView, attested: Attested, spans: Iterable[tuple[int, int, int]]
) -> dict[int, tuple[Slip, ...]]:
    """Find the slips in some passages.

    Args:
        corpus: The documents as words.
        attested: What it has of its words.
        spans: Document, first word and word after the last of each passage; they may overlap.

    Returns:
        By document, in order of their place.

    Cost: linear in the rare words of the passages and in the corpus's frequent words, and two passes over the corpus.
    """
    inside = np.zeros(len(corpus.words), bool)
    for number, first, last in spans:
        start = int(corpus.document_starts[number])
        inside[start + first : start + last] = True
    found = [
        *_doubled(corpus, attested, inside),
        *_run_together(corpus, attested, inside),
        *_misread(corpus, attested, inside),
    ]
    by_document: dict[int, list[Slip]] = defaultdict(list)
    for slip in sorted(found):
        of_document = by_document[slip.number]
        if not of_document or of_document[-1].last <= slip.first:
            of_document.append(slip)
    return {number: tuple(slips) for number, slips in by_document.items()}


def _located(corpus: CorpusView, places: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Place in the corpus, document, and word in the document."""
    numbers = np.searchsorted(corpus.document_starts, places, "right") - 1
    for place, number in zip(places.tolist(), numbers.tolist(), strict=True):
        yield place, number, place - int(corpus.document_starts[number])


def _doubled(corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_]) -> Iterator[Slip]:
    """Words printed twice, that the corpus prints twice nowhere else."""
    words = corpus.words
    if len(words) < 2:  # noqa: PLR2004 - a pair
        return
    places = np.flatnonzero((words[:-1] == words[1:]) & inside[:-1] & inside[1:])
    places = places[attested.of_hashes(words[places]) >= _DOUBLED]
    counts = attested.pairs({(int(word), int(word)) for word in words[places]})
    for place, number, first in _located(corpus, places):
        view = corpus.document(number)
        if first + 1 >= len(view.words) or counts.get((int(words[place]), int(words[place])), 0) > 1:
            continue
        folded = view.folded(first)
        if len(folded) >= _HALVES_LETTERS and folded.isalpha() and view.between(first, first + 1).isspace():
            yield Slip(number=number, first=first, last=first + 2, meant=folded)


def _rare(
    corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_], most: int
) -> Iterator[tuple[int, int, str]]:
    """Words of the passages that stand in few contexts: document, word, folded form."""
    places = np.flatnonzero(inside)
    places = places[attested.of_hashes(corpus.words[places]) <= most]
    for _, number, word in _located(corpus, places):
        folded = corpus.document(number).folded(word)
        if len(folded) >= _LEAST_LETTERS and folded.isalpha():
            yield number, word, folded


def _run_together(corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_]) -> Iterator[Slip]:
    """Rare forms that are two frequent words which stand beside each other elsewhere."""
    splits = [
        (number, word, folded[:at], folded[at:])
        for number, word, folded in _rare(corpus, attested, inside, 1)
        for at in range(_HALVES_LETTERS, len(folded) - _HALVES_LETTERS + 1)
        if attested.of_word(folded[:at]) >= FREQUENT_CONTEXTS
        and attested.of_word(folded[at:]) >= FREQUENT_CONTEXTS
    ]
    counts = attested.pairs((hash_folded(left), hash_folded(right)) for _, _, left, right in splits)
    for number, word, left, right in splits:
        if counts.get((hash_folded(left), hash_folded(right)), 0) > 1:
            yield Slip(number=number, first=word, last=word + 1, meant=f"{left} {right}")


def _misread(corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_]) -> Iterator[Slip]:
    """Forms one letter from a frequent form, where the neighbours, or a long word's letters, speak for that one."""
    offers: list[tuple[int, int, str, _Candidate]] = []
    for number, word, folded in _rare(corpus, attested, inside, FREQUENT_CONTEXTS):
        view = corpus.document(number)
        if view.text[int(view.begin[word])].isupper():
            # A name may differ from another name in one letter.
            continue
        before = int(view.words[word - 1]) if word else 0
        after = int(view.words[word + 1]) if word + 1 < len(view.words) else 0
        offers += [
            (
                number,
                word,
                near,
                _Candidate(form=hash_folded(folded), meant=hash_folded(near), before=before, after=after),
            )
            for near in attested.near(folded)
            if _can_be_meant(folded, near, attested)
        ]
    counts = attested.pairs(_pairs_of(offer[-1] for offer in offers))
    for number, word, near, candidate in offers:
        folded = corpus.document(number).folded(word)
        if _is_confirmed(folded, near, candidate, counts, attested):
            yield Slip(number=number, first=word, last=word + 1, meant=near)


def _can_be_meant(form: str, near: str, attested: Attested) -> bool:
    """Whether one form may be a slip for the other: not another ending, another spelling, or as good a word."""
    if OSA.distance(form, near) > 1 and not is_misreading(form, near):
        return False
    if share_stem(form, near) or form.startswith(near) or near.startswith(form):
        return False
    if is_respelling(form, near) and not is_misreading(form, near):
        return False
    return attested.of_word(near) >= _TIMES_RARER * max(1, attested.of_word(form) - 1) or (
        attested.of_word(form) <= 1 and attested.of_word(near) >= FREQUENT_CONTEXTS
    )


def _pairs_of(candidates: Iterable[_Candidate]) -> Iterator[tuple[int, int]]:
    for one in candidates:
        for word in (one.form, one.meant):
            yield one.before, word
            yield word, one.after


def _is_confirmed(
    form: str, near: str, one: _Candidate, counts: dict[tuple[int, int], int], attested: Attested
) -> bool:
    unknown, alike = attested.of_word(form) <= 1, is_misreading(form, near)
    if unknown and alike and len(form) >= _LONG_WORD:
        return True
    if unknown and len(form) >= _STRANGE_LETTERS and attested.is_stranger(form, near, _STRANGE):
        return True
    neighbours = np.array([one.before, one.after], np.uint32)
    meant = [counts.get(pair, 0) for pair in ((one.before, one.meant), (one.meant, one.after))]
    printed = [counts.get(pair, 0) for pair in ((one.before, one.form), (one.form, one.after))]
    # Half a place is added to each count, so that none is nought; this place itself counts for neither form.
    for_meant = math.prod(2 * n + 1 for n in meant)
    for_printed = math.prod(2 * max(0, n - 1) + 1 for n in printed)
    if unknown and alike:
        return for_meant >= for_printed << _CONFIRMED_RARE
    places = attested.of_hashes(neighbours).tolist()
    at_home = any(n > 0 and _AT_HOME * n >= of for n, of in zip(meant, places, strict=True))
    return for_meant >= for_printed << _CONFIRMED and at_home


def slips_between(slips: Sequence[Slip], first: int, last: int) -> list[Slip]:
    """Those of a document's slips that lie between two words."""
    return [slip for slip in slips if first <= slip.first and slip.last <= last]
