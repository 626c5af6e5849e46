"""The stages on a few documents of our own, with what they say of their quotations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from pipeline.align.stage import align_stage
from pipeline.config import Config, RunConfig
from pipeline.corpus.documents import Document, text_document
from pipeline.corpus.tokenise import tokenise
from pipeline.engine import LocalEngine
from pipeline.minhash.stage import minhash_stage
from pipeline.provenance.findings import Findings
from pipeline.provenance.stage import provenance_stage
from pipeline.report.checks import check_tables
from pipeline.report.rows.tables import content_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document to be: its text and what is known of it."""

    text: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What was found, and the tables made of it."""

    findings: Findings
    tables: dict[str, list[dict[str, Any]]]

    def quoting(self, words: str) -> dict[str, Any]:
        """The one attribution whose quotation begins with some words."""
        rows = [row for row in self.tables["attributions"] if row["quoted"].startswith(words)]
        assert len(rows) == 1, [row["quoted"][:60] for row in self.tables["attributions"]]
        return rows[0]

    def wanted(self) -> list[dict[str, Any]]:
        """The works to get, most families first."""
        return sorted(
            self.tables["wanted_sources"],
            key=lambda row: (-row["n_families_it_would_settle"], -row["distinct_words"]),
        )


def _document(name: str, page: Page) -> Document:
    return replace(
        text_document(page.text, document_id=f"d_{name}", siglum=name, path=f"{name}.txt"),
        title=page.title,
        author=page.author,
        language=page.language,
        date_not_before=page.date,
        date_not_after=page.date,
        date_basis="manifest" if page.date else "none",
        copies=tuple(f"d_{other}" for other in page.copies),
    )


def _audit(**pages: Page | str) -> Audited:
    documents = tuple(
        _document(name, Page(text=page) if isinstance(page, str) else page)
        for name, page in sorted(pages.items())
    )
    config = Config(run=RunConfig(jobs=1))
    tokens = tokenise([document.text for document in documents])
    candidates = minhash_stage(tokens, len(documents), config)
    aligned = align_stage(
        documents, len(documents), tokens, candidates, config, LocalEngine(jobs=1), ignore_lines=()
    )
    findings = provenance_stage(documents, documents, aligned)
    frames = content_tables(findings, keep_marks=False)
    check_tables(frames, {document.document_id: document.text for document in documents})
    return Audited(findings=findings, tables={name: frame.to_dicts() for name, frame in frames.items()})


@pytest.fixture(scope="session")
def audit() -> Callable[..., Audited]:
    """Run the stages on pages given by their names; a page may be a mere text."""
    return _audit


@pytest.fixture(scope="session")
def page() -> type[Page]:
    """Make a page."""
    return Page
