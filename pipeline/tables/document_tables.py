"""The table of documents."""

from __future__ import annotations

from pipeline.tables.model import Table, choice, count, date, identifier, sha256, share, text

DATE_BASES = ("manifest", "header", "filename", "none")
LANGUAGE_BASES = ("manifest", "header", "text", "none")
DOCUMENT_STATUSES = ("ok", "empty", "quarantined", "duplicate")

DOCUMENTS = Table(
    name="documents",
    meaning=(
        "One row for each document found in the inputs, those that could not be read included. Look here "
        "to see what was read, what was not and why, and how much of each text is shared with others."
    ),
    key=("document_id",),
    columns=(
        identifier("document_id", "d", "Id of the document, made from its path and record id.", unique=True),
        text(
            "siglum",
            "Short name of the document, unique in the corpus; arrows and apparatus use it.",
            unique=True,
        ),
        text("title", "Title, from sources.toml or from the document itself.", nullable=True),
        text("author", "Author, from sources.toml or from the document itself.", nullable=True),
        text(
            "series",
            "The larger thing the document is a part of (a newspaper, a web site, a collection).",
            nullable=True,
        ),
        date("date_not_before", "Earliest date at which the text can have been written."),
        date("date_not_after", "Latest date at which the text can have been written."),
        choice(
            "date_basis",
            DATE_BASES,
            "Where the dates come from: manifest (sources.toml says so), header (the document says so), "
            "filename, or none where there is no date. File times are never used.",
        ),
        text("language", "Language as a BCP 47 tag, stated or clear from its words.", nullable=True),
        choice(
            "language_basis",
            LANGUAGE_BASES,
            "Where the language comes from: manifest (sources.toml says so), header (the document's markup says so), "
            "text (its commonest words are clearly those of one language), or none where it is not known.",
        ),
        text("path", "Path of the file, relative to the inputs folder, with forward slashes."),
        text(
            "record_id",
            "Which record of the file this document is, where one file holds several.",
            nullable=True,
        ),
        text("media_type", "Media type by which the file was read."),
        sha256(
            "content_sha256", "SHA-256 of the file's bytes; null where they could not be read.", nullable=True
        ),
        sha256(
            "text_sha256", "SHA-256 of the extracted text in UTF-8; null where there is none.", nullable=True
        ),
        text("encoding", "Character encoding by which the bytes were decoded.", nullable=True),
        text("extractor", "What took the text out of the file, with its version.", nullable=True),
        count("n_chars", "Length of the extracted text.", unit="code points", nullable=True),
        count("n_words", "Number of words in the extracted text.", unit="words", nullable=True),
        share("coverage", "Share of the document's words that stand in at least one match.", nullable=True),
        share(
            "copied_share",
            "Share of the document's words that were copied from elsewhere, where the direction is decided.",
            nullable=True,
        ),
        choice(
            "status",
            DOCUMENT_STATUSES,
            "ok (read and compared), empty (nothing to compare), quarantined (could not be read; the "
            "reason is beside it), duplicate (same text as another document, which stands for it).",
        ),
        text("status_reason", "Why the document is not simply ok.", nullable=True, shown="excerpt"),
        identifier(
            "duplicate_of",
            "d",
            "The document that has the same text, for a duplicate.",
            nullable=True,
            references="documents.document_id",
        ),
    ),
)
