"""Parts that grew into each other are one passage, whatever regions they were found from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.blocks import Block
from pipeline.align.overlaps import join_overlapping

gaps = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3), st.integers(0, 3)), min_size=4, max_size=14)


def alignment(rows: list[tuple[int, int, int]]) -> list[Block]:
    blocks, a, b = [], 0, 0
    for words, gap_a, gap_b in rows:
        blocks.append(Block(a=a, b=b, words=words))
        a, b = a + words + gap_a + 1, b + words + gap_b
    return blocks


@given(gaps, st.data())
def test_two_stretches_of_one_alignment_that_share_a_block_are_that_alignment(
    rows: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    blocks = alignment(rows)
    begin = data.draw(st.integers(1, len(blocks) - 2))
    end = data.draw(st.integers(begin + 1, len(blocks) - 1))
    parts = [blocks[:end], blocks[begin:]]
    assert join_overlapping(parts, same_document=False) == [blocks]
    assert join_overlapping(parts[::-1], same_document=False) == [blocks]


def test_two_copies_of_one_passage_stay_apart() -> None:
    parts = [[Block(a=0, b=0, words=30)], [Block(a=0, b=40, words=30)]]
    assert join_overlapping(parts, same_document=False) == parts


def test_what_overlaps_its_own_other_side_is_not_joined() -> None:
    parts = [[Block(a=0, b=30, words=20)], [Block(a=15, b=45, words=20)]]
    assert join_overlapping(parts, same_document=False) == [[Block(a=0, b=30, words=35)]]
    assert join_overlapping(parts, same_document=True) == parts


def test_a_stretch_without_three_equal_words_in_a_row_does_not_part_a_passage(
    find: Callable[..., list[Any]], prose: Callable[[int], Any]
) -> None:
    words = prose(71)
    source = words.words(220)
    other = words.words(220)
    noisy = [other[at] if 78 <= at < 142 and at % 2 else word for at, word in enumerate(source)]
    a = f"{words.text(100)} {' '.join(source)} {words.text(100)}"
    b = f"{words.text(100)} {' '.join(noisy)} {words.text(100)}"
    (match,) = find(a, b)
    assert len(match.a_text.split()) >= 218
