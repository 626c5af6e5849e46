"""What differs in a match, in one line for people."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.dress import QUOTES
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.report.rows.judging import CountedVariant

__all__ = ["what_differs"]

_READING_CHARACTERS = 40
_SHOWN = 2
_CUT = " [cut]"
_DRESS_NAMES = {
    "punctuation": "punctuation",
    "quotation_marks": "quotation marks",
    "case": "capitals",
    "whitespace_dash": "dashes and spaces",
}
_FORM_NAMES = {
    "name_form": "names in another form",
    "numeral": "numbers written otherwise",
    "spelling": "other spellings",
    "typo_ocr": "misprints",
    "inflection": "other endings",
}
"""What differences of form are called where there are many."""

_GRAVE_RISKS = {"negation": "denial", "number": "number", "date": "date", "name": "name"}
"""What is said first, for it may change the sense, and what it is called."""

_NOT_CHANGED = {"one_sided", "one_sided_gap_marked", "one_sided_bracketed", "edge_cut"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """How the two sides are called, and which is the source ("a", "b" or "undetermined")."""

    a: str
    b: str
    source: str

    def name(self, *, is_a: bool) -> str:
        return self.a if is_a else self.b

    def is_copy(self, *, is_a: bool) -> bool | None:
        """Whether a side is the copy; None where that is open."""
        return None if self.source == "undetermined" else is_a != (self.source == "a")


def what_differs(
    variants: Sequence[CountedVariant],
    a_name: str,
    b_name: str,
    *,
    copied_from: str,
    risks: Sequence[str | None] = (),
    contained: Sequence[str] = (),
) -> str:
    """Say how the two passages of a match differ, the weightiest first.

    Args:
        variants: The variants of the match.
        a_name: What side a is called in the sentence.
        b_name: What side b is called.
        copied_from: The side that is the source, or "undetermined".
        risks: Why each variant may change the sense; empty where nothing is known of that.
        contained: First words of the shorter families that lie inside the match.

    Returns:
        One line. Where the direction is decided it says what the copy did, else which side has what; then neither is
        named as older.
    """
    sides = _Sides(a=a_name, b=b_name, source=copied_from)
    grave: dict[str, list[CountedVariant]] = {}
    others: list[CountedVariant] = []
    by_class: dict[str, list[CountedVariant]] = {}
    for counted, risk in itertools.zip_longest(variants, risks):
        if risk in _GRAVE_RISKS:
            grave.setdefault(risk, []).append(counted)
        else:
            others.append(counted)
            by_class.setdefault(counted.variant.variant_class, []).append(counted)
    pieces = [
        *(_grave(name, grave[risk], sides) for risk, name in _GRAVE_RISKS.items() if risk in grave),
        *_gaps(by_class.get("one_sided_gap_marked", ()), sides),
        *_one_sided(by_class.get("one_sided", ()), sides),
        *(_added_or_lost(counted, sides) for counted in by_class.get("one_sided_bracketed", ())),
        *(_edge(counted, sides) for counted in by_class.get("edge_cut", ())),
        *_changed(others, sides),
        *_scare_quotes(by_class.get("scare_quotes", ()), sides),
    ]
    dress = [(len(by_class[name]), words) for name, words in _DRESS_NAMES.items() if name in by_class]
    if dress:
        listed = ", ".join(f"{words} ({n})" for n, words in sorted(dress, key=lambda one: (-one[0], one[1])))
        pieces.append(f"{'' if pieces else 'only '}{listed}")
    pieces = pieces or ["nothing differs"]
    if contained:
        pieces.append(f"contains {_listed([_short(label) for label in contained])}")
    return "; ".join(pieces)


def _gaps(variants: Sequence[CountedVariant], sides: _Sides) -> list[str]:
    """Words against an ellipsis or a bracket."""
    words: Counter[bool] = Counter()
    for counted in variants:
        words[counted.longer_in_a] += counted.words
    pieces = []
    for is_a in sorted(words, reverse=True):
        n = _words(words[is_a])
        match sides.is_copy(is_a=is_a):
            case None:
                lacks = sides.name(is_a=not is_a)
                pieces.append(f"{n} only in {sides.name(is_a=is_a)}, marked as left out in {lacks}")
            case True:
                pieces.append(f"{n} more where the source marks a gap")
            case False:
                pieces.append(f"{n} left out, marked")
    return pieces


def _one_sided(variants: Sequence[CountedVariant], sides: _Sides) -> list[str]:
    """Words that one side has and the other lacks, unmarked."""
    pieces = []
    for is_a in (True, False):
        held = [counted for counted in variants if bool(counted.variant.a_reading) == is_a]
        if not held:
            continue
        longest = max(held, key=lambda counted: counted.words).longer_reading
        shown = f"({'longest ' if len(held) > 1 else ''}{_short(longest)})"
        n = _words(sum(counted.words for counted in held))
        match sides.is_copy(is_a=is_a):
            case None:
                pieces.append(f"{n} only in {sides.name(is_a=is_a)} {shown}")
            case True:
                pieces.append(f"{n} added {shown}")
            case False:
                pieces.append(f"{n} left out unmarked {shown}")
    return pieces


def _added_or_lost(counted: CountedVariant, sides: _Sides) -> str:
    """A bracket or a part of a name that one side has."""
    reading = _short(counted.longer_reading)
    match sides.is_copy(is_a=counted.longer_in_a):
        case None:
            return f"{reading} only in {sides.name(is_a=counted.longer_in_a)}"
        case True:
            return f"{reading} put in"
        case False:
            return f"{reading} left out"


def _edge(counted: CountedVariant, sides: _Sides) -> str:
    """What one side goes on with."""
    reading, at_start = _short(counted.longer_reading), counted.variant.edge == "start"
    match sides.is_copy(is_a=counted.longer_in_a):
        case None:
            verb = "begins after" if at_start else "stops before"
            return f"{sides.name(is_a=not counted.longer_in_a)} {verb} {reading}"
        case True:
            return (
                f"the sentence begins with {reading}" if at_start else f"the sentence goes on with {reading}"
            )
        case False:
            return f"{reading} cut at the {counted.variant.edge}, unmarked"


def _grave(name: str, variants: Sequence[CountedVariant], sides: _Sides) -> str:
    """What may change the sense, named: a denial, a number, a date, a name."""
    return f"{name}: {_listed([_change(counted, sides) for counted in variants])}"


def _changed(variants: Sequence[CountedVariant], sides: _Sides) -> list[str]:
    """Words that stand against other words: those of wording, then those of form, counted where they are many."""
    changed: dict[str, list[str]] = {}
    for counted in variants:
        variant_class = counted.variant.variant_class
        if LEVEL_OF_CLASS[variant_class] in {"wording", "form"} and variant_class not in _NOT_CHANGED:
            changed.setdefault(variant_class, []).append(_change(counted, sides))
    many = {name for name, held in changed.items() if name in _FORM_NAMES and len(held) > _SHOWN}
    few = [
        one
        for level in ("wording", "form")
        for name, held in changed.items()
        if LEVEL_OF_CLASS[name] == level and name not in many
        for one in held
    ]
    return [
        *([_listed(few)] if few else []),
        *(
            f"{len(changed[name])} {_FORM_NAMES[name]} ({changed[name][0]})"
            for name in _FORM_NAMES
            if name in many
        ),
    ]


def _change(counted: CountedVariant, sides: _Sides) -> str:
    variant = counted.variant
    if variant.operation == "transpose":
        return f"{_short(variant.a_reading or variant.b_reading)} moved"
    if not (variant.a_reading and variant.b_reading):
        return _added_or_lost(counted, sides)
    a, b = _short(variant.a_reading), _short(variant.b_reading)
    match sides.is_copy(is_a=True):
        case None:
            return f"{a} / {b}"
        case True:
            return f"{b} became {a}"
        case False:
            return f"{a} became {b}"


def _scare_quotes(variants: Sequence[CountedVariant], sides: _Sides) -> list[str]:
    """Quotation marks of irony: a row is one mark or both, so they are counted in pairs."""
    marks: Counter[bool] = Counter()
    for counted in variants:
        more = _quotes_in(counted.variant.a_reading) - _quotes_in(counted.variant.b_reading)
        marks[more > 0] += abs(more)
    pieces = []
    for is_a in sorted(marks, reverse=True):
        n = max(1, marks[is_a] // 2)
        pairs = "1 pair of ironic quotation marks" if n == 1 else f"{n} pairs of ironic quotation marks"
        match sides.is_copy(is_a=is_a):
            case None:
                pieces.append(f"{pairs} only in {sides.name(is_a=is_a)}")
            case True:
                pieces.append(f"{pairs} put in")
            case False:
                pieces.append(f"{pairs} lost")
    return pieces


def _quotes_in(reading: str) -> int:
    return sum(character in QUOTES for character in reading)


def _listed(pieces: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    left = len(pieces) - _SHOWN
    more = f" and {left} more" if left > 0 else ""
    return ", ".join(pieces[:_SHOWN]) + more


def _words(n: int) -> str:
    return "1 word" if n == 1 else f"{n} words"


def _short(reading: str) -> str:
    """A reading on one line, short, without the stop of the words before it."""
    line = " ".join(reading.split()).lstrip(",;: ") or reading
    if len(line) > _READING_CHARACTERS:
        head = line[: _READING_CHARACTERS - len(_CUT)]
        line = (head.rsplit(" ", 1)[0] if " " in head else head) + _CUT
    return f"‹{line}›"
