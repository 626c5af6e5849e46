"""A quotation in marks with the sentences around it, read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.provenance.attributions.clauses import Clause, read_clause
from pipeline.provenance.attributions.sentences import first_sentence_end

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.provenance.attributions.citations import Citation
    from pipeline.provenance.attributions.quotations import Quotation
    from pipeline.provenance.attributions.reading import Lead, Reading

__all__ = ["Around", "Bound", "Register", "read_around", "read_register"]

Register = Literal["report", "story", "open"]

_GOES_ON = re.compile(r"^[\s]*[,，、]|^\s*[a-zà-ÿа-яёα-ω]")
_LEFT_OPEN = re.compile(r"[,，、?？!！…]$|[-–—]$|\.\.\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A quotation with what is said of it.

    Attributes:
        quotation: Where it stands; two halves with the narrator's clause between them are one.
        begin: Where the attributing words begin, in code points; None where there are none.
        end: Where they end.
        speaker: Who is quoted, as printed, or the name that a pronoun stands for.
        cue: The word of reporting.
        work: The work named, if any.
        certain: Whether it is a quotation by what is said; else only an equal text elsewhere can tell.
    """

    quotation: Quotation
    begin: int | None = None
    end: int | None = None
    speaker: str | None = None
    cue: str | None = None
    work: Citation | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands before and after a quotation in marks."""

    quotation: Quotation
    n_words: int
    lead: Lead | None
    before: Clause
    after: Clause
    after_begin: int
    after_end: int


def read_around(reading: Reading, one: Quotation, free: int, following: int) -> Around:
    """Read what stands before and after a quotation.

    Args:
        reading: The document.
        one: A quotation in marks.
        free: Where the quotation before it ends.
        following: Where the next one begins.
    """
    text, cues = reading.text, reading.cues
    lead = reading.lead(one, free)
    # A paragraph that ends without a colon leads to nothing; in a novel these are most.
    leads = lead is not None and (lead.colon or not lead.own_paragraph)
    before = read_clause(text[lead.begin : lead.end], cues) if lead and leads else Clause()
    _, block_end = reading.block_span(one.last_block)
    stop = min(block_end, following)
    begin = one.outer_end
    end = first_sentence_end(text, begin, stop, cues) if begin < stop else begin
    tail = text[begin:end]
    after = Clause()
    if tail.strip() and (_GOES_ON.search(tail) or _LEFT_OPEN.search(text[one.begin : one.end])):
        after = read_clause(tail, cues, after=True)
    return Around(
        quotation=one,
        n_words=reading.n_words(one.begin, one.end),
        lead=lead,
        before=before,
        after=after,
        after_begin=begin,
        after_end=end,
    )


def read_register(arounds: Iterable[Around]) -> Register:
    """Whether a document reports what others wrote, or tells a story with talk in it.

    Args:
        arounds: Its quotations in marks.

    Returns:
        "report" where sentences that lead to a quotation with a word of reporting are more than those that go with
        talk, "story" where they are fewer, "open" where there are as many, or none. What stands in sources inside the
        document is not counted.
    """
    talk = reports = 0
    for one in arounds:
        if one.quotation.in_source:
            continue
        before, after = one.before, one.after
        if one.lead is not None and (one.lead.colon or before.with_that):
            reports += before.verb_kind in {"writing", "according"} or before.work is not None
        elif before.verb_kind == "speech" and before.near:
            talk += 1
        if after.verb_kind in {"writing", "speech"}:
            reports += after.penned
            talk += not after.penned
    return "report" if reports > talk else "story" if talk > reports else "open"
