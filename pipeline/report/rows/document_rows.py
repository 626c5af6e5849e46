"""Rows of ``documents``, ``drift`` and ``set_aside``."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from pipeline.ids import content_id
from pipeline.provenance.findings import Findings, MatchFinding
from pipeline.provenance.sections import source_number
from pipeline.tables.variant_tables import LEVEL_OF_CLASS, VARIANT_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["document_rows", "documents_direction", "drift_rows", "set_aside_rows"]

_MOST_PLACES = 20

Row = dict[str, object]


def _covered(length: int, spans: Iterable[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which of ``length`` words lie in one of the half-open spans."""
    covered = np.zeros(length, bool)
    for begin, end in spans:
        covered[begin:end] = True
    return covered


def _share(covered: NDArray[np.bool_]) -> float:
    return float(np.count_nonzero(covered)) / max(1, len(covered))


def document_rows(findings: Findings) -> list[Row]:
    """Rows of ``documents``: every document, those that took no part included."""
    number_of = {document.document_id: at for at, document in enumerate(findings.compared)}
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    copied: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for match in findings.matches:
        a_span, b_span = (match.first_word_a, match.last_word_a), (match.first_word_b, match.last_word_b)
        spans[match.a].append(a_span)
        spans[match.b].append(b_span)
        if match.direction.copied_from == "a":
            copied[match.b].append(b_span)
        elif match.direction.copied_from == "b":
            copied[match.a].append(a_span)
    rows: list[Row] = []
    for document in findings.documents:
        at = number_of.get(document.duplicate_of or document.document_id)
        measured = at is not None
        n_words = findings.n_words(at) if at is not None else None
        row: Row = {
            name: getattr(document, name)
            for name in (
                "document_id",
                "siglum",
                "title",
                "author",
                "series",
                "date_not_before",
                "date_not_after",
                "date_basis",
                "language",
                "language_basis",
                "path",
                "record_id",
                "media_type",
                "content_sha256",
                "text_sha256",
                "encoding",
                "extractor",
                "status",
                "status_reason",
                "duplicate_of",
            )
        }
        row["n_chars"] = len(document.text) if measured else None
        row["n_words"] = 0 if document.status == "empty" else n_words
        if at is not None and n_words is not None:
            row["coverage"] = _share(_covered(n_words, spans[at]))
            row["copied_share"] = _share(_covered(n_words, copied[at]))
        rows.append(row)
    return rows


def drift_rows(findings: Findings) -> list[Row]:
    """Rows of ``drift``: one a pair of documents that share text."""
    pairs: dict[tuple[int, int], list[MatchFinding]] = defaultdict(list)
    for match in findings.matches:
        pairs[match.a, match.b].append(match)
    return [_drift_row(findings, a, b, matches) for (a, b), matches in sorted(pairs.items())]


def documents_direction(verdicts: Sequence[tuple[str, int]]) -> str:
    """Which of two documents the other copies from.

    Args:
        verdicts: Of each match between them: ``copied_from``, and its equal words.

    Returns:
        a, b, both, or open: also where something is decided, but for most of the words nothing is. One quotation whose
        source is known makes no source of a document.
    """
    words: Counter[str] = Counter()
    for copied_from, equal in verdicts:
        words[copied_from] += equal
    is_open = words.pop("undetermined", 0) > words.total()
    sides = [side for side in ("a", "b") if words[side]]
    if is_open or not sides:
        return "open"
    return sides[0] if len(sides) == 1 else "both"


def _drift_row(findings: Findings, a: int, b: int, matches: list[MatchFinding]) -> Row:
    classes = Counter(variant.variant_class for match in matches for variant in match.variants)
    levels = Counter(LEVEL_OF_CLASS[name] for name in classes.elements())
    equal = sum(match.measures.words_equal for match in matches)
    quoted = sum(_words_quoted(findings, match) for match in matches)
    spans_a = [(match.first_word_a, match.last_word_a) for match in matches]
    spans_b = [(match.first_word_b, match.last_word_b) for match in matches]
    if a == b:
        spans_a = spans_b = spans_a + spans_b
    document_a, document_b = findings.compared[a], findings.compared[b]
    return {
        "a_document_id": document_a.document_id,
        "b_document_id": document_b.document_id,
        "a_path": document_a.path,
        "b_path": document_b.path,
        "direction": documents_direction(
            [(match.direction.copied_from, match.measures.words_equal) for match in matches]
        ),
        "n_matches": len(matches),
        "words_narration": equal - quoted,
        "words_quotation": quoted,
        "share_of_a": _share(_covered(findings.n_words(a), spans_a)),
        "share_of_b": _share(_covered(findings.n_words(b), spans_b)),
        **{f"n_{level}": levels[level] for level in ("dress", "form", "wording")},
        **{f"n_{name}": classes[name] for name in VARIANT_CLASSES},
    }


def _words_quoted(findings: Findings, match: MatchFinding) -> int:
    """Equal words of a match that stand in a quotation or a numbered source.

    What one side quotes and the other has in its own voice is quotation: the side that quotes more of it counts.
    """
    shares = []
    for number, begin, first, last in (
        (match.a, match.a_begin, match.first_word_a, match.last_word_a),
        (match.b, match.b_begin, match.first_word_b, match.last_word_b),
    ):
        quoted = findings.corpus.document(number).quoted[first:last]
        in_source = source_number(findings.locus(number, begin)) is not None
        shares.append(1.0 if in_source else _share(quoted))
    return round(match.measures.words_equal * max(shares))


def _closed(text: str, begin: int, end: int) -> str:
    """A string of words with the bracket that closes one opened in it."""
    string = text[begin:end]
    for opening, closing in ("()", "[]"):
        if string.count(opening) > string.count(closing) and text[end : end + 1] == closing:
            return string + closing
    return string


def set_aside_rows(findings: Findings) -> list[Row]:
    """Rows of ``set_aside``: one a string, with at most 20 of its places."""
    rows: list[Row] = []
    for repeated in findings.set_aside:
        places: list[Row] = []
        for place in repeated.places[:_MOST_PLACES]:
            begin = int(findings.corpus.document(place.number).begin[place.first])
            document = findings.compared[place.number]
            places.append(
                {"path": document.path, "locus": findings.locus(place.number, begin), "begin": begin}
            )
        first = repeated.places[0]
        view = findings.corpus.document(first.number)
        text = _closed(view.text, int(view.begin[first.first]), int(view.end[first.last - 1]))
        rows.append(
            {
                "set_aside_id": content_id("s", repeated.folded),
                "text": text,
                "reason": repeated.reason,
                "words": len(repeated.folded.split()),
                "n_occurrences": len(repeated.places),
                "n_documents": len({place.number for place in repeated.places}),
                "places": places,
            }
        )
    return rows
