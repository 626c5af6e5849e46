"""The stages up to provenance on a few short documents, without files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from pipeline.align.stage import align_stage
from pipeline.config import Config, RunConfig
from pipeline.corpus.documents import Document
from pipeline.corpus.structure import read_structure
from pipeline.corpus.tokenise import tokenise
from pipeline.engine import LocalEngine
from pipeline.minhash.stage import minhash_stage
from pipeline.provenance.attributions.model import Attribution
from pipeline.provenance.findings import Findings
from pipeline.provenance.stage import provenance_stage
from pipeline.report import check_tables
from pipeline.report.rows.tables import content_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document to be: its text, what is known of it, and the names of those it is stated to copy."""

    text: str
    date: str | None = None
    language: str | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What provenance found, and the tables made of it."""

    findings: Findings
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def arrows(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The one match of each pair of documents, by their names."""
        return {(row["a_siglum"], row["b_siglum"]): row for row in self.tables["matches"]}

    def parents(self) -> dict[str, str | None]:
        """The parent of each witness, where there is one family."""
        sigla = {row["witness_id"]: row["siglum"] for row in self.tables["witnesses"]}
        return {row["siglum"]: sigla.get(row["parent_witness_id"]) for row in self.tables["witnesses"]}


def _document(name: str, source: Source) -> Document:
    return Document(
        document_id=f"d_{name}",
        siglum=name,
        path=f"{name}.txt",
        record_id=None,
        media_type="text/plain",
        text=source.text,
        status="ok",
        status_reason=None,
        duplicate_of=None,
        title=None,
        author=None,
        series=None,
        language=source.language,
        date_not_before=source.date,
        date_not_after=source.date,
        date_basis="manifest" if source.date else "none",
        content_sha256=None,
        text_sha256=None,
        encoding=None,
        extractor=None,
        copies=tuple(f"d_{other}" for other in source.copies),
        structure=read_structure(source.text),
    )


def _find(*, attributions: Sequence[Attribution] = (), **sources: Source) -> Found:
    documents = tuple(_document(name, source) for name, source in sorted(sources.items()))
    config = Config(run=RunConfig(jobs=1))
    tokens = tokenise([document.text for document in documents])
    candidates = minhash_stage(tokens, len(documents), config)
    aligned = align_stage(
        documents, len(documents), tokens, candidates, config, LocalEngine(jobs=1), ignore_lines=()
    )
    findings = provenance_stage(documents, documents, aligned, attributions)
    tables = content_tables(findings, keep_marks=False)
    check_tables(tables, {document.document_id: document.text for document in documents})
    return Found(findings=findings, tables={name: frame.to_dicts() for name, frame in tables.items()})


@pytest.fixture(scope="session")
def find() -> Callable[..., Found]:
    """Run the stages on sources given by their names."""
    return _find


@pytest.fixture(scope="session")
def source() -> type[Source]:
    """Make a source."""
    return Source
