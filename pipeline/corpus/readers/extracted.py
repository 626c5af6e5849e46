"""What a reader hands back: the text of one file, its blocks and what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.corpus.blocks import Block

__all__ = ["Extracted", "Stated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the markup of a file states: HTML meta elements, Markdown front matter. The values are as printed there."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """Text with LF as line end, blocks in code points of it, statements, and the reader's name and version."""

    text: str
    blocks: tuple[Block, ...]
    extractor: str
    stated: Stated = Stated()
