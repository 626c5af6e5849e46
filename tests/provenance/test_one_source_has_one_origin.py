"""What shows the direction of one passage of a numbered source shows it for the source's other passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.provenance.conftest import Found, Source

FERRY = (
    "The winter that the ferry froze to its moorings old Marrable walked across with the mail under his shirt,"
    " for he would trust no sledge with the Queen's paper, and the postmistress counted the letters twice."
)
GAPPED = FERRY.replace(" for he would trust no sledge with the Queen's paper,", " ...")
WHALE = (
    "A whale came ashore below the chandler's yard, and for nine days nobody bought soap; the curate measured it"
    " with his stole and preached on Jonah until the wind turned and carried the congregation home."
)
BETWEEN = (
    "In Lent the choir refused the new hymnal, for the tunes went higher than the tenors, and the organist, who"
    " had ordered it from Leipzig at his own expense, played on alone to eleven empty pews. He gave notice at"
    " Easter and took the hymnals with him, and they are said to be in use at Falmouth to this day."
)
HEAD = "The Sound\n\nOf this place little is known.\n\nPrimary Sources\n\n(1) J. Marrable, The Sound"
PAGE = f"{HEAD}\n\n{FERRY} {BETWEEN} {WHALE}"


def verdicts(found: Found) -> dict[str, tuple[str, list[str]]]:
    """The verdict on each match of two documents, by the first word of its passage."""
    return {
        row["a_text"].split()[1]: (row["copied_from"], row["direction_basis"])
        for row in found.tables["matches"]
        if row["a_document_id"] != row["b_document_id"]
    }


def text(ferry: str) -> str:
    return f"I was told of it late. {ferry}\n\nNobody now alive saw the other thing, which is better known. {WHALE}"


def rows(found: Found, kind: str) -> list[dict[str, Any]]:
    return [row for row in found.tables["evidence"] if row["kind"] == kind]


def test_a_gap_in_one_passage_shows_where_the_next_is_from(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(a=source(text=text(GAPPED)), b=source(text=PAGE))
    assert verdicts(found) == {"winter": ("b", ["marked_omission"]), "whale": ("b", ["marked_omission"])}
    shown = rows(found, "marked_omission")
    assert [row["excerpt"] for row in shown] == [shown[0]["excerpt"]] * 2
    assert sorted(row["weight_millibits"] for row in shown) == [2500, 3500]


def test_without_it_both_are_open(find: Callable[..., Found], source: type[Source]) -> None:
    found = find(a=source(text=text(FERRY)), b=source(text=PAGE))
    assert verdicts(found) == {"winter": ("undetermined", []), "whale": ("undetermined", [])}


def test_of_running_texts_each_passage_speaks_for_itself(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(a=source(text=text(GAPPED)), b=source(text=f"{FERRY} {BETWEEN} {WHALE}"))
    assert verdicts(found) == {"winter": ("b", ["marked_omission"]), "whale": ("undetermined", [])}
