"""A quotation in marks with the sentences around it, read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pipeline.provenance.attributions.clauses import Clause, read_clause
from pipeline.provenance.attributions.cue_tables import words_in
from pipeline.provenance.attributions.sentences import first_sentence_end
from pipeline.provenance.attributions.titles import may_name_work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.provenance.attributions.citations import Citation
    from pipeline.provenance.attributions.quotations import Quotation
    from pipeline.provenance.attributions.reading import Lead, Reading

__all__ = ["Around", "Bound", "Register", "read_register"]

Register = Literal["report", "story", "open"]

_GOES_ON = re.compile(r"\s*[,，、a-zà-ÿа-яёα-ω]")
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
        names_source: Whether the attributing words name somebody or some text, or mean one that was named before.
        certain: Whether it is a quotation by what is said; else only an equal text elsewhere can tell.
    """

    quotation: Quotation
    begin: int | None = None
    end: int | None = None
    speaker: str | None = None
    cue: str | None = None
    work: Citation | None = None
    names_source: bool = True
    certain: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Around:
    """What stands before and after a quotation in marks, each part read when it is first asked for.

    In a novel nine quotations in ten are talk, which few words give away: the clauses around them need not be read.

    Attributes:
        reading: The document.
        quotation: A quotation in marks.
        n_words: Its words.
        free: Where the quotation before it ends.
        following: Where the next one begins.
    """

    reading: Reading
    quotation: Quotation
    n_words: int
    free: int
    following: int

    @cached_property
    def lead(self) -> Lead | None:
        """The sentence before it."""
        return self.reading.lead(self.quotation, self.free)

    @cached_property
    def _leading(self) -> str:
        """That sentence where it may lead to the quotation; in a novel most paragraphs end without a colon."""
        if self.reading.begins_paragraph(self.quotation) and not self.reading.follows_colon(self.quotation):
            return ""
        lead = self.lead
        leads = lead is not None and (lead.colon or not lead.own_paragraph)
        return self.reading.text[lead.begin : lead.end] if lead and leads else ""

    @cached_property
    def _leading_words(self) -> frozenset[str]:
        return words_in(self._leading)

    @cached_property
    def before(self) -> Clause:
        """What that sentence says."""
        return (
            read_clause(self._leading, self.reading.cues, words=self._leading_words)
            if self._leading
            else Clause()
        )

    @cached_property
    def after_span(self) -> tuple[int, int]:
        """Where the words begin and end that go on with its sentence; empty where none do."""
        one, text = self.quotation, self.reading.text
        begin = one.outer_end
        stop = min(self.reading.block_span(one.last_block)[1], self.following)
        if begin >= stop or not (
            _GOES_ON.match(text, begin, stop) or _LEFT_OPEN.search(text, max(one.begin, one.end - 3), one.end)
        ):
            return begin, begin
        return begin, first_sentence_end(text, begin, stop, self.reading.cues)

    @cached_property
    def _following(self) -> str:
        begin, end = self.after_span
        words = self.reading.text[begin:end]
        return words if words.strip() else ""

    @cached_property
    def _following_words(self) -> frozenset[str]:
        return words_in(self._following)

    @cached_property
    def after(self) -> Clause:
        """What they say."""
        return (
            read_clause(self._following, self.reading.cues, after=True, words=self._following_words)
            if self._following
            else Clause()
        )

    @cached_property
    def _may_name_work(self) -> bool:
        return may_name_work(self._leading, self.reading.cues, self._leading_words)

    def may_lead_in_story(self) -> bool:
        """Whether the sentence before it may name a work, or say that something is on record."""
        if not self._leading or self.lead is None:
            return False
        cues, words = self.reading.cues, self._leading_words
        if cues.texts.may_stand_in(words) and cues.reporting.may_stand_in(words):
            return True
        if self.lead.colon and cues.on_record.may_stand_in(words):
            return True
        return self._penned(words) or cues.according.may_stand_in(words) or self._may_name_work

    def may_be_penned(self) -> bool:
        """Whether what goes on with its sentence may say that it was written down."""
        return bool(self._following) and self._penned(self._following_words)

    def may_be_on_record(self) -> bool:
        """Whether it may say so, or that somebody looks back or bears witness, or "according to"."""
        cues, words = self.reading.cues, self._following_words
        return bool(self._following) and any(
            phrases.may_stand_in(words) for phrases in (cues.on_record, cues.according, cues.according_behind)
        )

    def _penned(self, words: frozenset[str]) -> bool:
        return self.reading.cues.penned.may_stand_in(words)

    def most_reports(self) -> int:
        """How often ``read_register`` may count it as a report, told without reading a clause."""
        return int(self._may_report()) + int(self.may_be_on_record())

    def may_report_or_say(self) -> bool:
        """Whether the sentence before it may have a word of reporting or of talk, or name a work."""
        if not self._leading:
            return False
        cues, words = self.reading.cues, self._leading_words
        return cues.reporting.may_stand_in(words) or cues.according.may_stand_in(words) or self._may_name_work

    def _may_report(self) -> bool:
        cues = self.reading.cues
        if not self._leading or self.lead is None:
            return False
        words = self._leading_words
        has_that = cues.that.may_stand_in(words) or cues.as_one_says.may_stand_in(words)
        if not self.lead.colon and not has_that:
            return False
        return cues.writing.may_stand_in(words) or cues.according.may_stand_in(words) or self._may_name_work


def read_register(arounds: Iterable[Around]) -> Register:
    """Whether a document reports what others wrote, or tells a story with talk in it.

    Args:
        arounds: Its quotations in marks.

    Returns:
        "report" where sentences that lead to a quotation with a word of reporting are more than those that go with
        talk, "story" where they are fewer, "open" where there are as many, or none. What stands in sources inside the
        document is not counted.

    Cost: that of reading the clauses, up to the place where what is left cannot outnumber the talk.
    """
    counted = [one for one in arounds if not one.quotation.in_source]
    most = [one.most_reports() for one in counted]
    left = sum(most)
    talk = reports = 0
    for one, at_most in zip(counted, most, strict=True):
        left -= at_most
        before, after = one.before if one.may_report_or_say() else Clause(), one.after
        says = before.verb_kind is not None or before.work is not None
        if says and one.lead is not None and (one.lead.colon or before.with_that):
            reports += before.verb_kind in {"writing", "according"} or before.work is not None
        elif before.verb_kind == "speech" and before.near:
            talk += 1
        if after.verb_kind is not None and after.verb_kind != "text":
            reports += after.is_report_behind
            talk += not after.is_report_behind
        if talk > reports + left:
            return "story"
    return "report" if reports > talk else "story" if talk > reports else "open"
