"""Sources, blockquotes and paragraphs that are set off as a whole, with the words that say whose they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.corpus.structure import BlockKind
from pipeline.provenance.attributions.around import Bound
from pipeline.provenance.attributions.binding import bind_quotations, with_reference
from pipeline.provenance.attributions.citations import Citation, read_citation
from pipeline.provenance.attributions.clauses import read_clause
from pipeline.provenance.attributions.notes import (
    find_reference,
    reference_of_lead,
    without_reference,
)
from pipeline.provenance.attributions.quotations import Quotation
from pipeline.provenance.attributions.signatures import signature_inside
from pipeline.provenance.sections import source_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.align.set_aside import Repeated
    from pipeline.provenance.attributions.clauses import Clause
    from pipeline.provenance.attributions.overlaps import MatchIndex
    from pipeline.provenance.attributions.reading import Lead, Reading

__all__ = ["bound_quotations", "footers_of", "without_footer"]

_ALONE = 0.8
"""Share of an unnamed quotation that a match covers, and of the match that lies in the quotation.

From it on the same words elsewhere show that it is one, for the match is about the quotation, not the text around it.
"""

_BOILERPLATE = frozenset({"boilerplate", "user"})
_SET_OFF_WORDS = 8
"""Words from which an indented paragraph is a quotation and no address or line of verse."""


def bound_quotations(reading: Reading, index: MatchIndex) -> Iterator[tuple[Bound, bool]]:
    """All quotations of a document with what is said of them.

    Args:
        reading: The document.
        index: All matches: an equal text elsewhere tells of a stretch in marks that it is a quotation.

    Yields:
        Each quotation, and whether a heading says what it is.
    """
    for one in reading.quotations:
        if one.kind == "source":
            heading = _heading(reading, one)
            if heading is not None:
                yield heading, True
    yield from ((bound, False) for bound in _blockquotes(reading))
    yield from ((bound, True) for bound in _unnumbered(reading))
    yield from ((bound, False) for bound in _plain_paragraphs(reading))
    for bound in bind_quotations(reading):
        if bound.certain or _stands_alone(reading, bound.quotation, index):
            yield bound, False


def footers_of(set_aside: Sequence[Repeated]) -> dict[int, list[tuple[int, int]]]:
    """First and last word of what repeats as boilerplate, by document."""
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for repeated in set_aside:
        if repeated.reason in _BOILERPLATE:
            for place in repeated.places:
                places[place.number].append((place.first, place.last))
    return places


def without_footer(reading: Reading, bound: Bound, footers: Mapping[int, list[tuple[int, int]]]) -> Bound:
    """Leave out last paragraphs of a source that are boilerplate."""
    quote = bound.quotation
    if quote.kind != "source":
        return bound
    last = quote.last_block
    while last > quote.block:
        words = np.searchsorted(reading.view.begin, reading.block_span(last)).tolist()
        if not any(first <= words[0] and words[1] <= stop for first, stop in footers.get(reading.number, ())):
            break
        last -= 1
    if last == quote.last_block:
        return bound
    end = reading.block_span(last)[1]
    return replace(bound, quotation=replace(quote, end=end, outer_end=end, last_block=last))


def _heading(reading: Reading, source: Quotation) -> Bound | None:
    begin, end = reading.block_span(source.block - 1)
    cited = read_citation(reading.text[begin:end], reading.cues, numbered=True)
    return _by_citation(source, cited, begin, end) if cited else None


def _by_citation(quotation: Quotation, cited: Citation, begin: int, end: int) -> Bound:
    return Bound(
        quotation=quotation,
        begin=begin + cited.begin,
        end=end,
        speaker=cited.speaker,
        cue=cited.cue,
        work=cited,
    )


def _unnumbered(reading: Reading) -> Iterator[Bound]:
    """Excerpts under a heading that names author, title and year without a number."""
    structure = reading.document.structure
    for block in np.flatnonzero(structure.kind == int(BlockKind.HEADING)).tolist():
        label = structure.labels[block]
        if label == "title" or source_number(label) is not None:
            continue
        begin, end = reading.block_span(block)
        cited = read_citation(reading.text[begin:end], reading.cues, numbered=False)
        last = block
        while last + 1 < len(structure.labels) and not reading.is_heading(last + 1):
            last += 1
        if cited is None or last == block or (cited.author is None and cited.cue is None):
            continue
        source = _of_blocks(reading, block + 1, last, "source")
        yield _by_citation(source, cited, begin, end)


def _blockquotes(reading: Reading) -> Iterator[Bound]:
    """Blockquotes; the sentence above some in a row leads to each, up to the first that says itself whose it is."""
    before: Quotation | None = None
    led: Quotation | None = None
    for one in reading.quotations:
        if one.kind != "blockquote":
            continue
        if before is None or before.last_block + 1 != one.block:
            led = one
        yield from _blockquote(reading, one, led)
        if signature_inside(reading, one) is not None:
            led = None
        before = one


def _blockquote(reading: Reading, quote: Quotation, led: Quotation | None) -> Iterator[Bound]:
    """What is said of a blockquote, by itself or above ``led``, the first of those in a row with it."""
    if reading.n_words(quote.begin, quote.end) < _SET_OFF_WORDS:
        return
    signed = signature_inside(reading, quote)
    if signed is not None:
        quote = replace(quote, end=signed[1])
    quote = without_reference(reading, quote)
    lead = reading.lead(led, 0) if led else None
    clause = read_clause(reading.text[lead.begin : lead.end], reading.cues) if lead else None
    reference = signed[0] if signed else find_reference(reading, quote)
    if reference is None and lead is not None and lead.colon:
        reference = reference_of_lead(reading, quote, lead.end)
    named: Bound | None = None
    if led and lead and clause and _leads_in(clause, lead):
        speaker = clause.speaker
        if speaker is None and clause.speaker_kind == "pronoun":
            speaker = reading.antecedent(lead.begin + clause.first, led.block - 1)
        named = Bound(
            quotation=quote,
            begin=lead.begin,
            end=lead.end,
            speaker=speaker,
            cue=clause.cue,
            work=clause.work,
            names_source=clause.names_source,
        )
    if reference is not None:
        yield with_reference(quote, named, reference)
    elif named is not None:
        yield named
    elif lead and lead.colon and not reading.cues.language:
        yield Bound(quotation=quote, begin=lead.begin, end=lead.end)
    else:
        yield Bound(quotation=quote)


def _leads_in(clause: Clause, lead: Lead) -> bool:
    """Whether the sentence above a blockquote says whose it is; one with a stop must say who wrote, or where."""
    if clause.speaker_kind == "first_person" or not (clause.verb_kind or clause.work):
        return False
    if not lead.ended:
        return True
    reports = clause.verb_kind in {"writing", "according"} and clause.speaker_kind in {"name", "pronoun"}
    return reports or clause.work is not None or (clause.verb_kind == "text" and clause.near)


def _plain_paragraphs(reading: Reading) -> Iterator[Bound]:
    """Paragraphs without marks that the one before leads to: "here is what he later wrote about Leon:"."""
    structure = reading.document.structure
    set_off = np.zeros(len(structure.labels), bool)
    for one in reading.quotations:
        set_off[one.block : one.last_block + 1] = True
    for block in np.flatnonzero((structure.kind == int(BlockKind.PARAGRAPH)) & ~set_off).tolist():
        if block == 0 or reading.text[reading.block_span(block - 1)[1] - 1] not in ":：":
            continue
        if reading.is_heading(block - 1) or source_number(structure.labels[block]) is not None:
            continue
        begin, end = reading.block_span(block)
        quote = _of_blocks(reading, block, block, "blockquote")
        lead = reading.lead(quote, 0)
        clause = read_clause(reading.text[lead.begin : lead.end], reading.cues) if lead else None
        if lead is None or clause is None or clause.verb_kind != "writing":
            continue
        if clause.speaker_kind not in {"name", "pronoun"} or reading.n_words(begin, end) < _SET_OFF_WORDS:
            continue
        speaker = clause.speaker or reading.antecedent(lead.begin + clause.first, block - 1)
        yield Bound(
            quotation=quote, begin=lead.begin, end=lead.end, speaker=speaker, cue=clause.cue, work=clause.work
        )


def _stands_alone(reading: Reading, quote: Quotation, index: MatchIndex) -> bool:
    """Whether a match is about a quotation: it covers most of it, and little beyond."""
    length = quote.end - quote.begin
    for _, _, begin, end in index.touching(reading.number, quote.begin, quote.end):
        common = min(end, quote.end) - max(begin, quote.begin)
        if common >= _ALONE * length and common >= _ALONE * (end - begin):
            return True
    return False


def _of_blocks(reading: Reading, first: int, last: int, kind: Literal["source", "blockquote"]) -> Quotation:
    begin, end = reading.block_span(first)[0], reading.block_span(last)[1]
    return Quotation(
        begin=begin, end=end, outer_begin=begin, outer_end=end, kind=kind, block=first, last_block=last
    )
