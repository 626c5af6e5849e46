"""Numbered sources: the sections of a document that print other people's texts, such as "Primary Sources (6)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.corpus.structure import block_of, locus

if TYPE_CHECKING:
    from pipeline.align.corpus_view import DocumentView
    from pipeline.corpus.documents import Document

__all__ = ["section_words", "source_heading", "source_number"]

_PARAGRAPH = ", ¶"
_HEADING = "heading of "
_NUMBER = re.compile(r"[(\[](\d{1,3})[)\]](?=, ¶|$)")
"""Four digits are the year of a title, not the number of a source."""


def source_number(place: str) -> str | None:
    """The number of the source that a locus lies in: "6" for "Primary Sources (6), ¶1"; None outside of sources."""
    found = _NUMBER.search(place)
    return found.group(1) if found else None


def section_words(document: Document, view: DocumentView, begin: int) -> int:
    """Count the words of the numbered source that a place lies in, its heading left out.

    Args:
        document: The document.
        view: The same as words.
        begin: Code point in its text.

    Returns:
        Words from the heading with the number to the next heading; 0 if the place lies in no numbered source.

    Cost: linear in the blocks of the source, logarithmic in the words.
    """
    labels = document.structure.labels
    if source_number(locus(document.structure, begin)) is None:
        return 0
    block = block_of(document.structure, begin)
    section = labels[block].partition(_PARAGRAPH)[0]
    first = last = block
    while first > 0 and labels[first - 1].startswith(section + _PARAGRAPH):
        first -= 1
    while last + 1 < len(labels) and labels[last + 1].startswith(section + _PARAGRAPH):
        last += 1
    low, high = np.searchsorted(view.block, (first, last + 1))
    return int(high - low)


def source_heading(document: Document, begin: int) -> tuple[int, int] | None:
    """Where the heading of the numbered source stands that a place lies in.

    Args:
        document: The document.
        begin: Code point in its text.

    Returns:
        Code points of the heading; of the source's first block where no heading precedes it. None where the place lies
        in no numbered source.

    Cost: linear in the blocks of the source before the place.
    """
    structure = document.structure
    if source_number(locus(structure, begin)) is None:
        return None
    block = block_of(structure, begin)
    section = structure.labels[block].removeprefix(_HEADING).partition(_PARAGRAPH)[0]
    while block > 0 and structure.labels[block - 1].startswith(section + _PARAGRAPH):
        block -= 1
    if block > 0 and structure.labels[block - 1] == _HEADING + section:
        block -= 1
    return int(structure.begin[block]), int(structure.end[block])
