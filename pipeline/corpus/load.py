"""A folder of files to documents: read, decoded, described, and none dropped in silence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipeline.config import CorpusConfig
from pipeline.corpus.dates import DateSpan
from pipeline.corpus.documents import DateBasis, Document
from pipeline.corpus.encoding import UndecodableError, decode
from pipeline.corpus.files import IGNORE_NAME, MANIFEST_NAME, FoundFile, find_files
from pipeline.corpus.languages import LanguageBasis
from pipeline.corpus.manifest import Entry, Manifest, read_manifest
from pipeline.corpus.metadata import Metadata
from pipeline.corpus.reading import ReadFile, ReadingFiles, read_files, unpacked
from pipeline.corpus.sigla import give_sigla
from pipeline.errors import InputError
from pipeline.ids import content_id

if TYPE_CHECKING:
    from pipeline.engine import LocalEngine

__all__ = ["LoadedInputs", "load_documents"]

_BYTES_A_STEP = 1000
"""Bytes that are read in the time that it takes to align a run of equal words."""


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


def load_documents(inputs: Path, config: CorpusConfig, engine: LocalEngine | None = None) -> LoadedInputs:
    """Read a folder of inputs.

    A file that cannot be read, decoded or understood becomes a document with status ``quarantined`` and a reason; one
    without words is ``empty``; one with the text of an earlier path is its ``duplicate``. The others go on.

    Args:
        inputs: The folder. ``sources.toml`` and ``ignore.txt`` in it are optional.
        config: Encodings and the largest size.
        engine: Where files are read; in this process if not given.

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
    read = _read_all(found, config, engine)
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


def _read_all(found: Sequence[FoundFile], config: CorpusConfig, engine: LocalEngine | None) -> list[ReadFile]:
    """Read the files, in their order."""
    size = sum(each.size for each in found)
    context = ReadingFiles(found=tuple(found), config=config)
    frame = pl.DataFrame({"number": range(len(found))}, schema={"number": pl.Int64})
    if engine is None:
        return list(unpacked(read_files(frame, context)))
    partitions = engine.repartition(frame, ("number",), work_a_row=size // (_BYTES_A_STEP * len(found)))
    with engine.begun(read_files, partitions, context) as results:
        # Unpacked as they come, so that the texts are never there twice.
        return [each for part in results() for each in unpacked(part)]


def _own_file(file: Path) -> bytes:
    """A file that the pipeline reads for itself; empty where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise InputError.unreadable(file, error.strerror or str(error)) from error


def _documents(read: Sequence[ReadFile], manifest: Manifest) -> tuple[Document, ...]:
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


def _document(read: ReadFile, entry: Entry, siglum: str, duplicate_of: str | None) -> Document:
    metadata = read.metadata
    date, basis = _dated(entry, metadata)
    language, language_basis = _language(entry, metadata)
    return Document(
        document_id=_document_id(read.path),
        siglum=siglum,
        path=read.path,
        record_id=None,
        media_type=read.media_type,
        text=read.text,
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
        extractor=read.extractor,
        copies=tuple(_document_id(path) for path in entry.copies),
        structure=read.structure,
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


def _inputs_sha256(read: Sequence[ReadFile], manifest: bytes, ignore: bytes) -> str:
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
