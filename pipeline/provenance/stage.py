"""The stage of provenance as one function: attributions, evidence, directions, families, descent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.provenance.attributions.finding import find_attributions
from pipeline.provenance.contained import find_contained
from pipeline.provenance.descent import find_descents, settle_direction, sides_of
from pipeline.provenance.direction import UNDETERMINED, find_direction
from pipeline.provenance.document_descent import find_document_edges
from pipeline.provenance.editions import find_editions
from pipeline.provenance.evidence import by_authority
from pipeline.provenance.evidence_omissions import shared_omissions
from pipeline.provenance.evidence_order import shared_orders
from pipeline.provenance.evidence_stage import gather_evidence, slips_of_matches
from pipeline.provenance.excerpts import is_excerpt
from pipeline.provenance.families import find_families
from pipeline.provenance.findings import Findings, read_matches
from pipeline.provenance.routes import with_route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.stage import Aligned
    from pipeline.corpus.documents import Document
    from pipeline.engine import LocalEngine
    from pipeline.provenance.attributions.model import Attribution

__all__ = ["provenance_stage"]


def provenance_stage(
    documents: tuple[Document, ...],
    compared: tuple[Document, ...],
    aligned: Aligned,
    attributions: Sequence[Attribution] | None = None,
    engine: LocalEngine | None = None,
) -> Findings:
    """Find attributions, gather the evidence, decide directions and group passages into families.

    Args:
        documents: All documents.
        compared: Those that took part, by number.
        aligned: From stage 2.
        attributions: What the documents say of their quotations, if that is known; found if not given.
        engine: Where documents are read for them; in this process if not given.

    Returns:
        All that was found, ready to be written.

    Cost: linear in the texts, the matches and the variants, and a sort of the corpus's words.
    """
    rows = aligned.described
    matches = list(read_matches(rows, compared, [UNDETERMINED] * len(rows)))
    with ThreadPoolExecutor(1) as beside:
        # The documents are read in other processes; this one looks for slips meanwhile.
        reading = None
        if attributions is None:
            reading = beside.submit(
                find_attributions, compared, aligned.corpus, matches, aligned.set_aside, engine
            )
        slips = slips_of_matches(matches, compared, aligned.corpus)
        if reading is not None:
            attributions = reading.result()
    evidence = gather_evidence(matches, compared, aligned.corpus, attributions or (), slips)
    for at, found in enumerate(evidence):
        matches[at] = replace(matches[at], direction=find_direction(found))
    duplicates = frozenset(at for at, match in enumerate(matches) if compared[match.b].duplicate_of)
    sides = [sides_of(match) for match in matches]
    families = tuple(find_families(sides, duplicates=duplicates))
    contained = find_contained(families, sides)
    editions = find_editions(matches, evidence, aligned.corpus, without=duplicates)
    descents = find_descents(families, contained, matches, aligned.corpus, editions)
    for row in (
        *shared_omissions(families, contained, matches, aligned.corpus),
        *shared_orders(families, contained, matches, compared),
    ):
        evidence[row.match].append(row)
    evidence = [sorted(found, key=by_authority) for found in evidence]
    for family, descent in zip(families, descents, strict=True):
        for at in family.matches:
            match = matches[at]
            settled = with_route(settle_direction(family, descent, match), evidence[at])
            matches[at] = replace(match, direction=settled)
    for at, match in enumerate(matches):
        if is_excerpt(match, compared, aligned.corpus):
            matches[at] = replace(match, measures=replace(match.measures, reuse_type="excerpt"))
    edges = find_document_edges(matches, evidence, compared, aligned.corpus)
    return Findings(
        documents=documents,
        compared=compared,
        corpus=aligned.corpus,
        matches=tuple(matches),
        families=families,
        descents=descents,
        contained=contained,
        set_aside=aligned.set_aside,
        evidence=tuple(tuple(found) for found in evidence),
        document_edges=edges,
        attributions=tuple(attributions or ()),
    )
