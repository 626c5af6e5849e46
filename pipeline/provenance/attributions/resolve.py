"""Resolve a cited work to a document of the corpus: by title, author and date, and by the alignment itself."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipeline.provenance.attributions.persons import same_person
from pipeline.provenance.attributions.works import same_title, title_words
from pipeline.provenance.dates import at_shared_precision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.corpus.documents import Document

__all__ = ["Library"]

_BY_AUTHOR = 2
_BY_DATE = 2
_BY_ALIGNMENT = 3
_BY_LONG_TITLE = 1
_ENOUGH = 2
"""A title alone proves little ("Stalin", "Memoirs"): the author, the date or the words themselves must agree as well.

A title of three words and more counts one, which makes up for a date that is another edition's.
"""

_LONG_TITLE_WORDS = 3
_ALIGNED = 0.5
_HEAD_BLOCKS = 12
_HEAD_CHARACTERS = 200
_RAREST_WORDS = 2


class Library:
    """The documents of the corpus as works that may be cited.

    Args:
        documents: Compared documents by number; those that equal an earlier one are no works of their own.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self._titles: dict[int, list[str]] = {}
        self._having: dict[str, set[int]] = defaultdict(set)
        for number, document in enumerate(documents):
            if document.duplicate_of:
                continue
            stem = PurePosixPath(document.path).stem.replace("_", " ").replace("-", " ")
            self._titles[number] = [title for title in (document.title, stem) if title]
            for title in self._titles[number]:
                for word in title_words(title):
                    self._having[word].add(number)

    def resolve(
        self,
        title: str | None,
        author: str | None,
        date: str | None,
        *,
        aligned: Mapping[int, float],
        citing: int,
    ) -> int | None:
        """Find the document that is a cited work.

        Args:
            title: The work's title as cited; None where only author and date are ("Finch 1931").
            author: Its author, if named.
            date: Its date in ISO, as exact as it is stated.
            aligned: For each document that has the quoted words, what share of them.
            citing: The document that cites; it is the cited work only if nothing else is.

        Returns:
            The number of the best-fitting document whose title, or first lines, or file name agrees, and of which
            author, date or words agree, too; None where there is none. Contradicting authors exclude, and so does a
            contradicting date where no author is named: that is another number of a periodical.

        Cost: the documents that share one of the title's two rarest words.
        """
        if title is None:
            return self._by_author_and_date(author, date, aligned, citing)
        best: tuple[int, int, int] | None = None
        for number in sorted(self._candidates(title) | aligned.keys()):
            if number not in self._titles:
                continue
            share = aligned.get(number, 0.0)
            score = self._score(number, title, author, date, share)
            if score is None or score < _ENOUGH:
                continue
            ranked = (int(number != citing), score, -number)
            best = max(best, ranked) if best else ranked
        return None if best is None else -best[2]

    def title(self, number: int) -> str | None:
        """The title of a document, as far as it is known."""
        return self.documents[number].title

    def _by_author_and_date(
        self, author: str | None, date: str | None, aligned: Mapping[int, float], citing: int
    ) -> int | None:
        """The one document of an author and a date; of several that which has the quoted words."""
        fitting = [
            number
            for number in self._titles
            if number != citing
            and author
            and date
            and same_person(author, self.documents[number].author or "")
            and _dates_agree(date, self.documents[number])
        ]
        having = [number for number in fitting if aligned.get(number, 0.0) >= _ALIGNED]
        if len(having) == 1 or len(fitting) == 1:
            return (having or fitting)[0]
        return None

    def _candidates(self, title: str) -> set[int]:
        words = sorted(set(title_words(title)), key=lambda word: (len(self._having.get(word, ())), word))
        present = [word for word in words if word in self._having]
        return {number for word in present[:_RAREST_WORDS] for number in self._having[word]}

    def _score(
        self, number: int, title: str, author: str | None, date: str | None, share: float
    ) -> int | None:
        document = self.documents[number]
        if not any(same_title(title, own) for own in self._titles[number]) and not (
            share >= _ALIGNED and self._stands_at_head(document, title)
        ):
            return None
        score = _BY_LONG_TITLE if len(title_words(title)) >= _LONG_TITLE_WORDS else 0
        if share >= _ALIGNED:
            score += _BY_ALIGNMENT
        if author and document.author:
            if not same_person(author, document.author):
                return None
            score += _BY_AUTHOR
        agreement = _dates_agree(date, document)
        if agreement is True:
            score += _BY_DATE
        elif agreement is False:
            # A book has editions; the number of a newspaper has not, and nothing but its words could outweigh it.
            if author is None and share < _ALIGNED:
                return None
            score -= 1
        return score

    def _stands_at_head(self, document: Document, title: str) -> bool:
        structure = document.structure
        spans = zip(
            structure.begin[:_HEAD_BLOCKS].tolist(), structure.end[:_HEAD_BLOCKS].tolist(), strict=True
        )
        return any(
            same_title(title, line)
            for begin, end in spans
            for line in document.text[begin : min(end, begin + _HEAD_CHARACTERS)].split("\n")
        )


def _dates_agree(date: str | None, document: Document) -> bool | None:
    """Whether a date falls into a document's; None where one of them is not known."""
    if date is None or (document.date_not_before is None and document.date_not_after is None):
        return None
    low, high = document.date_not_before, document.date_not_after
    after_low = low is None or at_shared_precision(date, low)[0] >= at_shared_precision(date, low)[1]
    before_high = high is None or at_shared_precision(date, high)[0] <= at_shared_precision(date, high)[1]
    return after_low and before_high
