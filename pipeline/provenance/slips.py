"""Slips: words that their text does not mean to say, found without a dictionary, from the corpus's own words.

A slip is a word printed twice, two words run together, or a form that is rare where a form one letter away is at home.
One that is itself a word of the language ("ease" for "case") shows only where the right word is at home beside these
neighbours or stands nearby, or where the rest of a set phrase stands.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.provenance.attested import has_letters_only
from pipeline.provenance.misreadings import find_misreadings
from pipeline.provenance.offers import places_of
from pipeline.provenance.set_phrases import set_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import CorpusView
    from pipeline.provenance.attested import Attested

__all__ = ["Slip", "find_slips", "slips_between"]

_DOUBLED = 3
"""Contexts of a word that is printed twice by mistake: it has two there, so it stands elsewhere too. What is doubled
everywhere that it stands is so on purpose."""

_NAME = 8
"""Contexts below which a word with a capital may be a name that is double ("Baden Baden")."""

_DOUBLED_MILLIBITS = 5000
"""For a slip, where a word is printed twice: of those planted and found, 97 in 100 were none of the author's."""

_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Slip:
    """Words ``first`` to ``last`` (half-open) of document ``number``, and what they should be.

    ``millibits`` is log2 of the odds that they are a slip.
    """

    number: int
    first: int
    last: int
    meant: str
    millibits: int


def find_slips(
    corpus: CorpusView,
    attested: Attested,
    spans: Iterable[tuple[int, int, int]],
    languages: Sequence[str | None] = (),
) -> dict[int, tuple[Slip, ...]]:
    """Find the slips in some passages.

    Args:
        corpus: The documents as words.
        attested: What it has of its words.
        spans: Document, first word and word after the last of each passage; they may overlap.
        languages: BCP 47 tags by document, as far as they are known: for their set phrases.

    Returns:
        By document, in order of their place.

    Cost: linear in the rare words of the passages and in the corpus's frequent words, and two passes over the corpus.
    """
    inside = np.zeros(len(corpus.words), bool)
    for number, first, last in spans:
        start = int(corpus.document_starts[number])
        inside[start + first : start + last] = True
    found = _doubled(corpus, attested, inside, languages)
    known = np.array([int(corpus.document_starts[one.number]) + one.first for one in found], np.int64)
    found += [
        Slip(number=one.number, first=one.word, last=one.word + 1, meant=one.meant, millibits=one.millibits)
        for one in find_misreadings(corpus, attested, inside, known, languages)
    ]
    by_document: dict[int, list[Slip]] = defaultdict(list)
    for slip in sorted(found):
        of_document = by_document[slip.number]
        if not of_document or of_document[-1].last <= slip.first:
            of_document.append(slip)
    return {number: tuple(slips) for number, slips in by_document.items()}


def _doubled(
    corpus: CorpusView, attested: Attested, inside: NDArray[np.bool_], languages: Sequence[str | None]
) -> list[Slip]:
    """Words printed twice, that neither the corpus prints twice elsewhere nor the language says twice."""
    words = corpus.words
    if len(words) < 2:  # noqa: PLR2004 - a pair
        return []
    places = np.flatnonzero((words[:-1] == words[1:]) & inside[:-1] & inside[1:])
    known = attested.of_hashes(words[places])
    places, known = places[known >= _DOUBLED], known[known >= _DOUBLED]
    counts = attested.pairs({(word, word) for word in words[places].tolist()})
    found = []
    for (view, number, first), contexts in zip(places_of(corpus, places), known.tolist(), strict=True):
        word = int(view.words[first])
        if first + 1 >= len(view.words) or counts.get((word, word), 0) > 1:
            continue
        if view.text[int(view.begin[first + 1])].isupper() and contexts < _NAME:
            continue
        language = languages[number] if number < len(languages) else None
        phrases = set_phrases(language, keep_marks=corpus.keep_marks) if language else None
        if phrases is not None and word in phrases.doubled:
            continue
        folded = view.folded(first)
        if (
            len(folded) >= _LEAST_LETTERS
            and has_letters_only(folded)
            and view.between(first, first + 1).isspace()
        ):
            found.append(
                Slip(number=number, first=first, last=first + 2, meant=folded, millibits=_DOUBLED_MILLIBITS)
            )
    return found


def slips_between(slips: Sequence[Slip], first: int, last: int) -> list[Slip]:
    """Those of a document's slips that lie between two words."""
    return [slip for slip in slips if first <= slip.first and slip.last <= last]
