from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.structure import (
    BlockKind,
    Structure,
    block_of,
    heading_spans,
    loci,
    locus,
    read_structure,
)

PROSE = "It was a long evening, and the lamp burned until the last of the oil was gone from the tin."

PAGE = f"""\
The Lightship

{PROSE}

{PROSE}

The Gale of November

{PROSE}

{PROSE} Second.

Sources

(1) Ann Smith, quoted in A Life: Memories of the Bank (1930)

{PROSE}

(2) Ann Smith, quoted in A Life: Memories of the Bank (1930) on events in 1917.

{PROSE}

{PROSE} Found here.
"""

TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                "",
                " ",
                "\t",
                "A Heading",
                "(1) A Source (1930).",
                "(2) B, C",
                PROSE,
                "* * *",
                "> quoted",
                "- item",
                "# H",
                "===",
            ]
        )
    ).map("\n".join),
)


def where(text: str, words: str) -> str:
    return locus(read_structure(text), text.index(words))


def kinds(structure: Structure) -> list[BlockKind]:
    return [BlockKind(kind) for kind in structure.kind.tolist()]


def headings(text: str) -> list[str]:
    begins, ends = heading_spans(read_structure(text))
    return [text[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]


@given(TEXTS)
def test_blocks_are_sorted_disjoint_and_inside_the_text(text: str) -> None:
    structure = read_structure(text)
    spans = list(zip(structure.begin.tolist(), structure.end.tolist(), strict=True))
    assert all(0 <= begin < end <= len(text) for begin, end in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    assert len(structure.labels) == len(structure.kind) == len(spans)


@given(TEXTS)
def test_every_letter_and_digit_stands_in_a_block(text: str) -> None:
    structure = read_structure(text)
    inside = set[int]()
    for begin, end in zip(structure.begin.tolist(), structure.end.tolist(), strict=True):
        inside.update(range(begin, end))
    assert all(place in inside for place, character in enumerate(text) if character.isalnum())


@given(TEXTS, st.integers(-5, 500))
def test_every_place_has_a_locus_and_many_at_once_are_the_same(text: str, begin: int) -> None:
    structure = read_structure(text)
    assert locus(structure, begin)
    assert loci(structure, [begin, 0, begin]) == [
        locus(structure, begin),
        locus(structure, 0),
        locus(structure, begin),
    ]


def test_paragraphs_before_any_heading_are_counted_from_the_beginning() -> None:
    assert where(f"{PROSE}\n\n{PROSE}\n\nOther words end here.", "Other") == "¶3"


def test_the_title_does_not_name_the_places_below_it() -> None:
    assert where(PAGE, "The Lightship") == "title"
    assert where(PAGE, PROSE) == "¶1"


def test_a_place_is_named_by_its_heading_and_paragraph() -> None:
    assert where(PAGE, "Second.") == "The Gale of November, ¶2"


def test_a_numbered_source_is_named_by_its_section_and_number() -> None:
    assert where(PAGE, "Found here.") == "Sources (2), ¶2"


def test_a_heading_is_named_as_one() -> None:
    assert where(PAGE, "The Gale") == "heading of The Gale of November"
    assert where(PAGE, "on events in 1917") == "heading of Sources (2)"


def test_a_numbered_heading_may_end_in_a_stop_where_others_are_numbered_too() -> None:
    assert headings(PAGE)[-1].endswith("on events in 1917.")


def test_a_heading_inside_a_numbered_source_does_not_rename_the_sources_after_it() -> None:
    text = (
        PAGE + f"\nOf the Lamp\n\n{PROSE}\n\n(3) B. Jones, Letters (1911)\n\nThe end came soon after that.\n"
    )
    assert where(text, "Of the Lamp") == "heading of Of the Lamp"
    assert where(text, "The end came") == "Sources (3), ¶1"


def test_a_new_section_right_above_a_number_names_it() -> None:
    text = PAGE + f"\nMore Sources\n\n(1) B. Jones, Letters (1911)\n\nThe end came soon after that. {PROSE}\n"
    assert where(text, "The end came") == "More Sources (1), ¶1"


def test_the_same_heading_met_again_is_told_apart() -> None:
    text = f"Title\n\n{PROSE}\n\nLetter\n\n{PROSE}\n\nLetter\n\nThe other one reads so.\n"
    assert where(text, "The other") == "Letter #2, ¶1"


def test_a_long_heading_is_cut_between_words_and_says_so() -> None:
    heading = "How the Lightkeepers Were Remunerated Throughout Successive Administrations"
    text = f"{PROSE}\n\n{heading}\n\nThey were not paid."
    assert where(text, "They") == "How the Lightkeepers Were Remunerated Throughout [cut], ¶1"


def test_captions_and_a_heading_on_lines_of_one_block_are_each_a_heading() -> None:
    text = f"Title\n\n{PROSE}\n\nAnn Smith\nAnn Smith in 1910\nThe War\n\n{PROSE} Then.\n"
    assert headings(text) == ["Title", "Ann Smith", "Ann Smith in 1910", "The War"]
    assert where(text, "Then.") == "The War, ¶1"


@pytest.mark.parametrize(
    "block",
    [
        "A sentence is no heading.",
        '"Fine?"',
        "– No, said he",
        "Dear Anna,",
        "He said:",
        "12 May 1911",
        "Last updated on: 29 July 2015",
        "* * *",
        "and so the sentence went on over the page",
        "A line that is far too long to be the heading of anything that anybody ever printed above a text of any kind",
        "O the lamp, the lamp\nO the oil in the tin\nO the wick and the rag\nO the glass and the wind",
    ],
)
def test_is_no_heading(block: str) -> None:
    paragraphs = "\n\n".join([PROSE] * 6)
    assert headings(f"{paragraphs}\n\n{block}\n\n{PROSE}\n") == []


@pytest.mark.parametrize(
    "heading",
    [
        "The War",
        "1905 Revolution",
        "Глава первая",
        "الفصل الأول",
        "第一章 海上的灯",
        "פרק ראשון",
        "L.D.’s Health",
        "Trotsky (2009)",
    ],
)
def test_is_a_heading_in_any_script(heading: str) -> None:
    assert headings(f"{PROSE}\n\n{heading}\n\n{PROSE}\n") == [heading]


def test_headings_at_the_end_with_nothing_below_them_are_none() -> None:
    assert headings(f"{PROSE}\n\nThe Harbour Archive\n\nWrite to Us\n") == []


def test_a_list_of_contents_is_no_stack_of_headings() -> None:
    contents = "\n\n".join(f"Chapter {number}" for number in "ABCDEFGH")
    assert headings(f"{PROSE}\n\n{contents}\n\nThe Beginning\n\n{PROSE}\n") == ["The Beginning"]


def test_a_text_printed_without_stops_has_no_headings_by_shape() -> None:
    lines = "\n\n".join(f"Line {number} of a poem" if number % 3 else PROSE for number in range(30))
    assert headings(lines) == []


def test_marked_headings_are_headings_in_plain_text_too() -> None:
    text = f"# The Letters\n\n{PROSE}\n\nOf the Sea\n==========\n\n{PROSE} Here.\n"
    assert headings(text) == ["# The Letters", "Of the Sea"]
    assert where(text, "Here.") == "Of the Sea, ¶1"


def test_a_numbered_list_is_a_list() -> None:
    text = f"{PROSE}\n\n(1) The first thing\n\n(2) The second thing\n\n(3) The third thing\n\n{PROSE}\n"
    structure = read_structure(text)
    assert kinds(structure) == [BlockKind.PARAGRAPH, *[BlockKind.LIST_ITEM] * 3, BlockKind.PARAGRAPH]


def test_bullets_and_quotations_are_told_apart_from_paragraphs() -> None:
    items = "- one thing\n  and its rest\n- another"
    text = f"{PROSE}\n\n{items}\n\n    {PROSE}\n    {PROSE}\n\n> {PROSE}\n\n{PROSE}\n\n{PROSE}\n"
    assert kinds(read_structure(text)) == [
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.BLOCKQUOTE,
        BlockKind.BLOCKQUOTE,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]


def test_a_text_without_blank_lines_is_parted_at_its_lines() -> None:
    assert where(f"{PROSE}\n{PROSE}\nThe third line.\n{PROSE}", "The third") == "¶3"


def test_a_text_without_blank_lines_is_parted_where_lines_are_set_in() -> None:
    text = "  First paragraph begins\nand goes on\nand on.\n  Second paragraph begins\nand ends."
    structure = read_structure(text)
    assert len(structure.labels) == 2
    assert where(text, "and ends") == "¶2"


def test_lines_without_words_count_for_nothing() -> None:
    assert where(f"{PROSE}\n\n* * *\n\n___\n\nAfter the break.", "After") == "¶2"


def test_a_place_between_blocks_belongs_to_the_block_before_it() -> None:
    text = "First one.\n\n* * *\n\nLast one."
    structure = read_structure(text)
    assert block_of(structure, text.index("*")) == 0
    assert block_of(structure, len(text)) == 1
    assert block_of(read_structure(""), 0) == -1


def test_equal_structures_are_equal() -> None:
    assert read_structure(PAGE) == read_structure(PAGE)
    assert read_structure(PAGE) != read_structure(PROSE)
    assert hash(read_structure(PAGE)) == hash(read_structure(PAGE))
