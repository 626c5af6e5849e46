"""The evidence for a direction as a waterfall: each fact with its bits, and what they come to one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from pipeline.cli.console import HEADING, QUIET_STYLE
from pipeline.cli.escaping import one_line, one_line_excerpt
from pipeline.cli.wording import confidence, spaced
from pipeline.provenance.weights import LIKELY_MILLIBITS

if TYPE_CHECKING:
    from pipeline.cli.explained import ExplainedMatch, Fact

__all__ = ["waterfall"]

_KIND_CELLS = 20
_NARROW = 72
"""Columns below which an excerpt gets a line of its own."""

_WITH_BAR = 50
"""Columns from which there is room for the bar."""

_FEW_CELLS = 24
_BAR_BITS = 12
"""Bits that the bar shows at most: twice what is called sure, and more adds nothing to see."""


def waterfall(match: ExplainedMatch, width: int) -> Iterator[Text]:
    """Show what speaks for a direction.

    Args:
        match: The match with its evidence, weightiest first.
        width: Columns of the terminal.

    Yields:
        A heading, a line for each fact (two on a narrow terminal) with the sum so far, what shows dependence alone, and
        the verdict. No line is wider than the terminal, down to 40 columns.
    """
    directed = [fact for fact in match.evidence if fact.favours != "dependence"]
    shared = [fact for fact in match.evidence if fact.favours == "dependence"]
    if not match.evidence:
        yield Text("No evidence of a direction.", HEADING)
        return
    names = {side: one_line(match.name_of(side)) for side in ("a", "b")}
    if directed:
        yield Text("Evidence, in bits for the side that is the source", HEADING)
    total = 0
    for fact in directed:
        if fact.counts:
            total += fact.weight_millibits if fact.favours == "a" else -fact.weight_millibits
        yield from _fact(fact, total, width)
    if directed:
        yield _sum(match, total, names)
    if shared:
        yield Text("Shows that neither is independent of the other, and no direction", HEADING)
        for fact in shared:
            yield from _fact(fact, None, width)


def _fact(fact: Fact, total: int | None, width: int) -> Iterator[Text]:
    style = "" if fact.counts else QUIET_STYLE
    line = Text(f"  {set_cell_size(spaced(fact.kind), _KIND_CELLS)}", style)
    if total is None:
        line.append(f"{fact.weight_millibits / 1000:5.1f}")
    elif fact.counts:
        bar = f"  {_bar(total)}" if width >= _WITH_BAR else ""
        line.append(f"{fact.weight_millibits / 1000:+5.1f} {fact.favours}{bar}{abs(total) / 1000:6.1f}")
    else:
        told = "not counted" if width >= _WITH_BAR else "  (no)"
        line.append(f"      {fact.favours}  {told:<{_BAR_BITS + 6}}")
    words = f"‹{one_line_excerpt(fact.excerpt)}›"
    if width >= _NARROW + _FEW_CELLS:
        line.append(f"  {_cut(words, width - cell_len(line.plain) - 2)}", style)
        yield line
        return
    line.rstrip()
    yield line
    yield Text(f"      {_cut(words, max(_FEW_CELLS, width) - 6)}", style or QUIET_STYLE)


def _bar(total: int) -> str:
    """The sum so far, as a bar of the letter of the side it speaks for."""
    side = "a" if total > 0 else "b"
    return f"{side * min(_BAR_BITS, round(abs(total) / 1000)):<{_BAR_BITS}}"


def _cut(words: str, cells: int) -> str:
    if cell_len(words) <= cells:
        return words
    return set_cell_size(words, max(1, cells - 7)).rstrip() + " [cut]›"


def _sum(match: ExplainedMatch, total: int, names: dict[str, str]) -> Text:
    side = "a" if total >= 0 else "b"
    said = f"  {abs(total) / 1000:.1f} bits for {names[side]} as the source"
    if match.copied_from == "undetermined":
        return Text(f"{said}: {_why_open(match, total)}")
    sure = match.direction_confidence
    return Text(f"{said}: {match.certainty}{'' if sure is None else f', {confidence(sure)}'}", HEADING)


def _why_open(match: ExplainedMatch, total: int) -> str:
    if match.route == "common_source":
        return "both from a third"
    kinds = {fact.favours for fact in match.evidence if fact.counts and fact.favours != "dependence"}
    if abs(total) < LIKELY_MILLIBITS:
        return "too little to decide"
    return "facts disagree, left open" if len(kinds) > 1 else "another witness explains it better"
