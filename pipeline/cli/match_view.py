"""A match as a page of text: what it says in one line, both passages, every difference, the figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from pipeline.cli.console import HEADING, QUIET_STYLE
from pipeline.cli.escaping import one_line, one_line_excerpt
from pipeline.cli.explained import Difference, ExplainedMatch
from pipeline.cli.quotation_view import quotation_lines
from pipeline.cli.waterfall import waterfall
from pipeline.cli.word_by_word import LEGEND, MARKS, aligned_rows, marked
from pipeline.cli.wording import confidence, counted, listed, spaced

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["match_lines"]

_SIDE_BY_SIDE_WIDTH = 100
"""Columns from which two passages stand beside each other: each then has some eight words a line."""

_LINES_IN_A_ROW = 3
_SHOWN_DIFFERENCES = 40
_READING_CHARACTERS = 60


def match_lines(match: ExplainedMatch, *, console: Console, every: bool = False) -> list[str | Text]:
    """Describe a match for a person.

    Args:
        match: The match.
        console: Where it will be shown; its width decides whether the passages stand side by side.
        every: Whether to list every difference, however many there are.

    Returns:
        Lines; none is wider than the console but for the list of differences.
    """
    lines: list[str | Text] = [_head(match), one_line_excerpt(match.what_differs)]
    if match.why_look:
        lines.append(f"Worth a look: {one_line(listed(match.why_look))}")
    lines += ["", *_sources(match), *quotation_lines(match), "", *_passages(match, console)]
    if match.differences:
        lines += ["", Text(LEGEND, QUIET_STYLE)]
    lines += _differences(match, every=every)
    lines += ["", *waterfall(match, console.width)]
    lines += ["", *_figures(match)]
    return lines


def _head(match: ExplainedMatch) -> Text:
    head = Text(one_line(match.arrow), HEADING)
    words = match.a.words if match.a.words == match.b.words else f"{match.a.words:,} and {match.b.words:,}"
    head.append(f"   {words} words, {spaced(one_line(match.reuse_type))}   ", "")
    head.append(one_line(match.match_id), QUIET_STYLE)
    return head


def _sources(match: ExplainedMatch) -> Iterator[Text]:
    for label, side in (("a", match.a), ("b", match.b)):
        line = Text(f"{label}  {one_line(side.siglum)}", HEADING)
        line.append(f"  {one_line(side.locus)}  ({one_line(side.path)})", "")
        yield line


def _passages(match: ExplainedMatch, console: Console) -> list[str | Text]:
    beside = console.width >= _SIDE_BY_SIDE_WIDTH
    width = (console.width - 3) // 2 if beside else max(console.width - 3, 20)
    inside = [one for one in match.differences if one.edge == "none"]
    lines: list[str | Text] = []
    for row in aligned_rows(match.a.text, match.b.text, inside, width * _LINES_IN_A_ROW):
        left = _wrapped(marked(match.a.text, "a", inside, row.a_begin, row.a_end), console, width)
        right = _wrapped(marked(match.b.text, "b", inside, row.b_begin, row.b_end), console, width)
        lines += _beside(left, right, width) if beside else _stacked(left, right, first=not lines)
    return lines


def _wrapped(text: Text, console: Console, width: int) -> list[Text]:
    leading = len(text.plain) - len(text.plain.lstrip(" "))
    wrapped = list(text[leading:].wrap(console, width, overflow="fold"))
    for line in wrapped:
        line.rstrip()
    return wrapped


def _beside(left: list[Text], right: list[Text], width: int) -> Iterator[Text]:
    for number in range(max(len(left), len(right))):
        line = left[number].copy() if number < len(left) else Text()
        if number < len(right):
            line.append(" " * (width - cell_len(line.plain)) + " | ", "")
            line.append_text(right[number])
        else:
            line.append(" " * (width - cell_len(line.plain)) + " |", "")
        yield line


def _stacked(left: list[Text], right: list[Text], *, first: bool) -> Iterator[str | Text]:
    if not first:
        yield ""
    for label, lines in (("a", left), ("b", right)):
        for number, line in enumerate(lines or [Text()]):
            whole = Text(f"{label}  " if number == 0 else "   ", QUIET_STYLE)
            whole.append_text(line)
            whole.rstrip()
            yield whole


def _differences(match: ExplainedMatch, *, every: bool) -> list[str | Text]:
    if not match.differences:
        return ["", Text("No differences: the same words in the same dress.", HEADING)]
    by_level = dict.fromkeys(("wording", "form", "dress"), 0)
    for one in match.differences:
        by_level[one.level] = by_level.get(one.level, 0) + 1
    told = listed(f"{n:,} {level}" for level, n in by_level.items() if n)
    lines: list[str | Text] = ["", Text(f"{counted(len(match.differences), 'difference')}: {told}", HEADING)]
    shown = match.differences if every else match.differences[:_SHOWN_DIFFERENCES]
    lines += [_difference(number, one) for number, one in enumerate(shown, 1)]
    if len(match.differences) > len(shown):
        lines.append(f"  and {len(match.differences) - len(shown):,} more; --verbose lists them all")
    return lines


def _difference(number: int, one: Difference) -> Text:
    line = Text(f"  {number:>3}  ")
    line.append(f"{one.level:<7}  ", HEADING if one.level == "wording" else "")
    line.append(f"{spaced(one.named_class or one.variant_class):<22}  ")
    if one.edge != "none":
        side, reading = ("a", one.a_reading) if one.a_reading else ("b", one.b_reading)
        line.append(f"{side} {'begins earlier' if one.edge == 'start' else 'goes on'}: ")
        line.append(_reading(reading), MARKS[side].style)
    elif one.operation == "transpose":
        line.append(_reading(one.a_reading), MARKS["moved"].style)
        line.append(" stands at another place in b")
    elif one.operation == "substitute":
        line.append(_reading(one.a_reading), MARKS["a"].style)
        line.append(" | ")
        line.append(_reading(one.b_reading), MARKS["b"].style)
    else:
        side, reading = ("a", one.a_reading) if one.a_reading else ("b", one.b_reading)
        line.append(_reading(reading), MARKS[side].style)
        line.append(f" only in {side}")
    if one.sense_risk:
        line.append(f"   may change the sense: {spaced(one.sense_risk)}")
    return line


def _reading(text: str) -> str:
    shown = one_line_excerpt(text)
    if len(shown) > _READING_CHARACTERS:
        shown = shown[:_READING_CHARACTERS].rstrip() + " [cut]"
    return f"‹{shown}›"


def _figures(match: ExplainedMatch) -> list[str | Text]:
    apart = [f"{match.words_equal:,} agree"]
    apart += [
        f"{n:,} {what}"
        for n, what in (
            (match.words_substituted, "replaced"),
            (match.words_only_a, "only in a"),
            (match.words_only_b, "only in b"),
        )
        if n
    ]
    bits = match.score_millibits / 1000
    lines: list[str | Text] = [
        f"Words     {listed(apart)}; identity {match.word_identity:.1%}",
        f"Copied    {_direction(match)}",
        f"Chance    {bits:,.0f} bits; a corpus of this size has 10^{match.log10_e_value:.1f} such matches by chance",
    ]
    if match.family_ids:
        lines.append(f"Family    {one_line(listed(match.family_ids))}")
    review = one_line(match.review_status)
    note = f": {one_line_excerpt(match.review_note)}" if match.review_note else ""
    lines.append(f"Review    {review}{note}")
    return lines


def _direction(match: ExplainedMatch) -> str:
    if match.copied_from not in ("a", "b"):
        if match.route == "common_source":
            return "neither from the other: both have it from a third"
        return "which side copied which is open; neither is shown as older"
    copy = "b" if match.copied_from == "a" else "a"
    names = f"from {one_line(match.name_of(match.copied_from))} to {one_line(match.name_of(copy))}"
    if match.route == "through_witness":
        names += ", by way of another witness"
    sure = f", {confidence(match.direction_confidence)}" if match.direction_confidence is not None else ""
    why = (
        f"; evidence: {listed(spaced(kind) for kind in match.direction_basis)}"
        if match.direction_basis
        else ""
    )
    return f"{names} ({match.certainty}{sure}){one_line(why)}"
