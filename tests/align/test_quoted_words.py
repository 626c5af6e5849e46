"""Which words stand in quotation marks, in the ways of several languages."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.align.quotation import part_kinds, quoted_words, share_word
from pipeline.corpus.tokenise import tokenise


def _quoted(text: str, blocks: tuple[int, ...] = (0,), blockquotes: tuple[bool, ...] = (False,)) -> str:
    tokens = tokenise([text])
    begin, end = tokens.begin.astype(np.int64), tokens.end
    flags = quoted_words(text, begin, np.array(blocks, np.int32), np.array(blockquotes))
    return " ".join(text[i:j] for i, j, flag in zip(begin, end, flags, strict=True) if flag)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "come in" and left', "come in"),
        ("Er sagte „komm herein“ und ging", "komm herein"),
        ("Er sagte »komm herein« und ging", "komm herein"),
        ("Il dit « entrez » et partit", "entrez"),
        ("Hon sade ”kom in” och gick", "kom in"),
        ("彼は「入れ」と言った", "入 れ"),
        ('“He called it "free" again” they said', "He called it free again"),
        ("nothing quoted here", ""),
    ],
)
def test_words_between_marks_are_quoted(text: str, quoted: str) -> None:
    assert _quoted(text) == quoted


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    text = '"One paragraph\n\n"and another" he said'
    assert _quoted(text, (0, text.index('"and')), (False, False)) == "One paragraph and another"


def test_a_blockquote_is_quoted_without_marks() -> None:
    text = "Before\n\nthe words set in\n\nafter"
    assert _quoted(text, (0, 8, 26), (False, True, False)) == "the words set in"


def test_the_share_of_quoted_words_is_said_in_a_word() -> None:
    assert share_word(np.array([True] * 19 + [False])) == "yes"
    assert share_word(np.array([True] * 10 + [False] * 10)) == "partly"
    assert share_word(np.array([True] + [False] * 19)) == "no"
    assert share_word(np.array([], bool)) == "no"


def test_parts_cover_all_words_and_a_heading_is_one_even_in_marks() -> None:
    quoted = np.array([False, True, True, False, True])
    heading = np.array([False, False, False, False, True])
    assert part_kinds(quoted, heading) == [
        (0, 1, "narration"),
        (1, 3, "quotation"),
        (3, 4, "narration"),
        (4, 5, "heading"),
    ]
