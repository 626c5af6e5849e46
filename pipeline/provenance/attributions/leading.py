"""Whether the sentence before a quotation says that one follows, and says so of somebody or of some text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.provenance.attributions.around import Around, Register
    from pipeline.provenance.attributions.clauses import Clause
    from pipeline.provenance.attributions.reading import Lead, Reading

__all__ = ["FEW_WORDS", "SENTENCE_WORDS", "STATEMENT_WORDS", "UNNAMED_WORDS", "leads"]

FEW_WORDS = 3
"""Words from which what is quoted under somebody's name is a quotation and no single term."""

SENTENCE_WORDS = 4
"""The same where it is part of the narrator's sentence."""

STATEMENT_WORDS = 8
"""Words from which what somebody "said" is a statement; so many are trusted on marks in a language without cues."""

_BEFORE_TEXT = 3
"""Words from a preposition to a kind of text: "in a short statement"."""

UNNAMED_WORDS = 20
"""Words from which a quotation that nobody is named for is one all the same, where a sentence leads to it."""


def leads(reading: Reading, around: Around, *, register: Register) -> bool:
    """Judge the sentence before a quotation.

    Args:
        reading: The document.
        around: The quotation with what stands around it.
        register: Whether the document reports, or tells a story with talk in it.

    Returns:
        Whether the sentence attributes the quotation: a word of reporting with its subject, "according to", a work, a
        kind of text before a colon, or a name that begins a sentence ending in a colon. Talk is no quotation: in a
        story only what is on record counts, written down or looked back on; elsewhere a word of talk attributes a
        statement.
    """
    lead, clause, n_words = around.lead, around.before, around.n_words
    if lead is None or clause.speaker_kind == "first_person":
        return False
    if lead.follows and not lead.colon and not clause.with_that:
        return False  # it goes with the quotation before it
    if around.quotation.in_source:
        return _in_source(clause, lead, n_words)
    titled = clause.work is not None and clause.work.title is not None and not lead.ended
    of_work = clause.work is not None and (
        (lead.colon and n_words >= FEW_WORDS) or (titled and n_words >= SENTENCE_WORDS)
    )
    named = clause.speaker is not None or clause.speaker_kind == "pronoun"
    if register == "story":
        return of_work or _on_record(reading, clause, lead, n_words, named=named)
    return (
        of_work
        or {
            "writing": _reports(clause, lead, n_words, register)
            if named
            else lead.colon and n_words >= STATEMENT_WORDS,
            "according": n_words >= FEW_WORDS and not lead.ended,
            "speech": _states(clause, lead, n_words, register),
            "text": (lead.colon or (_reports_on(lead, register) and clause.near))
            and n_words >= STATEMENT_WORDS,
            None: _implies(reading, clause, lead, n_words, register),
        }[clause.verb_kind]
    )


def _on_record(reading: Reading, clause: Clause, lead: Lead, n_words: int, *, named: bool) -> bool:
    """Whether somebody is quoted even among talk: what is written down, looked back on, or told "according to" him."""
    if clause.verb_kind == "according":
        return n_words >= SENTENCE_WORDS and not lead.ended
    text = reading.text[lead.begin : lead.end]
    leads_on = lead.colon or clause.with_that or reading.cues.that.end(text)
    if named and clause.penned and leads_on:
        return n_words >= (FEW_WORDS if lead.colon else SENTENCE_WORDS)
    if clause.verb_kind not in {"writing", "speech"} or n_words < STATEMENT_WORDS:
        return False
    if lead.colon and clause.on_record and clause.speaker_kind == "name":
        return True
    # As in "In a telegram the company declared:" and "Hall said in a statement that".
    return leads_on and (named or lead.colon) and _is_in_text(text, reading)


def _is_in_text(text: str, reading: Reading) -> bool:
    """Whether a sentence says that words stand in a text: "in a short statement" says so, "this letter" does not."""
    heads = (
        text[: found.start()].lower().split()[-_BEFORE_TEXT:]
        for found in reading.cues.texts.pattern.finditer(text)
    )
    return any(word in reading.cues.in_work for head in heads for word in head)


def _in_source(clause: Clause, lead: Lead, n_words: int) -> bool:
    """Inside other people's text only what is said to be written counts; all else is their talk."""
    reports = clause.verb_kind == "writing" and clause.speaker_kind == "name"
    return reports and (lead.colon or clause.near) and n_words >= STATEMENT_WORDS


def _reports_on(lead: Lead, register: Register) -> bool:
    """Whether a whole sentence may lead to a quotation that follows it in the same paragraph."""
    return lead.ended and not lead.own_paragraph and register == "report"


def _reports(clause: Clause, lead: Lead, n_words: int, register: Register) -> bool:
    if lead.colon or (clause.near and not lead.comma):
        return n_words >= FEW_WORDS
    if clause.with_that and n_words >= SENTENCE_WORDS:
        return True
    if clause.near:
        # 'Ada Finch recalled, "..."': with a comma as talk has it, so more than a name is asked for.
        return n_words >= STATEMENT_WORDS and (register == "report" or clause.speaker_kind == "name")
    return lead.ended and n_words >= STATEMENT_WORDS and _reports_on(lead, register)


def _states(clause: Clause, lead: Lead, n_words: int, register: Register) -> bool:
    """Whether somebody said it: 'Finch told the council that "..."'; where all else is reported a pronoun will do."""
    says_who = clause.speaker_kind == "name" or (clause.speaker_kind == "pronoun" and register == "report")
    return says_who and (lead.colon or clause.with_that) and n_words >= STATEMENT_WORDS


def _implies(reading: Reading, clause: Clause, lead: Lead, n_words: int, register: Register) -> bool:
    """By its subject alone: "Trotsky gave his support: ..."; without a colon only a full name, before a long one."""
    if clause.speaker_kind == "implied_pronoun":
        return lead.colon and n_words >= STATEMENT_WORDS
    if clause.speaker_kind != "implied" or clause.speaker is None or not reading.is_proper(clause.speaker):
        return False
    if lead.colon:
        return n_words >= STATEMENT_WORDS
    return len(clause.speaker.split()) > 1 and _reports_on(lead, register) and n_words >= UNNAMED_WORDS
