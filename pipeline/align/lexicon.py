"""What a corpus knows of its words: which forms it has elsewhere, and which it tells apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pipeline.minhash.buckets import parts_by_key
from pipeline.minhash.join import bucket_edges

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from pipeline.align.languages import Language

__all__ = ["Lexicon", "neighbour_hashes", "word_contexts"]

_RARER = 20
"""Times by which a misread form is rarer than the right one, also in a text that is misread all through."""

_OWN_PLACES = 2
"""Places of its own, not shared with another form, from which a form is a word that its text means to write."""

_SORTED_AT_ONCE = 1 << 22
"""Words sorted at once, so that what sorting needs stays small beside a large corpus."""

_CHUNK = 1 << 20

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What deciding between slip, spelling and another word needs to know.

    Attributes:
        count: In how many contexts a word stands in the corpus: copies of one place count once.
        contexts: Hashes of the neighbours between which a word stands in the documents of the match.
        language: The language of the match, where it is known.
        named: What two readings were named before, by both and by whether a sentence begins with one of them.
    """

    count: Callable[[str], int]
    contexts: Callable[[str], tuple[frozenset[int], ...]]
    language: Language | None = None
    named: dict[tuple[str, str, bool], str] = field(default_factory=dict, compare=False, repr=False)

    def has_one_unattested(self, left: str, right: str) -> bool:
        """Whether one of two forms stands nowhere else."""
        return min(self.count(left), self.count(right)) <= 1

    def has_one_rare(self, left: str, right: str) -> bool:
        """Whether one of two forms is as rare beside the other as a slip is."""
        return self.is_rare_beside(left, right) or self.is_rare_beside(right, left)

    def is_rare_beside(self, word: str, *others: str) -> bool:
        """Whether a form is as rare as a slip is beside each of some others."""
        count = self.count(word)
        return count <= 1 or count * _RARER <= min(self.count(other) for other in others)

    def tells_apart(self, left: str, right: str) -> bool:
        """Whether one of the documents uses both forms, each at places of its own: then they are two words to it."""
        return any(
            min(len(of_left - of_right), len(of_right - of_left)) >= _OWN_PLACES
            for of_left, of_right in zip(self.contexts(left), self.contexts(right), strict=True)
        )

    def one_uses_both(self, left: str, right: str) -> bool:
        """Whether one of the documents has both forms."""
        pairs = zip(self.contexts(left), self.contexts(right), strict=True)
        return any(of_left and of_right for of_left, of_right in pairs)


def neighbour_hashes(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A hash of the words on both sides of each word.

    Args:
        words: uint32[n] of one text.

    Returns:
        uint32[n]; the ends of the text count as a word 0.
    """
    return np.concatenate(
        [np.empty(0, np.uint32)]
        + [
            _neighbours_at(words, np.arange(low, min(len(words), low + _CHUNK)))
            for low in range(0, len(words), _CHUNK)
        ]
    )


def _neighbours_at(words: NDArray[np.uint32], places: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The same for some places."""
    last = len(words) - 1
    before = np.where(places > 0, words[np.maximum(places - 1, 0)], 0).astype(np.uint64)
    after = np.where(places < last, words[np.minimum(places + 1, last)], 0).astype(np.uint64)
    mixed = (before << np.uint64(32) | after) * _MULTIPLIER
    return (mixed >> np.uint64(32)).astype(np.uint32)


def word_contexts(words: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """In how many contexts each word of a corpus stands.

    A misprint that five reprints keep stands in one context: it is no better attested than in the first.

    Args:
        words: uint32[n], the words of all documents, one after the other.

    Returns:
        The distinct words, sorted, and for each the number of distinct pairs of neighbours it stands between.

    Cost: a sort of n numbers.
    """
    vocabularies, counts = [], []
    for part in parts_by_key(words, _SORTED_AT_ONCE):
        at = np.arange(len(words)) if isinstance(part, slice) else part
        places = words[at].astype(np.uint64)
        places <<= np.uint64(32)
        places |= _neighbours_at(words, at)
        # numpy's own unique hashes numbers one by one; sorting them is ten times faster.
        places.sort()
        distinct = np.ones(len(places), bool)
        np.not_equal(places[1:], places[:-1], out=distinct[1:])
        forms = (places[distinct] >> np.uint64(32)).astype(np.uint32)
        edges = bucket_edges(forms)
        vocabularies.append(forms[edges[:-1]])
        counts.append(np.diff(edges))
    return np.concatenate(vocabularies), np.concatenate(counts)
