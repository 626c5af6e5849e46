"""References behind a quotation: a citation in parentheses, a footnote, a line with a dash."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.corpus.structure import BlockKind
from pipeline.provenance.attributions.citations import Citation, clean_title, read_note
from pipeline.provenance.attributions.persons import is_name

if TYPE_CHECKING:
    from pipeline.provenance.attributions.quotations import Quotation
    from pipeline.provenance.attributions.reading import Reading

__all__ = [
    "cited_in_parentheses",
    "find_reference",
    "lines_of_notes",
    "signature_inside",
    "without_reference",
]

_PARENTHESIS = re.compile(
    r"\s*[.,]?\s*\^?(?:[(（](?P<round>(?:[^()（）]|\([^()]*\)){4,200})[)）]|\[(?P<square>[^\[\]]{3,120}\d{4}[^\[\]]{0,40})\])"
)
_MARKER = re.compile(r"[.,;]?\s?(?:\[\^?(\w{1,10})\]|\((\d{1,3})\)|([¹²³⁰-⁹]+))|(\d{1,3})(?=[\s.,;:]|$)")
_MARKER_INSIDE = re.compile(r"\s?(?:\[\^?(\w{1,10})\]|([¹²³⁰-⁹]+))\s*$")
_PARENTHESIS_INSIDE = re.compile(r"\s*[(（\[]((?:[^()（）\[\]]|\([^()]*\)){4,200})[)）\]]\.?\s*$")
_REFERENCE_CHARACTERS = 220
_MARKER_CHARACTERS = 14
"""The number of a note as the last thing in a quotation, such as a blockquote."""

_REFERENCE = re.compile(r"\s*[.,;]?\s*[(（\[^¹²³⁰-⁹―–—-]|\d")
"""How any of them begins."""

_DASH = re.compile(r"\s*\n?\s*(?:[-–—]{1,3}|―)\s*(\S[^\n]{2,200})")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBERED_LINE = re.compile(
    r"^(?:\[\^?(\w{1,10})\]|\((\w{1,10})\)|(\w{1,10})[.)]|([¹²³⁰-⁹]{1,10})|(\d{1,3})(?=\s[^\W\d_]))",
    re.MULTILINE,
)
_BARE_NUMBER = re.compile(
    r"(?:\[\^?\w{1,10}\]:?|\(\w{1,10}\)|\d{1,3}[.)]?|[¹²³⁰-⁹]{1,10})\s+(?=[^\W\d_]|[*_(\"“„«])"
)
_MOST_AGAIN = 50
"""Notes in a row that may say "ibid."."""

_SIGNATURE_WORDS = 15
_LAST_LINE = re.compile(r"[>\s*_]*(?:[-–—]{1,3}|―)\s*(\S[^\n]{2,200})")
_LATE_MARKER = re.compile(
    r"[^\n.!?…“”„«»\"\[(]{1,120}[.!?…][”»’\"]*\s?(?:\[\^?(?P<number>\w{1,10})\]|(?P<raised>[¹²³⁰-⁹]+))"
)
"""The number of a note behind the sentence that goes on after the quotation."""

_DASHES = re.compile(r"\s+[-–—]\s+")


def find_reference(reading: Reading, quotation: Quotation) -> Citation | None:
    """Find the citation behind a quotation.

    Args:
        reading: The document.
        quotation: One of its quotations.

    Returns:
        A citation with places in the document's text, or None. "Ibid." repeats the last one before it.

    Cost: linear in the document's blocks for a footnote, else constant.
    """
    at = quotation.outer_end
    _, block_end = reading.block_span(quotation.last_block)
    late = _LATE_MARKER.match(reading.text, at, block_end) if reading.has_numbers_of_notes else None
    if late:
        return _footnote(reading, quotation, (late["number"] or late["raised"]).translate(_SUPERSCRIPTS))
    inside = _MARKER_INSIDE.search(
        reading.text, max(quotation.begin, quotation.end - _MARKER_CHARACTERS), quotation.end
    )
    if inside:
        return _footnote(reading, quotation, (inside[1] or inside[2]).translate(_SUPERSCRIPTS))
    if not _REFERENCE.match(reading.text, at):
        return _captioned(reading, quotation) if quotation.kind == "blockquote" else None
    found = _PARENTHESIS.match(reading.text, at, block_end)
    if found:
        return _read(reading, *found.span(found.lastgroup or 0))
    marker = _MARKER.match(reading.text, at, block_end)
    if marker:
        return _footnote(reading, quotation, (marker[marker.lastindex or 1]).translate(_SUPERSCRIPTS))
    return _signed(reading, quotation)


def without_reference(reading: Reading, quotation: Quotation) -> Quotation:
    """Leave out what a blockquote ends with that is no word of it: the number of a note, or a citation in parentheses.

    Args:
        reading: The document.
        quotation: One of its blockquotes.
    """
    low = max(quotation.begin, quotation.end - _REFERENCE_CHARACTERS)
    found = _MARKER_INSIDE.search(reading.text, low, quotation.end)
    end = found.start() if found else None
    if end is None:
        cited = _PARENTHESIS_INSIDE.search(reading.text, low, quotation.end)
        end = cited.start() if cited and read_note(cited[1], reading.cues) else None
    if end is None or end <= quotation.begin:
        return quotation
    return replace(quotation, end=end, outer_end=end)


def _read(reading: Reading, begin: int, end: int) -> Citation | None:
    text = reading.text[begin:end]
    again = reading.cues.same_again.pattern.search(text)
    if again and again.start() <= 2:  # noqa: PLR2004 - "*ibid.*"
        return _before(reading, begin)
    found = read_note(text, reading.cues)
    return replace(found, begin=begin, end=end) if found else None


def _before(reading: Reading, at: int) -> Citation | None:
    """The last citation in parentheses before a place, for "ibid."."""
    places, cited = reading.cited_in_parentheses
    last = bisect_left(places, at) - 1
    return replace(cited[last], begin=at, end=at) if last >= 0 else None


def cited_in_parentheses(reading: Reading) -> tuple[list[int], list[Citation]]:
    """Read what stands in parentheses behind the quotations of a document.

    Args:
        reading: The document.

    Returns:
        Where the quotations end, in order, and the citations behind them; "ibid." is none.

    Cost: linear in its quotations.
    """
    places: list[int] = []
    cited: list[Citation] = []
    for one in reading.quotations:
        found = _PARENTHESIS.match(reading.text, one.outer_end)
        inner = found[found.lastgroup or 0] if found else ""
        if found is None or reading.cues.same_again.pattern.search(inner[:8]):
            continue
        read = read_note(inner, reading.cues)
        if read is not None and (not places or one.outer_end >= places[-1]):
            places.append(one.outer_end)
            cited.append(read)
    return places, cited


def _footnote(reading: Reading, quotation: Quotation, number: str) -> Citation | None:
    """The note with a number: a block, or a line of one, that begins with it."""
    lines = reading.lines_of_notes.get(number, [])
    after, _ = reading.block_span(quotation.last_block)
    for begin, end in lines[bisect_right(lines, (after, len(reading.text))) :]:
        found = _read_line(reading, begin, end)
        if found is not None:
            return found
    return None


def _note_before(reading: Reading, at: int) -> Citation | None:
    """What the last note before one that says "ibid." cites."""
    lines = reading.all_lines_of_notes
    for begin, end in reversed(
        lines[max(0, bisect_left(lines, (at, at)) - _MOST_AGAIN) : bisect_left(lines, (at, at))]
    ):
        bare = begin + _note_number(reading.text[begin:end])
        if not _is_again(reading, bare, end):
            return read_note(reading.text[bare:end], reading.cues)
    return None


def _is_again(reading: Reading, begin: int, end: int) -> bool:
    found = reading.cues.same_again.pattern.search(reading.text, begin, end)
    return found is not None and not reading.text[begin : found.start()].strip(" *_:")


def lines_of_notes(reading: Reading) -> dict[str, list[tuple[int, int]]]:
    """Find the lines of a document that begin with a number as notes do: "[2] ", "[^2]", "(2)", "2.", "2)", "²", "2 ".

    Args:
        reading: The document.

    Returns:
        By number where such lines begin and end, in order.

    Cost: linear in its text.
    """
    lines: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for found in _NUMBERED_LINE.finditer(reading.text):
        number = next(group for group in found.groups() if group).translate(_SUPERSCRIPTS)
        lines[number].append((found.start(), _line_end(reading.text, found.start())))
    return lines


def _line_end(text: str, begin: int) -> int:
    end = text.find("\n", begin)
    return len(text) if end < 0 else end


def _read_line(reading: Reading, begin: int, end: int) -> Citation | None:
    first = begin + _note_number(reading.text[begin:end])
    if _is_again(reading, first, end):
        found = _note_before(reading, begin)
        return replace(found, begin=first, end=end) if found else None
    found = read_note(reading.text[first:end], reading.cues)
    return replace(found, begin=first + found.begin, end=end) if found else None


def _note_number(line: str) -> int:
    """Where the words of a note begin behind its number."""
    found = _BARE_NUMBER.match(line)
    return found.end() if found else 0


def _signed(reading: Reading, quotation: Quotation) -> Citation | None:
    """A signature: "— Josiah Penhallick, The Light Went North (1931)", right behind or as the next short paragraph."""
    structure = reading.document.structure
    _, limit = reading.block_span(quotation.last_block)
    following = quotation.last_block + 1
    if quotation.outer_end >= limit and following < len(structure.labels):
        if structure.kind[following] in {BlockKind.HEADING, BlockKind.TITLE}:
            return None
        limit = int(structure.end[following])
    found = _DASH.match(reading.text, quotation.outer_end, limit)
    if found is None or reading.text[found.end(1) : limit].strip():
        return None
    return _signature(reading, *found.span(1))


def _captioned(reading: Reading, quotation: Quotation) -> Citation | None:
    """A citation that is the short paragraph below a blockquote, without a dash: author, title and year."""
    structure = reading.document.structure
    following = quotation.last_block + 1
    if following >= len(structure.labels) or structure.kind[following] in {
        BlockKind.HEADING,
        BlockKind.TITLE,
    }:
        return None
    cited = _unmarked_signature(reading, *reading.block_span(following))
    return cited if cited and cited.author and cited.title and cited.year else None


def signature_inside(reading: Reading, quotation: Quotation) -> tuple[Citation, int] | None:
    """Find the signature that is a blockquote's own last line: "> — Josiah Penhallick, The Light Went North (1931)".

    Args:
        reading: The document.
        quotation: One of its blockquotes.

    Returns:
        The citation, and where the words end that it signs; None where the last line is no signature. Without a dash it
        is one only as a paragraph of its own.
    """
    line = reading.text.rfind("\n", quotation.begin, quotation.end)
    if line < 0:
        return None
    found = _LAST_LINE.fullmatch(reading.text, line + 1, quotation.end)
    cited = _signature(reading, *found.span(1)) if found else None
    if found is None and reading.text[line - 1] == "\n":
        cited = _unmarked_signature(reading, line + 1, quotation.end)
    if cited is None:
        return None
    end = line
    while end > quotation.begin and reading.text[end - 1] in "> \n\t":
        end -= 1
    return cited, end


def _unmarked_signature(reading: Reading, begin: int, end: int) -> Citation | None:
    text = reading.text[begin:end]
    if len(text.split()) > _SIGNATURE_WORDS or text[-1:] in ".!?…:;,":
        return None
    return _signature(reading, begin, end)


def _signature(reading: Reading, begin: int, end: int) -> Citation | None:
    text = reading.text[begin:end]
    cited = read_note(text, reading.cues)
    if cited is not None:
        return replace(cited, begin=begin, end=end)
    names = [part.strip(" .") for part in _DASHES.split(text) if is_name(part.strip(" ."), reading.cues)]
    if len(names) == 1 and "," not in names[0]:
        return Citation(begin=begin, end=end, speaker=names[0])
    name, comma, rest = text.partition(",")
    if not comma or not is_name(name.strip(), reading.cues):
        return None
    # Behind a name stands what the person is ("a miller"), or a work, known by its article and its capitals.
    article, *words = rest.split() or [""]
    small = reading.cues.title_words
    is_title = article[:1].isupper() and article.lower() in reading.cues.articles and reading.cues.title_case
    is_title = is_title and bool(words) and all(word[0].isupper() or word in small for word in words)
    title = clean_title(rest) if is_title else None
    return Citation(
        begin=begin, end=end, speaker=name.strip(), author=name.strip() if title else None, title=title
    )
