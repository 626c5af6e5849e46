"""Rows of ``matches`` and ``variants``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.ids import content_id
from pipeline.provenance.attributed import attributed
from pipeline.provenance.attributions.spans import AttributionSpans
from pipeline.provenance.findings import Findings, MatchFinding, number_equals
from pipeline.report.rows.cells import cells_of
from pipeline.report.rows.judging import (
    CountedVariant,
    count_words,
    review_weight,
    why_look,
)
from pipeline.report.rows.naming import arrow, side_names, side_words
from pipeline.report.rows.sense import named_class, sense_risks
from pipeline.report.rows.sourced import sourced_side
from pipeline.report.rows.wording import what_differs
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.corpus.documents import Document
    from pipeline.report.rows.family_rows import MatchFamilies

__all__ = ["WeighedVariants", "match_rows", "variant_rows", "weigh_variants"]

_CHAIN_WORDS = 400
"""Words between two matches of one pair of documents that follow each other on both sides, up to which they chain."""

_CONTEXT_CHARACTERS = 40
_EDGE_ORDER = {"start": 0, "none": 1, "end": 2}

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedVariants:
    """The variants of a match, with their words, and why each of them may change the sense."""

    variants: tuple[CountedVariant, ...]
    risks: tuple[str | None, ...]


def weigh_variants(findings: Findings) -> list[WeighedVariants]:
    """Count the words of all variants, and say why they may change the sense.

    Args:
        findings: All that was found.

    Returns:
        One entry a match, in their order.

    Cost: linear in the variants, and the begin of a passage for each match whose language is not stated.
    """
    weighed = []
    for match in findings.matches:
        a, b = findings.compared[match.a], findings.compared[match.b]
        variants = count_words(findings, match)
        # What is read off a document's words says less of a passage than the passage's own.
        stated = [one.language for one in (a, b) if one.language_basis != "text"]
        shown = [one.language for one in (a, b) if one.language_basis == "text"]
        risks = sense_risks(variants, a.text, stated, a.text[match.a_begin : match.a_end], shown)
        weighed.append(WeighedVariants(variants=variants, risks=tuple(risks)))
    return weighed


def match_rows(
    findings: Findings,
    families: Mapping[int, MatchFamilies],
    weighed: Sequence[WeighedVariants],
    *,
    second_hand: AbstractSet[int] = frozenset(),
) -> list[Row]:
    """Make the rows of ``matches``.

    Args:
        findings: All that was found.
        families: What each match has to do with families, by its position.
        weighed: The variants of each match, from ``weigh_variants``.
        second_hand: Positions of the matches whose quotation has its words at second hand and does not say so.

    Returns:
        One row a match, in the order of the matches; ``review_rank`` has those first that give most reasons to look,
        weighed, then the longest.

    Cost: linear in the matches and the variants.
    """
    chains = _chains(findings.matches)
    said = AttributionSpans(findings.attributions)
    rows = []
    order: list[tuple[bool, int, int, str, int]] = []
    for at, match in enumerate(findings.matches):
        reasons, row = _row(
            findings,
            at,
            families[at],
            weighed[at],
            chains.get(at),
            said,
            is_second_hand=at in second_hand,
        )
        rows.append(row)
        order.append(
            (
                match.direction.implied,
                -review_weight(reasons),
                -match.measures.words_equal,
                match.match_id,
                at,
            )
        )
    for rank, (*_, at) in enumerate(sorted(order), start=1):
        rows[at]["review_rank"] = rank
    return rows


def _row(
    findings: Findings,
    at: int,
    families: MatchFamilies,
    weighed: WeighedVariants,
    chain: str | None,
    said: AttributionSpans,
    *,
    is_second_hand: bool,
) -> tuple[list[str], Row]:
    """The reasons to look at a match, and its row without the rank."""
    match = findings.matches[at]
    a, b = findings.compared[match.a], findings.compared[match.b]
    view_a, view_b = findings.corpus.document(match.a), findings.corpus.document(match.b)
    a_said = said.touching(match.a, match.a_begin, match.a_end)
    b_said = said.touching(match.b, match.b_begin, match.b_end)
    a_attributed = attributed(a, view_a, match.a_begin, match.first_word_a, match.last_word_a, a_said)
    b_attributed = attributed(b, view_b, match.b_begin, match.first_word_b, match.last_word_b, b_said)
    variants, risks = weighed.variants, weighed.risks
    levels = Counter(LEVEL_OF_CLASS[variant.variant_class] for variant in match.variants)
    reasons = why_look(
        match,
        variants,
        risks,
        a_attributed,
        b_attributed,
        is_duplicate=b.duplicate_of == a.document_id,
        evidence=findings.evidence[at],
        is_second_hand=is_second_hand,
        sourced=sourced_side(findings, match, a_said, b_said),
    )
    copied_from = match.direction.copied_from
    marked, unmarked = _left_out(variants, copied_from)
    row: Row = {
        "match_id": match.match_id,
        "why_look": reasons or None,
        "arrow": arrow(match, *side_names(findings, match)),
        "what_differs": what_differs(
            variants,
            *side_words(findings, match),
            copied_from=copied_from,
            risks=risks,
            contained=families.contained,
        ),
        **_side("a", a, findings.locus(match.a, match.a_begin), match.a_begin, match.a_end),
        **_side("b", b, findings.locus(match.b, match.b_begin), match.b_begin, match.b_end),
        "copied_from": copied_from,
        "direction_confidence": match.direction.confidence,
        "direction_basis": list(match.direction.basis),
        "certainty": match.direction.certainty,
        "route": match.direction.route,
        "via_witness_id": families.via_witness_id,
        "implied": match.direction.implied,
        "a_attributed": a_attributed,
        "b_attributed": b_attributed,
        **_measured(match),
        "words_left_out_marked": marked,
        "words_left_out_unmarked": unmarked,
        "n_wording": levels["wording"],
        "n_form": levels["form"],
        "n_dress": levels["dress"],
        "chain_id": chain,
        "family_ids": list(families.family_ids),
        "review_status": "unreviewed",
    }
    return reasons, row


def _measured(match: MatchFinding) -> Row:
    return cells_of(match.measures) | {
        "segments": [cells_of(segment) for segment in match.measures.segments],
        "parts": [cells_of(part) for part in match.measures.parts],
    }


def _side(side: str, document: Document, locus: str, begin: int, end: int) -> Row:
    return {
        f"{side}_document_id": document.document_id,
        f"{side}_path": document.path,
        f"{side}_siglum": document.siglum,
        f"{side}_locus": locus,
        f"{side}_begin": begin,
        f"{side}_end": end,
        f"{side}_text": document.text[begin:end],
    }


def _left_out(variants: Sequence[CountedVariant], copied_from: str) -> tuple[int | None, int | None]:
    """Words the copy leaves out, marked and unmarked; None where the copy is not known."""
    if copied_from == "undetermined":
        return None, None
    marked = unmarked = 0
    for counted in variants:
        name = named_class(counted, copied_from)
        if name == "omission_marked":
            marked += counted.words
        elif name in {"omission_silent", "truncation"}:
            unmarked += counted.words
    return marked, unmarked


def _chains(matches: Sequence[MatchFinding]) -> dict[int, str]:
    """Chain id of each match that follows another on both sides."""
    by_pair: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, match in enumerate(matches):
        by_pair[match.a, match.b].append(at)
    chains: dict[int, str] = {}
    for members in by_pair.values():
        ordered = sorted(members, key=lambda at: (matches[at].first_word_a, matches[at].first_word_b))
        group: list[int] = []
        for at in ordered:
            if group and not _follows(matches[group[-1]], matches[at]):
                chains.update(_named(group, matches))
                group = []
            group.append(at)
        chains.update(_named(group, matches))
    return chains


def _follows(left: MatchFinding, right: MatchFinding) -> bool:
    gap_a, gap_b = right.first_word_a - left.last_word_a, right.first_word_b - left.last_word_b
    return 0 <= gap_a <= _CHAIN_WORDS and 0 <= gap_b <= _CHAIN_WORDS


def _named(group: Sequence[int], matches: Sequence[MatchFinding]) -> dict[int, str]:
    if len(group) == 1:
        return {}
    name = content_id("c", *(matches[at].match_id for at in group))
    return dict.fromkeys(group, name)


def variant_rows(findings: Findings, weighed: Sequence[WeighedVariants]) -> Iterator[Row]:
    """Make the rows of ``variants``.

    Args:
        findings: All that was found.
        weighed: The variants of each match, from ``weigh_variants``.

    Yields:
        For each match edge rows at the begin, the rows inside in order, edge rows at the end.

    Cost: linear in the variants.
    """
    for match, of_match in zip(findings.matches, weighed, strict=True):
        text = findings.compared[match.a].text
        ordered = sorted(
            zip(of_match.variants, of_match.risks, strict=True),
            key=lambda one: _EDGE_ORDER[one[0].variant.edge],
        )
        keys = [
            (match.match_id, v.variant_class, v.a_reading, v.b_reading, v.edge)
            for v in (counted.variant for counted, _ in ordered)
        ]
        yield from (
            {
                "variant_id": content_id("v", *key, ordinal),
                "match_id": match.match_id,
                "position": position,
                **cells_of(counted.variant),
                "level": LEVEL_OF_CLASS[counted.variant.variant_class],
                "named_class": named_class(counted, match.direction.copied_from),
                "sense_risk": risk,
                "context": _context(text, counted.variant.a_begin, counted.variant.a_end),
            }
            for position, ((counted, risk), key, ordinal) in enumerate(
                zip(ordered, keys, number_equals(keys), strict=True), start=1
            )
        )


def _context(text: str, begin: int, end: int) -> str:
    """A reading of side a, or the place where it would stand, with the words around it."""
    before, after = text[max(0, begin - _CONTEXT_CHARACTERS) : begin], text[end : end + _CONTEXT_CHARACTERS]
    return f"{before}‹{text[begin:end]}›{after}"
