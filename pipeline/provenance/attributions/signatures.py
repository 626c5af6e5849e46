"""Signatures: whose the words are, said on a line of its own below them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.corpus.structure import BlockKind
from pipeline.provenance.attributions.citations import Citation, clean_title, read_note
from pipeline.provenance.attributions.persons import is_name

if TYPE_CHECKING:
    from pipeline.provenance.attributions.quotations import Quotation
    from pipeline.provenance.attributions.reading import Reading

__all__ = ["caption_below", "signature_behind", "signature_inside"]

_DASH = re.compile(r"\s*\n?\s*(?:[-–—]{1,3}|―)\s*(\S[^\n]{2,200})")
_SIGNATURE_WORDS = 15
_LAST_LINE = re.compile(r"[>\s*_]*(?:[-–—]{1,3}|―)\s*(\S[^\n]{2,200})")
_DASHES = re.compile(r"\s+[-–—]\s+")


def signature_behind(reading: Reading, quotation: Quotation) -> Citation | None:
    """Find a signature: "— Josiah Penhallick, The Light Went North (1931)".

    Args:
        reading: The document.
        quotation: One of its quotations.

    Returns:
        The citation right behind it, or in the next short paragraph; None where neither is one.
    """
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


def caption_below(reading: Reading, quotation: Quotation) -> Citation | None:
    """Find a citation that is the short paragraph below a blockquote, without a dash.

    Args:
        reading: The document.
        quotation: One of its blockquotes.

    Returns:
        It, where it has author, title and year.
    """
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
