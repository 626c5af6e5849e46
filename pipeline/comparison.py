"""Which documents are compared with which."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import ConfigurationError, InputError
from pipeline.summary import Parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.corpus.documents import Document

__all__ = ["Comparison", "plan_comparison"]

_APART = -1
_NAMED_PATHS = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """The documents in the order in which the stages number them.

    Attributes:
        documents: First those that are compared, then the duplicates that only follow the document they equal.
        n_compared: How many are compared.
        sides: int8[n_compared], 0 or 1, -1 for those that are left out; None where all are compared with all.
        parameters: What was left out, for people.
    """

    documents: tuple[Document, ...]
    n_compared: int
    sides: NDArray[np.int8] | None
    parameters: tuple[Parameter, ...]


def plan_comparison(documents: Sequence[Document], only_between: Sequence[str]) -> Comparison:
    """Say which documents are compared.

    Args:
        documents: All of the inputs, sorted by path.
        only_between: Nothing, or two patterns of paths (``fnmatch``; ``*`` also stands for slashes). A document that
            fits both belongs to the first, so that ``new/*`` and ``*`` compare the new with everything else.

    Returns:
        The plan. A duplicate on another side than the document it equals is compared for itself, for its words stand
        on both sides; other duplicates follow their document only where all are compared with all.

    Raises:
        ConfigurationError: There are not two patterns.
        InputError: No document fits one of them.
    """
    read = [document for document in documents if document.status == "ok"]
    duplicates = [document for document in documents if document.status == "duplicate"]
    if not only_between:
        return Comparison(documents=(*read, *duplicates), n_compared=len(read), sides=None, parameters=())
    if len(only_between) != 2:  # noqa: PLR2004 - a pair
        raise ConfigurationError(
            f"minhash.only_between has {len(only_between)} patterns and not two",
            hint="give both, as only_between = [\"new/*\", \"old/*\"] or --only-between 'new/*' 'old/*'.",
        )
    side_of = {one.document_id: _side(one.path, only_between) for one in (*read, *duplicates)}
    present = {(one.document_id, side_of[one.document_id]) for one in read}
    for one in duplicates:
        side = side_of[one.document_id]
        stands = (one.duplicate_of or one.document_id, side)
        if side != _APART and stands not in present:
            present.add(stands)
            read.append(replace(one, status="ok", status_reason=None, duplicate_of=None))
    for number, pattern in enumerate(only_between):
        if number not in side_of.values():
            raise _nothing_fits(pattern, number, only_between, [one.path for one in documents])
    read.sort(key=lambda one: one.path)
    sides = np.array([side_of[one.document_id] for one in read], np.int8)
    return Comparison(
        documents=tuple(read),
        n_compared=len(read),
        sides=sides,
        parameters=_parameters(only_between, read, sides),
    )


def _side(path: str, patterns: Sequence[str]) -> int:
    return next((side for side, pattern in enumerate(patterns) if fnmatchcase(path, pattern)), _APART)


def _nothing_fits(pattern: str, number: int, patterns: Sequence[str], paths: Sequence[str]) -> InputError:
    taken = number == 1 and any(fnmatchcase(path, pattern) for path in paths)
    why = f" that {patterns[0]!r} has not taken already" if taken else ""
    return InputError(
        f"no document fits the pattern {pattern!r} of only_between{why}; there are\n{_listed(paths, each='  ')}",
        hint="a pattern stands for the whole path below the folder of inputs; * is anything, slashes too.",
    )


def _listed(paths: Sequence[str], *, each: str) -> str:
    shown = [each + path for path in paths[:_NAMED_PATHS]]
    if len(paths) > len(shown):
        shown.append(f"{each}and {len(paths) - len(shown):,} more")
    return ("\n" if each else ", ").join(shown)


def _parameters(
    patterns: Sequence[str], read: Sequence[Document], sides: NDArray[np.int8]
) -> tuple[Parameter, ...]:
    apart = [one.path for one, side in zip(read, sides.tolist(), strict=True) if side == _APART]
    told = " with ".join(
        f"{pattern} ({int(np.count_nonzero(sides == side)):,})" for side, pattern in enumerate(patterns)
    )
    return (
        Parameter(name="only between", value=told),
        Parameter(
            name="not compared",
            value=f"{_counted(len(apart))}: {_listed(apart, each='')}" if apart else _counted(0),
        ),
    )


def _counted(n: int) -> str:
    return "1 document" if n == 1 else f"{n:,} documents"
