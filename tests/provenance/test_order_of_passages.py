"""Who rearranges a source as another does is not independent of it; the order of the source itself says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.provenance.conftest import Found, Source

FERRY = (
    "The winter that the ferry froze to its moorings old Marrable walked across with the mail under his shirt, and"
    " the postmistress counted the letters twice because two of them had thawed together."
)
CHOIR = (
    "In Lent the choir refused the new hymnal, for the tunes went higher than the tenors, and the organist, who"
    " had ordered it from Leipzig at his own expense, played on alone to eleven empty pews."
)
WHALE = (
    "A whale came ashore below the chandler's yard, and for nine days nobody bought soap; the curate measured it"
    " with his stole and preached on Jonah until the wind turned and carried the congregation home."
)
KITCHEN = (
    "When the surveyor drew the parish boundary through Mrs. Pellow's kitchen she charged him rent for the half"
    " that he had given away, and the court at Bodmin found that she was owed three and fourpence."
)
PASSAGES = (FERRY, CHOIR, WHALE, KITCHEN)
OWN = {
    "a": (
        "Nobody who was there has left a better account.",
        "Several have left longer ones, at so much a line.",
        "My aunt, who kept the ledger, had it otherwise.",
        "With that the town went back to its herrings.",
    ),
    "b": (
        "It may be doubted whether any of it happened.",
        "That it was told so admits of no doubt at all.",
        "Strangers are still shown the place, for sixpence.",
        "Here the chronicle breaks off, and so must we.",
    ),
    "c": (
        "I ask the reader to bear with my memory.",
        "It keeps what it likes and returns it late.",
        "The rest I had from the sexton before he died.",
        "He laughed whenever he came to the end.",
    ),
}


def text(order: Sequence[int], writer: str) -> str:
    """The passages in an order, each followed by a paragraph of the writer's own."""
    return "\n\n".join(
        part for at, own in zip(order, OWN[writer], strict=True) for part in (PASSAGES[at], own)
    )


def orders(found: Found) -> list[dict[str, Any]]:
    return [row for row in found.tables["evidence"] if row["kind"] == "block_order"]


def pairs_of(found: Found) -> set[tuple[str, str]]:
    """The documents whose matches have rows."""
    matches = {row["match_id"]: (row["a_siglum"], row["b_siglum"]) for row in found.tables["matches"]}
    return {matches[row["match_id"]] for row in orders(found)}


def test_two_that_rearrange_their_source_alike_are_not_independent(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(
        a=source(text=text((0, 2, 1, 3), "a"), date="1910"),
        b=source(text=text((0, 2, 1, 3), "b"), date="1920"),
        c=source(text=text((0, 1, 2, 3), "c"), date="1900"),
    )
    assert pairs_of(found) == {("a", "b")}
    assert {row["favours"] for row in orders(found)} == {"dependence"}
    assert all("A whale came ashore | In Lent the choir" in row["excerpt"] for row in orders(found))
    assert all(row["excerpt"].endswith("in this order in both, not in c") for row in orders(found))


@pytest.mark.parametrize(
    ("order_a", "order_b"),
    [((0, 1, 2, 3), (0, 1, 2, 3)), ((0, 2, 1, 3), (0, 1, 2, 3)), ((0, 2, 1, 3), (1, 0, 3, 2))],
)
def test_an_order_that_is_not_shared_or_not_new_says_nothing(
    find: Callable[..., Found], source: type[Source], order_a: tuple[int, ...], order_b: tuple[int, ...]
) -> None:
    found = find(
        a=source(text=text(order_a, "a"), date="1910"),
        b=source(text=text(order_b, "b"), date="1920"),
        c=source(text=text((0, 1, 2, 3), "c"), date="1900"),
    )
    assert orders(found) == []


@pytest.mark.parametrize("date", [None, "1930"])
def test_who_differs_from_two_that_agree_may_be_the_one_that_rearranged(
    find: Callable[..., Found], source: type[Source], date: str | None
) -> None:
    found = find(
        a=source(text=text((0, 2, 1, 3), "a"), date="1910"),
        b=source(text=text((0, 2, 1, 3), "b"), date="1920"),
        c=source(text=text((0, 1, 2, 3), "c"), date=date),
    )
    assert orders(found) == []


def test_more_that_was_moved_weighs_more(find: Callable[..., Found], source: type[Source]) -> None:
    weighed = []
    for order in ((0, 2, 1, 3), (3, 2, 1, 0)):
        found = find(
            a=source(text=text(order, "a"), date="1910"),
            b=source(text=text(order, "b"), date="1920"),
            c=source(text=text((0, 1, 2, 3), "c"), date="1900"),
        )
        weighed.append({row["weight_millibits"] for row in orders(found)})
    assert weighed == [{3585}, {6000}]


def test_the_numbered_sources_of_a_page_have_an_order_of_their_own(
    find: Callable[..., Found], source: type[Source]
) -> None:
    printed = "\n\n".join(
        f"({at + 1}) Marrable, The Ferry (1900)\n\n{words}" for at, words in enumerate(PASSAGES)
    )
    page = f"{text((0, 2, 1, 3), 'a')}\n\nPrimary Sources\n\n{printed}"
    found = find(a=source(text=page, date="1900"), b=source(text=text((0, 2, 1, 3), "b"), date="1920"))
    assert pairs_of(found) == {("a", "b")}
    assert {row["excerpt"] for row in orders(found)} == {
        "A whale came ashore: at one place in both, elsewhere in the sources of a"
    }


def test_a_sentence_that_both_moved_within_its_paragraph_shows_it_too(
    find: Callable[..., Found], source: type[Source]
) -> None:
    moved = f"{FERRY} {WHALE} {CHOIR} {KITCHEN}"
    found = find(
        a=source(text=f"{moved} {OWN['a'][0]}", date="1910"),
        b=source(text=f"{OWN['b'][0]} {moved}", date="1920"),
        c=source(text=" ".join(PASSAGES), date="1900"),
    )
    assert pairs_of(found) == {("a", "b")}
    (row,) = orders(found)
    assert row["excerpt"].endswith(": at one place in both, elsewhere in c")
