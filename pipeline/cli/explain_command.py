"""`python -m pipeline explain MATCH_ID`: one match, word by word."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.console import results, write_lines
from pipeline.cli.escaping import one_line, one_line_excerpt
from pipeline.cli.exit_codes import DONE
from pipeline.cli.explained import explained_match
from pipeline.cli.json_output import as_json_document
from pipeline.cli.match_view import match_lines
from pipeline.cli.terminal import Terminal
from pipeline.cli.wording import next_command
from pipeline.config import load_config
from pipeline.errors import ConfigurationError, TableError

if TYPE_CHECKING:
    import polars as pl

    from pipeline.store import OutputStore

__all__ = ["explain_command"]

_SHOWN_CANDIDATES = 8
_PREFIX = "m_"


def explain_command(
    terminal: Terminal,
    *,
    match_id: str,
    config: Path | None,
    overrides: Mapping[str, object],
    as_json: bool = False,
) -> int:
    """Show both passages of a match with every difference marked, and the evidence for its direction.

    Args:
        terminal: What the user wants to read.
        match_id: The id, or a beginning of it that no other match has, with or without `m_`.
        config: Configuration file, if one is named.
        overrides: What the flags say.
        as_json: Whether to write all of it as JSON instead.

    Returns:
        The exit code 0.

    Raises:
        TableError: Nothing is published.
        ConfigurationError: No match, or more than one, has that id.
    """
    outputs = load_config(config, overrides=overrides).config.paths.outputs
    from pipeline.store import OutputStore

    store = OutputStore(outputs)
    if store.latest() is None:
        raise TableError.not_published(outputs)
    matches = store.read_table("matches")
    match = _the_match(matches, match_id, outputs)
    full_id = match["match_id"].item()
    variants = store.read_table("variants").filter(match_id=full_id)
    row = match.row(0, named=True)
    found = explained_match(
        row, variants.rows(named=True), _attributions(store, row), _evidence(store, full_id)
    )
    if as_json:
        terminal.result(as_json_document(found))
        return DONE
    console = results()
    write_lines(console, match_lines(found, console=console, every=terminal.verbose))
    return DONE


def _attributions(store: OutputStore, match: Mapping[str, object]) -> list[dict[str, object]]:
    """What is attributed in the two documents; nothing where an older version published the results."""
    import polars as pl

    published = store.latest()
    if published is None or "attributions" not in published.tables:
        return []
    documents = [match["a_document_id"], match["b_document_id"]]
    return store.read_table("attributions").filter(pl.col("document_id").is_in(documents)).rows(named=True)


def _evidence(store: OutputStore, match_id: str) -> list[dict[str, object]]:
    """The evidence for a match; nothing where an older version published the results."""
    published = store.latest()
    if published is None or "evidence" not in published.tables:
        return []
    return store.read_table("evidence").filter(match_id=match_id).rows(named=True)


def _the_match(matches: pl.DataFrame, asked: str, outputs: Path) -> pl.DataFrame:
    """The one row that `asked` names."""
    import polars as pl

    wanted = one_line(asked.strip().lower())
    if not wanted.startswith(_PREFIX):
        _refuse_another_kind(wanted)
        wanted = _PREFIX + wanted
    exact = matches.filter(pl.col("match_id") == wanted)
    if exact.height:
        return exact
    begun = matches.filter(pl.col("match_id").str.starts_with(wanted))
    if begun.height == 1:
        return begun
    look = f"ids stand in the column match_id of {outputs / 'matches.csv'}."
    if begun.height:
        raise ConfigurationError(
            "\n".join([f"{begun.height} matches begin with {wanted}:", *_candidates(begun)]),
            hint=f"give more of the id, as `{next_command('explain', _first_id(begun), outputs=outputs)}`.",
        )
    near = _nearest(matches, wanted)
    if near.is_empty():
        raise ConfigurationError(f"there is no match {wanted}", hint=look)
    raise ConfigurationError(
        "\n".join([f"there is no match {wanted}; did you mean", *_candidates(near)]), hint=look
    )


def _refuse_another_kind(wanted: str) -> None:
    from pipeline.ids import ID_PREFIXES

    kinds = {letter + "_": kind.replace("_", " ") for kind, letter in ID_PREFIXES.items()}
    kind = kinds.get(wanted[:2])
    if kind is not None:
        raise ConfigurationError(
            f"{wanted} is the id of a {kind}, not of a match",
            hint=f"ids of matches begin with {_PREFIX}; the tables name the match beside it, in the column match_id.",
        )


def _candidates(matches: pl.DataFrame) -> list[str]:
    lines = [
        f"{row['match_id']}  {one_line(row['arrow'])}  {row['words_a']:,} words  {one_line_excerpt(row['a_text'][:60])}"
        for row in matches.head(_SHOWN_CANDIDATES).iter_rows(named=True)
    ]
    more = matches.height - len(lines)
    return [*lines, f"and {more:,} more"] if more > 0 else lines


def _first_id(matches: pl.DataFrame) -> str:
    return str(matches["match_id"][0])


def _nearest(matches: pl.DataFrame, wanted: str) -> pl.DataFrame:
    """The matches whose ids begin most like `wanted`: whoever copies an id by hand slips further on."""
    from rapidfuzz.distance import Prefix
    from rapidfuzz.process import extract

    ids = matches["match_id"].to_list()
    near = extract(
        wanted, ids, scorer=Prefix.similarity, limit=_SHOWN_CANDIDATES, score_cutoff=len(_PREFIX) + 1
    )
    return matches[sorted(index for _, score, index in near if score == near[0][1])]
