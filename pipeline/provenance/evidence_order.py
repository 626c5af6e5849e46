"""Evidence from the order of passages: who rearranges a source as another does is not independent of it."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.corpus.structure import locus
from pipeline.provenance import weights
from pipeline.provenance.evidence import Evidence
from pipeline.provenance.evidence_stated import first_words
from pipeline.provenance.sections import source_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pipeline.corpus.documents import Document
    from pipeline.provenance.contained import Contained
    from pipeline.provenance.families import Family, Span
    from pipeline.provenance.findings import MatchFinding

__all__ = ["shared_orders"]

_CROWD = 12
"""Texts that have a passage, beyond which no order is looked for: the passage is in everybody's hands."""

_MANY = 1 << 12
"""Triples of texts that have one passage after the other, beyond which those with the most passages are looked at."""

_SHOWN_WORDS = 4
_SHOWN_BLOCKS = 6

Text = tuple[int, bool]
"""What has an order of its own: the running text of a document, or all that it prints as numbered sources (True)."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Block:
    """A passage that three texts have: where it begins in each, and a match between the first two that holds it."""

    one: int
    other: int
    third: int
    match: int


def shared_orders(
    families: Sequence[Family],
    contained: Sequence[Contained],
    matches: Sequence[MatchFinding],
    compared: Sequence[Document],
) -> Iterator[Evidence]:
    """Rows of the kind ``block_order``.

    Args:
        families: All families.
        contained: What lies inside longer matches: a copied block may hold several passages that a third text has.
        matches: All matches, with the directions that the evidence for each gives.
        compared: Documents by number.

    Yields:
        For two texts that have the same passages in one order, where their source, or the source of one of them, has
        them in another: one row for each match between the two that holds one of the passages, or in which both have
        what they moved. It shows dependence and
        no direction. Where no direction shows that the third is the source, none: then it may be the one that
        rearranged, and the two have what the original has. The running text of a document and its numbered sources have
        orders of their own.

    Cost: linear in the families, and for each the cube of the texts that have it, of which there are few.
    """
    found = _blocks(families, contained, matches, compared)
    sources = _sources(matches, compared)
    triples = sorted(
        (triple for triple, blocks in found.items() if len(blocks) > 1),
        key=lambda one: (-len(found[one]), one),
    )
    for one, other, third in sorted(triples[:_MANY]):
        if not _is_source(third, (one, other), sources):
            continue
        agreed = _longest_rising(sorted(found[one, other, third]), lambda block: block.other)
        kept = _longest_rising(agreed, lambda block: block.third)
        n_moved = len(agreed) - len(kept)
        if n_moved == 0:
            continue
        yield from _rows(agreed, n_moved, (one, other, third), compared)
    for family in families:
        yield from _moved_alike(family, matches, compared, sources)


def _text_of(number: int, begin: int, compared: Sequence[Document]) -> Text:
    return number, source_number(locus(compared[number].structure, begin)) is not None


def _name(text: Text, compared: Sequence[Document]) -> str:
    return f"the sources of {compared[text[0]].siglum}" if text[1] else str(compared[text[0]].siglum)


def _blocks(
    families: Sequence[Family],
    contained: Sequence[Contained],
    matches: Sequence[MatchFinding],
    compared: Sequence[Document],
) -> dict[tuple[Text, Text, Text], list[_Block]]:
    """The passages that three texts have once each, by two texts, in order, and a third."""
    inside: dict[int, list[int]] = defaultdict(list)
    for part in contained:
        inside[part.family].append(part.match)
    found: dict[tuple[Text, Text, Text], list[_Block]] = defaultdict(list)
    for row, family in enumerate(families):
        if len(family.witnesses) < 3:  # noqa: PLR2004 - two that agree and one that does not
            continue
        of_text: dict[Text, list[Span]] = defaultdict(list)
        for span in family.witnesses:
            of_text[_text_of(span.number, span.begin, compared)].append(span)
        once = {text: spans[0].begin for text, spans in of_text.items() if len(spans) == 1}
        if not 3 <= len(once) <= _CROWD:  # noqa: PLR2004
            continue
        linked = {
            _texts_of(matches[at], compared): at
            for at in sorted({*family.matches, *inside[row]}, reverse=True)
        }
        for one, other in itertools.combinations(sorted(once), 2):
            at = linked.get((one, other))
            if at is None:
                continue
            for third in once.keys() - {one, other}:
                block = _Block(one=once[one], other=once[other], third=once[third], match=at)
                found[one, other, third].append(block)
    return found


def _texts_of(match: MatchFinding, compared: Sequence[Document]) -> tuple[Text, Text]:
    a, b = sorted((_text_of(match.a, match.a_begin, compared), _text_of(match.b, match.b_begin, compared)))
    return a, b


def _sources(
    matches: Iterable[MatchFinding], compared: Sequence[Document]
) -> dict[tuple[Text, Text], set[Text]]:
    """Which of two texts is shown as the source, by the two in order."""
    found: dict[tuple[Text, Text], set[Text]] = defaultdict(set)
    for match in matches:
        if match.direction.copied_from == "undetermined":
            continue
        a = match.direction.copied_from == "a"
        source = (match.a, match.a_begin) if a else (match.b, match.b_begin)
        found[_texts_of(match, compared)].add(_text_of(*source, compared))
    return found


def _is_source(third: Text, texts: tuple[Text, Text], sources: Mapping[tuple[Text, Text], set[Text]]) -> bool:
    """Whether a text is the source of one of two, and the copy of neither."""
    shown = [sources.get((min(text, third), max(text, third)), set()) for text in texts]
    return any(shown) and all(of <= {third} for of in shown)


def _longest_rising(blocks: Sequence[_Block], place: Callable[[_Block], int]) -> list[_Block]:
    """The longest run of blocks, in their order, whose places rise; of several the one with the lowest places."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for at, block in enumerate(blocks):
        length = bisect_left(ends, place(block))
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [place(block)]
        last[length : length + 1] = [at]
    found: list[_Block] = []
    at_: int | None = last[-1] if last else None
    while at_ is not None:
        found.append(blocks[at_])
        at_ = before[at_]
    return found[::-1]


def _rows(
    blocks: Sequence[_Block],
    n_moved: int,
    texts: tuple[Text, Text, Text],
    compared: Sequence[Document],
) -> Iterator[Evidence]:
    number = texts[0][0]
    text = compared[number].text
    begun = [first_words(text, block.one, len(text), _SHOWN_WORDS) for block in blocks]
    shown = " | ".join(text[first:last] for first, last in begun[:_SHOWN_BLOCKS])
    if len(begun) > _SHOWN_BLOCKS:
        shown += f" | and {len(begun) - _SHOWN_BLOCKS} more"
    third = _name(texts[2], compared)
    seen: set[int] = set()
    for block, (first, last) in zip(blocks, begun, strict=True):
        if block.match in seen:
            continue
        seen.add(block.match)
        yield Evidence(
            match=block.match,
            kind="block_order",
            favours="dependence",
            weight=weights.block_order(len(blocks), n_moved),
            fact=f"order against {texts[2]}",
            basis="copy",
            number=number,
            begin=first,
            end=last,
            excerpt=f"{shown}: in this order in both, not in {third}",
        )


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Moved:
    """Words of a third text that a text has at another place of one match: where they begin in it."""

    text: Text
    begin: int
    third_begin: int
    third_end: int


def _moved_alike(
    family: Family,
    matches: Sequence[MatchFinding],
    compared: Sequence[Document],
    sources: Mapping[tuple[Text, Text], set[Text]],
) -> Iterator[Evidence]:
    """Rows for what two witnesses of a family both have elsewhere than a third, and in the same place."""
    if not 3 <= len(family.witnesses) <= _CROWD:  # noqa: PLR2004 - two that agree and one that does not
        return
    linked = {_texts_of(matches[at], compared): at for at in sorted(family.matches, reverse=True)}
    moved: dict[Text, list[_Moved]] = defaultdict(list)
    for at in family.matches:
        for third, one in _moves(matches[at], compared):
            moved[third].append(one)
    for third in sorted(moved):
        for one, other in itertools.combinations(sorted(moved[third]), 2):
            texts = (one.text, other.text)
            at_ = linked.get(texts)
            if at_ is None or not _is_source(third, texts, sources) or not _are_one(one, other):
                continue
            if not _has_both(matches[at_], one, other):
                continue
            text = compared[one.text[0]].text
            first, last = first_words(text, one.begin, len(text), _SHOWN_WORDS)
            yield Evidence(
                match=at_,
                kind="block_order",
                favours="dependence",
                weight=weights.block_order(2, 1),
                fact=f"order of {one.third_begin} in {third}",
                basis="copy",
                number=one.text[0],
                begin=first,
                end=last,
                excerpt=f"{text[first:last]}: at one place in both, elsewhere in {_name(third, compared)}",
            )


def _moves(match: MatchFinding, compared: Sequence[Document]) -> Iterator[tuple[Text, _Moved]]:
    """What one side has elsewhere than the other, seen from both."""
    a, b = (
        _text_of(number, begin, compared)
        for number, begin in ((match.a, match.a_begin), (match.b, match.b_begin))
    )
    for variant in match.variants:
        if variant.variant_class != "transposition" or a == b:
            continue
        yield b, _Moved(text=a, begin=variant.a_begin, third_begin=variant.b_begin, third_end=variant.b_end)
        yield a, _Moved(text=b, begin=variant.b_begin, third_begin=variant.a_begin, third_end=variant.a_end)


def _are_one(one: _Moved, other: _Moved) -> bool:
    """Whether two texts moved the same words of the third: half of what either moved."""
    shared = min(one.third_end, other.third_end) - max(one.third_begin, other.third_begin)
    longer = max(one.third_end - one.third_begin, other.third_end - other.third_begin)
    return one.text != other.text and 2 * shared >= longer


def _has_both(match: MatchFinding, one: _Moved, other: _Moved) -> bool:
    """Whether a match holds both places, and moves neither."""
    a, b = (
        (one, other) if one.text[0] == match.a and match.a_begin <= one.begin < match.a_end else (other, one)
    )
    return (
        match.a_begin <= a.begin < match.a_end
        and match.b_begin <= b.begin < match.b_end
        and not any(
            variant.variant_class == "transposition"
            and (variant.a_begin <= a.begin < variant.a_end or variant.b_begin <= b.begin < variant.b_end)
            for variant in match.variants
        )
    )
