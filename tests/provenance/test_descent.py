"""Three and more witnesses: each has its text from the nearest earlier one, and what follows for the other pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipeline.provenance.descent import Descent, settle_direction
from pipeline.provenance.direction import Direction
from pipeline.provenance.families import Family, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.provenance.conftest import Found, Source

TALE = (
    "When the herring came up the firth that April the bailiff ordered seven lanterns hung from the old mill,"
    " and the widow Sangster, who had buried two husbands and a brewery, rowed out alone to count the sails."
)
REVISED = TALE.replace("seven lanterns", "nine torches").replace("the old mill", "the new chapel")
OTHER_A = (
    "The harbour board met nine times in that year and minuted nothing but the price of rope, for its clerk had"
    " taken offence at a remark upon his spelling and would record no speech that was not about cordage."
)
OTHER_B = (
    "Of the three ferrymen the youngest kept a diary in which every passenger is weighed, by eye and in stones,"
    " and every parcel guessed at, and the guesses are for the most part better than the customs ever managed."
)
OTHER_C = (
    "A plague of starlings settled on the rectory elms in the autumn, and the bell was rung against them daily"
    " until the ringer's wife observed that they had begun to keep time with it and seemed to enjoy the hymns."
)
TAIL_IN_B = "She was back before the tide, with nothing caught and an opinion of the bailiff that she shared with all."
AGAIN = REVISED.replace("a brewery", "one distillery")


def test_a_third_that_follows_the_first_has_nothing_from_the_second(
    find: Callable[..., Found], source: type[Source]
) -> None:
    """Two papers take the same telegram from a third: the later has no slip of the earlier."""
    found = find(
        a=source(text=TALE, date="1903-11-13"),
        b=source(text=REVISED, date="1903-11-14"),
        c=source(text=TALE, date="1904"),
    )
    assert found.parents() == {"a": None, "b": "a", "c": "a"}
    arrows = found.arrows()
    assert [arrows[pair]["arrow"] for pair in (("a", "b"), ("a", "c"), ("b", "c"))] == [
        "a → b",
        "a → c",
        "b ? c",
    ]
    beside = arrows["b", "c"]
    assert (beside["copied_from"], beside["certainty"]) == ("undetermined", "open")
    assert (beside["route"], beside["implied"], beside["direction_confidence"]) == (
        "common_source",
        True,
        None,
    )


def test_a_third_that_follows_the_second_has_the_first_through_it(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(
        a=source(text=TALE, date="1900"),
        b=source(text=REVISED, date="1910"),
        c=source(text=AGAIN, date="1920"),
    )
    assert found.parents() == {"a": None, "b": "a", "c": "b"}
    far = found.arrows()["a", "c"]
    (through,) = [row for row in found.tables["witnesses"] if row["siglum"] == "b"]
    assert (far["arrow"], far["route"], far["implied"]) == ("a → c", "through_witness", True)
    assert far["via_witness_id"] == through["witness_id"]
    assert not found.arrows()["b", "c"]["implied"]


def test_an_edition_is_set_from_the_last_of_two_that_are_equally_near(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(
        a=source(text=f"Here. {TALE}", date="1900"),
        b=source(text=f"There. {TALE}", date="1910"),
        c=source(text=f"Elsewhere. {AGAIN}", date="1920"),
    )
    assert found.parents() == {"a": None, "b": "a", "c": "b"}


def test_a_quotation_is_from_the_first_of_two_that_are_equally_near(
    find: Callable[..., Found], source: type[Source]
) -> None:
    """It is no new state of the book, and those who repeat the words add nothing to it."""
    found = find(
        a=source(text=f"{OTHER_A} {TALE}", date="1900"),
        b=source(text=f"{OTHER_B} {TALE}", date="1910"),
        c=source(text=f"{OTHER_C} {AGAIN}", date="1920"),
    )
    assert found.parents() == {"a": None, "b": "a", "c": "a"}


def test_one_place_is_chance_and_two_are_not_for_an_edition(
    find: Callable[..., Found], source: type[Source]
) -> None:
    second = TALE.replace("seven lanterns", "nine lanterns")
    third = second.replace("the old mill", "the new mill")
    back_in_one = find(
        a=source(text=TALE, date="1900"),
        b=source(text=second, date="1910"),
        c=source(text=TALE.replace("a brewery", "one distillery"), date="1920"),
    )
    assert back_in_one.parents()["c"] == "b"
    back_in_two = find(
        a=source(text=TALE, date="1900"),
        b=source(text=third, date="1910"),
        c=source(text=TALE.replace("a brewery", "one distillery"), date="1920"),
    )
    assert back_in_two.parents()["c"] == "a"


def test_a_copy_that_draws_on_two_sources_keeps_both_arrows(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(
        a=source(text=f"{OTHER_A} {OTHER_B} {TALE} {OTHER_C}", date="1900"),
        b=source(text=f"{TALE} {TAIL_IN_B} {OTHER_C[:60]}", date="1910"),
        c=source(text=f"{OTHER_B} {TALE} {TAIL_IN_B}", date="1920"),
    )
    edges = {
        (row["copy_path"], row["source_path"]): row
        for row in found.tables["provenance"]
        if row["level"] == "document" and row["relation"] != "prov:alternateOf"
    }
    from_a, from_b = edges["c.txt", "a.txt"], edges["c.txt", "b.txt"]
    assert {from_a["rank"], from_b["rank"]} == {1, 2}
    assert from_a["n_alternatives"] == 1
    second = max(from_a, from_b, key=lambda row: row["rank"])
    assert 8 <= second["words_added"] < second["words"]


def test_of_two_equally_near_without_an_order_neither_is(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(
        a=source(text=f"Here. {TALE}", date="1900"),
        b=source(text=f"There. {TALE}", date="1900"),
        c=source(text=f"Elsewhere. {AGAIN}", date="1920"),
    )
    assert found.parents() == {"a": None, "b": None, "c": None}
    assert {row["copied_from"] for row in found.tables["matches"]} == {"undetermined"}


def test_a_stated_relation_stands_against_a_nearer_witness(
    find: Callable[..., Found], source: type[Source]
) -> None:
    found = find(
        a=source(text=TALE, date="1900"),
        b=source(text=REVISED, date="1910"),
        c=source(text=TALE, date="1920", copies=("b",)),
    )
    assert found.parents() == {"a": None, "b": "a", "c": "b"}
    stated, dated = found.arrows()["b", "c"], found.arrows()["a", "c"]
    assert (stated["arrow"], stated["certainty"], stated["route"]) == ("b → c", "sure", "direct")
    assert (dated["arrow"], dated["implied"]) == ("a → c", True)


def test_a_stated_relation_stands_against_the_dates(find: Callable[..., Found], source: type[Source]) -> None:
    """The date on a reprint of an old edition may be the edition's."""
    found = find(a=source(text=TALE, date="1900", copies=("b",)), b=source(text=REVISED, date="1950"))
    assert found.arrows()["a", "b"]["arrow"] == "b → a"


def test_a_source_elsewhere_says_nothing_new_where_a_page_quotes_its_own(
    find: Callable[..., Found], source: type[Source]
) -> None:
    """Two pages print one source, and one of them quotes it: that it is like the other's, too, is no news."""
    text = f"{TALE} {OTHER_C}"
    cut = text.replace("to count the sails. A plague of starlings", "... a plague of starlings")
    heading = "(1) Matthew Garrod, A Harbour and Its Masters (1927)"
    page = f'The Firth\n\n{OTHER_A} Garrod wrote: "{cut}" So he said.\n\nSources\n\n{heading}\n\n{text}\n'
    other = f"The Wren\n\n{OTHER_B}\n\nSources\n\n{heading}\n\n{text}\n"
    found = find(other=source(text=other), page=source(text=page))
    rows = {row["arrow"]: row for row in found.tables["matches"]}
    assert set(rows) == {"page (1) → page", "other (1) ? page", "other (1) ? page (1)"}
    assert (rows["other (1) ? page"]["implied"], rows["other (1) ? page"]["why_look"]) == (True, None)
    assert not rows["other (1) ? page (1)"]["implied"]


def test_a_block_links_the_witnesses_of_the_quotation_in_it(
    find: Callable[..., Found], source: type[Source]
) -> None:
    """The quotation's own family has no match between the two documents that share the whole block."""
    before = "The inquiry sat nine days in the upper room of the custom house and heard forty-one witnesses, of whom"
    after = "No clerk was sober on the Thursday, and the stove had to be carried down the stairs with its fire in it."
    found = find(
        a=source(text=f"{before} eleven were drowned. {TALE} {after}", date="1900"),
        b=source(text=f"{before} eleven were drowned. {TALE} {after} Thus the inquiry.", date="1910"),
        c=source(text=f"A hundred years ago: {AGAIN} So much for the widow, as we tell it.", date="2000"),
    )
    shorter = [row for row in found.tables["families"] if row["n_witnesses"] == 3]
    assert len(shorter) == 1
    rows = [row for row in found.tables["witnesses"] if row["family_id"] == shorter[0]["family_id"]]
    sigla = {row["witness_id"]: row["siglum"] for row in rows}
    assert {row["siglum"]: sigla.get(row["parent_witness_id"]) for row in rows} == {
        "a": None,
        "b": "a",
        "c": "a",
    }


class _Match:
    """As much of a match as the verdict looks at."""

    def __init__(self, a: int, b: int, direction: Direction) -> None:
        self.a, self.b, self.direction = a, b, direction
        self.a_begin = self.b_begin = 0
        self.a_end = self.b_end = 10


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=6, max_size=6),
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from(["a", "b"]),
    st.sampled_from([("date",), ("manifest",)]),
)
def test_no_arrow_is_ever_turned_round(
    parents: list[int | None], a: int, b: int, copied_from: str, basis: tuple[str, ...]
) -> None:
    """Whatever the tree, rings of stated relations included."""
    if a == b:
        return
    direction = Direction(
        copied_from="a" if copied_from == "a" else "b",
        confidence=0.9,
        basis=basis,
        certainty="likely",
        route="unknown",
    )
    family = Family(witnesses=tuple(Span(number=n, begin=0, end=10) for n in range(6)), matches=(0,))
    descent = Descent(parents=tuple(parents), confidences=tuple(None if p is None else 0.9 for p in parents))
    settled = settle_direction(family, descent, _Match(a, b, direction))  # type: ignore[arg-type]
    assert settled.copied_from in {direction.copied_from, "undetermined"}
    assert (settled.copied_from == "undetermined") == (settled.confidence is None)
    assert basis == ("date",) or settled == direction
