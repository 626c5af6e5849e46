"""Offers: what may be meant at places where a word may be a slip.

A rare form may be a frequent one with a letter wrong, or two words run together. A form of any sort may be one of a set
phrase, where the rest of the phrase stands.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.corpus.tokenise import hash_folded
from pipeline.provenance.attested import FREQUENT_CONTEXTS
from pipeline.provenance.misprints import LOST_SPACE_MILLIBITS, misprint_millibits
from pipeline.provenance.new_words import halves_of
from pipeline.provenance.set_phrases import set_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView, DocumentView
    from pipeline.provenance.attested import Attested
    from pipeline.provenance.set_phrases import SetPhrases

__all__ = ["Offer", "Suspect", "offers_of", "places_of"]

_LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A word that may be a slip; neighbours are 0 where none stands beside it with only a space between.

    Attributes:
        number: Its document.
        word: Its place there.
        form: As it is printed, folded.
        form_hash: The same as a hash.
        elsewhere: Contexts in which it stands besides this one.
        before: Hash of the word before it.
        after: Hash of the word after it.
        is_capital: Whether it begins with a capital.
    """

    number: int
    word: int
    form: str
    form_hash: int
    elsewhere: int
    before: int
    after: int
    is_capital: bool

    @property
    def place(self) -> tuple[int, int]:
        """Document and word."""
        return self.number, self.word


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What may be meant: one word or two.

    Attributes:
        suspect: The word that may be a slip.
        meant: What it should be, folded.
        hashes: The same as hashes.
        misprint: Millibits, log2 of how often just that becomes of it where it goes wrong.
        phrase: As the rest of a set phrase stands around it: the pairs of neighbours in which the form as printed has a
            part there. Empty where none does.
    """

    suspect: Suspect
    meant: tuple[str, ...]
    hashes: tuple[int, ...]
    misprint: int
    phrase: tuple[tuple[int, int], ...] = ()

    def pairs(self) -> Iterator[tuple[int, int]]:
        """All pairs of neighbours, as printed and as meant."""
        before, after = self.suspect.before, self.suspect.after
        yield from ((before, self.suspect.form_hash), (self.suspect.form_hash, after))
        yield from ((before, self.hashes[0]), (self.hashes[-1], after))
        if len(self.hashes) > 1:
            yield self.hashes[0], self.hashes[-1]


def offers_of(
    corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_], languages: Sequence[str | None] = ()
) -> list[Offer]:
    """All that may be meant in some passages.

    Args:
        corpus: The documents as words.
        attested: What it has of its words.
        inside: bool[n], the words of the passages.
        languages: BCP 47 tags by document, as far as they are known; without, no set phrases.

    Cost: linear in the rare words of the passages, in those that a set phrase may be misread as, and in the corpus's
    frequent words.
    """
    alphabet = len({letter for word in attested.frequent for letter in word})
    return [
        *_for_rare(_rare_words(corpus, attested, inside), attested, alphabet),
        *_in_phrases(corpus, attested, inside, languages, alphabet),
    ]


def places_of(corpus: CorpusView, places: NDArray[np.int64]) -> Iterator[tuple[DocumentView, int, int]]:
    """The document, its number, and the word in it, for each place in the corpus."""
    numbers = np.searchsorted(corpus.document_starts, places, "right") - 1
    firsts = places - corpus.document_starts[numbers]
    for number, first in zip(numbers.tolist(), firsts.tolist(), strict=True):
        yield corpus.document(number), number, first


def _rare_words(corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_]) -> Iterator[Suspect]:
    places = np.flatnonzero(inside)
    contexts = attested.of_hashes(corpus.words[places])
    few = contexts <= FREQUENT_CONTEXTS
    for (view, number, word), n in zip(places_of(corpus, places[few]), contexts[few].tolist(), strict=True):
        form = view.folded(word)
        if len(form) >= _LEAST_LETTERS and _may_be_word(form):
            yield _suspect(view, number, word, n)


def _may_be_word(form: str) -> bool:
    """Whether a form has letters; figures may stand among them, as where a scanner reads "c1erk"."""
    return not form.isdigit() and "'" not in form


def _suspect(view: DocumentView, number: int, word: int, contexts: int) -> Suspect:
    last = len(view.words) - 1
    return Suspect(
        number=number,
        word=word,
        form=view.folded(word),
        form_hash=int(view.words[word]),
        elsewhere=max(0, contexts - 1),
        before=int(view.words[word - 1]) if word and view.between(word - 1, word).isspace() else 0,
        after=int(view.words[word + 1]) if word < last and view.between(word, word + 1).isspace() else 0,
        is_capital=view.text[int(view.begin[word])].isupper(),
    )


def _for_rare(suspects: Iterator[Suspect], attested: Attested, alphabet: int) -> Iterator[Offer]:
    """What may be meant by rare forms; a name may differ from another name in one letter."""
    frequent = attested.frequent
    meant: dict[str, list[tuple[str, int]]] = {}
    for one in suspects:
        if not one.is_capital:
            if one.form not in meant:
                near = [
                    (word, misprint_millibits(one.form, word, alphabet)) for word in attested.near(one.form)
                ]
                meant[one.form] = [(word, misprint) for word, misprint in near if misprint is not None]
            for word, misprint in meant[one.form]:
                yield Offer(suspect=one, meant=(word,), hashes=(frequent[word],), misprint=misprint)
        if one.elsewhere == 0:
            for left, right in halves_of(one.form, frequent):
                yield Offer(
                    suspect=one,
                    meant=(left, right),
                    hashes=(frequent[left], frequent[right]),
                    misprint=-LOST_SPACE_MILLIBITS,
                )


def _in_phrases(
    corpus: CorpusView,
    attested: Attested,
    inside: NDArray[np.bool_],
    languages: Sequence[str | None],
    alphabet: int,
) -> Iterator[Offer]:
    starts = corpus.document_starts
    of_language: dict[str, list[int]] = defaultdict(list)
    for number, language in enumerate(languages):
        if language is not None:
            of_language[language].append(number)
    for language, numbers in sorted(of_language.items()):
        phrases = set_phrases(language, keep_marks=corpus.keep_marks)
        if phrases is None:
            continue
        spans = [
            np.flatnonzero(inside[starts[number] : starts[number + 1]]) + starts[number] for number in numbers
        ]
        places = phrases.may_be_in(corpus.words, np.concatenate(spans))
        contexts = attested.of_hashes(corpus.words[places])
        for (view, number, word), n in zip(places_of(corpus, places), contexts.tolist(), strict=True):
            yield from _in_phrase(view, number, word, n, phrases, alphabet)


def _in_phrase(
    view: DocumentView, number: int, word: int, contexts: int, phrases: SetPhrases, alphabet: int
) -> Iterator[Offer]:
    for meant, first, last in phrases.meant_at(view, word):
        suspect = _suspect(view, number, word, contexts)
        misprint = misprint_millibits(suspect.form, meant, alphabet)
        if misprint is None:
            continue
        words = view.words[max(first, word - 1) : min(last, word + 2)].tolist()
        yield Offer(
            suspect=suspect,
            meant=(meant,),
            hashes=(hash_folded(meant),),
            misprint=misprint,
            phrase=tuple(itertools.pairwise(words)),
        )
