"""What is planted in witnesses comes out as what it is: readings, omissions, lacunae, moves, and their classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.report.apparatus_checks import wrong_apparatus

if TYPE_CHECKING:
    from tests.collation.conftest import Apparatus, Lines, Tables

BASE = "The old lamp stood in the harbour, and nobody lit it that winter."


def test_a_substitution_is_one_reading(lines: Lines) -> None:
    assert lines({"A": BASE, "B": BASE.replace("nobody", "no man at all")}) == [
        "substitution: nobody ] no man at all B"
    ]


def test_witnesses_with_one_reading_stand_together(lines: Lines) -> None:
    texts = {"A": BASE, "B": BASE.replace("old", "tall"), "C": BASE, "D": BASE.replace("old", "tall")}
    assert lines(texts) == ["substitution: old ] tall BD"]


def test_an_omission_is_told_from_what_lies_outside_of_a_witness(lines: Lines) -> None:
    texts = {
        "A": BASE,
        "B": BASE.replace("old ", ""),
        "C": "in the harbour, and nobody lit it that winter.",
        "D": "The old lamp stood in the harbour,",
    }
    assert lines(texts) == [
        "edge_cut: The old lamp stood ] lacks C",
        "one_sided: old ] omits B | lacks C",
        "edge_cut: and nobody lit it that winter. ] lacks D",
    ]


def test_what_a_witness_has_beyond_the_lemma_is_a_place_the_lemma_lacks(apparatus: Apparatus) -> None:
    (place,) = apparatus({"A": BASE, "B": f"{BASE} Then came spring."})
    assert (place.lemma, place.variant_class) == ("", "edge_cut")
    assert [(one.reading, one.state) for one in place.readings] == [
        ("", "lacks"),
        ("Then came spring.", "reads"),
    ]


def test_a_fragment_stands_where_its_words_are_however_short_the_texts(lines: Lines) -> None:
    texts = {"A": "two three four", "B": "three four", "C": "one two three four five", "D": "two three"}
    assert lines(texts) == [
        "edge_cut:  ] one C",
        "edge_cut: two ] lacks B",
        "edge_cut: four ] lacks D",
        "edge_cut:  ] five C",
    ]


def test_an_addition_has_an_empty_lemma_at_its_place(apparatus: Apparatus) -> None:
    (place,) = apparatus({"A": BASE, "B": BASE.replace("lamp", "lamp of iron and glass")})
    assert (place.lemma, BASE[: place.lemma_begin]) == ("", "The old lamp")
    assert place.readings[1].reading == "of iron and glass"


def test_the_lemma_is_cut_out_of_its_own_text_though_an_earlier_witness_reads_the_same(
    apparatus: Apparatus,
) -> None:
    # White space does not tell two witnesses apart, but it moves the places.
    own = BASE.replace(" ", "   ")
    (place,) = apparatus({"A": BASE, "B": own, "C": BASE.replace("lamp", "lantern")}, "B")
    assert own[place.lemma_begin : place.lemma_end] == place.lemma == "lamp"


def test_moved_words_are_gone_from_one_place_and_stand_at_another(lines: Lines) -> None:
    first, second = "We rowed to the far bank before the dawn.", "Nobody had lit the lamp upon the quay."
    texts = {
        "A": f"He began. {first} {second} He ended there.",
        "B": f"He began. {second} {first} He ended there.",
    }
    found = set(lines(texts))
    either = [
        {f"transposition: {moved} ] moved B", f"transposition:  ] {moved} moved B"}
        for moved in (first, second)
    ]
    assert found in either


def test_what_was_moved_to_the_end_is_not_lacking_at_the_begin(lines: Lines) -> None:
    first, second = "We rowed to the far bank.", "Nobody had lit the old lamp upon the quay of stone."
    assert lines({"A": f"{first} {second}", "B": f"{second} {first}"}) == [
        f"transposition: {first} ] moved B",
        f"transposition:  ] {first} moved B",
    ]


def test_a_phrase_that_comes_again_by_chance_is_no_move(lines: Lines) -> None:
    left = "of the old town she spoke and of little else that evening by the stove"
    right = "he went on to the end of the road where we had left our horses"
    found = lines({"A": f"{left}. They slept.", "B": f"Nobody spoke. {right}."})
    assert not any("moved" in line for line in found)


def test_misread_and_inflected_words_stand_against_each_other(lines: Lines) -> None:
    texts = {"A": "the old chain broke at the anchor", "B": "thc old chains broke at tbe anchor"}
    assert [line.split(": ")[1] for line in lines(texts)] == [
        "the ] thc B",
        "chain ] chains B",
        "the ] tbe B",
    ]


def test_a_compound_is_one_reading_and_dashes_are_dress(lines: Lines) -> None:
    assert lines({"A": "He waited a half-hour there.", "B": "He waited a half hour there."}) == [
        "whitespace_dash: half-hour ] half hour B"
    ]
    assert lines({"A": "with two-and-thirty men aboard", "B": "with thirty-two men aboard"}) == [
        "substitution: two-and-thirty ] thirty-two B"
    ]


def test_words_go_with_their_marks_and_marks_alone_are_dress(lines: Lines) -> None:
    texts = {
        "A": "He came, saw “nothing” and left.",
        "B": "He came; saw nothing and left.",
        "C": "He came, saw “nothing” and left",
    }
    assert lines(texts) == [
        "punctuation: came, ] came; B",
        "scare_quotes: “nothing” ] nothing B",
        "punctuation: left. ] left C",
    ]


def test_a_marked_gap_is_named_so(lines: Lines) -> None:
    texts = {
        "A": "We stood upon the deck all night and waited for the boats.",
        "B": "We stood ... and waited for the boats.",
    }
    assert lines(texts) == [
        "one_sided_gap_marked: upon the deck all night ] ... B",
    ]


def test_a_common_word_in_the_middle_of_what_is_left_out_is_left_out_too(lines: Lines) -> None:
    texts = {
        "A": "It was tense. All the hours that were not given to the work they spent together. The question was open.",
        "B": "It was tense. The question was open.",
    }
    assert lines(texts) == [
        "one_sided: All the hours that were not given to the work they spent together. ] omits B"
    ]


def test_what_is_left_out_is_a_sentence_rather_than_parts_of_two(lines: Lines) -> None:
    texts = {
        "A": "So he said. We saw the big house. We saw the small house. It rained.",
        "B": "So he said. We saw the small house. It rained.",
        "C": "So he said. We saw the big house. It rained.",
    }
    assert lines(texts) == [
        "one_sided: We saw the big house. ] omits B",
        "one_sided: We saw the small house. ] omits C",
    ]


def test_texts_that_read_the_same_have_no_apparatus(apparatus: Apparatus) -> None:
    assert apparatus({"A": BASE, "B": BASE.replace(" ", "\n"), "C": BASE}) == ()


def test_scripts_without_spaces_are_collated_too(lines: Lines) -> None:
    texts = {"A": "他不是我的朋友，但是我认识他。", "B": "他是我的朋友，但是我认识他。"}
    assert lines(texts) == ["one_sided: 不 ] omits B"]


PIECES = st.sampled_from(
    [
        "the",
        "The",
        "lamp,",
        "lamp",
        "“lamp”",
        "half-hour",
        "half hour",
        "— and",
        "of iron",
        "went. Then",
        "(so)",
        "…",
        "1917",
        "不是",
        "we rowed to the far bank",
        "lam-\np",
        "went.\n\nThen",
        "[...]",
        "x—y",
        "\u202b(a)\u202c",
        "half\u00adhour",
    ]
)
SENTENCES = (
    st.lists(PIECES, min_size=1, max_size=14).map(" ".join).filter(lambda text: any(map(str.isalnum, text)))
)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SENTENCES, min_size=2, max_size=5), st.integers(0, 1))
@example(
    ["lamp of iron went. Then we rowed to the far bank", "we rowed to the far bank lamp of iron went. Then"],
    0,
)
@example(["the lamp", "lamp the", "went. Then the"], 1)
@example(
    [
        "[...] half\u00adhour 1,000 不是 1917 “lamp” half\u00adhour x—y (so)... nobody had lit it of iron",
        "[...] half\u00adhour 1,000 不是 1917 (so) half\u00adhour x—y (so)... שלום of iron",
        "我，但 of iron",
        "lam-\np",
        "half\u00adhour x—y (so)...",
    ],
    1,
)
def test_the_readings_of_a_witness_put_into_the_lemma_are_that_witness(
    tables: Tables, sentences: list[str], lemma: int
) -> None:
    texts = {chr(ord("A") + number): text for number, text in enumerate(sentences)}
    assert list(wrong_apparatus(tables(texts, list(texts)[lemma]))) == []


def test_a_mark_is_shown_with_the_word_it_touches_and_a_pair_of_marks_with_all_between(lines: Lines) -> None:
    assert lines(
        {"A": 'called a "friend", as ever; and so on', "B": "called a friend, as ever, and so on"}
    ) == [
        'scare_quotes: "friend" ] friend B',
        "punctuation: ever; ] ever, B",
    ]
    assert lines({"A": "we went – so he said – home", "B": "we went - so he said—home"}) == [
        "whitespace_dash: went – ] went - B",
        "whitespace_dash: said – home ] said—home B",
    ]


def test_marks_that_both_have_are_in_no_reading(lines: Lines) -> None:
    assert lines(
        {"A": "to serve us, and all the Court, he said", "B": "to serve the King, and all the court, he said"}
    ) == [
        "substitution: us ] the King B",
        "case: Court ] court B",
    ]


def test_an_insertion_and_a_marked_omission_beside_it_are_two_places(lines: Lines) -> None:
    texts = {
        "A": "our son Leon understood this: his despair knew no bounds. He applied himself",
        "B": "our son Leon (Lev)... applied himself",
    }
    assert lines(texts) == [
        "one_sided_bracketed:  ] (Lev) B",
        "one_sided_gap_marked: understood this: his despair knew no bounds. He ] ... B",
    ]


def test_a_witness_that_begins_inside_a_place_has_its_part_of_it(lines: Lines) -> None:
    texts = {
        "A": "It was told that the old lamp stood in the harbour, and nobody lit it.",
        "B": "It was told that a very great fire burned in the harbour, and nobody lit it.",
        "C": "lamp stood in the harbour, and nobody lit it.",
    }
    assert lines(texts) == [
        "edge_cut: It was told that ] lacks C",
        "substitution: the old lamp stood ] a very great fire burned B | lamp stood C",
    ]
