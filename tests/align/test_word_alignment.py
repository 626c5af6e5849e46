"""Which word stands against which: likeness, joins, ends of sentences, and borders where words repeat."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from pipeline.align.like_words import best_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.align.conftest import Pair, Rows


def _pairs(a: str, b: str) -> list[tuple[str, str]]:
    left, right = a.split(), b.split()
    return [
        (" ".join(left[pair.a_begin : pair.a_end]), " ".join(right[pair.b_begin : pair.b_end]))
        for pair in best_pairs(left, right)
    ]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("some aiticles of", "many articles from", [("aiticles", "articles")]),
        ("andthe steam tug", "and the boat", [("andthe", "and the")]),
        ("har bour street", "harbour road", [("har bour", "harbour")]),
        ("thc thurnb", "quite the thumb", [("thc", "the"), ("thurnb", "thumb")]),
        ("they set up home", "he settled down with olga", []),
        ("walked home slowly", "slowly they walked", [("walked", "walked")]),
        ("one two", "three four", []),
        ("an old hat", "she and they", []),
    ],
)
def test_like_words_of_a_gap_stand_against_each_other(
    a: str, b: str, expected: list[tuple[str, str]]
) -> None:
    assert _pairs(a, b) == expected


def test_ends_of_sentences_stand_against_each_other() -> None:
    pairs = best_pairs(["they", "set", "up"], ["who", "knew", "sergei", "came"], [0], [2])
    assert [(pair.a_begin, pair.a_end, pair.b_begin, pair.b_end) for pair in pairs] == [(0, 0, 2, 2)]


def test_the_best_pairs_are_those_that_gain_most_in_order() -> None:
    a, b = ["harbour", "masters", "letter"], ["letters", "harbours", "master"]
    pairs = best_pairs(a, b)
    assert [(pair.a_begin, pair.b_begin) for pair in pairs] == [(0, 1), (1, 2)]


def test_a_gap_of_forty_words_against_forty_takes_milliseconds() -> None:
    a = [f"thing{number}" for number in range(40)]
    b = [f"thinh{number}" for number in range(40)]
    best = min(_seconds(a, b) for _ in range(5))
    assert best < 0.1


def _seconds(a: Sequence[str], b: Sequence[str]) -> float:
    begin = time.perf_counter()
    best_pairs(a, b)
    return time.perf_counter() - begin


# What one side lacks, where words repeat: the longer text, the shorter, what the shorter lacks.
REPEATED = (
    ("the dog, the cat, the mouse", "the dog, the mouse", "the cat,"),
    ("the dog the cat the mouse", "the dog the mouse", "the cat"),
    ("was tense. The hours went. The time", "was tense. The time", "The hours went."),
    (
        "he came. So it was. He went. So it was. He slept",
        "he came. So it was. He slept",
        "So it was. He went.",
    ),
    ("very very big", "very big", "very"),
)


@pytest.mark.parametrize(("longer", "shorter", "missing"), REPEATED)
def test_what_is_missing_begins_and_ends_where_the_text_parts(
    differences: Callable[..., Rows], longer: str, shorter: str, missing: str
) -> None:
    assert differences(longer, shorter) == [("one_sided", missing, "")]
    assert differences(shorter, longer) == [("one_sided", "", missing)]


def test_a_mark_of_an_omission_draws_the_border_to_it(differences: Callable[..., Rows]) -> None:
    assert differences("it was late... and dark", "it was late and it was cold and dark") == [
        ("one_sided_gap_marked", "...", "and it was cold")
    ]


def test_a_lone_word_stands_where_the_gaps_are_even(pair_of: Callable[[str, str], Pair]) -> None:
    pair = pair_of(
        "Alpha circus. After two years of this he fell Omega",
        "Alpha circus. He wandered around until he met and fell Omega",
    )
    cells = pair.alignment().cells
    equal = [pair.a.words[cell.a_begin] for cell in cells if cell.equal]
    assert equal == ["alpha", "he", "fell"]
    he = next(cell for cell in cells if pair.a.words[cell.a_begin] == "he")
    assert pair.b.raw(he.b_begin) == "he"


def test_a_compound_is_one_reading(pair_of: Callable[[str, str], Pair]) -> None:
    pair = pair_of("Alpha for two-and-thirty years Omega", "Alpha for thirty-two years Omega")
    cells = pair.alignment().cells
    assert [(cell.words_a, cell.words_b) for cell in cells if not cell.equal] == [(3, 2)]
