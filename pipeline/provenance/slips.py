"""Slips: words that their text does not mean to say, found without a dictionary, from the corpus's own words.

A slip is a word printed twice, two words run together, or a form that is rare where a form one letter away is frequent
and at home. What the corpus does not attest is not found: a slip that is itself a word of the language ("ease" for
"case") shows only where the right word stands elsewhere between the same neighbours.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA

from pipeline.align.letters import is_misreading, is_respelling, share_stem
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rare:
    """A word of a passage that stands in few contexts; neighbours are 0 at the ends of the text."""

    number: int
    word: int
    form: str
    contexts: int
    form_hash: int
    before: int
    after: int
    is_capital: bool

    def slip(self, meant: str) -> Slip:
        """The word as a slip for what is meant."""
        return Slip(number=self.number, first=self.word, last=self.word + 1, meant=meant)


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
    doubled = _twice(corpus, attested, inside)
    rare = list(_rare(corpus, attested, inside))
    splits = [(one, *halves) for one in rare if one.contexts <= 1 for halves in _halves(one.form, attested)]
    offers = _offers(rare, attested)
    hashes = attested.frequent
    counts = attested.pairs(
        {
            *((word, word) for _, word, _ in doubled),
            *((hashes[left], hashes[right]) for _, left, right in splits),
            *(pair for one, near in offers for pair in _pairs_of(one, hashes[near])),
        }
    )
    found = [
        *(slip for _, word, slip in doubled if counts.get((word, word), 0) <= 1),
        *(
            one.slip(f"{left} {right}")
            for one, left, right in splits
            if counts.get((hashes[left], hashes[right]), 0) > 1
        ),
        *(one.slip(near) for one, near in offers if _is_confirmed(one, near, counts, attested)),
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
    firsts = places - corpus.document_starts[numbers]
    return zip(places.tolist(), numbers.tolist(), firsts.tolist(), strict=True)


def _twice(corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_]) -> list[tuple[int, int, Slip]]:
    """Words printed twice in the passages, with nothing but a space between: place, hash, slip if it is one."""
    words = corpus.words
    if len(words) < 2:  # noqa: PLR2004 - a pair
        return []
    places = np.flatnonzero((words[:-1] == words[1:]) & inside[:-1] & inside[1:])
    places = places[attested.of_hashes(words[places]) >= _DOUBLED]
    found = []
    for place, number, first in _located(corpus, places):
        view = corpus.document(number)
        if first + 1 >= len(view.words):
            continue
        folded = view.folded(first)
        if len(folded) >= _HALVES_LETTERS and folded.isalpha() and view.between(first, first + 1).isspace():
            slip = Slip(number=number, first=first, last=first + 2, meant=folded)
            found.append((place, int(words[place]), slip))
    return found


def _rare(corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_]) -> Iterator[_Rare]:
    """Words of the passages that stand in few contexts."""
    places = np.flatnonzero(inside)
    contexts = attested.of_hashes(corpus.words[places])
    few = contexts <= FREQUENT_CONTEXTS
    for (_, number, word), n in zip(_located(corpus, places[few]), contexts[few].tolist(), strict=True):
        view = corpus.document(number)
        folded = view.folded(word)
        if len(folded) >= _LEAST_LETTERS and folded.isalpha():
            yield _Rare(
                number=number,
                word=word,
                form=folded,
                contexts=n,
                form_hash=int(view.words[word]),
                before=int(view.words[word - 1]) if word else 0,
                after=int(view.words[word + 1]) if word + 1 < len(view.words) else 0,
                is_capital=view.text[int(view.begin[word])].isupper(),
            )


def _halves(form: str, attested: Attested) -> Iterator[tuple[str, str]]:
    """The pairs of frequent words that a form may be, run together."""
    frequent = attested.frequent
    for at in range(_HALVES_LETTERS, len(form) - _HALVES_LETTERS + 1):
        if form[:at] in frequent and form[at:] in frequent:
            yield form[:at], form[at:]


def _offers(rare: Iterable[_Rare], attested: Attested) -> list[tuple[_Rare, str]]:
    """Rare forms, and the frequent ones that may be meant; a name may differ from another name in one letter."""
    meant: dict[str, list[str]] = {}
    offers = []
    for one in rare:
        if one.is_capital:
            continue
        if one.form not in meant:
            near = attested.near(one.form)
            meant[one.form] = [
                other for other in near if _can_be_meant(one.form, other, one.contexts, attested)
            ]
        offers += [(one, other) for other in meant[one.form]]
    return offers


def _can_be_meant(form: str, near: str, contexts: int, attested: Attested) -> bool:
    """Whether one form may be a slip for the other: not another ending, another spelling, or as good a word."""
    often = attested.of_word(near)
    if often < _TIMES_RARER * max(1, contexts - 1) and not (contexts <= 1 and often >= FREQUENT_CONTEXTS):
        return False
    if share_stem(form, near) or form.startswith(near) or near.startswith(form):
        return False
    if OSA.distance(form, near) > 1 and not is_misreading(form, near):
        return False
    return is_misreading(form, near) or not is_respelling(form, near)


def _pairs_of(one: _Rare, meant: int) -> Iterator[tuple[int, int]]:
    """The form and what may be meant, each beside both neighbours."""
    for word in (one.form_hash, meant):
        yield one.before, word
        yield word, one.after


def _is_confirmed(one: _Rare, near: str, counts: dict[tuple[int, int], int], attested: Attested) -> bool:
    form, unknown, alike = one.form, one.contexts <= 1, is_misreading(one.form, near)
    if unknown and alike and len(form) >= _LONG_WORD:
        return True
    if unknown and len(form) >= _STRANGE_LETTERS and attested.is_stranger(form, near, _STRANGE):
        return True
    printed_before, printed_after, *meant = [
        counts.get(pair, 0) for pair in _pairs_of(one, attested.frequent[near])
    ]
    # Half a place is added to each count, so that none is nought; this place itself counts for neither form.
    for_meant = math.prod(2 * n + 1 for n in meant)
    for_printed = math.prod(2 * max(0, n - 1) + 1 for n in (printed_before, printed_after))
    if unknown and alike:
        return for_meant >= for_printed << _CONFIRMED_RARE
    places = attested.of_hashes(np.array([one.before, one.after], np.uint32)).tolist()
    at_home = any(n > 0 and _AT_HOME * n >= of for n, of in zip(meant, places, strict=True))
    return for_meant >= for_printed << _CONFIRMED and at_home


def slips_between(slips: Sequence[Slip], first: int, last: int) -> list[Slip]:
    """Those of a document's slips that lie between two words."""
    return [slip for slip in slips if first <= slip.first and slip.last <= last]
