"""Applying the variants of a match to side a gives side b, and exchanging the sides exchanges everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.align.variant import apply_variants
from pipeline.align.words import align_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.align.lexicon import Lexicon
    from tests.align.conftest import Pair

WORDS = (
    *(
        "the",
        "The",
        "he",
        "a",
        "big",
        "small",
        "house",
        "houses",
        "hous",
        "Sergei",
        "Sedov",
        "Leon",
        "L.",
        "D.",
    ),
    *(
        "to-night",
        "tonight",
        "1917",
        "XVII",
        "17",
        "two-and-thirty",
        "thirty-two",
        "andthe",
        "o'clock",
        "o’clock",
    ),
    *(
        "café",
        "cafe\u0301",
        "ſide",
        "часа",
        "часов",
        "הבית",
        "بيت",
        "七",
        "月",
        "日本",
        "\u00adsoft",
        "re-elected",
    ),
)
MARKS = (
    *(
        " ",
        " ",
        " ",
        " ",
        " ",
        ", ",
        ". ",
        '. "',
        '," ',
        ' "',
        '" ',
        "” “",
        "… ",
        "... ",
        " [...] ",
        " (",
        ") ",
    ),
    *(" [", "] ", "; ", ": ", " - ", " – ", "\n\n", "\n", "。", "!", "?” ", " *** "),
)

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=24).map(
    lambda parts: "Alpha " + "".join(word + mark for word, mark in parts) + " Omega"
)


@given(text_a=texts, text_b=texts)
@example(text_a="Alpha (Lev)... Omega", text_b="Alpha understood this: He Omega")
@example(text_a="Alpha Omega", text_b='Alpha "so-called" Omega')
@settings(max_examples=300)
def test_applying_the_variants_to_a_gives_b_up_to_white_space(
    pair_of: Callable[[str, str], Pair], knowing: Callable[..., Lexicon], text_a: str, text_b: str
) -> None:
    pair = pair_of(text_a, text_b)
    made = apply_variants(text_a, 0, len(text_a), pair.variants(knowing()))
    assert "".join(made.split()) == "".join(text_b.split())


@given(text_a=texts, text_b=texts)
@settings(max_examples=300)
def test_rows_stand_in_order_say_what_the_texts_say_and_do_not_overlap(
    pair_of: Callable[[str, str], Pair], knowing: Callable[..., Lexicon], text_a: str, text_b: str
) -> None:
    at_a = at_b = 0
    for row in pair_of(text_a, text_b).variants(knowing()):
        assert text_a[row.a_begin : row.a_end] == row.a_reading
        assert text_b[row.b_begin : row.b_end] == row.b_reading
        assert row.a_reading != row.b_reading
        assert at_a <= row.a_begin <= row.a_end
        assert at_b <= row.b_begin <= row.b_end
        at_a, at_b = row.a_end, row.b_end


@given(text_a=texts, text_b=texts)
@settings(max_examples=300)
def test_exchanging_the_sides_exchanges_cells_and_rows_and_keeps_their_classes(
    pair_of: Callable[[str, str], Pair], knowing: Callable[..., Lexicon], text_a: str, text_b: str
) -> None:
    pair = pair_of(text_a, text_b)
    swapped = pair.swapped()
    cells = align_words(pair.a, pair.b, pair.blocks)
    assert align_words(swapped.a, swapped.b, swapped.blocks) == [cell.mirrored() for cell in cells]
    assert swapped.variants(knowing()) == [row.mirrored() for row in pair.variants(knowing())]


@given(text_a=texts, text_b=texts)
@settings(max_examples=200)
def test_cells_cover_both_sides_in_order_and_equal_cells_hold_equal_words(
    pair_of: Callable[[str, str], Pair], text_a: str, text_b: str
) -> None:
    pair = pair_of(text_a, text_b)
    at_a = at_b = 0
    for cell in align_words(pair.a, pair.b, pair.blocks):
        assert (cell.a_begin, cell.b_begin) == (at_a, at_b)
        assert cell.words_a + cell.words_b > 0
        if cell.equal:
            assert pair.a.words[at_a : cell.a_end] == pair.b.words[at_b : cell.b_end]
        at_a, at_b = cell.a_end, cell.b_end
    assert (at_a, at_b) == (len(pair.a.words), len(pair.b.words))


@given(text=texts)
def test_a_text_does_not_differ_from_itself(
    pair_of: Callable[[str, str], Pair], knowing: Callable[..., Lexicon], text: str
) -> None:
    assert pair_of(text, text).variants(knowing()) == []


@given(text_a=texts, text_b=texts)
@settings(max_examples=200)
def test_passages_that_begin_and_end_with_other_words_are_rebuilt_too(
    pair_of: Callable[[str, str], Pair], knowing: Callable[..., Lexicon], text_a: str, text_b: str
) -> None:
    pair = pair_of(text_a.replace("Alpha", "Left [one"), text_b.replace("Omega", "two] end."))
    rows = pair.variants(knowing())
    made = apply_variants(pair.a.text, pair.a.begin[0], pair.a.end[-1], rows)
    whole = pair.b.text[pair.b.begin[0] : pair.b.end[-1]]
    assert "".join(made.split()) == "".join(whole.split())
    assert pair.swapped().variants(knowing()) == [row.mirrored() for row in rows]
