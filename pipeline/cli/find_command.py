"""`python -m pipeline find TEXT`: where in the documents a passage stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from pipeline.cli.console import HEADING, QUIET_STYLE, results, write_lines
from pipeline.cli.escaping import one_line, one_line_excerpt
from pipeline.cli.exit_codes import DONE, NOT_FOUND
from pipeline.cli.json_output import as_json_document
from pipeline.cli.terminal import Terminal
from pipeline.cli.wording import counted
from pipeline.config import load_config
from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from pipeline.find import FoundPassage, Lookup

__all__ = ["find_command"]

_STDIN = "-"
_SHOWN_PLACES = 20
_SHOWN_UNREAD = 10
_SHOWN_CHARACTERS = 400


def find_command(
    terminal: Terminal, *, text: str, config: Path | None, overrides: Mapping[str, object], as_json: bool
) -> int:
    """Show every place where a passage stands, best first.

    Args:
        terminal: What the user wants to read.
        text: The passage, or `-` for stdin.
        config: Configuration file, if one is named.
        overrides: What the flags say.
        as_json: Whether to print the Lookup as JSON instead of text.

    Returns:
        The exit code, as that of grep: 0 where something is found, 1 where nothing is.

    Raises:
        ConfigurationError: The text has no words, or is not UTF-8.
    """
    loaded = load_config(config, overrides=overrides)
    from pipeline.find import find_passage

    lookup = find_passage(_passage(text), loaded.config)
    unread = lookup.quarantined if terminal.verbose else lookup.quarantined[:_SHOWN_UNREAD]
    for document in unread:
        terminal.warn_unread(document.path, document.reason)
    if len(unread) < len(lookup.quarantined):
        terminal.fault(f"and {len(lookup.quarantined) - len(unread):,} more; --verbose names them all")
    if as_json:
        terminal.result(as_json_document(lookup))
    else:
        write_lines(results(), list(_lines(lookup, every=terminal.verbose)))
    return DONE if lookup.passages else NOT_FOUND


def _passage(given: str) -> str:
    """The text to find, from the argument or from stdin."""
    try:
        if given == _STDIN:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        given.encode()
    except UnicodeError:
        raise ConfigurationError(
            "the text to find is not UTF-8", hint="give it as UTF-8, as `iconv` or an editor can write it."
        ) from None
    return given


def _lines(lookup: Lookup, *, every: bool) -> Iterator[str | Text]:
    where = f"{counted(lookup.n_documents, 'document')} ({counted(lookup.n_words_documents, 'word')})"
    if not lookup.passages:
        yield f"Not found in {where}."
        return
    n_below = sum(one.below_threshold for one in lookup.passages)
    below = f"all {n_below:,}" if 1 < n_below == len(lookup.passages) else f"{n_below:,}"
    head = f"{counted(len(lookup.passages), 'passage')} in {where}"
    yield Text(f"{head}; {below} below the threshold" if n_below else head, HEADING)
    yield Text(
        f"A passage counts from {lookup.threshold_bits:.1f} bits and {counted(lookup.min_words, 'word')} on.",
        QUIET_STYLE,
    )
    shown = lookup.passages if every else lookup.passages[:_SHOWN_PLACES]
    for one in shown:
        yield from _place(one, every=every)
    if len(shown) < len(lookup.passages):
        yield ""
        yield f"and {len(lookup.passages) - len(shown):,} more; --verbose shows them all"


def _place(one: FoundPassage, *, every: bool) -> Iterator[str | Text]:
    yield ""
    head = Text(one_line(one.siglum), HEADING)
    head.append(f"  {one_line(one.locus)}  ({one_line(one.path)}, characters {one.begin} to {one.end})", "")
    yield head
    equal = (
        f"word for word, {counted(one.words, 'word')}"
        if one.words_equal == one.words
        else f"{one.words_equal:,} of {counted(one.words, 'word')} equal ({int(100 * one.identity)} %)"
    )
    figures = Text(f"  {equal}, {one.bits:.1f} bits")
    if one.below_threshold:
        figures.append("; below the threshold", QUIET_STYLE)
    yield figures
    exact = one_line_excerpt(one.exact)
    cut = not every and len(exact) > _SHOWN_CHARACTERS
    yield f"  {exact[:_SHOWN_CHARACTERS]} [cut]" if cut else f"  {exact}"
