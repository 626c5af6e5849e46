"""Stage 1 with two sides: what is found is what lies across them, and the rest is not worked on."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import Config
from pipeline.corpus.tokenise import Tokens
from pipeline.errors import CheckError
from pipeline.minhash.occurrences import find_occurrences
from pipeline.minhash.permutations import make_permutations
from pipeline.minhash.seed_index import Seeds
from pipeline.minhash.seeds import find_seeds
from pipeline.minhash.sides import may_be_on_both_sides
from pipeline.minhash.stage import minhash_stage

Documents = list[list[int]]
WINDOW = 8


def tokens_of(documents: Documents) -> Tokens:
    words = np.array([word for document in documents for word in document], np.uint32)
    starts = np.concatenate(([0], np.cumsum([len(document) for document in documents]))).astype(np.int64)
    offsets = np.arange(len(words), dtype=np.uint32)
    return Tokens(word_hash=words, begin=offsets, end=offsets + 1, document_starts=starts)


def prose(seed: int, words: int) -> list[int]:
    return np.random.default_rng(seed).integers(0, 2**32, words).tolist()


def seeds_of(
    documents: Documents, sides: list[int] | None, *, hot_bucket: int = 16, most: int = 10**6
) -> Seeds:
    tokens = tokens_of(documents)
    return find_seeds(
        tokens.word_hash,
        tokens.document_starts,
        shingle_words=3,
        window_words=WINDOW,
        permutations=make_permutations(4, 1),
        hot_bucket=hot_bucket,
        max_seeds=most,
        sides=None if sides is None else np.array(sides, np.int8),
    ).seeds()


def pairs_of(documents: Documents, seeds: Seeds) -> list[tuple[int, int]]:
    starts = tokens_of(documents).document_starts
    left, right = (np.searchsorted(starts, places, "right") - 1 for places in (seeds.left, seeds.right))
    return sorted(set(zip(left.tolist(), right.tolist(), strict=True)))


def library() -> Documents:
    """Eight documents that share passages, whole and varied, across and inside them; nothing in them is hot."""
    passages = [prose(number, 30) for number in range(8)]
    documents = []
    for at in range(8):
        text = prose(100 + at, 60)
        for number in (at, (at + 1) % 8, (at + 3) % 8, at):
            varied = [word for place, word in enumerate(passages[number]) if place != 5 + at]
            text += [*varied, *prose(1000 + 10 * at + number, 70)]
        documents.append(text)
    return documents


@pytest.mark.parametrize(
    "sides", [[0, 1] * 4, [0] * 4 + [1] * 4, [1, -1, 0, 0, -1, 1, 1, 0], [0, -1, -1, -1, -1, -1, -1, 1]]
)
def test_candidates_are_those_without_sides_that_lie_across_them(sides: list[int]) -> None:
    tokens = tokens_of(library())
    every = minhash_stage(tokens, 8, Config())
    across = minhash_stage(tokens, 8, Config(), sides=np.array(sides, np.int8))
    for found, of_all in ((across.runs, every.runs), (across.weak, every.weak)):
        expected = [
            row for row in of_all.drop("region").iter_rows() if {sides[row[0]], sides[row[1]]} == {0, 1}
        ]
        assert sorted(found.drop("region").iter_rows()) == sorted(expected)
    assert across.runs.height > 0
    assert across.threshold == every.threshold


@given(
    words=st.lists(st.lists(st.integers(0, 3), max_size=60), min_size=2, max_size=6),
    data=st.data(),
    hot_bucket=st.integers(2, 8),
)
@settings(max_examples=150, deadline=None)
def test_seeds_are_equal_words_across_sides_however_often_they_repeat(
    words: Documents, data: st.DataObject, hot_bucket: int
) -> None:
    sides = data.draw(st.lists(st.sampled_from([-1, 0, 1]), min_size=len(words), max_size=len(words)))
    seeds = seeds_of(words, sides, hot_bucket=hot_bucket)
    assert all({sides[a], sides[b]} == {0, 1} for a, b in pairs_of(words, seeds))
    corpus = tokens_of(words).word_hash
    for left, right, n in zip(seeds.left.tolist(), seeds.right.tolist(), seeds.words.tolist(), strict=True):
        assert left < right
        assert np.array_equal(corpus[left : left + n], corpus[right : right + n])
    # Every window that stands on both sides is linked to the other side from each document it stands in.
    windows = {
        number: {tuple(text[at : at + WINDOW]) for at in range(len(text) - WINDOW + 1)}
        for number, text in enumerate(words)
    }
    linked = {number for pair in pairs_of(words, seeds) for number in pair}
    for number, own in windows.items():
        others = [other for other, side in enumerate(sides) if side >= 0 and side == 1 - sides[number]]
        if sides[number] >= 0 and any(own & windows[other] for other in others):
            assert number in linked


def test_documents_that_are_not_compared_are_as_if_they_were_not_there() -> None:
    documents = library()
    sides = [0, -1, 1, -1, 0, -1, 1, -1]
    kept = [number for number, side in enumerate(sides) if side >= 0]
    within = pairs_of(documents, seeds_of(documents, sides))
    alone = seeds_of([documents[number] for number in kept], [0, 1, 0, 1])
    named = pairs_of([documents[number] for number in kept], alone)
    assert within == [(kept[a], kept[b]) for a, b in named]
    assert len(alone) == len(seeds_of(documents, sides))


def test_a_passage_in_very_many_documents_links_each_to_the_other_side_and_costs_linear_pairs() -> None:
    passage = prose(1, WINDOW)
    documents = [[*prose(10 + number, 20), *passage] for number in range(120)]
    sides = [int(number >= 60) for number in range(120)]
    seeds = seeds_of(documents, sides, hot_bucket=4)
    assert {number for pair in pairs_of(documents, seeds) for number in pair} == set(range(120))
    assert len(seeds) == 119


def test_what_repeats_on_one_side_alone_does_not_count_towards_the_guard_rail() -> None:
    crowded = prose(1, 50)
    documents = [crowded, crowded, crowded, [*prose(2, 30), *crowded[:10]], prose(3, 40)]
    with pytest.raises(CheckError, match="allows 30"):
        seeds_of(documents, None, most=30)
    assert len(seeds_of(documents, [0, 0, 0, -1, 1], most=30)) == 0


def test_no_side_and_one_side_give_nothing() -> None:
    for sides in ([-1] * 8, [0] * 8, [1] * 8):
        assert len(seeds_of(library(), sides)) == 0
    assert minhash_stage(tokens_of(library()), 8, Config(), sides=np.zeros(8, np.int8)).n_regions == 0


def test_chance_can_be_that_of_one_text() -> None:
    tokens = tokens_of(library())
    found = minhash_stage(tokens, 8, Config(), chances=1 << 12)
    assert found.information.chance == 12_000
    config = Config(accept=dataclasses.replace(Config().accept, margin_bits=5.0))
    assert minhash_stage(tokens, 8, config, chances=1 << 12).threshold == 17_000


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 1)), max_size=60))
def test_no_key_that_stands_on_both_sides_is_dropped(places: list[tuple[int, int]]) -> None:
    keys = np.array([key for key, _ in places], np.uint32)
    side = np.array([one for _, one in places], np.int8)
    both = set(keys[side == 0].tolist()) & set(keys[side == 1].tolist())
    kept = set(keys[may_be_on_both_sides(keys, side)].tolist())
    assert both <= kept


@given(
    st.lists(st.lists(st.integers(0, 2), max_size=12), min_size=1, max_size=4),
    st.lists(st.integers(0, 2), min_size=1, max_size=4),
)
def test_occurrences_are_all_places_inside_one_document(documents: Documents, wanted: list[int]) -> None:
    tokens = tokens_of(documents)
    expected = [
        int(tokens.document_starts[number]) + at
        for number, text in enumerate(documents)
        for at in range(len(text) - len(wanted) + 1)
        if text[at : at + len(wanted)] == wanted
    ]
    found = find_occurrences(tokens.word_hash, tokens.document_starts, np.array(wanted, np.uint32))
    assert found.tolist() == expected
