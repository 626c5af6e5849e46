"""Where a document quotes: stretches in quotation marks, blockquotes, numbered sources.

Marks only say where; whether a stretch is a quotation, talk in a story, a title or irony is judged in ``binding``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.corpus.structure import BlockKind
from pipeline.provenance.sections import source_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.corpus.documents import Document
    from pipeline.corpus.structure import Structure

__all__ = ["Quotation", "find_quotations"]

Kind = Literal["marks", "blockquote", "source"]

_PAIRS = {
    '"': '"”',
    "“": "”",
    "”": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’",
    "'": "'",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "〝": "〞",
}
"""What closes a quotation, by what opened it; 《 and 〈 are marks of titles, not of quotations."""

_ALL_MARKS = "".join(sorted({*_PAIRS, *"".join(_PAIRS.values())}))
_ANY_MARK = re.compile("[" + re.escape(_ALL_MARKS) + "]")
_MARK = re.compile("[" + re.escape(_ALL_MARKS.replace("'", "")) + "]")
"""The same without the straight single mark, an apostrophe wherever a text has other marks to quote with."""

_DOUBLE = re.compile("[" + re.escape(_ALL_MARKS.translate({ord("'"): None, ord("’"): None})) + "]")
_EITHER = frozenset('"”»›')
"""Marks that open in one style and close in another; the blanks beside them tell."""

_OPENS_AFTER = re.compile(r"[\s(\[{—–\-:“„«\"'‘’/¿¡]|^$")
_HEADINGS = frozenset({BlockKind.HEADING, BlockKind.TITLE})
_MOST_PARAGRAPHS = 12
"""So many paragraphs later a mark closes nothing any more: then the first was one too many."""

_MOST_MARKS = 64
"""So many marks after the one that opens, those inside it do not come out even, and the first that fits closes."""

_LONGEST_OPEN = 8_000
"""Characters from which what nothing closes is no quotation but a slip: ten paragraphs in one."""

_SIGNATURE = re.compile(r"[>\s]*(?:[-–—]{1,3}|―)\s*[^\s\d][^\n]{2,120}[^.!?…:\s]")
_COPY_OF_MARK = re.compile(r"[>\s]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch that is set off as somebody's words.

    Attributes:
        begin: First code point of the words, marks left out.
        end: One past the last.
        outer_begin: First code point with the opening mark.
        outer_end: One past the closing mark.
        kind: In marks, as a blockquote, or as a numbered source.
        block: Position of the block it begins in.
        last_block: Position of the block it ends in.
        in_source: Whether it stands inside a numbered source or a blockquote.
        closed: Whether the mark that opened it is closed.
    """

    begin: int
    end: int
    outer_begin: int
    outer_end: int
    kind: Kind
    block: int
    last_block: int
    in_source: bool = False
    closed: bool = True


def find_quotations(document: Document) -> list[Quotation]:
    """Find all stretches that are set off.

    Args:
        document: One document.

    Returns:
        Sorted by place, longer before shorter where two begin together. Those in marks are the outermost ones; marks
        inside a blockquote or a numbered source are given too (``in_source``). A quotation of several paragraphs that
        opens each anew is one.

    Cost: linear in the text.
    """
    structure = document.structure
    sources = list(_sources(structure))
    quotes = list(_blockquotes(document.text, structure, sources))
    marked = _merge_paragraphs(_marked(document.text, structure), document.text)
    covered = _covered(len(structure.labels), [*sources, *quotes])
    inside = [replace(one, in_source=True) if len(covered) and covered[one.block] else one for one in marked]
    return sorted([*sources, *quotes, *inside], key=lambda one: (one.begin, -one.end))


def _covered(n_blocks: int, spans: Sequence[Quotation]) -> NDArray[np.bool_]:
    covered = np.zeros(n_blocks, bool)
    for span in spans:
        covered[span.block : span.last_block + 1] = True
    return covered


def _sources(structure: Structure) -> Iterator[Quotation]:
    """The text below each numbered heading, up to the next heading."""
    kinds = structure.kind.tolist()
    for block in np.flatnonzero(structure.kind == int(BlockKind.HEADING)).tolist():
        if source_number(structure.labels[block]) is None:
            continue
        last = block
        while last + 1 < len(kinds) and kinds[last + 1] not in _HEADINGS:
            last += 1
        first = block + 1
        set_off = [at for at in range(first, last + 1) if kinds[at] == BlockKind.BLOCKQUOTE]
        if set_off and set_off[0] == first:
            # What follows the blockquotes is the page's own again: its notes, its footer.
            last = first
            while last + 1 in set_off:
                last += 1
        if first <= last:
            yield _of_blocks(structure, first, last, "source")


def _blockquotes(text: str, structure: Structure, sources: Sequence[Quotation]) -> Iterator[Quotation]:
    quoted = structure.kind == int(BlockKind.BLOCKQUOTE)
    taken = _covered(len(structure.labels), sources)
    last = -1
    for block in np.flatnonzero(quoted & ~taken).tolist():
        if block <= last:
            continue
        last = block
        while last + 1 < len(quoted) and quoted[last + 1] and not structure.opens_quote[last + 1]:
            last += 1
            if _SIGNATURE.fullmatch(text, int(structure.begin[last]), int(structure.end[last])):
                break  # what follows whose words they are is the next one
        yield _of_blocks(structure, block, last, "blockquote")


def _of_blocks(structure: Structure, first: int, last: int, kind: Kind) -> Quotation:
    begin, end = int(structure.begin[first]), int(structure.end[last])
    return Quotation(
        begin=begin, end=end, outer_begin=begin, outer_end=end, kind=kind, block=first, last_block=last
    )


def _marked(text: str, structure: Structure) -> Iterator[Quotation]:
    """Stretches between marks, block by block."""
    begins, ends = structure.begin.tolist(), structure.end.tolist()
    if not begins:
        begins, ends = [0], [len(text)]
    kinds = structure.kind.tolist() or [BlockKind.PARAGRAPH]
    marks = _MARK if _DOUBLE.search(text) else _ANY_MARK
    free = begins[0]  # where what an earlier paragraph opened has been closed
    for block, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        if kinds[block] in _HEADINGS or end <= free:
            continue
        for one in _in_block(text, max(begin, free), end, block, marks):
            closed = one if one.closed else _closed_later(text, one, begins, ends, kinds)
            if not closed.closed and closed.end - closed.begin > _LONGEST_OPEN:
                continue
            free = max(free, closed.outer_end)
            yield closed


def _closed_later(
    text: str, one: Quotation, begins: Sequence[int], ends: Sequence[int], kinds: Sequence[int]
) -> Quotation:
    """A quotation of several paragraphs that only the last of them closes, as in Russian print."""
    opener = text[one.outer_begin]
    for block in range(one.block + 1, min(one.block + 1 + _MOST_PARAGRAPHS, len(begins))):
        begin, end = begins[block], ends[block]
        if kinds[block] in _HEADINGS:
            return one
        for found in _ANY_MARK.finditer(text, begin, end):
            at, mark = found.start(), found.group()
            if mark == opener and _may_open(text, at, begin, end):
                return one
            if mark in _PAIRS[opener] and _may_close(text, at, end, opener=opener):
                last = _quotation(text, one.outer_begin, at, at + 1, one.block, closed=True)
                return replace(last, last_block=block)
    return one


def _in_block(text: str, begin: int, end: int, block: int, marks: re.Pattern[str]) -> Iterator[Quotation]:
    at = begin
    while True:
        opening = _opening(text, at, begin, end, marks)
        if opening is None:
            return
        closing = _closing(text, opening, begin, end, marks)
        if closing is None:
            yield _quotation(text, opening, end, end, block, closed=False)
            return
        yield _quotation(text, opening, closing, closing + 1, block, closed=True)
        at = closing + 1


def _opening(text: str, at: int, begin: int, end: int, marks: re.Pattern[str]) -> int | None:
    """The next mark that opens."""
    for found in marks.finditer(text, at, end):
        if found.group() in _PAIRS and _may_open(text, found.start(), begin, end):
            return found.start()
    return None


def _closing(text: str, opening: int, begin: int, end: int, marks: re.Pattern[str]) -> int | None:
    """The mark that closes what one opens: that of its own depth; where the depths do not come out, the first."""
    opener = text[opening]
    depth = 0
    first: int | None = None
    for count, found in enumerate(marks.finditer(text, opening + 1, end)):
        if count > _MOST_MARKS and first is not None:
            break
        at, mark = found.start(), found.group()
        if (
            mark == opener
            and _may_open(text, at, begin, end)
            and not _may_close(text, at, end, opener=opener)
        ):
            depth += 1
        elif mark in _PAIRS[opener] and _may_close(text, at, end, opener=opener):
            first = at if first is None else first
            if depth == 0:
                return at
            depth -= 1
    return first


def _quotation(text: str, opened: int, end: int, outer_end: int, block: int, *, closed: bool) -> Quotation:
    first, last = opened + 1, end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return Quotation(
        begin=first,
        end=last,
        outer_begin=opened,
        outer_end=outer_end,
        kind="marks",
        block=block,
        last_block=block,
        closed=closed,
    )


def _may_open(text: str, at: int, begin: int, end: int) -> bool:
    """Whether a mark can open: a word follows, and none stands right before it."""
    if at + 1 >= end:
        return False
    mark = text[at]
    before = text[at - 1] if at > begin else ""
    after = text[at + 1]
    if mark in "‘'":
        return bool(_OPENS_AFTER.fullmatch(before)) and after.isalnum()
    if mark not in _EITHER:
        return True
    if mark in "»›":
        # French closes with it after a blank; German and Danish open with it before a word.
        return bool(_OPENS_AFTER.fullmatch(before)) and not after.isspace()
    return bool(_OPENS_AFTER.fullmatch(before)) and not after.isspace()


def _may_close(text: str, at: int, end: int, *, opener: str) -> bool:
    """Whether a mark can close: no word goes on right after it; and where it could open as well, none stands before."""
    mark = text[at]
    after = text[at + 1] if at + 1 < end else ""
    if mark in "’'":
        # An apostrophe at a word's end ("the millers' dogs") has the sentence going on behind it.
        is_apostrophe = text[at - 1].isalpha() and text[at + 1 : at + 3].lstrip(" \n")[:1].islower()
        return opener in "‘'" and not after.isalpha() and not is_apostrophe
    if mark == '"' and opener == '"':
        before = text[at - 1]
        # A mark after a blank and before a word opens a nested quotation, as in careless typing.
        return not (before.isspace() and after.isalnum())
    if opener == "«" and mark == "»":
        return True
    return not (mark in _EITHER and after.isalnum() and text[at - 1].isspace())


def _merge_paragraphs(quotations: Iterator[Quotation], text: str) -> list[Quotation]:
    """Join what is left open at the end of a paragraph with the next one, where that opens anew."""
    merged: list[Quotation] = []
    for one in quotations:
        before = merged[-1] if merged else None
        if (
            before is not None
            and not before.closed
            and one.block == before.last_block + 1
            and _COPY_OF_MARK.fullmatch(text, before.end, one.outer_begin)
            and text[one.outer_begin] == text[before.outer_begin]
        ):
            merged[-1] = replace(
                before, end=one.end, outer_end=one.outer_end, last_block=one.block, closed=one.closed
            )
        elif (
            before is not None
            and not before.closed
            and one.block == before.last_block
            and one.outer_begin < before.end
        ):
            continue
        else:
            merged.append(one)
    return merged
