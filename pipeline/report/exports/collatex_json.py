"""CollateX's JSON: a family as a table of tokens, one row a witness."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.corpus.normalise import fold_word
from pipeline.report.edition import read_editions

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from pipeline.report.edition import Segment

__all__ = ["to_text"]

Cell = list[dict[str, str]] | None


def to_text(tables: Mapping[str, pl.DataFrame]) -> str:
    """Write one family as CollateX writes its alignment tables.

    Args:
        tables: ``families`` with one row, and its ``witnesses`` and ``apparatus``.

    Returns:
        ``{"table": ..., "witnesses": [siglum, ...]}``; a row a witness, a cell a segment, null where the witness has
        nothing; tokens with ``t``, the word as it is written, and ``n``, as it is compared.

    Source: CollateX documentation, JSON output, with segmentation.
    Cost: the text of all witnesses.
    """
    (edition,) = read_editions(tables)
    sigla = [witness.siglum for witness in edition.witnesses]
    columns = [segment for segment in edition.segments if segment.readings or not segment.text.isspace()]
    table = [[_cell(segment, siglum) for segment in columns] for siglum in sigla]
    document = {"family_id": edition.family_id, "table": table, "witnesses": sigla}
    return json.dumps(document, ensure_ascii=True) + "\n"


def _cell(segment: Segment, siglum: str) -> Cell:
    held = [one.reading for one in segment.readings if siglum in one.sigla]
    text = held[0] if held else segment.text
    tokens = [{"t": f"{word} ", "n": _compared(word)} for word in text.split()]
    return tokens or None


def _compared(word: str) -> str:
    """A word as it is compared: letters and digits, folded; marks alone stay what they are."""
    letters = "".join(character for character in word if character.isalnum())
    return fold_word(letters, keep_marks=False) if letters else word
