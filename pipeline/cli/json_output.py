"""Results as JSON, for programs."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["as_json_document"]


def as_json_document(value: DataclassInstance) -> str:
    """One JSON document, in ASCII so that no stream and no terminal can be harmed by a file name in it."""
    return json.dumps(dataclasses.asdict(value), default=_plain, indent=2, ensure_ascii=True, allow_nan=False)


def _plain(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    message = f"{type(value).__name__} has no form in JSON"
    raise TypeError(message)
