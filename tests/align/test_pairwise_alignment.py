"""Two texts word by word: what moved, what chance explains, tokens as others cut them, and texts as long as a book."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align.base_alignment import base_blocks
from pipeline.align.blocks import Block
from pipeline.align.common_runs import common_runs, longest_first, unique_runs
from pipeline.align.pairwise import align_texts, align_tokens, differences

SMALL = st.lists(st.integers(0, 4), max_size=40)


def _words(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array(values, np.uint32)


def _aligned(a: str, b: str) -> list[tuple[str, str]]:
    found = align_texts(a, b)
    return [(found.a.words[i], found.b.words[j]) for i, j in found.word_pairs()]


def test_a_sentence_that_moved_is_a_link_beside_the_order() -> None:
    first, moved = "The mate slept below at dusk.", "In the old harbour lay nine boats."
    found = align_texts(f"So it was. {moved} {first} Rain fell", f"So it was. {first} {moved} Rain fell")
    (move,) = found.moves
    assert {move.a_end - move.a_begin, move.b_end - move.b_begin} <= {6, 7}
    pairs = list(found.word_pairs())
    assert len(pairs) == len(found.a.words) == len(found.b.words)
    assert all(found.a.words[i] == found.b.words[j] for i, j in pairs)
    assert len(list(found.word_pairs(moved=False))) == len(pairs) - (move.a_end - move.a_begin)


def test_a_moved_sentence_keeps_the_words_that_changed_in_it() -> None:
    moved, changed = (
        "in the old harbour of Ferriston lay nine boats",
        "in the old harbour of Fcrriston lay nine boats",
    )
    rest = "the mate slept below at dusk while rain fell on the quay and nobody came to wake him"
    pairs = _aligned(f"Now {moved} {rest} then", f"Now {rest} {changed} then")
    assert ("ferriston", "fcrriston") in pairs


def test_a_word_changes_places_with_its_neighbour() -> None:
    pairs = align_texts(
        "seen by some competent judges then", "seen by competent some judges then"
    ).word_pairs()
    assert sorted(pairs) == [(0, 0), (1, 1), (2, 3), (3, 2), (4, 4), (5, 5)]


def test_a_lone_frequent_word_in_rewritten_text_stands_against_nothing() -> None:
    before, after = (
        "on the nineteenth the lightship parted her chain",
        "and nobody saw the lamp again that winter",
    )
    one = "when a great sea which had been running for two days broke over the bows of that ship"
    other = "although her cable was proved by honest men and stamped before witnesses the year she was built"
    found = align_texts(f"{before} {one} {after}", f"{before} {other} {after}")
    inside = [
        (found.a.words[i], found.b.words[j]) for i, j in found.word_pairs() if 8 <= i < 8 + len(one.split())
    ]
    assert inside == []


def test_differences_of_two_texts_have_their_classes() -> None:
    found = align_texts(
        "She was last seen on Thursday by some competent judges of the fleet and was not seen again",
        "She was last secn on Thursday by competent some judges of the fleet & was seen again",
    )
    assert [(row.variant_class, row.a_reading, row.b_reading) for row in differences(found)] == [
        ("typo_ocr", "seen", "secn"),
        ("transposition", "some", "some"),
        ("spelling", "and", "&"),
        ("one_sided", "not", ""),
    ]
    assert differences(align_texts("one two", "one two"), language="en") == []


def test_tokens_are_paired_as_they_were_cut() -> None:
    a = ["It", "was", "late", ",", "and", "dark", "—", "very", "dark", "."]
    b = ["It", "was", "late", "&", "very", "—", "dark", "."]
    assert align_tokens(a, b) == [(0, 0), (1, 1), (2, 2), (4, 3), (7, 4), (8, 6), (9, 7)]


def test_a_token_of_two_words_and_two_tokens_of_one_word_are_paired() -> None:
    assert align_tokens(["har", "bour", "light"], ["harbour", "light"]) == [(0, 0), (2, 1)]
    assert align_tokens(["half-extinguished", "light"], ["half", "extinguished", "light"])[-1] == (1, 2)
    assert align_tokens([], ["one"]) == []
    assert align_tokens(["—"], ["—"]) == [(0, 0)]


def test_the_rest_of_a_short_place_is_paired_from_the_left_when_asked_for() -> None:
    a = ["he", "saw", "a", "very", "old", "grey", "house", "there"]
    b = ["he", "saw", "many", "small", "new", "boats", "indeed", "there"]
    assert align_tokens(a, b) == [(0, 0), (1, 1), (7, 7)]
    assert align_tokens(a, b, rest=True) == [(i, i) for i in range(8)]


@given(
    a=st.lists(
        st.sampled_from(["the", "a", "boat", "Boat,", "boats", "—", "&", "lay", "lies", ",", "."]),
        max_size=14,
    ),
    seed=st.integers(0, 99),
)
@settings(max_examples=120)
def test_tokens_exchanged_give_pairs_exchanged(a: list[str], seed: int) -> None:
    b = list(a)
    random.Random(seed).shuffle(b)
    for rest in (False, True):
        there, back = align_tokens(a, b, rest=rest), align_tokens(b, a, rest=rest)
        assert sorted((j, i) for i, j in back) == there


@given(a=SMALL, b=SMALL, least=st.integers(1, 3))
def test_common_runs_are_all_those_that_cannot_be_longer(a: list[int], b: list[int], least: int) -> None:
    expected = set()
    for i in range(len(a)):
        for j in range(len(b)):
            if i and j and a[i - 1] == b[j - 1]:
                continue
            words = 0
            while i + words < len(a) and j + words < len(b) and a[i + words] == b[j + words]:
                words += 1
            if words >= least:
                expected.add(Block(a=i, b=j, words=words))
    assert set(common_runs(_words(a), _words(b), least)) == expected


@given(a=SMALL, b=SMALL)
def test_runs_taken_longest_first_keep_one_order_and_hold_equal_words(a: list[int], b: list[int]) -> None:
    runs = common_runs(_words(a), _words(b), 2)
    taken = longest_first(runs, len(a), len(b), 2)
    at_a = at_b = 0
    for block in taken:
        assert block.a >= at_a
        assert block.b >= at_b
        assert block.words >= 2
        assert a[block.a : block.end_a] == b[block.b : block.end_b]
        at_a, at_b = block.end_a, block.end_b
    if runs:
        assert max(block.words for block in taken) == max(run.words for run in runs)


@given(a=SMALL, b=SMALL, length=st.integers(1, 3))
def test_unique_runs_stand_once_on_each_side_in_one_order(a: list[int], b: list[int], length: int) -> None:
    at_a = at_b = 0
    for run in unique_runs(_words(a), _words(b), length):
        assert run.a >= at_a
        assert run.b >= at_b
        assert a[run.a : run.end_a] == b[run.b : run.end_b]
        for values in (a, b):
            grams = [tuple(values[at : at + length]) for at in range(len(values) - length + 1)]
            assert grams.count(tuple(a[run.a : run.a + length])) == 1
        at_a, at_b = run.end_a, run.end_b


@given(a=SMALL, b=SMALL)
def test_base_blocks_are_in_order_and_equal(a: list[int], b: list[int]) -> None:
    at_a = at_b = 0
    for block in base_blocks(_words(a), _words(b)):
        assert (block.a, block.b) >= (at_a, at_b)
        assert block.b >= at_b
        assert a[block.a : block.end_a] == b[block.b : block.end_b]
        at_a, at_b = block.end_a, block.end_b


def _book(words: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    vocabulary = [f"w{number}" for number in range(5000)]
    return chance.choices(vocabulary, [1 / rank for rank in range(1, 5001)], k=words)


@pytest.mark.parametrize("name", ["revised", "unrelated", "refrain", "halves changed"])
def test_long_texts_take_seconds_and_are_aligned_where_they_are_alike(name: str) -> None:
    book = _book(20_000, 1)
    chance = random.Random(2)
    other = {
        "revised": [chance.choice(book) if chance.random() < 0.1 else word for word in book],
        "unrelated": _book(20_000, 3),
        "refrain": book[:40] * 500,
        "halves changed": book[10_000:] + book[:10_000],
    }[name]
    if name == "refrain":
        book = (book[:40] * 500)[7:]
    begin = time.process_time()
    found = align_texts(" ".join(book), " ".join(other))
    assert time.process_time() - begin < 10
    pairs = list(found.word_pairs())
    share = len(pairs) / len(book)
    assert share < 0.1 if name == "unrelated" else share > 0.9


def test_of_two_words_in_another_order_that_one_stands_which_leaves_fewer_words_alone() -> None:
    found = align_texts(
        "for so long a journey, and how wretched my sickness would make Elizabeth, he spared them",
        "for so long a journey & wretched Elizabeth would be he had spared them",
    )
    pairs = [(found.a.words[i], found.b.words[j]) for i, j in found.word_pairs(moved=False)]
    assert ("would", "would") in pairs
    assert ("elizabeth", "elizabeth") not in pairs
