"""Guard rails: what stops a run before it replaces good outputs by bad ones."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pipeline.errors import CheckError, ConfigurationError, path_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from pipeline.config import PathsConfig, RunConfig
    from pipeline.corpus.documents import Document

__all__ = ["guard_document_drop", "guard_folders"]


def guard_folders(paths: PathsConfig) -> None:
    """Stop where a run would read what it wrote the time before.

    Args:
        paths: Both folders; they need not be there.

    Raises:
        ConfigurationError: The outputs lie in the folder of inputs, or are that folder.
    """
    inputs, outputs = os.path.realpath(paths.inputs), os.path.realpath(paths.outputs)
    if outputs == inputs or outputs.startswith(inputs.rstrip(os.sep) + os.sep):
        raise ConfigurationError(
            f"the folder of outputs, {path_in_words(paths.outputs)}, {_where(inputs, outputs)} the folder of inputs, "
            f"{path_in_words(paths.inputs)}: the next run would read the results as documents",
            hint="name a folder outside of it with --outputs FOLDER.",
        )


def _where(inputs: str, outputs: str) -> str:
    return "is also" if outputs == inputs else "lies in"


def guard_document_drop(config: RunConfig, before: pl.DataFrame, documents: Sequence[Document]) -> None:
    """Stop when many documents of the last run are gone and no new one has come: a missing disk, most likely.

    Where new documents have come somebody has changed the corpus on purpose.

    Args:
        config: ``max_document_drop``, the share that may go.
        before: The published table ``documents``.
        documents: What the inputs hold now.

    Raises:
        CheckError: More of them are gone than may go, and nothing is new.
    """
    known = set(before["document_id"].to_list())
    now = {document.document_id for document in documents}
    gone = known - now
    if known and not now - known and len(gone) / len(known) > config.max_document_drop:
        raise CheckError.documents_gone(len(gone), len(known), config.max_document_drop)
