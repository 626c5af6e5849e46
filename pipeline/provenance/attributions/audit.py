"""The audit of quotations: compared with what, how faithful, and credited to whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.align.languages import language_of_code
from pipeline.corpus.documents import language_of
from pipeline.provenance.attributions.deeds import deeds_of
from pipeline.provenance.attributions.fidelity import Fidelity, fidelity_of, told
from pipeline.provenance.attributions.overlaps import MatchIndex, Overlap, covered_length
from pipeline.provenance.attributions.persons import same_person
from pipeline.provenance.attributions.spans import AttributionSpans
from pipeline.provenance.attributions.works import same_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.align.languages import Language
    from pipeline.provenance.attributions.model import Attribution
    from pipeline.provenance.findings import Findings

__all__ = ["Audit", "audit_attributions"]

Credit = Literal["named", "second_hand", "missing"]

_FOUND = 0.1
"""Share of a quotation that must stand in its work for the rest to count as changed and not as absent."""

_IN_QUOTATION = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the audit of one attribution gave (TABLES ``attributions``, the columns of these names).

    Attributes:
        attribution: What was audited.
        match: Position of the match that compares most of it; None where no match touches it.
        checked_against: The passage compared with, by document and place.
        seen_through: The witness through which it seems to be quoted.
        fidelity: The verdict.
        credit: Whether the source is named.
        what_changed: What the quotation does to that passage, in one line.
    """

    attribution: Attribution
    match: int | None
    checked_against: str | None
    seen_through: str | None
    fidelity: Fidelity
    credit: Credit
    what_changed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A passage that a quotation may be compared with: where it is, and who is its author by what its document says."""

    rank: int
    number: int
    overlaps: tuple[Overlap, ...]
    covered: int
    heading: Attribution | None
    whole: bool


def audit_attributions(findings: Findings) -> tuple[Audit, ...]:
    """Audit every quotation.

    Args:
        findings: All that was found, the directions settled.

    Returns:
        One audit an attribution, in their order. It is compared with the work itself where that is in the corpus, else
        with an excerpt that cites the same work, else with another excerpt, else with a text that it is shown to be
        copied from. Another quotation of the same words is no measure: both may be wrong.

    Cost: linear in the matches that touch a quotation, and their variants.
    """
    duplicates = frozenset(number for number, one in enumerate(findings.compared) if one.duplicate_of)
    index = MatchIndex(findings.matches, duplicates)
    spans = AttributionSpans(findings.attributions)
    languages = {
        number: language_of_code(language_of(findings.compared[number]))
        for number in sorted({one.number for one in findings.attributions})
    }
    return tuple(_audit(findings, one, index, spans, languages[one.number]) for one in findings.attributions)


def _audit(
    findings: Findings,
    one: Attribution,
    index: MatchIndex,
    spans: AttributionSpans,
    language: Language | None,
) -> Audit:
    passages = list(_passages(findings, one, index, spans))
    # Of equally near ones its own document's: there a reader looks first.
    best = min(
        passages,
        key=lambda found: (found.rank, -found.covered, found.number != one.number, found.number),
        default=None,
    )
    credit = _credit(findings, one, best)
    through = _carrier_name(findings, best) if credit == "second_hand" and best else None
    if best is None:
        return _without_match(findings, one, credit, through or _through(findings, one, index, spans, None))
    view = findings.corpus.document(one.number)
    deeds = deeds_of(
        one,
        view,
        findings.corpus.document(best.number),
        best.overlaps,
        findings.matches,
        whole=best.whole,
        language=language,
    )
    found = best.covered >= _FOUND * (one.quoted_end - one.quoted_begin)
    most = max(best.overlaps, key=lambda overlap: (overlap.end - overlap.begin, -overlap.at))
    return Audit(
        attribution=one,
        match=most.at,
        checked_against=_place(findings, best.number, min(overlap.other_begin for overlap in best.overlaps)),
        seen_through=through or _through(findings, one, index, spans, most),
        fidelity=fidelity_of(deeds) if found else "not_found",
        credit=credit,
        what_changed=told(deeds) if found else None,
    )


def _place(findings: Findings, number: int, begin: int) -> str:
    return f"{findings.compared[number].siglum}, {findings.locus(number, begin)}"


def _passages(
    findings: Findings, one: Attribution, index: MatchIndex, spans: AttributionSpans
) -> Iterator[_Passage]:
    """All passages that have words of a quotation and are nearer to its source, by the excerpt they stand in."""
    groups: dict[tuple[int, int], list[tuple[Overlap, Attribution | None]]] = defaultdict(list)
    for overlap in index.overlaps(one.number, one.quoted_begin, one.quoted_end):
        heading = next(
            (
                found
                for found in spans.covering(overlap.number, overlap.other_begin, overlap.other_end)
                if found.is_heading
            ),
            None,
        )
        key = heading.quoted_begin if heading else -1
        groups[overlap.number, key].append((overlap, heading))
    for (number, _), members in sorted(groups.items(), key=lambda group: group[0]):
        overlaps = [overlap for overlap, _ in members]
        heading = members[0][1]
        rank = _rank(findings, one, number, heading, overlaps)
        if rank is not None:
            yield _Passage(
                rank=rank,
                number=number,
                overlaps=tuple(overlaps),
                covered=covered_length((overlap.begin, overlap.end) for overlap in overlaps),
                heading=heading,
                whole=rank == 0,
            )


def _rank(
    findings: Findings,
    one: Attribution,
    number: int,
    heading: Attribution | None,
    overlaps: Sequence[Overlap],
) -> int | None:
    """How near a passage is to the source, 0 nearest; None where it is no measure."""
    if number == one.resolved and heading is None:
        return 0
    if heading is not None and (heading.number, heading.quoted_begin) != (one.number, one.quoted_begin):
        if heading.resolved == one.number:
            return None  # an excerpt of this very document
        same = bool(one.title and heading.title and same_title(one.title, heading.title))
        if one.is_heading and not same:
            return None
        return 1 if same else 2
    for overlap in overlaps:
        direction = findings.matches[overlap.at].direction
        if direction.copied_from == ("b" if overlap.side == "a" else "a") and number != one.number:
            return 3
    return None


def _credit(findings: Findings, one: Attribution, passage: _Passage | None) -> Credit:
    if one.begin is None or not one.names_source:
        return "missing"
    if one.title_basis == "stated" and one.title is not None:
        return "named"
    if passage is None or one.speaker is None:
        return "named"
    author = _author(findings, passage)
    return "named" if author is None or same_person(one.speaker, author) else "second_hand"


def _author(findings: Findings, passage: _Passage) -> str | None:
    """Whose words a passage is said to be."""
    if passage.heading is not None:
        return passage.heading.speaker
    return findings.compared[passage.number].author


def _carrier_name(findings: Findings, passage: _Passage) -> str:
    """The work that has the words from the one who is named, and where it was seen."""
    heading = passage.heading
    place = _place(findings, passage.number, passage.overlaps[0].other_begin)
    author, title = (
        (heading.work_author, heading.title)
        if heading
        else (
            findings.compared[passage.number].author,
            findings.compared[passage.number].title,
        )
    )
    year = f" ({heading.year})" if heading and heading.year else ""
    named = ", ".join(part for part in (author, title) if part)
    return f"{named}{year}, in {place}" if named else place


def _through(
    findings: Findings,
    one: Attribution,
    index: MatchIndex,
    spans: AttributionSpans,
    compared: Overlap | None,
) -> str | None:
    """Another quotation of the same words that this one is shown to be copied from, or to have come through."""
    if compared is not None:
        match = findings.matches[compared.at]
        if match.direction.route == "through_witness" and match.direction.via is not None:
            family = next(family for family in findings.families if compared.at in family.matches)
            witness = family.witnesses[match.direction.via]
            return _place(findings, witness.number, witness.begin)
    for overlap in index.overlaps(one.number, one.quoted_begin, one.quoted_end):
        if overlap.number in {one.number, one.resolved} or (compared and overlap.number == compared.number):
            continue
        copied = findings.matches[overlap.at].direction.copied_from == ("b" if overlap.side == "a" else "a")
        quoted = spans.covering(overlap.number, overlap.other_begin, overlap.other_end)
        if copied and quoted:
            return _place(findings, overlap.number, overlap.other_begin)
    return None


def _without_match(findings: Findings, one: Attribution, credit: Credit, through: str | None) -> Audit:
    """A quotation that no match touches: too short to be matched, or not in its work."""
    checked: str | None = None
    fidelity: Fidelity = "not_checked"
    if one.resolved is not None and one.resolved != one.number:
        begin = _find_words(findings, one)
        if begin is None:
            fidelity = "not_found"
        else:
            checked = _place(findings, one.resolved, begin)
            quoted = findings.compared[one.number].text[one.quoted_begin : one.quoted_end].rstrip(" .,;:!?…")
            same = findings.compared[one.resolved].text.startswith(quoted, begin)
            fidelity = "verbatim" if same else "dress_only"
    return Audit(
        attribution=one,
        match=None,
        checked_against=checked,
        seen_through=through,
        fidelity=fidelity,
        credit=credit,
        what_changed=None,
    )


def _find_words(findings: Findings, one: Attribution) -> int | None:
    """Where all words of a quotation stand in the cited document in one run; None where they do not."""
    view = findings.corpus.document(one.number)
    first, last = np.searchsorted(view.begin, (one.quoted_begin, one.quoted_end)).tolist()
    words = view.words[first:last]
    source = findings.corpus.document(one.resolved if one.resolved is not None else one.number)
    if not len(words) or len(words) > len(source.words):
        return None
    for at in np.flatnonzero(source.words[: len(source.words) - len(words) + 1] == words[0]).tolist():
        if np.array_equal(source.words[at : at + len(words)], words):
            return int(source.begin[at])
    return None
