"""A sentence that one side prints whole and the other cuts at its edge has an edge row; nothing else has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.align.edge_rows import Surroundings, edge_variants

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.align.side import Side

SAME = "Sergei carried his head high"


@pytest.fixture
def edges(side_of: Callable[..., Side]) -> Callable[[str, str], list[tuple[str, str, str]]]:
    """Edge, and both readings, of the passage ``SAME`` in two texts; a blank line ends a paragraph."""

    def between(text_a: str, text_b: str) -> list[tuple[str, str, str]]:
        a, b = side_of(text_a, SAME), side_of(text_b, SAME)
        rows = edge_variants(a, b, _paragraph(text_a), _paragraph(text_b))
        for row in rows:
            assert text_a[row.a_begin : row.a_end] == row.a_reading
            assert text_b[row.b_begin : row.b_end] == row.b_reading
            assert row.variant_class == "edge_cut"
        mirrored = edge_variants(b, a, _paragraph(text_b), _paragraph(text_a))
        assert [row.mirrored() for row in mirrored] == rows
        return [(row.edge, row.a_reading, row.b_reading) for row in rows]

    return between


def _paragraph(text: str) -> Surroundings:
    at = text.index(SAME)
    end = text.find("\n\n", at)
    return Surroundings(
        begin=text.rfind("\n\n", 0, at) + 2 if "\n\n" in text[:at] else 0, end=end if end > 0 else len(text)
    )


CUT = (
    (
        f'He recalled: "{SAME}."',
        f'I went. After school, {SAME} with a song on "freedom." Then I left.',
        [("start", "", "After school,"), ("end", "", 'with a song on "freedom."')],
    ),
    (f"It was so. {SAME}.", f"It was so. {SAME}; and nobody saw. So.", [("end", "", "; and nobody saw.")]),
    (f"A heading\n\n{SAME}.", f"Leon said that {SAME}.", [("start", "", "Leon said that")]),
    (f"{SAME}.", f"{SAME} every day\n\nAnother paragraph. And more.", [("end", "", "every day")]),
    (f"{SAME}.", f"They met L. D. and {SAME}.", [("start", "", "They met L. D. and")]),
    (f"{SAME}。", f"然后{SAME}又走了。他们。", [("start", "", "然后"), ("end", "", "又走了。")]),
    (f'He wrote "{SAME}" to us.', f"{SAME}, he wrote.", [("end", "", ", he wrote.")]),
    (
        f"{SAME}.",
        f"“We saw that {SAME} there.” He left.",
        [("start", "", "We saw that"), ("end", "", "there.")],
    ),
)


@pytest.mark.parametrize(("a", "b", "expected"), CUT)
def test_the_other_side_goes_on_to_the_end_of_its_sentence(
    edges: Callable[[str, str], list[tuple[str, str, str]]],
    a: str,
    b: str,
    expected: list[tuple[str, str, str]],
) -> None:
    assert edges(a, b) == expected


WHOLE = (
    (f"{SAME}.", f"It was so. {SAME}. More."),
    (f'Natalia later recalled: "{SAME}."', f"{SAME}."),
    (f"(6) Natalia Sedova, My Life (1930) on 1917\n\n{SAME}.", f"{SAME}."),
    (f"He said: {SAME}!", f"{SAME}."),
    (f"Then {SAME} there.", f"When {SAME} again."),
    (f"So ({SAME}).", f"{SAME}."),
    (f"{SAME}…", f"{SAME}."),
)


@pytest.mark.parametrize(("a", "b"), WHOLE)
def test_nothing_is_cut_where_both_begin_and_end_or_both_go_on(
    edges: Callable[[str, str], list[tuple[str, str, str]]], a: str, b: str
) -> None:
    assert edges(a, b) == []


def test_a_sentence_without_end_is_shown_cut_at_a_word(
    edges: Callable[[str, str], list[tuple[str, str, str]]],
) -> None:
    ((edge, _, reading),) = edges(f"{SAME}.", f"{SAME} {'and so on ' * 200}")
    assert edge == "end"
    assert 500 < len(reading) <= 600
    assert reading.split()[-1] in {"and", "so", "on"}


@pytest.mark.parametrize("stop", [".", "!", ". So it was."])
def test_the_stop_after_an_initial_is_no_end_and_no_part_of_what_follows(
    side_of: Callable[..., Side], stop: str
) -> None:
    text_a, text_b = "Then he met L. D. Trotsky there.", f"So he met L. D{stop}"
    a, b = side_of(text_a, "he met L. D"), side_of(text_b, "he met L. D")
    around_a, around_b = Surroundings(begin=0, end=len(text_a)), Surroundings(begin=0, end=len(text_b))
    rows = [(row.edge, row.a_reading, row.b_reading) for row in edge_variants(a, b, around_a, around_b)]
    # What follows an initial with a capital may be a name or a sentence: both go on.
    assert rows == ([] if "So" in stop else [("end", "Trotsky there.", "")])
