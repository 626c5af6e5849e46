"""Write the data dictionary: every table and column in words, made from the declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from pipeline.report.csv_view import CUT_MARK, EXCERPT_CHARACTERS, LIST_JOIN, NEWLINE_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.tables import Column, Table

_TYPE_WORDS = {
    pl.String(): "text",
    pl.Int64(): "whole number",
    pl.Float64(): "number",
    pl.Boolean(): "true or false",
    pl.List(pl.String()): "list of texts",
}


def data_dictionary(tables: Sequence[Table], *, separator: str) -> str:
    """Describe tables for the people who open them.

    Args:
        tables: The tables, in the order in which they are described.
        separator: What separates the cells of the CSV files.

    Returns:
        A Markdown document.
    """
    sections = [_introduction(tables, separator=separator), *(_section(table) for table in tables)]
    return "\n".join(sections)


def _introduction(tables: Sequence[Table], *, separator: str) -> str:
    separated = {",": "comma", ";": "semicolon", "\t": "tab"}.get(separator, repr(separator))
    contents = "\n".join(
        f"* [{table.name}](#{table.name}): {_first_sentence(table.meaning)}" for table in tables
    )
    return f"""# Data dictionary

Each table comes twice. `NAME.parquet` is the record: whole texts, exact types, rows sorted by key. `NAME.csv` is
the view for people: what is most worth a look stands first, in rows and in columns.

## What holds for every table

* **Offsets** (`begin`, `end`) count Unicode code points of the document's extracted text from 0; `end` is the first
  code point that is not in the span. `text[begin:end]` in Python, or `substr(text, begin + 1, end - begin)` in SQL.
* **Sides** a and b of a match are told apart by position alone. Neither is older for being a or b: who copied whom
  stands in `copied_from`, which may be undetermined.
* **Ids** begin with a letter for their kind and are made from content: the same text in the same document keeps its
  id from run to run.
* **Bits** are whole numbers of thousandths: 45000 is 45 bits.
* **Dates** follow ISO 8601 with astronomical years: 0000 is 1 BC.
* **CSV files** are UTF-8 with a byte order mark, separated by the {separated}, one line a row. A line break inside a
  text shows as `{NEWLINE_MARK.strip()}`. Texts longer than {EXCERPT_CHARACTERS} characters are cut in the middle,
  marked `{CUT_MARK.strip()}`. Readings stand between ‹ and ›. The items of a list are joined with
  `{LIST_JOIN.strip()}`, segments of a match are written `a_begin-a_end>b_begin-b_end`. An empty cell is an unknown
  value, or a list without items. A text that a spreadsheet could take for a formula has an apostrophe before it.

## Tables

{contents}
"""


def _section(table: Table) -> str:
    rows = "\n".join(_row(column) for column in table.columns)
    meaning = table.meaning
    if not table.content:
        meaning += " It tells of runs, so it is not a function of inputs and configuration alone."
    key = ", ".join(f"`{name}`" for name in table.key)
    return f"""## {table.name}

{meaning}

Key: {key}.

| column | type | may be unknown | unit | meaning |
|---|---|---|---|---|
{rows}
"""


def _row(column: Column) -> str:
    cells = (
        f"`{column.name}`",
        _type_words(column),
        "yes" if column.nullable else "no",
        column.unit or "",
        f"{column.meaning}{_rules(column)}",
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _type_words(column: Column) -> str:
    if column.fields:
        return f"list of records ({', '.join(column.fields)})"
    words = _TYPE_WORDS[column.type]
    return f"{words}, {_counted(column.decimals, 'decimal')}" if column.decimals is not None else words


def _rules(column: Column) -> str:
    """Say which words are allowed and what the value refers to."""
    parts = []
    if column.values is not None:
        parts.append(f"Allowed: {_code(column.values)}.")
    parts += [f"Allowed as {field}: {_code(values)}." for field, values in column.field_values]
    if column.references is not None:
        parts.append(f"Refers to `{column.references}`.")
    return "".join(f" {part}" for part in parts)


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _first_sentence(text: str) -> str:
    """Return the first sentence, or clause before a colon, of a meaning."""
    end = min((text.index(mark) for mark in (". ", ": ", "; ") if mark in text), default=len(text) - 1)
    return text[:end] + "."
