"""Moved words: what two texts both have, but at another place."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["find_moved"]

_LEAST_WORDS = 3
"""Words from which the same reading at two places is one that was moved: fewer stand twice by chance."""

_WORTH = 600
"""Thousandths of a word's rarity that count, as for a match: neighbours are not independent of each other."""

_MARGIN_MILLIBITS = 6_000
"""Information by which a run must exceed what chance gives among the words left: one false move in 64 pairs."""

_MOST_PLACES = 16
"""Places of three words beyond which they are language, and nobody moved them."""


def find_moved(
    a: Sequence[str], left_a: Sequence[int], b: Sequence[str], left_b: Sequence[int]
) -> list[tuple[int, int]]:
    """Find runs of words that stand in both texts and were not set against each other.

    Args:
        a: Words of one text.
        left_a: Positions in it, ascending, that have no equal word of b against them.
        b: Words of another.
        left_b: The same positions of b.

    Returns:
        Pairs of positions whose words are the same, in runs of three and more on both sides that say more than chance
        does, the longest run first taken; no position twice.

    Source: greedy string tiling (Wise 1993). Cost: linear in the words left, and in the runs they share.
    """
    begins_b: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in _run_begins(left_b):
        begins_b[tuple(b[at : at + _LEAST_WORDS])].append(at)
    free_a, free_b = set(left_a), set(left_b)
    rarity = _rarity(a, b)
    least = round(1000 * math.log2(len(left_a) * len(left_b))) + _MARGIN_MILLIBITS if left_a and left_b else 0
    runs: list[tuple[int, int, int]] = []
    for at in _run_begins(left_a):
        places = begins_b.get(tuple(a[at : at + _LEAST_WORDS]), ())
        if len(places) > _MOST_PLACES:
            continue
        for there in places:
            if at - 1 in free_a and there - 1 in free_b and a[at - 1] == b[there - 1]:
                continue
            words = _LEAST_WORDS
            while at + words in free_a and there + words in free_b and a[at + words] == b[there + words]:
                words += 1
            if _WORTH * sum(rarity[word] for word in a[at : at + words]) >= 1000 * least:
                runs.append((-words, at, there))
    pairs: list[tuple[int, int]] = []
    for negative, at, there in sorted(runs):
        for run in _still_free(at, there, -negative, free_a, free_b):
            pairs += run
            free_a.difference_update(i for i, _ in run)
            free_b.difference_update(j for _, j in run)
    return sorted(pairs)


def _rarity(a: Sequence[str], b: Sequence[str]) -> dict[str, int]:
    """Millibits of meeting each word in the two texts."""
    counts = Counter([*a, *b])
    total = counts.total()
    return {word: round(1000 * math.log2(total / count)) for word, count in counts.items()}


def _run_begins(positions: Sequence[int]) -> Iterator[int]:
    """Positions from which enough others follow one by one."""
    for row in range(len(positions) - _LEAST_WORDS + 1):
        if positions[row + _LEAST_WORDS - 1] == positions[row] + _LEAST_WORDS - 1:
            yield positions[row]


def _still_free(
    at: int, there: int, words: int, free_a: set[int], free_b: set[int]
) -> Iterable[list[tuple[int, int]]]:
    """What a longer run has left of a run, in pieces that are long enough."""
    pieces: list[list[tuple[int, int]]] = [[]]
    for step in range(words):
        if at + step in free_a and there + step in free_b:
            pieces[-1].append((at + step, there + step))
        else:
            pieces.append([])
    return [piece for piece in pieces if len(piece) >= _LEAST_WORDS]
