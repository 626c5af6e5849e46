"""Shingles of words, and which of them lie in one document."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.minhash import shingles as module
from pipeline.minhash.shingles import lengthen_shingles, shingle_hashes, shingles_at, within_documents
from pipeline.minhash.spans import parts_of_about, places_in_spans

if TYPE_CHECKING:
    import pytest

texts = st.lists(st.integers(0, 3), max_size=30)


@given(texts, st.integers(1, 6))
def test_equal_runs_of_words_have_equal_hashes_and_different_ones_have_not(words: list[int], k: int) -> None:
    hashes = shingle_hashes(np.array(words, np.uint32), k).tolist()
    runs = [tuple(words[i : i + k]) for i in range(len(words) - k + 1)]
    assert len(hashes) == len(runs)
    for (run, hashed), (other, of_other) in itertools.combinations(zip(runs, hashes, strict=True), 2):
        assert (run == other) == (hashed == of_other)


@given(texts, st.integers(1, 6))
def test_a_shingle_made_longer_is_the_longer_shingle(words: list[int], k: int) -> None:
    array = np.array(words, np.uint32)
    longer = shingle_hashes(array, k + 1)
    n = len(longer)
    assert np.array_equal(lengthen_shingles(shingle_hashes(array, k)[:n], array[k : k + n]), longer)


@given(texts, st.integers(1, 6), st.data())
def test_shingles_at_some_places_are_those_of_the_whole(
    words: list[int], k: int, data: st.DataObject
) -> None:
    array = np.array(words, np.uint32)
    whole = shingle_hashes(array, k)
    places = data.draw(st.lists(st.integers(0, max(0, len(whole) - 1)), max_size=5 if len(whole) else 0))
    at = shingles_at(array, np.array(places, np.uint32), k)
    assert at.tolist() == [int(whole[place]) for place in places]


def test_shingles_are_the_same_across_the_borders_of_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    words = np.random.default_rng(1).integers(0, 9, 100, dtype=np.uint32)
    whole = shingle_hashes(words, 4)
    monkeypatch.setattr(module, "_CHUNK", 7)
    assert np.array_equal(shingle_hashes(words, 4), whole)


def test_the_words_given_are_left_as_they_are() -> None:
    words = np.arange(10, dtype=np.uint32)
    shingle_hashes(words, 3)
    assert words.tolist() == list(range(10))


@given(st.lists(st.integers(0, 7), min_size=1, max_size=8), st.integers(1, 6))
def test_no_shingle_crosses_from_one_document_into_the_next(lengths: list[int], k: int) -> None:
    starts = np.concatenate(([0], np.cumsum(lengths)))
    expected = [
        any(begin <= place and place + k <= end for begin, end in itertools.pairwise(starts.tolist()))
        for place in range(max(0, sum(lengths) - k + 1))
    ]
    assert within_documents(starts, k).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=9))
def test_places_of_spans_come_one_span_after_the_other(spans: list[tuple[int, int]]) -> None:
    starts, lengths = (np.array([span[part] for span in spans], np.int64) for part in (0, 1))
    assert places_in_spans(starts, lengths).tolist() == [
        place for start, length in spans for place in range(start, start + length)
    ]


@given(st.lists(st.integers(0, 20), max_size=20), st.integers(1, 30))
def test_parts_hold_everything_once_and_are_too_large_only_for_one_large_thing(
    sizes: list[int], most: int
) -> None:
    parts = [sizes[part] for part in parts_of_about(np.array(sizes, np.int64), most)]
    assert [size for part in parts for size in part] == sizes
    assert all(part and (len(part) == 1 or sum(part) <= most) for part in parts)
