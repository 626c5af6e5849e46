"""Files to texts: read, decoded and described one by one, each without a look at the others."""

from __future__ import annotations

import hashlib
import pickle
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import polars as pl

from pipeline.corpus.encoding import Decoded, UndecodableError, declared_in_markup, decode
from pipeline.corpus.metadata import Metadata, read_metadata
from pipeline.corpus.readers.formats import extract, media_type_of, unread_format
from pipeline.corpus.structure import Structure, build_structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.config import CorpusConfig
    from pipeline.corpus.documents import Status
    from pipeline.corpus.files import FoundFile
    from pipeline.corpus.readers.extracted import Extracted

__all__ = ["ReadFile", "ReadingFiles", "read_files", "unpacked"]

_UNKNOWN = "application/octet-stream"
"""The media type of a file that was not read as text."""

_MEGABYTE = 1_000_000
_WORD = re.compile(r"[^\W_]")
_NO_METADATA = Metadata(
    title=None, author=None, language=None, language_basis="none", date=None, date_basis="none"
)
_NO_STRUCTURE = build_structure(())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One file as read, before it is compared with the others."""

    path: str
    media_type: str
    status: Status
    reason: str | None = None
    content_sha256: str | None = None
    text_sha256: str | None = None
    encoding: str | None = None
    text: str = ""
    extractor: str | None = None
    structure: Structure = _NO_STRUCTURE
    metadata: Metadata = _NO_METADATA


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFiles:
    """What every partition of files needs: the files by number, and the configuration."""

    found: tuple[FoundFile, ...]
    config: CorpusConfig


def read_files(partition: pl.DataFrame, context: ReadingFiles) -> pl.DataFrame:
    """Read some files.

    Args:
        partition: Column ``number`` of the files.
        context: See there.

    Returns:
        Column ``read`` (Binary), one packed ``ReadFile`` a file, in the order of the files; see ``unpacked``.

    Cost: linear in the bytes read.
    """
    read = (_read_file(context.found[number], context.config) for number in partition["number"].to_list())
    return pl.DataFrame(
        {"read": [pickle.dumps(each, protocol=5) for each in read]}, schema={"read": pl.Binary}
    )


def unpacked(frame: pl.DataFrame) -> Iterator[ReadFile]:
    """The files of a result of ``read_files``."""
    return (pickle.loads(packed) for packed in frame["read"])  # noqa: S301 - our own, written by this run


def _read_file(found: FoundFile, config: CorpusConfig) -> ReadFile:
    """Read one file; depends on nothing but this file and the configuration."""
    try:
        data = _content(found, config)
    except _RefusedError as refusal:
        return ReadFile(path=found.path, media_type=_UNKNOWN, status="quarantined", reason=str(refusal))
    content_sha256 = hashlib.sha256(data).hexdigest()
    media_type = media_type_of(found.path, data)
    try:
        decoded, extracted = _text(data, found.path, media_type, config)
    except _RefusedError as refusal:
        return ReadFile(
            path=found.path,
            media_type=_UNKNOWN if media_type == "text/plain" else media_type,
            status="quarantined",
            reason=str(refusal),
            content_sha256=content_sha256,
        )
    if not _WORD.search(extracted.text):
        return ReadFile(
            path=found.path,
            media_type=media_type,
            status="empty",
            reason="no words" if data else "no content: 0 bytes",
            content_sha256=content_sha256,
            encoding=decoded.encoding if data else None,
        )
    return ReadFile(
        path=found.path,
        media_type=media_type,
        status="ok",
        content_sha256=content_sha256,
        text_sha256=hashlib.sha256(extracted.text.encode("utf-8", "surrogatepass")).hexdigest(),
        encoding=decoded.encoding,
        text=extracted.text,
        extractor=extracted.extractor,
        structure=build_structure(extracted.blocks),
        metadata=read_metadata(extracted, PurePosixPath(found.path).stem),
    )


class _RefusedError(Exception):
    """A file that cannot be a document; its text is the reason for quarantine."""


def _content(found: FoundFile, config: CorpusConfig) -> bytes:
    if found.problem:
        raise _RefusedError(found.problem)
    if found.size > config.max_document_mb * _MEGABYTE:
        raise _RefusedError(
            f"too large: {found.size / _MEGABYTE:.1f} MB, the limit is {config.max_document_mb} MB "
            "(corpus.max_document_mb)"
        )
    try:
        return found.file.read_bytes()
    except OSError as error:
        raise _RefusedError(f"cannot be read: {error.strerror or error}") from error


def _text(data: bytes, path: str, media_type: str, config: CorpusConfig) -> tuple[Decoded, Extracted]:
    if data and (unread := unread_format(path)):
        raise _RefusedError(unread)
    declared = declared_in_markup(data) if media_type == "text/html" else None
    try:
        decoded = decode(data, declared=declared, configured=config.encodings, guess=config.guess_encoding)
        return decoded, extract(decoded.text, media_type)
    except UndecodableError as error:
        raise _RefusedError(str(error)) from error
    except (RecursionError, ValueError) as error:
        # The parsers' own words for markup that they give up on.
        raise _RefusedError(f"its markup cannot be read: {error}") from error
