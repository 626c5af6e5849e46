"""What the documents say of the quotations in a match, and whether they are faithful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from pipeline.cli.console import HEADING
from pipeline.cli.escaping import one_line, one_line_excerpt
from pipeline.cli.wording import spaced

if TYPE_CHECKING:
    from pipeline.cli.explained import ExplainedMatch, Quotation

__all__ = ["quotation_lines"]

_SHOWN = 6


def quotation_lines(match: ExplainedMatch) -> list[str | Text]:
    """Say of each quotation in the passages whose it is said to be, and what the audit found.

    Args:
        match: The match.

    Returns:
        Two lines a quotation at most, six quotations at most; none where nothing is quoted.
    """
    lines: list[str | Text] = []
    for one in match.quotations[:_SHOWN]:
        head = Text(f"Quoted in {one.side}  ", HEADING)
        head.append(_whose(one), "")
        lines.append(head)
        if one.fidelity != "not_checked":
            lines.append(f"    {_audited(one)}")
    more = len(match.quotations) - _SHOWN
    if more > 0:
        lines.append(f"    and {more:,} more quotations; attributions.csv has them all")
    return ["", *lines] if lines else []


def _whose(one: Quotation) -> str:
    said = _speaker(one)
    if one.cue:
        said += f" (‹{one_line(one.cue)}›)"
    if one.title:
        author = one.work_author if one.work_author != one.speaker or one.cue else None
        work = ", ".join(part for part in (author, one.title) if part)
        year = f" ({one.year})" if one.year else ""
        where = "" if one.title_basis == "stated" else ", as the same words elsewhere tell"
        absent = ", which is not in the corpus" if one.cited_work == "not_in_corpus" else ""
        joint = "" if not said else ", " if author is None else ", from "
        said += f"{joint}{one_line(work)}{year}{where}{absent}"
    if one.credit == "second_hand":
        said += f"; at second hand, and it does not say so: {one_line(one.seen_through or 'another has it')}"
    return said


def _speaker(one: Quotation) -> str:
    """Who is quoted; "" where a work is named and nobody needs to be."""
    if one.speaker:
        return one_line(one.speaker)
    if one.credit == "missing":
        return "nobody is named"
    names_work = one.title is not None and one.title_basis == "stated" and not one.cue
    return "" if names_work else "somebody who is meant, not named"


def _audited(one: Quotation) -> str:
    against = f", against {one_line(one.checked_against)}" if one.checked_against else ""
    changed = f": {one_line_excerpt(one.what_changed)}" if one.what_changed else ""
    return f"{spaced(one.fidelity)}{against}{changed}"
