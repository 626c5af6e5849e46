"""Writing the text of a marked-up document block by block, with the place of each block kept."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.corpus.blocks import Block, BlockKind
from pipeline.corpus.readers.plain_text import heading_number

__all__ = ["BlockWriter"]

_SPACES = re.compile(r"[ \t\n\f\r]+")
_AROUND_BREAK = re.compile(r" *\n[ \n]*")
_SEPARATOR = "\n\n"
_WORD = re.compile(r"[^\W_]")


class BlockWriter:
    """Gathers the inline text of a block until the block ends, and blocks until the text ends."""

    def __init__(self) -> None:
        self._parts: list[str] = []  # of the block that is being written
        self._written: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._opens_quote = False

    def add(self, text: str) -> None:
        """Add inline text, in which white space of any kind and length counts as one space."""
        self._parts.append(_SPACES.sub(" ", text))

    def add_as_is(self, text: str) -> None:
        """Add text whose white space has a meaning: preformatted, or a break of the line."""
        self._parts.append(text)

    def add_behind(self, mark: str) -> None:
        """Add a mark right behind the last character that is no white space, in the block before if need be."""
        if not mark:
            return
        for place in range(len(self._parts) - 1, -1, -1):
            bare = self._parts[place].rstrip()
            if bare:
                self._parts[place] = f"{bare}{mark}{self._parts[place][len(bare) :]}"
                return
        if self._blocks and self._blocks[-1].end == self._length:
            self._blocks[-1] = replace(self._blocks[-1], end=self._length + len(mark))
        if self._written:
            self._written.append(mark)
            self._length += len(mark)

    @property
    def last_character(self) -> str:
        """The character before the next one to be added inside this block, or an empty string."""
        return next((part[-1] for part in reversed(self._parts) if part), "")

    @property
    def last_visible(self) -> str:
        """The same without white space."""
        return next((bare[-1] for part in reversed(self._parts) if (bare := part.rstrip())), "")

    def begin_quote(self) -> None:
        """Begin a blockquote: its first block is told apart from that of the blockquote before it."""
        self._opens_quote = True

    def end_block(self, kind: BlockKind, *, level: int = 0, keep_spaces: bool = False) -> None:
        """End the block: if it has any text, it is written, with a blank line before it.

        Args:
            kind: What it is.
            level: Of a heading, 1 to 6.
            keep_spaces: Whether its white space was added as it is to be kept.
        """
        text = "".join(self._parts)
        self._parts.clear()
        if not keep_spaces:
            text = _AROUND_BREAK.sub("\n", re.sub(" {2,}", " ", text)).strip(" \n\t")
        else:
            text = text.strip("\n")
        if not text.strip():
            return
        if self._written:
            self._written.append(_SEPARATOR)
            self._length += len(_SEPARATOR)
        if _WORD.search(text):
            name = " ".join(text.split()) if kind in {BlockKind.HEADING, BlockKind.TITLE} else ""
            self._blocks.append(
                Block(
                    begin=self._length,
                    end=self._length + len(text),
                    kind=kind,
                    name=name,
                    number=heading_number(name),
                    level=level,
                    opens_quote=self._opens_quote and kind == BlockKind.BLOCKQUOTE,
                )
            )
            self._opens_quote = False
        self._written.append(text)
        self._length += len(text)

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """Give the text and its blocks; the first heading, if it is of the highest level there is, is the title."""
        self.end_block(BlockKind.PARAGRAPH)
        headings = [place for place, block in enumerate(self._blocks) if block.kind == BlockKind.HEADING]
        if headings:
            first = self._blocks[headings[0]]
            highest = min(self._blocks[place].level for place in headings)
            if first.level == highest and not first.number:
                self._blocks[headings[0]] = Block(
                    begin=first.begin, end=first.end, kind=BlockKind.TITLE, name=first.name, level=first.level
                )
        return "".join(self._written), tuple(self._blocks)
