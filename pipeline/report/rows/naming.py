"""Short names of places, by which people tell the two sides of a match apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.provenance.sections import source_number

if TYPE_CHECKING:
    from pipeline.provenance.findings import Findings, MatchFinding

__all__ = ["arrow", "short_name", "side_names", "side_words"]


def short_name(siglum: str, locus: str) -> str:
    """Siglum and, where the place is a numbered source, its number: ``001 (8)``."""
    number = source_number(locus)
    return siglum if number is None else f"{siglum} ({number})"


def side_names(findings: Findings, match: MatchFinding) -> tuple[str, str]:
    """Name both sides of a match, never alike.

    Args:
        findings: All that was found.
        match: One match.

    Returns:
        ``001 (6)`` and ``003``; for two places of one running text their loci, ``001 (Childhood, ¶1)`` and ``001
        (Childhood, ¶3)``; inside one paragraph ``001 (¶6, first)`` and ``001 (¶6, second)``.
    """
    places = [findings.locus(match.a, match.a_begin), findings.locus(match.b, match.b_begin)]
    sigla = [findings.compared[match.a].siglum, findings.compared[match.b].siglum]
    names = [short_name(siglum, place) for siglum, place in zip(sigla, places, strict=True)]
    if names[0] == names[1]:
        if places[0] == places[1]:
            places = [f"{place}, {order}" for place, order in zip(places, ("first", "second"), strict=True)]
        names = [f"{siglum} ({place})" for siglum, place in zip(sigla, places, strict=True)]
    return names[0], names[1]


def side_words(findings: Findings, match: MatchFinding) -> tuple[str, str]:
    """What to call the sides inside a sentence: their names, but inside one document what parts them alone.

    Returns:
        ``001`` and ``003 (2)``; inside one document ``the running text`` and ``(6)``, or ``the first`` and ``the
        second``.
    """
    if match.a != match.b:
        return side_names(findings, match)
    numbers = [source_number(findings.locus(match.a, begin)) for begin in (match.a_begin, match.b_begin)]
    if numbers[0] == numbers[1]:
        return "the first", "the second"
    a, b = ("the running text" if number is None else f"({number})" for number in numbers)
    return a, b


def arrow(match: MatchFinding, a_name: str, b_name: str) -> str:
    """Who copies whom in short names: ``002 → 001 (8)``, or ``001 (6) ? 003 (2)`` where it is open."""
    if match.direction.copied_from == "a":
        return f"{a_name} → {b_name}"
    if match.direction.copied_from == "b":
        return f"{b_name} → {a_name}"
    return f"{a_name} ? {b_name}"
