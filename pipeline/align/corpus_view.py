"""The corpus as aligning sees it: words, places and text of each document."""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.quotation import quoted_words
from pipeline.corpus.normalise import fold_word
from pipeline.corpus.structure import BlockKind
from pipeline.minhash.information import MILLIBITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.corpus.documents import Document
    from pipeline.corpus.tokenise import Tokens

__all__ = ["CorpusView", "DocumentView", "pair_worth"]

GAP_MARK = re.compile(r"\.\s?\.\s?\.|…|⋯|\[|\]|［|］|\*\s?\*\s?\*")
"""Ellipses and square brackets: what an editor leaves where words are left out."""

_RAREST_MILLIBITS = 16_000
"""Bits a word of two documents is worth at most: a word seen once says no more than that it is rare."""

_KEPT_WORDS = 48_000_000
"""Words of the documents kept at hand, about ten bytes each."""

_MOST_PLACES = 1 << 14

_UNSEEN = 0.25
"""Expected further places of a word that the two documents have only in the passage itself."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DocumentView:
    """One document as words.

    ``words`` uint32[n]; ``begin``, ``end`` uint32[n] code points of ``text``; ``block`` int32[n], the block of the
    structure each word stands in; ``heading`` bool[n], whether that block is a heading; ``quoted`` bool[n], whether
    it stands in a quotation; ``vocabulary`` and ``counts``: its distinct words, sorted; ``folds``: folded words so far.
    """

    text: str
    words: NDArray[np.uint32]
    begin: NDArray[np.uint32]
    end: NDArray[np.uint32]
    block: NDArray[np.int32]
    heading: NDArray[np.bool_]
    quoted: NDArray[np.bool_]
    vocabulary: NDArray[np.uint32]
    counts: NDArray[np.int32]
    keep_marks: bool
    folds: dict[int, str] = field(default_factory=dict)

    def between(self, left: int, right: int) -> str:
        """Text between the end of word ``left`` and the begin of word ``right``.

        Either may lie outside the document: then the text begins or ends there.
        """
        begin = int(self.end[left]) if left >= 0 else 0
        end = int(self.begin[right]) if right < len(self.begin) else len(self.text)
        return self.text[begin:end]

    def is_marked(self, left: int, right: int) -> bool:
        """Whether an ellipsis or a bracket stands between two words."""
        return GAP_MARK.search(self.between(left, right)) is not None

    def folded(self, word: int) -> str:
        """A word as it is compared; made at the first call and kept."""
        known = self.folds.get(word)
        if known is None:
            text = self.text[self.begin[word] : self.end[word]]
            known = self.folds[word] = fold_word(text, keep_marks=self.keep_marks)
        return known

    def count(self, words: NDArray[np.uint32]) -> NDArray[np.int64]:
        """How often each of some words stands in the document; int64, 0 where it does not."""
        at = np.minimum(np.searchsorted(self.vocabulary, words), len(self.vocabulary) - 1)
        return np.where(self.vocabulary[at] == words, self.counts[at], 0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CorpusView:
    """The documents that are compared, by their number in the token arrays."""

    words: NDArray[np.uint32]
    begin: NDArray[np.uint32]
    end: NDArray[np.uint32]
    document_starts: NDArray[np.int64]
    texts: tuple[str, ...]
    block_begins: tuple[NDArray[np.int32], ...]
    block_kinds: tuple[NDArray[np.uint8], ...]
    keep_marks: bool = False
    _views: dict[int, DocumentView] = field(default_factory=dict)
    _kept: list[int] = field(default_factory=lambda: [0])
    """Words of ``_views``, in the one cell."""

    @classmethod
    def of(cls, documents: Sequence[Document], tokens: Tokens, *, keep_marks: bool = False) -> CorpusView:
        """The view of documents whose words are ``tokens``, in the same order and folded with ``keep_marks``."""
        return cls(
            words=tokens.word_hash,
            begin=tokens.begin,
            end=tokens.end,
            document_starts=tokens.document_starts,
            texts=tuple(document.text for document in documents),
            block_begins=tuple(document.structure.begin for document in documents),
            block_kinds=tuple(document.structure.kind for document in documents),
            keep_marks=keep_marks,
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Views are made anew in each worker."""
        return _restore, (
            self.words,
            self.begin,
            self.end,
            self.document_starts,
            self.texts,
            self.block_begins,
            self.block_kinds,
            self.keep_marks,
        )

    def document(self, number: int) -> DocumentView:
        """One document; made at the first call and kept while there is room.

        The documents looked at last are kept, up to ``_KEPT_WORDS`` words of them: the work goes through the pairs in
        order, so memory is bounded by what is at hand and not by the corpus.

        Cost: a sort of its words, each time it is made.
        """
        view = self._views.pop(number, None)
        if view is None:
            view = self._make(number)
            self._kept[0] += len(view.words)
            while self._kept[0] > _KEPT_WORDS and self._views:
                self._kept[0] -= len(self._views.pop(next(iter(self._views))).words)
        self._views[number] = view
        return view

    def _make(self, number: int) -> DocumentView:
        span = slice(int(self.document_starts[number]), int(self.document_starts[number + 1]))
        words = self.words[span]
        begin = self.begin[span].astype(np.int64)
        vocabulary, counts = np.unique(words, return_counts=True)
        block = np.searchsorted(self.block_begins[number], begin, "right") - 1
        kinds = self.block_kinds[number]
        headings = (kinds == BlockKind.HEADING) | (kinds == BlockKind.TITLE)
        return DocumentView(
            text=self.texts[number],
            words=words,
            begin=self.begin[span],
            end=self.end[span],
            block=block.astype(np.int32),
            heading=headings[np.maximum(block, 0)] & (block >= 0)
            if len(kinds)
            else np.zeros(len(words), bool),
            quoted=quoted_words(
                self.texts[number], begin, self.block_begins[number], kinds == BlockKind.BLOCKQUOTE
            ),
            vocabulary=vocabulary,
            counts=counts.astype(np.int32),
            keep_marks=self.keep_marks,
        )


def _restore(*parts: object) -> CorpusView:
    names = ("words", "begin", "end", "document_starts", "texts", "block_begins", "block_kinds", "keep_marks")
    return CorpusView(**dict(zip(names, parts, strict=True)))  # type: ignore[arg-type]


def pair_worth(
    a: DocumentView, b: DocumentView, words: NDArray[np.uint32], *, same_document: bool, word_weight: float
) -> NDArray[np.int64]:
    """What equal words are worth when nothing is known but the two documents: edges may depend on these alone.

    Args:
        a: One document.
        b: The other, or the same.
        words: uint32[n], words that stand in both.
        same_document: Whether a is b.
        word_weight: Share of a word's rarity that counts.

    Returns:
        int64[n] millibits: log2 of the words of both documents over the places of this word beyond the passage
        itself.
    """
    total = len(a.words) + (0 if same_document else len(b.words))
    count = a.count(words) + (0 if same_document else b.count(words))
    table = _log2_of_places()
    rarity = round(MILLIBITS * math.log2(total)) - table[np.clip(count - 2, 0, len(table) - 1)]
    return np.asarray(np.rint(np.clip(rarity, 0, _RAREST_MILLIBITS) * word_weight), np.int64)


@functools.cache
def _log2_of_places() -> NDArray[np.int64]:
    """log2 in millibits of the expected places of a word with so many further ones; the last entry stands for more."""
    return np.array([round(MILLIBITS * math.log2(n + _UNSEEN)) for n in range(_MOST_PLACES)], np.int64)
