"""The table and the apparatus depend on the texts, not on the order in which they come or how often."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.align.collation.collate import collate
from pipeline.align.collation.profile import CollatedText

WORDS = st.sampled_from(
    ["the", "a", "of", "river", "rivers", "boat", "boats", "grey", "lamp", "lump", "went"]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=6)


def texts_of(lists: Sequence[Sequence[str]]) -> list[CollatedText]:
    return [CollatedText(words=tuple(words), borders=(0,) * len(words)) for words in lists]


def columns(texts: Sequence[CollatedText]) -> dict[tuple[str, ...], tuple[int, ...]]:
    made = collate(texts)
    return {text.words: tuple(found.tolist()) for text, found in zip(texts, made.column_of, strict=True)}


@settings(deadline=None, max_examples=30)
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_table_is_the_same_for_every_order(lists: list[list[str]], rng: random.Random) -> None:
    texts = texts_of(lists)
    shuffled = list(texts)
    rng.shuffle(shuffled)
    assert columns(texts) == columns(shuffled)


@settings(deadline=None, max_examples=30)
@given(TEXTS)
def test_a_text_that_comes_twice_changes_nothing(lists: list[list[str]]) -> None:
    texts = texts_of(lists)
    assert columns(texts) == columns([*texts, texts[0]])


@settings(deadline=None, max_examples=30)
@given(TEXTS)
def test_words_keep_their_order_and_each_column_has_a_word(lists: list[list[str]]) -> None:
    made = collate(texts_of(lists))
    assert all(left < right for found in made.column_of for left, right in pairwise(found.tolist()))
    assert {column for found in made.column_of for column in found.tolist()} == set(range(made.n_columns))


def test_a_crowd_is_the_same_for_every_order() -> None:
    rng = random.Random(1)
    base = [f"word{number}" for number in range(30)]
    texts = texts_of([[*base[:10], f"name{number}", *base[11:]] for number in range(70)])
    expected = columns(texts)
    for _ in range(3):
        rng.shuffle(texts)
        assert columns(texts) == expected


SENTENCES = st.lists(
    st.sampled_from(
        ["The", "the", "lamp,", "lamp", "“lamp”", "went", "out.", "half-hour", "half hour", "— and", "Boat"]
    ),
    min_size=1,
    max_size=10,
).map(" ".join)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SENTENCES, min_size=2, max_size=4))
@example(["The lamp, went", "lamp went", "went lamp, the", "The lamp"])
def test_the_apparatus_is_the_same_for_every_permutation_of_witnesses(
    apparatus: Callable[..., object], sentences: list[str]
) -> None:
    texts = {chr(ord("A") + number): text for number, text in enumerate(sentences)}

    def readings(order: Sequence[str]) -> list[object]:
        places = apparatus({siglum: texts[siglum] for siglum in order}, "A")
        return [
            (
                place.lemma,
                place.lemma_begin,
                place.variant_class,
                {
                    (one.reading, one.state, frozenset(order[at] for at in one.witnesses))
                    for one in place.readings
                },
            )
            for place in places  # type: ignore[attr-defined]
        ]

    expected = readings(list(texts))
    for order in permutations(texts):
        assert readings(order) == expected


@pytest.mark.parametrize("number", [2, 5])
def test_borders_of_equal_texts_do_not_depend_on_which_comes_first(number: int) -> None:
    words = ("the", "big", "house", "the", "small", "house")
    parted = CollatedText(words=words, borders=(0, 0, 0, 3, 0, 0))
    plain = CollatedText(words=words, borders=(0,) * 6)
    short = texts_of([["the", "small", "house"]] * (number - 1))
    first, second = collate([parted, plain, *short]), collate([*short, plain, parted])
    assert first.column_of[-1].tolist() == second.column_of[0].tolist()
