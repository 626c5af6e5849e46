"""Applying the rows of variants to side a gives side b, up to white space."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.apply_variants import Difference, Passage, apply_variants, without_white_space
from pipeline.errors import CheckError


def difference(a: Passage, b: Passage, a_words: str, b_words: str, *, is_move: bool = False) -> Difference:
    a_begin = a.begin + a.text.index(a_words)
    b_begin = b.begin + b.text.index(b_words)
    return Difference(
        is_move=is_move,
        a_begin=a_begin,
        a_end=a_begin + len(a_words),
        b_begin=b_begin,
        b_end=b_begin + len(b_words),
        b_reading=b_words,
    )


def inserted(a: Passage, b: Passage, before: str, b_words: str) -> Difference:
    place = a.begin + a.text.index(before)
    b_begin = b.begin + b.text.index(b_words)
    return Difference(
        is_move=False,
        a_begin=place,
        a_end=place,
        b_begin=b_begin,
        b_end=b_begin + len(b_words),
        b_reading=b_words,
    )


def assert_gives_b(a: Passage, b: Passage, *rows: Difference) -> None:
    assert apply_variants(a, b, rows) == without_white_space(b.text)


def test_substitutions_omissions_and_insertions() -> None:
    a = Passage(begin=100, text="the old man and the sea")
    b = Passage(begin=7, text="the young man, the deep sea")
    assert_gives_b(
        a,
        b,
        difference(a, b, "old", "young"),
        inserted(a, b, " and", ","),
        Difference(is_move=False, a_begin=112, a_end=115, b_begin=21, b_end=21, b_reading=""),
        inserted(a, b, "sea", "deep "),
    )


def test_white_space_does_not_count() -> None:
    assert_gives_b(Passage(begin=0, text="one two\n\nthree"), Passage(begin=0, text=" one\ttwo three\n"))


def test_a_moved_block_is_cut_and_pasted_forward() -> None:
    a = Passage(begin=10, text="first, second, third, fourth.")
    b = Passage(begin=0, text="second,  third, first, fourth.")
    assert_gives_b(a, b, difference(a, b, "first, ", "first, ", is_move=True))


def test_a_moved_block_is_cut_and_pasted_backward_with_a_change_inside_it() -> None:
    a = Passage(begin=0, text="alpha beta gamma delta epsilon")
    b = Passage(begin=0, text="gamma Delta alpha\n\nbeta epsilon")
    assert_gives_b(
        a,
        b,
        difference(a, b, "gamma delta ", "gamma Delta ", is_move=True),
        difference(a, b, "delta", "Delta"),
    )


def test_several_moved_blocks_and_changes_between_them() -> None:
    a = Passage(begin=5, text="A1 B2 C3 D4 E5 F6")
    b = Passage(begin=9, text="F6 B2 x3 E5 A1 D4")
    assert_gives_b(
        a,
        b,
        difference(a, b, "F6", "F6", is_move=True),
        difference(a, b, "C3", "x3"),
        difference(a, b, "E5", "E5", is_move=True),
        difference(a, b, "A1", "A1", is_move=True),
    )


def test_an_insertion_beside_a_moved_block_stays_where_it_is() -> None:
    a = Passage(begin=0, text="one two three")
    b = Passage(begin=0, text="NEW two one three")
    assert_gives_b(a, b, inserted(a, b, "one", "NEW "), difference(a, b, "one ", "one ", is_move=True))


def test_a_missing_row_does_not_give_b() -> None:
    a, b = Passage(begin=0, text="one two"), Passage(begin=0, text="one 2")
    assert apply_variants(a, b, ()) != without_white_space(b.text)


def test_a_move_that_is_left_out_does_not_give_b() -> None:
    a, b = Passage(begin=0, text="one two"), Passage(begin=0, text="two one")
    assert apply_variants(a, b, ()) != without_white_space(b.text)


@pytest.mark.parametrize(
    ("begin", "end"),
    [(0, 2), (5, 8), (9, 14)],
    ids=["before the passage", "overlapping", "after the passage"],
)
def test_rows_that_overlap_or_lie_outside_are_an_error(begin: int, end: int) -> None:
    a, b = Passage(begin=1, text="0123456789"), Passage(begin=0, text="0123456789")
    rows = [
        Difference(is_move=False, a_begin=4, a_end=6, b_begin=3, b_end=5, b_reading="34"),
        Difference(is_move=False, a_begin=begin, a_end=end, b_begin=0, b_end=1, b_reading="x"),
    ]
    with pytest.raises(CheckError, match="on side a"):
        apply_variants(a, b, rows)


def test_moved_blocks_that_overlap_on_side_b_are_an_error() -> None:
    a, b = Passage(begin=0, text="ab cd ef"), Passage(begin=0, text="ef ab cd")
    moves = [
        Difference(is_move=True, a_begin=0, a_end=2, b_begin=3, b_end=5, b_reading="ab"),
        Difference(is_move=True, a_begin=6, a_end=8, b_begin=2, b_end=4, b_reading="ef"),
    ]
    with pytest.raises(CheckError, match="on side b"):
        apply_variants(a, b, moves)


WORDS = st.text(alphabet="abcde", min_size=1, max_size=3)
PIECES = st.lists(
    st.tuples(st.sampled_from(["equal", "substitute", "only_a", "only_b", "move"]), WORDS, WORDS), max_size=12
)


@given(PIECES, st.randoms(use_true_random=False), st.integers(0, 5), st.integers(0, 5))
def test_any_mixture_of_differences_and_moves_gives_b(
    pieces: list[tuple[str, str, str]], random: object, a_offset: int, b_offset: int
) -> None:
    """Build both sides from pieces, some moved elsewhere in b, and keep the rows as they are built."""
    readings = {
        "equal": lambda x, _: (x, x),
        "substitute": lambda x, y: (x, y),
        "only_a": lambda x, _: (x, ""),
        "only_b": lambda _, y: ("", y),
        "move": lambda x, _: (x, x),
    }
    made = [(kind, *readings[kind](x, y)) for kind, x, y in pieces]
    order = [n for n, piece in enumerate(made) if piece[0] != "move"]
    for n in (n for n, piece in enumerate(made) if piece[0] == "move"):
        order.insert(random.randint(0, len(order)), n)  # type: ignore[attr-defined]
    a_places, b_places = {}, {}
    a_text = b_text = ""
    for n, (_, a_words, _b) in enumerate(made):
        a_places[n] = a_offset + len(a_text)
        a_text += a_words + " "
    for n in order:
        b_places[n] = b_offset + len(b_text)
        b_text += made[n][2] + "\n"
    rows = [
        Difference(
            is_move=kind == "move",
            a_begin=a_places[n],
            a_end=a_places[n] + len(a_words),
            b_begin=b_places[n],
            b_end=b_places[n] + len(b_words),
            b_reading=b_words,
        )
        for n, (kind, a_words, b_words) in enumerate(made)
        if kind != "equal"
    ]
    assert_gives_b(Passage(begin=a_offset, text=a_text), Passage(begin=b_offset, text=b_text), *rows)
