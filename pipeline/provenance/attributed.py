"""Whether a document says of a passage that it is somebody's words.

What its attributions say counts first. Where they say nothing (no table of cues for the language, a quotation too short
to be one) marks that every language of print has do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.quotation import share_word
from pipeline.corpus.structure import locus
from pipeline.provenance.sections import source_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.align.corpus_view import DocumentView
    from pipeline.corpus.documents import Document
    from pipeline.provenance.attributions.model import Attribution

__all__ = ["attributed"]

_INTRODUCES = re.compile("[:：]")
_PARTS = re.compile(r"[.!?…。！？؟।]|\n\s*\n")
_GOES_ON = re.compile(r"^\s*[,，、]|[,，、]\s*$")


def attributed(
    document: Document,
    view: DocumentView,
    begin: int,
    first: int,
    last: int,
    said: Sequence[Attribution] | None = None,
) -> str:
    """Say whether a passage is attributed: yes, partly or no (TABLES ``a_attributed``).

    A word is attributed if it lies in a quotation for which the document has attributing words, and it is not if it
    lies in one for which it has none. Elsewhere it is attributed after a colon, or in a quotation that a sentence leads
    into ('remarked that "...') or goes on after ('...," she wrote').

    Args:
        document: Where the passage stands.
        view: The same as words.
        begin: Where it begins, in code points.
        first: Its first word, counted in the document.
        last: The word after its last.
        said: The document's attributions that touch the passage; None where they have not been looked for, and then
            every numbered source counts as attributed.

    Returns:
        "yes" where nearly all words are, "no" where hardly any are.

    Cost: linear in the passage and in the quotation it begins in.
    """
    if said is None and source_number(locus(document.structure, begin)) is not None:
        return "yes"
    flags = _by_marks(view, first, last)
    for one in sorted(said or (), key=lambda one: (one.quoted_begin - one.quoted_end, one.quoted_begin)):
        low, high = np.searchsorted(view.begin[first:last], (one.quoted_begin, one.quoted_end)).tolist()
        flags[low:high] = one.begin is not None and one.names_source
    return share_word(flags)


def _by_marks(view: DocumentView, first: int, last: int) -> NDArray[np.bool_]:
    """Which words of a passage are attributed by colons, commas and quotation marks alone."""
    flags = np.zeros(last - first, bool)
    if _INTRODUCES.search(view.between(first - 1, first)):
        # What a colon leads into without quotation marks ends nobody knows where: with the passage, at the latest.
        flags[:] = True
    at = first
    while at < last:
        if not view.quoted[at]:
            at += 1
            continue
        opened, closed = at, at
        while opened > 0 and view.quoted[opened - 1]:
            opened -= 1
        while closed < len(view.quoted) and view.quoted[closed]:
            closed += 1
        if _is_introduced(view, opened, closed):
            flags[at - first : closed - first] = True
        at = closed
    return flags


def _is_introduced(view: DocumentView, opened: int, closed: int) -> bool:
    """Whether the narrator leads into a quotation, or goes on after it, in the same sentence."""
    before, after = view.between(opened - 1, opened), view.between(closed - 1, closed)
    if opened > 0 and (_INTRODUCES.search(before) or not _PARTS.search(before)):
        return True
    inside = after.strip("\"“”„‟«»‹›'‘’「」『』 ")
    return closed < len(view.quoted) and _GOES_ON.search(inside) is not None
