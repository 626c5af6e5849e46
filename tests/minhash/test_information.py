"""What a shared word tells."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.minhash import information as module
from pipeline.minhash.information import MILLIBITS, Information, log2_millibits, measure_information
from pipeline.minhash.threads import Threads

FLOOR = module.FLOOR_MILLIBITS
FREE = module._FREE
"""Tuned on measured sets, so the tests take them as they are and hold what they mean."""


def measured(documents: list[list[int]], word_weight: float = 0.6) -> Information:
    words = np.array([word for document in documents for word in document], np.uint32)
    starts = np.concatenate(([0], np.cumsum([len(document) for document in documents]))).astype(np.int64)
    return measure_information(words, starts, word_weight=word_weight)


def by_document(documents: list[list[int]]) -> list[list[int]]:
    novel = measured(documents).novel.tolist()
    ends = [0, *itertools.accumulate(map(len, documents))]
    return [novel[begin:end] for begin, end in itertools.pairwise(ends)]


def prose(seed: int, words: int) -> list[int]:
    return np.random.default_rng(seed).integers(1_000, 10**9, words).tolist()


@given(st.floats(1e-300, 1e300) | st.integers(1, 10**15).map(float))
def test_a_logarithm_is_within_a_millibit_of_the_exact_one(value: float) -> None:
    assert abs(int(log2_millibits(np.array([value]))[0]) - MILLIBITS * math.log2(value)) < 0.52


@given(st.integers(-1000, 1000))
def test_the_logarithm_of_a_power_of_two_is_exact(exponent: int) -> None:
    assert log2_millibits(np.array([2.0**exponent])).tolist() == [MILLIBITS * exponent]


def test_logarithms_never_fall_where_numbers_rise() -> None:
    values = np.linspace(0.9, 4.1, 200_000)
    assert np.all(np.diff(log2_millibits(values)) >= 0)


def test_logarithms_of_nothing_are_nothing() -> None:
    assert log2_millibits(np.empty(0, np.int64)).tolist() == []


def test_bits_are_whole_millibits() -> None:
    information = measured([prose(1, 50), prose(2, 50)])
    assert information.novel.dtype == np.int16
    assert isinstance(information.chance, int)


def test_a_word_is_worth_its_rarity_where_nothing_foretells_it() -> None:
    text = [*prose(1, 1_022), 7, 7]
    novel = measured([text], word_weight=1.0).novel
    assert novel[:1_022].tolist() == [10_000] * 1_022
    assert novel[1_022:].tolist() == [9_000] * 2


def test_the_weight_of_words_scales_their_rarity() -> None:
    assert set(measured([prose(1, 1_024)], word_weight=0.5).novel.tolist()) == {5_000}


@given(st.permutations(range(6)))
def test_the_order_of_the_documents_does_not_change_what_a_word_tells(order: list[int]) -> None:
    stock = [1, 2, 3, 4, 5]
    documents = [prose(number, 20) + stock * (number + 1) + prose(9, 6 * number) for number in range(6)]
    in_order = by_document(documents)
    assert by_document([documents[number] for number in order]) == [in_order[number] for number in order]


def test_a_phrase_that_stands_in_many_places_tells_less_than_the_same_words_in_no_phrase() -> None:
    phrase = [1, 2, 3, 4]
    stock = [prose(number, 50) + phrase for number in range(40)]
    scattered = [[*prose(number, 50), word] for number, word in enumerate(phrase * 40, start=100)]
    novel = measured([*stock, *scattered])
    worth_of_stock = novel.novel[50:54].tolist()
    worth_alone = novel.novel[40 * 54 + 50 :: 51][:4].tolist()
    # The first two words of the phrase are not foretold, the others are.
    assert worth_of_stock[:2] == worth_alone[:2]
    assert worth_of_stock[2:] == [FLOOR, FLOOR]
    assert min(worth_alone) > 3_000


def test_a_few_witnesses_do_not_make_a_quotation_a_stock_phrase() -> None:
    quotation = prose(1, 30)
    few = measured([prose(number, 200) + quotation for number in range(2, 2 + FREE)])
    assert min(few.novel.tolist()) > 4_000
    many = measured([prose(number, 200) + quotation for number in range(2, 42)])
    assert many.novel[202:230].tolist() == [FLOOR] * 28


def test_every_word_is_worth_at_least_the_floor_or_its_own_rarity() -> None:
    information = measured([[1, 2, 3] * 200, prose(1, 2_000)])
    assert min(information.novel.tolist()) == FLOOR
    common = measured([[1] * 1_000 + [2]])
    assert 0 <= common.novel[:1_000].max() < FLOOR


def test_a_phrase_does_not_reach_into_the_next_document() -> None:
    # The pair 1 2 is foretelling; what follows it in another document is none of its doing.
    pairs = [[*prose(number, 30), 1, 2] for number in range(20)]
    information = measured([*pairs, [3, *prose(99, 30)]])
    assert information.novel[20 * 32] > 4_000


@pytest.mark.parametrize("chunk", [3, 7, 100])
def test_words_weighed_in_parts_weigh_the_same(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    documents = [np.random.default_rng(number).integers(0, 6, 90).tolist() for number in range(5)]
    whole = measured(documents).novel.tolist()
    monkeypatch.setattr(module, "_CHUNK", chunk)
    assert measured(documents).novel.tolist() == whole


@pytest.mark.parametrize("documents", [[[]], [[], []], [[1]], [[1], [2]], [[1, 2], []], [[1, 1, 1]]])
def test_tiny_corpora_are_measured_too(documents: list[list[int]]) -> None:
    information = measured(documents)
    assert len(information.novel) == sum(map(len, documents))
    assert information.chance >= 0


def test_chance_is_the_number_of_pairs_of_words() -> None:
    assert measured([prose(1, 1_024)]).chance == 19_000


def slow_measure(documents: list[list[int]], weight: float) -> list[int]:
    """The formula of the docstrings in plain Python."""
    words = [word for document in documents for word in document]
    singles = {word: words.count(word) for word in words}
    phrases = [
        tuple(document[at : at + length])
        for document in documents
        for length in (2, 3)
        for at in range(len(document) - length + 1)
    ]
    places = {phrase: phrases.count(phrase) for phrase in phrases}

    def millibits(value: float) -> int:
        return int(log2_millibits(np.array([value]))[0])

    found = []
    for document in documents:
        for at, word in enumerate(document):
            alone = worth = millibits(len(words) / singles[word])
            before = places.get(tuple(document[at - 2 : at]), 0) - FREE if at >= 2 else 0
            if before > 0:
                with_word = max(0, places[tuple(document[at - 2 : at + 1])] - FREE)
                expected = with_word + module._PRIOR * (singles[word] / len(words))
                worth = min(alone, max(0, millibits(before + 2) - millibits(expected)))
            floor = min(FLOOR, int(np.rint(alone * weight)))
            found.append(max(floor, int(np.rint(worth * weight))))
    return found


@given(st.lists(st.lists(st.integers(0, 2), max_size=40), min_size=1, max_size=4))
def test_the_measure_is_that_of_the_formula(documents: list[list[int]]) -> None:
    assert measured(documents).novel.tolist() == slow_measure(documents, 0.6)


def test_a_look_up_weighs_a_phrase_that_stands_everywhere_as_any_other() -> None:
    words = np.arange(400, dtype=np.uint32)
    phrase = np.arange(1000, 1012, dtype=np.uint32)
    text = np.concatenate([np.concatenate((words + 2000 * at, phrase)) for at in range(12)]).astype(np.uint32)
    starts = np.array([0, len(text)])
    stock = measure_information(text, starts, word_weight=0.6)
    asked = measure_information(text, starts, word_weight=0.6, stock_phrases=False)
    inside = slice(402, 412)
    assert asked.novel[inside].sum() > 2 * stock.novel[inside].sum()
    assert np.array_equal(asked.novel[:400], stock.novel[:400])


@pytest.mark.parametrize(("at_once", "threads"), [(7, 1), (7, 3), (64, 2)])
def test_in_how_many_parts_and_threads_words_are_counted_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, at_once: int, threads: int
) -> None:
    generator = np.random.default_rng(5)
    vocabulary = generator.integers(0, 2**32, 12, np.uint32)
    # After most words one other word follows, as in phrases.
    words = vocabulary[(np.cumsum(generator.random(900) < 0.2) + np.arange(900)) % 12]
    starts = np.array([0, 300, 301, 640, 900], np.int64)
    whole = measure_information(words, starts, word_weight=0.6).novel
    monkeypatch.setattr(module, "_SORTED_AT_ONCE", at_once)
    with Threads(threads) as side_by_side:
        parts = measure_information(words, starts, word_weight=0.6, threads=side_by_side).novel
    assert np.array_equal(parts, whole)
    assert whole.min() == FLOOR < 2_000 < whole.max()
