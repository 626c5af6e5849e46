"""Numbers and the tables' terms in the words of a sentence."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path

from pipeline.cli.app import PROGRAM

__all__ = [
    "confidence",
    "counted",
    "listed",
    "next_command",
    "reason_in_words",
    "set_aside_in_words",
    "spaced",
]

_DEFAULT_OUTPUTS = Path("outputs")

_NEARLY_CERTAIN = 0.99
"""From here on two decimals would say more than is known."""

_REASONS = {
    "citation_heading": ("citation heading", "citation headings"),
    "title": ("title", "titles"),
    "name": ("name", "names"),
    "boilerplate": ("piece of boilerplate", "pieces of boilerplate"),
    "common_phrase": ("stock phrase", "stock phrases"),
    "refrain": ("refrain of one author", "refrains of one author"),
    "same_series": ("passage shared inside one series", "passages shared inside one series"),
    "below_threshold": ("passage that chance explains", "passages that chance explains"),
    "user": ("string of your own list", "strings of your own list"),
}
"""Reason of the table set_aside to the words for one and for several."""


def counted(n: int, one: str, several: str | None = None) -> str:
    """`n` and its noun: `1 match`, `12,400 matches`.

    Args:
        n: How many.
        one: The noun for one.
        several: The noun for another number; without it `one` and an s.
    """
    return f"{n:,} {one if n == 1 else several or one + 's'}"


def confidence(share: float) -> str:
    """How sure a verdict is, with two decimals; never as certain as 1.00, which no evidence makes it."""
    return f"confidence {share:.2f}" if share < _NEARLY_CERTAIN else f"confidence over {_NEARLY_CERTAIN}"


def listed(parts: Iterable[str]) -> str:
    """`a, b and c`."""
    *firsts, last = parts
    return f"{', '.join(firsts)} and {last}" if firsts else last


def reason_in_words(reason: str, n: int) -> str:
    """How many strings were set aside for a reason of the table set_aside."""
    one, several = _REASONS.get(reason, (spaced(reason), spaced(reason)))
    return counted(n, one, several)


def set_aside_in_words(n: int) -> str:
    """How many strings repeat without being copied."""
    return f"{counted(n, 'string')} that {'repeats' if n == 1 else 'repeat'} without being copied"


def spaced(term: str) -> str:
    """A term of the tables as words: `near_verbatim` is `near verbatim`."""
    return term.replace("_", " ")


def next_command(*words: str, outputs: Path) -> str:
    """A command that can be pasted into a shell, for results that stand in `outputs`."""
    where = () if outputs == _DEFAULT_OUTPUTS else ("--outputs", str(outputs))
    return f"{PROGRAM} {shlex.join((*words, *where))}"
