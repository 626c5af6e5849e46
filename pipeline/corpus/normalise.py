"""Fold text for matching: case, accents, ligatures, wide forms, quotation marks, hyphens at line ends.

The stored text keeps every character; a folded text comes with the way back to it. Folding works code point by code
point (each to none, one or several), never by context but for two things: a hyphen at a line end, and the order of
several marks on one letter.

What is folded:

* case, by Unicode's full mapping: ``ß`` is ``ss``, ``ς`` is ``σ``, ``İ`` is ``i`` with a dot; the dotless ``ı``
  stays;
* precomposed letters to letter and marks, so that both spellings are one; marks of combining class 10 to 36 and
  from 200 up (accents and points of Latin, Greek, Cyrillic, Hebrew, Arabic) are dropped unless marks are kept;
  vowel signs of Indic scripts and the voicing of kana have other classes and always stay. Hangul becomes its
  letters;
* compatible forms of letters and digits: full-width, half-width, ligatures, long s, super- and subscripts, Arabic
  shapes; also ``æ`` to ``ae`` and ``œ`` to ``oe``. Not those whose compatible form holds more than letters and
  digits (``½``, ``ŀ``);
* apostrophes and single quotation marks to ``'``, double ones to ``"``, dashes and hyphens to ``-``, spaces to
  U+0020;
* soft hyphens, zero-width joiners, variation selectors and the tatweel to nothing.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.corpus.unicode_tables import N_CODE_POINTS, UNICODE_VERSION, Kind, unicode_tables

__all__ = ["UNICODE_VERSION", "Folded", "fold_text", "fold_word"]

MAX_LINE_END_BLANKS = 80
"""Blanks that may stand on either side of the line end behind a hyphen; wider is another column, not a margin."""

FIRST_POINT, LAST_POINT, FIRST_ACCENT = 10, 36, 200
"""Canonical combining classes of the marks that are dropped.

From 10 to 36 are the points of Hebrew, Arabic and Syriac, each with a class of its own; from 200 on they name places
around a letter, where accents stand. Below and between are nuktas, viramas, the voicing of kana, Thai tones: parts
of the spelling.
"""

_LINE_END = re.compile("[\n\v\x85\u2028\u2029]")

Bools = npt.NDArray[np.bool_]
Kinds = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A folded text and the way back.

    Attributes:
        text: The folded text, n code points.
        offsets: int32[n + 1], never falling: the code point of the source that each folded one comes from, and last
            the length of the source. So ``source[offsets[i]:offsets[j]]`` is what ``text[i:j]`` was folded from,
            together with what was dropped behind it. Where marks of one letter were brought into order, all of them
            point to the first.
    """

    text: str
    offsets: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldTable:
    """To what each code point folds.

    Attributes:
        length: uint8[0x110000], to how many code points.
        first: uint32[0x110000], the first of these (of no meaning where ``length`` is 0).
        start: int32[0x110000], where in ``pool`` they stand (of no meaning where a code point folds to itself or to
            nothing).
        pool: uint32[m], all foldings one after the other.
    """

    length: npt.NDArray[np.uint8]
    first: npt.NDArray[np.uint32]
    start: npt.NDArray[np.int32]
    pool: npt.NDArray[np.uint32]

    def of(self, character: str) -> str:
        """Fold one code point, as a string."""
        code = ord(character)
        if self.length[code] == 1:
            return chr(self.first[code])
        start = int(self.start[code])
        return "".join(map(chr, self.pool[start : start + int(self.length[code])]))


@functools.cache
def fold_table(*, keep_marks: bool) -> FoldTable:
    """Make the table of folding, once a process for each way of folding marks.

    Cost: Some 5 ms and 10 MB.
    """
    tables = unicode_tables()
    length = np.ones(N_CODE_POINTS, np.uint8)
    first = np.arange(N_CODE_POINTS, dtype=np.uint32)
    start = np.zeros(N_CODE_POINTS, np.int32)
    pool = tables.fold_pool
    lengths = tables.fold_length
    if not keep_marks:
        dropped = _is_dropped_mark(tables.combining_class)
        length[dropped] = 0
        source = np.repeat(np.arange(len(lengths)), lengths)
        kept = ~dropped[pool]
        pool = pool[kept]
        lengths = np.bincount(source[kept], minlength=len(lengths)).astype(np.uint8)
    starts = (np.cumsum(lengths, dtype=np.int64) - lengths).astype(np.int32)
    length[tables.fold_code] = lengths
    start[tables.fold_code] = starts
    something = lengths > 0
    first[tables.fold_code[something]] = pool[starts[something]]
    return FoldTable(length=length, first=first, start=start, pool=pool)


def _is_dropped_mark(combining_class: npt.NDArray[np.uint8]) -> Bools:
    is_point = (combining_class >= FIRST_POINT) & (combining_class <= LAST_POINT)
    return is_point | (combining_class >= FIRST_ACCENT)


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """Return the code points of a text, lone surrogates included; uint32[len(text)]."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32, copy=False)


def carry_kinds(kinds: Kinds) -> Kinds:
    """Give marks and ignored signs the kind of what they stand on.

    Args:
        kinds: uint8[n], `Kind` by code point.

    Returns:
        uint8[n], without `MARK`, `IGNORED` and `SOFT_HYPHEN`; the same array if there was none.
    """
    carried = kinds >= Kind.MARK
    if not carried.any():
        return kinds
    base = np.where(carried, 0, np.arange(len(kinds)))
    np.maximum.accumulate(base, out=base)
    result = kinds[base]
    # Nothing stands before the marks at the very start.
    result[result >= Kind.MARK] = Kind.SEPARATOR
    return result


def line_end_hyphens(kinds: Kinds, carried: Kinds) -> tuple[Positions, Positions]:
    """Find the hyphens that divide a word at a line end: letter, hyphen, blanks, line end, blanks, lower-case letter.

    A compound that happens to be broken at its own hyphen (``well-`` and ``known``) looks the same and is joined too.

    Args:
        kinds: uint8[n], `Kind` by code point.
        carried: uint8[n], the same by `carry_kinds`.

    Returns:
        begin, end: intp[m] each, from the hyphen up to the letter that goes on.
    """
    begin = np.flatnonzero((kinds == Kind.HYPHEN) | (kinds == Kind.SOFT_HYPHEN))
    begin = begin[(begin > 0) & (begin < len(kinds) - 1)]
    after = kinds[begin + 1]
    begin = begin[(after == Kind.BLANK) | (after == Kind.LINE_END)]
    before = carried[begin - 1]
    begin = begin[(before == Kind.LETTER) | (before == Kind.LOWER)]
    if not len(begin):
        return begin, begin
    padded = np.append(kinds, np.full(2, Kind.SEPARATOR, np.uint8))
    line_end = _skip_blanks(padded, begin + 1)
    found = padded[line_end] == Kind.LINE_END
    begin = begin[found]
    end = _skip_blanks(padded, line_end[found] + 1)
    found = padded[end] == Kind.LOWER
    return begin[found], end[found]


def _skip_blanks(kinds: Kinds, position: Positions) -> Positions:
    for _ in range(MAX_LINE_END_BLANKS):
        blank = kinds[position] == Kind.BLANK
        if not blank.any():
            break
        position = position + blank
    return position


def spans_mask(begin: Positions, end: Positions, length: int) -> Bools:
    """Return a mask bool[length], true inside the spans; they ascend and do not overlap."""
    change = np.zeros(length + 1, np.int8)
    change[begin] = 1
    change[end] -= 1
    return np.cumsum(change[:-1], dtype=np.int8).view(np.bool_)


def fold_text(text: str, *, keep_marks: bool = False, join_line_end_hyphens: bool = True) -> Folded:
    """Fold a text for matching and keep the way back to it.

    Args:
        text: Any text, lone surrogates included.
        keep_marks: Whether accents and points stay; they are apart from their letters in either case.
        join_line_end_hyphens: Whether a word that is divided at a line end is joined.

    Returns:
        The folded text with its offsets.

    Cost: Linear; some 60 bytes a code point while it works, so it is for passages, not for whole corpora.
    """
    codes = code_points(text)
    table = fold_table(keep_marks=keep_marks)
    length = table.length[codes]
    if join_line_end_hyphens:
        kinds = unicode_tables().kind[codes]
        begin, end = line_end_hyphens(kinds, carry_kinds(kinds))
        length[spans_mask(begin, end, len(codes))] = 0
    source = np.repeat(np.arange(len(codes)), length)
    folded = table.first[codes[source]]
    several = np.flatnonzero(length[source] > 1)
    if len(several):
        place = several - (np.cumsum(length, dtype=np.intp) - length)[source[several]]
        folded[several] = table.pool[table.start[codes[source[several]]] + place]
    folded, source = _order_marks(folded, source)
    return Folded(
        text=folded.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"),
        offsets=np.append(source, len(codes)).astype(np.int32),
    )


def _order_marks(
    folded: npt.NDArray[np.uint32], source: npt.NDArray[np.intp]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.intp]]:
    """Sort the marks of one letter by combining class, as Unicode's canonical ordering does (section 3.11, D109)."""
    combining = unicode_tables().combining_class[folded]
    unordered = (combining[1:] > 0) & (combining[:-1] > combining[1:])
    if not unordered.any():
        return folded, source
    run = np.cumsum(combining == 0)
    order = np.lexsort((combining, run))
    # What is sorted moves only inside its run, so the least of all that follow is the first of the run.
    return folded[order], np.minimum.accumulate(source[order][::-1])[::-1]


class _FoldMap(dict[int, str]):
    """What `str.translate` asks for each code point, looked up at its first use."""

    def __init__(self, *, keep_marks: bool) -> None:
        super().__init__()
        self._table = fold_table(keep_marks=keep_marks)

    def __missing__(self, code: int) -> str:
        folded = self._table.of(chr(code))
        self[code] = folded
        return folded


@functools.cache
def _fold_map(*, keep_marks: bool) -> _FoldMap:
    return _FoldMap(keep_marks=keep_marks)


def fold_word(word: str, *, keep_marks: bool = False, join_line_end_hyphens: bool = True) -> str:
    """Fold one word; the same as the text of `fold_text`, quicker for short strings.

    Args:
        word: ``text[begin:end]`` of a token; any other text will do.
        keep_marks: As for `fold_text`.
        join_line_end_hyphens: As for `fold_text`.

    Returns:
        The folded word. `word_hash.hash_folded` of it is the token's ``word_hash``.
    """
    if word.isascii() and "\n" not in word and "\v" not in word:
        # What the table says of these letters, six times as fast.
        return word.lower().replace("`", "'")
    if join_line_end_hyphens and _LINE_END.search(word):
        return fold_text(word, keep_marks=keep_marks).text
    folded = word.translate(_fold_map(keep_marks=keep_marks))
    if folded.isascii():
        return folded
    combining = unicode_tables().combining_class
    classes = [int(combining[ord(letter)]) for letter in folded]
    if all(after == 0 or before <= after for before, after in itertools.pairwise(classes)):
        return folded
    codes = np.array([ord(letter) for letter in folded], np.uint32)
    ordered, _ = _order_marks(codes, np.arange(len(codes)))
    return "".join(map(chr, ordered))
