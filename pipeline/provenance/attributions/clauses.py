"""The clause that leads to a quotation, or follows it: who is said to speak, by which word, in which work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.provenance.attributions.citations import Citation
from pipeline.provenance.attributions.cue_tables import words_in
from pipeline.provenance.attributions.persons import Name, find_names
from pipeline.provenance.attributions.senders import means_somebody, owner, sender
from pipeline.provenance.attributions.subjects import PHRASE_WORDS, SpeakerKind, find_subject, is_joined
from pipeline.provenance.attributions.title_begins import may_be_of_title
from pipeline.provenance.attributions.titles import find_works

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.attributions.cue_tables import Cues, Phrases

__all__ = ["Clause", "read_clause"]

VerbKind = Literal["writing", "speech", "according", "text"]

_PARENTHESIS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_BLANKS_AND_MARKS = re.compile(r"[\s,，、–—-]*")
_COMMA_BEFORE = re.compile(r"[,–—-]?\s*$")
_COMMA_AFTER = re.compile(r"\s*[,–—-]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a clause says.

    Attributes:
        speaker: Who speaks, as printed; None where nobody is named.
        speaker_kind: What the speaker is; "implied" is a name that begins the sentence, without a word of reporting.
            Whom a pronoun means is not read here.
        cue: The word of reporting, with what belongs to it, as printed.
        verb_kind: What kind of word that is.
        penned: Whether that word says it was written down.
        on_record: Whether it says so, or that somebody looks back or bears witness.
        with_that: Whether "that" follows the word.
        says_as: Whether it is a clause behind the words that begins with "as": "as Finch put it".
        near: Whether nothing but "that" follows it up to the clause's end.
        work: The work that the clause names.
        first: Where the words that attribute begin, counted in the clause.
        names_source: Whether it names somebody or some text, or means one that was named before.
    """

    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    cue: str | None = None
    verb_kind: VerbKind | None = None
    penned: bool = False
    on_record: bool = False
    with_that: bool = False
    says_as: bool = False
    near: bool = False
    work: Citation | None = None
    first: int = 0
    names_source: bool = True

    @property
    def is_report_behind(self) -> bool:
        """Whether it quotes where it stands behind the words, for there most words of reporting carry talk."""
        cites = self.verb_kind == "writing" and (self.says_as or self.work is not None)
        return self.on_record or self.verb_kind == "according" or cites


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verb:
    begin: int
    end: int
    kind: VerbKind
    with_that: bool
    near: bool


def read_clause(text: str, cues: Cues, *, after: bool = False, words: frozenset[str] | None = None) -> Clause:
    """Read a clause.

    Args:
        text: The sentence before a quotation, or what follows it up to the sentence's end.
        cues: Of the document's language.
        after: Whether it follows the quotation.
        words: Its words (``words_in``), where the caller has them.

    Returns:
        What it says; an empty ``Clause`` where it says nothing of the kind.

    Cost: linear in the clause.
    """
    words = words_in(text) if words is None else words
    works = find_works(text, cues, words)
    if not cues.language:
        return Clause(work=works[-1] if works else None)
    attributing = (cues.reporting, cues.according, cues.according_behind)
    if after and not any(phrases.may_stand_in(words) for phrases in attributing):
        return Clause(work=works[0] if works else None)
    masked = _masked(text, works, cues)
    work = (works[0] if after else works[-1]) if works else None
    verb = _verb(masked, words, cues, after=after)
    according = _according(masked, words, cues, after=after)
    bare = masked
    for lead in according:
        bare = bare[: lead.start()] + " " * len(lead[0]) + bare[lead.end() :]
    all_names = find_names(bare, cues)
    found = [name for name in all_names if not may_be_of_title(text, name, cues)]
    names = [name for name in found if not name.possessive]
    if according and (after or verb is None or according[-1].start() > verb.begin or not names):
        lead = according[-1]
        name = next((one for one in names if one.begin >= lead.end()), None)
        if name is not None and len(masked[lead.end() : name.begin].split()) <= PHRASE_WORDS:
            return _according_to(name.text, lead[0], lead.start(), work)
    if verb is None:
        return _as_one_sees(text, found, work, cues) or _without_verb(
            masked, names, [name for name in found if name.possessive], work, cues
        )
    if cues.determiners:
        names = [name for name in names if not is_joined(masked, name)]
    speaker, kind, first = find_subject(masked, (verb.begin, verb.end), names, cues, after=after)
    before = masked[:first].strip(" ,，、\n–—-") if after else ""
    says_as = cues.as_one_says.pattern.fullmatch(before) is not None
    if before and not says_as:
        return Clause(work=work)
    cue = " ".join(_cue(text, verb, cues).split())
    if speaker and f" {speaker} " in cue:
        cue = cue.replace(speaker, "…")  # "hält Anna Finke fest"
    return Clause(
        speaker=speaker,
        speaker_kind=kind,
        cue=cue,
        verb_kind=verb.kind,
        penned=_is_one_of(cues.penned, text[verb.begin : verb.end]),
        on_record=_is_one_of(cues.on_record, text[verb.begin : verb.end]),
        with_that=verb.with_that,
        says_as=says_as,
        near=verb.near,
        work=work,
        first=first,
        names_source=kind is not None
        or work is not None
        or len(found) < len(all_names)  # somebody is named, though nobody can tell where the name begins
        or means_somebody(masked, found, verb.begin, cues),
    )


def _according(masked: str, words: frozenset[str], cues: Cues, *, after: bool) -> list[re.Match[str]]:
    """Where "according to" stands in a clause; behind a quotation it counts only as the first of the words there."""
    if not after:
        return list(cues.according.pattern.finditer(masked)) if cues.according.may_stand_in(words) else []
    first = _BLANKS_AND_MARKS.match(masked)
    begin = first.end() if first else 0
    found = cues.according.pattern.match(masked, begin) or cues.according_behind.pattern.match(masked, begin)
    return [found] if found else []


def _is_one_of(phrases: Phrases, verb: str) -> bool:
    return phrases.pattern.fullmatch(verb) is not None


def _masked(text: str, works: Sequence[Citation], cues: Cues) -> str:
    """The clause with works and parentheses blanked, and the apposition "the author of ..." with its commas."""
    if not works and "(" not in text and "[" not in text:
        return text
    masked = list(text)

    def blank(begin: int, end: int) -> None:
        masked[begin:end] = " " * (end - begin)

    for found in _PARENTHESIS.finditer(text):
        blank(*found.span())
    author_of = cues.author_of.pattern
    for work in works:
        if work.title is None:
            continue
        begin, end = work.begin, work.end
        lead = [
            found
            for found in author_of.finditer(text, 0, begin)
            if not text[found.end() : begin].strip(' ,:"“„«*')
        ]
        if lead:
            begin = lead[-1].start()
            begin -= len(_COMMA_BEFORE.search(text[:begin])[0])  # type: ignore[index]
            end += len(_COMMA_AFTER.match(text[end:])[0])  # type: ignore[index]
        blank(begin, end)
    return "".join(masked)


def _verb(masked: str, words: frozenset[str], cues: Cues, *, after: bool) -> _Verb | None:
    kinds: tuple[tuple[VerbKind, Phrases], ...] = (("writing", cues.writing), ("speech", cues.speech))
    found = [
        _as_verb(masked, match, kind, cues)
        for kind, phrases in kinds
        if phrases.may_stand_in(words)
        for match in phrases.pattern.finditer(masked)
    ]
    # "the United States": inside a sentence a verb has no capital.
    found = [verb for verb in found if not masked[verb.begin].isupper() or not masked[: verb.begin].strip()]
    found.sort(key=lambda verb: verb.begin)
    if not found:
        return None
    if after:
        return found[0]
    # The last word of reporting leads to the quotation; one of talk only where no other does it better.
    last = found[-1]
    if last.kind == "speech" and not last.near:
        return next((verb for verb in reversed(found) if verb.kind == "writing"), last)
    with_that = [verb for verb in found if verb.with_that]
    return last if last.near or last.with_that or not with_that else with_that[-1]


def _as_verb(masked: str, match: re.Match[str], kind: VerbKind, cues: Cues) -> _Verb:
    rest = masked[match.end() :]
    that = cues.that.pattern.match(rest.lstrip(" ,"))
    following = rest.lstrip(" ,")[that.end() :] if that else rest
    return _Verb(
        begin=match.start(),
        end=match.end(),
        kind=kind,
        with_that=that is not None or _says_as(masked, match.start(), cues),
        near=_ends_in_that(masked, cues)
        or all(
            word.strip(",:：").lower() in cues.adverbs for word in following.split() if word.strip(",:：")
        ),
    )


def _says_as(masked: str, at: int, cues: Cues) -> bool:
    """Whether a clause begins with "as" and is set off by a comma behind its word of reporting: "As X notes, ..."."""
    begin = len(masked) - len(masked.lstrip())
    return (
        cues.as_one_says.pattern.match(masked, begin) is not None
        and "," not in masked[begin:at]
        and "," in masked[at:]
    )


def _ends_in_that(masked: str, cues: Cues) -> bool:
    """Whether "that" stands right before the quotation, with whatever between it and the word of reporting."""
    bare = masked.rstrip(" ,:：\n")
    return any(found.end() == len(bare) for found in cues.that.pattern.finditer(bare, max(0, len(bare) - 12)))


def _cue(text: str, verb: _Verb, cues: Cues) -> str:
    """The word of reporting with the adverbs and auxiliaries right before it: "has later recalled"."""
    begin = verb.begin
    while True:
        head = text[:begin].rstrip()
        word = head.split()[-1] if head.split() else ""
        if not word or word.lower() not in cues.adverbs or len(head) < len(word):
            return text[begin : verb.end]
        begin = len(head) - len(word)


def _as_one_sees(text: str, names: Sequence[Name], work: Citation | None, cues: Cues) -> Clause | None:
    """Read "For Reed (1960: 45), ..." and "In Tom Reed's words, ..."."""
    if work is not None and work.author and not work.title:
        before = text[: work.begin].strip()
        return _according_to(work.author, before, 0, work) if before.lower() in cues.for_one else None
    for name in names:
        head, tail = text[: name.begin].split()[-1:], text[name.end :].split(maxsplit=2)
        if not name.possessive or len(tail) < 2 or not head or head[0].lower() not in cues.in_work:  # noqa: PLR2004
            continue
        noun = tail[1].rstrip(",:")
        is_set_off = noun != tail[1] or len(tail) == 2  # noqa: PLR2004 - "'s words" and nothing behind
        if is_set_off and noun.lower() in cues.in_ones:
            first = text.rindex(head[0], 0, name.begin)
            return _according_to(name.text, f"{head[0]} … {noun}", first, work)
    return None


def _according_to(speaker: str, cue: str, first: int, work: Citation | None) -> Clause:
    return Clause(
        speaker=speaker,
        speaker_kind="name",
        cue=cue,
        verb_kind="according",
        near=True,
        work=work,
        first=first,
    )


def _without_verb(
    masked: str, names: Sequence[Name], owners: Sequence[Name], work: Citation | None, cues: Cues
) -> Clause:
    texts = list(cues.texts.pattern.finditer(masked))
    if texts and work is None and not (names and names[0].sentence_initial):
        speaker = owner(masked, texts[-1].start(), owners) or sender(masked, texts[-1].end(), names, cues)
        return Clause(
            speaker=speaker,
            speaker_kind=None if speaker is None else "sender",
            cue=texts[-1][0],
            verb_kind="text",
            first=0,
            near=len(masked[: texts[0].start()].split()) < PHRASE_WORDS,
            names_source=speaker is not None
            or means_somebody(masked, [*names, *owners], texts[-1].start(), cues),
        )
    if work is not None and names:
        return Clause(
            speaker=names[0].text, speaker_kind="name", work=work, first=min(names[0].begin, work.begin)
        )
    if names and names[0].sentence_initial:
        return Clause(speaker=names[0].text, speaker_kind="implied", work=work, first=names[0].begin)
    pronoun = masked.split(maxsplit=1)[0].lower() if masked.split() else ""
    if pronoun in cues.pronouns:
        return Clause(speaker_kind="implied_pronoun", work=work)
    return Clause(work=work, first=work.begin if work else 0)
