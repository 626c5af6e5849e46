"""Text that comes from files, made safe to show on a terminal.

File names and documents can hold anything: escape sequences that clear the screen or set a window's title, a newline
that fakes a second message, marks that turn the direction of writing and so make one file name look like another.
"""

from __future__ import annotations

import re

__all__ = ["escaped", "one_line", "one_line_excerpt"]

_UNSAFE = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls but the newline: escape sequences begin with one of them
    "\u2028\u2029"  # line and paragraph separator
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of the writing direction
    "\ud800-\udfff"  # lone surrogates, which no stream can encode: undecodable bytes in file names
    "]"
)

_BLANK_LINES = re.compile(r"[^\S\n]*\n[^\S\n]*\n\s*")
_SPACE = re.compile(r"\s+")


def escaped(text: str) -> str:
    r"""`text` with everything that a terminal would obey as `\x1b`; newlines stay.

    For text of our own that may quote a file name. A quoted newline cannot be told from one of ours here, so what is
    quoted must go through `one_line` before.
    """
    return _UNSAFE.sub(_escape, text)


def one_line(text: str) -> str:
    r"""`text` with newlines, tabs and everything that a terminal would obey as `\n`, `\x1b`: for names and paths."""
    return _UNSAFE.sub(_escape, text).replace("\n", "\\n")


def one_line_excerpt(text: str) -> str:
    """A document's words on one line: white space is one space, a blank line ` ⏎ `, the rest as in `one_line`."""
    return one_line(_SPACE.sub(" ", _BLANK_LINES.sub(" ⏎ ", text)))


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code == ord("\t"):
        return "\\t"
    if code == ord("\r"):
        return "\\r"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004  (two digits)
