"""What repeats without being copied: recognised by what it is and how often it stands, and kept with its reason."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.corpus.normalise import fold_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.align.corpus_view import CorpusView, DocumentView

__all__ = ["Place", "Repeated", "group_by_text", "reason_for", "weak_reason"]

_CITATION_WORDS = 30
"""Words of the longest citation heading: author, title, subtitle, occasion, year."""

_TITLE_WORDS = 20
_NAME_WORDS = 6
_REFRAIN_WORDS = 20
"""Words up to which a whole sentence that its author repeats in one text is a refrain and not a copied passage."""

_YEAR = re.compile(r"[(\[][^()\[\]]{0,30}\b1[0-9]{3}\b|[(\[][^()\[\]]{0,30}\b20[0-9]{2}\b")
_CAPITALS_IN_CITATION = 0.45
_CAPITALS_IN_TITLE = 0.6
_SENTENCE_BORDER = re.compile("[.!?…。！？؟।\n]")
_OFTEN = 3
"""Places from which a string that says little is a common phrase and not merely too little."""

_LONG_BOILERPLATE = 12
_MANY_DOCUMENTS = 3
_BOILERPLATE_PLACES = 6


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Words ``first`` to ``last`` (half-open) of document ``number``."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """One string that repeats and is no match: its folded words, why, and where."""

    folded: str
    reason: str
    places: tuple[Place, ...]


def reason_for(
    a: Place, b: Place, corpus: CorpusView, *, exact: bool, ignored: Sequence[str] = ()
) -> str | None:
    """Why two passages are no copying although they score, from what they are.

    Args:
        a: Side a.
        b: Side b.
        corpus: The documents.
        exact: Whether every word is equal.
        ignored: The user's own strings, folded.

    Returns:
        A reason of TABLES ``set_aside``, or None if they may be a match.
    """
    view_a, view_b = corpus.document(a.number), corpus.document(b.number)
    if ignored and _is_ignored(a, view_a, ignored) and _is_ignored(b, view_b, ignored):
        return "user"
    raw_a, raw_b = _raw_words(a, view_a), _raw_words(b, view_b)
    length = max(len(raw_a), len(raw_b))
    heading_a = bool(view_a.heading[a.first : a.last].all())
    heading_b = bool(view_b.heading[b.first : b.last].all())
    if heading_a and heading_b and length <= _CITATION_WORDS:
        return "citation_heading" if _has_year(a, view_a) or _has_year(b, view_b) else "title"
    capitals = min(_capital_share(raw_a), _capital_share(raw_b))
    if (
        length <= _CITATION_WORDS
        and capitals >= _CAPITALS_IN_CITATION
        and _has_year(a, view_a)
        and _has_year(b, view_b)
    ):
        return "citation_heading"
    if length <= _NAME_WORDS and capitals == 1:
        return "name"
    if length <= _TITLE_WORDS and (
        capitals >= _CAPITALS_IN_TITLE or ((heading_a or heading_b) and length <= _NAME_WORDS * 2)
    ):
        return "title"
    if a.number == b.number and exact and length <= _REFRAIN_WORDS and _is_refrain(a, b, view_a):
        return "refrain"
    return None


def weak_reason(n_places: int, n_documents: int, n_words: int) -> str:
    """Why a string that does not score is no match."""
    if n_words >= _LONG_BOILERPLATE:
        return (
            "boilerplate"
            if n_documents >= _MANY_DOCUMENTS and n_places >= _BOILERPLATE_PLACES
            else "below_threshold"
        )
    return "common_phrase" if n_places >= _OFTEN else "below_threshold"


def group_by_text(
    rejected: Iterable[tuple[str | None, Place, Place]], corpus: CorpusView, *, keep_marks: bool
) -> list[Repeated]:
    """One entry a string, with all the places it was found in.

    Args:
        rejected: Reason (None: it says too little) and both sides of each rejected pair.
        corpus: The documents.
        keep_marks: How words fold.

    Returns:
        Entries sorted by text. Where pairs of one string were rejected for different reasons, the first named
        one in the
        order of the alphabet stands, a reason before none.
    """
    places: dict[str, set[Place]] = defaultdict(set)
    reasons: dict[str, set[str]] = defaultdict(set)
    for reason, a, b in rejected:
        text_a, text_b = (_folded(place, corpus.document(place.number), keep_marks) for place in (a, b))
        # Two sides that differ are one string under the shorter side's words.
        text = min((text_a, text_b), key=lambda words: (len(words), words))
        places[text].update((a, b))
        if reason is not None:
            reasons[text].add(reason)
    found = []
    for text in sorted(places):
        at = tuple(sorted(places[text]))
        documents = len({place.number for place in at})
        reason = min(reasons[text]) if reasons[text] else weak_reason(len(at), documents, len(text.split()))
        found.append(Repeated(folded=text, reason=reason, places=at))
    return found


def _raw_words(place: Place, view: DocumentView) -> list[str]:
    return [view.text[view.begin[at] : view.end[at]] for at in range(place.first, place.last)]


def _folded(place: Place, view: DocumentView, keep_marks: bool) -> str:
    return " ".join(fold_word(word, keep_marks=keep_marks) for word in _raw_words(place, view))


def _capital_share(words: list[str]) -> float:
    """Share of words that begin with a capital or are numbers; 0 in scripts without case."""
    if not any(word != word.lower() for word in words):
        return 0.0
    return sum(word[0].isupper() or word[0].isdigit() for word in words) / len(words)


def _has_year(place: Place, view: DocumentView) -> bool:
    """Whether a year in brackets stands in the passage or right after it."""
    end = int(view.end[place.last - 1])
    return _YEAR.search(view.text[int(view.begin[place.first]) : end + 12]) is not None


def _is_ignored(place: Place, view: DocumentView, ignored: Sequence[str]) -> bool:
    text = _folded(place, view, keep_marks=False)
    return any(text in line or line in text for line in ignored)


def _is_refrain(a: Place, b: Place, view: DocumentView) -> bool:
    """Whether both are whole sentences or clauses of running text under one heading."""
    return _same_section(a, b, view) and all(
        _SENTENCE_BORDER.search(view.between(place.first - 1, place.first)) is not None
        and _SENTENCE_BORDER.search(view.between(place.last - 1, place.last)) is not None
        for place in (a, b)
    )


def _same_section(a: Place, b: Place, view: DocumentView) -> bool:
    """Whether no heading stands between two places."""
    low, high = min(a.first, b.first), max(a.last, b.last)
    return not bool(view.heading[low:high].any())
