"""Set phrases: places where a word is one that looks like the right one, as the rest of a phrase of the language tells.

In "in ease it is possible" every word is a word, and so is each of "net only"; that they are slips shows in the phrases
"in case it" and "not only". The phrases stand in ``set_phrases.toml``; of a language that is not there nothing is said.
"""

from __future__ import annotations

import functools
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from pipeline.corpus.languages import primary_code
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.tokenise import hash_folded, tokenise
from pipeline.provenance.misprints import look_alikes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import DocumentView

__all__ = ["SET_PHRASE_MILLIBITS", "SetPhrases", "set_phrases"]

SET_PHRASE_MILLIBITS = 12_000
"""How much oftener a phrase is said than just one look-alike of it, that is meant. Of 108,000 words in the English
phrases of 33 novels, each like 1.6 words of the language, 12 were such a word and meant ("brought up in ease you have
done"), 5 were slips: 13.8 bits. Rounded down, for what was left out of the table was learned from the same novels.
``benchmarks/slips.py --phrases en`` counts them."""

_OPENS = "~"
_LEAST_LETTERS = 3
_SIDE = np.uint64(32)

_Around = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetPhrases:
    """The set phrases of a language, by the forms that their words may be misread as.

    Attributes:
        pairs: uint64[n], each of these forms beside the word that follows it in a phrase, or if none does, that comes
            before it: two hashes in their order, sorted.
        meant: The words that each may be misread of, folded.
        around: For each word, hashes of the words before and after it in each phrase that has it.
        doubled: Hashes of the words that the language says twice in a row and means it.
    """

    pairs: NDArray[np.uint64]
    meant: Mapping[int, tuple[str, ...]]
    around: Mapping[str, tuple[_Around, ...]]
    doubled: frozenset[int]

    def may_be_in(self, words: NDArray[np.uint32], places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of some places where a word and its neighbour may be of a phrase, the word misread.

        Args:
            words: uint32[n], a corpus.
            places: int64[m], words of it.

        Cost: two look-ups a place.
        """
        last = len(words) - 1
        here = words[places].astype(np.uint64)
        before, after = words[np.maximum(places - 1, 0)], words[np.minimum(places + 1, last)]
        followed = np.isin(here << _SIDE | after, self.pairs)
        return places[followed | np.isin(before.astype(np.uint64) << _SIDE | here, self.pairs)]

    def meant_at(self, view: DocumentView, word: int) -> Iterator[tuple[str, int, int]]:
        """What a word should be, if it is misread in a phrase.

        Args:
            view: A document.
            word: A word of it.

        Yields:
            Each word that would make a phrase of its neighbours, folded, and the first word of that phrase and the one
            after the last.

        Cost: a few comparisons a phrase that has the word.
        """
        for meant in self.meant.get(int(view.words[word]), ()):
            printed = self.around.get(view.folded(word), ())
            for before, after in self.around[meant]:
                if (before, after) in printed:
                    continue
                first, last = word - len(before), word + len(after) + 1
                if first < 0 or last > len(view.words):
                    continue
                if (
                    tuple(view.words[first:word].tolist()) == before
                    and tuple(view.words[word + 1 : last].tolist()) == after
                    and all(view.between(at, at + 1).isspace() for at in range(first, last - 1))
                ):
                    yield meant, first, last
                    break


@functools.cache
def set_phrases(language: str, *, keep_marks: bool) -> SetPhrases | None:
    """The set phrases of a language.

    Args:
        language: Its BCP 47 tag.
        keep_marks: How the words of the corpus fold.

    Returns:
        None for a language of which none are known.
    """
    table = _tables().get(primary_code(language))
    if table is None:
        return None

    around: defaultdict[str, set[_Around]] = defaultdict(set)
    for words, n_fixed in sorted(_phrases(table["phrases"], table["opens"], keep_marks=keep_marks)):
        hashes = [hash_folded(word) for word in words]
        for at, word in enumerate(words[:n_fixed]):
            if len(word) >= _LEAST_LETTERS:
                around[word].add((tuple(hashes[:at]), tuple(hashes[at + 1 :])))
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for word in around:
        for look_alike in look_alikes(word):
            form = fold_word(look_alike, keep_marks=keep_marks)
            if form != word and not any(map(str.isdigit, form)):
                meant[form].add(word)
    forms = sorted(meant)
    hashes = tokenise([" ".join(forms)], keep_marks=keep_marks).word_hash.tolist()
    pairs = {
        one << 32 | after[0] if after else before[-1] << 32 | one
        for form, one in zip(forms, hashes, strict=True)
        for word in meant[form]
        for before, after in around[word]
    }
    return SetPhrases(
        pairs=np.array(sorted(pairs), np.uint64),
        meant={one: tuple(sorted(meant[form])) for one, form in zip(hashes, forms, strict=True)},
        around={word: tuple(sorted(found)) for word, found in around.items()},
        doubled=frozenset(
            hash_folded(fold_word(word, keep_marks=keep_marks)) for word in table["doubled"].split()
        ),
    )


def _phrases(phrases: str, opens: str, *, keep_marks: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    """The words of each phrase, folded, and how many of them are its own."""

    def folded(words: str) -> tuple[str, ...]:
        return tuple(fold_word(word, keep_marks=keep_marks) for word in words.split())

    for line in phrases.strip().splitlines():
        words = folded(line)
        if words[-1] == _OPENS:
            yield from (((*words[:-1], word), len(words) - 1) for word in folded(opens))
        else:
            yield words, len(words)


@functools.cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    with resources.files("pipeline.provenance").joinpath("set_phrases.toml").open("rb") as file:
        return tomllib.load(file)
