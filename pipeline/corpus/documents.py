"""Documents: what every later stage knows of a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.corpus.languages import LanguageBasis, language_of_text
from pipeline.corpus.structure import Structure, read_structure

__all__ = ["DateBasis", "Document", "Status", "language_of", "text_document"]

Status = Literal["ok", "empty", "quarantined", "duplicate"]
"""Whether a document takes part: only ``ok`` is compared; a ``duplicate`` follows the document that it equals."""

DateBasis = Literal["manifest", "header", "filename", "none"]
"""Where a document's date was read; file times are no evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    r"""One logical source: a file, or one record of a table of documents (TABLES ``documents``).

    Attributes:
        document_id: From path and record id, never from content.
        siglum: Short name, unique in the corpus.
        path: POSIX path below the folder of inputs; characters that no table can hold are escaped (``\n``, ``\xff``).
        record_id: Id of the record in a table of documents, else None.
        media_type: What the document was read as, such as ``text/plain``.
        text: Extracted text, empty unless ``status`` is ok or duplicate. All offsets are code points of it.
        status: Whether the document takes part.
        status_reason: Why not, for people; None if ok.
        duplicate_of: The earlier document (by path) with the same text.
        title: As stated by the manifest or by the document.
        author: As stated by the manifest or by the document.
        series: As stated by the manifest.
        language: As stated by the manifest or by the document's markup, else as its words show it clearly, BCP 47.
        date_not_before: ISO date of the precision that is known: "1917", "1917-10" or "1917-10-25".
        date_not_after: The same; equal to ``date_not_before`` where one date is stated.
        date_basis: Where the date was read.
        content_sha256: Of the file's bytes; None where they could not be read.
        text_sha256: Of the text in UTF-8; None without text.
        encoding: Name and how it was found, such as "utf-8" or "cp1252 (guessed)"; None where nothing was decoded.
        extractor: Which reader made the text, with its version.
        copies: Ids of documents that it is stated to copy.
        structure: Its blocks; without a block where there is no text.
        language_basis: Where the language was read.
    """

    document_id: str
    siglum: str
    path: str
    record_id: str | None
    media_type: str
    text: str
    status: Status
    status_reason: str | None
    duplicate_of: str | None
    title: str | None
    author: str | None
    series: str | None
    language: str | None
    date_not_before: str | None
    date_not_after: str | None
    date_basis: DateBasis
    content_sha256: str | None
    text_sha256: str | None
    encoding: str | None
    extractor: str | None
    copies: tuple[str, ...]
    structure: Structure
    language_basis: LanguageBasis = "none"


def language_of(document: Document) -> str | None:
    """The language of a document: that which is known of it, else that which its words show; None where they do not.

    Args:
        document: One document; nothing is known of the language of one that was made by ``text_document``.

    Cost: constant.
    """
    return document.language or language_of_text(document.text)


def text_document(
    text: str, *, document_id: str = "", siglum: str = "", path: str = "", structure: Structure | None = None
) -> Document:
    """A document that is nothing but its text: what is looked up, or compared in a notebook.

    Args:
        text: Its text.
        document_id: Its id.
        siglum: Its short name.
        path: Its path.
        structure: Its blocks; read from the text if None.

    Returns:
        A document of status ok, of which nothing else is known.
    """
    return Document(
        document_id=document_id,
        siglum=siglum,
        path=path,
        record_id=None,
        media_type="text/plain",
        text=text,
        status="ok",
        status_reason=None,
        duplicate_of=None,
        title=None,
        author=None,
        series=None,
        language=None,
        date_not_before=None,
        date_not_after=None,
        date_basis="none",
        content_sha256=None,
        text_sha256=None,
        encoding=None,
        extractor=None,
        copies=(),
        structure=read_structure(text) if structure is None else structure,
    )
