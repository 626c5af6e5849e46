"""Content ids: names of things that come from what the things are, never from where they stand in a table."""

from __future__ import annotations

import base64
import hashlib

__all__ = ["ID_PREFIXES", "content_id"]

ID_PREFIXES = {
    "document": "d",
    "match": "m",
    "variant": "v",
    "family": "f",
    "witness": "w",
    "evidence": "e",
    "provenance": "p",
    "attribution": "a",
    "wanted_source": "n",
    "set_aside": "s",
}
"""Kind of thing to the letter its ids begin with, so that no id looks like a number to a spreadsheet."""

_DIGEST_BYTES = 10
"""80 bits: with ten million ids the chance of any two meeting is 4e-11 (birthday bound n^2 / 2^81)."""


def content_id(prefix: str, *parts: str | int) -> str:
    """Name a thing by its content.

    Args:
        prefix: One letter, the kind (see ``ID_PREFIXES``).
        parts: What the thing is. Order counts; ``("ab", "c")`` and ``("a", "bc")`` give different ids.

    Returns:
        ``prefix_`` and 16 characters of lower-case base 32, the same on every machine and Python.

    Source: BLAKE2b (RFC 7693) over length-prefixed UTF-8 parts.
    Cost: linear in the length of the parts.
    """
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return f"{prefix}_{base64.b32encode(digest.digest()).decode('ascii').rstrip('=').lower()}"
