"""Relations in the terms of W3C PROV: a quotation, a revision, or a derivation of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.align.corpus_view import CorpusView
    from pipeline.provenance.findings import MatchFinding

__all__ = ["Relation", "relation_of"]

Relation = Literal["prov:Quotation", "prov:Revision", "prov:Derivation", "prov:alternateOf"]

_MOST = 0.5
"""Share of both documents' words that a passage must have, to be a new state of the whole and not a part taken over."""


def relation_of(match: MatchFinding, copied_from: str, corpus: CorpusView) -> Relation:
    """Say what the copy of a match is to its source.

    Args:
        match: The match.
        copied_from: The side that is the source, or "undetermined".
        corpus: The documents as words.

    Returns:
        alternateOf where it is open which side is the copy; Quotation where the copy has it in quotation marks and the
        source has not; Revision where the passage is most of both documents; Quotation also where both have it in
        marks, or the copy prints it as an excerpt; else Derivation.
    """
    if copied_from == "undetermined":
        return "prov:alternateOf"
    marks = (match.measures.a_in_quotation_marks, match.measures.b_in_quotation_marks)
    of_source, of_copy = marks if copied_from == "a" else marks[::-1]
    if of_copy == "yes" and of_source == "no":
        return "prov:Quotation"
    words_a, words_b = (len(corpus.document(number).words) for number in (match.a, match.b))
    if (
        match.a != match.b
        and match.measures.words_a >= _MOST * words_a
        and match.measures.words_b >= _MOST * words_b
    ):
        return "prov:Revision"
    if of_copy == "yes" or match.measures.reuse_type == "excerpt":
        return "prov:Quotation"
    return "prov:Derivation"
