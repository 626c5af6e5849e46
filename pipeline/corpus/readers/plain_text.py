"""Blocks and headings of plain text, told by their shape alone: no list of words, so every language is served alike.

What counts as a heading is short, stands in a block of its own, ends without a stop and is followed by a text that is
no heading. Sources under numbers ("(6) Natalia Sedova, quoted in My Life (1930) on events in 1917.") may be longer and
end in a stop, for their number tells them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.corpus.blocks import Block, BlockKind
from pipeline.corpus.dates import parse_printed

__all__ = ["EXTRACTOR", "heading_number", "text_blocks"]

EXTRACTOR = "plain text 1"
"""Name and version of this reader, recorded with every document that it read."""

_HEADING_WIDTH = 90
_HEADING_WORDS = 14
"""A heading fits on a printed line (wide characters count three times): 90 characters, 14 words."""

_NUMBERED_WIDTH = 240
_NUMBERED_WORDS = 40
"""A numbered source heading names author, title, year and occasion: up to three printed lines."""

_HEAD = 5
"""So many blocks at the beginning may hold a line in lower case among headings: "by Ann Smith", a site's name."""

_STACKED_LINES = 3
_STACKED_WIDTH = 60
"""Captions and a heading that follow without a blank line; more or longer lines are a stanza or an address."""

_RUN = 5
"""Of a longer run of headings (a list of contents, an index of names) only the last is one."""

_MANY = 0.5
_FEW_BLOCKS = 20
"""Where half of 20 or more blocks look like headings, the text was printed without stops, and shape says nothing."""

_PARAGRAPH_LINE = 120
"""Where the lines of a text without blank lines are longer than print would have them, each is a paragraph."""

_STOPS = frozenset(".!?…:;,。！？；：，、،؛؟।॥։።‽⁏")
_CLOSING = "\"'”’»›)]}）」』】*_ \t"
_OPENING = "\"'“‘„«‹「『-–—―…"
_SEPARATOR = re.compile(r"[\W_]*")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[ \t]*([=\-~^*_])\1{2,}[ \t]*")
_NUMBERED = re.compile(r"([(\[])(\d{1,4})[)\]][ \t]+(?=\S)")
_BULLET = re.compile(r"[ \t]*(?:[-*•◦‣·–—]|\d{1,3}[.)])[ \t]+(?=\S)")
_WORD = re.compile(r"[^\W_]+")

Shape = Literal["text", "candidate", "numbered", "hashes", "underlined"]


class _Line(NamedTuple):
    """A line with at least one character that is not white space; span and text are without the white space around it.

    A tuple, for there are millions of them.
    """

    begin: int
    end: int
    indent: int
    raw: str
    text: str


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What stands between blank lines, with its shape."""

    lines: tuple[_Line, ...]
    shape: Shape


def text_blocks(text: str) -> list[Block]:
    """Find the paragraphs, headings, quotations and list items of a plain text.

    Args:
        text: With LF as line end.

    Returns:
        Blocks sorted by ``begin``, disjoint, in code points of ``text``. Lines without a letter or digit ("* * *")
        belong to no block of their own.

    Cost: linear in the length of the text.
    """
    groups = _line_groups(text)
    blank_lines = len(groups) > 1
    if not blank_lines and groups:
        groups = _by_line(groups[0])
    widths = sorted(line.end - line.begin for group in groups for line in group)
    shapes_tell = blank_lines or bool(widths and widths[len(widths) // 2] > _PARAGRAPH_LINE)
    chunks = [_Chunk(lines=group, shape=_shape(group)) for group in groups if _has_words(group)]
    headings = _headings(chunks, shapes_tell=shapes_tell)
    quotes = _quotations(chunks)
    blocks: list[Block] = []
    for place, chunk in enumerate(chunks):
        if place in headings:
            blocks.extend(_heading_blocks(chunk, first=not blocks))
        elif chunk.shape == "numbered" and len(chunk.lines) == 1:
            blocks.append(_block(chunk.lines, BlockKind.LIST_ITEM))
        else:
            blocks.extend(_text_blocks(chunk.lines, quoted=place in quotes))
    return blocks


def heading_number(name: str) -> str:
    """Give the number of a numbered source heading as printed, "(6)" or "[6]"; an empty string where there is none."""
    match = _NUMBERED.match(name)
    return match[0].strip() if match else ""


def _line_groups(text: str) -> list[tuple[_Line, ...]]:
    """The lines of a text, parted where one is blank or a new page begins."""
    groups: list[tuple[_Line, ...]] = []
    current: list[_Line] = []
    begin = 0
    for raw in text.split("\n"):
        bare = raw.strip()
        if current and (not bare or raw.startswith("\f")):
            groups.append(tuple(current))
            current = []
        if bare:
            indent = len(raw) - len(raw.lstrip())
            start = begin + indent
            current.append(_Line(start, start + len(bare), indent, raw, bare))
        begin += len(raw) + 1
    if current:
        groups.append(tuple(current))
    return groups


def _by_line(lines: tuple[_Line, ...]) -> list[tuple[_Line, ...]]:
    """Part a text without blank lines: at indented lines where these begin its paragraphs, else at every line."""
    indented = sum(line.indent > 0 for line in lines)
    if not 0 < indented < len(lines) / 2:
        return [(line,) for line in lines]
    groups: list[list[_Line]] = []
    for line in lines:
        if line.indent or not groups:
            groups.append([])
        groups[-1].append(line)
    return [tuple(group) for group in groups]


def _has_words(lines: tuple[_Line, ...]) -> bool:
    return any(not _SEPARATOR.fullmatch(line.raw) for line in lines)


def _shape(lines: tuple[_Line, ...]) -> Shape:
    first = lines[0].text
    if _HASHES.match(first) and len(lines) == 1:
        return "hashes"
    if len(lines) == 2 and _UNDERLINE.fullmatch(lines[1].raw) and _is_short(first):  # noqa: PLR2004  (line, rule)
        return "underlined"
    if len(lines) == 1 and _NUMBERED.match(first):
        return "numbered" if _fits(first, _NUMBERED_WIDTH, _NUMBERED_WORDS) else "text"
    if len(lines) > _STACKED_LINES or not all(_is_candidate(line.text) for line in lines):
        return "text"
    if len(lines) > 1 and not all(_width(line.text) <= _STACKED_WIDTH for line in lines):
        return "text"
    return "candidate"


def _is_candidate(line: str) -> bool:
    """Whether a line has the shape of a heading: short, no stop, no speech, no date, a capital where there are any."""
    if not _is_short(line) or line[0] in _OPENING or _BULLET.match(line) or line[0] in ">|":
        return False
    bare = line.rstrip(_CLOSING)
    if not bare or bare[-1] in _STOPS or not _WORD.search(bare):
        return False
    _, _, value = line.rpartition(": ")
    return not parse_printed(value)


def _is_short(line: str) -> bool:
    return _fits(line, _HEADING_WIDTH, _HEADING_WORDS)


def _fits(line: str, width: int, words: int) -> bool:
    # The length first: a line of megabytes is not to be read character by character to learn that it is no heading.
    return len(line) <= width and _width(line) <= width and len(_WORD.findall(line)) <= words


def _width(line: str) -> int:
    """Characters, of which those of scripts that write a word in one or two count three times."""
    return len(line) if line.isascii() else len(line) + 2 * sum(character >= "\u2e80" for character in line)


def _headings(chunks: list[_Chunk], *, shapes_tell: bool) -> set[int]:
    """Positions of the chunks that are headings."""
    marked = {place for place, chunk in enumerate(chunks) if chunk.shape in {"hashes", "underlined"}}
    marked |= _numbered_headings(chunks)
    candidates = {place for place, chunk in enumerate(chunks) if chunk.shape == "candidate"}
    many = len(chunks) >= _FEW_BLOCKS and len(candidates) > _MANY * len(chunks)
    if not shapes_tell or many:
        return marked
    headings = set(marked)
    run: list[int] = []
    for place, chunk in enumerate(chunks):
        if place in candidates:
            first = chunk.lines[0].text[0]
            if not first.islower():
                run.append(place)
            elif place > _HEAD:
                run = []  # the rest of a sentence that a page break or a picture has cut
        else:
            # A heading has a text below it; what follows here is one, or is marked as a heading of the next level.
            headings.update(run if len(run) <= _RUN else run[-1:])
            run = []
    return headings


def _numbered_headings(chunks: list[_Chunk]) -> set[int]:
    """Numbered lines that have a text below them; a list has the next number there."""
    numbered = [place for place, chunk in enumerate(chunks) if chunk.shape == "numbered"]
    over_text = {
        place for place in numbered if place + 1 < len(chunks) and chunks[place + 1].shape != "numbered"
    }
    if 2 * len(over_text) <= len(numbered):
        return set()
    stopless = {
        place for place in over_text if chunks[place].lines[0].text.rstrip(_CLOSING)[-1] not in _STOPS
    }
    # One number alone may open a paragraph of a law or a footnote: then only a line without a stop is a heading.
    return over_text if len(over_text) > 1 else stopless


def _quotations(chunks: list[_Chunk]) -> set[int]:
    """Positions of chunks set in from the margin as a whole, where most of the text is not."""
    inset = {place for place, chunk in enumerate(chunks) if all(line.indent > 1 for line in chunk.lines)}
    return inset if 2 * len(inset) < len(chunks) else set()


def _heading_blocks(chunk: _Chunk, *, first: bool) -> list[Block]:
    lines = chunk.lines[:1] if chunk.shape == "underlined" else chunk.lines
    blocks: list[Block] = []
    for line in lines:
        name, number, level = line.text, "", 0
        if chunk.shape == "hashes" and (hashes := _HASHES.match(name)):
            level = len(hashes[1])
            name = name[hashes.end() :].rstrip("# \t")
        elif chunk.shape == "numbered":
            number = heading_number(name)
        kind = BlockKind.TITLE if first and not blocks and not number else BlockKind.HEADING
        blocks.append(Block(begin=line.begin, end=line.end, kind=kind, name=name, number=number, level=level))
    return blocks


def _text_blocks(lines: tuple[_Line, ...], *, quoted: bool) -> list[Block]:
    if all(line.raw.lstrip().startswith(">") for line in lines):
        return [_block(lines, BlockKind.BLOCKQUOTE)]
    if _BULLET.match(lines[0].raw) and (len(lines) > 1 or not lines[0].text[0].isdigit()):
        items: list[list[_Line]] = []
        for line in lines:
            if _BULLET.match(line.raw) or not items:
                items.append([])
            items[-1].append(line)
        return [_block(tuple(item), BlockKind.LIST_ITEM) for item in items]
    return [_block(lines, BlockKind.BLOCKQUOTE if quoted else BlockKind.PARAGRAPH)]


def _block(lines: tuple[_Line, ...], kind: BlockKind) -> Block:
    return Block(begin=lines[0].begin, end=lines[-1].end, kind=kind)
