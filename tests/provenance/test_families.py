"""Families: witnesses of one original by overlap, never by touching."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.provenance.contained import find_contained
from pipeline.provenance.families import Family, Span, find_families


def span(number: int, begin: int, end: int) -> Span:
    return Span(number=number, begin=begin, end=end)


def test_three_documents_with_one_passage_are_one_family() -> None:
    a, b, c = span(0, 10, 110), span(1, 50, 150), span(2, 0, 100)
    (family,) = find_families([(a, b), (a, c), (b, c)])
    assert family.witnesses == (a, b, c)
    assert family.matches == (0, 1, 2)


def test_witnesses_of_different_extent_are_one_if_most_of_the_longer_is_shared() -> None:
    """One copy prints the whole recollection, another stops before its end."""
    (family,) = find_families(
        [
            (span(0, 0, 300), span(1, 0, 300)),
            (span(0, 0, 240), span(2, 0, 240)),
            (span(1, 0, 240), span(2, 0, 240)),
        ]
    )
    assert family.witnesses == (span(0, 0, 300), span(1, 0, 300), span(2, 0, 240))


def test_quotations_that_touch_stay_apart() -> None:
    families = find_families([(span(0, 0, 100), span(1, 500, 600)), (span(0, 100, 200), span(2, 500, 600))])
    assert [family.matches for family in families] == [(0,), (1,)]
    assert all(family.contains == () for family in families)


def test_quotations_that_overlap_by_a_third_stay_apart() -> None:
    families = find_families([(span(0, 0, 100), span(1, 0, 100)), (span(0, 66, 166), span(2, 0, 100))])
    assert len(families) == 2


def test_a_block_says_which_shorter_families_it_contains() -> None:
    block = (span(0, 0, 600), span(1, 1000, 1600))
    inner = [
        (span(0, 100, 200), span(2, 0, 100)),
        (span(1, 1100, 1200), span(2, 0, 100)),
        (span(0, 100, 200), span(1, 1100, 1200)),
    ]
    outside = (span(0, 700, 800), span(3, 0, 100))
    families = find_families([block, *inner, outside])
    (outer,) = [family for family in families if 0 in family.matches]
    (held,) = [families[at] for at in outer.contains]
    assert held.matches == (1, 2, 3)
    assert [families[at].contains for at in range(len(families)) if families[at] is not outer] == [(), ()]


def test_a_family_that_lies_in_one_side_only_is_not_contained() -> None:
    families = find_families([(span(0, 0, 600), span(1, 0, 600)), (span(0, 100, 200), span(2, 0, 100))])
    assert all(family.contains == () for family in families)


def test_what_a_match_contains_stands_at_the_same_place_on_both_sides() -> None:
    block = (span(0, 0, 600), span(1, 1000, 1600))
    # The same refrain twice in the block: the first of a stands against the first of b.
    refrain = [
        (span(0, 100, 150), span(0, 400, 450)),
        (span(0, 100, 150), span(1, 1100, 1150)),
        (span(0, 400, 450), span(1, 1400, 1450)),
    ]
    sides = [block, *refrain]
    families = find_families(sides)
    found = {(part.match, part.a, part.b) for part in find_contained(families, sides)}
    assert found == {(0, span(0, 100, 150), span(1, 1100, 1150)), (0, span(0, 400, 450), span(1, 1400, 1450))}


def test_a_duplicate_makes_a_family_of_its_own() -> None:
    whole = (span(0, 0, 400), span(3, 0, 400))
    passage = (span(0, 50, 350), span(1, 0, 300))
    families = find_families([passage, whole], duplicates={1})
    assert [family.matches for family in families] == [(1,), (0,)]


def test_no_match_makes_no_family() -> None:
    assert find_families([]) == []


spans = st.builds(
    lambda number, begin, length: span(number, begin, begin + length),
    st.integers(0, 3),
    st.integers(0, 60),
    st.integers(1, 40),
)
matches = st.lists(st.tuples(spans, spans).filter(lambda pair: pair[0] != pair[1]), max_size=12, unique=True)


def canonical(families: list[Family], order: list[int]) -> list[tuple[object, ...]]:
    """Families without the numbers that the order of the matches gives them."""
    return [
        (
            family.witnesses,
            sorted(order[at] for at in family.matches),
            sorted(families[at].witnesses for at in family.contains),
        )
        for family in families
    ]


@given(matches, st.randoms(use_true_random=False))
def test_the_order_of_matches_does_not_matter(sides: list[tuple[Span, Span]], shuffle: random.Random) -> None:
    order = list(range(len(sides)))
    shuffle.shuffle(order)
    plain = canonical(find_families(sides), list(range(len(sides))))
    shuffled = canonical(find_families([sides[at] for at in order]), order)
    assert sorted(plain, key=repr) == sorted(shuffled, key=repr)


@given(matches)
def test_every_match_is_in_one_family_and_every_side_in_a_witness(sides: list[tuple[Span, Span]]) -> None:
    families = find_families(sides)
    assert sorted(at for family in families for at in family.matches) == list(range(len(sides)))
    for family in families:
        for at in family.matches:
            for side in sides[at]:
                witness = family.witnesses[family.witness_at(side)]
                assert witness.shared(side) == len(side)
