"""Where a sentence ends between two words, in scripts with stops of their own and beside initials."""

from __future__ import annotations

import pytest

from pipeline.align.sentences import Border, border_in, sentence_end


@pytest.mark.parametrize(
    ("between", "before", "after", "end"),
    [
        (". ", "noon", "He", 1),
        ('." ', "noon", "He", 2),
        (".) ", "noon", "He", 2),
        ("... ", "noon", "He", 3),
        ("?! ", "noon", "He", 2),
        ("।", "है", "वह", 1),
        ("。——", "了", "他", 1),
        ("؟ ", "هو", "هي", 1),
        (".", "noon", "", 1),
        (". ", "vol", "three", None),
        (". ", "L", "D", None),
        (".", "3", "14", None),
        (", ", "noon", "He", None),
        (" ", "noon", "He", None),
    ],
)
def test_a_sentence_ends_at_its_stop_with_what_closes_after_it(
    between: str, before: str, after: str, end: int | None
) -> None:
    assert sentence_end(between, word_before=before, begins_after=after) == end


@pytest.mark.parametrize(
    ("between", "border"),
    [
        (" ", Border.NONE),
        ("\n", Border.NONE),
        (" – ", Border.MARK),
        ("; ", Border.CLAUSE),
        (". ", Border.SENTENCE),
        ("\n \n", Border.PARAGRAPH),
    ],
)
def test_the_strongest_border_counts(between: str, border: Border) -> None:
    assert border_in(between, "noon", "He") is border
