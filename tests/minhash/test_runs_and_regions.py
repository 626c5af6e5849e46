"""Seeds become runs, runs that lie near each other become regions."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.minhash.permutations import make_permutations
from pipeline.minhash.regions import Regions, connected_labels, farthest_link, link_runs
from pipeline.minhash.runs import Runs, confirm_runs, crowded_runs, extend_runs, find_runs
from pipeline.minhash.seed_index import Seeds
from pipeline.minhash.seeds import find_seeds
from pipeline.minhash.shingles import shingle_hashes

if TYPE_CHECKING:
    from numpy.typing import NDArray

Row = tuple[int, int, int]


def seeds_from(rows: list[Row]) -> Seeds:
    return Seeds(
        left=np.array([row[0] for row in rows], np.uint32),
        right=np.array([row[1] for row in rows], np.uint32),
        words=np.array([row[2] for row in rows], np.uint16),
    )


def runs_from(rows: list[Row]) -> Runs:
    return Runs(
        left=np.array([row[0] for row in rows], np.uint32),
        right=np.array([row[1] for row in rows], np.uint32),
        words=np.array([row[2] for row in rows], np.uint32),
    )


def as_rows(runs: Runs) -> list[Row]:
    return list(zip(runs.left.tolist(), runs.right.tolist(), runs.words.tolist(), strict=True))


def in_regions(regions: Regions) -> list[list[Row]]:
    rows = as_rows(regions.runs)
    return [rows[begin:end] for begin, end in itertools.pairwise(regions.starts.tolist())]


def slow_runs(rows: list[Row], starts: list[int]) -> list[Row]:
    """Runs by marking each word of each diagonal, and cutting where a document begins on either side."""
    marks = defaultdict(set)
    for left, right, words in rows:
        marks[right - left].update(range(left, left + words))
    found = []
    for shift, places in marks.items():
        begin = None
        for place in sorted(places):
            if begin is None or place - 1 not in places or place in starts or place + shift in starts:
                begin = place
                found.append([begin, begin + shift, 0])
            found[-1][2] += 1
    return sorted((left, right, words) for left, right, words in found)


@st.composite
def seeds_in_documents(draw: st.DrawFn) -> tuple[list[Row], list[int]]:
    lengths = draw(st.lists(st.integers(0, 25), min_size=1, max_size=4))
    starts = [0, *itertools.accumulate(lengths)]
    spans = list(itertools.pairwise(starts))
    rows = []
    for _ in range(draw(st.integers(0, 25))):
        words = draw(st.integers(2, 6))
        rooms = [(begin, end - words) for begin, end in spans if end - begin >= words]
        if not rooms:
            continue
        left, right = sorted(draw(st.integers(*draw(st.sampled_from(rooms)))) for _ in range(2))
        if left < right:
            rows.append((left, right, words))
    return rows, starts


@given(seeds_in_documents())
def test_runs_are_the_seeds_of_a_diagonal_laid_together(case: tuple[list[Row], list[int]]) -> None:
    rows, starts = case
    runs = find_runs(seeds_from(rows), np.array(starts))
    assert sorted(as_rows(runs)) == slow_runs(rows, starts)


def test_seeds_that_touch_are_one_run_and_seeds_a_word_apart_are_two() -> None:
    starts = np.array([0, 100, 200])
    assert as_rows(find_runs(seeds_from([(10, 110, 3), (13, 113, 3)]), starts)) == [(10, 110, 6)]
    assert as_rows(find_runs(seeds_from([(10, 110, 3), (14, 114, 3)]), starts)) == [
        (10, 110, 3),
        (14, 114, 3),
    ]


def test_a_short_seed_inside_a_long_one_does_not_end_the_run() -> None:
    rows = [(0, 50, 8), (1, 51, 3), (6, 56, 3), (9, 59, 4)]
    assert as_rows(find_runs(seeds_from(rows), np.array([0, 100]))) == [(0, 50, 13)]


def test_a_run_does_not_go_on_into_the_next_document_on_either_side() -> None:
    rows = [(7, 57, 3), (10, 60, 3), (13, 63, 3)]
    assert len(find_runs(seeds_from(rows), np.array([0, 100]))) == 1
    assert as_rows(find_runs(seeds_from(rows), np.array([0, 10, 100]))) == [(7, 57, 3), (10, 60, 6)]
    assert as_rows(find_runs(seeds_from(rows), np.array([0, 63, 100]))) == [(7, 57, 6), (13, 63, 3)]


@st.composite
def runs_of_equal_words(draw: st.DrawFn) -> tuple[list[Row], list[list[int]]]:
    """Documents of few words, and parts of what they repeat: as many as there are, or some."""
    documents = draw(st.lists(st.lists(st.integers(0, 2), max_size=25), min_size=1, max_size=4))
    words = [word for document in documents for word in document]
    starts = [0, *itertools.accumulate(map(len, documents))]
    parts = []
    for left, right, length in slow_runs(equal_words(words), starts):
        if length >= 2 and draw(st.booleans()):
            begin = draw(st.integers(0, length - 2))
            parts.append((left + begin, right + begin, draw(st.integers(2, length - begin))))
            if draw(st.booleans()):
                parts.append((left, right, begin + 1))
    return parts, documents


def equal_words(words: list[int]) -> list[Row]:
    return [
        (left, right, 1)
        for left, right in itertools.combinations(range(len(words)), 2)
        if words[left] == words[right]
    ]


@given(runs_of_equal_words())
def test_runs_are_made_as_long_as_their_words_are_equal(case: tuple[list[Row], list[list[int]]]) -> None:
    parts, documents = case
    words = [word for document in documents for word in document]
    starts = [0, *itertools.accumulate(map(len, documents))]
    runs = find_runs(seeds_from(parts), np.array(starts))
    longest = slow_runs(equal_words(words), starts)
    expected = {
        (left, right, length)
        for left, right, length in longest
        for part in parts
        if part[1] - part[0] == right - left and left <= part[0] < left + length
    }
    extended = as_rows(extend_runs(runs, np.array(words, np.uint32), np.array(starts)))
    assert sorted(extended) == sorted(expected)
    assert extended == sorted(extended, key=lambda row: (row[1] - row[0], row[0]))


@given(
    words=st.lists(st.integers(0, 1), min_size=40, max_size=40),
    rows=st.lists(st.tuples(st.integers(0, 15), st.integers(16, 30), st.integers(1, 10)), max_size=5),
    shingle_words=st.integers(1, 3),
)
def test_confirmed_runs_are_the_stretches_of_equal_words(
    words: list[int], rows: list[Row], shingle_words: int
) -> None:
    expected = []
    for left, right, length in rows:
        equal = [words[left + at] == words[right + at] for at in range(length)]
        for same, group in itertools.groupby(range(length), key=equal.__getitem__):
            stretch = list(group)
            if same and len(stretch) >= shingle_words:
                expected.append((left + stretch[0], right + stretch[0], len(stretch)))
    confirmed = confirm_runs(runs_from(rows), np.array(words, np.uint32), shingle_words=shingle_words)
    assert as_rows(confirmed) == expected


def test_two_shingles_that_hash_alike_by_chance_are_not_taken_for_equal_words() -> None:
    # The third word is chosen so that the second shingle hashes as the first does.
    step = np.uint32(0x9E3779B1)
    first = np.array([11, 12, 13], np.uint32)
    pairs = shingle_hashes(np.array([11, 12, 21, 22], np.uint32), 2)
    last = first[2] + (pairs[:1] - pairs[2:]) * step
    words = np.concatenate((first, np.array([21, 22], np.uint32), last))
    shingles = shingle_hashes(words, 3)
    assert shingles[0] == shingles[3]
    starts = np.array([0, 3, 6])
    seeds = find_seeds(
        words,
        starts,
        shingle_words=3,
        window_words=8,
        permutations=make_permutations(1, 1),
        hot_bucket=2,
        max_seeds=9,
    ).seeds()
    runs = find_runs(seeds, starts)
    assert as_rows(runs) == [(0, 3, 3)]
    assert as_rows(confirm_runs(runs, words, shingle_words=3)) == []


@given(
    n=st.integers(1, 30),
    edges=st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40),
)
def test_labels_are_the_smallest_node_of_each_component(n: int, edges: list[tuple[int, int]]) -> None:
    edges = [(left % n, right % n) for left, right in edges]
    root = list(range(n))

    def find(node: int) -> int:
        while root[node] != node:
            node = root[node]
        return node

    for left, right in edges:
        low, high = sorted((find(left), find(right)))
        root[high] = low
    ends = [np.array([edge[side] for edge in edges], np.int64) for side in (0, 1)]
    assert connected_labels(n, *ends).tolist() == [find(node) for node in range(n)]


def test_a_long_path_in_any_order_is_one_component() -> None:
    order = np.random.default_rng(1).permutation(5_000)
    assert set(connected_labels(5_000, order[:-1], order[1:]).tolist()) == {0}


def gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How far two ends are apart, on the side where they are farther."""
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def ends(row: Row) -> list[tuple[int, int]]:
    return [(row[0], row[1]), (row[0] + row[2] - 1, row[1] + row[2] - 1)]


def partition(rows: list[Row], document_of: NDArray[np.int64], within: int) -> list[set[Row]]:
    """Components of runs that have ends within so many words of each other, in the same documents."""
    parts: list[set[Row]] = []
    for row in rows:
        near = [
            part
            for part in parts
            if any(
                document_of[row[0]] == document_of[other[0]]
                and document_of[row[1]] == document_of[other[1]]
                and any(gap(one, another) <= within for one in ends(row) for another in ends(other))
                for other in part
            )
        ]
        parts = [part for part in parts if part not in near] + [{row}.union(*near)]
    return parts


def finer(parts: list[set[Row]], others: list[set[Row]]) -> bool:
    return all(any(part <= other for other in others) for part in parts)


@st.composite
def runs_in_documents(draw: st.DrawFn) -> tuple[list[Row], list[int]]:
    lengths = draw(st.lists(st.integers(1, 150), min_size=1, max_size=3))
    starts = [0, *itertools.accumulate(lengths)]
    spans = list(itertools.pairwise(starts))
    rows = set()
    for _ in range(draw(st.integers(0, 15))):
        sides = [draw(st.sampled_from(spans)) for _ in range(2)]
        words = draw(st.integers(1, min(12, *(end - begin for begin, end in sides))))
        left, right = sorted(draw(st.integers(begin, end - words)) for begin, end in sides)
        if left < right:
            rows.add((left, right, words))
    return sorted(rows), starts


@given(runs_in_documents(), st.integers(1, 30))
def test_near_runs_are_in_one_region_and_far_ones_are_not(
    case: tuple[list[Row], list[int]], link_words: int
) -> None:
    rows, starts = case
    document_of = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    regions = in_regions(link_runs(runs_from(rows), np.array(starts), link_words=link_words))
    assert sorted(row for region in regions for row in region) == rows
    assert all(region == sorted(region) for region in regions)
    found = [set(region) for region in regions]
    assert finer(partition(rows, document_of, link_words), found)
    assert finer(found, partition(rows, document_of, farthest_link(link_words)))


def test_the_grid_stretches_a_link_little() -> None:
    assert farthest_link(25) == 53
    assert all(link <= farthest_link(link) <= 2.25 * link for link in range(2, 200))
    assert farthest_link(1) == 2


@given(runs_in_documents(), st.integers(1, 60))
def test_no_run_with_a_neighbour_is_taken_for_one_that_is_alone(
    case: tuple[list[Row], list[int]], distance: int
) -> None:
    rows, _ = case
    crowded = crowded_runs(runs_from(rows), distance).tolist()
    for (row, has_company), other in itertools.product(zip(rows, crowded, strict=True), rows):
        near = any(gap(one, another) <= distance for one in ends(row) for another in ends(other))
        assert has_company or row == other or not near


def test_most_runs_that_are_alone_are_seen_to_be() -> None:
    generator = np.random.default_rng(2)
    sides = np.sort(generator.integers(0, 10**7, (2, 20_000), dtype=np.uint32), axis=0)
    runs = Runs(left=sides[0], right=sides[1], words=np.full(20_000, 3, np.uint32))
    assert crowded_runs(runs, 53).mean() < 0.03


@given(runs_in_documents(), st.integers(1, 30))
def test_leaving_out_runs_that_are_alone_changes_no_other_region(
    case: tuple[list[Row], list[int]], link_words: int
) -> None:
    rows, starts = case
    runs = runs_from(rows)
    whole = in_regions(link_runs(runs, np.array(starts), link_words=link_words))
    crowded = crowded_runs(runs, farthest_link(link_words))
    kept = in_regions(link_runs(runs.only(crowded), np.array(starts), link_words=link_words))
    alone = {row for row, has_company in zip(rows, crowded.tolist(), strict=True) if not has_company}
    assert [region for region in whole if not alone.issuperset(region)] == kept


@pytest.mark.parametrize("copies", [2, 5])
def test_a_planted_passage_with_changed_words_is_one_region_a_pair_of_copies(copies: int) -> None:
    generator = np.random.default_rng(3)
    passage = generator.integers(0, 2**32, 120, dtype=np.uint32)
    pieces = []
    for copy in range(copies):
        own = passage.copy()
        own[10 + copy :: 17] = generator.integers(0, 2**32, len(own[10 + copy :: 17]), dtype=np.uint32)
        pieces.append(np.concatenate((generator.integers(0, 2**32, 200, dtype=np.uint32), own)))
    starts = np.arange(copies + 1) * 320
    seeds = find_seeds(
        np.concatenate(pieces),
        starts,
        shingle_words=3,
        window_words=8,
        permutations=make_permutations(4, 1),
        hot_bucket=64,
        max_seeds=10**6,
    ).seeds()
    regions = link_runs(find_runs(seeds, starts), starts, link_words=25)
    assert len(regions) == copies * (copies - 1) // 2
