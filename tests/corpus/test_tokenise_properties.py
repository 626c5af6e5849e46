"""The tokeniser against a slow one in plain Python, on random text."""

from __future__ import annotations

import itertools
from unittest import mock

import numpy as np
import unicodedata2
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus import tokenise as module
from pipeline.corpus.build_unicode_tables import (
    APOSTROPHES,
    BLANKS,
    DEFAULT_IGNORABLE,
    HYPHENS,
    LINE_ENDS,
    SOFT_HYPHEN,
    ZERO_WIDTH_SPACE,
    character_kind,
)
from pipeline.corpus.normalise import MAX_LINE_END_BLANKS
from pipeline.corpus.syllables import MOST_SIGNS
from pipeline.corpus.tokenise import Tokens, fold_word, hash_folded, tokenise
from pipeline.corpus.unicode_tables import Kind

TROUBLE = (
    "abcxyzABC 0189.,;:!?-_'\"\n\r\t\f\v\0"
    "éèÅßſæœﬁİıς²½①ªº’‘ʼ´`‐¬\u00ad⸗–—“”«»…·"
    "\u0300\u0301\u0302\u0323\u0345\u200b\u200c\u200d\u200e\u2028\u2060\ufe0f\ufeff\U000e0100"
    "αάΣςᾳἀжЙйё\u05d0\u05b8\u05c1׳كـَِأﻻ\u0915\u093c\u094d\u093fक़"
    "漢字〇々かが\u3099カーｶﾞกนำะั็่\u0e40\u0e40ๆ๑ລັຽကရသခြျ့်\u1039ောកម្្ើះᨠ᩠ꦏ꧀ꦶ가힣\u1100\u1161\u11a8\u115fㄱＡｚ１　"
    "𠀀𝐀😀\ud800\udfff\ue000\u0378\U000e0001"
)

characters = st.one_of(st.sampled_from(TROUBLE), st.characters(exclude_categories=()))
# Alone, characters seldom come in the order of a line-end hyphen.
FRAGMENTS = (
    "word",
    "Été",
    "É",
    "漢",
    "か\u3099",
    "1917",
    "-\n",
    "\u00ad\n",
    "- \n\t",
    "-",
    "\n",
    " ",
    "’",
    "\u0301",
    "\u200d",
    "\0",
    "\u200b",
    "เมือง",
    "ประ",
    "ខ្មែរ",
    "မြန်မာ",
    "က္က",
)
texts = st.lists(st.one_of(st.sampled_from(FRAGMENTS), characters), max_size=30).map("".join)


def reference_spans(text: str, *, join_line_end_hyphens: bool) -> list[tuple[int, int]]:
    """Cut words as the documentation says it, one character after the other."""
    kinds = _reference_kinds(text)
    spans: list[tuple[int, int]] = []
    position = 0
    while position < len(text):
        if not Kind.DIGIT <= kinds[position] <= Kind.VOWEL_BEHIND:
            position += 1
            continue
        begin, position = position, position + 1
        if kinds[begin] == Kind.SINGLE:
            while position < len(text) and kinds[position] >= Kind.MARK:
                position += 1
        elif kinds[begin] > Kind.SINGLE:
            while position < len(text) and _reference_goes_on(kinds, position):
                position += 1
        else:
            position = _reference_run(kinds, position, join_line_end_hyphens=join_line_end_hyphens)
        end = position
        while kinds[end - 1] in {Kind.IGNORED, Kind.SOFT_HYPHEN}:
            end -= 1
        spans.append((begin, end))
    return spans


def _reference_kinds(text: str) -> list[int]:
    kinds: list[int] = []
    base = Kind.SEPARATOR
    for character in text:
        kind = character_kind(character)
        if character == ZERO_WIDTH_SPACE and Kind.SINGLE < base < Kind.MARK:
            kind = Kind.IGNORED
        base = base if kind >= Kind.MARK else kind
        kinds.append(kind)
    return kinds


def _reference_goes_on(kinds: list[int], position: int) -> bool:
    """Whether a code point belongs to the syllable before it."""
    kind = kinds[position]
    if kind >= Kind.MARK or kind == Kind.VOWEL_BEHIND:
        return True
    if kind not in {Kind.OPEN, Kind.CLOSED}:
        return False
    base = next(before for before in reversed(kinds[:position]) if before < Kind.MARK)
    if base == Kind.VOWEL_BEFORE or kinds[position - 1] == Kind.STACKER:
        return True
    if kind == Kind.OPEN:
        return _reference_sees(kinds, position, {Kind.KILLER}, passed=set())
    wanted = {Kind.VOWEL_SIGN, Kind.VOWEL_BEHIND}
    return not _reference_sees(kinds, position, wanted, passed={Kind.KILLER})


def _reference_sees(kinds: list[int], letter: int, wanted: set[int], passed: set[int]) -> bool:
    place = letter + 1
    for _ in range(MOST_SIGNS):
        kind, after = (*kinds[place : place + 2], Kind.SEPARATOR, Kind.SEPARATOR)[:2]
        if kind in wanted:
            return True
        if kind == Kind.STACKER and after in {Kind.OPEN, Kind.CLOSED}:
            place += 2
        elif kind in {Kind.MARK, Kind.IGNORED, Kind.SOFT_HYPHEN} | passed:
            place += 1
        else:
            return False
    return False


def _reference_run(kinds: list[int], position: int, *, join_line_end_hyphens: bool) -> int:
    letters = {Kind.LETTER, Kind.LOWER}
    last_base = kinds[position - 1]
    while position < len(kinds):
        kind = kinds[position]
        if kind in {Kind.HYPHEN, Kind.SOFT_HYPHEN} and join_line_end_hyphens and last_base in letters:
            after = _reference_line_end(kinds, position)
            if after is not None:
                position = after
                continue
        following = kinds[position + 1] if position + 1 < len(kinds) else Kind.SEPARATOR
        if kind == Kind.APOSTROPHE and last_base in letters and following in letters:
            position += 1
        elif Kind.DIGIT <= kind <= Kind.LOWER:
            last_base = kind
            position += 1
        elif kind >= Kind.MARK:
            position += 1
        else:
            break
    return position


def _reference_line_end(kinds: list[int], hyphen: int) -> int | None:
    """Return where a word goes on that is divided by the hyphen, if it is."""

    def skip_blanks(position: int) -> int:
        limit = position + MAX_LINE_END_BLANKS
        while position < min(limit, len(kinds)) and kinds[position] == Kind.BLANK:
            position += 1
        return position

    line_end = skip_blanks(hyphen + 1)
    if line_end >= len(kinds) or kinds[line_end] != Kind.LINE_END:
        return None
    after = skip_blanks(line_end + 1)
    return after if after < len(kinds) and kinds[after] == Kind.LOWER else None


def spans(tokens: Tokens) -> list[tuple[int, int]]:
    return list(zip(tokens.begin.tolist(), tokens.end.tolist(), strict=True))


@given(texts, st.booleans(), st.booleans())
def test_equals_the_slow_tokeniser(text: str, keep_marks: bool, join: bool) -> None:
    tokens = tokenise([text], keep_marks=keep_marks, join_line_end_hyphens=join)
    assert spans(tokens) == reference_spans(text, join_line_end_hyphens=join)


@given(texts, st.booleans(), st.booleans())
def test_hash_is_the_plain_hash_of_the_folded_word(text: str, keep_marks: bool, join: bool) -> None:
    tokens = tokenise([text], keep_marks=keep_marks, join_line_end_hyphens=join)
    folded = [
        fold_word(text[begin:end], keep_marks=keep_marks, join_line_end_hyphens=join)
        for begin, end in spans(tokens)
    ]
    assert tokens.word_hash.tolist() == [hash_folded(word) for word in folded]
    assert all(folded)


@given(texts)
def test_words_are_in_order_and_never_overlap(text: str) -> None:
    tokens = tokenise([text])
    edges = np.column_stack((tokens.begin, tokens.end)).ravel().astype(np.int64)
    assert np.all(np.diff(edges) >= 0)
    assert np.all(tokens.end > tokens.begin)
    assert not len(edges) or edges[-1] <= len(text)


@given(st.lists(texts, max_size=6), st.booleans())
def test_documents_together_are_documents_apart(documents: list[str], keep_marks: bool) -> None:
    together = tokenise(documents, keep_marks=keep_marks)
    apart = [tokenise([text], keep_marks=keep_marks) for text in documents]
    starts = together.document_starts.tolist()
    assert starts == [0, *np.cumsum([len(tokens.begin) for tokens in apart]).tolist()]
    for (first, last), alone in zip(itertools.pairwise(starts), apart, strict=True):
        assert np.array_equal(together.word_hash[first:last], alone.word_hash)
        assert np.array_equal(together.begin[first:last], alone.begin)
        assert np.array_equal(together.end[first:last], alone.end)


@given(st.lists(texts, max_size=4), st.integers(1, 12), st.booleans())
def test_the_size_of_stretches_changes_nothing(documents: list[str], size: int, join: bool) -> None:
    expected = tokenise(documents, join_line_end_hyphens=join)
    with mock.patch.object(module, "CHUNK", size):
        found = tokenise(documents, join_line_end_hyphens=join)
    for name in ("word_hash", "begin", "end", "document_starts"):
        assert np.array_equal(getattr(found, name), getattr(expected, name))


@given(texts, st.booleans())
def test_composed_and_decomposed_text_have_the_same_words(text: str, keep_marks: bool) -> None:
    composed = tokenise([unicodedata2.normalize("NFC", text)], keep_marks=keep_marks)
    decomposed = tokenise([unicodedata2.normalize("NFD", text)], keep_marks=keep_marks)
    assert composed.word_hash.tolist() == decomposed.word_hash.tolist()


@given(texts)
def test_words_hold_letters_and_digits_and_what_may_stand_among_them(text: str) -> None:
    inner = APOSTROPHES | HYPHENS | BLANKS | LINE_ENDS | DEFAULT_IGNORABLE | {SOFT_HYPHEN}
    tokens = tokenise([text])
    covered = np.zeros(len(text), np.bool_)
    for begin, end in spans(tokens):
        covered[begin:end] = True
        assert unicodedata2.category(text[begin])[0] in "LN"
        for character in text[begin:end]:
            category = unicodedata2.category(character)
            assert category[0] in "LNM" or category == "Zs" or character in inner
    for character in (text[place] for place in np.flatnonzero(~covered)):
        assert unicodedata2.category(character) not in {"Lu", "Ll", "Lt", "Nd"}
