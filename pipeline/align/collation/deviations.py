"""Deviations: where one version reads otherwise than the lemma, and which columns of that are one place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.align.collation.moved import find_moved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pipeline.align.collation.versions import Version

__all__ = ["Deviations", "deviations_of"]

_Kind = Literal["marks", "like", "unlike", "omits", "adds"]

_ALIKE = 0.6
"""Likeness from which a word against another is that word in another form, and a place of its own."""

_JOINED = 0.8
"""Likeness from which words written together or apart are the same letters ("half extinguish ed")."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deviations:
    """How one version differs from the lemma, where it has text.

    Attributes:
        columns: Ascending columns in which it reads otherwise, marks and capitals included.
        links: Pairs of columns, from and to: all that lies between them is one place. Most are deviating columns that
            follow each other; what a compound has in common with another is in its place too.
        moved_in: Columns of its words that the lemma has elsewhere, also where the lemma has not begun or has ended.
        moved_out: Columns of the lemma's words that it has elsewhere, also where it has not begun or has ended.
    """

    columns: NDArray[np.int64]
    links: tuple[tuple[int, int], ...]
    moved_in: frozenset[int]
    moved_out: frozenset[int]


def deviations_of(lemma: Version, version: Version) -> Deviations:
    """Compare a version with the lemma, column by column.

    Args:
        lemma: The version the others are compared with.
        version: Another.

    Returns:
        Its deviations; columns are those where both have begun and neither has ended.

    Cost: linear in the columns.
    """
    begin = max(lemma.first, version.first)
    end = max(begin, min(lemma.last, version.last) + 1)
    columns = np.flatnonzero(lemma.forms[begin:end] != version.forms[begin:end]) + begin
    moved_in, moved_out = _moved(lemma, version)
    agreed = np.cumsum((lemma.forms == version.forms) & (lemma.forms >= 0))
    kinds = [_kind(lemma, version, column) for column in columns.tolist()]
    links = []
    for (left, kind_left), (right, kind_right) in pairwise(zip(columns.tolist(), kinds, strict=True)):
        if agreed[left] != agreed[right]:
            continue
        if (left in moved_in, left in moved_out) != (right in moved_in, right in moved_out):
            continue
        if _is_one(kind_left, kind_right) or _is_joined(lemma, version, left, right):
            links.append((left, right))
    links += [link for link in _compounds(lemma, version) if begin <= link[0] and link[1] < end]
    return Deviations(
        columns=columns, links=tuple(sorted(set(links))), moved_in=moved_in, moved_out=moved_out
    )


def _kind(lemma: Version, version: Version, column: int) -> _Kind:
    ours, theirs = int(lemma.position[column]), int(version.position[column])
    if ours < 0:
        return "adds"
    if theirs < 0:
        return "omits"
    left, right = lemma.side.words[ours], version.side.words[theirs]
    if left == right:
        return "marks"
    return "like" if Levenshtein.normalized_similarity(left, right) >= _ALIKE else "unlike"


def _is_one(left: _Kind, right: _Kind) -> bool:
    """Whether neighbouring deviations are one rewriting; a word in another form or dress is its own place."""
    return not {left, right} & {"marks", "like"}


def _compounds(lemma: Version, version: Version) -> Iterator[tuple[int, int]]:
    """Columns of words that a dash joins on one side alone: a compound is one reading.

    "half-hour" against "half hour" is one place, and "two-and-thirty" against "thirty-two" too.
    """
    for holder, other in ((lemma, version), (version, lemma)):
        for word in holder.written.joined:
            left, right = int(holder.column[word]), int(holder.column[word + 1])
            at = int(other.position[left])
            is_same = at >= 0 and int(other.position[right]) == at + 1 and at in other.written.joined
            if not is_same:
                yield left, right


def _is_joined(lemma: Version, version: Version, left: int, right: int) -> bool:
    """Whether two columns are the same letters, written together on one side."""
    if sum(one.position[column] < 0 for one in (lemma, version) for column in (left, right)) != 1:
        return False
    ours, theirs = (
        "".join(one.side.words[int(one.position[c])] for c in (left, right) if one.position[c] >= 0)
        for one in (lemma, version)
    )
    return Levenshtein.normalized_similarity(ours, theirs) >= _JOINED


def _moved(lemma: Version, version: Version) -> tuple[frozenset[int], frozenset[int]]:
    """Columns of words that both have, but not in one column: those of the version, and those of the lemma."""
    unequal = np.flatnonzero(lemma.words != version.words)
    left_ours = [int(at) for at in lemma.position[unequal] if at >= 0]
    left_theirs = [int(at) for at in version.position[unequal] if at >= 0]
    if not left_ours or not left_theirs:
        return frozenset(), frozenset()
    pairs = find_moved(lemma.side.words, left_ours, version.side.words, left_theirs)
    return (
        frozenset(int(version.column[theirs]) for _, theirs in pairs),
        frozenset(int(lemma.column[ours]) for ours, _ in pairs),
    )
