"""Blocks of a text: what a reader finds in a document, before the blocks are named for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

__all__ = ["Block", "BlockKind"]


class BlockKind(IntEnum):
    """What a block of a document is."""

    PARAGRAPH = 0
    HEADING = 1
    BLOCKQUOTE = 2
    LIST_ITEM = 3
    TITLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a document.

    ``begin`` and ``end`` are code points of the document's text, half-open. ``name`` is set on headings and titles:
    the heading without its markers. ``number`` is set on numbered headings: the number as printed, "(6)" or "[6]".
    ``level`` is the rank of a heading that is marked as such, 1 to 6; 0 where none is known. ``opens_quote`` says that
    the markup begins a blockquote with it: the next one is another quotation, though only white space parts the two.
    """

    begin: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    name: str = ""
    number: str = ""
    level: int = 0
    opens_quote: bool = False
