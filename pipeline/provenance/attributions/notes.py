"""References behind a quotation: a citation in parentheses, a footnote, a line with a dash."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.provenance.attributions.citations import Citation, read_note
from pipeline.provenance.attributions.persons import is_name, same_person
from pipeline.provenance.attributions.signatures import caption_below, signature_behind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.provenance.attributions.quotations import Quotation
    from pipeline.provenance.attributions.reading import Reading

__all__ = [
    "cited_in_parentheses",
    "find_reference",
    "lines_of_notes",
    "reference_of_lead",
    "without_reference",
]

_PARENTHESIS = re.compile(
    r"\s*[.,]?\s*\^?(?:[(（](?P<round>(?:[^()（）]|\([^()]*\)){4,200})[)）]|\[(?P<square>[^\[\]]{3,120}\d{4}[^\[\]]{0,40})\])"
)
_MARKER = re.compile(
    r"[.,;]?\s?(?:\[\^?(\w{1,10})(?:(?<=\d),[^\[\]]{1,20})?\]|\((\d{1,3})\)|([¹²³⁰-⁹]+))|(\d{1,3})(?=[\s.,;:]|$)"
)
_MARKER_INSIDE = re.compile(r"\s?(?:\[\^?(\w{1,10})\]|([¹²³⁰-⁹]+))\s*$")
_PARENTHESIS_INSIDE = re.compile(r"\s*[(（\[]((?:[^()（）\[\]]|\([^()]*\)){4,200})[)）\]]\.?\s*$")
_REFERENCE_CHARACTERS = 220
_MARKER_CHARACTERS = 14
"""The number of a note as the last thing in a quotation, such as a blockquote."""

_REFERENCE = re.compile(r"\s*[.,;]?\s*[(（\[^¹²³⁰-⁹―–—-]|\d")
"""How any of them begins."""

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBERED_LINE = re.compile(
    r"^(?:\[\^?(\w{1,10})\]|\((\w{1,10})\)|(\w{1,10})[.)]|([¹²³⁰-⁹]{1,10})|(\d{1,3})(?=\s[^\W\d_]))",
    re.MULTILINE,
)
_BARE_NUMBER = re.compile(
    r"(?:\[\^?\w{1,10}\]:?|\(\w{1,10}\)|\d{1,3}[.)]?|[¹²³⁰-⁹]{1,10})\s+(?=[^\W\d_]|[*_(\"“„«])"
)
_MOST_ABOVE = 200
"""Notes above one in which the work is looked for that it cites by "op. cit."."""

_MOST_AGAIN = 50
"""Notes in a row that may say "ibid."."""

_MOST_BELOW = 50
"""Lines with the number of a note that are looked at for one that cites a work: in a book of many chapters as many
notes have one number, and so have the items of lists."""

_LATE_MARKER = re.compile(
    r"[^\n.!?…“”„«»\"\[(]{1,120}(?:[.!?…][”»’\"]*)?\s?"
    r"(?:\[\^?(?P<number>\w{1,10})(?:(?<=\d),[^\[\]]{1,20})?\]|(?P<raised>[¹²³⁰-⁹]+))"
)
"""The number of a note in the sentence that goes on after the quotation, or behind it."""


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
        return caption_below(reading, quotation) if quotation.kind == "blockquote" else None
    found = _PARENTHESIS.match(reading.text, at, block_end)
    if found:
        return _read(reading, *found.span(found.lastgroup or 0))
    marker = _MARKER.match(reading.text, at, block_end)
    if marker:
        return _footnote(reading, quotation, (marker[marker.lastindex or 1]).translate(_SUPERSCRIPTS))
    return signature_behind(reading, quotation)


def reference_of_lead(reading: Reading, quotation: Quotation, end: int) -> Citation | None:
    """Find the citation whose number stands behind the colon that leads to a quotation: "Finch wrote:[2]".

    Args:
        reading: The document.
        quotation: One of its quotations.
        end: Where the sentence before it ends.
    """
    found = _MARKER_INSIDE.search(reading.text, max(0, end - _MARKER_CHARACTERS), end)
    if found is None:
        return None
    return _footnote(reading, quotation, (found[1] or found[2]).translate(_SUPERSCRIPTS))


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
    found = _cited_above(reading, text, begin) or read_note(text, reading.cues)
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
    first = bisect_right(lines, (after, len(reading.text)))
    for begin, end in lines[first : first + _MOST_BELOW]:
        found = _read_line(reading, begin, end)
        if found is not None:
            return found
    return None


def _note_before(reading: Reading, at: int) -> Citation | None:
    """What the last note before one that says "ibid." cites."""
    for begin, end in _notes_above(reading, at, _MOST_AGAIN):
        bare = begin + _note_number(reading.text[begin:end])
        if not _is_again(reading, bare, end):
            return _read_bare(reading, begin, end)
    return None


def _notes_above(reading: Reading, at: int, most: int) -> Iterator[tuple[int, int]]:
    """Where the notes before a place begin and end, the nearest first."""
    lines = reading.all_lines_of_notes
    last = bisect_left(lines, (at, at))
    return reversed(lines[max(0, last - most) : last])


def _is_again(reading: Reading, begin: int, end: int) -> bool:
    found = reading.cues.same_again.pattern.search(reading.text, begin, end)
    return found is not None and not reading.text[begin : found.start()].strip(" *_:")


def _cited_above(reading: Reading, text: str, at: int) -> Citation | None:
    """The work that "Finch, op. cit., p. 12" means: the last one above that Finch is the author of, else no title."""
    again = reading.cues.same_again.pattern.search(text)
    author = text[: again.start()].strip(" ,.;:*_") if again else ""
    if not author or not is_name(author, reading.cues):
        return None
    notes = (_read_bare(reading, begin, end) for begin, end in _notes_above(reading, at, _MOST_ABOVE))
    places, cited_above = reading.cited_in_parentheses
    last = bisect_left(places, at)
    above = reversed(cited_above[max(0, last - _MOST_ABOVE) : last])
    for cited in itertools.chain(notes, above):
        if cited and cited.author and cited.title and same_person(author, cited.author):
            return replace(cited, begin=0, end=len(text))
    return Citation(begin=0, end=len(text), speaker=author, author=author)


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
    """What a note cites, of its own words or by those that it refers to; kept, for many quotations may ask for it."""
    if begin not in reading.cited_in_notes:
        reading.cited_in_notes[begin] = _resolved_line(reading, begin, end)
    return reading.cited_in_notes[begin]


def _resolved_line(reading: Reading, begin: int, end: int) -> Citation | None:
    first = begin + _note_number(reading.text[begin:end])
    if _is_again(reading, first, end):
        found = _note_before(reading, begin)
        return replace(found, begin=first, end=end) if found else None
    found = _cited_above(reading, reading.text[first:end], begin) or _read_bare(reading, begin, end)
    return replace(found, begin=first + found.begin, end=end) if found else None


def _read_bare(reading: Reading, begin: int, end: int) -> Citation | None:
    """What a note cites by its own words alone; kept, for every "op. cit." below may ask for it."""
    if begin not in reading.named_in_notes:
        line = reading.text[begin:end]
        reading.named_in_notes[begin] = read_note(line[_note_number(line) :], reading.cues)
    return reading.named_in_notes[begin]


def _note_number(line: str) -> int:
    """Where the words of a note begin behind its number."""
    found = _BARE_NUMBER.match(line)
    return found.end() if found else 0
