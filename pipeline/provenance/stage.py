"""The stage of provenance as one function: attributions, directions and families."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.provenance.attributions.finding import find_attributions
from pipeline.provenance.contained import find_contained
from pipeline.provenance.descent import find_descents, settle_direction, sides_of
from pipeline.provenance.direction import find_direction
from pipeline.provenance.excerpts import is_excerpt
from pipeline.provenance.families import find_families
from pipeline.provenance.findings import Findings, read_matches

if TYPE_CHECKING:
    from pipeline.align.stage import Aligned
    from pipeline.corpus.documents import Document

__all__ = ["provenance_stage"]


def provenance_stage(
    documents: tuple[Document, ...], compared: tuple[Document, ...], aligned: Aligned
) -> Findings:
    """Find attributions, decide directions and group passages into families.

    Args:
        documents: All documents.
        compared: Those that took part, by number.
        aligned: From stage 2.

    Returns:
        All that was found, ready to be written.

    Cost: linear in the texts, the matches and the variants.
    """
    rows = aligned.described
    directions = [
        find_direction(compared[a], compared[b])
        for a, b in zip(rows["document_a"].to_list(), rows["document_b"].to_list(), strict=True)
    ]
    matches = list(read_matches(rows, compared, directions))
    attributions = find_attributions(compared, aligned.corpus, matches, aligned.set_aside)
    duplicates = frozenset(at for at, match in enumerate(matches) if compared[match.b].duplicate_of)
    sides = [sides_of(match) for match in matches]
    families = tuple(find_families(sides, duplicates=duplicates))
    contained = find_contained(families, sides)
    descents = find_descents(families, contained, matches, aligned.corpus)
    for family, descent in zip(families, descents, strict=True):
        for at in family.matches:
            match = matches[at]
            matches[at] = replace(match, direction=settle_direction(family, descent, match))
    for at, match in enumerate(matches):
        if is_excerpt(match, compared, aligned.corpus):
            matches[at] = replace(match, measures=replace(match.measures, reuse_type="excerpt"))
    return Findings(
        documents=documents,
        compared=compared,
        corpus=aligned.corpus,
        matches=tuple(matches),
        families=families,
        descents=descents,
        contained=contained,
        set_aside=aligned.set_aside,
        attributions=attributions,
    )
