"""What a variant does, seen from the copy, and why a person should look at a match."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.provenance.evidence import counted_rows
from pipeline.provenance.weights import LIKELY_MILLIBITS
from pipeline.report.rows.sense import SERIOUS_RISKS, named_class

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.variants import Variant
    from pipeline.provenance.evidence import Evidence
    from pipeline.provenance.findings import Findings, MatchFinding

__all__ = ["CountedVariant", "count_words", "review_weight", "why_look"]

_LONG_CUT_WORDS = 5
"""Words on one side only, unmarked, from which a cut is worth a look."""

_EDGE_CUT_WORDS = 3
"""Words that a sentence goes on with on one side only, from which a cut at its edge is worth a look."""

_MANY_WORDS = 50
_UNNAMED_WORDS = 20
"""Words from which taking them without a name is more than a phrase."""

_WEIGHTS = {
    "unnamed copying": 2,
    "unmarked cut": 2,
    "changed sense": 2,
    "second-hand credit": 2,
    "evidence that disagrees": 1,
    "open arrow with many words": 1,
}
"""An open arrow asks for evidence that the reader may not have; the others can be judged by looking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedVariant:
    """A variant with the words that begin in each of its readings."""

    variant: Variant
    words_a: int
    words_b: int

    @property
    def longer_in_a(self) -> bool:
        """Whether side a has more words here."""
        return self.words_a > self.words_b

    @property
    def words(self) -> int:
        """Words of the longer reading."""
        return max(self.words_a, self.words_b)

    @property
    def longer_reading(self) -> str:
        """The reading with more words."""
        return self.variant.a_reading if self.longer_in_a else self.variant.b_reading


def count_words(findings: Findings, match: MatchFinding) -> tuple[CountedVariant, ...]:
    """Count the words of a match's variants, as the whole program counts words.

    Args:
        findings: All that was found.
        match: One match.

    Returns:
        Its variants in their order.

    Cost: logarithmic in the documents' words for each variant.
    """
    if not match.variants:
        return ()
    spans_a = np.array([(one.a_begin, one.a_end) for one in match.variants])
    spans_b = np.array([(one.b_begin, one.b_end) for one in match.variants])
    words_a = np.diff(np.searchsorted(findings.corpus.document(match.a).begin, spans_a)).ravel().tolist()
    words_b = np.diff(np.searchsorted(findings.corpus.document(match.b).begin, spans_b)).ravel().tolist()
    return tuple(
        CountedVariant(variant=variant, words_a=in_a, words_b=in_b)
        for variant, in_a, in_b in zip(match.variants, words_a, words_b, strict=True)
    )


def why_look(
    match: MatchFinding,
    variants: Sequence[CountedVariant],
    risks: Sequence[str | None],
    a_attributed: str,
    b_attributed: str,
    *,
    is_duplicate: bool,
    evidence: Sequence[Evidence] = (),
    is_second_hand: bool = False,
    sourced: str | None = None,
) -> list[str]:
    """Why a person should look at a match.

    Args:
        match: The match.
        variants: Its variants.
        risks: Why each of them may change the sense.
        a_attributed: Whether side a's document says whom it quotes (yes, partly, no).
        b_attributed: The same of side b.
        is_duplicate: Whether it is a whole document and its duplicate.
        evidence: What speaks for its direction.
        is_second_hand: Whether a quotation in it has its words at second hand and does not say so.
        sourced: The side that prints the words as a source from a work which the other document is not.

    Returns:
        Reasons (TABLES ``why_look``), weightiest first; empty where nothing calls for it, where one side is a
        duplicate of the other, and where the family's tree already says it.
    """
    if is_duplicate or match.direction.implied:
        return []
    reasons = []
    if _is_unnamed(match, a_attributed, b_attributed, sourced):
        reasons.append("unnamed copying")
    if any(_is_unmarked_cut(variant, match.direction.copied_from) for variant in variants):
        reasons.append("unmarked cut")
    if any(risk in SERIOUS_RISKS for risk in risks):
        reasons.append("changed sense")
    if is_second_hand:
        reasons.append("second-hand credit")
    # A common source explains why facts disagree, and why no arrow is drawn.
    is_explained = match.direction.route == "common_source"
    is_open = match.direction.copied_from == "undetermined" and not is_explained
    if _disagree(evidence) and not is_explained:
        reasons.append("evidence that disagrees")
    if is_open and match.measures.words_equal >= _MANY_WORDS:
        reasons.append("open arrow with many words")
    return sorted(reasons, key=lambda reason: -_WEIGHTS[reason])


def _disagree(evidence: Sequence[Evidence]) -> bool:
    """Whether enough for a verdict speaks for each side: one of the facts is not what it seems."""
    bits: Counter[str] = Counter()
    for row in counted_rows(evidence):
        bits[row.favours] += row.weight
    return min(bits["a"], bits["b"]) >= LIKELY_MILLIBITS


def _is_unnamed(match: MatchFinding, a_attributed: str, b_attributed: str, sourced: str | None) -> bool:
    """Whether the copy, or of two sides whose order is open both, neither quotes nor names anybody.

    A passage that is attributed in part has narration around its quotations that nobody is named for. Where one side is
    a source that a page prints, the other, even in the same page, has its words, and must name somebody for some.
    """
    if match.measures.words_equal < _UNNAMED_WORDS:
        return False
    named_a = a_attributed == "yes" or match.measures.a_in_quotation_marks == "yes"
    named_b = b_attributed == "yes" or match.measures.b_in_quotation_marks == "yes"
    if sourced is not None and match.direction.copied_from in {sourced, "undetermined"}:
        says, is_named = (b_attributed, named_b) if sourced == "a" else (a_attributed, named_a)
        return says == "no" and not is_named
    if match.a == match.b:
        return False
    if match.direction.copied_from == "undetermined":
        return not named_a and not named_b
    return not (named_b if match.direction.copied_from == "a" else named_a)


def _is_unmarked_cut(counted: CountedVariant, copied_from: str) -> bool:
    variant_class = counted.variant.variant_class
    if variant_class not in {"edge_cut", "one_sided"}:
        return False
    if copied_from != "undetermined" and named_class(counted, copied_from) in {None, "addition"}:
        return False
    return counted.words >= (_EDGE_CUT_WORDS if variant_class == "edge_cut" else _LONG_CUT_WORDS)


def review_weight(reasons: Sequence[str]) -> int:
    """How much reasons to look weigh together; matches of more weight come first."""
    return sum(_WEIGHTS[reason] for reason in reasons)
