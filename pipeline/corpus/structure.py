"""The structure of a document: its blocks and the words by which a person finds a place (the locus)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.corpus.blocks import Block, BlockKind
from pipeline.corpus.readers.plain_text import text_blocks

__all__ = [
    "BlockKind",
    "Structure",
    "block_of",
    "build_structure",
    "heading_spans",
    "loci",
    "locus",
    "read_structure",
]

_NAME_CHARACTERS = 60
"""A locus stands in a table cell: of a longer heading it gives so many characters, which is enough to find it."""

_CUT = " [cut]"

_HEADINGS = frozenset({BlockKind.HEADING, BlockKind.TITLE})

_NO_PLACE = "¶1"
"""The locus in a document without a block."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Structure:
    """The blocks of one document, sorted by ``begin`` and disjoint.

    Attributes:
        begin: int32[n], first code point of each block in ``Document.text``.
        end: int32[n], one past its last code point. What lies between blocks is white space, or a line without words.
        kind: uint8[n], the ``BlockKind`` of each block.
        opens_quote: bool[n], whether the markup begins a blockquote with it.
        labels: The locus of each block, n strings.
    """

    begin: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    opens_quote: npt.NDArray[np.bool_]
    labels: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        """Whether both have the same blocks under the same labels."""
        if not isinstance(other, Structure):
            return NotImplemented
        return self.labels == other.labels and all(
            np.array_equal(mine, theirs)
            for mine, theirs in (
                (self.begin, other.begin),
                (self.end, other.end),
                (self.kind, other.kind),
                (self.opens_quote, other.opens_quote),
            )
        )

    def __hash__(self) -> int:
        """Equal structures hash alike."""
        return hash(self.labels)


def read_structure(text: str) -> Structure:
    """Find the paragraphs and headings of a plain text.

    Blocks are parted by blank lines or, where a text has none, by line ends. Headings are told by their shape alone
    (see ``pipeline.corpus.readers.plain_text``), so that every language is served alike.

    Args:
        text: The document's text with LF as line end.

    Returns:
        Its structure.

    Cost: linear in the length of the text.
    """
    return build_structure(text_blocks(text))


def build_structure(blocks: Iterable[Block]) -> Structure:
    """Give every block its locus.

    Paragraphs are counted from the heading above them; a numbered heading ("(6) ...") is named by the section it stands
    in, and a section goes on as long as its numbers do, whatever headings its sources contain. A heading that governs
    paragraphs twice under the same name is told apart by "#2". The headings that a document begins with are its title
    as long as nothing ranks them, and paragraphs below them are counted without a name.

    Args:
        blocks: Sorted by ``begin``, disjoint, none empty.

    Returns:
        The structure with one label a block, such as "Primary Sources (6), ¶1", "heading of Primary Sources (6)",
        "The Russian Revolution, ¶2", "title" or "¶12".

    Cost: linear in the number of blocks.
    """
    listed = list(blocks)
    return Structure(
        begin=np.array([block.begin for block in listed], dtype=np.int32),
        end=np.array([block.end for block in listed], dtype=np.int32),
        kind=np.array([block.kind for block in listed], dtype=np.uint8),
        opens_quote=np.array([block.opens_quote for block in listed], dtype=np.bool_),
        labels=tuple(_labels(listed)),
    )


def _labels(blocks: list[Block]) -> list[str]:
    labels: list[str] = []
    times = Counter[str]()  # how often a heading of this name has governed paragraphs
    named = ""  # the last heading without a number
    section = ""  # the one under which numbers run
    number = 0  # the last number of that section
    name = ""  # the heading in force
    paragraph = 0
    opening = 0  # how many unranked headings the document begins with: title, subtitle, author
    for place, block in enumerate(blocks):
        if block.kind not in _HEADINGS:
            paragraph += 1
            labels.append(f"{name}, ¶{paragraph}" if name else f"¶{paragraph}")
            continue
        paragraph = 0
        if block.kind == BlockKind.TITLE or (place == opening and not block.level and not block.number):
            opening = place + 1
            named = name = ""
            labels.append("title")
            continue
        if block.number:
            below_heading = place > 0 and blocks[place - 1].kind in _HEADINGS and not blocks[place - 1].number
            follows = int(block.number.strip("()[]")) == number + 1 and number > 0
            if below_heading or not follows:
                section = named
            number = int(block.number.strip("()[]"))
            name = f"{section} {block.number}".lstrip()
        else:
            named = _short(block.name)
            if place + 1 < len(blocks) and blocks[place + 1].kind not in _HEADINGS:
                times[named] += 1
                named = named if times[named] == 1 else f"{named} #{times[named]}"
            name = named
        labels.append(f"heading of {name}")
    return labels


def _short(name: str) -> str:
    line = " ".join(name.split())
    if len(line) <= _NAME_CHARACTERS:
        return line
    head = line[: _NAME_CHARACTERS - len(_CUT)]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + _CUT


def block_of(structure: Structure, begin: int) -> int:
    """Find the block that a place belongs to.

    Args:
        structure: Of the document.
        begin: Code point in its text.

    Returns:
        Position of the last block that begins at or before ``begin``; 0 before the first block; -1 without blocks.

    Cost: logarithmic in the number of blocks.
    """
    if not structure.labels:
        return -1
    return max(int(np.searchsorted(structure.begin, begin, side="right")) - 1, 0)


def locus(structure: Structure, begin: int) -> str:
    """Say where a place is, in words by which a person finds it.

    Args:
        structure: Of the document.
        begin: Code point in its text.

    Returns:
        For example "Primary Sources (6), ¶1": the nearest numbered heading with its section's name, else the nearest
        heading, else nothing, and the paragraph counted from there; never empty.
    """
    block = block_of(structure, begin)
    return structure.labels[block] if block >= 0 else _NO_PLACE


def loci(structure: Structure, begins: npt.ArrayLike) -> list[str]:
    """Say where many places are: ``locus`` for each, in one search.

    Args:
        structure: Of the document.
        begins: int[n], code points in its text, in any order.

    Returns:
        n loci.
    """
    places = np.asarray(begins, dtype=np.int64)
    if not structure.labels:
        return [_NO_PLACE] * len(places)
    blocks = np.maximum(np.searchsorted(structure.begin, places, side="right") - 1, 0)
    return [structure.labels[block] for block in blocks.tolist()]


def heading_spans(structure: Structure) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Give the spans of all headings, the title among them.

    Args:
        structure: Of the document.

    Returns:
        begin and end, int32[k] each, sorted.
    """
    chosen = (structure.kind == BlockKind.HEADING) | (structure.kind == BlockKind.TITLE)
    return structure.begin[chosen], structure.end[chosen]
