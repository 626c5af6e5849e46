"""Base alignment: the equal words of two texts that stand against each other in one order.

Two ways are tried. The longest common subsequence is best where text repeats; the longest runs first are best where
text was moved or inserted, for a subsequence gathers stray words to be as long as can be. Between any two runs on
which both agree the better one is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from pipeline.align.blocks import Block, as_text, merged_blocks
from pipeline.align.common_runs import common_runs, longest_first, unique_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["base_blocks"]


_LARGEST = 4000
"""Words a side that are aligned in one call: above, the text is cut at runs that stand once on each side."""

_SURE_WORDS = _LARGEST * 3 // 4
"""Words of a window whose alignment is kept where nothing tells at which place to cut."""

_CUTTING = (12, 6, 4)
"""Words that must stand once together on each side for a text to be cut there, the surest first."""

_RUN_WORDS = 2
_LONG_RUN = 3
"""Words of the shortest run taken by itself, and of one that counts as long when two alignments are compared."""


def base_blocks(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> list[Block]:
    """Align equal words.

    Args:
        a: Words of side a as numbers; equal numbers are equal words.
        b: The same of side b.

    Returns:
        Blocks in order on both sides, none touching the next on both.

    Source: Hyyro 2004, bit-parallel longest common subsequence, as rapidfuzz has it; Ratcliff, Metzener 1988.
    Cost: linear in the number of stretches of 4,000 words, and of each the product of its sides / 64.
    """
    return merged_blocks(list(_cut(a, b, 0, 0, _CUTTING)))


def _cut(
    a: NDArray[np.uint32], b: NDArray[np.uint32], at_a: int, at_b: int, lengths: Sequence[int]
) -> Iterator[Block]:
    """Blocks of two stretches; ``at_a`` and ``at_b`` say where they begin."""
    if max(len(a), len(b)) <= _LARGEST or min(len(a), len(b)) == 0:
        yield from _moved_by(at_a, at_b, _better(a, b))
        return
    if not lengths:
        least = _CUTTING[-1]
        blocks = longest_first(common_runs(a, b, least), len(a), len(b), least)
        yield from _moved_by(at_a, at_b, blocks or _windows(a, b))
        return
    from_a = from_b = 0
    for run in [*unique_runs(a, b, lengths[0]), Block(a=len(a), b=len(b), words=0)]:
        yield from _cut(a[from_a : run.a], b[from_b : run.b], at_a + from_a, at_b + from_b, lengths[1:])
        if run.words:
            yield Block(a=at_a + run.a, b=at_b + run.b, words=run.words)
        from_a, from_b = run.end_a, run.end_b


def _moved_by(at_a: int, at_b: int, blocks: Iterable[Block]) -> Iterator[Block]:
    return (Block(a=block.a + at_a, b=block.b + at_b, words=block.words) for block in blocks)


def _windows(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> Iterator[Block]:
    """Align long stretches in which no phrase is rare, as a litany is, a window at a time from the begin."""
    at_a = at_b = 0
    while at_a < len(a) and at_b < len(b):
        blocks = _better(a[at_a : at_a + _LARGEST], b[at_b : at_b + _LARGEST])
        if max(len(a) - at_a, len(b) - at_b) > _LARGEST:
            # What stands at a window's end may have its match behind it.
            blocks = [_cut_at(block, _SURE_WORDS) for block in blocks if max(block.a, block.b) < _SURE_WORDS]
        yield from _moved_by(at_a, at_b, blocks)
        at_a += blocks[-1].end_a if blocks else _SURE_WORDS
        at_b += blocks[-1].end_b if blocks else _SURE_WORDS


def _cut_at(block: Block, end: int) -> Block:
    """A block without the words behind a place, on either side."""
    return Block(a=block.a, b=block.b, words=min(block.words, end - max(block.a, block.b)))


def _better(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> list[Block]:
    """Of two alignments of two stretches, the better between any two places where they agree."""
    if min(len(a), len(b)) == 0:
        return []
    text_a, text_b = as_text(a, b)
    common = _common(text_a, text_b)
    if len(common) == 1 and common[0].words == min(len(a), len(b)):
        return common
    longest = _filled(
        longest_first(common_runs(a, b, _RUN_WORDS), len(a), len(b), _RUN_WORDS), text_a, text_b
    )
    if common == longest:
        return common
    return list(_best_of(common, longest))


def _common(text_a: str, text_b: str) -> list[Block]:
    """The longest common subsequence."""
    return [
        Block(a=found.a, b=found.b, words=found.size)
        for found in Indel.opcodes(text_a, text_b).as_matching_blocks()
        if found.size
    ]


def _filled(runs: Sequence[Block], text_a: str, text_b: str) -> list[Block]:
    """Runs, and in the gaps between them the longest common subsequence."""
    blocks: list[Block] = []
    at_a = at_b = 0
    for run in [*runs, Block(a=len(text_a), b=len(text_b), words=0)]:
        if at_a < run.a and at_b < run.b:
            blocks.extend(
                Block(a=at_a + block.a, b=at_b + block.b, words=block.words)
                for block in _common(text_a[at_a : run.a], text_b[at_b : run.b])
            )
        if run.words:
            blocks.append(run)
        at_a, at_b = run.end_a, run.end_b
    return merged_blocks(blocks)


def _best_of(one: Sequence[Block], other: Sequence[Block]) -> Iterator[Block]:
    """Between any two equal blocks of two alignments, the one with more words in long runs, then with more words."""
    shared = set(one) & set(other)
    stretches = zip(_parted(one, shared), _parted(other, shared), strict=True)
    for (left, border), (right, _) in stretches:
        yield from max((left, right), key=_worth)
        if border is not None:
            yield border


def _parted(blocks: Sequence[Block], shared: set[Block]) -> Iterator[tuple[list[Block], Block | None]]:
    stretch: list[Block] = []
    for block in blocks:
        if block in shared:
            yield stretch, block
            stretch = []
        else:
            stretch.append(block)
    yield stretch, None


def _worth(blocks: Sequence[Block]) -> tuple[int, int]:
    return (
        sum(block.words for block in blocks if block.words >= _LONG_RUN),
        sum(block.words for block in blocks),
    )
