"""What sort of reuse a match is follows from what its alignment counted, in the order of the rules."""

from __future__ import annotations

import pytest

from pipeline.align.reuse import REUSE_RULES, WordCounts, reuse_type


def _counts(
    equal: int, substituted: int = 0, only_a: int = 0, only_b: int = 0, marked: int = 0
) -> WordCounts:
    return WordCounts(
        words_a=equal + substituted + only_a,
        words_b=equal + substituted + only_b,
        equal=equal,
        substituted=substituted,
        only_a=only_a,
        only_b=only_b,
        longest_run=equal,
        marked=marked,
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (_counts(50), "verbatim"),
        (_counts(199, only_b=36, marked=35), "abridged"),
        (_counts(80, only_a=12), "abridged"),
        (_counts(95, substituted=3, only_a=2), "near_verbatim"),
        (_counts(70, substituted=20, only_b=4), "revised"),
        (_counts(20, substituted=20, only_a=5), "patchwriting"),
    ],
)
def test_the_first_rule_that_holds_names_the_reuse(counts: WordCounts, expected: str) -> None:
    assert reuse_type(counts) == expected
    assert expected in dict(REUSE_RULES)


def test_identities_count_equal_words_among_all_places_and_among_those_of_both() -> None:
    counts = _counts(8, substituted=2, only_a=10)
    assert counts.word_identity == pytest.approx(0.4)
    assert counts.kept_identity == pytest.approx(0.8)
    assert _counts(0).word_identity == _counts(0).kept_identity == 0.0
