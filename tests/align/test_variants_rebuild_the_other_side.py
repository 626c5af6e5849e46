"""Applying the variants of a match to side a gives side b, and exchanging the sides exchanges everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from pipeline.align.lexicon import Lexicon
    from pipeline.align.variant import Variant
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
    whole = text_b[pair.b.begin[0] : pair.b.end[-1]]
    assert pair.rebuilt(pair.variants(knowing())) == "".join(whole.split())


@given(text_a=texts, text_b=texts)
@settings(max_examples=300)
def test_rows_stand_in_order_say_what_the_texts_say_and_do_not_overlap(
    pair_of: Callable[[str, str], Pair], knowing: Callable[..., Lexicon], text_a: str, text_b: str
) -> None:
    at_a = at_b = 0
    moves: list[Variant] = []
    for row in pair_of(text_a, text_b).variants(knowing()):
        assert text_a[row.a_begin : row.a_end] == row.a_reading
        assert text_b[row.b_begin : row.b_end] == row.b_reading
        if row.operation == "transpose":
            assert row.variant_class == "transposition"
            assert row.a_reading
            assert row.b_reading
            assert at_a <= row.a_begin
            moves.append(row)
            at_a = row.a_begin
            continue
        assert row.a_reading != row.b_reading
        assert at_a <= row.a_begin <= row.a_end
        at_a = row.a_end
        if any(_lies_in(row, move) for move in moves):
            continue
        assert at_b <= row.b_begin <= row.b_end
        at_b = row.b_end


@given(text_a=texts, text_b=texts)
@settings(max_examples=300)
def test_exchanging_the_sides_exchanges_cells_and_rows_and_keeps_their_classes(
    pair_of: Callable[[str, str], Pair], knowing: Callable[..., Lexicon], text_a: str, text_b: str
) -> None:
    pair = pair_of(text_a, text_b)
    swapped = pair.swapped()
    assert swapped.alignment() == pair.alignment().mirrored()
    there, back = swapped.variants(knowing()), [row.mirrored() for row in pair.variants(knowing())]
    assert sorted(there, key=_place) == sorted(back, key=_place)


@given(text_a=texts, text_b=texts)
@settings(max_examples=200)
def test_cells_cover_both_sides_in_order_and_equal_cells_hold_equal_words(
    pair_of: Callable[[str, str], Pair], text_a: str, text_b: str
) -> None:
    pair = pair_of(text_a, text_b)
    at_a = at_b = 0
    for cell in pair.alignment().cells:
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
    whole = pair.b.text[pair.b.begin[0] : pair.b.end[-1]]
    assert pair.rebuilt(rows) == "".join(whole.split())
    back = [row.mirrored() for row in pair.swapped().variants(knowing())]
    assert sorted(back, key=_place) == sorted(rows, key=_place)


@given(parts=st.lists(texts, min_size=3, max_size=6), order=st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_texts_whose_parts_were_moved_are_rebuilt_too(
    pair_of: Callable[[str, str], Pair],
    knowing: Callable[..., Lexicon],
    parts: list[str],
    order: random.Random,
) -> None:
    moved = list(parts)
    order.shuffle(moved)
    pair = pair_of(" ".join(parts), " ".join(moved))
    rows = pair.variants(knowing())
    whole = pair.b.text[pair.b.begin[0] : pair.b.end[-1]]
    assert pair.rebuilt(rows) == "".join(whole.split())
    assert pair.swapped().alignment() == pair.alignment().mirrored()


@given(text_a=texts, text_b=texts)
@settings(max_examples=200)
def test_no_word_is_aligned_twice(pair_of: Callable[[str, str], Pair], text_a: str, text_b: str) -> None:
    alignment = pair_of(text_a, text_b).alignment()
    moved = [cell for move in alignment.moves for cell in move.cells]
    held = [cell for cell in (*alignment.cells, *moved) if cell.words_a and cell.words_b]
    for words in (
        [word for cell in held for word in range(cell.a_begin, cell.a_end)],
        [word for cell in held for word in range(cell.b_begin, cell.b_end)],
    ):
        assert len(set(words)) == len(words)
    for cell in moved:
        if cell.equal:
            assert (
                alignment.a.words[cell.a_begin : cell.a_end] == alignment.b.words[cell.b_begin : cell.b_end]
            )


def _place(row: Variant) -> tuple[int, int, int, int, str]:
    return row.a_begin, row.a_end, row.b_begin, row.b_end, row.variant_class


def _lies_in(row: Variant, move: Variant) -> bool:
    return (
        move.a_begin <= row.a_begin
        and row.a_end <= move.a_end
        and move.b_begin <= row.b_begin
        and row.b_end <= move.b_end
    )
