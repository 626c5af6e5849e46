"""Bytes to text: what a file says of its encoding first, guesses last, and never a lost or replaced character."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.errors import InputError

__all__ = ["Decoded", "UndecodableError", "declared_in_markup", "decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WIDE_BOMS = tuple(mark for mark, name in _BOMS if name != "utf-8")

_SAVE_AS_TEXT = "save it as plain text, Markdown or HTML"
_TRANSCRIBE = "put the text of what it shows into a file of its own"

_MAGIC = (
    (b"%PDF-", "a PDF file", _SAVE_AS_TEXT),
    (b"PK\x03\x04", "a ZIP archive, or an office document or e-book", f"unpack it, or {_SAVE_AS_TEXT}"),
    (b"\xd0\xcf\x11\xe0", "an old office document", _SAVE_AS_TEXT),
    (b"{\\rtf", "an RTF document", _SAVE_AS_TEXT),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it"),
    (b"\xff\xd8\xff", "a JPEG picture", _TRANSCRIBE),
    (b"\x89PNG", "a PNG picture", _TRANSCRIBE),
    (b"II*\x00", "a TIFF picture", _TRANSCRIBE),
    (b"MM\x00*", "a TIFF picture", _TRANSCRIBE),
)
"""What files that are no plain text begin with, what they are, and what to do with them."""

_HEAD_BYTES = 4096
"""A declaration stands at the beginning; HTML asks for the first 1024 bytes, pages in the wild take longer."""

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)

_WEB_NAMES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
"""What pages that declare Latin-1 really hold (WHATWG Encoding Standard, 4.2 Names and labels)."""

_GUESSED = (
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
    "koi8_u",
    "iso8859_2",
    "iso8859_5",
    "iso8859_15",
    "cp866",
    "cp437",
    "cp850",
    "cp852",
    "mac_roman",
    "mac_cyrillic",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
    "cp874",
)
"""Encodings that may be guessed, those met most first: the order decides where the evidence is equal.

UTF-16 is not among them, for almost any bytes are text in it; nor are the rare ones that win by accident.
"""

_BROKEN_SHARE = 0.1
"""If so few of its bytes beyond ASCII are not UTF-8, a file is UTF-8 with a fault and no other encoding."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_C1_CONTROLS = re.compile("[\x80-\x84\x86-\x9f]")
_UNLIKELY = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffe\uffff]")

_MOST_CONTROLS = 0.01
"""Above this share of control characters a file is no text. Old text files hold a few (end of file, printer codes)."""

_LEAST_NUL_SHARE = 0.02
"""UTF-16 text of any script has spaces and line ends, whose high byte is NUL: more than two in a hundred characters."""


class UndecodableError(InputError):
    """A file's bytes are no text in any encoding that is stated or sure; its text is the reason for quarantine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file's text and the encoding it was read by: "utf-8", "utf-16-le (byte order mark)", "cp1252 (guessed)"."""

    text: str
    encoding: str


def declared_in_markup(data: bytes) -> str | None:
    """Find the encoding that an HTML or XML file declares.

    Args:
        data: The file.

    Returns:
        Name of a codec of Python, or None where nothing (known) is declared in the first 4096 bytes.

    Source: HTML, 13.2.3.2; XML 1.0, 4.3.3.
    """
    match = _DECLARED.search(data[:_HEAD_BYTES])
    if not match:
        return None
    label = (match[1] or match[2]).decode("ascii", "backslashreplace").lower()
    label = _WEB_NAMES.get(label, label)
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    # A declaration that can be read as ASCII does not stand in a UTF-16 file (HTML, 13.2.3.3).
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def decode(
    data: bytes, *, declared: str | None = None, configured: Sequence[str] = (), guess: bool = True
) -> Decoded:
    """Turn a file into text, strictly.

    Tried in this order: byte order mark, what the file declares, UTF-8, UTF-16 without a mark where the bytes leave no
    doubt, the configured encodings, a guess. The first that fits every byte is taken.

    Args:
        data: The whole file.
        declared: Codec that the file names, see ``declared_in_markup``.
        configured: Codecs from the configuration, in their order.
        guess: Whether charset-normalizer may guess.

    Returns:
        The text, without its byte order mark and with its line ends as they are, and the encoding.

    Raises:
        UndecodableError: The file is binary or fits no encoding.

    Cost: linear; guessing takes some 10 ms more.
    """
    _refuse_known_format(data)
    for name, how in _stated(data, declared):
        text = _strict(_without_bom(data), name)
        if text is not None:
            return _text(text, f"{name} ({how})")
    if data.startswith(_WIDE_BOMS):
        raise UndecodableError(
            "its encoding is broken: it begins as UTF-16 or UTF-32 does and does not go on so, as where its end is cut "
            "off; save it again as UTF-8"
        )
    if b"\0" in data:
        return _utf16(data)
    text = _strict(data, "utf-8")
    if text is not None:
        return _text(text, "utf-8")
    for name in configured:
        text = _strict(data, name)
        if text is not None:
            return _text(text, f"{name} (configured)")
    guessed = _guess(data) if guess else None
    if guessed is None:
        raise UndecodableError(_not_utf8(data))
    return guessed


def _stated(data: bytes, declared: str | None) -> Iterator[tuple[str, str]]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            yield name, "byte order mark"
    if declared is not None:
        yield declared, "declared"


def _without_bom(data: bytes) -> bytes:
    return next((data[len(mark) :] for mark, _ in _BOMS if data.startswith(mark)), data)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _text(text: str, encoding: str) -> Decoded:
    """Accept a decoded text unless it is a binary file that happens to decode."""
    if "\0" in text:
        raise UndecodableError("not a text: it has NUL characters, as binary files have")
    controls = len(_CONTROLS.findall(text))
    if controls > _MOST_CONTROLS * len(text):
        raise UndecodableError(f"not a text: it has {controls:,} control characters, as binary files have")
    return Decoded(text=text, encoding=encoding)


def _utf16(data: bytes) -> Decoded:
    """Read UTF-16 without a byte order mark, if the file can be nothing else."""
    nul_high_le, nul_high_be = data[1::2].count(0), data[0::2].count(0)
    name = "utf-16-le" if nul_high_le > nul_high_be else "utf-16-be"
    enough = max(nul_high_le, nul_high_be) >= _LEAST_NUL_SHARE * len(data) / 2
    if len(data) % 2 == 0 and min(nul_high_le, nul_high_be) == 0 and enough:
        text = _strict(data, name)
        if text is not None and not _UNLIKELY.search(text):
            return Decoded(text=text, encoding=f"{name} (no byte order mark)")
    raise UndecodableError("not a text: it has NUL bytes, as binary files have")


def _refuse_known_format(data: bytes) -> None:
    """Such a file may be ASCII from end to end, as RTF is: what it holds is markup and no words."""
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise UndecodableError(f"not a text: {kind}; {remedy}")


def _guess(data: bytes) -> Decoded | None:
    if _broken_share(data) <= _BROKEN_SHARE:
        return None
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_isolation=list(_GUESSED))
    best = matches.best()
    if best is None:
        return None
    # The detector breaks ties by the alphabet, which reads French as Polish.
    equals = [match for match in matches if (match.chaos, match.coherence) == (best.chaos, best.coherence)]
    alike = {name for match in equals for name in (match.encoding, *match.could_be_from_charset)}
    name = next((common for common in _GUESSED if common in alike), best.encoding)
    text = _strict(data, name)
    if text is None or _C1_CONTROLS.search(text):
        return None
    return _text(text, f"{name} (guessed)")


def _broken_share(data: bytes) -> float:
    """Among the characters beyond ASCII, the share of bytes that are not UTF-8."""
    beyond_ascii = [character for character in data.decode("utf-8", "surrogateescape") if character > "\x7f"]
    return sum("\udc80" <= character <= "\udcff" for character in beyond_ascii) / len(beyond_ascii)


def _not_utf8(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        place = f"byte {error.start} (line {line})"
        if _broken_share(data) <= _BROKEN_SHARE:
            return f"its encoding is broken: {place} is not UTF-8, as most of it is; mend that place"
        return (
            f"its encoding is not known: {place} is not UTF-8; "
            "save it as UTF-8 or name its encoding under corpus.encodings"
        )
    return "its encoding is not known; save it as UTF-8"
