"""Markdown: the text as it is rendered, without its markers, and what its front matter states."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.corpus.blocks import BlockKind
from pipeline.corpus.readers.block_writer import BlockWriter
from pipeline.corpus.readers.extracted import Extracted, Stated
from pipeline.corpus.readers.html import write_html
from pipeline.corpus.readers.html_notes import superscripts
from pipeline.corpus.readers.quotation_marks import OpenQuotations

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

__all__ = ["read_markdown"]

_VERSION = "Markdown 2"

_DEEPEST = 100
"""Blocks nested deeper would be dropped by the parser, so such a document is refused instead."""

_OPEN_BRACKETS = 2000
"""For every bracket that nothing closes the parser reads on to the paragraph's end, so that many cost their square."""

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?\n)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_YAML_LINE = re.compile(r"(?:([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?|[ \t]+.*|-[ \t].*|#.*|)")
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-z]+)\b", re.IGNORECASE)
_LANG = re.compile(r"\slang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


def read_markdown(text: str) -> Extracted:
    """Read a Markdown document.

    Args:
        text: The document, decoded, with LF as line end.

    Returns:
        Its text: blocks parted by blank lines, lines inside them as in the source, links by their words, pictures by
        their description, cells of a table row parted by tabs. Front matter (YAML's "key: value" lines, or TOML) is no
        part of the text; title, author, date and language are taken from it.

    Raises:
        ValueError: Lists or quotations are nested without measure, or thousands of brackets are open.

    Source: CommonMark 0.31, and tables and strikethrough of GitHub Flavored Markdown.
    Cost: linear in the length of the document.
    """
    import markdown_it

    body, stated = _front_matter(text)
    if any(part.count("[") - part.count("]") > _OPEN_BRACKETS for part in body.split("\n\n")):
        raise ValueError(f"more than {_OPEN_BRACKETS:,} brackets in one paragraph that nothing closes")
    parser = markdown_it.MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.block.ruler.at("reference", _reference)
    tokens = parser.parse(body)
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        raise ValueError(f"lists or quotations nested {_DEEPEST} deep")
    writer = BlockWriter()
    _write(tokens, writer, stated.language or "")
    written, blocks = writer.finish()
    return Extracted(
        text=written,
        blocks=blocks,
        extractor=f"{_VERSION} (markdown-it-py {markdown_it.__version__})",
        stated=stated,
    )


def _reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's
    """The parser's own rule for the address of a link, but for "[^1]: Ibid.", which is a note and no address."""
    from markdown_it.rules_block import reference

    begin = state.bMarks[start_line] + state.tShift[start_line]
    return not state.src.startswith("[^", begin) and reference(state, start_line, end_line, silent)


def _write(tokens: Sequence[Token], writer: BlockWriter, language: str) -> None:
    depth = Counter[str]()  # how many quotations and list items are open
    for token in tokens:
        if token.nesting:
            depth[token.type.rpartition("_")[0]] += token.nesting
            if token.type == "blockquote_open" and depth["blockquote"] == 1:
                writer.begin_quote()
        match token.type:
            case "inline":
                writer.add_as_is("".join(_inline(token.children or [], language)))
            case "td_close" | "th_close":
                writer.add_as_is("\t")
            case "fence" | "code_block":
                writer.add_as_is(token.content)
                writer.end_block(_kind(depth), keep_spaces=True)
            case "html_block":
                write_html(token.content, writer, language)
            case "heading_close":
                writer.end_block(BlockKind.HEADING, level=int(token.tag[1:]))
            case "paragraph_close" | "tr_close":
                writer.end_block(_kind(depth))


def _kind(depth: Mapping[str, int]) -> BlockKind:
    if depth["blockquote"]:
        return BlockKind.BLOCKQUOTE
    return BlockKind.LIST_ITEM if depth["list_item"] else BlockKind.PARAGRAPH


def _inline(tokens: Sequence[Token], language: str) -> Iterator[str]:
    """The text of a paragraph, with the marks and the raised numbers that a browser makes of its HTML."""
    quotations = OpenQuotations()
    is_raised = False
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            yield quotations.opening() if token.content.strip() else ""
            yield superscripts(token.content) if is_raised else token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif token.type == "image":
            yield from _inline(token.children or [], language)
        elif token.type == "html_inline":
            tag = _TAG.match(token.content)
            name = tag["name"].lower() if tag else ""
            if name == "br":
                yield "\n"
            elif name == "sup":
                is_raised = not (tag and tag["closes"])
            elif name == "q" and tag:
                declared = _LANG.search(token.content)
                if tag["closes"]:
                    yield quotations.end()
                else:
                    quotations.begin(language or (declared[1] if declared else ""), "")


def _front_matter(text: str) -> tuple[str, Stated]:
    """Part the front matter from the document; without one the document is all of the text."""
    match = _FRONT_MATTER.match(text)
    values = (_toml(match[2]) if match[1] == "+++" else _yaml(match[2])) if match else None
    if match is None or values is None:
        return text, Stated()
    return text[match.end() :], Stated(
        title=_first(values, "title"),
        author=_first(values, "author", "authors", "creator"),
        date=_first(values, "date", "written", "created", "published"),
        language=_language(_first(values, "lang", "language")),
    )


def _toml(text: str) -> dict[str, str] | None:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None  # then it is no front matter but a text between two rules
    return {key.lower(): _joined(value) for key, value in table.items()}


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _yaml(text: str) -> dict[str, str] | None:
    """The plain "key: value" lines of YAML; anything more is passed over, and prose is no front matter."""
    values: dict[str, str] = {}
    for line in text.splitlines():
        match = _YAML_LINE.fullmatch(line)
        if match is None:
            return None
        if match[1] and match[2]:
            values[match[1].lower()] = match[2].strip().strip("[]").strip().strip("\"'")
    return values or None


def _language(stated: str | None) -> str | None:
    """A tag of a language, "de" or "de-CH"; the name of one ("German") is none."""
    return stated.replace("_", "-") if stated and _LANGUAGE.fullmatch(stated) else None


def _first(values: Mapping[str, str], *keys: str) -> str | None:
    return next((" ".join(values[key].split()) for key in keys if values.get(key, "").strip()), None)
