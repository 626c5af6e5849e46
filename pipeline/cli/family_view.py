"""A family as a page of text: its witnesses, how they descend, and the apparatus as an editor prints it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from pipeline.cli.console import HEADING, QUIET_STYLE
from pipeline.cli.escaping import one_line, one_line_excerpt
from pipeline.cli.wording import confidence, counted, listed, spaced
from pipeline.report.edition import has_words, words_alone

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.report.edition import Edition, EditionWitness, PlaceRow, SegmentReading

__all__ = ["family_lines"]

_SHOWN_PLACES = 60
_SHOWN_WITNESSES = 30
_SHOWN_SIGLA = 8
_SHOWN_READINGS = 12
_NARROWEST = 30
_READING_WORDS = 14
_HEAD_WORDS, _TAIL_WORDS = 8, 4

_SEE = re.compile(r"moved \(see [\d, ]+\)")
_SECOND = re.compile(r"(.+)\.\d+")
"""A siglum of one of several passages of a document ("001.2")."""

_BASES = {
    "direction": "the others come from it",
    "earliest": "the earliest by date",
    "longest": "the longest, which says nothing of its age",
}


def family_lines(edition: Edition, *, console: Console, every: bool = False) -> list[str | Text]:
    """Describe a family for a person.

    Args:
        edition: The family.
        console: Where it will be shown; nothing is wider than it, unless a word is.
        every: Whether to list all witnesses and places, and readings in full, however many and long they are.

    Returns:
        Lines.
    """
    width = max(console.width, _NARROWEST)
    page = _Page(console, width)
    page.add(
        Text.assemble(
            (f"“{one_line_excerpt(edition.label)}”", HEADING),
            f"   {counted(len(edition.witnesses), 'witness', 'witnesses')}, word identity "
            f"{edition.mean_word_identity:.1%}   ",
            (one_line(edition.family_id), QUIET_STYLE),
        )
    )
    page.add(Text(f"Lemma: {one_line(edition.lemma.siglum)}, {_BASES[edition.lemma_basis]}"))
    if edition.contains_family_ids:
        page.add(Text(f"Contains {one_line(listed(edition.contains_family_ids))}"))
    page.blank("Witnesses")
    _witnesses(page, edition, every=every)
    if any(witness.parent for witness in edition.witnesses):
        page.blank("Who most likely copied whom")
        for depth, witness in _tree(edition):
            sure = "" if witness.parent_confidence is None else f" ({confidence(witness.parent_confidence)})"
            page.add(Text("   " * depth + one_line(witness.siglum) + (sure if depth else "")), 3 * depth + 3)
    _places(page, edition, every=every)
    return page.lines


class _Page:
    """Lines that fit a width; what goes on is indented."""

    def __init__(self, console: Console, width: int) -> None:
        self.console, self.width = console, width
        self.lines: list[str | Text] = []

    def add(self, text: Text, indent: int = 3) -> None:
        """Add a paragraph, wrapped."""
        first, *rest = text.wrap(self.console, self.width, overflow="fold") or [Text()]
        first.rstrip()
        self.lines.append(first)
        if rest:
            left = text[len(first.plain) :]
            skipped = len(left.plain) - len(left.plain.lstrip())
            for line in left[skipped:].wrap(self.console, self.width - indent, overflow="fold"):
                line.rstrip()
                self.lines.append(Text.assemble(" " * indent, line))

    def blank(self, heading: str) -> None:
        """Add a heading after an empty line."""
        self.lines.append("")
        self.add(Text(heading, HEADING))


def _witnesses(page: _Page, edition: Edition, *, every: bool) -> None:
    shown = edition.witnesses if every else edition.witnesses[:_SHOWN_WITNESSES]
    for witness in shown:
        line = Text.assemble("  ", (one_line(witness.siglum), HEADING))
        line.append(f"  {one_line(witness.locus)}, {_dated(witness)}{counted(witness.n_words, 'word')}")
        line.append(f", {witness.role}  ({one_line(witness.path)})")
        page.add(line, 6)
    if len(shown) < len(edition.witnesses):
        page.add(Text(f"  and {len(edition.witnesses) - len(shown):,} more; --verbose lists them all"))
    numbered: dict[str, list[str]] = defaultdict(list)
    for witness in shown:
        if found := _SECOND.fullmatch(witness.siglum):
            numbered[found.group(1)].append(witness.siglum)
    for name, sigla in numbered.items():
        if len(sigla) > 1:
            told = f"  {one_line(listed(sigla))} are passages of {one_line(name)}, in the order of its text"
            page.add(Text(told, QUIET_STYLE))


def _dated(witness: EditionWitness) -> str:
    dates = [date for date in (witness.date_not_before, witness.date_not_after) if date]
    return f"{' to '.join(dict.fromkeys(dates))}, " if dates else ""


def _tree(edition: Edition) -> Iterator[tuple[int, EditionWitness]]:
    """Each witness under the one it comes from, with its depth; first those that come from none."""
    children: dict[str | None, list[EditionWitness]] = {}
    for witness in edition.witnesses:
        children.setdefault(witness.parent, []).append(witness)
    seen: set[str] = set()
    # Stated relations may lead round in a circle, so that nobody in it comes from none.
    starts = [*children.get(None, ()), *edition.witnesses]
    waiting = [(0, witness) for witness in reversed(starts)]
    while waiting:
        depth, witness = waiting.pop()
        if witness.siglum in seen:
            continue
        seen.add(witness.siglum)
        yield depth, witness
        waiting += [(depth + 1, child) for child in reversed(children.get(witness.siglum, ()))]


def _places(page: _Page, edition: Edition, *, every: bool) -> None:
    if not edition.places:
        page.blank("No differences: all witnesses read the same.")
        return
    by_level = {
        level: sum(place.level == level for place in edition.places) for level in ("wording", "form", "dress")
    }
    told = listed(f"{n:,} {level}" for level, n in by_level.items() if n)
    page.blank(f"Apparatus: {counted(len(edition.places), 'place')}: {told}")
    shown = edition.places if every else edition.places[:_SHOWN_PLACES]
    for place in shown:
        page.add(_place(place, every=every), 5)
    if len(shown) < len(edition.places):
        page.add(Text(f"  and {len(edition.places) - len(shown):,} more; --verbose lists them all"))


def _place(place: PlaceRow, *, every: bool) -> Text:
    style = HEADING if place.level == "wording" else QUIET_STYLE if place.level == "dress" else ""
    line = Text(f"{place.place:>3}  ")
    is_alone = not any(has_words(reading.reading) for reading in place.readings[1:])
    lemma = one_line_excerpt(words_alone(place.lemma) if is_alone else place.lemma)
    if lemma:
        line.append(lemma if every else _shortened(lemma), style)
    else:
        # The entry says after which word, or that it is the beginning.
        line.append(one_line_excerpt(place.entry.partition(" ] ")[0]))
    line.append(" ] ")
    others = place.readings[1:]
    shown = others if every else others[:_SHOWN_READINGS]
    # The entry says at which place the words are that moved.
    moved = _SEE.search(place.entry)
    for number, reading in enumerate(shown):
        if number:
            line.append("; ")
        _add_reading(
            line, reading, moved.group() if moved else "moved", adds=not lemma, style=style, every=every
        )
    if len(shown) < len(others):
        line.append(f"; and {counted(len(others) - len(shown), 'more reading', 'more readings')}")
    line.append(f"   {spaced(place.variant_class)}", QUIET_STYLE)
    return line


def _add_reading(
    line: Text, reading: SegmentReading, moved: str, *, adds: bool, style: str, every: bool
) -> None:
    text = one_line_excerpt(words_alone(reading.reading) if adds else reading.reading)
    if adds and reading.state == "reads":
        line.append("adds ")
    if text:
        line.append(text if every else _shortened(text), style)
        line.append(" ")
    if reading.state != "reads":
        line.append(f"{moved if reading.state == 'moved' else reading.state} ")
    sigla = reading.sigla if every else reading.sigla[:_SHOWN_SIGLA]
    line.append(one_line(", ".join(sigla)), HEADING)
    if len(sigla) < len(reading.sigla):
        line.append(f" and {len(reading.sigla) - len(sigla):,} more")


def _shortened(text: str) -> str:
    words = text.split(" ")
    if len(words) <= _READING_WORDS:
        return text
    return " ".join((*words[:_HEAD_WORDS], "[cut]", *words[-_TAIL_WORDS:]))
