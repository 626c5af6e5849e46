"""The stage of provenance as one function: directions and families."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.provenance.direction import find_direction
from pipeline.provenance.families import Span, find_families
from pipeline.provenance.findings import Findings, read_matches

if TYPE_CHECKING:
    from pipeline.align.stage import Aligned
    from pipeline.corpus.documents import Document

__all__ = ["provenance_stage"]


def provenance_stage(
    documents: tuple[Document, ...], compared: tuple[Document, ...], aligned: Aligned
) -> Findings:
    """Decide directions and group passages into families.

    Args:
        documents: All documents.
        compared: Those that took part, by number.
        aligned: From stage 2.

    Returns:
        All that was found, ready to be written.
    """
    rows = aligned.described
    directions = [
        find_direction(compared[a], compared[b])
        for a, b in zip(rows["document_a"].to_list(), rows["document_b"].to_list(), strict=True)
    ]
    matches = read_matches(rows, compared, directions)
    families = find_families(
        [
            (
                Span(number=match.a, begin=match.a_begin, end=match.a_end),
                Span(number=match.b, begin=match.b_begin, end=match.b_end),
            )
            for match in matches
        ]
    )
    return Findings(
        documents=documents,
        compared=compared,
        corpus=aligned.corpus,
        matches=matches,
        families=tuple(families),
        set_aside=aligned.set_aside,
    )
