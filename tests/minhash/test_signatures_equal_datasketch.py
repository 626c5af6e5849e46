"""Signatures, permutations and estimates bit for bit those of datasketch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from pipeline.minhash import likeness, signatures
from pipeline.minhash.likeness import estimate_jaccard
from pipeline.minhash.permutations import make_permutations, mix32
from pipeline.minhash.shingles import shingle_hashes
from pipeline.minhash.signatures import window_signatures

if TYPE_CHECKING:
    from numpy.typing import NDArray

words32 = st.integers(0, 2**32 - 1)
seeds = st.integers(0, 2**32 - 1)


def of_datasketch(shingles: NDArray[np.uint32], num_perm: int, seed: int) -> MinHash:
    sketch = MinHash(num_perm=num_perm, seed=seed, hashfunc=int, scheme="affine32")
    sketch.update_batch(shingles.tolist())
    return sketch


def signatures_of_datasketch(
    shingles: NDArray[np.uint32],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    num_perm: int,
    seed: int,
) -> NDArray[np.uint32]:
    windows = [
        shingles[start : start + length]
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)
    ]
    return np.stack([of_datasketch(window, num_perm, seed).hashvalues for window in windows])


@given(num_perm=st.integers(1, 300), seed=seeds)
def test_the_permutations_are_those_of_datasketch_for_every_seed(num_perm: int, seed: int) -> None:
    ours = make_permutations(num_perm, seed)
    a, b = MinHash(num_perm=num_perm, seed=seed, scheme="affine32").permutations
    assert np.array_equal(ours.a, a)
    assert np.array_equal(ours.b, b)
    assert ours.a.dtype == ours.b.dtype == np.uint32
    assert len(ours) == num_perm


def test_mixing_takes_no_two_inputs_to_one_and_keeps_its_argument() -> None:
    inputs = np.arange(1 << 16, dtype=np.uint32) * np.uint32(65_537)
    before = inputs.copy()
    assert len(np.unique(mix32(inputs))) == len(inputs)
    assert np.array_equal(inputs, before)


@given(
    shingles=st.lists(words32, min_size=1, max_size=40),
    spans=st.lists(st.tuples(st.integers(0, 39), st.integers(0, 40)), min_size=1, max_size=8),
    num_perm=st.integers(1, 20),
    seed=seeds,
)
def test_windows_of_any_length_and_overlap_sign_as_datasketch_does(
    shingles: list[int], spans: list[tuple[int, int]], num_perm: int, seed: int
) -> None:
    array = np.array(shingles, np.uint32)
    starts = np.array([min(start, len(shingles)) for start, _ in spans], np.int64)
    lengths = np.array(
        [
            min(length, len(shingles) - start)
            for (_, length), start in zip(spans, starts.tolist(), strict=True)
        ],
        np.int64,
    )
    ours = window_signatures(array, starts, lengths, make_permutations(num_perm, seed))
    assert ours.dtype == np.uint32
    assert np.array_equal(ours, signatures_of_datasketch(array, starts, lengths, num_perm, seed))


@pytest.mark.parametrize(("length", "stride"), [(1, 1), (5, 5), (8, 3), (64, 1)])
def test_equal_windows_sign_as_datasketch_does_across_the_borders_of_chunks(
    monkeypatch: pytest.MonkeyPatch, length: int, stride: int
) -> None:
    monkeypatch.setattr(signatures, "_CHUNK", 100)
    shingles = np.random.default_rng(3).integers(0, 2**32, 400, dtype=np.uint32)
    starts = np.arange(0, len(shingles) - length + 1, stride, dtype=np.int64)
    lengths = np.full(len(starts), length, np.int64)
    ours = window_signatures(shingles, starts, lengths, make_permutations(16, 7))
    assert np.array_equal(ours, signatures_of_datasketch(shingles, starts, lengths, 16, 7))


def test_ragged_windows_sign_as_datasketch_does_across_the_borders_of_chunks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signatures, "_CHUNK", 50)
    generator = np.random.default_rng(4)
    shingles = generator.integers(0, 2**32, 500, dtype=np.uint32)
    lengths = generator.integers(0, 120, 60)
    starts = generator.integers(0, 380, 60)
    ours = window_signatures(shingles, starts, lengths, make_permutations(16, 7))
    assert np.array_equal(ours, signatures_of_datasketch(shingles, starts, lengths, 16, 7))


def test_an_empty_window_has_the_signature_of_an_empty_minhash() -> None:
    permutations = make_permutations(4, 1)
    none, zero = np.empty(0, np.int64), np.zeros(2, np.int64)
    empty = of_datasketch(np.empty(0, np.uint32), 4, 1).hashvalues
    assert window_signatures(np.empty(0, np.uint32), none, none, permutations).shape == (0, 4)
    assert np.array_equal(window_signatures(np.empty(0, np.uint32), zero, zero, permutations), [empty, empty])
    assert np.array_equal(
        window_signatures(np.array([5], np.uint32), zero, np.array([0, 1]), permutations)[0], empty
    )


spans = st.tuples(st.integers(0, 60), st.integers(0, 25))


@given(
    words=st.lists(st.integers(0, 4), min_size=60, max_size=60),
    pairs=st.lists(st.tuples(spans, spans), max_size=6),
    shingle_words=st.integers(1, 4),
)
def test_likeness_of_many_pairs_is_what_datasketch_says_of_each(
    words: list[int], pairs: list[tuple[tuple[int, int], tuple[int, int]]], shingle_words: int
) -> None:
    corpus = np.array(words, np.uint32)
    sides = [
        [(first, min(length, len(words) - first)) for first, length in side]
        for side in zip(*pairs, strict=True)
    ]
    columns = [
        np.array([span[part] for span in side], np.int64) for side in (sides or [[], []]) for part in (0, 1)
    ]
    ours = estimate_jaccard(
        corpus,
        first_a=columns[0],
        words_a=columns[1],
        first_b=columns[2],
        words_b=columns[3],
        shingle_words=shingle_words,
        permutations=make_permutations(24, 5),
    )
    expected = []
    for first_a, words_a, first_b, words_b in zip(*(column.tolist() for column in columns), strict=True):
        k = max(1, min(shingle_words, words_a, words_b))
        a = of_datasketch(shingle_hashes(corpus[first_a : first_a + words_a], k), 24, 5)
        b = of_datasketch(shingle_hashes(corpus[first_b : first_b + words_b], k), 24, 5)
        expected.append(a.jaccard(b))
    assert ours.tolist() == expected


def test_likeness_is_the_same_in_parts_as_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(6)
    corpus = generator.integers(0, 50, 3_000, dtype=np.uint32)
    first_a, first_b = generator.integers(0, 2_900, (2, 40))
    words_a, words_b = generator.integers(0, 100, (2, 40))
    permutations = make_permutations(16, 1)

    def estimate() -> list[float]:
        return estimate_jaccard(
            corpus,
            first_a=first_a,
            words_a=words_a,
            first_b=first_b,
            words_b=words_b,
            shingle_words=3,
            permutations=permutations,
        ).tolist()

    whole = estimate()
    monkeypatch.setattr(likeness, "_WORDS_AT_ONCE", 64)
    assert estimate() == whole


def test_equal_passages_are_wholly_alike_and_those_without_a_common_word_not_at_all() -> None:
    corpus = np.array([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], np.uint32)
    five = np.array([5, 5])
    estimates = estimate_jaccard(
        corpus,
        first_a=np.array([0, 0]),
        words_a=five,
        first_b=np.array([5, 10]),
        words_b=five,
        shingle_words=3,
        permutations=make_permutations(64, 1),
    )
    assert estimates.tolist() == [1.0, 0.0]
