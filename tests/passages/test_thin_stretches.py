"""A match is cut where its words tell next to nothing while the rest of it tells much, and nowhere else."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.align.thin import thinnest

Find = Callable[..., list[Any]]
Made = Callable[[int], Any]
Numbers = NDArray[np.int64]

FUNCTION = ["the", "of", "and"]


def stretch(*pieces: tuple[int, int, int]) -> tuple[Numbers, Numbers]:
    """Blocks and gaps in turn: so many pairs of them, each block worth so many millibits, each gap costing so many.

    Every block has two words and every gap one.
    """
    values: list[int] = []
    for pairs, gain, cost in pieces:
        values += [gain, -cost] * pairs
    values = values[:-1]
    words = [1 if row % 2 else 2 for row in range(len(values))]
    return np.array(values, np.int64), np.array(words, np.int64)


def unlike(values: Numbers, words: Numbers, found: tuple[int, int]) -> float:
    """How unlike the rest a stretch is, to nine digits."""
    inside, count = int(values[slice(*found)].sum()), int(words[slice(*found)].sum())
    outside, rest = int(values.sum()) - inside, int(words.sum()) - count
    return float(f"{inside**2 / count + outside**2 / rest:.9g}")


def test_what_tells_alike_all_the_way_has_no_thin_stretch() -> None:
    assert thinnest(*stretch((60, 9000, 3500))) is None
    assert thinnest(*stretch((60, 5000, 3500))) is None  # a retelling: half a bit a word, everywhere


def test_a_stretch_that_tells_nothing_between_two_that_tell_much_is_thin() -> None:
    values, words = stretch((15, 12_000, 3500), (12, 2500, 3500), (15, 12_000, 3500))
    found = thinnest(values, words)
    assert found is not None
    begin, end = found
    assert begin % 2 == 1
    assert end % 2 == 0
    assert abs(begin - 30) <= 2
    assert abs(end - 54) <= 2


def test_the_same_stretch_is_not_thin_where_the_rest_tells_little() -> None:
    assert thinnest(*stretch((15, 6000, 3500), (12, 2500, 3500), (15, 6000, 3500))) is None


def test_a_replaced_phrase_is_no_thin_stretch() -> None:
    assert thinnest(*stretch((15, 12_000, 3500), (5, 1500, 3500), (15, 12_000, 3500))) is None


def test_an_edge_that_hardly_gains_is_thin() -> None:
    values, words = stretch((15, 16_000, 3500), (20, 4000, 3500))
    found = thinnest(values, words)
    assert found is not None
    assert abs(found[0] - 29) <= 2
    assert found[1] == len(values)


@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.integers(0, 14_000), st.integers(0, 9000)), min_size=1, max_size=10
    )
)
def test_read_backwards_a_stretch_as_unlike_the_rest_is_thin(pieces: list[tuple[int, int, int]]) -> None:
    values, words = stretch(*pieces)
    forth, back = thinnest(values, words), thinnest(values[::-1], words[::-1])
    assert (forth is None) == (back is None)
    if forth is not None and back is not None:
        assert unlike(values, words, forth) == unlike(values[::-1], words[::-1], back)


def test_two_copied_passages_with_a_rewritten_page_between_them_are_two_matches(
    find: Find, prose: Made
) -> None:
    first, second = (" ".join(prose(seed).words(60)) for seed in (1, 2))
    pages = [_page(prose(seed).words(36), random.Random(5)) for seed in (3, 4)]
    found = find(*(f"{first} {page} {second}" for page in pages))
    assert sorted(len(match.a_text.split()) // 10 for match in found) == [6, 6]


def _page(words: list[str], chosen: random.Random) -> str:
    """Words, four of every eight of them function words, the same whatever the others are."""
    return " ".join(chosen.choice(FUNCTION) if at % 8 < 4 else word for at, word in enumerate(words))


def test_a_misread_page_between_two_copied_passages_parts_nothing(find: Find, prose: Made) -> None:
    first, second = (" ".join(prose(seed).words(60)) for seed in (1, 2))
    words = prose(3).words(36)
    read = [f"{word[:2]} {word[2:]}" if at % 6 == 0 else f"{word[:-1]}q" for at, word in enumerate(words)]
    pages = [
        " ".join(f"{' '.join(FUNCTION)} {word}" if at % 6 == 0 else word for at, word in enumerate(page))
        for page in (words, read)
    ]
    (match,) = find(*(f"{first} {page} {second}" for page in pages))
    assert match.a_text.startswith(first)
    assert match.a_text.endswith(second)
