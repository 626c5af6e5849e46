"""What a copyist leaves in a text shows which side is the copy, in any language; what every draft has shows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipeline.provenance.attributions.model import Attribution
from pipeline.provenance.direction import find_direction
from pipeline.provenance.evidence_stated import attribution_evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.provenance.conftest import Found, Source

HEAD = (
    "When the herring came up the firth that April the bailiff ordered seven lanterns hung from the old mill,"
)
GAP = " for he held that no fish of sense would pass a light it had not been introduced to,"
TAIL = (
    " and the widow Sangster, who had buried two husbands and a brewery, rowed out alone to count the sails."
)
TALE = HEAD + GAP + TAIL
BEFORE = (
    "The minutes of the harbour board for that year have been lost, and nobody has offered a reward for them."
)
AFTER = "Of the lanterns four were returned, and the parish paid for the others after a correspondence of six years."


def rows(found: Found, kind: str) -> list[dict[str, Any]]:
    return [row for row in found.tables["evidence"] if row["kind"] == kind]


def only(found: Found) -> dict[str, Any]:
    (match,) = found.tables["matches"]
    return match


@pytest.mark.parametrize("mark", ["...", "…", ". . .", "[...]", "[…]", "***"])
def test_a_gap_mark_where_the_other_side_has_words_shows_the_copy(
    find: Callable[..., Found], source: type[Source], mark: str
) -> None:
    found = find(a=source(text=f"{BEFORE} {HEAD} {mark} {TAIL}"), b=source(text=f"{TALE} {AFTER}"))
    match = only(found)
    assert (match["copied_from"], match["direction_basis"]) == ("b", ["marked_omission"])
    (row,) = rows(found, "marked_omission")
    assert "fish of sense" in row["excerpt"]


def test_an_ellipsis_of_the_authors_own_shows_nothing(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(a=source(text=f"{HEAD}... {TAIL}"), b=source(text=f"{HEAD} {TAIL}"))
    assert only(found)["copied_from"] == "undetermined"
    assert rows(found, "marked_omission") == []


def test_words_in_square_brackets_were_put_in(find: Callable[..., Found], source: type[Source]) -> None:
    with_note = TALE.replace("the bailiff", "the bailiff [of Kell, not of Wren]")
    found = find(a=source(text=TALE), b=source(text=with_note))
    match = only(found)
    assert (match["copied_from"], match["direction_basis"]) == ("a", ["editorial_insertion"])


def test_brackets_of_a_transcription_show_nothing(find: Callable[..., Found], source: type[Source]) -> None:
    """Its editor supplies letters and words that he cannot read: brackets stand around what both sides have too."""
    transcript = TALE.replace("seven lanterns", "[seven] lanterns").replace(
        "the bailiff", "the bailiff [of Kell]"
    )
    found = find(a=source(text=TALE), b=source(text=transcript.replace(GAP, " [...]")))
    assert rows(found, "editorial_insertion") == rows(found, "marked_omission") == []
    assert only(found)["copied_from"] == "undetermined"


def test_a_pause_against_a_word_or_a_title_decides_nothing(
    find: Callable[..., Found], source: type[Source]
) -> None:
    paused = TALE.replace("a brewery", "... brewery")
    found = find(a=source(text=paused), b=source(text=TALE))
    assert only(found)["copied_from"] == "undetermined"
    titled = f"{BEFORE} {HEAD}.\n\nThe Second Chapter of Lanterns\n\n{AFTER}"
    starred = f"{BEFORE} {HEAD}.\n\n* * *\n\n{AFTER}"
    found = find(a=source(text=starred), b=source(text=titled))
    assert all(row["copied_from"] == "undetermined" for row in found.tables["matches"])


@pytest.mark.parametrize("mark", ["[12]", "(12)"])
def test_the_number_of_a_note_shows_nothing(
    find: Callable[..., Found], source: type[Source], mark: str
) -> None:
    found = find(a=source(text=TALE), b=source(text=TALE.replace("the bailiff", f"the bailiff {mark}")))
    assert rows(found, "editorial_insertion") == []
    assert only(found)["copied_from"] == "undetermined"


@pytest.mark.parametrize(
    ("before", "passage", "after"),
    [
        ("She was asked, and said: “", TALE, "”"),
        (
            "Sie erinnerte sich: „",
            (
                "Als die Heringe in jenem April die Förde heraufkamen, ließ der Vogt sieben Laternen an die alte Mühle"
                " hängen, und die Witwe Sangster, die zwei Männer und eine Brauerei begraben hatte, ruderte allein."
            ),
            "“",
        ),
        (
            "Она вспоминала: «",
            (
                "Когда в том апреле сельдь поднялась по заливу, пристав велел повесить на старую мельницу семь фонарей,"
                " а вдова Сангстер, схоронившая двух мужей и пивоварню, одна отправилась на лодке считать паруса."
            ),
            "»",
        ),
        (
            "彼女は思い出した。「",
            (
                "その年の四月、鰊が入り江をのぼって来たとき、代官は古い水車小屋に七つの提灯を吊るすように命じ、"
                "二人の夫と一つの醸造所を葬った未亡人は一人で舟を漕ぎ出して帆を数えた。"
            ),
            "」",
        ),
    ],
)
def test_what_one_side_quotes_and_the_other_says_itself_is_copied_from_that_one(
    find: Callable[..., Found], source: type[Source], before: str, passage: str, after: str
) -> None:
    found = find(a=source(text=f"{before}{passage}{after}"), b=source(text=passage))
    match = only(found)
    assert (match["copied_from"], match["direction_basis"]) == ("b", ["quotation_marks"])
    (row,) = rows(found, "quotation_marks")
    assert row["excerpt"][0] in "“„«「"


def test_a_short_state_of_a_text_is_neither_older_nor_younger(
    find: Callable[..., Found], source: type[Source]
) -> None:
    """Drafts grow and reprints are cut, both without marks."""
    found = find(
        a=source(text=f"{HEAD} {TAIL}"), b=source(text=f"{BEFORE} {TALE} {AFTER} And more of the kind.")
    )
    assert only(found)["copied_from"] == "undetermined"
    assert [row for row in found.tables["evidence"] if row["favours"] != "dependence"] == []


def test_an_excerpt_that_says_so_and_stops_in_a_sentence_was_cut(
    find: Callable[..., Found], source: type[Source]
) -> None:
    cut = TALE[: TALE.index(", rowed out")]
    found = find(a=source(text=f'He writes: "{cut}" And so on.'), b=source(text=f"{BEFORE} {TALE}"))
    (row,) = rows(found, "truncation")
    assert (row["favours"], row["excerpt"]) == ("b", ", rowed out alone to count the sails.")
    plain = find(a=source(text=cut), b=source(text=f"{BEFORE} {TALE}"))
    assert rows(plain, "truncation") == []


PAGE = f"""The Firth

{BEFORE}

"{HEAD}... {TAIL}" The board read it and was silent.

Primary Sources

(1) Matthew Garrod, A Harbour and Its Masters (1927)

{TALE}

(2) The Rector's diary (1871)

{AFTER} It was a wet year for everybody, and the elms came down in it.
"""


MORE = (
    "The clerk of that board was a man of principle, who wound the town clock himself and would be paid for it in"
    " candles. His successor preferred money and let the clock stop, whereupon the ferry began to leave on time. The"
    " rector preached on both. There is a portrait of the first in the vestry, behind the ladder, with a candle in his"
    " hand and the face of one who has counted the others; of the second nothing is left but a signature."
)
BOOK = f"{BEFORE} {TALE} {AFTER} {MORE}"


def sourcebook(title: str, text: str) -> str:
    """A page that prints the tale as its only source."""
    heading = "(1) Matthew Garrod, A Harbour and Its Masters (1927)"
    return f"{title}\n\n{text}\n\nPrimary Sources\n\n{heading}\n\n{TALE}\n"


def test_a_running_text_has_its_words_from_the_source_that_it_prints(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(page=source(text=PAGE), other=source(text="Nothing of the kind."))
    match = only(found)
    assert (match["copied_from"], match["route"], match["certainty"]) == ("b", "direct", "sure")
    (heading,) = rows(found, "citation_heading")
    assert heading["excerpt"] == "(1) Matthew Garrod, A Harbour and Its Masters (1927)"
    (marks,) = rows(found, "quotation_marks") or [heading]
    assert marks is heading or marks["counted_with"] == heading["evidence_id"]


def test_two_pages_with_one_heading_above_one_excerpt_depend_on_each_other(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(a=source(text=sourcebook("The Firth", BEFORE)), b=source(text=sourcebook("The Wren", AFTER)))
    assert only(found)["copied_from"] == "undetermined"
    assert [row["favours"] for row in rows(found, "equal_heading")] == ["dependence"]


def test_a_whole_numbered_source_is_an_excerpt_of_the_running_text_that_has_more(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(book=source(text=BOOK), page=source(text=sourcebook("The Firth", "Herring are fish.")))
    assert [row["favours"] for row in rows(found, "fuller_context")] == ["a"]
    match = only(found)
    assert (match["arrow"], match["reuse_type"]) == ("book → page (1)", "excerpt")


def test_a_whole_short_document_in_a_larger_one_may_be_the_older(
    find: Callable[..., Found], source: type[Source]
) -> None:
    """A letter that a book reprints, or a draft that grew: containment says nothing of that."""
    found = find(book=source(text=BOOK), letter=source(text=TALE))
    assert rows(found, "fuller_context") == []
    assert only(found)["copied_from"] == "undetermined"


def test_two_that_lack_the_same_words_of_a_third_depend_on_each_other(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(
        a=source(text=f"{HEAD} {TAIL} {BEFORE}"), b=source(text=f"{AFTER} {HEAD} {TAIL}"), c=source(text=TALE)
    )
    (row,) = rows(found, "shared_omission")
    match = next(one for one in found.tables["matches"] if one["match_id"] == row["match_id"])
    assert (match["a_siglum"], match["b_siglum"]) == ("a", "b")
    assert "fish of sense" in row["excerpt"]
    assert row["favours"] == "dependence"


def _attribution(found: Found, **changes: object) -> Attribution:
    text = found.findings.compared[0].text
    values: dict[str, Any] = {
        "number": 0,
        "begin": 0,
        "end": text.index(":"),
        "quoted_begin": text.index("When"),
        "quoted_end": len(text),
        "title_basis": "stated",
        "cited_work": "in_corpus",
        "resolved": 1,
    }
    return Attribution(**values | changes)


def test_an_attribution_to_the_other_document_makes_that_the_source(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(a=source(text=f"As Garrod writes in A Harbour: {TALE}"), b=source(text=TALE))
    (match,), compared = found.findings.matches, found.findings.compared

    def told(**changes: object) -> list[Any]:
        return list(attribution_evidence(0, match, compared, [_attribution(found, **changes)]))

    (row,) = told()
    assert (row.kind, row.favours, row.excerpt) == ("attribution", "b", "As Garrod writes in A Harbour")
    assert find_direction([row]).copied_from == "b"
    (heading,) = told(is_heading=True)
    assert heading.kind == "citation_heading"
    (inferred,) = told(title_basis="inferred")
    assert inferred.weight < row.weight
    (bare,) = told(begin=None, end=None)
    assert bare.excerpt.startswith("When the herring")
    assert told(resolved=None) == told(resolved=7) == told(number=1) == []
    assert told(quoted_begin=0, quoted_end=5) == []


def test_attributions_enter_the_stage_and_decide(find: Callable[..., Found], source: type[Source]) -> None:
    sources = {"a": source(text=f"As Garrod writes in A Harbour: {TALE}"), "b": source(text=TALE)}
    plain = find(**sources)
    assert only(plain)["copied_from"] == "undetermined"
    told = find(attributions=[_attribution(plain)], **sources)
    assert (only(told)["arrow"], only(told)["certainty"]) == ("b → a", "sure")
    assert only(told)["direction_basis"] == ["attribution"]
