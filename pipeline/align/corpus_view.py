"""The corpus as aligning sees it: words, places and text of each document."""

from __future__ import annotations

import functools
import math
import re
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.lexicon import word_contexts
from pipeline.align.quotation import quoted_words
from pipeline.align.texts import Texts
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

_KEPT_WORDS = 12_000_000
"""Words of the documents kept at hand, with their text and what was made of them about 30 bytes each."""

_MOST_PLACES = 1 << 14

_UNSEEN = 0.25
"""Expected further places of a word that the two documents have only in the passage itself."""


@dataclass(frozen=True, kw_only=True, eq=False)
class DocumentView:
    """One document as words; what takes time is made when it is first asked for.

    Attributes:
        text: Its text.
        words: uint32[n].
        begin: uint32[n], code points of ``text``.
        end: uint32[n].
        block_begins: int32[m], where the blocks of its structure begin.
        block_kinds: uint8[m], what they are (``BlockKind``).
        keep_marks: How words fold.
        folds: Folded words so far.
    """

    text: str
    words: NDArray[np.uint32]
    begin: NDArray[np.uint32]
    end: NDArray[np.uint32]
    block_begins: NDArray[np.int32]
    block_kinds: NDArray[np.uint8]
    keep_marks: bool
    folds: dict[int, str] = field(default_factory=dict)

    @functools.cached_property
    def block(self) -> NDArray[np.int32]:
        """int32[n], the block each word stands in; -1 before the first."""
        return np.asarray(np.searchsorted(self.block_begins, self.begin, "right") - 1, np.int32)

    @functools.cached_property
    def heading(self) -> NDArray[np.bool_]:
        """bool[n], whether that block is a heading."""
        kinds = self.block_kinds
        if len(kinds) == 0:
            return np.zeros(len(self.words), bool)
        headings = (kinds == BlockKind.HEADING) | (kinds == BlockKind.TITLE)
        return np.asarray(headings[np.maximum(self.block, 0)] & (self.block >= 0), np.bool_)

    @functools.cached_property
    def quoted(self) -> NDArray[np.bool_]:
        """bool[n], whether each word stands in a quotation."""
        return quoted_words(
            self.text,
            self.begin.astype(np.int64),
            self.block_begins,
            self.block_kinds == BlockKind.BLOCKQUOTE,
        )

    @functools.cached_property
    def _counted(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The distinct words, sorted, and how often each stands here."""
        return np.unique(self.words, return_counts=True)

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
        vocabulary, counts = self._counted
        at = np.minimum(np.searchsorted(vocabulary, words), len(vocabulary) - 1)
        return np.where(vocabulary[at] == words, counts[at], 0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CorpusView:
    """The documents that are compared, by their number in the token arrays."""

    words: NDArray[np.uint32]
    begin: NDArray[np.uint32]
    end: NDArray[np.uint32]
    document_starts: NDArray[np.int64]
    texts: Texts
    block_begins: tuple[NDArray[np.int32], ...]
    block_kinds: tuple[NDArray[np.uint8], ...]
    keep_marks: bool = False
    _views: dict[int, DocumentView] = field(default_factory=dict)
    _kept: list[int] = field(default_factory=lambda: [0])
    """Words of ``_views``, in the one cell."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    """Two threads may ask at once."""
    _contexts: list[tuple[NDArray[np.uint32], NDArray[np.int64]]] = field(default_factory=list)

    @classmethod
    def of(cls, documents: Sequence[Document], tokens: Tokens, *, keep_marks: bool = False) -> CorpusView:
        """The view of documents whose words are ``tokens``, in the same order and folded with ``keep_marks``."""
        return cls(
            words=tokens.word_hash,
            begin=tokens.begin,
            end=tokens.end,
            document_starts=tokens.document_starts,
            texts=Texts(document.text for document in documents),
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

        Cost: none but to decode its text, until more of it is asked for.
        """
        with self._lock:
            view = self._views.pop(number, None)
            if view is None:
                view = self._make(number)
                self._kept[0] += len(view.words)
                while self._kept[0] > _KEPT_WORDS and self._views:
                    self._kept[0] -= len(self._views.pop(next(iter(self._views))).words)
            self._views[number] = view
            return view

    def word_contexts(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The distinct words, sorted, and in how many contexts each stands; counted at the first call and kept."""
        if not self._contexts:
            self._contexts.append(word_contexts(self.words))
        return self._contexts[0]

    def _make(self, number: int) -> DocumentView:
        span = slice(int(self.document_starts[number]), int(self.document_starts[number + 1]))
        return DocumentView(
            text=self.texts[number],
            words=self.words[span],
            begin=self.begin[span],
            end=self.end[span],
            block_begins=self.block_begins[number],
            block_kinds=self.block_kinds[number],
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
