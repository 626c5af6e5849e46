"""Edges: where one passage ends and another begins, as marked gaps and quotations show it.

The score of words joins what stands near; quotation marks and what a narrator says between them part it again.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.blocks import Block
from pipeline.align.moves import sides_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.corpus_view import DocumentView

__all__ = ["clip", "join_across_marks", "split_at_quotations"]

_CLOSING = re.compile('["”»›」』]')
_OPENING = re.compile('["“„«‹「『]')

_MARK_WORDS = 5
"""Words the short side of a marked gap may have: an editor's bridge such as "[the chairman]"."""

_HIDDEN_WORDS = 1000
"""Words an ellipsis may hide: above, two excerpts of one page are likelier than one quotation with a cut."""

_NARRATOR_WORDS = 10
"""Words between two quotations that part them even inside a paragraph; "writes Sedova in her memoirs" does not."""

_NARRATOR_SHARED = 0.5
"""Share of a narrator's words that the other side may have by chance; with more, both sides are the same
narration."""

Blocks = list[Block]


def clip(blocks: Sequence[Block], begin_a: int, end_a: int, begin_b: int, end_b: int) -> Blocks:
    """The parts of blocks inside a box of words, half-open."""
    kept = []
    for block in blocks:
        if (
            block.a >= begin_a
            and block.b >= begin_b
            and block.a + block.words <= end_a
            and block.b + block.words <= end_b
        ):
            kept.append(block)
            continue
        skip = max(0, begin_a - block.a, begin_b - block.b)
        words = min(block.end_a, end_a) - block.a - skip
        words = min(words, min(block.end_b, end_b) - block.b - skip)
        if words > 0:
            kept.append(Block(a=block.a + skip, b=block.b + skip, words=words))
    return kept


def join_across_marks(parts: list[Blocks], a: DocumentView, b: DocumentView) -> list[Blocks]:
    """Join parts that follow each other on both sides across a gap marked on its short side.

    Args:
        parts: Of one pair of documents, each as its blocks.
        a: Document of side a.
        b: Document of side b.

    Returns:
        The parts, fewer where an ellipsis or a bracket joins two.

    Cost: the square of the number of parts that lie near each other.
    """
    ordered = sorted(parts, key=lambda blocks: (blocks[0].a, blocks[0].b))
    joined: list[Blocks] = []
    # By the stretch of side a in which they end, so that a part meets only what ends shortly before it.
    ending: dict[int, list[int]] = defaultdict(list)
    for part in ordered:
        first = part[0]
        stretch = first.a // _HIDDEN_WORDS
        near = sorted({row for at in (stretch - 1, stretch) for row in ending[at]}, reverse=True)
        row = next((row for row in near if _marked_gap(joined[row][-1], first, a, b)), len(joined))
        if row < len(joined) and a is b and not sides_apart([*joined[row], *part]):
            row = len(joined)
        if row == len(joined):
            joined.append([])
        joined[row] = joined[row] + part
        ending[part[-1].end_a // _HIDDEN_WORDS].append(row)
    return joined


def _marked_gap(last: Block, first: Block, a: DocumentView, b: DocumentView) -> bool:
    """Whether a part that ends with ``last`` goes on with ``first`` behind a mark."""
    gap_a, gap_b = first.a - last.end_a, first.b - last.end_b
    if gap_a < 0 or gap_b < 0 or min(gap_a, gap_b) > _MARK_WORDS or max(gap_a, gap_b) > _HIDDEN_WORDS:
        return False
    if gap_a <= gap_b:
        return a.is_marked(last.end_a - 1, first.a)
    return b.is_marked(last.end_b - 1, first.b)


def split_at_quotations(part: Blocks, a: DocumentView, b: DocumentView) -> list[Blocks]:
    """Split a part where a quotation ends and the other side does not follow.

    A quotation that is followed by other words on both sides is a passage of its own; so are two quotations
    that one side
    parts by a narrator's sentence of its own. A reporting clause of a few words parts nothing.

    Args:
        part: Blocks in order.
        a: Document of side a.
        b: Document of side b.

    Returns:
        One or more parts.
    """
    pieces = [part]
    for side, view in enumerate((a, b)):
        other = b if side == 0 else a
        pieces = [cut for piece in pieces for cut in _without_narrator(piece, view, other, side)]
    return [cut for piece in pieces for cut in _at_closing(piece, a, b)]


def _at_closing(part: Blocks, a: DocumentView, b: DocumentView) -> list[Blocks]:
    """Split where a quotation closes on both sides and the wording differs after it, if one side cited it.

    Where both sides introduce it alike they are the same narration; where neither does it is dialogue.
    """
    cuts = [0]
    for row in range(1, len(part)):
        left, right = part[row - 1], part[row]
        opening = part[cuts[-1]]
        cited = _is_cited(a, opening.a) != _is_cited(b, opening.b)
        if cited and _opens(opening, a, b) and _closes(left, a, b) and not _all_headings(left, right, a, b):
            cuts.append(row)
    cuts.append(len(part))
    return [part[begin:end] for begin, end in itertools.pairwise(cuts)]


def _without_narrator(part: Blocks, view: DocumentView, other: DocumentView, side: int) -> list[Blocks]:
    """Cut out what a narrator says between two quotations on one side, where the other side does not have it.

    What little of it the other side has in common stands there by chance and goes with it. Where the other side
    has quotation
    marks as well, it is dialogue: part of the same text.
    """
    begin, end = (part[0].a, part[-1].end_a) if side == 0 else (part[0].b, part[-1].end_b)
    quoted = view.quoted[begin:end]
    edges = begin + 1 + np.flatnonzero(quoted[1:] != quoted[:-1])
    pieces = [part]
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if view.quoted[first] or not _is_sentence(view, first, last):
            continue
        rest = pieces.pop()
        inside = _clip_side(rest, first, last, side)
        if sum(block.words for block in inside) > _NARRATOR_SHARED * (last - first):
            pieces.append(rest)
            continue
        before, after = _clip_side(rest, begin, first, side), _clip_side(rest, last, end, side)
        if (
            not before
            or not after
            or _is_quoted(before[-1], other, side)
            or _is_quoted(after[0], other, side)
        ):
            pieces.append(rest)
            continue
        pieces += [before, after]
    return [piece for piece in pieces if piece]


def _is_quoted(block: Block, other: DocumentView, side: int) -> bool:
    """Whether the other side has a block in quotation marks."""
    begin = block.b if side == 0 else block.a
    return bool(other.quoted[begin : begin + block.words].any())


def _is_sentence(view: DocumentView, first: int, last: int) -> bool:
    """Whether words between two quotations are more than a reporting clause: many, or with a paragraph's end."""
    return last - first >= _NARRATOR_WORDS or bool(view.block[first - 1] != view.block[last])


def _clip_side(blocks: Blocks, begin: int, end: int, side: int) -> Blocks:
    everything = (0, 1 << 60)
    low, high = (begin, end), everything
    if side == 1:
        low, high = high, low
    return clip(blocks, *low, *high)


def _opens(block: Block, a: DocumentView, b: DocumentView) -> bool:
    """Whether a block begins right after an opening quotation mark on both sides."""
    return all(
        _OPENING.search(view.between(word - 1, word)) is not None
        for view, word in ((a, block.a), (b, block.b))
    )


def _is_cited(view: DocumentView, word: int) -> bool:
    """Whether a colon introduces the quotation that begins with a word."""
    return view.between(word - 1, word).rstrip().rstrip('"“”„«»‹›「『 \n').endswith((":", "："))


def _closes(block: Block, a: DocumentView, b: DocumentView) -> bool:
    """Whether a closing quotation mark follows a block on both sides."""
    return all(
        _CLOSING.search(view.between(word - 1, word)) is not None
        for view, word in ((a, block.end_a), (b, block.end_b))
    )


def _all_headings(left: Block, right: Block, a: DocumentView, b: DocumentView) -> bool:
    """Whether all words of a gap belong to headings: a heading put in parts nothing."""
    return bool(a.heading[left.end_a : right.a].all() and b.heading[left.end_b : right.b].all())
