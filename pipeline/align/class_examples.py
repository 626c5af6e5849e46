"""Rules for classes as people read them, and what the program makes of their examples."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.align.edge_rows import Surroundings, edge_variants
from pipeline.align.languages import language_of_code
from pipeline.align.lexicon import Lexicon
from pipeline.align.pairwise import align_texts, side_of
from pipeline.align.side import Side
from pipeline.align.variant import Variant
from pipeline.align.variants import find_variants

__all__ = ["ClassRule", "Example", "RuleGroup", "rows_of", "texts", "words"]

_ATTESTED = 40
"""Places at which a word of an example stands elsewhere, unless it is said to stand nowhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Two short texts that differ in one thing.

    Attributes:
        a: Text of side a.
        b: Text of side b.
        variant_class: The class of the one row that is shown.
        alone: Words that stand nowhere else in the corpus.
        language: The language of the texts, as far as the program knows it.
        passage: The part of both texts that is the match, where that is not the whole.
    """

    a: str
    b: str
    variant_class: str
    alone: tuple[str, ...] = ()
    language: str | None = "en"
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRule:
    """One rule: the function that holds it, what it says, and examples."""

    function: str
    says: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """Rules that are asked in the same case, in the order in which they are tried."""

    title: str
    asked: str
    rules: tuple[ClassRule, ...]


def rows_of(example: Example) -> list[Variant]:
    """The rows that the program makes of an example, in a corpus that has its words elsewhere too."""
    if example.passage:
        (a, around_a), (b, around_b) = (
            (_part(text, example.passage), Surroundings(begin=0, end=len(text)))
            for text in (example.a, example.b)
        )
        return edge_variants(a, b, around_a, around_b)
    lexicon = Lexicon(
        count=lambda word: 1 if word.lower() in example.alone else _ATTESTED,
        contexts=lambda _word: (frozenset(),),
        language=language_of_code(example.language),
    )
    return find_variants(align_texts(example.a, example.b), lexicon)


def _part(text: str, passage: str) -> Side:
    """The words of a passage that stands in a text."""
    begin = text.index(passage)
    side = side_of(text)
    rows = [row for row, place in enumerate(side.begin) if begin <= place < begin + len(passage)]
    held = slice(rows[0], rows[-1] + 1)
    return Side(text=text, words=side.words[held], begin=side.begin[held], end=side.end[held])


def words(a: str, b: str, variant_class: str, *alone: str) -> Example:
    """Two readings in the middle of a sentence; ``alone`` are those that stand nowhere else."""
    frame = "They had then seen {} near our harbour"
    return Example(a=frame.format(a), b=frame.format(b), variant_class=variant_class, alone=alone)


def texts(a: str, b: str, variant_class: str) -> Example:
    """Two whole texts."""
    return Example(a=a, b=b, variant_class=variant_class)
