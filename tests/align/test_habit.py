"""What a document repeats by habit is told from its own pairs; what was copied stands out from them."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.habit import habit_scores

CHANCE = 30_000
BASE = 18_000


def decaying(n: int, half_millibits: int) -> list[int]:
    """Scores that fall off by one half every so many millibits, at the middle of each of n equal shares."""
    return [BASE + 1 + round(-half_millibits * math.log2(1 - (at + 0.5) / n)) for at in range(n)]


def bar(scores: list[int], counts: list[bool] | None = None) -> int:
    told = np.array(counts if counts is not None else [True] * len(scores), bool)
    bars = habit_scores(np.zeros(len(scores), np.int64), np.array(scores, np.int64), told, CHANCE)
    assert len(set(bars.tolist())) <= 1
    return int(bars[0])


def test_the_best_of_many_habitual_pairs_stays_below_what_is_asked_for() -> None:
    for n, half in ((10, 5_000), (100, 10_000), (400, 15_000)):
        scores = decaying(n, half)
        assert max(scores) < bar(scores) < BASE + half * (math.log2(n) + 6)


def test_a_document_that_repeats_itself_more_asks_for_more() -> None:
    assert bar(decaying(20, 6_000)) < bar(decaying(200, 6_000)) < bar(decaying(200, 12_000))


def test_copies_whose_words_hardly_differ_ask_for_nothing_more() -> None:
    scores = decaying(12, 6_000)
    copies = [400_000 + at for at in range(40)]
    with_copies = bar(scores + copies, [True] * len(scores) + [False] * len(copies))
    assert with_copies == bar(scores)
    assert with_copies < min(copies)


def test_noisy_copies_among_the_pairs_stay_above_what_is_asked_for() -> None:
    scores = decaying(20, 6_000)
    copies = [250_000 + 1_000 * at for at in range(16)]
    assert bar(scores + copies) < min(copies)


def test_a_document_without_habit_asks_for_nothing() -> None:
    assert bar([BASE - 5_000, BASE - 100]) == 0
    assert habit_scores(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, bool), CHANCE).size == 0


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 200_000), st.booleans()), min_size=1, max_size=40),
    st.randoms(),
)
def test_each_document_is_judged_by_its_own_pairs_in_whatever_order_they_come(
    pairs: list[tuple[int, int, bool]], shuffler: object
) -> None:
    def bars(rows: list[tuple[int, int, bool]]) -> dict[int, int]:
        documents, scores, counts = (np.array(column) for column in zip(*rows, strict=True))
        return dict(
            zip(
                documents.tolist(),
                habit_scores(documents, scores.astype(np.int64), counts, CHANCE).tolist(),
                strict=True,
            )
        )

    together = bars(pairs)
    shuffled = list(pairs)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    assert bars(shuffled) == together
    for number in together:
        alone = [pair for pair in pairs if pair[0] == number]
        assert bars(alone)[number] == together[number]
