"""References behind a quotation: a citation in parentheses, a footnote, a line with a dash."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.corpus.structure import BlockKind
from pipeline.provenance.attributions.citations import Citation, read_note
from pipeline.provenance.attributions.persons import is_name

if TYPE_CHECKING:
    from pipeline.provenance.attributions.quotations import Quotation
    from pipeline.provenance.attributions.reading import Reading

__all__ = ["find_reference"]

_PARENTHESIS = re.compile(r"\s*[.,]?\s*[(（]((?:[^()（）]|\([^()]*\)){4,200})[)）]")
_MARKER = re.compile(r"[.,;]?\s?(?:\[\^?(\w{1,10})\]|\((\d{1,3})\)|([¹²³⁰-⁹]+))")
_REFERENCE = re.compile(r"\s*[.,;]?\s*[(（\[¹²³⁰-⁹―–—-]")
"""How any of them begins."""

_DASH = re.compile(r"\s*\n?\s*(?:[-–—]{1,3}|―)\s*(\S[^\n]{2,200})")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
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
    if not _REFERENCE.match(reading.text, at):
        return None
    _, block_end = reading.block_span(quotation.last_block)
    found = _PARENTHESIS.match(reading.text, at, block_end)
    if found:
        return _read(reading, found.start(1), found.end(1))
    marker = _MARKER.match(reading.text, at, block_end)
    if marker:
        return _footnote(reading, quotation, (marker[1] or marker[2] or marker[3]).translate(_SUPERSCRIPTS))
    return _signed(reading, quotation)


def _read(reading: Reading, begin: int, end: int) -> Citation | None:
    text = reading.text[begin:end]
    again = reading.cues.same_again.pattern.search(text)
    if again and again.start() <= 2:  # noqa: PLR2004 - "*ibid.*"
        return _before(reading, begin)
    found = read_note(text, reading.cues)
    return replace(found, begin=begin, end=end) if found else None


def _before(reading: Reading, at: int) -> Citation | None:
    """The last citation in parentheses before a place, for "ibid."."""
    last: Citation | None = None
    for one in reading.quotations:
        if one.outer_end >= at:
            break
        found = _PARENTHESIS.match(reading.text, one.outer_end, at)
        if found and not reading.cues.same_again.pattern.search(found[1][:8]):
            read = read_note(found[1], reading.cues)
            last = read or last
    return replace(last, begin=at, end=at) if last else None


def _footnote(reading: Reading, quotation: Quotation, number: str) -> Citation | None:
    """The note with a number: a block, or a line of one, that begins with it."""
    structure = reading.document.structure
    forms = (
        f"[{number}]",
        f"[^{number}]",
        f"({number})",
        f"{number}.",
        f"{number})",
        number.translate(_RAISED),
    )
    for block in range(quotation.last_block + 1, len(structure.labels)):
        begin, end = int(structure.begin[block]), int(structure.end[block])
        for line_begin, line_end in _lines(reading.text, begin, end):
            line = reading.text[line_begin:line_end]
            if line.startswith(forms):
                found = _read_line(reading, line_begin, line_end)
                if found is not None:
                    return found
    return None


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _lines(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    lines = []
    at = begin
    for line in text[begin:end].split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return lines


def _read_line(reading: Reading, begin: int, end: int) -> Citation | None:
    found = read_note(reading.text[begin:end], reading.cues)
    return replace(found, begin=begin + found.begin, end=end) if found else None


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
    cited = read_note(found[1], reading.cues)
    if cited is not None:
        return replace(cited, begin=found.start(1), end=found.end(1))
    names = [part.strip(" .") for part in _DASHES.split(found[1]) if is_name(part.strip(" ."), reading.cues)]
    if len(names) == 1:
        return Citation(begin=found.start(1), end=found.end(1), speaker=names[0])
    return None
