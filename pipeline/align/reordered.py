"""Reordered passages: parts that lie side by side in both documents, but in another order."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from pipeline.align.blocks import Block
from pipeline.align.moves import sides_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from pipeline.align.corpus_view import DocumentView

__all__ = ["join_reordered"]

_BESIDE_WORDS = 10
"""Words between two parts up to which they are neighbours: what a sentence too short to be found may have."""

_NARRATOR_WORDS = 3
"""Words between a quotation and other text up to which both are neighbours: a reporting clause has no more."""

_SHARED_WORDS = 8
"""Words that two neighbours may both take: at a border the words of both may agree by chance."""

_MOVED_WORDS = 6
"""Equal words of the smallest part that counts as moved: two or three words stand in any order by chance."""

_MOST_PARTS = 64
"""Parts of a group that is looked at: more is a list in another order, and each entry is a match of its own."""

Blocks = list[Block]


def join_reordered(parts: Sequence[Blocks], a: DocumentView, b: DocumentView) -> list[Blocks]:
    """Join parts that together are one stretch of text on both sides, in another order: one passage with moved blocks.

    Sentences that are one paragraph on either side are joined; paragraphs in another order are matches of their own,
    and so are parts in the same order on both sides: these a gap or a quotation parts.

    Args:
        parts: Of one pair of documents, each in order on both sides.
        a: Document of side a.
        b: Document of side b.

    Returns:
        The parts by place; a joined one has its blocks in the order of side a.

    Source: the largest common intervals of two orders (Uno, Yagiura 2000), by refining until nothing parts.
    Cost: a sort for each refinement, of which there are few; in a group, the square of its parts, which are bounded.
    """
    apart = [part for part in parts if _words(part) >= _MOVED_WORDS]
    joined = [part for part in parts if _words(part) < _MOVED_WORDS]
    for in_paragraph in (0, 1):
        groups = _groups(apart, (a, b), in_paragraph)
        apart = []
        for group in groups:
            own = _with_words_of_their_own(group) if 1 < len(group) <= _MOST_PARTS else []
            whole = _joined(own)
            if len(own) > 1 and _is_crossed(whole) and (a is not b or sides_apart(whole)):
                joined.append(whole)
                apart += [part for part in group if part not in own]
            else:
                apart += group
    return sorted(joined + apart)


def _groups(
    parts: list[Blocks], views: tuple[DocumentView, DocumentView], in_paragraph: int
) -> list[list[Blocks]]:
    """The largest groups of parts that hang together on both sides, and by paragraphs on one."""
    done: list[list[Blocks]] = []
    waiting = [parts] if parts else []
    while waiting:
        finer = [waiting.pop()]
        for side, view in enumerate(views):
            paragraph = view.block if side == in_paragraph else None
            finer = [
                piece
                for group in finer
                for piece in (_connected(group, view.quoted, paragraph, side) if len(group) > 1 else [group])
            ]
        if len(finer) > 1:
            waiting += finer
        else:
            done += finer
    return done


def _connected(
    group: list[Blocks], quoted: NDArray[np.bool_], paragraph: NDArray[np.int32] | None, side: int
) -> list[list[Blocks]]:
    """Cut a group into parts that hang together on a side, where words of one stand beside words of the next."""
    spans = sorted((*_span(block, side), row) for row, part in enumerate(group) for block in part)
    root = list(range(len(group)))

    def find(row: int) -> int:
        while root[row] != row:
            row = root[row]
        return row

    last = spans[0]
    for span in spans[1:]:
        if span[1] <= last[1]:
            continue  # inside another: the same words once more
        if span[2] != last[2] and _beside(last[:2], span[:2], quoted, paragraph):
            root[find(span[2])] = find(last[2])
        last = span
    pieces: dict[int, list[Blocks]] = {}
    for row, part in enumerate(group):
        pieces.setdefault(find(row), []).append(part)
    return list(pieces.values())


def _beside(
    left: tuple[int, int],
    right: tuple[int, int],
    quoted: NDArray[np.bool_],
    paragraph: NDArray[np.int32] | None,
) -> bool:
    """Whether words begin where others end, in the same paragraph, and are not the same words once more."""
    apart = right[0] - left[1]
    # A quotation and what its narrator says are two texts, unless one goes on right where the other ends.
    if apart > _NARRATOR_WORDS and quoted[left[1] - 1] != quoted[right[0]]:
        return False
    if apart > _BESIDE_WORDS or -apart > min(_SHARED_WORDS, (right[1] - right[0]) // 2):
        return False
    return paragraph is None or bool(paragraph[left[1] - 1] == paragraph[max(right[0], left[1])])


def _span(block: Block, side: int) -> tuple[int, int]:
    return (block.a, block.end_a) if side == 0 else (block.b, block.end_b)


def _is_crossed(blocks: Blocks) -> bool:
    return any(left.end_b > right.b for left, right in itertools.pairwise(blocks))


def _with_words_of_their_own(group: list[Blocks]) -> list[Blocks]:
    """The parts of a group but those whose words, on either side, others mostly take: one more copy of them."""
    kept: list[Blocks] = []
    for part in sorted(group, key=lambda part: (-_words(part), part)):
        together = _words(_joined([*kept, part]))
        if together - sum(_words(other) for other in kept) >= max(
            _words(part) - _SHARED_WORDS, _words(part) / 2
        ):
            kept.append(part)
    return kept


def _words(part: Blocks) -> int:
    return sum(block.words for block in part)


def _joined(group: list[Blocks]) -> Blocks:
    """All blocks, no word in two of them: what two blocks both take stays with the longer one."""
    blocks = [block for part in group for block in part]
    for side in (0, 1):
        blocks = _disjoint(blocks, side)
    return sorted(blocks)


def _disjoint(blocks: Blocks, side: int) -> Blocks:
    kept: Blocks = []
    for block in sorted(blocks, key=lambda block: (block.a, block.b) if side == 0 else (block.b, block.a)):
        rest = block
        while kept and rest.words:
            last = kept[-1]
            shared = (last.end_a - rest.a) if side == 0 else (last.end_b - rest.b)
            if shared <= 0:
                break
            if last.words < rest.words:
                kept.pop()
                if last.words > shared:
                    kept.append(Block(a=last.a, b=last.b, words=last.words - shared))
            else:
                cut = min(shared, rest.words)
                rest = Block(a=rest.a + cut, b=rest.b + cut, words=rest.words - cut)
        if rest.words:
            kept.append(rest)
    return kept
