"""The guide tree: which texts are aligned first, the nearest before those farther apart."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Join", "guide_tree", "likest_first"]

Join = tuple[int, int]
"""Two groups that are joined; the new group takes the number of the first."""

_SCALE = 1_000_000


def guide_tree(texts: Sequence[Sequence[str]]) -> list[Join]:
    """Say in which order texts are joined.

    Args:
        texts: Words of each, in an order that comes from the texts themselves.

    Returns:
        One join less than there are texts, by average likeness (UPGMA); of equals the one with the smallest numbers.

    Source: Sokal, Michener 1958. Cost: the cube of the number of texts, and their square times their length.
    """
    kept = _pieces(texts)
    like: dict[Join, int] = {
        (i, j): _likeness(kept[i], kept[j]) for i, j in itertools.combinations(range(len(texts)), 2)
    }
    sizes = dict.fromkeys(range(len(texts)), 1)
    joins: list[Join] = []
    while len(sizes) > 1:
        # Sums over pairs are compared as fractions of whole numbers, so that no rounding decides.
        best = max(
            itertools.combinations(sorted(sizes), 2),
            key=lambda pair: (like[pair] * _SCALE // (sizes[pair[0]] * sizes[pair[1]]), -pair[0], -pair[1]),
        )
        first, second = best
        joins.append(best)
        for other in sizes:
            if other not in best:
                of_first, of_second = _pair(first, other), _pair(second, other)
                like[of_first] += like[of_second]
        sizes[first] += sizes.pop(second)
    return joins


def likest_first(texts: Sequence[Sequence[str]]) -> list[Join]:
    """Say in which order a crowd of texts is joined to one of them, without comparing all with all.

    Args:
        texts: As for ``guide_tree``.

    Returns:
        Joins of each text to the longest (of equals the first), the likest to it first.

    Cost: linear in the words, and a sort.
    """
    kept = _pieces(texts)
    centre = max(range(len(texts)), key=lambda at: (len(texts[at]), -at))
    others = [at for at in range(len(texts)) if at != centre]
    others.sort(key=lambda at: (-_likeness(kept[centre], kept[at]), at))
    return [(centre, at) for at in others]


def _pieces(texts: Sequence[Sequence[str]]) -> list[frozenset[int]]:
    """Words and pairs of neighbours of each text as numbers; what a text repeats has a number for each time."""
    numbers: dict[tuple[object, int], int] = {}
    kept = []
    for words in texts:
        times: dict[object, int] = {}
        held = []
        for piece in itertools.chain(words, itertools.pairwise(words)):
            times[piece] = times.get(piece, 0) + 1
            held.append(numbers.setdefault((piece, times[piece]), len(numbers)))
        kept.append(frozenset(held))
    return kept


def _likeness(left: frozenset[int], right: frozenset[int]) -> int:
    """Millionths of what both have of all that they have (Dice)."""
    return 2 * len(left & right) * _SCALE // max(1, len(left) + len(right))


def _pair(left: int, right: int) -> Join:
    return (left, right) if left < right else (right, left)
