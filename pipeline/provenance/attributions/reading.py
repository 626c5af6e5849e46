"""One document while its quotations are read: its text, language, and quotations, with what stands around them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pipeline.corpus.structure import BlockKind
from pipeline.provenance.attributions.bibliography import read_bibliography
from pipeline.provenance.attributions.clauses import read_clause
from pipeline.provenance.attributions.cue_tables import cues_of
from pipeline.provenance.attributions.notes import cited_in_parentheses, lines_of_notes
from pipeline.provenance.attributions.persons import find_names, same_person, token_spans
from pipeline.provenance.attributions.quotations import Quotation, find_quotations
from pipeline.provenance.attributions.sentences import last_sentence, sentence_borders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.corpus_view import DocumentView
    from pipeline.corpus.documents import Document
    from pipeline.provenance.attributions.citations import Citation
    from pipeline.provenance.attributions.cue_tables import Cues

__all__ = ["Lead", "Reading"]

_HEADINGS = frozenset({int(BlockKind.HEADING), int(BlockKind.TITLE)})
_COLON = re.compile(r"[:：]\s*(?:\[\^?\w{1,10}\]|[¹²³⁰-⁹]+)?\s*[-–—]?\s*$")
_ANTECEDENT_CHARACTERS = 4_000
"""So far back a pronoun reaches in a paragraph, which in some files is the whole book."""

_NUMBER_OF_NOTE = re.compile(r"\[\^?\w|[¹²³⁰-⁹]")
_COLON_CHARACTERS = 20
_INDENT = re.compile(r"[ \t\n*_>—–-]*")
_INSIDE = re.compile(r"(?<=[\w,;(] )([^\W\d_]\w*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The sentence that stands before a quotation.

    Attributes:
        begin: Where it begins in the document's text.
        end: Where it ends, without white space.
        colon: Whether it ends in a colon.
        comma: Whether it ends in a comma.
        ended: Whether it is a whole sentence, with its stop.
        own_paragraph: Whether the quotation begins a paragraph and this stands in the one before.
        follows: Whether it goes on after another quotation, in the same sentence.
    """

    begin: int
    end: int
    colon: bool
    comma: bool
    ended: bool
    own_paragraph: bool
    follows: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """A document with its number among the compared ones and its words."""

    number: int
    document: Document
    view: DocumentView

    @cached_property
    def cues(self) -> Cues:
        """The cue table of its language."""
        return cues_of(self.document)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """All that is set off in it, by place."""
        return find_quotations(self.document)

    @cached_property
    def bibliography(self) -> list[Citation]:
        """The list of works at its end, if it has one."""
        return read_bibliography(self.text.split("\n"), self.cues)

    @cached_property
    def lines_of_notes(self) -> dict[str, list[tuple[int, int]]]:
        """Its lines that begin with a number, by that number."""
        return lines_of_notes(self)

    @cached_property
    def all_lines_of_notes(self) -> list[tuple[int, int]]:
        """The same in the order of the text."""
        return sorted(line for lines in self.lines_of_notes.values() for line in lines)

    @cached_property
    def cited_in_notes(self) -> dict[int, Citation | None]:
        """What those of them cite that were asked for, by where they begin."""
        return {}

    @cached_property
    def named_in_notes(self) -> dict[int, Citation | None]:
        """The same by their own words alone."""
        return {}

    @cached_property
    def cited_in_parentheses(self) -> tuple[list[int], list[Citation]]:
        """Where its quotations end behind which a citation stands, and the citations."""
        return cited_in_parentheses(self)

    @cached_property
    def has_numbers_of_notes(self) -> bool:
        """Whether any number of a note may stand in it."""
        return _NUMBER_OF_NOTE.search(self.text) is not None

    @property
    def text(self) -> str:
        """Its text."""
        return self.document.text

    def n_words(self, begin: int, end: int) -> int:
        """Words that begin in a stretch of its text."""
        return self.counts_words([(begin, end)])[0]

    def counts_words(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """The same for many stretches at once."""
        # In the type of the array, for numpy would widen the whole of it for each search.
        places = np.searchsorted(self.view.begin, np.array(spans, self.view.begin.dtype).reshape(-1, 2))
        counts: list[int] = np.diff(places).ravel().tolist()
        return counts

    def block_span(self, block: int) -> tuple[int, int]:
        """Where a block begins and ends; the whole text where it has none."""
        return self._spans[block] if self._spans else (0, len(self.text))

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        structure = self.document.structure
        return list(zip(structure.begin.tolist(), structure.end.tolist(), strict=True))

    def is_heading(self, block: int) -> bool:
        """Whether a block is a heading or the title."""
        return bool(self.kinds) and self.kinds[block] in _HEADINGS

    @cached_property
    def kinds(self) -> list[int]:
        """What its blocks are (``BlockKind``)."""
        kinds: list[int] = self.document.structure.kind.tolist()
        return kinds

    def begins_paragraph(self, quotation: Quotation) -> bool:
        """Whether a quotation begins its paragraph."""
        begin, _ = self.block_span(quotation.block)
        indent = _INDENT.match(self.text, begin, quotation.outer_begin)
        return indent is not None and indent.end() == quotation.outer_begin

    def follows_colon(self, quotation: Quotation) -> bool:
        """Whether the paragraph before that of a quotation ends in a colon."""
        if quotation.block == 0:
            return False
        begin, end = self.block_span(quotation.block - 1)
        return _COLON.search(self.text, max(begin, end - _COLON_CHARACTERS), end) is not None

    def lead(self, quotation: Quotation, free: int) -> Lead | None:
        """The sentence before a quotation.

        Args:
            quotation: One of its quotations.
            free: Where the quotation before it ends; the sentence begins there at the earliest.

        Returns:
            None where nothing stands between: the quotation follows another, or a heading, or begins the text.
        """
        begin, _ = self.block_span(quotation.block)
        low = max(begin, free)
        own_paragraph = self.begins_paragraph(quotation)
        high = quotation.outer_begin
        if own_paragraph:
            if quotation.block == 0 or self.is_heading(quotation.block - 1):
                return None
            block_begin, high = self.block_span(quotation.block - 1)
            low = max(block_begin, free)
        first, last, ended = last_sentence(self.text, low, high, self.cues)
        follows = first == low == free and free > 0
        while first < last and self.text[first] in " ,，、;)]”»'\n":
            first += 1
        if first >= last:
            return None
        return Lead(
            begin=first,
            end=last,
            colon=_COLON.search(self.text, first, last) is not None,
            comma=self.text[last - 1] in ",，、",
            ended=ended,
            own_paragraph=own_paragraph,
            follows=follows,
        )

    def antecedent(self, at: int, block: int) -> str | None:
        """Whom a pronoun means: the one person whose name begins sentences before it, or who is said to speak there.

        Args:
            at: Where the pronoun stands.
            block: The block it stands in.

        Returns:
            The name as printed, the last one in the paragraph, or its last two pages; None where there is none, or
            several persons are named so, for then a guess is as often wrong as right.
        """
        begin = max(self.block_span(block)[0], at - _ANTECEDENT_CHARACTERS)
        borders = sentence_borders(self.text, begin, at, self.cues)
        if begin == self.block_span(block)[0]:
            borders.insert(0, begin)  # else what is left of a sentence is none
        sentences = itertools.pairwise([*borders, at])
        found = [name for first, end in sentences if (name := self._subject_of(first, end)) is not None]
        if found and all(same_person(found[-1], other) for other in found):
            return found[-1]
        return None

    def _subject_of(self, begin: int, end: int) -> str | None:
        """Whose name begins a sentence, or who is said to speak there; kept, for many pronouns may look back at it."""
        if (begin, end) not in self._subjects:
            self._subjects[begin, end] = self._read_subject(self.text[begin:end])
        return self._subjects[begin, end]

    @cached_property
    def _subjects(self) -> dict[tuple[int, int], str | None]:
        return {}

    def _read_subject(self, sentence: str) -> str | None:
        reporting = read_clause(sentence, self.cues)
        reports = reporting.verb_kind and (reporting.near or reporting.with_that)
        if reports and reporting.speaker_kind == "name" and reporting.speaker:
            return reporting.speaker
        names = find_names(sentence, self.cues)
        if not names or names[0].possessive or sentence[: names[0].begin].strip(" \n*_"):
            return None
        is_subject = self.is_proper(names[0].text) and _is_subject(sentence, names[0].end)
        return names[0].text if is_subject else None

    def is_proper(self, name: str) -> bool:
        """Whether a name is more than a sentence's first word: it has two words, or stands inside another sentence."""
        return len(name.split()) > 1 or name in self._inside_sentences

    @cached_property
    def _inside_sentences(self) -> frozenset[str]:
        words = [found[1] for found in _INSIDE.finditer(self.text)]
        small = {word for word in words if not word[0].isupper()}
        return frozenset(word for word in words if word[0].isupper() and word.lower() not in small)


def _is_subject(sentence: str, end: int) -> bool:
    """Whether one person alone is the subject that a name begins: no second name is joined to it."""
    rest = sentence[end:].lstrip()
    spans = token_spans(rest[:20])
    return not rest.startswith("'") and not (
        spans and rest[slice(*spans[0])] in {"and", "und", "et", "y", "e", "и", "&"}
    )
