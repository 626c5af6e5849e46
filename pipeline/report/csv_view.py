"""Turn a table into the view that its CSV file shows: one line a row, short, and safe in a spreadsheet.

The Parquet file is the record; what is cut or marked here is whole there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.tables import Column, Table

EXCERPT_CHARACTERS = 500
SHOWN_SIGLA = 20
CUT_MARK = " [cut] "
NEWLINE_MARK = " ⏎ "
LIST_JOIN = " | "
READING_MARKS = ("‹", "›")

_LINE_BREAK = r"\r\n|[\n\r\x0B\x0C\x{85}\x{2028}\x{2029}]"
# Control characters other than the tab become their visible pictures: a NUL ends the file for some readers.
_CONTROL = r"[\x00-\x08\x0E-\x1F\x7F]"
_CONTROL_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20) if chr(code) != "\t"}
_CONTROL_PICTURES["\x7f"] = "\u2421"

# What a spreadsheet skips before it looks for a formula: white space, controls, invisible format characters, and
# the fillers that show as blanks (Hangul, Braille).
_BLANKS = (
    r"[\p{White_Space}\p{Cc}\p{Cf}\p{Variation_Selector}\x{115F}\x{1160}\x{2800}\x{3164}\x{FFA0}\x{34F}]*"
)
# The four signs that open a formula, with their small and full-width forms, which some programs fold.
_SIGNS = r"[=+\-@\x{FE62}\x{FE63}\x{FE66}\x{FE6B}\x{FF0B}\x{FF0D}\x{FF1D}\x{FF20}]"
_FORMULA = rf"^(?:{_BLANKS}{_SIGNS}|[\p{{Z}}\p{{Cf}}]*[\t\r])"

# A word cut in two is dropped whole, unless it is longer than this: then it is no word but a script without spaces.
_LONGEST_WORD = 30


def csv_view(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Make the view of a table for people.

    Args:
        table: Its declaration.
        frame: Its rows, with the declared columns.

    Returns:
        A frame with the same columns and rows, of which each cell is what the CSV file shows: integers and
        booleans as they are, everything else as text.

    Cost: linear in the characters.
    """
    shown = frame.select(_cell(column) for column in table.columns)
    fixed = {column.name: column.decimals for column in table.columns if column.decimals is not None}
    return shown.with_columns(_fixed_point(shown[name], decimals) for name, decimals in fixed.items())


def one_line(text: pl.Expr) -> pl.Expr:
    """Put text on one line: each line break becomes a mark, each control character its picture."""
    unbroken = text.str.replace_all(_LINE_BREAK, NEWLINE_MARK)
    pictured = unbroken.str.replace_many(list(_CONTROL_PICTURES), list(_CONTROL_PICTURES.values()))
    return pl.when(unbroken.str.contains(_CONTROL)).then(pictured).otherwise(unbroken)


def excerpt(text: pl.Expr, *, limit: int = EXCERPT_CHARACTERS) -> pl.Expr:
    """Cut the middle out of long text, between words where there are words.

    Args:
        text: Text of any length.
        limit: Most characters of the result, the mark of the cut included.

    Returns:
        The text, or its beginning and its end with the mark of the cut between them.
    """
    kept = limit - len(CUT_MARK)
    # One character more than is kept, so that a word that ends just there is seen to be whole.
    begin = text.str.head(kept - kept // 2 + 1).str.replace(rf"\s\S{{0,{_LONGEST_WORD}}}$|.$", "")
    end = text.str.tail(kept // 2 + 1).str.replace(rf"^\S{{0,{_LONGEST_WORD}}}\s|^.\p{{M}}*", "")
    return pl.when(text.str.len_chars() > limit).then(begin + CUT_MARK + end).otherwise(text)


def guard_formula(shown: pl.Expr, stored: pl.Expr) -> pl.Expr:
    """Put an apostrophe before text that a spreadsheet could run.

    Args:
        shown: The text as it would stand in the cell.
        stored: The text before line breaks became marks; a carriage return at its head counts too.

    Returns:
        The text, with a leading apostrophe where either could be run.

    Source: OWASP, CSV Injection; extended by invisible characters and full-width forms.
    """
    runs = shown.str.contains(_FORMULA) | stored.str.contains(_FORMULA)
    return pl.when(runs).then(pl.lit("'") + shown).otherwise(shown)


def _cell(column: Column) -> pl.Expr:
    """Give the expression that shows one column."""
    value = pl.col(column.name)
    if column.is_list:
        value = _joined(column)
    elif column.type != pl.String():
        return value
    shown = one_line(value)
    if column.shown == "excerpt":
        shown = excerpt(shown)
    elif column.shown == "reading":
        # The marks around a reading keep a spreadsheet from running it; an apostrophe would stand among its characters.
        return _reading(shown).alias(column.name)
    return guard_formula(shown, value).alias(column.name)


def _reading(text: pl.Expr) -> pl.Expr:
    """Wrap a reading, so that blanks at its ends and an absent reading can be seen."""
    opening, closing = READING_MARKS
    return pl.lit(opening) + excerpt(text, limit=EXCERPT_CHARACTERS - 2) + pl.lit(closing)


def _joined(column: Column) -> pl.Expr:
    """Show a list as its items on one line."""
    item = _RECORD_VIEWS[tuple(column.fields)](pl.element()) if column.fields else pl.element()
    return pl.col(column.name).list.eval(item).list.join(LIST_JOIN)


def _segment(record: pl.Expr) -> pl.Expr:
    fields = [record.struct.field(name) for name in ("a_begin", "a_end", "b_begin", "b_end")]
    return pl.format("{}-{}>{}-{}", *fields)


def _part(record: pl.Expr) -> pl.Expr:
    return pl.format("{}-{} {}", *(record.struct.field(name) for name in ("begin", "end", "kind")))


def _place(record: pl.Expr) -> pl.Expr:
    return pl.format("{}: {} ({})", *(record.struct.field(name) for name in ("path", "locus", "begin")))


def _named_value(record: pl.Expr) -> pl.Expr:
    return pl.format("{}={}", record.struct.field("name"), record.struct.field("value"))


def _apparatus_reading(record: pl.Expr) -> pl.Expr:
    """Show a reading as an apparatus does: the reading, unless it is absent, its state, its witnesses."""
    state = record.struct.field("state")
    words = _reading(one_line(record.struct.field("reading"))) + " "
    without_words = state.is_in(["omits", "lacks"])
    without_state = state == "reads"
    return (
        pl.when(without_words).then(pl.lit("")).otherwise(words)
        + pl.when(without_state).then(pl.lit("")).otherwise(state + " ")
        + _sigla(record.struct.field("sigla"))
    )


def _sigla(names: pl.Expr) -> pl.Expr:
    """The first sigla, and how many more there are: a crowd of witnesses fits into no cell of a spreadsheet."""
    n = names.list.len()
    more = pl.format(" and {} more", n - SHOWN_SIGLA)
    return names.list.head(SHOWN_SIGLA).list.join(", ") + pl.when(n > SHOWN_SIGLA).then(more).otherwise(
        pl.lit("")
    )


_RECORD_VIEWS: Mapping[tuple[str, ...], Callable[[pl.Expr], pl.Expr]] = {
    ("a_begin", "a_end", "b_begin", "b_end"): _segment,
    ("begin", "end", "kind"): _part,
    ("path", "locus", "begin"): _place,
    ("name", "value"): _named_value,
    ("reading", "state", "sigla"): _apparatus_reading,
}
"""How a record inside a list is shown, by its fields."""


def _fixed_point(values: pl.Series, decimals: int) -> pl.Series:
    """Write floats with their declared decimals; polars would write small ones with an exponent."""
    texts = [None if value is None else f"{value:.{decimals}f}" for value in values.to_list()]
    return pl.Series(values.name, texts, dtype=pl.String())
