"""Every verbatim run of a window's length leaves a seed, wherever it stands and whatever stands around it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pipeline.errors import CheckError
from pipeline.minhash import seeds as module
from pipeline.minhash.permutations import make_permutations, mix32
from pipeline.minhash.runs import confirm_runs, find_runs
from pipeline.minhash.seed_index import SeedIndex, Seeds
from pipeline.minhash.seeds import find_seeds

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW = 8
PERMUTATIONS = make_permutations(4, 1)


def corpus_of(documents: list[list[int]]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    # Hashed, as words are.
    words = mix32(np.array([word + 1 for document in documents for word in document], np.uint32))
    return words, np.concatenate(([0], np.cumsum([len(document) for document in documents]))).astype(np.int64)


def index_of(
    documents: list[list[int]], *, hot_bucket: int = 64, max_seeds: int = 10**9, shingle_words: int = 3
) -> SeedIndex:
    return find_seeds(
        *corpus_of(documents),
        shingle_words=shingle_words,
        window_words=WINDOW,
        permutations=PERMUTATIONS,
        hot_bucket=hot_bucket,
        max_seeds=max_seeds,
    )


def seeds_of(
    documents: list[list[int]], *, hot_bucket: int = 64, max_seeds: int = 10**9, shingle_words: int = 3
) -> Seeds:
    return index_of(
        documents, hot_bucket=hot_bucket, max_seeds=max_seeds, shingle_words=shingle_words
    ).seeds()


def as_rows(seeds: Seeds) -> list[tuple[int, int, int]]:
    return list(zip(seeds.left.tolist(), seeds.right.tolist(), seeds.words.tolist(), strict=True))


def equal_windows(documents: list[list[int]]) -> list[list[int]]:
    """Places of each window of words that stands at two places or more."""
    places = defaultdict(list)
    start = 0
    for document in documents:
        for first in range(len(document) - WINDOW + 1):
            places[tuple(document[first : first + WINDOW])].append(start + first)
        start += len(document)
    return [found for found in places.values() if len(found) > 1]


def check_guarantee(documents: list[list[int]], seeds: Seeds, hot_bucket: int) -> None:
    at_shift = defaultdict(list)
    for left, right, words in as_rows(seeds):
        at_shift[right - left].append((left, left + words))

    def covered(p: int, q: int) -> bool:
        return any(p <= begin and end <= p + WINDOW for begin, end in at_shift[q - p])

    for places in equal_windows(documents):
        pairs = list(itertools.combinations(places, 2))
        if len(places) <= hot_bucket:
            assert all(covered(p, q) for p, q in pairs)
            continue
        root = {place: place for place in places}

        def find(place: int, root: dict[int, int] = root) -> int:
            while root[place] != place:
                place = root[place]
            return place

        for p, q in pairs:
            if covered(p, q):
                root[find(q)] = find(p)
        assert len({find(place) for place in places}) == 1


@st.composite
def planted(draw: st.DrawFn) -> list[list[int]]:
    """Documents of a small or a large vocabulary with one block planted wherever it may stand."""
    vocabulary = draw(st.sampled_from([1, 2, 3, 8, 1_000]))
    block = draw(st.lists(st.integers(0, vocabulary - 1), min_size=WINDOW, max_size=WINDOW + 6))
    around = st.lists(st.integers(0, vocabulary - 1), max_size=20)
    documents = []
    for _ in range(draw(st.integers(1, 5))):
        pieces = [draw(around)]
        for _ in range(draw(st.integers(0, 3))):
            pieces += [block, draw(around)]
        documents.append([word for piece in pieces for word in piece])
    return documents


BLOCK = list(range(100, 100 + WINDOW))


@given(documents=planted(), hot_bucket=st.sampled_from([2, 3, 5, 64]))
@example(documents=[BLOCK, BLOCK], hot_bucket=64)
@example(documents=[BLOCK + BLOCK + BLOCK], hot_bucket=2)
@example(documents=[[*BLOCK, 1], [2, *BLOCK], [3, *BLOCK, 4]], hot_bucket=2)
@example(documents=[[], BLOCK, [], [], BLOCK, []], hot_bucket=64)
@example(documents=[[1] * 40], hot_bucket=2)
def test_every_verbatim_run_of_a_window_is_covered_by_a_seed(
    documents: list[list[int]], hot_bucket: int
) -> None:
    check_guarantee(documents, seeds_of(documents, hot_bucket=hot_bucket), hot_bucket)


@given(documents=planted(), shingle_words=st.sampled_from([1, 2, WINDOW]))
def test_the_guarantee_holds_for_other_shingles(documents: list[list[int]], shingle_words: int) -> None:
    check_guarantee(documents, seeds_of(documents, hot_bucket=3, shingle_words=shingle_words), 3)


def test_the_guarantee_holds_where_the_minima_are_stock_phrases_that_lead_out_of_the_run() -> None:
    # The run's shingles are hot, and made longer each would differ: only the whole window still joins the two.
    generator = np.random.default_rng(8)
    run = list(range(1, 1 + WINDOW))
    stock = [
        [
            *generator.integers(100, 10_000, 3).tolist(),
            *run[at : at + 3],
            *generator.integers(100, 10_000, 3).tolist(),
        ]
        for at in range(WINDOW - 2)
        for _ in range(20)
    ]
    documents = [[50, 51, *run, 52, 53], *stock, [60, 61, *run, 62, 63]]
    seeds = seeds_of(documents, hot_bucket=8)
    check_guarantee(documents, seeds, 8)
    assert any(words == WINDOW for _, _, words in as_rows(seeds))


@given(documents=planted(), hot_bucket=st.sampled_from([2, 64]))
def test_the_words_of_every_seed_are_equal_and_lie_in_their_documents(
    documents: list[list[int]], hot_bucket: int
) -> None:
    words, starts = corpus_of(documents)
    document_of = np.repeat(np.arange(len(documents)), np.diff(starts))
    for left, right, length in as_rows(seeds_of(documents, hot_bucket=hot_bucket)):
        assert left < right
        assert words[left : left + length].tolist() == words[right : right + length].tolist()
        for side in (left, right):
            assert side + length <= len(words)
            assert document_of[side] == document_of[side + length - 1]


@given(data=st.data(), documents=planted(), hot_bucket=st.sampled_from([2, 64]))
def test_the_order_of_the_documents_does_not_matter(
    data: st.DataObject, documents: list[list[int]], hot_bucket: int
) -> None:
    # Documents of the same words in another order are told apart by where they stand.
    assume(len({tuple(sorted(document)) for document in documents}) == len(documents))
    order = data.draw(st.permutations(range(len(documents))))

    def places(numbers: list[int]) -> set[tuple[frozenset[tuple[int, int]], int]]:
        name = [(number, offset) for number in numbers for offset in range(len(documents[number]))]
        seeds = seeds_of([documents[number] for number in numbers], hot_bucket=hot_bucket)
        return {(frozenset((name[left], name[right])), words) for left, right, words in as_rows(seeds)}

    assert places(order) == places(list(range(len(documents))))


def crowd(copies: int, block_words: int) -> list[list[int]]:
    generator = np.random.default_rng(9)
    block = generator.integers(0, 10**9, block_words).tolist()
    return [
        [
            *generator.integers(0, 10**9, generator.integers(0, 30)).tolist(),
            *block,
            *generator.integers(0, 10**9, generator.integers(0, 30)).tolist(),
        ]
        for _ in range(copies)
    ]


@pytest.mark.parametrize("copies", [200, 400])
def test_all_copies_of_a_crowd_stay_connected_and_the_work_stays_linear(copies: int) -> None:
    documents = crowd(copies, 60)
    seeds = seeds_of(documents, hot_bucket=8)
    assert np.count_nonzero(seeds.words == WINDOW) == (copies - 1) * (60 - WINDOW + 1)
    # What stands at the border of the block is a minimum in some copies and so few that it is not hot.
    assert np.count_nonzero(seeds.words < WINDOW) < copies
    words, starts = corpus_of(documents)
    runs = confirm_runs(find_runs(seeds, starts), words, shingle_words=3)
    runs = runs.only(runs.words >= WINDOW)
    assert runs.words.tolist() == [60] * (copies - 1)
    left = np.searchsorted(starts, runs.left, "right") - 1
    right = np.searchsorted(starts, runs.right, "right") - 1
    # One document has every other as its partner: each copy is compared with the same one.
    centre = set(left.tolist()) & set(right.tolist()) or set(left.tolist())
    assert len(centre) == 1
    assert set(left.tolist()) | set(right.tolist()) == set(range(copies))


def test_a_copy_in_a_crowd_that_differs_in_one_word_is_still_linked_on_both_sides_of_it() -> None:
    documents = crowd(50, 60)
    at = documents[20].index(documents[21][len(documents[21]) // 2])
    documents[20][at] = 5
    check_guarantee(documents, seeds_of(documents, hot_bucket=8), 8)


def test_varied_text_is_found_by_what_of_it_is_equal() -> None:
    generator = np.random.default_rng(10)
    original = generator.integers(0, 10**9, 400).tolist()
    varied = [word if at % 5 else -word % 10**9 for at, word in enumerate(original)]
    shifts = [right - left for left, right, _ in as_rows(seeds_of([original, varied]))]
    # Four equal words in five: no run is as long as a window, and still most shingles of equal words are found.
    assert shifts.count(len(original)) > 80


def test_more_pairs_than_allowed_stop_the_run_and_say_what_to_do() -> None:
    documents = [[1, 2, 3] * 20]
    found = len(seeds_of(documents))
    assert len(seeds_of(documents, max_seeds=found)) == found
    with pytest.raises(CheckError, match=f"{found:,} pairs of places") as raised:
        seeds_of(documents, max_seeds=found - 1)
    assert "run.max_candidates" in (raised.value.hint or "")


def test_a_crowd_counts_for_the_guard_rail_too() -> None:
    documents = crowd(50, 60)
    found = len(seeds_of(documents, hot_bucket=8))
    with pytest.raises(CheckError):
        seeds_of(documents, hot_bucket=8, max_seeds=found - 1)


@given(documents=planted(), most=st.integers(1, 200))
def test_seeds_made_block_by_block_are_the_same(documents: list[list[int]], most: int) -> None:
    _, starts = corpus_of(documents)
    index = index_of(documents)
    blocks = list(index.blocks(starts, most))
    made = [row for low, high in blocks for row in as_rows(index.seeds(low, high))]
    assert sorted(made) == sorted(as_rows(index.seeds()))
    assert [low for low, _ in blocks] == [0, *(high for _, high in blocks[:-1])]


def test_places_sorted_in_parts_give_the_same_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [np.random.default_rng(3).integers(0, 5, 300).tolist()]
    whole = as_rows(seeds_of(documents))
    monkeypatch.setattr(module, "_SORTED_AT_ONCE", 10)
    assert sorted(as_rows(seeds_of(documents))) == sorted(whole)


@pytest.mark.parametrize("documents", [[[]], [[], []], [[1]], [[1, 2], [1, 2]], [[1, 2, 3, 4]]])
def test_a_corpus_without_a_repeated_shingle_has_no_seeds(documents: list[list[int]]) -> None:
    assert len(seeds_of(documents)) == 0


def test_documents_shorter_than_a_window_are_compared_by_their_own_minima() -> None:
    assert as_rows(seeds_of([[1, 2, 3, 4], [1, 2, 3, 4]])) != []
