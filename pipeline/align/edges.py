"""Edges: where a passage begins and ends, as the text itself shows it.

The score of words finds a passage to within a word or two; headings, quotation marks and marked gaps say the rest.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.blocks import Block
from pipeline.align.corpus_view import pair_worth
from pipeline.align.moves import sides_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.corpus_view import DocumentView

__all__ = ["clip", "join_across_marks", "split_at_quotations", "trim_edges"]

_CLOSING = re.compile('["”»›」』]')
_OPENING = re.compile('["“„«‹「『]')
_BREAK = re.compile('["“”„«»‹›「」『』.!?;:…。！？؟।]|\n')
"""What may part a passage from what is beside it: quotation marks, ends of sentences and clauses, line breaks."""

_MARK_WORDS = 5
"""Words the short side of a marked gap may have: an editor's bridge such as "[the chairman]"."""

_HIDDEN_WORDS = 1000
"""Words an ellipsis may hide: above, two excerpts of one page are likelier than one quotation with a cut."""

_NARRATOR_WORDS = 10
"""Words between two quotations that part them even inside a paragraph; "writes Sedova in her memoirs" does not."""

_NARRATOR_SHARED = 0.5
"""Share of a narrator's words that the other side may have by chance; with more, both sides are the same
narration."""

_TAIL_WORDS = 3
_TAIL_MILLIBITS = 14_000
"""A last word or three beyond a sentence's end, worth less than this, stand there by chance ("... clean
collars. The")."""

_FIRST_WORDS = 3
"""Words before a passage among which its sentence may begin."""

Blocks = list[Block]


def clip(blocks: Sequence[Block], begin_a: int, end_a: int, begin_b: int, end_b: int) -> Blocks:
    """The parts of blocks inside a box of words, half-open."""
    kept = []
    for block in blocks:
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


def trim_edges(
    part: Blocks, a: DocumentView, b: DocumentView, *, same_document: bool, word_weight: float
) -> Blocks:
    """Take off a heading at the begin, and words beyond a sentence or quotation at either end that tell nothing.

    An equal heading above two excerpts is evidence, not text; the excerpt begins below it. A part that is
    nothing but
    heading on a side stays as it is.

    Args:
        part: Blocks in order.
        a: Document of side a.
        b: Document of side b.
        same_document: Whether both sides are one document.
        word_weight: Share of a word's rarity that counts.

    Returns:
        The blocks that stay; may be empty.
    """
    begin_a, begin_b = part[0].a, part[0].b
    end_a, end_b = part[-1].end_a, part[-1].end_b
    begin_a, end_a = _without_headings(a, begin_a, end_a)
    begin_b, end_b = _without_headings(b, begin_b, end_b)
    kept = clip(part, begin_a, end_a, begin_b, end_b)
    if not kept:
        return kept
    words = np.concatenate([a.words[block.a : block.end_a] for block in kept])
    worth = pair_worth(a, b, words, same_document=same_document, word_weight=word_weight)
    pairs = [(block.a + at, block.b + at) for block in kept for at in range(block.words)]
    head = 0 if _starts_clean(pairs[0], a, b) else _loose_words(pairs, worth.tolist(), a, b)
    tail = 0
    if not _ends_clean(pairs[-1], a, b):
        tail = _loose_words(pairs[::-1], worth.tolist()[::-1], a, b, backwards=True)
    if head + tail < len(pairs):
        first, last = pairs[head], pairs[len(pairs) - 1 - tail]
        kept = clip(kept, first[0], last[0] + 1, first[1], last[1] + 1)
    return _with_first_words(kept, a, b, same_document=same_document)


def _with_first_words(part: Blocks, a: DocumentView, b: DocumentView, *, same_document: bool) -> Blocks:
    """Begin where the sentence begins on both sides, if both sentences begin with the same word shortly before.

    "Sergei Sedov was fascinated" against "Sergei was fascinated": a name that stands everywhere tells too little for a
    score, but it is the subject of what both say.
    """
    first = part[0]
    back_a, back_b = _words_to_sentence(a, first.a), _words_to_sentence(b, first.b)
    if not back_a or not back_b or (same_document and part[-1].end_a > first.b - back_b):
        return part
    words = 0
    while (
        words < min(back_a, back_b) and a.words[first.a - back_a + words] == b.words[first.b - back_b + words]
    ):
        words += 1
    if words == 0 or words == back_a == back_b:
        # All of them equal: the score had its reason to leave them out.
        return part
    return [Block(a=first.a - back_a, b=first.b - back_b, words=words), *part]


def _words_to_sentence(view: DocumentView, word: int) -> int:
    """How many words before a word its sentence begins; 0 where it begins with it, or too far off to say."""
    for back in range(1, _FIRST_WORDS + 1):
        if word - back < 0 or view.block[word - back] != view.block[word]:
            return 0
        if _is_break(view, word - back):
            return 0
        if _is_break(view, word - back - 1):
            return back
    return 0


def _without_headings(view: DocumentView, begin: int, end: int) -> tuple[int, int]:
    """The range without headings at its begin and end, unless nothing else is in it."""
    text = np.flatnonzero(~view.heading[begin:end])
    if len(text) == 0:
        return begin, end
    return begin + int(text[0]), begin + int(text[-1]) + 1


def _loose_words(
    pairs: list[tuple[int, int]],
    worth: list[int],
    a: DocumentView,
    b: DocumentView,
    *,
    backwards: bool = False,
) -> int:
    """How many words at an end stand beyond a break of the text and are worth little.

    Args:
        pairs: Words of side a and b, from the end that is looked at inwards.
        worth: Millibits of each.
        a: Document of side a.
        b: Document of side b.
        backwards: Whether the end of the passage is looked at.

    Returns:
        Words to take off, the most that qualify.
    """
    loose = 0
    total = 0
    for at in range(min(_TAIL_WORDS, len(pairs) - 1)):
        total += worth[at]
        if total >= _TAIL_MILLIBITS:
            break
        outer, inner = pairs[at], pairs[at + 1]
        for view, side in ((a, 0), (b, 1)):
            left, right = (inner[side], outer[side]) if backwards else (outer[side], inner[side])
            if _is_break(view, left) or _is_break(view, right - 1):
                loose = at + 1
    return loose


def _is_break(view: DocumentView, word: int) -> bool:
    """Whether the text breaks off after a word; the stop after an initial ("L. D.") is no break."""
    if word < 0:
        return True
    after = view.between(word, word + 1)
    if int(view.end[word] - view.begin[word]) == 1 and after.strip() == ".":
        return False
    return _BREAK.search(after) is not None or word == len(view.words) - 1


def _starts_clean(pair: tuple[int, int], a: DocumentView, b: DocumentView) -> bool:
    """Whether the text breaks right before a word on both sides: then the passage begins there."""
    return _is_break(a, pair[0] - 1) and _is_break(b, pair[1] - 1)


def _ends_clean(pair: tuple[int, int], a: DocumentView, b: DocumentView) -> bool:
    """Whether the text breaks right after a word on both sides."""
    return _is_break(a, pair[0]) and _is_break(b, pair[1])
