"""Notes of an HTML page: their numbers as a browser prints them, and the links that lead back from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Notes", "find_notes", "raised", "superscripts"]

_LONGEST = 6
_MOST_NODES = 12
"""Nodes of an element that may hold a number: a raised link in bold, and what stands beside it."""

_NUMBER = re.compile(r"[\[(]?\s*(\d{1,4}|[ivxlc]{1,6}|[a-z])\s*[\])]?", re.IGNORECASE)
_ARROWS = "^↑↩↵⏎←⇑⇧⬆▲\ufe0e\ufe0f "
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE_ROLES = frozenset({"doc-noteref", "noteref"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What a page says of its notes.

    Attributes:
        numbers: The number of each note, by the id of the element that holds it.
        references: The ids of the places in the text that refer to notes.
    """

    numbers: dict[str, str] = field(default_factory=dict)
    references: frozenset[str] = frozenset()

    def number_of(self, attributes: Mapping[str, str | None]) -> str:
        """The number of the note that an element with some attributes begins; an empty string where it begins none."""
        if not self.numbers:
            return ""
        return next((self.numbers[name] for name in _names(attributes) if name in self.numbers), "")

    def leads_back(self, attributes: Mapping[str, str | None], node: LexborNode) -> bool:
        """Whether a link is the arrow or the raised letter of a note that leads back to the text: a mere control."""
        target = _target(attributes)
        if not target:
            return False
        text = _text(node)
        if text and not text.strip(_ARROWS):
            return True
        return target in self.references and _parent_tag(node) == "sup"


def find_notes(tree: LexborHTMLParser) -> Notes:
    """Find the notes of a page by the links that refer to them.

    Args:
        tree: The page.

    Returns:
        Notes that a raised or bracketed number in the text links to. A list numbers its items in the browser alone, so
        that the number of such a note does not stand in the page.

    Cost: linear in the links of the page.
    """
    numbers: dict[str, str] = {}
    references: set[str] = set()
    for link in tree.css("a"):
        target = _target(link.attributes)
        found = _NUMBER.fullmatch(_text(link)) if target else None
        if found is None or not (_is_raised(link) or _text(link).startswith(("[", "("))):
            continue
        if target in references:
            continue  # the letters of a note that lead back to where it is cited
        numbers.setdefault(target, found[1])
        references.update(_places(link))
    return Notes(numbers=numbers, references=frozenset(references - numbers.keys()))


def raised(node: LexborNode, attributes: Mapping[str, str | None]) -> str:
    """The number that an element prints above the line, in the characters that plain text has for it.

    Args:
        node: An element.
        attributes: Its attributes.

    Returns:
        "¹²" for ``<sup>12</sup>``; an empty string where it raises anything but a number. The word before it keeps to
        itself, as it does in print.
    """
    is_reference = node.tag == "sup" or bool(_NOTE_ROLES & _roles(attributes))
    if not is_reference:
        return ""
    text = _text(node)
    return superscripts(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else ""


def superscripts(text: str) -> str:
    """A number in raised digits; every other text as it is."""
    return text.translate(_SUPERSCRIPTS) if text.strip().isdecimal() else text


def _roles(attributes: Mapping[str, str | None]) -> set[str]:
    if "role" not in attributes and "epub:type" not in attributes:
        return set()
    named = f"{attributes.get('role') or ''} {attributes.get('epub:type') or ''}"
    return set(named.split())


def _is_raised(link: LexborNode) -> bool:
    child = link.first_child
    inside = child is not None and child.tag == "sup"
    return inside or _parent_tag(link) == "sup" or bool(_NOTE_ROLES & _roles(link.attributes))


def _places(link: LexborNode) -> Iterator[str]:
    """The ids by which a note leads back to a link: its own, that of what holds only it, and that of what it holds."""
    yield from _names(link.attributes)
    if _parent_tag(link) in {"sup", "span"} and link.parent is not None:
        yield from _names(link.parent.attributes)
    if link.first_child is not None and link.first_child.is_element_node:
        yield from _names(link.first_child.attributes)


def _names(attributes: Mapping[str, str | None]) -> Iterator[str]:
    for key in ("id", "name"):
        value = attributes.get(key)
        if value:
            yield value


def _target(attributes: Mapping[str, str | None]) -> str:
    address = attributes.get("href") or ""
    return address[1:] if address.startswith("#") else ""


def _parent_tag(node: LexborNode) -> str:
    return (node.parent.tag or "") if node.parent is not None else ""


def _text(node: LexborNode) -> str:
    """The text of a short element; an empty string where it holds more than a number takes."""
    parts: list[str] = []
    waiting: list[LexborNode] = [node]
    for _ in range(_MOST_NODES):
        if not waiting:
            return "".join(parts).strip()
        one = waiting.pop()
        if one.is_text_node:
            parts.append(one.text_content or "")
        following = one.next if one.mem_id != node.mem_id else None
        waiting += [other for other in (following, one.first_child) if other is not None]
    return ""
