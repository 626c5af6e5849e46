"""Which side of a match prints another's words as a source, under a heading that says whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.corpus.documents import Document
    from pipeline.provenance.attributions.model import Attribution
    from pipeline.provenance.findings import Findings, MatchFinding

__all__ = ["sourced_side"]

_MOST = 0.8
"""Share of the passage that lies below the heading."""


def sourced_side(
    findings: Findings, match: MatchFinding, a_said: Sequence[Attribution], b_said: Sequence[Attribution]
) -> Literal["a", "b"] | None:
    """The side of a match that is an excerpt from a work which the other side's document is not.

    Args:
        findings: All that was found.
        match: One match.
        a_said: The attributions that touch side a's passage.
        b_said: Those that touch side b's.

    Returns:
        "a" or "b"; then the words on the other side are a third's, whether or not it is known who has them from whom.
        None where both sides are such excerpts or neither is, and where the other document may be the work itself.

    Cost: linear in the attributions.
    """
    is_a = any(
        _is_of_another(findings, one, match.b) and _covers(one, match.a_begin, match.a_end) for one in a_said
    )
    is_b = any(
        _is_of_another(findings, one, match.a) and _covers(one, match.b_begin, match.b_end) for one in b_said
    )
    if is_a == is_b:
        return None
    return "a" if is_a else "b"


def _covers(one: Attribution, begin: int, end: int) -> bool:
    return min(end, one.quoted_end) - max(begin, one.quoted_begin) >= _MOST * (end - begin)


def _is_of_another(findings: Findings, one: Attribution, other: int) -> bool:
    """Whether a heading names a work, and a document is not that work."""
    if not one.is_heading or one.title is None:
        return False
    if one.resolved is not None or other == one.number:
        return one.resolved != other
    document = findings.compared[other]
    return document.title is not None and not _is_earlier(document, one.year)


def _is_earlier(document: Document, year: int | None) -> bool:
    """Whether a document is older than a work, so that it has nothing from it."""
    last = document.date_not_after
    return year is not None and last is not None and last[:4].isdigit() and int(last[:4]) < year
