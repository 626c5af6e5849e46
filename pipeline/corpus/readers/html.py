"""HTML: what a reader of the page reads, block by block, without markup, scripts and navigation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.corpus.readers.block_writer import BlockWriter
from pipeline.corpus.readers.extracted import Extracted, Stated
from pipeline.corpus.readers.html_notes import Notes, find_notes
from pipeline.corpus.readers.html_walk import Walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["read_html", "write_html"]

_VERSION = "HTML 2"
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
        cells of a table row parted by tabs. Character references are resolved. What the browser adds that tells
        whose words are whose is there too: the marks around ``q``, raised numbers, the numbers of notes. Stated are
        title, author, date and language.

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
        _write(tree.root, writer, find_notes(tree))
    body, blocks = writer.finish()
    return Extracted(
        text=body,
        blocks=blocks,
        extractor=f"{_VERSION} (selectolax {selectolax.__version__})",
        stated=_stated(tree, [block.name for block in blocks if block.level == 1]),
    )


def write_html(text: str, writer: BlockWriter, language: str = "") -> None:
    """Write a piece of HTML, such as one inside a Markdown document, in a language that the document declares."""
    from selectolax.lexbor import LexborHTMLParser

    _refuse_depth(text)
    tree = LexborHTMLParser(text)
    if tree.root is not None:
        _write(tree.root, writer, find_notes(tree), language)


def _refuse_depth(text: str) -> None:
    depth = 0
    for match in _CONTAINER.finditer(text):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > _DEEPEST:
            raise ValueError(f"nested more than {_DEEPEST:,} deep")


def _as_html(text: str) -> str:
    """Open what XHTML closes in one tag: in HTML a "<script/>" stays open and swallows the page."""
    return _SELF_CLOSED.sub(r"<\1></\2>", text) if _XML.match(text) else text


def _write(root: LexborNode, writer: BlockWriter, notes: Notes, language: str = "") -> None:
    """Write all text below a node, in a loop: pages may be nested deeper than Python's stack."""
    walk = Walk(writer, notes, language)
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
