"""Text for XML: nothing in it that XML forbids."""

from __future__ import annotations

import re

__all__ = ["xml_text"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PICTURES = 0x2400
_CONTROLS = 0x20


def xml_text(text: str) -> str:
    """Exchange what XML forbids: control characters become their pictures (``␀``), all else ``�``.

    Args:
        text: Any text, lone surrogates included.

    Returns:
        Text of as many characters that any XML parser takes; it is still to be escaped.

    Source: XML 1.0 (5th edition), production 2.
    """
    return _FORBIDDEN.sub(_replaced, text)


def _replaced(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(_PICTURES + code) if code < _CONTROLS else "\ufffd"
