"""Winnowing against a slow oracle, and what it promises."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.minhash import winnowing
from pipeline.minhash.permutations import make_permutations, mix32
from pipeline.minhash.shingles import shingle_hashes
from pipeline.minhash.winnowing import select_shingles, sliding_minimum, windows_of_marked_minima, winnow

values = st.lists(st.one_of(st.integers(0, 5), st.integers(0, 2**32 - 1)), max_size=40)
documents = st.lists(st.lists(st.integers(0, 4), max_size=14), min_size=1, max_size=6)


def slow_winnow(values: list[int], width: int) -> list[bool]:
    windows = [range(first, first + width) for first in range(len(values) - width + 1)] or [
        range(len(values))
    ]
    kept = {
        place
        for window in windows
        for place in window
        if values[place] == min(values[other] for other in window)
    }
    return [place in kept for place in range(len(values))]


def slow_selection(
    documents: list[list[int]], shingle_words: int, window_words: int, n_permutations: int
) -> list[bool]:
    permutations = make_permutations(n_permutations, 1)
    selected: list[bool] = []
    for words in documents:
        mixed = mix32(shingle_hashes(np.array(words, np.uint32), shingle_words))
        kept = np.zeros(len(mixed), bool)
        for a, b in zip(permutations.a, permutations.b, strict=True):
            kept |= np.array(slow_winnow((mixed * a + b).tolist(), window_words - shingle_words + 1), bool)
        selected += [*kept.tolist(), *[False] * (len(words) - len(kept))]
    return selected[: max(0, len(selected) - shingle_words + 1)]


def corpus_of(documents: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    words = np.array([word for document in documents for word in document], np.uint32)
    return words, np.concatenate(([0], np.cumsum([len(document) for document in documents]))).astype(np.int64)


@given(values, st.integers(1, 12), st.sampled_from([np.uint32, np.uint64]))
def test_the_sliding_minimum_is_the_minimum_of_each_window(
    values: list[int], width: int, kind: type[np.unsignedinteger]
) -> None:
    minima = sliding_minimum(np.array(values, kind), width)
    assert minima.dtype == kind
    assert minima.tolist() == [min(values[at : at + width]) for at in range(len(values) - width + 1)]


@given(values, st.integers(1, 12))
def test_a_value_is_kept_when_it_is_the_minimum_of_a_window_that_holds_it(
    values: list[int], width: int
) -> None:
    assert winnow(np.array(values, np.uint32), width).tolist() == slow_winnow(values, width)


@given(st.lists(st.integers(0, 9), min_size=6, max_size=20), values, values, values, values)
def test_two_texts_with_a_common_window_keep_a_common_value_of_it(
    common: list[int], before: list[int], after: list[int], other_before: list[int], other_after: list[int]
) -> None:
    kept = [
        set(np.flatnonzero(winnow(np.array(text, np.uint32), len(common))).tolist())
        for text in (before + common + after, other_before + common + other_after)
    ]
    inside = [
        {place - shift for place in places if shift <= place < shift + len(common)}
        for places, shift in zip(kept, (len(before), len(other_before)), strict=True)
    ]
    assert inside[0] & inside[1]


@given(documents, st.integers(1, 4), st.integers(0, 5), st.integers(1, 3))
def test_a_whole_corpus_is_winnowed_as_each_document_by_itself(
    documents: list[list[int]], shingle_words: int, more: int, n_permutations: int
) -> None:
    words, starts = corpus_of(documents)
    selected = select_shingles(
        shingle_hashes(words, shingle_words),
        starts,
        shingle_words=shingle_words,
        window_words=shingle_words + more,
        permutations=make_permutations(n_permutations, 1),
    )
    assert selected.tolist() == slow_selection(documents, shingle_words, shingle_words + more, n_permutations)


@given(documents, st.integers(1, 4), st.integers(0, 5), st.sets(st.integers(0, 4)))
def test_windows_whose_minima_are_all_marked_are_found(
    documents: list[list[int]], shingle_words: int, more: int, marks: set[int]
) -> None:
    words, starts = corpus_of(documents)
    permutations = make_permutations(2, 1)
    shingles = shingle_hashes(words, shingle_words)
    marked = np.isin(words[: len(shingles)], list(marks))
    # Equal shingles are marked alike, for the mark depends on the first word.
    found = windows_of_marked_minima(
        shingles,
        marked,
        starts,
        shingle_words=shingle_words,
        window_words=shingle_words + more,
        permutations=permutations,
    )
    expected = []
    for begin, end in itertools.pairwise(starts.tolist()):
        for first in range(begin, end - shingle_words - more + 1):
            mixed = mix32(shingles[first : first + more + 1])
            minima = [
                first + int(np.argmin(mixed * a + b))
                for a, b in zip(permutations.a, permutations.b, strict=True)
            ]
            if all(marked[place] for place in minima):
                expected.append(first)
    assert found.tolist() == expected


def test_nothing_changes_at_the_borders_of_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    words = np.random.default_rng(2).integers(0, 30, 1_000, dtype=np.uint32)
    starts = np.array([0, 3, 3, 200, 207, 215, 990, 1_000], np.int64)
    permutations = make_permutations(3, 1)
    shingles = shingle_hashes(words, 3)
    marked = words[: len(shingles)] < 20

    def work() -> tuple[list[bool], list[int]]:
        selected = select_shingles(
            shingles, starts, shingle_words=3, window_words=8, permutations=permutations
        )
        windows = windows_of_marked_minima(
            shingles, marked, starts, shingle_words=3, window_words=8, permutations=permutations
        )
        return selected.tolist(), windows.tolist()

    whole = work()
    monkeypatch.setattr(winnowing, "_CHUNK", 13)
    assert work() == whole


def test_about_two_in_seven_shingles_are_kept_of_windows_of_six() -> None:
    words = np.random.default_rng(5).integers(0, 2**32, 50_000, dtype=np.uint32)
    selected = select_shingles(
        shingle_hashes(words, 3),
        np.array([0, len(words)]),
        shingle_words=3,
        window_words=8,
        permutations=make_permutations(1, 1),
    )
    assert selected.mean() == pytest.approx(2 / 7, rel=0.03)
