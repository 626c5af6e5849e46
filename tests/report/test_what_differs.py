"""The line that says how two passages differ."""

from __future__ import annotations

from pipeline.align.variants import Variant
from pipeline.report.rows.judging import CountedVariant
from pipeline.report.rows.sense import named_class, sense_risk
from pipeline.report.rows.wording import what_differs


def row(
    variant_class: str, a_reading: str = "", b_reading: str = "", *, edge: str = "none", operation: str = ""
) -> CountedVariant:
    either = "substitute" if a_reading and b_reading else "only_a" if a_reading else "only_b"
    variant = Variant(
        operation=operation or either,
        a_begin=0,
        a_end=len(a_reading),
        b_begin=0,
        b_end=len(b_reading),
        a_reading=a_reading,
        b_reading=b_reading,
        variant_class=variant_class,
        edge=edge,
    )
    words_a, words_b = (
        sum(any(c.isalnum() for c in piece) for piece in reading.split())
        for reading in (a_reading, b_reading)
    )
    return CountedVariant(variant=variant, words_a=words_a, words_b=words_b)


def line(
    *variants: CountedVariant, copied_from: str = "undetermined", contained: tuple[str, ...] = ()
) -> str:
    return what_differs(variants, "001 (6)", "003", copied_from=copied_from, contained=contained)


CUT = row("one_sided_gap_marked", "and the rest of it was lies", "...")
INSERTED = row("one_sided_bracketed", "", "(Lev)")
END = row("edge_cut", 'with "Take your hats and go home."', "", edge="end")
IRONY = [row("scare_quotes", '"', "") for _ in range(6)]


def test_an_open_match_says_which_side_has_what_and_names_neither_older() -> None:
    said = line(CUT, INSERTED, END, row("spelling", "pummelling", "pummeling"), *IRONY)
    assert said == (
        "7 words only in 001 (6), marked as left out in 003; ‹(Lev)› only in 003; "
        '003 stops before ‹with "Take your hats and go home."›; ‹pummelling› / ‹pummeling›; '
        "3 pairs of ironic quotation marks only in 001 (6)"
    )


def test_a_decided_match_says_what_the_copy_did() -> None:
    said = line(CUT, INSERTED, END, row("spelling", "pummelling", "pummeling"), *IRONY, copied_from="a")
    assert said == (
        "7 words left out, marked; ‹(Lev)› put in; "
        '‹with "Take your hats and go home."› cut at the end, unmarked; ‹pummelling› became ‹pummeling›; '
        "3 pairs of ironic quotation marks lost"
    )


def test_the_other_way_round_the_same_rows_are_additions() -> None:
    said = line(CUT, INSERTED, END, row("substitution", "dawn", "noon"), copied_from="b")
    assert said == (
        "7 words more where the source marks a gap; ‹(Lev)› left out; "
        'the sentence goes on with ‹with "Take your hats and go home."›; ‹noon› became ‹dawn›'
    )


def test_of_several_words_on_one_side_the_longest_stretch_is_shown() -> None:
    said = line(
        row("one_sided", "indeed"), row("one_sided", "who had never been there"), row("one_sided", "", "so")
    )
    assert said == "6 words only in 001 (6) (longest ‹who had never been there›); 1 word only in 003 (‹so›)"


def test_changed_words_come_before_changed_spellings_and_two_are_shown() -> None:
    said = line(
        row("spelling", "colour", "color"), row("substitution", "dawn", "noon"), row("numeral", "41", "42")
    )
    assert said == "‹dawn› / ‹noon›, ‹colour› / ‹color› and 1 more"


def test_dress_is_counted_and_said_to_be_all_where_it_is_all() -> None:
    dress = [row("punctuation", ",", ""), row("punctuation", ";", ","), row("case", "The", "the")]
    assert line(*dress) == "only punctuation (2), capitals (1)"
    assert line(INSERTED, *dress) == "‹(Lev)› only in 003; punctuation (2), capitals (1)"


def test_nothing_differs() -> None:
    assert line() == "nothing differs"
    assert line(contained=("Only one of them",)) == "nothing differs; contains ‹Only one of them›"


def test_what_a_block_contains_is_named() -> None:
    assert line(INSERTED, contained=("One", "Two", "Three")).endswith("; contains ‹One›, ‹Two› and 1 more")


def test_a_move_is_said_to_be_one() -> None:
    assert line(row("transposition", "by night", "by night", operation="transpose")) == "‹by night› moved"


def test_a_part_of_a_name_that_one_side_has_is_no_change_into_nothing() -> None:
    assert line(row("name_form", "Abel", "")) == "‹Abel› only in 001 (6)"
    assert line(row("name_form", "Abel", ""), copied_from="a") == "‹Abel› left out"
    assert line(row("name_form", "Abel", ""), copied_from="b") == "‹Abel› put in"


def test_the_stop_before_a_reading_is_not_shown() -> None:
    assert line(row("edge_cut", "; and I remember", edge="end")) == "003 stops before ‹and I remember›"


def test_long_readings_are_cut_at_a_word_and_never_with_an_ellipsis() -> None:
    said = line(row("one_sided", "the brothers Amos and Giles Pascoe-Reed of the relief boat"))
    assert said == "10 words only in 001 (6) (‹the brothers Amos and Giles [cut]›)"
    assert "…" not in line(row("one_sided", "x" * 200))


def test_named_classes_need_a_direction() -> None:
    assert named_class(CUT, "undetermined") is None
    assert [named_class(one, "a") for one in (CUT, INSERTED, END, row("one_sided", "not"))] == [
        "omission_marked",
        "editorial_insertion",
        "truncation",
        "omission_silent",
    ]
    assert [named_class(one, "b") for one in (CUT, INSERTED, END, row("one_sided", "not"))] == [
        "addition",
        "omission_silent",
        None,
        "addition",
    ]


def test_two_figures_risk_the_sense_and_one_number_written_twice_does_not() -> None:
    assert sense_risk(row("numeral", "1905", "1906")) == "number"
    assert sense_risk(row("numeral", "41", "forty-one")) is None
    assert sense_risk(CUT) == "hidden_clause"
    assert sense_risk(row("one_sided_gap_marked", "so he said", "...")) is None
