"""How often words go wrong is learned from the slips themselves, place by place."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.provenance.slip_rates import Passages, slip_rates

SURE, DOUBTFUL = 30_000, 9_000
NONE = np.array([], np.int64)


def passages(n_words: int, *starts: int) -> Passages:
    return Passages.of(np.ones(n_words, np.bool_), np.array([0, *starts, n_words], np.int64))


def test_where_many_words_are_slips_the_next_one_is_more_probable() -> None:
    places = np.array([100, 150, 200, 250, 5_000], np.int64)
    rates = slip_rates(places, [SURE, SURE, SURE, DOUBTFUL, DOUBTFUL], NONE, passages(10_000))
    assert rates[3] > rates[4]


def test_a_bad_scan_says_nothing_of_the_next_document() -> None:
    places = np.array([100, 900, 1_700, 2_000, 2_600], np.int64)
    rates = slip_rates(places, [SURE, SURE, SURE, DOUBTFUL, DOUBTFUL], NONE, passages(20_000, 2_300))
    assert rates[3] > rates[4]


def test_a_doubtful_word_does_not_vouch_for_itself() -> None:
    place = np.array([5_000], np.int64)
    doubtful, sure = (slip_rates(place, [odds], NONE, passages(10_000))[0] for odds in (DOUBTFUL, SURE))
    assert sure - doubtful < 400, "only what is learned for all passages may differ"


def test_words_printed_twice_count_as_slips_around_a_place() -> None:
    place = np.array([500], np.int64)
    without = slip_rates(place, [DOUBTFUL], NONE, passages(1_000))[0]
    beside = slip_rates(place, [DOUBTFUL], np.array([400, 450, 550], np.int64), passages(1_000))[0]
    assert beside > without


@given(
    places=st.lists(st.integers(0, 2_999), min_size=1, max_size=20, unique=True),
    odds=st.lists(st.integers(-20_000, 40_000), min_size=20, max_size=20),
    start=st.integers(1, 2_999),
)
def test_a_rate_is_a_share_and_no_order_of_documents_matters(
    places: list[int], odds: list[int], start: int
) -> None:
    places.sort()
    weighed = odds[: len(places)]
    rates = slip_rates(np.array(places, np.int64), weighed, NONE, passages(3_000, start))
    assert all(rate < 0 for rate in rates)
    turned = sorted(((place - start) % 3_000, at) for at, place in enumerate(places))
    other = slip_rates(
        np.array([place for place, _ in turned], np.int64),
        [weighed[at] for _, at in turned],
        NONE,
        passages(3_000, 3_000 - start),
    )
    assert all(abs(rates[at] - rate) <= 1 for (_, at), rate in zip(turned, other, strict=True))


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(0, 199), st.integers(-9_000, 9_000)),
            max_size=6,
            unique_by=lambda one: one[0],
        ),
        min_size=2,
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_documents_changes_no_rate(
    documents: list[list[tuple[int, int]]], draw: random.Random
) -> None:
    def rates(order: list[int]) -> dict[tuple[int, int], int]:
        found = [(number, *one) for number in order for one in sorted(documents[number])]
        places = np.array([order.index(number) * 200 + word for number, word, _ in found], np.int64)
        starts = range(200, 200 * len(order), 200)
        learned = slip_rates(places, [odds for *_, odds in found], NONE, passages(200 * len(order), *starts))
        return {(number, word): rate for (number, word, _), rate in zip(found, learned, strict=True)}

    order = list(range(len(documents)))
    shuffled = draw.sample(order, len(order))
    assert rates(order) == rates(shuffled)
