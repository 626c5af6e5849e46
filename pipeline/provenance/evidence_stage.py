"""All evidence for all matches, gathered from the modules that know each kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.provenance.attested import Attested
from pipeline.provenance.evidence import Evidence, by_authority
from pipeline.provenance.evidence_errors import error_evidence, shared_spans
from pipeline.provenance.evidence_gaps import gap_evidence
from pipeline.provenance.evidence_marks import mark_evidence
from pipeline.provenance.evidence_one_source import evidence_of_one_source
from pipeline.provenance.evidence_stated import attribution_evidence, heading_evidence, stated_evidence
from pipeline.provenance.slips import find_slips
from pipeline.provenance.twins import with_earliest_dates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.align.corpus_view import CorpusView
    from pipeline.corpus.documents import Document
    from pipeline.provenance.attributions.model import Attribution
    from pipeline.provenance.findings import MatchFinding
    from pipeline.provenance.slips import Slip

__all__ = ["KnownSlips", "gather_evidence", "slips_of_matches"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnownSlips:
    """The slips in the passages of matches by document, and what the corpus attests, by which they were found."""

    attested: Attested
    by_document: Mapping[int, tuple[Slip, ...]]


def slips_of_matches(
    matches: Sequence[MatchFinding], compared: Sequence[Document], corpus: CorpusView
) -> KnownSlips:
    """Find the slips in what the two sides of a match have alike.

    Only there: of two scans each has slips of its own, and how many those are says nothing of what both may have wrong.

    Args:
        matches: All matches.
        compared: Documents by number.
        corpus: The same documents as words.

    Cost: that of ``find_slips``, linear in the variants, and a sort of the corpus's words if nobody asked before.
    """
    attested = Attested.of(corpus)
    # A duplicate has the words of its original, which say nothing of the two.
    told = [match for match in matches if compared[match.b].duplicate_of != compared[match.a].document_id]
    spans = [span for match in told for span in shared_spans(match, corpus)]
    languages = [document.language for document in compared]
    return KnownSlips(attested=attested, by_document=find_slips(corpus, attested, spans, languages))


def gather_evidence(
    matches: Sequence[MatchFinding],
    compared: Sequence[Document],
    corpus: CorpusView,
    attributions: Sequence[Attribution] = (),
    slips: KnownSlips | None = None,
) -> list[list[Evidence]]:
    """Find what speaks for a direction or for dependence, match by match.

    Args:
        matches: All matches.
        compared: Documents by number.
        corpus: The same documents as words.
        attributions: What the documents say of their quotations.
        slips: From ``slips_of_matches``, if they were looked for already.

    Returns:
        For each match its rows in the order of authority; ``shared_omission`` needs the families and is not among them.

    Cost: linear in the variants and in the words of the passages; a sort of the corpus's words.
    """
    if not matches:
        return []
    slips = slips or slips_of_matches(matches, compared, corpus)
    of_document: dict[int, list[Attribution]] = defaultdict(list)
    for one in attributions:
        of_document[one.number].append(one)
    dated = with_earliest_dates(compared)
    found = []
    for at, match in enumerate(matches):
        is_twin = compared[match.b].duplicate_of == compared[match.a].document_id
        rows = list(stated_evidence(at, match, compared if is_twin else dated))
        if not is_twin:
            named = [*of_document[match.a], *of_document[match.b]]
            rows += attribution_evidence(at, match, compared, named)
            rows += heading_evidence(at, match, compared)
            rows += gap_evidence(at, match, corpus)
            rows += mark_evidence(at, match, compared, corpus)
            rows += error_evidence(at, match, compared, slips.attested, slips.by_document)
        found.append(sorted(rows, key=by_authority))
    for row in list(evidence_of_one_source(matches, found, compared)):
        found[row.match] = sorted([*found[row.match], row], key=by_authority)
    return found
