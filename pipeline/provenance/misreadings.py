"""Misreadings: rare forms that are more probably slips than words, as the corpus's own words tell.

Two explanations of a form at a place are weighed. It is a slip for a frequent word one letter away, or for two words
run together: then that word is probable there, as far as the neighbours tell, and something went wrong. Or it is
meant: then it is as frequent as it is elsewhere; a form that stands nowhere else is as probable as new words are, with
the letters that it has (``new_words``). How often something goes wrong is itself learned from the passages.

Source: M. D. Kernighan, K. W. Church, W. A. Gale: A spelling correction program based on a noisy channel model.
COLING, 1990.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA

from pipeline.align.letters import is_misreading, is_respelling
from pipeline.provenance.attested import FREQUENT_CONTEXTS
from pipeline.provenance.new_words import NewWords, halves_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView, DocumentView
    from pipeline.provenance.attested import Attested

__all__ = ["Misreading", "find_misreadings", "places_of"]

_LEAST_LETTERS = 3

_ONE_IN = 512
"""Words of which one is a slip, before the passages are read."""

_AS_IF = 4
"""Slips in as many times so many words, that this counts for."""

_LEAST_MILLIBITS = 1000
"""Two to one: what is less probably a slip is not called one."""

_ROUNDS = 6
"""Times that the number of slips is estimated anew; after three or four it stands."""

_CLOSE = 0.1
"""Pseudo-count for two words beside each other, against what chance lets expect: a pair seen once, where .01 were to be
expected, speaks with three bits for the two, and one not seen where it was not to be expected says nothing.

Source: W. DuMouchel: Bayesian data mining in large frequency tables. American Statistician 53, 1999 (gamma-Poisson
shrinkage)."""

_ALIKE_MILLIBITS = 1300
_SHAPE_MILLIBITS = 2300
_LETTER_MILLIBITS = 1300
_SPACE_MILLIBITS = 4000
"""Of the slips of one letter in real scans of law books two in five were of look-alike shapes, one in five of letters
of one kind of shape, and two in five of any others. A space is lost once for sixteen letters that are misread."""

_SHAPES = ("aceo", "bdhk", "fijlrt", "gpqy", "mnru", "vwxy", "асео", "ийлнп", "цшщ", "ъьы")
"""Letters of one kind of shape: round, with a bow and a stem, narrow, hanging, with arches, slanted."""

_MILLI = 1000


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Misreading:
    """Word ``word`` of document ``number``, what it should be, and log2 of the odds that it is a slip, in millibits."""

    number: int
    word: int
    meant: str
    millibits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rare:
    """A word that stands in few contexts; neighbours are 0 where none stands beside it with only a space between."""

    number: int
    word: int
    form: str
    form_hash: int
    elsewhere: int
    before: int
    after: int
    is_capital: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """What may be meant: one frequent word or two, and what went wrong then, in millibits."""

    rare: _Rare
    meant: tuple[str, ...]
    hashes: tuple[int, ...]
    change: int

    def pairs(self) -> Iterator[tuple[int, int]]:
        """All pairs of neighbours, as printed and as meant."""
        before, after = self.rare.before, self.rare.after
        yield from ((before, self.rare.form_hash), (self.rare.form_hash, after))
        yield from ((before, self.hashes[0]), (self.hashes[-1], after))
        if len(self.hashes) > 1:
            yield self.hashes[0], self.hashes[-1]


def find_misreadings(
    corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_], others: int = 0
) -> list[Misreading]:
    """Find the forms in some passages that are more probably slips than words.

    Args:
        corpus: The documents as words.
        attested: What it has of its words.
        inside: bool[n], the words of the passages.
        others: Slips of other kinds in them, that are known.

    Returns:
        In the order of their places, each with what is most probably meant.

    Cost: linear in the rare words of the passages and in the corpus's frequent words; a few passes over the corpus.
    """
    offers = list(_offers(_rare_words(corpus, attested, inside), attested))
    if not offers:
        return []
    weighed = _weigh(offers, attested)
    best: dict[tuple[int, int], tuple[int, tuple[str, ...]]] = {}
    for offer, millibits in zip(offers, weighed, strict=True):
        place = (offer.rare.number, offer.rare.word)
        if place not in best or (millibits, offer.meant) > best[place]:
            best[place] = (millibits, offer.meant)
    rate = _rate([millibits for millibits, _ in best.values()], others, int(inside.sum()))
    return [
        Misreading(number=number, word=word, meant=" ".join(meant), millibits=millibits + rate)
        for (number, word), (millibits, meant) in sorted(best.items())
        if millibits + rate >= _LEAST_MILLIBITS
    ]


def places_of(corpus: CorpusView, places: NDArray[np.int64]) -> Iterator[tuple[DocumentView, int, int]]:
    """The document, its number, and the word in it, for each place in the corpus."""
    numbers = np.searchsorted(corpus.document_starts, places, "right") - 1
    firsts = places - corpus.document_starts[numbers]
    for number, first in zip(numbers.tolist(), firsts.tolist(), strict=True):
        yield corpus.document(number), number, first


def _rare_words(corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_]) -> Iterator[_Rare]:
    places = np.flatnonzero(inside)
    contexts = attested.of_hashes(corpus.words[places])
    few = contexts <= FREQUENT_CONTEXTS
    for (view, number, word), n in zip(places_of(corpus, places[few]), contexts[few].tolist(), strict=True):
        form = view.folded(word)
        if len(form) < _LEAST_LETTERS or not form.isalpha():
            continue
        last = len(view.words) - 1
        yield _Rare(
            number=number,
            word=word,
            form=form,
            form_hash=int(view.words[word]),
            elsewhere=max(0, n - 1),
            before=int(view.words[word - 1]) if word and view.between(word - 1, word).isspace() else 0,
            after=int(view.words[word + 1]) if word < last and view.between(word, word + 1).isspace() else 0,
            is_capital=view.text[int(view.begin[word])].isupper(),
        )


def _offers(rare: Iterator[_Rare], attested: Attested) -> Iterator[_Offer]:
    """What may be meant by each; a name may differ from another name in one letter."""
    frequent = attested.frequent
    alphabet = len({letter for word in frequent for letter in word})
    meant: dict[str, list[tuple[str, int]]] = {}
    for one in rare:
        if not one.is_capital:
            if one.form not in meant:
                meant[one.form] = list(_meant(one.form, attested.near(one.form), alphabet))
            for near, change in meant[one.form]:
                yield _Offer(rare=one, meant=(near,), hashes=(frequent[near],), change=change)
        if one.elsewhere == 0:
            for left, right in halves_of(one.form, frequent):
                yield _Offer(
                    rare=one,
                    meant=(left, right),
                    hashes=(frequent[left], frequent[right]),
                    change=-_SPACE_MILLIBITS,
                )


def _meant(form: str, near: Sequence[str], alphabet: int) -> Iterator[tuple[str, int]]:
    """Words that a form may be a slip for, no other spellings of it, and log2 of how often just that goes wrong."""
    for word in near:
        alike = is_misreading(form, word)
        if not alike and (OSA.distance(form, word, score_cutoff=1) > 1 or is_respelling(form, word)):
            continue
        if alike:
            yield word, -_ALIKE_MILLIBITS - _log2(2 * len(word))
        elif _is_of_one_shape(form, word):
            yield word, -_SHAPE_MILLIBITS - _log2(3 * len(word))
        else:
            yield word, -_LETTER_MILLIBITS - _log2(2 * alphabet * len(word))


def _is_of_one_shape(form: str, word: str) -> bool:
    """Whether two words differ in one letter, that stands against one of its kind of shape."""
    unequal = [one + other for one, other in zip(form, word, strict=False) if one != other]
    return (
        len(form) == len(word)
        and len(unequal) == 1
        and any(set(unequal[0]) <= set(shape) for shape in _SHAPES)
    )


def _weigh(offers: Sequence[_Offer], attested: Attested) -> list[int]:
    """Log2 of the odds for each, in millibits, without the rate of slips."""
    new_words = NewWords.of(attested)
    asked = {pair for offer in offers for pair in offer.pairs() if all(pair)}
    pairs = defaultdict(int, attested.pairs(asked | new_words.halves))
    compounds = new_words.compounds(pairs)
    compounds_often = sorted(compounds.values())

    def made(form: str, often: int) -> tuple[int, int]:
        """How many other words are made of two that are so often beside each other."""
        alike = len(compounds_often) - bisect_left(compounds_often, often)
        alike -= int(compounds.get(form, 0) >= often)
        return alike, often

    words = np.array(sorted({word for pair in asked for word in pair}), np.uint32)
    contexts = dict(zip(words.tolist(), attested.of_hashes(words).tolist(), strict=True))
    total = int(attested.contexts.sum())

    def fit(left: int, right: int, word: int, own: int) -> int:
        """How much more often than by chance a word stands there; ``own`` if the place itself is among its places."""
        if not (left and right):
            return 0
        other = right if word == left else left
        expected = max(0, contexts[word] - own) * contexts[other] / total
        return _log2((max(0, pairs[left, right] - own) + _CLOSE) / (expected + _CLOSE))

    weighed = []
    for offer in offers:
        one, first, last = offer.rare, offer.hashes[0], offer.hashes[-1]
        if len(offer.hashes) == 1:
            frequency = attested.of_word(offer.meant[0])
        else:
            frequency = pairs[first, last] if one.elsewhere == 0 else 0
        if frequency == 0:
            weighed.append(-_MILLI * _MILLI)
            continue
        meant = (
            _log2(frequency / total)
            + fit(one.before, first, first, 0)
            + fit(last, one.after, last, 0)
            + offer.change
        )
        if one.elsewhere:
            printed = _log2(one.elsewhere / total)
        else:
            printed = new_words.millibits(
                one.form, offer.meant, made(one.form, frequency) if len(offer.meant) > 1 else (0, 1)
            )
        printed += fit(one.before, one.form_hash, one.form_hash, 1)
        printed += fit(one.form_hash, one.after, one.form_hash, 1)
        weighed.append(meant - printed)
    return weighed


def _rate(weighed: Sequence[int], others: int, n_words: int) -> int:
    """Log2 of how many of the words are slips, in millibits: as many as the odds make probable, given that many."""
    rate = -_log2(_ONE_IN)
    for _ in range(_ROUNDS):
        slips = others + sum(
            1 / (1 + 2 ** (-(one + rate) / _MILLI)) for one in weighed if one + rate > -50 * _MILLI
        )
        rate = _log2((slips + _AS_IF) / (n_words + _AS_IF * _ONE_IN))
    return rate


def _log2(number: float) -> int:
    return round(_MILLI * math.log2(number))
