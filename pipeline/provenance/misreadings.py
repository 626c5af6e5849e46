"""Misreadings: forms that may be slips, and how probably, as the corpus's own words tell.

Two explanations of a form at a place are weighed. It is a slip for a frequent word one letter away, or for two words
run together: then that word is probable there, as far as the neighbours tell, and something went wrong. Or it is
meant: then it is as frequent as it is elsewhere; a form that stands nowhere else is as probable as new words are, with
the letters that it has (``new_words``). Either is more probable where it stands nearby, and where the rest of a set
phrase stands, its word is (``set_phrases``). How often something goes wrong is itself learned from the passages
(``slip_rates``).

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

from pipeline.provenance.new_words import NewWords
from pipeline.provenance.offers import offers_of
from pipeline.provenance.set_phrases import SET_PHRASE_MILLIBITS
from pipeline.provenance.slip_rates import Passages, slip_rates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView
    from pipeline.provenance.attested import Attested
    from pipeline.provenance.offers import Offer

__all__ = ["Misreading", "find_misreadings"]

_LEAST_MILLIBITS = -3000
"""One to eight: what is less probably a slip is not shown."""

_RECENT = 0.2
_RECENT_WORDS = 200
"""Of the words of a text that its corpus has three times and more, one in five is there because it stands within so
many words as well; the others are as frequent as they are everywhere. In novels .10 to .21, in law codes .21 to .49,
in articles .19 to .47, the rare ones first.

Source: R. Kuhn, R. De Mori: A cache-based natural language model for speech recognition. IEEE Transactions on Pattern
Analysis and Machine Intelligence 12, 1990."""

_CLOSE = 0.1
"""Pseudo-count for two words beside each other, against what chance lets expect: a pair seen once, where .01 were to be
expected, speaks with three bits for the two, and one not seen where it was not to be expected says nothing.

Source: W. DuMouchel: Bayesian data mining in large frequency tables. American Statistician 53, 1999 (gamma-Poisson
shrinkage)."""

_MILLI = 1000
_NEVER = -(10**9)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Misreading:
    """Word ``word`` of document ``number``, what it should be, and log2 of the odds that it is a slip, in millibits."""

    number: int
    word: int
    meant: str
    millibits: int


def find_misreadings(
    corpus: CorpusView,
    attested: Attested,
    inside: NDArray[np.bool_],
    others: NDArray[np.int64],
    languages: Sequence[str | None] = (),
) -> list[Misreading]:
    """Find the forms in some passages that may be slips.

    Args:
        corpus: The documents as words.
        attested: What it has of its words.
        inside: bool[n], the words of the passages.
        others: int64[m], their words that are slips of other kinds, as is known.
        languages: BCP 47 tags by document, as far as they are known.

    Returns:
        In the order of their places, each with what is most probably meant.

    Cost: linear in the rare words of the passages and in the corpus's frequent words; a few passes over the corpus.
    """
    offers = offers_of(corpus, attested, inside, languages)
    if not offers:
        return []
    best: dict[tuple[int, int], tuple[int, tuple[str, ...]]] = {}
    for offer, millibits in zip(offers, _weigh(offers, attested), strict=True):
        place = offer.suspect.place
        if place not in best or (millibits, offer.meant) > best[place]:
            best[place] = (millibits, offer.meant)
    found = sorted(best.items())
    starts = corpus.document_starts
    rates = slip_rates(
        np.array([int(starts[number]) + word for (number, word), _ in found], np.int64),
        [millibits for _, (millibits, _) in found],
        others,
        Passages.of(inside, starts),
    )
    return [
        Misreading(number=number, word=word, meant=" ".join(meant), millibits=millibits + rate)
        for ((number, word), (millibits, meant)), rate in zip(found, rates, strict=True)
        if millibits + rate >= _LEAST_MILLIBITS
    ]


def _weigh(offers: Sequence[Offer], attested: Attested) -> list[int]:
    """Log2 of the odds for each, in millibits, without the rate of slips."""
    new_words = NewWords.of(attested)
    asked = {pair for offer in offers for pair in (*offer.pairs(), *offer.phrase) if all(pair)}
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

    nearby = _nearby(offers, attested.corpus)
    weighed = []
    for offer in offers:
        one, first, last = offer.suspect, offer.hashes[0], offer.hashes[-1]
        near = nearby.get(one.place, {})
        # Two words run together are a pair; of pairs it is not known how they come again.
        if len(offer.hashes) == 1:
            frequency = attested.of_word(offer.meant[0])
            said = _share(frequency / total, near.get(first, 0))
        else:
            frequency = pairs[first, last] if one.elsewhere == 0 else 0
            said = frequency / total
        # Where the corpus has the phrase as printed in another context too, it is meant.
        in_phrase = bool(offer.phrase) and any(pairs[pair] <= 1 for pair in offer.phrase)
        least = SET_PHRASE_MILLIBITS + offer.misprint if in_phrase else _NEVER
        if frequency == 0:
            weighed.append(least)
            continue
        meant = (
            _log2(said) + fit(one.before, first, first, 0) + fit(last, one.after, last, 0) + offer.misprint
        )
        if one.elsewhere:
            printed = _log2(_share(one.elsewhere / total, near.get(one.form_hash, 0)))
        else:
            printed = new_words.millibits(
                one.form, offer.meant, made(one.form, frequency) if len(offer.meant) > 1 else (0, 1)
            )
        printed += fit(one.before, one.form_hash, one.form_hash, 1)
        printed += fit(one.form_hash, one.after, one.form_hash, 1)
        weighed.append(max(least, meant - printed))
    return weighed


def _share(everywhere: float, near: int) -> float:
    """How probable a word is that has some share of the corpus, and stands so often near a place."""
    return (1 - _RECENT) * everywhere + _RECENT * near / (2 * _RECENT_WORDS)


def _nearby(offers: Sequence[Offer], corpus: CorpusView) -> dict[tuple[int, int], dict[int, int]]:
    """How often the words that are weighed for a place stand near it, in the same document; those that do."""
    wanted: dict[tuple[int, int], set[int]] = defaultdict(set)
    for offer in offers:
        wanted[offer.suspect.place].update((offer.suspect.form_hash, *offer.hashes))
    found = {}
    for (number, word), hashes in wanted.items():
        around = (
            corpus.document(number).words[max(0, word - _RECENT_WORDS) : word + _RECENT_WORDS + 1].tolist()
        )
        own = around[min(word, _RECENT_WORDS)]
        counts = {one: around.count(one) - (one == own) for one in hashes}
        found[number, word] = {one: n for one, n in counts.items() if n}
    return found


def _log2(number: float) -> int:
    return round(_MILLI * math.log2(number))
