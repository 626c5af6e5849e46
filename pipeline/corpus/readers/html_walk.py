"""The walk through an HTML page: what each element does to the text that is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.corpus.blocks import BlockKind
from pipeline.corpus.readers.html_notes import raised
from pipeline.corpus.readers.quotation_marks import OpenQuotations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

    from pipeline.corpus.readers.block_writer import BlockWriter
    from pipeline.corpus.readers.html_notes import Notes

__all__ = ["Walk"]


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SKIPPED = _tags("""
    script style nav noscript template head svg math iframe object embed canvas audio video button select textarea
    datalist dialog map rt rp
""")
"""Elements whose text is no part of what one reads in line: code, navigation, controls, glosses above the line."""

_INLINE = _tags("""
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr output q ruby s samp
    small span strike strong sub sup time tt u var wbr
""")
"""Elements that stay in the line; every other begins and ends a block, and so does one we have not heard of."""

_LOOKED_INTO = 3
"""Quotations in each other in which marks are looked for that the author typed."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MAY_REFER = _tags("sup a span")
_CELLS = frozenset({"td", "th"})

_ENDS_SENTENCE = frozenset('.!?…”“»’"。')
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class Walk:
    """Where the walk through a page stands: the caller enters each node and leaves it, skipped ones too."""

    def __init__(self, writer: BlockWriter, notes: Notes, language: str) -> None:
        self._writer = writer
        self._notes = notes
        self._quotations = OpenQuotations()
        self._open_quotations: list[int] = []  # their elements, by address
        self._languages = [(0, language)]  # what declares each, by address
        self._signature: int | None = None  # the element that is one, by its address
        self._note = ""  # the number of the note whose first words come next
        self._note_holder = 0  # the block that has them, by address
        self._indents: dict[int, bool] = {}  # whether a list of descriptions has no terms, by address
        self._quotes = 0
        self._items = 0
        self._preformatted = 0
        self._level = 0

    def enter(self, node: LexborNode) -> bool:
        """Begin a node; say whether its children are to be read."""
        if node.is_text_node:
            self._add(node.text_content or "")
            return False
        tag = node.tag or ""
        if tag in _SKIPPED or not node.is_element_node:
            return False
        attributes = node.attributes
        if attributes:
            if _is_hidden(attributes):
                return False
            number = self._notes.number_of(attributes)
            if number:
                self._note, self._note_holder = number, _block_of(node)
            language = attributes.get("lang") or attributes.get("xml:lang")
            if language:
                self._languages.append((node.mem_id, language))
        if tag in _MAY_REFER and self._refers(node, tag, attributes):
            return False
        self._begin(node, tag)
        return True

    def _refers(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Write a raised number; say whether it was one, or the arrow of a note, which is left out."""
        number = raised(node, attributes)
        if number or (tag == "a" and self._notes.leads_back(attributes, node)):
            self._add(number)
            return True
        return False

    def _begin(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            self._writer.add_as_is("\n")
        elif tag == "sup" and self._writer.last_character.isalpha() and _is_note(node):
            self._writer.add(" ")  # the number of a note is no part of the word before it
        elif tag == "q":
            self._begin_quotation(node)
        elif _is_block(tag) or (tag == "cite" and self._is_signature(node)):
            self._end_block()
            self._count(node, 1)

    def leave(self, node: LexborNode) -> None:
        """End a node."""
        if node.is_text_node:
            return
        tag = node.tag or ""
        if tag in _CELLS:
            self._writer.add_as_is("\t")
        elif tag == "q":
            if self._open_quotations and self._open_quotations[-1] == node.mem_id:
                self._open_quotations.pop()
                self._writer.add_behind(self._quotations.end())
        elif node.is_element_node and _is_block(tag) and not _is_hidden(node.attributes):
            self._end_block()
            self._count(node, -1)
        elif tag == "cite" and node.mem_id == self._signature:
            self._end_block()
        if node.mem_id == self._languages[-1][0]:
            self._languages.pop()
        if node.mem_id == self._note_holder:
            self._note = ""  # a note without words

    def _begin_quotation(self, node: LexborNode) -> None:
        # Around it stands the language of the text that it is quoted in; its own only where that has none. Typed marks
        # are looked for in the outer ones only: the words of all that are nested cost their square.
        _, own = self._languages.pop() if self._languages[-1][0] == node.mem_id else (0, "")
        words = node.text() if self._quotations.depth < _LOOKED_INTO else ""
        self._quotations.begin(self._language or own, words or "")
        self._open_quotations.append(node.mem_id)
        if own:
            self._languages.append((node.mem_id, own))

    @property
    def _language(self) -> str:
        """Of the text where the walk stands, as the page declares it."""
        return self._languages[-1][1]

    def _add(self, text: str) -> None:
        """Add text, behind the marks and the number that a browser prints before it."""
        if text.strip():
            if self._note:
                self._number_note(text)
            if self._quotations.pending:
                bare = text.lstrip()
                text = text[: len(text) - len(bare)] + self._quotations.opening() + bare
        if self._preformatted:
            self._writer.add_as_is(text)
        else:
            self._writer.add(text)

    def _number_note(self, text: str) -> None:
        """Write the number of a note before its first words, unless those have it, are not its first, or a heading."""
        number, self._note = self._note, ""
        if self._writer.last_visible or self._level:
            return
        has_number = re.match(rf"\W{{0,2}}{re.escape(number)}\b", text) or text.lstrip()[0] in _RAISED
        if not has_number:
            self._writer.add(f"{number}. ")

    def _is_signature(self, node: LexborNode) -> bool:
        """Whether an element says at a blockquote's end whose words they are: style sheets give it its own line."""
        parent, following = node.parent, node.next
        if parent is None or parent.tag != "blockquote":
            return False
        while following is not None and following.is_text_node and not (following.text_content or "").strip():
            following = following.next
        if following is not None or self._writer.last_visible not in _ENDS_SENTENCE:
            return False
        self._signature = node.mem_id
        return True

    def _count(self, node: LexborNode, step: int) -> None:
        tag = node.tag or ""
        if tag == "blockquote":
            self._quotes += step
            if self._quotes == step == 1:
                self._writer.begin_quote()
        elif tag in {"li", "dd", "dt"} and not self._is_indented(node):
            self._items += step
        elif tag in {"pre", "listing", "xmp"}:
            self._preformatted += step
        elif tag in _HEADINGS:
            self._level = _HEADINGS[tag] if step > 0 else 0

    def _is_indented(self, node: LexborNode) -> bool:
        """Whether a description stands in a list without terms, as wikis set a paragraph in from the margin."""
        parent = node.parent
        if node.tag != "dd" or parent is None:
            return False
        if parent.mem_id not in self._indents:
            self._indents[parent.mem_id] = _begins_with_description(parent)
        return self._indents[parent.mem_id]

    def _end_block(self) -> None:
        if self._level:
            kind = BlockKind.HEADING
        elif self._quotes:
            kind = BlockKind.BLOCKQUOTE
        else:
            kind = BlockKind.LIST_ITEM if self._items else BlockKind.PARAGRAPH
        self._writer.end_block(kind, level=self._level, keep_spaces=self._preformatted > 0)


def _is_note(superscript: LexborNode) -> bool:
    child = superscript.first_child
    return child is not None and child.tag == "a"


def _begins_with_description(terms: LexborNode) -> bool:
    first = terms.first_child
    while first is not None and not first.is_element_node:
        first = first.next
    return first is not None and first.tag == "dd"


def _block_of(node: LexborNode) -> int:
    """The address of the block that an element stands in, or is."""
    while node.parent is not None and not _is_block(node.tag or ""):
        node = node.parent
    return node.mem_id


def _is_block(tag: str) -> bool:
    return tag not in _INLINE and tag not in _CELLS and tag not in _SKIPPED and tag != "br"


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    return bool(attributes) and ("hidden" in attributes or attributes.get("role") == "navigation")
