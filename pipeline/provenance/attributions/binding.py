"""Bind attributing words to the quotations they cover, and tell quotation from talk, titles and irony."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.provenance.attributions.around import Around, Bound, Register, read_register
from pipeline.provenance.attributions.citations import Citation
from pipeline.provenance.attributions.inserted import find_inserted
from pipeline.provenance.attributions.leading import SENTENCE_WORDS, STATEMENT_WORDS, UNNAMED_WORDS, leads
from pipeline.provenance.attributions.marked_titles import is_title
from pipeline.provenance.attributions.notes import find_reference
from pipeline.provenance.attributions.persons import find_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.attributions.clauses import Clause
    from pipeline.provenance.attributions.quotations import Quotation
    from pipeline.provenance.attributions.reading import Lead, Reading

__all__ = ["bind_quotations", "with_reference"]

_YEAR_AFTER_SPEAKER = re.compile(
    r"\s*[.,]?\s*[(（\[](?P<year>1[4-9]\d\d|20\d\d)[a-z]?(?:\s?[:,]\s?(?:[^\W\d_]{1,4}\.?\s?)?\d[\d\s,–-]*f{0,2}\.?)?[)）\]]"
)
"""A year alone behind what somebody is said to write: 'Reed writes that "..." (1960: 45)'."""

_BETWEEN_HALVES = 14
"""Words of the narrator between the two halves of one quotation, at most."""


def bind_quotations(reading: Reading) -> list[Bound]:
    """Read what is said of each stretch in quotation marks.

    Args:
        reading: A document.

    Returns:
        One for each stretch that is a quotation by what is said (``certain``), and for each that may be one; talk,
        titles and terms are left out.

    Cost: linear in the sentences around the marks.
    """
    in_marks = [one for one in reading.quotations if one.kind == "marks"]
    counts = reading.counts_words([(one.begin, one.end) for one in in_marks])
    marked = [
        (one, n_words)
        for one, n_words in zip(in_marks, counts, strict=True)
        if not is_title(reading, one, n_words)
    ]
    arounds: list[Around] = []
    free = 0
    for place, (one, n_words) in enumerate(marked):
        following = marked[place + 1][0].outer_begin if place + 1 < len(marked) else len(reading.text)
        arounds.append(
            Around(reading=reading, quotation=one, n_words=n_words, free=free, following=following)
        )
        free = one.outer_end
    register = read_register(arounds)
    bound: list[Bound] = []
    taken = -1
    for place, around in enumerate(arounds):
        if place <= taken:
            continue
        found = _judge(reading, around, register=register)
        if found is None:
            continue
        taken, found = _with_other_half(reading, arounds, place, found)
        bound.append(found)
    return bound


def _judge(reading: Reading, around: Around, *, register: Register) -> Bound | None:
    one = around.quotation
    reference = find_reference(reading, one)
    named = _by_lead(reading, around, register=register) or _by_tail(reading, around, register=register)
    if reference is not None and (not one.in_source or named is not None):
        return with_reference(one, named, reference)
    if named is not None:
        return _with_year(reading, named)
    if one.in_source or register == "story" or _is_talk(around):
        return None
    inserted = find_inserted(reading, one)
    if inserted is not None:
        return inserted
    return _by_marks(reading, around, register=register)


def _with_year(reading: Reading, bound: Bound) -> Bound:
    """Give a quotation whose speaker is named without a work the year that stands alone in parentheses behind it."""
    if bound.work is not None or bound.speaker is None:
        return bound
    found = _YEAR_AFTER_SPEAKER.match(reading.text, bound.quotation.outer_end)
    if found is None:
        return bound
    year = int(found["year"])
    work = Citation(
        begin=found.start(),
        end=found.end(),
        speaker=bound.speaker,
        author=bound.speaker,
        year=year,
        date=str(year),
    )
    return replace(bound, work=work)


def _by_marks(reading: Reading, around: Around, *, register: Register) -> Bound | None:
    """A quotation that no word attributes: by its marks, its length, and how the sentence leads to it."""
    one, lead, n_words = around.quotation, around.lead, around.n_words
    if n_words < STATEMENT_WORDS:
        return None
    if lead is None or (lead.own_paragraph and not lead.colon):
        return Bound(quotation=one, certain=False)
    if lead.colon and not reading.cues.language:
        return Bound(quotation=one, begin=lead.begin, end=lead.end, work=around.before.work)
    if n_words < UNNAMED_WORDS or (register == "open" and not lead.colon):
        return Bound(quotation=one, certain=False)
    if not lead.colon and not lead.ended and _names_somebody(reading, lead):
        return Bound(quotation=one, begin=lead.begin, end=lead.end)
    return Bound(quotation=one)


def _names_somebody(reading: Reading, lead: Lead) -> bool:
    """Whether the sentence that a quotation is a part of has a name in it: then nobody can say that none is named."""
    names = find_names(reading.text[lead.begin : lead.end], reading.cues)
    return any(reading.is_proper(name.text) for name in names)


def _is_talk(around: Around) -> bool:
    """Whether words of talk, or the narrator's own person, go with it."""
    return any(
        clause.speaker_kind == "first_person"
        or (clause.verb_kind == "speech" and (clause.near or clause is around.after))
        for clause in (around.before, around.after)
    )


def _by_lead(reading: Reading, around: Around, *, register: Register) -> Bound | None:
    one = around.quotation
    if register == "story" and not one.in_source and not around.may_lead_in_story():
        return None
    lead, clause = around.lead, around.before
    if lead is None or not leads(reading, around, register=register):
        return None
    speaker = clause.speaker
    if speaker is None and clause.speaker_kind in {"pronoun", "implied_pronoun"}:
        block = one.block - 1 if lead.own_paragraph else one.block
        speaker = reading.antecedent(lead.begin + clause.first, block)
    if (
        speaker
        and clause.work
        and clause.work.author
        and not clause.work.title
        and set(speaker.split()) <= set(clause.work.author.split())
    ):
        speaker = clause.work.author  # "Reed and Finch (1960) write"
    if speaker is None and clause.speaker_kind is None and clause.near and clause.work is not None:
        speaker = clause.work.author  # "Finch's The Mill Pond (1931) says"
    if speaker is None and clause.verb_kind == "speech":
        return None  # "he said:", and nobody knows who: talk
    return Bound(
        quotation=one,
        begin=lead.begin + _first(reading, lead, clause),
        end=lead.end,
        speaker=speaker,
        cue=clause.cue,
        work=clause.work,
        names_source=clause.names_source,
    )


def _first(reading: Reading, lead: Lead, clause: Clause) -> int:
    """Where the attributing words begin: with the sentence, unless that is long before speaker and work."""
    first = min(clause.first, clause.work.begin) if clause.work and clause.work.title else clause.first
    head = reading.text[lead.begin : lead.begin + first]
    return 0 if len(head.split()) <= _BETWEEN_HALVES else first


def _by_tail(reading: Reading, around: Around, *, register: Register) -> Bound | None:
    """By what follows: '"...," writes X in her memoirs.'.

    In a story what goes with talk is no report, unless it says that it was written down. Where nothing tells whether
    the document is a story, a word by which somebody looks back or bears witness reports, too; one of mere speaking
    does not.
    """
    may_report = around.may_be_penned() if register == "story" else around.may_be_on_record()
    if (register != "report" and not may_report) or not _is_report(around, register):
        return None
    one, clause = around.quotation, around.after
    if (one.in_source and clause.speaker_kind != "name") or around.n_words < SENTENCE_WORDS:
        return None
    speaker = clause.speaker
    if speaker is None:
        speaker = reading.antecedent(one.outer_begin, one.last_block)
    begin, end = around.after_span
    while begin < end and reading.text[begin] in " ,，、\n–—-":
        begin += 1
    while end > begin and reading.text[end - 1].isspace():
        end -= 1
    return Bound(quotation=one, begin=begin, end=end, speaker=speaker, cue=clause.cue, work=clause.work)


def _is_report(around: Around, register: Register) -> bool:
    clause = around.after
    if clause.speaker_kind in {None, "first_person", "phrase"}:
        return False
    if clause.verb_kind == "speech":
        # Where all else is reported, what somebody "said" is a statement; inside a source it is that one's talk.
        return register == "report" and not around.quotation.in_source and around.n_words >= STATEMENT_WORDS
    if clause.verb_kind not in {"writing", "according"}:
        return False
    return clause.penned or register == "report" or (register == "open" and clause.is_report_behind)


def with_reference(one: Quotation, named: Bound | None, reference: Citation) -> Bound:
    """Say of a quotation what a note or a parenthesis adds to what the sentence says.

    Args:
        one: The quotation.
        named: What the sentence says of it, if anything.
        reference: What the note says.
    """
    if named is None:
        return Bound(
            quotation=one,
            begin=reference.begin,
            end=reference.end,
            speaker=reference.speaker,
            cue=reference.cue,
            work=reference,
        )
    work = named.work or reference
    if work is not reference and work.year is None and work.title:
        work = replace(work, year=reference.year, date=reference.date)
    if work is reference and reference.author is None and named.speaker:
        work = replace(reference, author=None)
    # "He wrote": whom that means is not known, and it need not be the author of the work it is cited from.
    speaker = named.speaker
    if named.cue is None or not named.names_source:
        speaker = speaker or reference.speaker
    return replace(named, speaker=speaker, work=work, names_source=True)


def _with_other_half(
    reading: Reading, arounds: Sequence[Around], place: int, found: Bound
) -> tuple[int, Bound]:
    """Join the second half of a quotation that the narrator's clause interrupts."""
    around = arounds[place]
    if found.begin is None or found.begin < around.quotation.outer_end or place + 1 == len(arounds):
        return place, found
    other = arounds[place + 1].quotation
    between = reading.text[around.quotation.outer_end : other.outer_begin]
    if other.block != around.quotation.last_block or len(between.split()) > _BETWEEN_HALVES:
        return place, found
    if reading.text[around.after_span[1] : other.outer_begin].strip():
        return place, found  # another sentence leads to the other
    lead, verb = arounds[place + 1].before, around.after.verb_kind
    if verb == "text" or verb is None or (lead.verb_kind == "speech" and verb != "speech") or lead.with_that:
        return place, found  # "..., he wrote that" leads on to the other
    whole = replace(
        around.quotation,
        end=other.end,
        outer_end=other.outer_end,
        last_block=other.last_block,
        closed=other.closed,
    )
    found = replace(found, quotation=whole)
    reference = find_reference(reading, whole) if found.work is None else None
    return place + 1, found if reference is None else with_reference(whole, found, reference)
