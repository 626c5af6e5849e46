"""Evidence from what is stated: relations in ``sources.toml``, dates, whom a document says it quotes, headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from pipeline.provenance import weights
from pipeline.provenance.dates import dated_before
from pipeline.provenance.evidence import Evidence
from pipeline.provenance.sections import source_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.corpus.documents import Document
    from pipeline.provenance.attributions.model import Attribution
    from pipeline.provenance.findings import MatchFinding

__all__ = [
    "attribution_evidence",
    "earlier_side",
    "first_words",
    "heading_evidence",
    "stated_evidence",
]

_HEAD_CHARACTERS = 3000
"""Where a document prints its own date, it does so within its first page."""

_MOSTLY = 0.5
"""Share of a quotation or of a passage that must lie in the other for the attribution to be about the passage."""

_WORD = re.compile(r"\w+")

Side = Literal["a", "b"]


def stated_evidence(at: int, match: MatchFinding, compared: Sequence[Document]) -> Iterator[Evidence]:
    """Rows of the kinds ``manifest`` and ``date``.

    Args:
        at: Position of the match.
        match: The match.
        compared: Documents by number.

    Yields:
        At most one row of each; none inside one document, none where two relations or two dates leave it open.
    """
    if match.a == match.b:
        return
    a, b = compared[match.a], compared[match.b]
    a_copies, b_copies = b.document_id in a.copies, a.document_id in b.copies
    if a_copies != b_copies:
        copy, source = (a, b) if a_copies else (b, a)
        yield Evidence(
            match=at,
            kind="manifest",
            favours="b" if a_copies else "a",
            weight=weights.MANIFEST,
            fact="stated",
            basis="copy",
            number=match.a if a_copies else match.b,
            begin=0,
            end=0,
            excerpt=f"sources.toml: {copy.siglum} copies {source.siglum}",
        )
    side = earlier_side(a, b)
    if side is not None:
        early, late = (a, b) if side == "a" else (b, a)
        begin, end = _printed_date(early)
        yield Evidence(
            match=at,
            kind="date",
            favours=side,
            weight=weights.DATE,
            fact="date",
            basis="work",
            number=match.a if side == "a" else match.b,
            begin=begin,
            end=end,
            excerpt=f"{early.siglum} {_dated(early)}, before {late.siglum} {_dated(late)}",
        )


def earlier_side(a: Document, b: Document) -> Side | None:
    """The side whose document was written wholly before the other's; None where that is not known."""
    if dated_before(a, b):
        return "a"
    if dated_before(b, a):
        return "b"
    return None


def _dated(document: Document) -> str:
    first, last = document.date_not_before, document.date_not_after
    date = str(first) if first == last else f"{first or ''}/{last or ''}"
    return f"{date} ({document.date_basis})"


def _printed_date(document: Document) -> tuple[int, int]:
    """Where the document prints the year of its date; its begin where the date is from elsewhere."""
    date = document.date_not_after or ""
    year = date.lstrip("+-").partition("-")[0].lstrip("0")
    place = document.text.find(year, 0, _HEAD_CHARACTERS) if year else -1
    if document.date_basis != "header" or place < 0:
        return 0, 0
    return place, place + len(year)


def attribution_evidence(
    at: int, match: MatchFinding, compared: Sequence[Document], attributions: Sequence[Attribution]
) -> Iterator[Evidence]:
    """Rows of the kinds ``attribution`` and ``citation_heading`` for resolved attributions.

    Args:
        at: Position of the match.
        match: The match.
        compared: Documents by number.
        attributions: Those of both documents of the match, in order.

    Yields:
        One row for each attribution that one side's document makes of words in this passage, and that names the other
        side's document. It shows that the copy has the work before it, not that it has this file.
    """
    if match.a == match.b:
        return
    sides = (("b", match.a, match.b, _span(match, "a")), ("a", match.b, match.a, _span(match, "b")))
    for one in attributions:
        for favours, copy, source, span in sides:
            if one.number != copy or one.resolved != source or not _is_about(one, span):
                continue
            begin, end = _attributing(one, compared[copy])
            yield Evidence(
                match=at,
                kind="citation_heading" if one.is_heading else "attribution",
                favours="a" if favours == "a" else "b",
                weight=weights.ATTRIBUTION_STATED
                if one.title_basis == "stated"
                else weights.ATTRIBUTION_INFERRED,
                fact="quotes",
                basis="work",
                number=copy,
                begin=begin,
                end=end,
                excerpt=compared[copy].text[begin:end],
            )


def _span(match: MatchFinding, side: Side) -> tuple[int, int]:
    return (match.a_begin, match.a_end) if side == "a" else (match.b_begin, match.b_end)


def _is_about(one: Attribution, span: tuple[int, int]) -> bool:
    """Whether the attributed words are about the passage: half of either lies in the other."""
    shared = min(one.quoted_end, span[1]) - max(one.quoted_begin, span[0])
    shorter = min(one.quoted_end - one.quoted_begin, span[1] - span[0])
    return shared > 0 and shared >= _MOSTLY * shorter


def _attributing(one: Attribution, document: Document) -> tuple[int, int]:
    """The words that attribute; where there are none, the first quoted words."""
    if one.begin is not None and one.end is not None:
        return one.begin, one.end
    return first_words(document.text, one.quoted_begin, one.quoted_end)


def first_words(text: str, begin: int, end: int, n: int = 12) -> tuple[int, int]:
    """The span of the first words of a passage."""
    words = [found.end() for _, found in zip(range(n), _WORD.finditer(text, begin, end), strict=False)]
    return begin, words[-1] if words else end


def heading_evidence(at: int, match: MatchFinding, compared: Sequence[Document]) -> Iterator[Evidence]:
    """Rows for the headings of numbered sources: ``citation_heading`` inside one document, ``equal_heading`` across.

    Args:
        at: Position of the match.
        match: The match.
        compared: Documents by number.

    Yields:
        In one document: that the side in the running text has its words from the source that the same document prints
        under a number. Across two: that both print the passage as a source under one heading, which shows dependence.
    """
    heading_a = source_heading(compared[match.a], match.a_begin)
    heading_b = source_heading(compared[match.b], match.b_begin)
    if match.a == match.b and (heading_a is None) != (heading_b is None):
        begin, end = heading_a or heading_b or (0, 0)
        yield Evidence(
            match=at,
            kind="citation_heading",
            favours="b" if heading_a is None else "a",
            weight=weights.OWN_SOURCE,
            fact="quotes",
            basis="copy",
            number=match.a,
            begin=begin,
            end=end,
            excerpt=compared[match.a].text[begin:end],
        )
    if match.a != match.b and heading_a is not None and heading_b is not None:
        texts = [
            [
                word.casefold()
                for word in _WORD.findall(compared[number].text[begin:end])
                if not word.isdecimal() or len(word) == len("1930")
            ]
            for number, (begin, end) in ((match.a, heading_a), (match.b, heading_b))
        ]
        if texts[0] == texts[1] and texts[0]:
            begin, end = heading_a
            yield Evidence(
                match=at,
                kind="equal_heading",
                favours="dependence",
                weight=weights.EQUAL_HEADING,
                fact="heading",
                basis="copy",
                number=match.a,
                begin=begin,
                end=end,
                excerpt=compared[match.a].text[begin:end],
            )
