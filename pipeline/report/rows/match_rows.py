"""Rows of ``matches``, ``variants`` and ``match_families``."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pipeline.ids import content_id
from pipeline.provenance.findings import Findings, MatchFinding, number_equals
from pipeline.report.rows.wording import arrow, named_class, sense_risk, what_differs, why_look, words_in
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.corpus.documents import Document

__all__ = ["match_rows", "short_name", "variant_rows"]

_NUMBER = re.compile(r"\((\w{1,4})\)(?=,|$)")
_CHAIN_WORDS = 400
"""Words between two matches of one pair of documents that follow each other on both sides, up to which they are
one chain."""

_CONTEXT_CHARACTERS = 40

Row = dict[str, object]


def short_name(siglum: str, locus: str) -> str:
    """Siglum and, where the place is a numbered source, its number: ``001 (8)``."""
    number = _NUMBER.search(locus)
    return f"{siglum} ({number.group(1)})" if number else siglum


def match_rows(findings: Findings, family_ids: Mapping[int, Sequence[str]]) -> list[Row]:
    """Rows of ``matches``.

    Args:
        findings: All that was found.
        family_ids: Families that each match touches, by position of the match.

    Returns:
        One row a match.
    """
    chains = _chains(findings.matches)
    rows = [
        _row(findings, match, family_ids.get(at, ()), chains.get(at))
        for at, match in enumerate(findings.matches)
    ]
    order = sorted(range(len(rows)), key=lambda at: _review_key(findings.matches[at], rows[at]))
    for rank, at in enumerate(order, start=1):
        rows[at]["review_rank"] = rank
    return rows


def _review_key(match: MatchFinding, row: Row) -> tuple[int, int, str]:
    """Most reasons first, then most words; the id breaks ties."""
    reasons, words = row["why_look"], match.measures["words_equal"]
    return (
        -len(reasons) if isinstance(reasons, list) else 0,
        -words if isinstance(words, int) else 0,
        match.match_id,
    )


def _row(findings: Findings, match: MatchFinding, family_ids: Sequence[str], chain: str | None) -> Row:
    a, b = findings.compared[match.a], findings.compared[match.b]
    locus_a, locus_b = findings.locus(match.a, match.a_begin), findings.locus(match.b, match.b_begin)
    name_a, name_b = short_name(a.siglum, locus_a), short_name(b.siglum, locus_b)
    levels = Counter(LEVEL_OF_CLASS[variant.variant_class] for variant in match.variants)
    reasons = why_look(match)
    marked, unmarked = _left_out(match)
    return {
        "match_id": match.match_id,
        "why_look": reasons or None,
        "arrow": arrow(match, name_a, name_b),
        "what_differs": what_differs(match, name_a, name_b),
        **_side("a", a, locus_a, match.a_begin, match.a_end),
        **_side("b", b, locus_b, match.b_begin, match.b_end),
        "copied_from": match.direction.copied_from,
        "direction_confidence": match.direction.confidence,
        "direction_basis": list(match.direction.basis),
        "certainty": match.direction.certainty,
        "route": match.direction.route,
        "implied": False,
        "a_attributed": _attributed(a, locus_a, match.a_begin),
        "b_attributed": _attributed(b, locus_b, match.b_begin),
        **match.measures,
        "words_left_out_marked": marked,
        "words_left_out_unmarked": unmarked,
        "n_wording": levels["wording"],
        "n_form": levels["form"],
        "n_dress": levels["dress"],
        "chain_id": chain,
        "family_ids": list(family_ids),
        "review_status": "unreviewed",
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


def _attributed(document: Document, locus: str, begin: int) -> str:
    """Whether a numbered source heading or a colon before the passage says whom it quotes."""
    if _NUMBER.search(locus):
        return "yes"
    before = document.text[max(0, begin - 4) : begin].rstrip().rstrip("\"“„«‹「『'‘").rstrip()
    return "yes" if before.endswith((":", "：")) else "no"


def _left_out(match: MatchFinding) -> tuple[int | None, int | None]:
    """Words the copy leaves out, marked and unmarked; None where the copy is not known."""
    if match.direction.copied_from == "undetermined":
        return None, None
    marked = unmarked = 0
    for variant in match.variants:
        name = named_class(variant, match.direction.copied_from)
        in_source = variant.a_reading if match.direction.copied_from == "a" else variant.b_reading
        if name == "omission_marked":
            marked += words_in(in_source)
        elif name in {"omission_silent", "truncation"}:
            unmarked += words_in(in_source)
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


def _named(group: list[int], matches: Sequence[MatchFinding]) -> dict[int, str]:
    if len(group) < 2:
        return {}
    name = content_id("c", *(matches[at].match_id for at in group))
    return dict.fromkeys(group, name)


def variant_rows(findings: Findings) -> list[Row]:
    """Rows of ``variants``: edge rows at the begin, the rows inside in order, edge rows at the end."""
    rows: list[Row] = []
    for match in findings.matches:
        text = findings.compared[match.a].text
        ordered = sorted(match.variants, key=lambda variant: {"start": 0, "none": 1, "end": 2}[variant.edge])
        keys = [(match.match_id, v.variant_class, v.a_reading, v.b_reading, v.edge) for v in ordered]
        for position, (variant, key, ordinal) in enumerate(
            zip(ordered, keys, number_equals(keys), strict=True), start=1
        ):
            begin, end = max(0, variant.a_begin - _CONTEXT_CHARACTERS), variant.a_end + _CONTEXT_CHARACTERS
            rows.append(
                {
                    "variant_id": content_id("v", *key, ordinal),
                    "match_id": match.match_id,
                    "position": position,
                    "operation": variant.operation,
                    "a_reading": variant.a_reading,
                    "b_reading": variant.b_reading,
                    "a_begin": variant.a_begin,
                    "a_end": variant.a_end,
                    "b_begin": variant.b_begin,
                    "b_end": variant.b_end,
                    "variant_class": variant.variant_class,
                    "level": LEVEL_OF_CLASS[variant.variant_class],
                    "named_class": named_class(variant, match.direction.copied_from),
                    "edge": variant.edge,
                    "sense_risk": sense_risk(variant),
                    "context": f"{text[begin : variant.a_begin]}‹{variant.a_reading}›{text[variant.a_end : end]}",
                }
            )
    return rows
