"""A folder of files to documents: read, decoded, described, and none dropped in silence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.config import CorpusConfig
from pipeline.corpus.dates import DateSpan
from pipeline.corpus.documents import DateBasis, Document, Status
from pipeline.corpus.encoding import Decoded, UndecodableError, declared_in_markup, decode
from pipeline.corpus.files import IGNORE_NAME, MANIFEST_NAME, FoundFile, find_files
from pipeline.corpus.languages import LanguageBasis
from pipeline.corpus.manifest import Entry, Manifest, read_manifest
from pipeline.corpus.metadata import Metadata, read_metadata
from pipeline.corpus.readers.extracted import Extracted
from pipeline.corpus.readers.formats import extract, media_type_of, unread_format
from pipeline.corpus.sigla import give_sigla
from pipeline.corpus.structure import build_structure
from pipeline.errors import InputError
from pipeline.ids import content_id

__all__ = ["LoadedInputs", "load_documents"]

_UNKNOWN = "application/octet-stream"
"""The media type of a file that was not read as text."""

_MEGABYTE = 1_000_000
_WORD = re.compile(r"[^\W_]")
_NO_METADATA = Metadata(
    title=None, author=None, language=None, language_basis="none", date=None, date_basis="none"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedInputs:
    """All that a folder of inputs holds.

    Attributes:
        documents: Every file, sorted by path, whatever its status.
        faults: Notes on the manifest that stop nothing, such as an entry for a file that could not be read.
        ignore_lines: The user's strings to set aside (``ignore.txt``), in their order, each once.
        inputs_sha256: Over all that the inputs say: paths, contents, ``sources.toml`` and ``ignore.txt``.
    """

    documents: tuple[Document, ...]
    faults: tuple[str, ...]
    ignore_lines: tuple[str, ...]
    inputs_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadFile:
    """One file as read, before it is compared with the others."""

    path: str
    media_type: str
    status: Status
    reason: str | None = None
    content_sha256: str | None = None
    text_sha256: str | None = None
    encoding: str | None = None
    extracted: Extracted | None = None
    metadata: Metadata = _NO_METADATA


def load_documents(inputs: Path, config: CorpusConfig) -> LoadedInputs:
    """Read a folder of inputs.

    A file that cannot be read, decoded or understood becomes a document with status ``quarantined`` and a reason; one
    without words is ``empty``; one with the text of an earlier path is its ``duplicate``. The others go on.

    Args:
        inputs: The folder. ``sources.toml`` and ``ignore.txt`` in it are optional.
        config: Encodings and the largest size.

    Returns:
        Documents and what else the folder says; a function of names and contents alone, never of file times.

    Raises:
        InputError: The folder is missing or holds no file, ``sources.toml`` has faults (all in one report), or
            ``ignore.txt`` is no text.

    Cost: linear in the bytes read, which are held in memory as text.
    """
    found = find_files(inputs)
    if not found:
        raise InputError.no_documents(inputs)
    manifest_bytes = _own_file(inputs / MANIFEST_NAME)
    ignore_bytes = _own_file(inputs / IGNORE_NAME)
    paths = tuple(each.path for each in found)
    manifest = read_manifest(inputs / MANIFEST_NAME, manifest_bytes, paths)
    read = [_read_file(each, config) for each in found]
    return LoadedInputs(
        documents=_documents(read, manifest),
        faults=tuple(
            f"{MANIFEST_NAME} describes {each.path}, which takes no part: {each.reason}"
            for each in read
            if each.path in manifest.entries and each.status != "ok"
        ),
        ignore_lines=_ignore_lines(inputs / IGNORE_NAME, ignore_bytes, config),
        inputs_sha256=_inputs_sha256(read, manifest_bytes, ignore_bytes),
    )


def _own_file(file: Path) -> bytes:
    """A file that the pipeline reads for itself; empty where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError.unreadable(file, error.strerror or str(error)) from error


def _read_file(found: FoundFile, config: CorpusConfig) -> _ReadFile:
    """Read one file; depends on nothing but this file and the configuration."""
    try:
        data = _content(found, config)
    except _RefusedError as refusal:
        return _ReadFile(path=found.path, media_type=_UNKNOWN, status="quarantined", reason=str(refusal))
    content_sha256 = hashlib.sha256(data).hexdigest()
    media_type = media_type_of(found.path)
    try:
        decoded, extracted = _text(data, found.path, media_type, config)
    except _RefusedError as refusal:
        return _ReadFile(
            path=found.path,
            media_type=_UNKNOWN if media_type == "text/plain" else media_type,
            status="quarantined",
            reason=str(refusal),
            content_sha256=content_sha256,
        )
    if not _WORD.search(extracted.text):
        return _ReadFile(
            path=found.path,
            media_type=media_type,
            status="empty",
            reason="no words" if data else "no content: 0 bytes",
            content_sha256=content_sha256,
            encoding=decoded.encoding if data else None,
        )
    return _ReadFile(
        path=found.path,
        media_type=media_type,
        status="ok",
        content_sha256=content_sha256,
        text_sha256=hashlib.sha256(extracted.text.encode("utf-8", "surrogatepass")).hexdigest(),
        encoding=decoded.encoding,
        extracted=extracted,
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


def _documents(read: Sequence[_ReadFile], manifest: Manifest) -> tuple[Document, ...]:
    """Compare the files with each other and with the manifest."""
    stated = {path: entry.siglum for path, entry in manifest.entries.items() if entry.siglum}
    sigla = give_sigla([each.path for each in read], stated)
    first_with_text: dict[str, str] = {}
    documents = []
    for each in read:
        original = None
        if each.status == "ok" and each.text_sha256:
            original = first_with_text.setdefault(each.text_sha256, each.path)
        entry = manifest.entries.get(each.path, Entry(path=each.path))
        documents.append(
            _document(each, entry, sigla[each.path], None if original == each.path else original)
        )
    return tuple(documents)


def _document(read: _ReadFile, entry: Entry, siglum: str, duplicate_of: str | None) -> Document:
    metadata = read.metadata
    date, basis = _dated(entry, metadata)
    language, language_basis = _language(entry, metadata)
    return Document(
        document_id=_document_id(read.path),
        siglum=siglum,
        path=read.path,
        record_id=None,
        media_type=read.media_type,
        text=read.extracted.text if read.extracted else "",
        status="duplicate" if duplicate_of else read.status,
        status_reason=f"the same text as {duplicate_of}" if duplicate_of else read.reason,
        duplicate_of=_document_id(duplicate_of) if duplicate_of else None,
        title=entry.title or metadata.title,
        author=entry.author or metadata.author,
        series=entry.series,
        language=language,
        language_basis=language_basis,
        date_not_before=date.not_before if date else None,
        date_not_after=date.not_after if date else None,
        date_basis=basis,
        content_sha256=read.content_sha256,
        text_sha256=read.text_sha256,
        encoding=read.encoding,
        extractor=read.extracted.extractor if read.extracted else None,
        copies=tuple(_document_id(path) for path in entry.copies),
        structure=build_structure(read.extracted.blocks if read.extracted else ()),
    )


def _dated(entry: Entry, metadata: Metadata) -> tuple[DateSpan | None, DateBasis]:
    return (entry.date, "manifest") if entry.date else (metadata.date, metadata.date_basis)


def _language(entry: Entry, metadata: Metadata) -> tuple[str | None, LanguageBasis]:
    return (entry.language, "manifest") if entry.language else (metadata.language, metadata.language_basis)


def _document_id(path: str) -> str:
    return content_id("d", path, "")


def _ignore_lines(file: Path, data: bytes, config: CorpusConfig) -> tuple[str, ...]:
    try:
        decoded = decode(data, configured=config.encodings, guess=config.guess_encoding)
    except UndecodableError as error:
        raise InputError(
            f"{file} cannot be read: {error}", hint="save it as plain text in UTF-8, one string a line."
        ) from error
    lines = (line.strip() for line in decoded.text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def _inputs_sha256(read: Sequence[_ReadFile], manifest: bytes, ignore: bytes) -> str:
    digest = hashlib.sha256()

    def add(part: bytes) -> None:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)

    add(manifest)
    add(ignore)
    for each in read:
        add(each.path.encode("utf-8"))
        # A file that was not read counts by the reason why: mending it is a change of the inputs.
        add((each.content_sha256 or each.reason or "").encode("utf-8"))
    return digest.hexdigest()
