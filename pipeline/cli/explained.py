"""One match and its differences as values, read from the published tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Difference", "ExplainedMatch", "Fact", "Quotation", "Side", "explained_match"]

_MOST = 0.8
"""Share of the shorter of passage and quotation that both have in common, from which a match is about a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two passages.

    Attributes:
        siglum: Short name of its document.
        path: Path of its document.
        locus: Where a person finds it.
        text: The passage.
        words: Number of its words.
    """

    siglum: str
    path: str
    locus: str
    text: str
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row of the table variants, with offsets in the two passages instead of the documents.

    Attributes:
        operation: substitute, only_a, only_b or transpose.
        level: dress, form or wording.
        variant_class: What kind of difference.
        edge: none; start or end for what the other side has before or after the match.
        a_reading: What side a has.
        b_reading: What side b has.
        a_begin: Code points from the beginning of passage a; outside of it for an edge.
        a_end: Half-open.
        b_begin: Code points from the beginning of passage b.
        b_end: Half-open.
        named_class: What the copy did, where it is known which side is the copy.
        sense_risk: Why the sense may have changed.
    """

    operation: str
    level: str
    variant_class: str
    edge: str
    a_reading: str
    b_reading: str
    a_begin: int
    a_end: int
    b_begin: int
    b_end: int
    named_class: str | None
    sense_risk: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What a document says of a quotation in one of the passages; the fields are columns of the table attributions.

    ``side`` is a or b.
    """

    side: str
    speaker: str | None
    cue: str | None
    work_author: str | None
    title: str | None
    year: int | None
    title_basis: str
    cited_work: str
    credit: str
    fidelity: str
    what_changed: str | None
    checked_against: str | None
    seen_through: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row of the table evidence.

    Attributes:
        kind: What kind of fact it is.
        favours: The side it shows as the source, a or b; or dependence.
        weight_millibits: Log2 of the odds, in thousandths.
        counts: False for a row that shows the same fact as a weightier one.
        basis: work, or copy: that the copy has this very file before it.
        excerpt: The words that show it.
    """

    kind: str
    favours: str
    weight_millibits: int
    counts: bool
    basis: str
    excerpt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedMatch:
    """A match as `explain` shows it; the fields are columns of the table matches."""

    match_id: str
    arrow: str
    what_differs: str
    reuse_type: str
    certainty: str
    copied_from: str
    direction_confidence: float | None
    direction_basis: tuple[str, ...]
    route: str
    implied: bool
    a: Side
    b: Side
    words_equal: int
    words_substituted: int
    words_only_a: int
    words_only_b: int
    word_identity: float
    score_millibits: int
    log10_e_value: float
    family_ids: tuple[str, ...]
    why_look: tuple[str, ...]
    review_status: str
    review_note: str | None
    differences: tuple[Difference, ...]
    quotations: tuple[Quotation, ...] = ()
    evidence: tuple[Fact, ...] = ()

    def name_of(self, side: str) -> str:
        """The siglum of side a or b; where both sides are of one document, ``side a`` or ``side b``."""
        siglum = self.a.siglum if side == "a" else self.b.siglum
        return f"side {side}" if self.a.siglum == self.b.siglum else siglum


def explained_match(
    match: Mapping[str, Any],
    variants: Sequence[Mapping[str, Any]],
    attributions: Sequence[Mapping[str, Any]] = (),
    evidence: Sequence[Mapping[str, Any]] = (),
) -> ExplainedMatch:
    """Make the value from a row of matches, its rows of variants and evidence, and what is attributed in its documents.

    Args:
        match: A row of the table matches.
        variants: The rows of the table variants with its match_id, in any order.
        attributions: Rows of the table attributions of its two documents, in any order.
        evidence: The rows of the table evidence with its match_id, in any order; the weightiest come first.
    """
    ordered = sorted(variants, key=lambda row: row["position"])
    return ExplainedMatch(
        match_id=match["match_id"],
        arrow=match["arrow"],
        what_differs=match["what_differs"],
        reuse_type=match["reuse_type"],
        certainty=match["certainty"],
        copied_from=match["copied_from"],
        direction_confidence=match["direction_confidence"],
        direction_basis=_texts(match["direction_basis"]),
        route=match["route"],
        implied=match["implied"],
        a=_side(match, "a"),
        b=_side(match, "b"),
        words_equal=match["words_equal"],
        words_substituted=match["words_substituted"],
        words_only_a=match["words_only_a"],
        words_only_b=match["words_only_b"],
        word_identity=match["word_identity"],
        score_millibits=match["score_bits"],
        log10_e_value=match["log10_e_value"],
        family_ids=_texts(match["family_ids"]),
        why_look=_texts(match["why_look"]),
        review_status=match["review_status"],
        review_note=match["review_note"],
        differences=tuple(_difference(row, match["a_begin"], match["b_begin"]) for row in ordered),
        quotations=tuple(
            _quotation(side, row)
            for side in ("a", "b")
            for row in sorted(attributions, key=lambda row: (row["quoted_begin"], row["quoted_end"]))
            if row["document_id"] == match[f"{side}_document_id"]
            and _is_about(row, match[f"{side}_begin"], match[f"{side}_end"])
        ),
        evidence=tuple(_fact(row) for row in sorted(evidence, key=_weightiest_first)),
    )


def _is_about(row: Mapping[str, Any], begin: int, end: int) -> bool:
    quoted_begin, quoted_end = row["quoted_begin"], row["quoted_end"]
    shared = min(end, quoted_end) - max(begin, quoted_begin)
    return bool(shared >= _MOST * max(1, min(end - begin, quoted_end - quoted_begin)))


def _quotation(side: str, row: Mapping[str, Any]) -> Quotation:
    names = [name for name in Quotation.__dataclass_fields__ if name != "side"]
    return Quotation(side=side, **{name: row[name] for name in names})


def _side(match: Mapping[str, Any], side: str) -> Side:
    return Side(
        siglum=match[f"{side}_siglum"],
        path=match[f"{side}_path"],
        locus=match[f"{side}_locus"],
        text=match[f"{side}_text"],
        words=match[f"words_{side}"],
    )


def _difference(row: Mapping[str, Any], a_begin: int, b_begin: int) -> Difference:
    return Difference(
        operation=row["operation"],
        level=row["level"],
        variant_class=row["variant_class"],
        edge=row["edge"],
        a_reading=row["a_reading"],
        b_reading=row["b_reading"],
        a_begin=row["a_begin"] - a_begin,
        a_end=row["a_end"] - a_begin,
        b_begin=row["b_begin"] - b_begin,
        b_end=row["b_end"] - b_begin,
        named_class=row["named_class"],
        sense_risk=row["sense_risk"],
    )


def _weightiest_first(row: Mapping[str, Any]) -> tuple[bool, bool, int, str, str]:
    """What favours a side before what shows dependence, what counts before what does not, then by weight."""
    return (
        row["favours"] == "dependence",
        row["counted_with"] is not None,
        -row["weight_millibits"],
        row["kind"],
        row["evidence_id"],
    )


def _fact(row: Mapping[str, Any]) -> Fact:
    return Fact(
        kind=row["kind"],
        favours=row["favours"],
        weight_millibits=row["weight_millibits"],
        counts=row["counted_with"] is None,
        basis=row["basis"],
        excerpt=row["excerpt"],
    )


def _texts(values: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(values or ())
