"""The kinds of things that commands take ids of, and how each is told from others in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.cli.escaping import one_line, one_line_excerpt
from pipeline.cli.lookup import Kind
from pipeline.cli.wording import counted

__all__ = ["FAMILY", "MATCH"]

_BEGIN_CHARACTERS = 60


def _match(row: Mapping[str, Any]) -> str:
    begins = one_line_excerpt(row["a_text"][:_BEGIN_CHARACTERS])
    return f"{one_line(row['arrow'])}  {row['words_a']:,} words  {begins}"


def _family(row: Mapping[str, Any]) -> str:
    return f"{counted(row['n_witnesses'], 'witness', 'witnesses')}  {one_line_excerpt(row['label'])}"


MATCH = Kind(name="match", several="matches", table="matches", id_column="match_id", described=_match)
FAMILY = Kind(name="family", several="families", table="families", id_column="family_id", described=_family)
