"""Passages cut into rows that belong together, with differences marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.explained import Difference
from pipeline.cli.word_by_word import aligned_rows, marked


def _difference(a: tuple[int, int], b: tuple[int, int], **changes: str) -> Difference:
    values = {
        "operation": "substitute",
        "level": "wording",
        "variant_class": "substitution",
        "edge": "none",
        "a_reading": "",
        "b_reading": "",
    } | changes
    return Difference(
        **values, a_begin=a[0], a_end=a[1], b_begin=b[0], b_end=b[1], named_class=None, sense_risk=None
    )


word = st.text("abcdé漢", min_size=1, max_size=30)
space = st.sampled_from([" ", "\n", "  "])
piece = st.one_of(
    st.tuples(st.just("equal"), word, space, space),
    st.tuples(st.just("differs"), st.one_of(word, st.just("")), st.one_of(word, st.just("")), space),
)


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, str, list[Difference]]:
    """Two passages made of equal and differing pieces, and their differences."""
    a = b = ""
    differences = []
    for kind, first, second, third in draw(st.lists(piece, max_size=60)):
        if kind == "equal":
            a, b = a + first + second, b + first + third
        else:
            differences.append(_difference((len(a), len(a + first)), (len(b), len(b + second))))
            a, b = a + first + third, b + second + third
    return a, b, differences


@given(passages(), st.integers(1, 100))
def test_rows_hold_both_passages_whole_and_in_order(
    made: tuple[str, str, list[Difference]], characters: int
) -> None:
    a, b, differences = made
    rows = aligned_rows(a, b, differences, characters)
    assert "".join(a[row.a_begin : row.a_end] for row in rows) == a
    assert "".join(b[row.b_begin : row.b_end] for row in rows) == b


@given(passages(), st.integers(1, 100))
def test_the_two_sides_of_a_row_correspond(made: tuple[str, str, list[Difference]], characters: int) -> None:
    a, b, differences = made
    for row in aligned_rows(a, b, differences, characters):
        left, right = a[row.a_begin : row.a_end], b[row.b_begin : row.b_end]
        for one in reversed(differences):
            if (
                row.a_begin <= one.a_begin
                and one.a_end <= row.a_end
                and row.b_begin <= one.b_begin <= row.b_end
            ):
                left = left[: one.a_begin - row.a_begin] + left[one.a_end - row.a_begin :]
                right = right[: one.b_begin - row.b_begin] + right[one.b_end - row.b_begin :]
        assert "".join(left.split()) == "".join(right.split())


def test_what_changed_inside_a_moved_block_does_not_draw_the_rest_to_it() -> None:
    rest = "one two three four five six seven eight nine ten"
    a, b = f"moved abc {rest} end", f"{rest} moved abd end"
    at = b.index("moved")
    differences = [
        _difference((0, 9), (at, at + 9), operation="transpose", variant_class="transposition"),
        _difference((6, 9), (at + 6, at + 9)),
    ]
    rows = aligned_rows(a, b, differences, 12)
    assert "".join(a[row.a_begin : row.a_end] for row in rows) == a
    assert all(row.b_begin < at for row in rows)


@given(passages())
def test_without_its_marks_a_passage_reads_as_it_is(made: tuple[str, str, list[Difference]]) -> None:
    a, b, differences = made
    for text, side in ((a, "a"), (b, "b")):
        plain = marked(text, side, differences, 0, len(text)).plain
        for mark in ("[-", "-]", "{+", "+}"):
            plain = plain.replace(mark, "")
        assert "".join(plain.replace("⏎", "").split()) == "".join(text.split())


def test_a_change_inside_a_moved_block_is_marked_inside_of_it() -> None:
    a = "one two three four"
    differences = [
        _difference((4, 13), (9, 18), operation="transpose"),
        _difference((8, 13), (13, 18)),
    ]
    assert marked(a, "a", differences, 0, len(a)).plain == "one [~two [-three-]~] four"


def test_a_row_that_cuts_a_long_difference_closes_and_opens_its_mark() -> None:
    text = "one two three"
    differences = [_difference((0, 13), (0, 0), operation="only_a")]
    assert marked(text, "a", differences, 0, 7).plain == "[-one two-]"
    assert marked(text, "a", differences, 7, 13).plain == "[- three-]"


def test_a_long_passage_is_cut_at_white_space() -> None:
    text = "word " * 100
    rows = aligned_rows(text, text, [], 60)
    assert len(rows) == 9
    assert all(text[row.a_begin : row.a_end].endswith(" ") for row in rows)
