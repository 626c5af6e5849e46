"""Cut texts into words, with offsets and hashes, without making an object for a word.

What a word is:

* a run of letters and digits of any script with their marks: ``1917``, ``1st``, ``L`` and ``D`` in ``L.D.``, ``3``
  and ``14`` in ``3,14``: a full stop, a comma and a hyphen part words everywhere, for copies and scans differ in
  them first;
* apostrophes between two letters belong to it: ``don't``, ``l'homme`` and ``O’Brien`` are one word each;
* each Han character and kana is a word of its own, with the marks that follow it;
* so is each syllable of Thai, Lao, Khmer, Burmese and other scripts without spaces: their letters say too little
  by themselves, and where their words end only a dictionary knows. A zero-width space parts none of them, for
  one edition has it and another has not (see `syllables`);
* so is each superscript or circled digit, which is nearly always the mark of a note: ``word¹`` is ``word`` and ``¹``;
* a word that is divided at a line end is one word that covers hyphen and line end, if so configured.

Source: UAX #29 (Unicode text segmentation), simplified and with the choices above.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.corpus.normalise import (
    Bools,
    Kinds,
    Positions,
    carry_kinds,
    code_points,
    fold_word,
    line_end_hyphens,
    spans_mask,
)
from pipeline.corpus.syllables import ignore_zero_width_spaces, syllable_starts
from pipeline.corpus.unicode_tables import UNICODE_VERSION, Kind, unicode_tables
from pipeline.corpus.word_hash import CharacterHashes, Codes, character_hashes, hash_folded, hash_spans

__all__ = ["UNICODE_VERSION", "Tokens", "fold_word", "hash_folded", "tokenise"]

CHUNK = 1 << 17
"""Code points taken at once: the arrays of one step then stay in the processor's cache, and memory is bounded."""

BETWEEN_DOCUMENTS = "\0"
"""Joins short documents, which are taken at once: it parts words, and no mark or line end reaches across it."""

IRREGULAR = 0x80
"""Set in the table of kinds where a code point folds to none or several, so that positions must be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The words of several documents, one after the other.

    Attributes:
        word_hash: uint32[n], equal for words that fold to the same.
        begin: uint32[n], code point in the document's own text.
        end: uint32[n], half-open; ``text[begin:end]`` is the word with all its characters.
        document_starts: int64[n_documents + 1], where each document's words start in the arrays, and last n.
    """

    word_hash: npt.NDArray[np.uint32]
    begin: npt.NDArray[np.uint32]
    end: npt.NDArray[np.uint32]
    document_starts: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Words of a stretch of text; ``begin`` and ``end`` in code points of it."""

    word_hash: npt.NDArray[np.uint32]
    begin: Positions
    end: Positions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """The tables for one way of tokenising."""

    kinds: Kinds
    kinds_of_bytes: bytes
    hashes: CharacterHashes
    join_line_end_hyphens: bool


@functools.cache
def _rules(*, keep_marks: bool, join_line_end_hyphens: bool) -> _Rules:
    hashes = character_hashes(keep_marks=keep_marks)
    kinds = unicode_tables().kind.copy()
    kinds[(kinds >= Kind.DIGIT) & (hashes.advance != 1)] |= IRREGULAR
    return _Rules(
        kinds=kinds,
        kinds_of_bytes=kinds[:256].tobytes(),
        hashes=hashes,
        join_line_end_hyphens=join_line_end_hyphens,
    )


def tokenise(texts: Sequence[str], *, keep_marks: bool = False, join_line_end_hyphens: bool = True) -> Tokens:
    """Cut texts into words.

    A document's words do not depend on its neighbours.

    Args:
        texts: One a document; any text, lone surrogates and unassigned code points included.
        keep_marks: Whether words that differ in accents or points alone differ.
        join_line_end_hyphens: Whether a word that is divided at a line end is one word.

    Returns:
        The words with their offsets and hashes.

    Cost: Linear: about 70 ns a word of English and 30 ns a Han character. Some 20 MB besides the result, and more
    only where one word, or the blanks behind it, are longer than `CHUNK`.
    """
    rules = _rules(keep_marks=keep_marks, join_line_end_hyphens=join_line_end_hyphens)
    columns = _Columns()
    document_starts = np.zeros(len(texts) + 1, np.int64)
    for first, last in _batches(texts):
        batch = texts[first:last]
        starts = np.cumsum([0, *(len(text) + len(BETWEEN_DOCUMENTS) for text in batch)])
        for offset, words in _words_of_text(BETWEEN_DOCUMENTS.join(batch), rules):
            # Words ascend, so those of a document follow each other.
            n_words = np.diff(np.searchsorted(words.begin, starts - offset))
            document_starts[first + 1 : last + 1] += n_words
            shift = offset - np.repeat(starts[:-1], n_words)
            columns.append(words.word_hash, words.begin + shift, words.end + shift)
    np.cumsum(document_starts, out=document_starts)
    word_hash, begin, end = columns.finish()
    return Tokens(word_hash=word_hash, begin=begin, end=end, document_starts=document_starts)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and last (exclusive) of documents to take at once: long ones alone, short ones together."""
    first, size = 0, 0
    for index, text in enumerate(texts):
        length = len(text) + len(BETWEEN_DOCUMENTS)
        size += length
        if size > CHUNK and index > first:
            yield first, index
            first, size = index, length
    if first < len(texts):
        yield first, len(texts)


def _words_of_text(text: str, rules: _Rules) -> Iterator[tuple[int, _Words]]:
    """Yield the words of a text stretch by stretch, each with the stretch's offset.

    The last word of a stretch may go on, or be joined to the next by a line-end hyphen: it is left to the next
    stretch, which starts there. All that decides about the words before it stands before it.
    """
    begin, size = 0, CHUNK
    while begin < len(text):
        end = min(begin + size, len(text))
        words = _words_of_stretch(text[begin:end], rules, goes_on=end < len(text))
        if end == len(text):
            yield begin, words
            return
        if not len(words.begin):
            begin = end
        elif words.begin[-1] == 0:
            size *= 2
        else:
            yield begin, _Words(word_hash=words.word_hash[:-1], begin=words.begin[:-1], end=words.end[:-1])
            begin, size = begin + int(words.begin[-1]), CHUNK


def _words_of_stretch(text: str, rules: _Rules, *, goes_on: bool) -> _Words:
    codes, kinds = _codes_and_kinds(text, rules)
    irregular = bool((kinds & IRREGULAR).any())
    if irregular:
        kinds = kinds & ~np.uint8(IRREGULAR)
    carried = carry_kinds(kinds)
    if (carried > Kind.SINGLE).any():
        kinds, carried = ignore_zero_width_spaces(codes, kinds, carried)
        irregular = True
    inside = carried >= Kind.DIGIT
    inside[_inner_apostrophes(kinds, carried)] = True
    dropped = None
    if rules.join_line_end_hyphens:
        hyphen, letter = line_end_hyphens(kinds, carried)
        if len(hyphen):
            dropped = spans_mask(hyphen, letter, len(codes))
            inside |= dropped
    begin, end = _edges(kinds, carried, inside, goes_on=goes_on)
    if irregular:
        end = _without_ignored_end(kinds, end)
    word_hash = hash_spans(codes, begin, end, rules.hashes, dropped=dropped, irregular=irregular)
    return _Words(word_hash=word_hash, begin=begin, end=end)


def _codes_and_kinds(text: str, rules: _Rules) -> tuple[Codes, Kinds]:
    """Return code points and kinds; for text of the first 256 code points by a byte table, which is quicker."""
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        codes = code_points(text)
        return codes, rules.kinds.take(codes)
    return np.frombuffer(raw, np.uint8), np.frombuffer(raw.translate(rules.kinds_of_bytes), np.uint8)


def _inner_apostrophes(kinds: Kinds, carried: Kinds) -> Positions:
    """Return the positions of the apostrophes between two letters."""
    position = np.flatnonzero(kinds == Kind.APOSTROPHE)
    position = position[(position > 0) & (position < len(kinds) - 1)]
    before, after = carried[position - 1], kinds[position + 1]
    # A mark before it belongs to a letter; a mark behind it would stand on the apostrophe.
    letter_before = (before == Kind.LETTER) | (before == Kind.LOWER)
    letter_after = (after == Kind.LETTER) | (after == Kind.LOWER)
    inner: Positions = position[letter_before & letter_after]
    return inner


def _edges(kinds: Kinds, carried: Kinds, inside: Bools, *, goes_on: bool) -> tuple[Positions, Positions]:
    """Return where words begin and end."""
    if (carried >= Kind.SINGLE).any():
        return _edges_without_blanks(kinds, carried, inside, goes_on=goes_on)
    change = np.empty(len(inside) + 1, np.bool_)
    change[0], change[-1] = inside[0], inside[-1]
    np.not_equal(inside[1:], inside[:-1], out=change[1:-1])
    edges = np.flatnonzero(change)
    return edges[0::2], edges[1::2]


def _edges_without_blanks(
    kinds: Kinds, carried: Kinds, inside: Bools, *, goes_on: bool
) -> tuple[Positions, Positions]:
    """Return where words begin and end, where some are parted by nothing."""
    single, syllabic = carried == Kind.SINGLE, carried > Kind.SINGLE
    starts = inside.copy()
    starts[1:] &= ~inside[:-1] | single[1:] | single[:-1] | (syllabic[1:] != syllabic[:-1])
    if syllabic.any():
        starts |= syllable_starts(kinds, carried, goes_on=goes_on)
    starts &= kinds < Kind.MARK
    stops = np.empty(len(inside) + 1, np.bool_)
    stops[0], stops[-1] = False, inside[-1]
    np.logical_and(inside[:-1], starts[1:] | ~inside[1:], out=stops[1:-1])
    return np.flatnonzero(starts), np.flatnonzero(stops)


def _without_ignored_end(kinds: Kinds, end: Positions) -> Positions:
    """Draw the ends of words back over invisible signs."""
    ignored = (kinds == Kind.IGNORED) | (kinds == Kind.SOFT_HYPHEN)
    if not ignored.any():
        return end
    last = np.where(ignored, 0, np.arange(len(kinds)))
    np.maximum.accumulate(last, out=last)
    drawn: Positions = last[end - 1] + 1
    return drawn


class _Columns:
    """The result while it grows; enlarged in place, so that the memory is not needed twice."""

    def __init__(self) -> None:
        self.count = 0
        self._arrays = tuple(np.empty(0, np.uint32) for _ in range(3))

    def append(self, *columns: npt.NDArray[Any]) -> None:
        count = self.count + len(columns[0])
        if count > len(self._arrays[0]):
            self._resize(max(count, len(self._arrays[0]) * 3 // 2))
        for array, column in zip(self._arrays, columns, strict=True):
            array[self.count : count] = column
        self.count = count

    def finish(self) -> tuple[npt.NDArray[np.uint32], ...]:
        self._resize(self.count)
        return self._arrays

    def _resize(self, size: int) -> None:
        for array in self._arrays:
            # No view of these arrays leaves this class before the end.
            array.resize(size, refcheck=False)
