"""Sentences for people: what differs in a match, and why to look at it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.findings import MatchFinding, VariantFinding

__all__ = ["arrow", "named_class", "sense_risk", "what_differs", "why_look", "words_in"]

_READING_CHARACTERS = 40
_SHOWN = 2
_LONG_CUT_WORDS = 5
"""Words on one side only, unmarked, from which a cut is worth a look."""

_HIDDEN_CLAUSE_WORDS = 6
_MANY_WORDS = 50
_DRESS_NAMES = {
    "punctuation": "punctuation",
    "quotation_marks": "quotation marks",
    "scare_quotes": "quotation marks around a word",
    "case": "capitals",
    "whitespace_dash": "dashes and spaces",
}


def words_in(reading: str) -> int:
    """Words of a reading, by its blanks: for messages only."""
    return sum(any(character.isalnum() for character in piece) for piece in reading.split())


def arrow(match: MatchFinding, a_name: str, b_name: str) -> str:
    """Who copies whom in short names: ``002 → 001 (8)``, or ``001 (6) ? 003 (2)`` where it is open."""
    if match.direction.copied_from == "a":
        return f"{a_name} → {b_name}"
    if match.direction.copied_from == "b":
        return f"{b_name} → {a_name}"
    return f"{a_name} ? {b_name}"


def what_differs(match: MatchFinding, a_name: str, b_name: str) -> str:
    """One line that says how the two passages differ, the weightiest first; names neither as older."""
    if a_name == b_name:
        a_name, b_name = "the first", "the second"
    pieces: list[str] = []
    pieces += _one_sided(match.variants, a_name, b_name)
    pieces += _edges(match.variants, a_name, b_name)
    pieces += _changed(match.variants)
    dress = Counter(
        _DRESS_NAMES[v.variant_class] for v in match.variants if LEVEL_OF_CLASS[v.variant_class] == "dress"
    )
    if dress:
        listed = ", ".join(
            f"{name} ({n})" for name, n in sorted(dress.items(), key=lambda item: (-item[1], item[0]))
        )
        pieces.append(f"{'only ' if not pieces else ''}{listed}")
    return "; ".join(pieces) or "nothing differs"


def _one_sided(variants: Sequence[VariantFinding], a_name: str, b_name: str) -> list[str]:
    marked: Counter[tuple[str, str]] = Counter()
    plain: Counter[str] = Counter()
    shown: dict[str, str] = {}
    bracketed: list[str] = []
    for variant in variants:
        if variant.variant_class == "one_sided_gap_marked":
            in_a = words_in(variant.a_reading) > words_in(variant.b_reading)
            has, lacks = (a_name, b_name) if in_a else (b_name, a_name)
            marked[has, lacks] += words_in(variant.a_reading if in_a else variant.b_reading)
        elif variant.variant_class == "one_sided_bracketed":
            reading = variant.a_reading or variant.b_reading
            bracketed.append(f"{_short(reading)} only in {a_name if variant.a_reading else b_name}")
        elif variant.variant_class == "one_sided":
            has = a_name if variant.a_reading else b_name
            plain[has] += words_in(variant.a_reading or variant.b_reading)
            shown.setdefault(has, variant.a_reading or variant.b_reading)
    pieces = [
        f"{_words(n)} only in {has}, marked as left out in {lacks}" for (has, lacks), n in marked.items()
    ]
    pieces += [f"{_words(n)} only in {has} ({_short(shown[has])})" for has, n in plain.items()]
    return pieces + bracketed


def _edges(variants: Sequence[VariantFinding], a_name: str, b_name: str) -> list[str]:
    pieces = []
    for variant in variants:
        if variant.variant_class != "edge_cut":
            continue
        reading = variant.a_reading or variant.b_reading
        lacks = b_name if variant.a_reading else a_name
        verb = "begins after" if variant.edge == "start" else "stops before"
        pieces.append(f"{lacks} {verb} {_short(reading)}")
    return pieces


def _changed(variants: Sequence[VariantFinding]) -> list[str]:
    changed = [
        variant
        for variant in variants
        if variant.variant_class
        not in {"one_sided", "one_sided_gap_marked", "one_sided_bracketed", "edge_cut"}
        and LEVEL_OF_CLASS[variant.variant_class] != "dress"
    ]
    if not changed:
        return []
    shown = ", ".join(f"{_short(v.a_reading)} / {_short(v.b_reading)}" for v in changed[:_SHOWN])
    more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
    return [f"{shown}{more}"]


def _words(n: int) -> str:
    return "1 word" if n == 1 else f"{n} words"


def _short(reading: str) -> str:
    line = " ".join(reading.split())
    if len(line) > _READING_CHARACTERS:
        line = line[: _READING_CHARACTERS - 6].rsplit(" ", 1)[0] + " [cut]"
    return f"‹{line}›"


def named_class(variant: VariantFinding, copied_from: str) -> str | None:
    """What the copy did (TABLES ``named_class``); None where it is open which side is the copy, or nothing was
    added or cut."""
    if copied_from == "undetermined":
        return None
    in_copy, in_source = (
        (variant.b_reading, variant.a_reading)
        if copied_from == "a"
        else (variant.a_reading, variant.b_reading)
    )
    longer_in_source = words_in(in_source) > words_in(in_copy)
    if variant.variant_class == "edge_cut":
        return "truncation" if longer_in_source else None
    if variant.variant_class == "one_sided_gap_marked":
        return "omission_marked" if longer_in_source else "addition"
    if variant.variant_class == "one_sided_bracketed":
        return "omission_silent" if longer_in_source else "editorial_insertion"
    if variant.variant_class == "one_sided":
        return "omission_silent" if longer_in_source else "addition"
    return None


def sense_risk(variant: VariantFinding) -> str | None:
    """Why a variant may change the sense, as far as its class says."""
    if variant.variant_class == "numeral":
        return "number"
    if variant.variant_class == "scare_quotes":
        return "irony"
    if variant.variant_class == "edge_cut":
        return "cut_at_edge"
    longer = max(words_in(variant.a_reading), words_in(variant.b_reading))
    if variant.variant_class == "one_sided_gap_marked" and longer >= _HIDDEN_CLAUSE_WORDS:
        return "hidden_clause"
    return None


def why_look(match: MatchFinding) -> list[str]:
    """Why a person should look at a match; empty where nothing calls for it."""
    reasons = []
    unmarked = any(
        v.variant_class == "edge_cut"
        or (v.variant_class == "one_sided" and words_in(v.a_reading or v.b_reading) >= _LONG_CUT_WORDS)
        for v in match.variants
    )
    if unmarked:
        reasons.append("unmarked cut")
    if any(sense_risk(v) in {"number", "irony", "hidden_clause"} for v in match.variants):
        reasons.append("changed sense")
    words = match.measures["words_equal"]
    if match.direction.copied_from == "undetermined" and isinstance(words, int) and words >= _MANY_WORDS:
        reasons.append("open arrow with many words")
    return reasons
