"""Which reader a file gets."""

from __future__ import annotations

from pathlib import PurePosixPath

from pipeline.corpus.readers import plain_text
from pipeline.corpus.readers.extracted import Extracted

__all__ = ["extract", "media_type_of", "unread_format"]

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}

_UNREAD = {
    ".xml": "XML",
    ".tei": "TEI XML",
    ".svg": "SVG",
    ".rtf": "RTF",
    ".json": "JSON",
    ".jsonl": "JSON lines",
    ".csv": "CSV",
    ".tsv": "TSV",
}
"""Formats that are text, but whose text read as it stands would be markup and field names among the words."""


_PROGRAMS = frozenset(
    {
        ".bat",
        ".c",
        ".cfg",
        ".conf",
        ".cpp",
        ".css",
        ".go",
        ".h",
        ".ini",
        ".ipynb",
        ".java",
        ".js",
        ".php",
        ".pl",
        ".ps1",
        ".py",
        ".r",
        ".rb",
        ".rs",
        ".sh",
        ".sql",
        ".toml",
        ".ts",
        ".yaml",
        ".yml",
    }
)
"""Text that is no document: programs and settings that lie beside the sources."""


_PAGE = (b"<!doctype html", b"<html")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def media_type_of(path: str, data: bytes = b"") -> str:
    """Tell what a file is read as.

    Args:
        path: Its name tells, where it says something known; else it is plain text.
        data: What it holds: a web page that was saved as plain text begins as web pages do.
    """
    media_type = _MEDIA_TYPES.get(PurePosixPath(path).suffix.lower(), "text/plain")
    head = data[: 1 << 10].removeprefix(_BYTE_ORDER_MARK).lstrip().lower()
    return "text/html" if media_type == "text/plain" and head.startswith(_PAGE) else media_type


def unread_format(path: str) -> str | None:
    """Say why a file of this name is not read at all, or None."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _PROGRAMS:
        return f"a {suffix} file is a program or its settings, not a document: to have it read, rename it to .txt"
    name = _UNREAD.get(suffix)
    return (
        f"{name} is a format that is not read yet: save it as plain text, Markdown or HTML" if name else None
    )


def extract(text: str, media_type: str) -> Extracted:
    """Read a decoded file.

    Args:
        text: The whole file; CRLF and CR are line ends as LF is.
        media_type: As ``media_type_of`` gives it.

    Returns:
        Its text and blocks.

    Raises:
        ValueError: The markup cannot be read.
        RecursionError: It is nested without measure.

    Cost: linear in the length of the text.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if media_type == "text/plain":
        name = plain_text.EXTRACTOR + (" (line ends to LF)" if unified is not text else "")
        return Extracted(text=unified, blocks=tuple(plain_text.text_blocks(unified)), extractor=name)
    if media_type == "text/markdown":
        from pipeline.corpus.readers.markdown import read_markdown

        return read_markdown(unified)
    from pipeline.corpus.readers.html import read_html

    return read_html(unified)
