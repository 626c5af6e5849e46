"""Bands and their join, against a dict and against datasketch's MinHashLSH."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.minhash.bands import band_hashes, band_probability, choose_bands
from pipeline.minhash.buckets import order_by_key, sort_into_buckets
from pipeline.minhash.join import bucket_edges, count_pairs, join_band, join_bands, pairs_in_buckets
from pipeline.minhash.permutations import make_permutations
from pipeline.minhash.signatures import window_signatures

if TYPE_CHECKING:
    from numpy.typing import NDArray

small_signatures = st.lists(st.lists(st.integers(0, 1), min_size=6, max_size=6), max_size=12)


def as_pairs(i: NDArray[np.int64], j: NDArray[np.int64]) -> list[tuple[int, int]]:
    return list(zip(i.tolist(), j.tolist(), strict=True))


def pairs_by_dict(signatures: list[list[int]], bands: int, rows: int) -> set[tuple[int, int]]:
    buckets = defaultdict(list)
    for number, signature in enumerate(signatures):
        for band in range(bands):
            buckets[band, tuple(signature[band * rows : (band + 1) * rows])].append(number)
    return {pair for bucket in buckets.values() for pair in itertools.combinations(bucket, 2)}


def signed_windows(passages: int) -> NDArray[np.uint32]:
    """Signatures of windows of which every third is a copy of the one before it with some shingles changed."""
    generator = np.random.default_rng(11)
    shingles = generator.integers(0, 2**32, (passages, 30), dtype=np.uint32)
    for copy in range(2, passages, 3):
        shingles[copy] = shingles[copy - 1]
        shingles[copy, : generator.integers(0, 20)] += 1
    starts = np.arange(passages, dtype=np.int64) * 30
    return window_signatures(shingles.ravel(), starts, np.full(passages, 30), make_permutations(64, 1))


@given(small_signatures, st.sampled_from([(6, 1), (3, 2), (2, 3), (1, 6), (2, 2)]))
def test_bands_join_the_pairs_that_a_dict_of_rows_joins(
    signatures: list[list[int]], shape: tuple[int, int]
) -> None:
    keys = band_hashes(np.array(signatures, np.uint32).reshape(-1, 6), *shape)
    found = as_pairs(*join_bands(keys))
    assert found == sorted(pairs_by_dict(signatures, *shape))


@given(small_signatures)
def test_one_band_joins_each_pair_once_and_in_order(signatures: list[list[int]]) -> None:
    keys = band_hashes(np.array(signatures, np.uint32).reshape(-1, 6), 1, 2)
    found = as_pairs(*join_band(keys[:, 0]))
    assert sorted(found) == sorted(pairs_by_dict(signatures, 1, 2))


@pytest.mark.parametrize(("bands", "rows"), [(16, 4), (8, 8), (32, 2)])
def test_the_join_finds_the_pairs_of_minhashlsh(bands: int, rows: int) -> None:
    signatures = signed_windows(120)
    shared = MinHash(num_perm=64, seed=1, scheme="affine32").permutations
    sketches = [MinHash(hashvalues=row, permutations=shared, scheme="affine32") for row in signatures]
    index = MinHashLSH(num_perm=64, params=(bands, rows))
    for number, sketch in enumerate(sketches):
        index.insert(number, sketch)
    expected = {
        (number, other)
        for number, sketch in enumerate(sketches)
        for other in index.query(sketch)
        if number < other
    }
    assert len(expected) > 10
    assert as_pairs(*join_bands(band_hashes(signatures, bands, rows))) == sorted(expected)


def test_equal_rows_in_different_bands_are_no_pair() -> None:
    signatures = np.array([[1, 2, 3, 4], [3, 4, 9, 9]], np.uint32)
    assert as_pairs(*join_bands(band_hashes(signatures, 2, 2))) == []


def test_the_order_of_the_rows_in_a_band_counts() -> None:
    keys = band_hashes(np.array([[1, 2], [2, 1], [0, 0], [0, 1]], np.uint32), 1, 2)
    assert len(np.unique(keys)) == 4


def test_more_rows_than_there_are_permutations_is_a_fault_of_the_configuration() -> None:
    with pytest.raises(ConfigurationError, match="9 permutations; there are 8") as raised:
        band_hashes(np.zeros((1, 8), np.uint32), 3, 3)
    assert "minhash.permutations" in (raised.value.hint or "")


def test_the_share_of_pairs_that_meet_in_a_band_follows_the_curve() -> None:
    generator = np.random.default_rng(12)
    common, own = 20, 10
    shingles = generator.integers(0, 2**32, (1_000, common + 2 * own), dtype=np.uint32)
    halves = [shingles[:, : common + own], np.hstack([shingles[:, :common], shingles[:, common + own :]])]
    keys = []
    for half in halves:
        n, length = half.shape
        starts = np.arange(n, dtype=np.int64) * length
        signatures = window_signatures(half.ravel(), starts, np.full(n, length), make_permutations(16, 1))
        keys.append(band_hashes(signatures, 4, 4))
    share = np.mean((keys[0] == keys[1]).any(axis=1))
    assert share == pytest.approx(band_probability(common / (common + 2 * own), 4, 4), abs=0.05)


@pytest.mark.parametrize("jaccard", [0.2, 0.5, 0.8])
def test_the_bands_that_are_chosen_fit_and_part_the_like_from_the_unlike(jaccard: float) -> None:
    shape = choose_bands(jaccard, 64)
    index = MinHashLSH(threshold=jaccard, num_perm=64)
    assert (shape.bands, shape.rows) == (index.b, index.r)
    assert shape.bands * shape.rows <= 64
    assert band_probability(jaccard + 0.15, shape.bands, shape.rows) > 0.7
    assert band_probability(jaccard - 0.15, shape.bands, shape.rows) < 0.4


@given(st.lists(st.integers(0, 6), max_size=12))
def test_all_pairs_of_each_bucket_are_made_and_no_others(sizes: list[int]) -> None:
    starts = np.cumsum([0, *sizes])[:-1].astype(np.int64)
    found = as_pairs(*pairs_in_buckets(starts, np.array(sizes, np.int64)))
    expected = [
        pair
        for start, size in zip(starts.tolist(), sizes, strict=True)
        for pair in itertools.combinations(range(start, start + size), 2)
    ]
    assert sorted(found) == expected
    assert count_pairs(np.array(sizes, np.int64)) == len(expected)


@given(st.lists(st.integers(0, 4), max_size=20).map(sorted))
def test_the_edges_of_buckets_part_different_keys(keys: list[int]) -> None:
    edges = bucket_edges(np.array(keys, np.uint64)).tolist()
    assert [keys[begin:end] for begin, end in itertools.pairwise(edges)] == [
        list(group) for _, group in itertools.groupby(keys)
    ]


@given(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 3) | st.just(2**16), max_size=60))
def test_rows_in_order_of_their_keys_are_those_of_a_stable_sort(keys: list[int]) -> None:
    order = order_by_key(np.array(keys, np.uint32))
    assert order.tolist() == sorted(range(len(keys)), key=lambda row: keys[row])
    assert order.dtype == np.int64


def test_places_of_a_bucket_ascend_whatever_order_they_come_in() -> None:
    buckets = sort_into_buckets(np.array([7, 7, 3, 7], np.uint32), np.array([9, 2, 4, 5], np.uint32))
    assert buckets.places.tolist() == [2, 5, 9]
    assert buckets.keys.tolist() == [7, 7, 7]
