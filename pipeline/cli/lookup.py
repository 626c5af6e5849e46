"""Find the row that an id names, or say which ids come near."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.escaping import one_line
from pipeline.cli.wording import next_command
from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Kind", "kind_of", "the_row"]

_SHOWN_CANDIDATES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing that has ids.

    Attributes:
        name: What one is called.
        several: What several are called.
        table: The table with a row for each; its key begins with the id.
        id_column: The column of the ids.
        described: One line that lets a person tell a row from another.
    """

    name: str
    several: str
    table: str
    id_column: str
    described: Callable[[Mapping[str, Any]], str]

    @property
    def prefix(self) -> str:
        """What its ids begin with."""
        from pipeline.ids import ID_PREFIXES

        return f"{ID_PREFIXES[self.name]}_"


def kind_of(asked: str, kinds: tuple[Kind, ...]) -> Kind:
    """The kind of thing that an id names; the first kind where it has no letter.

    Raises:
        ConfigurationError: It is the id of another kind of thing.
    """
    from pipeline.ids import ID_PREFIXES

    wanted = _cleaned(asked)
    for kind in kinds:
        if wanted.startswith(kind.prefix):
            return kind
    known = {letter + "_": name.replace("_", " ") for name, letter in ID_PREFIXES.items()}
    if wanted[:2] in known:
        names = " or ".join(kind.name for kind in kinds)
        begins = "; ".join(f"ids of {kind.several} begin with {kind.prefix}" for kind in kinds)
        columns = " and ".join(kind.id_column for kind in kinds)
        name = known[wanted[:2]]
        raise ConfigurationError(
            f"{wanted} is the id of {'an' if name[0] in 'aeiou' else 'a'} {name}, not of a {names}",
            hint=f"{begins}; the tables have them in the column{'s' if len(kinds) > 1 else ''} {columns}.",
        )
    return kinds[0]


def the_row(
    rows: pl.DataFrame, asked: str, kind: Kind, *, command: tuple[str, ...], outputs: Path
) -> pl.DataFrame:
    """The one row that an id names.

    Args:
        rows: The table of the kind.
        asked: The id, or a beginning of it that no other row has, with or without its letter.
        kind: What is asked for.
        command: The command to suggest, to which an id is added.
        outputs: Where the tables stand.

    Raises:
        ConfigurationError: No row, or more than one, has that id.
    """
    import polars as pl

    wanted = _cleaned(asked)
    if not wanted.startswith(kind.prefix):
        wanted = kind.prefix + wanted
    exact = rows.filter(pl.col(kind.id_column) == wanted)
    if exact.height:
        return exact
    begun = rows.filter(pl.col(kind.id_column).str.starts_with(wanted))
    if begun.height == 1:
        return begun
    look = f"ids stand in the column {kind.id_column} of {outputs / kind.table}.csv."
    if begun.height:
        first = str(begun[kind.id_column][0])
        raise ConfigurationError(
            "\n".join([f"{begun.height} {kind.several} begin with {wanted}:", *_candidates(begun, kind)]),
            hint=f"give more of the id, as `{next_command(*command, first, outputs=outputs)}`.",
        )
    near = _nearest(rows, wanted, kind)
    if near.is_empty():
        raise ConfigurationError(f"there is no {kind.name} {wanted}", hint=look)
    raise ConfigurationError(
        "\n".join([f"there is no {kind.name} {wanted}; did you mean", *_candidates(near, kind)]), hint=look
    )


def _cleaned(asked: str) -> str:
    return one_line(asked.strip().lower())


def _candidates(rows: pl.DataFrame, kind: Kind) -> list[str]:
    lines = [
        f"{row[kind.id_column]}  {kind.described(row)}"
        for row in rows.head(_SHOWN_CANDIDATES).iter_rows(named=True)
    ]
    more = rows.height - len(lines)
    return [*lines, f"and {more:,} more"] if more > 0 else lines


def _nearest(rows: pl.DataFrame, wanted: str, kind: Kind) -> pl.DataFrame:
    """The rows whose ids begin most like `wanted`: whoever copies an id by hand slips further on."""
    from rapidfuzz.distance import Prefix
    from rapidfuzz.process import extract

    ids = rows[kind.id_column].to_list()
    cutoff = len(kind.prefix) + 1
    near = extract(wanted, ids, scorer=Prefix.similarity, limit=_SHOWN_CANDIDATES, score_cutoff=cutoff)
    return rows[sorted(index for _, score, index in near if score == near[0][1])]
