"""From regions to passages: the work of one partition of document pairs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from pipeline.align.blocks import Block, align_stretches
from pipeline.align.chain import Run, best_chain
from pipeline.align.corpus_view import CorpusView, DocumentView, pair_worth
from pipeline.align.edges import join_across_marks, split_at_quotations
from pipeline.align.gaps import GapRule, Gaps
from pipeline.align.moves import extent
from pipeline.align.overlaps import join_overlapping
from pipeline.align.reordered import join_reordered
from pipeline.align.segments import scoring_parts
from pipeline.align.thin import cut_thin
from pipeline.align.trimming import trim_edges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["PASSAGE_SCHEMA", "PassageContext", "align_regions"]

_EXTEND_WORDS = 40
"""Words looked at beyond the outermost runs: the longest gap the rule joins."""

_MOST_CHAINS = 50
"""Chains taken from one region: a dense region holds one for each repetition; beyond, they are noise."""

_LEAST_MILLIBITS = 10_000
"""What a part must be worth by itself to be kept until acceptance, where the corpus is known."""

_SAME_SHARE = 0.5
"""Share of both sides in common above which two passages of one pair are the same."""

_STRETCH_WORDS = 256

_BLOCKS = pl.List(pl.Struct({"a": pl.Int64, "b": pl.Int64, "words": pl.Int64}))

PASSAGE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "document_a": pl.Int64,
    "document_b": pl.Int64,
    "begin_a": pl.Int64,
    "end_a": pl.Int64,
    "begin_b": pl.Int64,
    "end_b": pl.Int64,
    "blocks": _BLOCKS,
}
"""One row a passage pair: document numbers, the words it takes on both sides (half-open) and its blocks of equal words,
all counted in each document. Blocks are in the order of side a."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PassageContext:
    """What every partition needs: corpus, rule for gaps, weight of words, least worth of a chain (millibits)."""

    corpus: CorpusView
    rule: GapRule
    word_weight: float
    least_chain: int


def align_regions(partition: pl.DataFrame, context: PassageContext) -> pl.DataFrame:
    """Align the regions of some document pairs.

    Args:
        partition: One row a run: ``document_a, document_b, region, a, b, words, worth``, all regions of a pair
        together and in order.
        context: Corpus and parameters.

    Returns:
        Frame of ``PASSAGE_SCHEMA``, sorted by documents and blocks. Depends on the two documents of each pair
        and on their regions alone.

    Cost: one alignment a chain, of the chain's length and a margin.
    """
    rows: list[dict[str, object]] = []
    for number_a, number_b, regions in _pairs(partition):
        a, b = context.corpus.document(number_a), context.corpus.document(number_b)
        same = number_a == number_b
        parts = [
            part for runs in regions for part in _parts_of_region(runs, a, b, context, same_document=same)
        ]
        parts = join_overlapping(_distinct(parts), same_document=same)
        parts = join_across_marks(parts, a, b)
        split = [piece for part in parts for piece in split_at_quotations(part, a, b)]
        solid = [piece for part in split for piece in _without_thin(part, regions, a, b, context)]
        trimmed = [
            trim_edges(part, a, b, same_document=same, word_weight=context.word_weight) for part in solid
        ]
        rows.extend(
            {
                "document_a": number_a,
                "document_b": number_b,
                **asdict(extent(part)),
                "blocks": [{"a": block.a, "b": block.b, "words": block.words} for block in part],
            }
            for part in join_reordered(_distinct([part for part in trimmed if part]), a, b)
        )
    return pl.DataFrame(rows, schema=PASSAGE_SCHEMA)


def _pairs(partition: pl.DataFrame) -> Iterator[tuple[int, int, list[Run]]]:
    """The regions of each document pair."""
    columns = {name: partition[name].to_numpy() for name in partition.columns}
    a, b, region = columns["document_a"], columns["document_b"], columns["region"]
    if len(a) == 0:
        return
    new_pair = np.flatnonzero(np.concatenate(([True], (a[1:] != a[:-1]) | (b[1:] != b[:-1]))))
    for begin, end in zip(new_pair, [*new_pair[1:], len(a)], strict=True):
        new_region = begin + np.flatnonzero(
            np.concatenate(([True], region[begin + 1 : end] != region[begin : end - 1]))
        )
        regions = [
            Run(
                a=columns["a"][first:last],
                b=columns["b"][first:last],
                words=columns["words"][first:last],
                worth=columns["worth"][first:last],
            )
            for first, last in zip(new_region, [*new_region[1:], end], strict=True)
        ]
        yield int(a[begin]), int(b[begin]), regions


def _without_thin(
    part: list[Block], regions: Sequence[Run], a: DocumentView, b: DocumentView, context: PassageContext
) -> list[list[Block]]:
    """A part without its thin stretches, unless something was moved into one: then it is part of the same reuse."""
    gaps = Gaps(a=a, b=b, rule=context.rule)
    pieces = cut_thin(part, a, b, gaps, word_weight=context.word_weight)
    if len(pieces) == 1:
        return pieces
    for runs in regions:
        moved = runs.take(_covered(runs, [part]) & ~_covered(runs, pieces) & ~_aligned(runs, part))
        if len(moved) and best_chain(moved)[1] >= context.least_chain:
            return [part]
    return pieces


def _aligned(runs: Run, part: list[Block]) -> NDArray[np.bool_]:
    """Which runs are equal words that a part has against each other."""
    begins = np.array([block.a for block in part])
    block = np.maximum(np.searchsorted(begins, runs.a, "right") - 1, 0)
    diagonals = begins - np.array([block.b for block in part])
    return np.asarray(runs.a - runs.b == diagonals[block], np.bool_)


def _covered(runs: Run, parts: Sequence[list[Block]]) -> NDArray[np.bool_]:
    """Which runs lie inside a part on both sides."""
    covered = np.zeros(len(runs), bool)
    for part in parts:
        covered |= (
            (runs.a >= part[0].a)
            & (runs.a + runs.words <= part[-1].end_a)
            & (runs.b >= part[0].b)
            & (runs.b + runs.words <= part[-1].end_b)
        )
    return covered


def _parts_of_region(
    runs: Run, a: DocumentView, b: DocumentView, context: PassageContext, *, same_document: bool
) -> list[list[Block]]:
    """Take the best chain of a region, align around it, take out what it covers; so on while chains are worth it."""
    parts: list[list[Block]] = []
    for _ in range(_MOST_CHAINS):
        if len(runs) == 0 or int(runs.worth.sum()) < context.least_chain:
            break
        chain, worth = best_chain(runs)
        if worth < context.least_chain:
            break
        found = _align_chain(runs.take(chain), a, b, context, parts, same_document=same_document)
        parts.extend(found)
        covered = _covered(runs, found)
        covered[chain] = True
        runs = runs.take(~covered)
    return parts


def _align_chain(
    chain: Run,
    a: DocumentView,
    b: DocumentView,
    context: PassageContext,
    taken: list[list[Block]],
    *,
    same_document: bool,
) -> list[list[Block]]:
    """Align the words around a chain, up to what parts before it have taken beside it."""
    anchors = [
        Block(a=int(left), b=int(right), words=int(words))
        for left, right, words in zip(chain.a, chain.b, chain.words, strict=True)
    ]
    box = _box(anchors, a, b, same_document=same_document)
    for block in (block for part in taken for block in part):
        box = _beside(box, anchors, block)
    blocks = align_stretches(a.words, b.words, box, anchors)
    if not blocks:
        return []
    at = np.concatenate([np.arange(block.a, block.end_a) for block in blocks])
    worth = pair_worth(a, b, a.words[at], same_document=same_document, word_weight=context.word_weight)
    firsts = np.cumsum([0] + [block.words for block in blocks[:-1]])
    block_worth = np.add.reduceat(worth, firsts).tolist()
    gaps = Gaps(a=a, b=b, rule=context.rule)
    return scoring_parts(blocks, block_worth, gaps.price, _LEAST_MILLIBITS)


def _box(
    anchors: list[Block], a: DocumentView, b: DocumentView, *, same_document: bool
) -> tuple[int, int, int, int]:
    """The stretches to align: the chain and a margin; inside one document the two sides are kept apart."""
    first, last = anchors[0], anchors[-1]
    begin_a, begin_b = max(0, first.a - _EXTEND_WORDS), max(0, first.b - _EXTEND_WORDS)
    end_a = min(len(a.words), last.end_a + _EXTEND_WORDS)
    end_b = min(len(b.words), last.end_b + _EXTEND_WORDS)
    if same_document and end_a > begin_b:
        border = (last.end_a + first.b) // 2 if first.b >= last.end_a else first.b
        end_a, begin_b = min(end_a, border), max(begin_b, border)
    return begin_a, end_a, begin_b, end_b


def _beside(box: tuple[int, int, int, int], anchors: list[Block], taken: Block) -> tuple[int, int, int, int]:
    """A box cut where a block that another part has taken lies before or behind the chain on both sides.

    Without this what was moved would be aligned together with its unmoved neighbours once more.
    """
    begin_a, end_a, begin_b, end_b = box
    first, last = anchors[0], anchors[-1]
    if last.end_a <= taken.a < end_a and last.end_b <= taken.b < end_b:
        end_a, end_b = taken.a, taken.b
    if begin_a < taken.end_a <= first.a and begin_b < taken.end_b <= first.b:
        begin_a, begin_b = taken.end_a, taken.end_b
    return begin_a, end_a, begin_b, end_b


def _distinct(parts: list[list[Block]]) -> list[list[Block]]:
    """Leave out parts that another, longer part of the same pair covers by half on both sides."""
    ordered = sorted(parts, key=lambda part: (-sum(block.words for block in part), part))
    kept: list[list[Block]] = []
    # By the stretch of side a they touch, so that each part meets only what lies at its place.
    near: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for part in ordered:
        box = (part[0].a, part[-1].end_a, part[0].b, part[-1].end_b)
        stretches = range(box[0] // _STRETCH_WORDS, (box[1] - 1) // _STRETCH_WORDS + 1)
        if not any(_covers(other, box) for stretch in stretches for other in near[stretch]):
            kept.append(part)
            for stretch in stretches:
                near[stretch].append(box)
    return kept


def _covers(other: tuple[int, int, int, int], box: tuple[int, int, int, int]) -> bool:
    """Whether a box of words covers half of another on both sides."""
    begin_a, end_a, begin_b, end_b = box
    return min(end_a, other[1]) - max(begin_a, other[0]) > _SAME_SHARE * (end_a - begin_a) and min(
        end_b, other[3]
    ) - max(begin_b, other[2]) > _SAME_SHARE * (end_b - begin_b)
