"""The truth about ``inputs/``, and the way to find its passages in the texts that the readers extract."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.config import Config, PathsConfig, RunConfig
from pipeline.corpus.load import load_documents
from pipeline.run import run_pipeline

HERE = Path(__file__).resolve().parent
INPUTS = HERE.parent.parent / "inputs"

Place = tuple[str, int, int]
"""Path, begin and end in code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The three files of the truth and the text of every document of ``inputs/``, by path."""

    matches: tuple[dict[str, Any], ...]
    variants: tuple[dict[str, Any], ...]
    negatives: tuple[dict[str, Any], ...]
    texts: dict[str, str]

    def locate(self, passage: dict[str, Any]) -> tuple[int, int]:
        """Find where a passage stands in its document.

        Args:
            passage: ``path``, ``text`` (None: the whole document) and ``ordinal`` (1 is the first occurrence).

        Returns:
            Begin and end in code points of the extracted text, half-open.

        Raises:
            AssertionError: The document has no such passage.
        """
        text = self.texts[passage["path"]]
        if passage["text"] is None:
            return 0, len(text)
        pattern = r"\s+".join(re.escape(word) for word in passage["text"].split())
        found = [match.span() for match in re.finditer(pattern, text)]
        ordinal = int(passage["ordinal"])
        assert len(found) >= ordinal, f"{passage['path']} has not: {passage['text'][:60]}"
        return found[ordinal - 1]

    def place(self, passage: dict[str, Any]) -> Place:
        """The same with its path."""
        return (passage["path"], *self.locate(passage))


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a run on ``inputs/`` published."""

    outputs: Path

    def rows(self, table: str) -> list[dict[str, Any]]:
        return pl.read_parquet(self.outputs / f"{table}.parquet").to_dicts()


def _lines(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="session")
def truth() -> Truth:
    """The truth about ``inputs/``, with the documents as the readers read them."""
    documents = load_documents(INPUTS, Config().corpus).documents
    return Truth(
        matches=_lines("matches.jsonl"),
        variants=_lines("variants.jsonl"),
        negatives=_lines("negatives.jsonl"),
        texts={document.path: document.text for document in documents},
    )


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """One run on ``inputs/`` for all tests here."""
    outputs = tmp_path_factory.mktemp("truth") / "outputs"
    run_pipeline(Config(paths=PathsConfig(inputs=INPUTS, outputs=outputs), run=RunConfig(jobs=1)))
    return Published(outputs=outputs)
