"""Whole documents: which sources each one draws on, how much each explains, and documents with one text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipeline.corpus.documents import text_document
from pipeline.provenance.twins import in_order_of_date, twins_of, with_earliest_dates

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.corpus.documents import Document
    from tests.provenance.conftest import Found, Source

TALE = (
    "When the herring came up the firth that April the bailiff ordered seven lanterns hung from the old mill,"
    " and the widow Sangster, who had buried two husbands and a brewery, rowed out alone to count the sails."
)
DIARY = (
    "Of the three ferrymen the youngest kept a diary in which every passenger is weighed, by eye and in stones,"
    " and every parcel guessed at, and the guesses are for the most part better than the customs ever managed."
)
OWN = (
    "A plague of starlings settled on the rectory elms in the autumn, and the bell was rung against them daily"
    " until the ringer's wife observed that they had begun to keep time with it and seemed to enjoy the hymns."
)


def edges(found: Found) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of level document, by copy and source."""
    return {
        (row["copy_path"].removesuffix(".txt"), row["source_path"].removesuffix(".txt")): row
        for row in found.tables["provenance"]
        if row["level"] == "document"
    }


def test_each_source_says_how_much_of_the_copy_it_explains(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(
        book=source(text=f"{OWN} {TALE}", date="1900"),
        diary=source(text=f"{DIARY} Here it breaks off.", date="1890"),
        page=source(text=f"{TALE} And then this. {DIARY} So far the ferryman.", date="1950"),
    )
    told = edges(found)
    assert set(told) == {("page", "book"), ("page", "diary")}
    assert {row["relation"] for row in told.values()} <= {"prov:Derivation", "prov:Revision"}
    assert abs(sum(row["share_of_copy"] for row in told.values()) - 1) < 0.15
    assert sorted(row["rank"] for row in told.values()) == [1, 2]
    assert all(row["words_added"] == row["words"] for row in told.values()), "they explain different words"


def test_what_a_short_page_puts_in_marks_is_a_quotation_and_what_it_prints_anew_a_revision(
    find: Callable[..., Found], source: type[Source]
) -> None:
    quoted = find(
        letter=source(text=f"Dear Anna. {TALE}"), page=source(text=f'He wrote: "{TALE}" So he wrote.')
    )
    assert {row["relation"] for row in quoted.tables["provenance"]} == {"prov:Quotation"}
    printed = find(
        letter=source(text=f"Dear Anna. {TALE}", date="1900"),
        page=source(text=f"{TALE} The end.", date="1901"),
    )
    assert {row["relation"] for row in printed.tables["provenance"]} == {"prov:Revision"}


def test_a_pair_that_is_open_has_a_row_without_a_direction(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(a=source(text=f"{OWN} {TALE}"), b=source(text=f"{TALE} {DIARY}"))
    (row,) = edges(found).values()
    assert (row["relation"], row["confidence"], row["certainty"]) == ("prov:alternateOf", None, "open")
    passages = [row for row in found.tables["provenance"] if row["level"] == "passage"]
    assert [row["relation"] for row in passages] == ["prov:alternateOf"]
    assert all(line["words_open"] == line["words"] for line in (row, *passages))


def test_a_pair_of_which_a_few_words_are_shown_to_be_copied_says_how_many_are_open(
    find: Callable[..., Found], source: type[Source]
) -> None:
    quoted = (
        "The smith drank vinegar on the day of the eclipse, and the apprentice shod the mare by candlelight."
    )
    found = find(
        a=source(text=f"{TALE}\n\n{OWN} {quoted} He lived."),
        b=source(text=f'An apothecary wrote: "{quoted}" So far his note, which is lost.\n\n{TALE}'),
    )
    open_words = sum(
        row["words_equal"] for row in found.tables["matches"] if row["copied_from"] == "undetermined"
    )
    (row,) = edges(found).values()
    assert (row["copy_path"], row["relation"]) == ("b.txt", "prov:Quotation")
    assert row["words"] < row["words_open"] == open_words


def test_two_documents_that_copy_each_other_in_part_have_an_edge_each_way(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(
        a=source(text=f'{OWN} She writes: "{TALE}" But that is by the way. {DIARY} So much for ferries.'),
        b=source(text=f'In the year after that he wrote: "{DIARY}" Nothing came of it. {TALE} So it ended.'),
    )
    told = edges(found)
    assert set(told) == {("a", "b"), ("b", "a")}
    assert {row["relation"] for row in told.values()} == {"prov:Quotation"}


def test_what_the_tree_explains_through_another_makes_no_edge_of_documents(
    find: Callable[..., Found], source: type[Source]
) -> None:
    revised = TALE.replace("seven lanterns", "nine torches").replace("the old mill", "the new chapel")
    found = find(
        a=source(text=TALE, date="1900"),
        b=source(text=revised, date="1910"),
        c=source(text=revised.replace("a brewery", "one distillery"), date="1920"),
    )
    assert set(edges(found)) == {("b", "a"), ("c", "b")}
    passages = [
        (row["rank"], row["words_added"]) for row in found.tables["provenance"] if row["level"] == "passage"
    ]
    assert (2, 0) in passages, "the first is a source the third may have, and explains nothing more"


def document(name: str, date: str | None, *, text: str = TALE, of: str | None = None) -> Document:
    return replace(
        text_document(text, document_id=name, siglum=name, path=name),
        date_not_before=date,
        date_not_after=date,
        date_basis="manifest" if date else "none",
        duplicate_of=of,
    )


def test_a_text_that_several_documents_have_is_as_old_as_the_earliest() -> None:
    compared = (document("a", "1950"), document("x", "1920", text=DIARY), document("b", "1900", of="a"))
    assert twins_of(compared) == {0: (0, 2)}
    assert in_order_of_date((0, 2), compared) == (2, 0)
    dated = with_earliest_dates(compared)
    assert [one.date_not_after for one in dated] == ["1900", "1920", "1900"]
    undated = (document("a", "1950"), document("b", None, of="a"))
    assert in_order_of_date((0, 1), undated) is None
    assert with_earliest_dates(undated) == undated
