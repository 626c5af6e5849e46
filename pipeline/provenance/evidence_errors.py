"""Evidence from slips: those of both sides show dependence, those of one side speak a little for a direction."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Literal

import numpy as np

from pipeline.corpus.normalise import fold_word
from pipeline.provenance import weights
from pipeline.provenance.attested import Attested
from pipeline.provenance.evidence import Evidence
from pipeline.provenance.evidence_marks import shows_a_hand
from pipeline.provenance.slips import Slip, slips_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.align.corpus_view import CorpusView, DocumentView
    from pipeline.align.variant import Variant
    from pipeline.corpus.documents import Document
    from pipeline.provenance.findings import MatchFinding

__all__ = ["error_evidence", "shared_spans"]

_NEIGHBOURS = 3
"""Words shown on each side of a slip: "ease" is no slip alone, "such a note in ease it is possible" shows it."""

_AROUND_WORDS = frozenset({"punctuation", "quotation_marks", "scare_quotes", "case"})
"""Classes of variants that leave the letters and the spaces of words as they are."""

_DOUBLED_LETTERS = 2
_COUNTED = weights.MOST_ERRORS // weights.ONE_ERROR

Side = Literal["a", "b"]
_OTHER: dict[str, Side] = {"a": "b", "b": "a"}


def error_evidence(
    at: int,
    match: MatchFinding,
    compared: Sequence[Document],
    attested: Attested,
    slips: Mapping[int, Sequence[Slip]],
) -> Iterator[Evidence]:
    """Rows of the kinds ``shared_error``, ``unique_reading`` and ``corrected_error``.

    Args:
        at: Position of the match.
        match: The match.
        compared: Documents by number.
        attested: What the corpus has of its words.
        slips: From ``find_slips``, by document.

    Yields:
        A shared error for each slip that stands in both passages unchanged. A slip on one side alone was made there or
        mended on the other. Where the side without it edits what it prints (it quotes, or prints a numbered source) and
        the other does not, it is taken as mended; else as made, and of these three count at most.

    Cost: linear in the slips and the variants.
    """
    yield from _shared(at, match, attested.corpus, slips)
    made: dict[str, int] = defaultdict(int)
    for variant in match.variants:
        side = _side_with_slip(match, variant, attested)
        if side is None:
            continue
        hand, own = (shows_a_hand(match, one, compared, attested.corpus) for one in (_OTHER[side], side))
        begin, end = (variant.a_begin, variant.a_end) if side == "a" else (variant.b_begin, variant.b_end)
        right = variant.b_reading if side == "a" else variant.a_reading
        wrong = variant.a_reading if side == "a" else variant.b_reading
        mended = hand and not own
        made[side] += 1
        if made[side] > _COUNTED:
            continue
        yield Evidence(
            match=at,
            kind="corrected_error" if mended else "unique_reading",
            favours=side if mended else _OTHER[side],
            weight=weights.CORRECTED_ERROR if mended else weights.ONE_ERROR,
            fact="mended" if mended else f"slip {made[side]}",
            basis="copy",
            number=match.a if side == "a" else match.b,
            begin=begin,
            end=end,
            excerpt=f"{wrong.strip()} for {right.strip()}" if right.strip() else f"{wrong.strip()} twice",
        )


def shared_spans(match: MatchFinding, corpus: CorpusView) -> Iterator[tuple[int, int, int]]:
    """The words of a match that both sides have alike.

    Args:
        match: The match.
        corpus: The documents as words.

    Yields:
        Document, first word, and word after the last of each run of words of one side that no difference touches.

    Cost: linear in the variants.
    """
    for number, first, last, is_a in (
        (match.a, match.first_word_a, match.last_word_a, True),
        (match.b, match.first_word_b, match.last_word_b, False),
    ):
        view = corpus.document(number)
        changed = np.array(_changed(match, is_a=is_a), np.int64).reshape(-1, 2)
        # A difference touches the words that it begins or ends at, too.
        begins = np.searchsorted(view.end, changed[:, 0], "left").tolist()
        ends = np.searchsorted(view.begin, changed[:, 1], "right").tolist()
        run = first
        for low, high in (*sorted(zip(begins, ends, strict=True)), (last, last)):
            if run < min(low, last):
                yield number, run, min(low, last)
            run = max(run, high)


def _changed(match: MatchFinding, *, is_a: bool) -> list[tuple[int, int]]:
    """The characters of one side that differ from the other's in more than what stands around words."""
    return [
        (variant.a_begin, variant.a_end) if is_a else (variant.b_begin, variant.b_end)
        for variant in match.variants
        if variant.edge == "none" and variant.variant_class not in _AROUND_WORDS
    ]


def _shared(
    at: int, match: MatchFinding, corpus: CorpusView, slips: Mapping[int, Sequence[Slip]]
) -> Iterator[Evidence]:
    """Slips that both sides have, each as probable as on the side where it is less so: sides depend on file names."""
    view, of_b = corpus.document(match.a), corpus.document(match.b)
    odds: dict[tuple[int, ...], deque[int]] = defaultdict(deque)
    for slip in _unchanged(match, of_b, slips.get(match.b, ()), is_a=False):
        odds[tuple(of_b.words[slip.first : slip.last].tolist())].append(slip.millibits)
    for slip in _unchanged(match, view, slips.get(match.a, ()), is_a=True):
        others = odds[tuple(view.words[slip.first : slip.last].tolist())]
        if not others:
            continue
        millibits = min(slip.millibits, others.popleft())
        first = max(match.first_word_a, slip.first - _NEIGHBOURS)
        last = min(match.last_word_a, slip.last + _NEIGHBOURS) - 1
        shown = view.text[int(view.begin[first]) : int(view.end[last])]
        guess = "for" if millibits >= 0 else "perhaps for"
        yield Evidence(
            match=at,
            kind="shared_error",
            favours="dependence",
            weight=weights.shared_error(millibits),
            fact=f"error at {slip.first}",
            basis="copy",
            number=match.a,
            begin=int(view.begin[first]),
            end=int(view.end[last]),
            excerpt=f"{shown} ({guess} {slip.meant})",
        )


def _unchanged(
    match: MatchFinding, view: DocumentView, slips: Sequence[Slip], *, is_a: bool
) -> Iterator[Slip]:
    """The slips of one side's passage that no difference touches."""
    first, last = (match.first_word_a, match.last_word_a) if is_a else (match.first_word_b, match.last_word_b)
    changed = _changed(match, is_a=is_a)
    for slip in slips_between(slips, first, last):
        begin, end = int(view.begin[slip.first]), int(view.end[slip.last - 1])
        if not any(begin <= high and low <= end for low, high in changed):
            yield slip


def _side_with_slip(match: MatchFinding, variant: Variant, attested: Attested) -> Side | None:
    """The side whose reading is a slip; None where neither is, or both are."""
    if variant.edge != "none":
        return None
    if variant.variant_class == "typo_ocr":
        known = [
            min((attested.of_word(word) for word in _folded(reading, attested)), default=0)
            for reading in (variant.a_reading, variant.b_reading)
        ]
        if known[0] == known[1]:
            return None
        return "a" if known[0] < known[1] else "b"
    if variant.variant_class == "one_sided" and _is_doubled(match, variant, attested):
        return "a" if variant.a_reading else "b"
    return None


def _folded(reading: str, attested: Attested) -> list[str]:
    return [
        fold_word(word.strip(".,;:!?()[]\"'“”‘’«»„"), keep_marks=attested.corpus.keep_marks)
        for word in reading.split()
    ]


def _is_doubled(match: MatchFinding, variant: Variant, attested: Attested) -> bool:
    """Whether the one word that one side has more is a neighbour's, printed twice."""
    is_a = bool(variant.a_reading)
    number = match.a if is_a else match.b
    begin, end = (variant.a_begin, variant.a_end) if is_a else (variant.b_begin, variant.b_end)
    view = attested.corpus.document(number)
    first, last = np.searchsorted(view.begin, (begin, end)).tolist()
    if last - first != 1 or len(view.folded(first)) < _DOUBLED_LETTERS:
        return False
    beside = [at for at in (first - 1, first + 1) if 0 <= at < len(view.words)]
    return any(view.words[at] == view.words[first] for at in beside)
