"""HTML: what a reader of the page reads, block by block, without markup, scripts and navigation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.corpus.blocks import BlockKind
from pipeline.corpus.readers.block_writer import BlockWriter
from pipeline.corpus.readers.extracted import Extracted, Stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["read_html", "write_html"]

_VERSION = "HTML 1"


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

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset({"td", "th"})

_AUTHOR_NAMES = ("author", "dc.creator", "dcterms.creator", "citation_author", "article:author")
_DATE_NAMES = (
    "dcterms.created",
    "dc.date.created",
    "dcterms.issued",
    "dc.date.issued",
    "citation_publication_date",
    "citation_date",
    "date",
    "dc.date",
    "article:published_time",
)
"""Names of meta elements, most telling first."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_SELF_CLOSED = re.compile(
    r"<((script|style|title|textarea|iframe|noscript|a|div|span|p|i|b|em)\b[^<>]*?)/>", re.IGNORECASE
)
_DEEPEST = 10_000
"""Open containers in a page. The parser looks through all of them at every tag, so that depth costs its square."""

_CONTAINER = re.compile(
    r"<(/?)(?:div|section|article|main|aside|blockquote|table|ul|ol|dl|center|form|fieldset|details)\b",
    re.IGNORECASE,
)
_XML = re.compile(r"\s*<\?xml")


def read_html(text: str) -> Extracted:
    """Read an HTML or XHTML page.

    Args:
        text: The page, decoded.

    Returns:
        Its text: blocks parted by blank lines, white space inside them as a browser shows it, ``br`` as a line end,
        cells of a table row parted by tabs. Character references are resolved. Stated are title, author, date and
        language.

    Raises:
        ValueError: Containers are nested more than 10,000 deep.

    Cost: linear in the length of the page, times the depth of its nesting.
    """
    import selectolax
    from selectolax.lexbor import LexborHTMLParser

    _refuse_depth(text)
    tree = LexborHTMLParser(_as_html(text))
    writer = BlockWriter()
    if tree.root is not None:
        _write(tree.root, writer)
    body, blocks = writer.finish()
    return Extracted(
        text=body,
        blocks=blocks,
        extractor=f"{_VERSION} (selectolax {selectolax.__version__})",
        stated=_stated(tree, [block.name for block in blocks if block.level == 1]),
    )


def write_html(text: str, writer: BlockWriter) -> None:
    """Write a piece of HTML, such as one inside a Markdown document."""
    from selectolax.lexbor import LexborHTMLParser

    _refuse_depth(text)
    tree = LexborHTMLParser(text)
    if tree.root is not None:
        _write(tree.root, writer)


def _refuse_depth(text: str) -> None:
    depth = 0
    for match in _CONTAINER.finditer(text):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > _DEEPEST:
            raise ValueError(f"nested more than {_DEEPEST:,} deep")


def _as_html(text: str) -> str:
    """Open what XHTML closes in one tag: in HTML a "<script/>" stays open and swallows the page."""
    return _SELF_CLOSED.sub(r"<\1></\2>", text) if _XML.match(text) else text


def _write(root: LexborNode, writer: BlockWriter) -> None:
    """Write all text below a node, in a loop: pages may be nested deeper than Python's stack."""
    walk = _Walk(writer)
    node = root
    depth = 0
    while True:
        child = node.first_child if walk.enter(node) else None
        if child is not None:
            node, depth = child, depth + 1
            continue
        while True:
            walk.leave(node)
            if depth == 0:
                return
            following = node.next
            if following is not None:
                node = following
                break
            parent = node.parent
            if parent is None:
                return
            node, depth = parent, depth - 1


class _Walk:
    """Where the walk through a page stands."""

    def __init__(self, writer: BlockWriter) -> None:
        self._writer = writer
        self._quotes = 0
        self._items = 0
        self._preformatted = 0
        self._level = 0

    def enter(self, node: LexborNode) -> bool:
        """Begin a node; say whether its children are to be read."""
        if node.is_text_node:
            text = node.text_content or ""
            if self._preformatted:
                self._writer.add_as_is(text)
            else:
                self._writer.add(text)
            return False
        tag = node.tag or ""
        if tag in _SKIPPED or not node.is_element_node or _is_hidden(node):
            return False
        if tag == "br":
            self._writer.add_as_is("\n")
        elif tag == "sup" and self._writer.last_character.isalpha() and _is_note(node):
            self._writer.add(" ")  # the number of a note is no part of the word before it
        elif _is_block(tag):
            self._end_block()
            self._count(tag, 1)
        return True

    def leave(self, node: LexborNode) -> None:
        """End a node."""
        tag = node.tag or ""
        if tag in _CELLS:
            self._writer.add_as_is("\t")
        elif node.is_element_node and _is_block(tag) and not _is_hidden(node):
            self._end_block()
            self._count(tag, -1)

    def _count(self, tag: str, step: int) -> None:
        if tag == "blockquote":
            self._quotes += step
        elif tag in {"li", "dd", "dt"}:
            self._items += step
        elif tag in {"pre", "listing", "xmp"}:
            self._preformatted += step
        elif tag in _HEADINGS:
            self._level = _HEADINGS[tag] if step > 0 else 0

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


def _is_block(tag: str) -> bool:
    return tag not in _INLINE and tag not in _CELLS and tag not in _SKIPPED and tag != "br"


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or attributes.get("role") == "navigation")


def _stated(tree: LexborHTMLParser, first_headings: list[str]) -> Stated:
    metas: dict[str, str] = {}
    for meta in tree.css("meta"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        content = " ".join((meta.attributes.get("content") or "").split())
        if content and "://" not in content:
            metas.setdefault(name.lower(), content)
    title_element = tree.css_first("head > title")
    title = " ".join((title_element.text() or "").split()) if title_element is not None else ""
    # "The Fire - Harbour Archive" has the site's name beside the title that stands on the page.
    heading = next((name for name in first_headings if name and name in title), title)
    html = tree.css_first("html")
    attributes = html.attributes if html is not None else {}
    language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip().replace("_", "-")
    return Stated(
        title=heading or None,
        author=next((metas[name] for name in _AUTHOR_NAMES if name in metas), None),
        date=next((metas[name] for name in _DATE_NAMES if name in metas), None),
        language=language if _LANGUAGE.fullmatch(language) else None,
    )
