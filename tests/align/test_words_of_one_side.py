"""Words that one side lacks take the punctuation that is theirs, and leave what both sides share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.align.languages import language_of_code
from pipeline.align.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.align.conftest import Pair, Rows

# What the longer side has, what the other has, and every difference with the longer side first.
LONGER = (
    ("It was late. We went. It rained", "It was late. It rained", [("one_sided", "We went.", "")]),
    ("late, as they say: so", "late: so", [("one_sided", ", as they say", "")]),
    ("late; she stayed. Then", "late. Then", [("one_sided", "; she stayed", "")]),
    ("one, two, three", "one, three", [("one_sided", "two,", "")]),
    ("the man, however, went", "the man went", [("one_sided", ", however,", "")]),
    ("he did not go", "he did go", [("one_sided", "not", "")]),
    ("with Davydovich (Trotsky). With", "with Davydovich. With", [("one_sided_bracketed", "(Trotsky)", "")]),
    ("the ［editor's］ note", "the note", [("one_sided_bracketed", "［editor's］", "")]),
    (
        'daily," writes Sedova. "His',
        "daily. His",
        [("quotation_marks", ',"', ""), ("one_sided", "writes Sedova", ""), ("quotation_marks", '"', "")],
    ),
    (
        'protest," he said, "but',
        "protest, but",
        [("quotation_marks", '"', ""), ("one_sided", "he said,", ""), ("quotation_marks", '"', "")],
    ),
    (
        'the master." There is a gap. So',
        "the master.” So",
        [("quotation_marks", '"', "”"), ("one_sided", "There is a gap.", "")],
    ),
    ('the "so-called" man', "the man", [("one_sided", '"so-called"', "")]),
    ("the end. A Heading\n\nIt began", "the end.\n\nIt began", [("one_sided", "A Heading", "")]),
    ("Kamenev. and Ivan", "Kamenev, Ivan", [("punctuation", ".", ","), ("one_sided", "and", "")]),
    (
        "late — as they say — so",
        "late - so",
        [("whitespace_dash", "—", "-"), ("one_sided", "as they say —", "")],
    ),
    ("it was… indeed late", "it was... late", [("punctuation", "…", "..."), ("one_sided", "indeed", "")]),
    ("the WAR AND PEACE of", "the WAR PEACE of", [("one_sided", "AND", "")]),
    (
        "late; she stayed. Then",
        "late, then",
        [("punctuation", ";", ","), ("one_sided", "she stayed.", ""), ("case", "Then", "then")],
    ),
    ("他就走了", "他走了", [("one_sided", "就", "")]),
)

MARKED = (
    ("was tense. All hours went. The time", "was tense... The time", ("...", ". All hours went.")),
    ("the door, which was old. A", "the door... A", ("...", ", which was old.")),
    ("was late, for the sun had set, and", "was late [...] and", ("[...]", ", for the sun had set,")),
    ('the end, or so. "He', 'the end… "He', ("…", ", or so.")),
    ("end. All the words. Then", "end. [...] Then", ("[...]", "All the words.")),
)


@pytest.mark.parametrize(("longer", "shorter", "expected"), LONGER)
def test_words_take_their_own_punctuation_on_either_side(
    differences: Callable[..., Rows], longer: str, shorter: str, expected: Rows
) -> None:
    assert differences(longer, shorter) == expected
    assert differences(shorter, longer) == [(name, b, a) for name, a, b in expected]


@pytest.mark.parametrize(("longer", "shorter", "readings"), MARKED)
def test_a_mark_stands_for_the_words_it_hides(
    differences: Callable[..., Rows], longer: str, shorter: str, readings: tuple[str, str]
) -> None:
    assert differences(shorter, longer) == [("one_sided_gap_marked", *readings)]
    assert differences(longer, shorter) == [("one_sided_gap_marked", *readings[::-1])]


def test_a_mark_that_both_sides_have_hides_nothing(differences: Callable[..., Rows]) -> None:
    assert differences("it was... indeed late", "it was... late") == [("one_sided", "indeed", "")]


def test_an_editors_bracket_beside_a_mark_has_a_row_of_its_own(differences: Callable[..., Rows]) -> None:
    source = "our son Leon understood this: his despair knew no bounds. He applied"
    assert differences("our son Leon (Lev)... applied", source) == [
        ("one_sided_bracketed", "(Lev)", ""),
        ("one_sided_gap_marked", "...", "understood this: his despair knew no bounds. He"),
    ]
    assert differences("our son Leon ... [Lev] applied", source.replace(". He", ", he")) == [
        ("one_sided_gap_marked", "...", "understood this: his despair knew no bounds, he"),
        ("one_sided_bracketed", "[Lev]", ""),
    ]


def test_a_bracket_around_words_that_both_sides_have_stands_for_nothing(
    differences: Callable[..., Rows],
) -> None:
    assert differences("the end of the day he said so", "the end [he said] so") == [
        ("one_sided", "of the day", ""),
        ("punctuation", "", "["),
        ("punctuation", "", "]"),
    ]


def test_part_of_a_name_is_a_form_of_it_and_a_capital_at_a_sentence_is_not(
    differences: Callable[..., Rows],
) -> None:
    assert differences("then Sergei Sedov went", "then Sergei went") == [("name_form", "Sedov", "")]
    assert differences("then L. D. Trotsky went", "then Trotsky went") == [("name_form", "L. D.", "")]
    assert differences("the mate. The Court rose, the end", "the mate. Court rose, the end") == [
        ("one_sided", "The", "")
    ]
    assert differences("the big Court", "the Court") == [("one_sided", "big", "")]


def test_a_weekday_before_a_name_lengthens_no_name(pair_of: Callable[[str, str], Pair]) -> None:
    pair = pair_of("Alpha on Monday November 7th Omega", "Alpha on November 7th Omega")
    english = Lexicon(count=lambda _word: 9, contexts=lambda _word: (), language=language_of_code("en"))
    assert [row.variant_class for row in pair.variants(english)] == ["one_sided"]


def test_a_mark_stands_for_more_words_than_were_put_in_beside_it(differences: Callable[..., Rows]) -> None:
    source = "the yellow lamp burned upon the quay all winter, and nobody came"
    assert differences("the yellow lamp ... as he says, and nobody came", source) == [
        ("one_sided_gap_marked", "...", "burned upon the quay all winter"),
        ("one_sided", "as he says", ""),
    ]


def test_an_editors_bracket_stands_for_few_words_and_not_for_a_sentence(
    differences: Callable[..., Rows],
) -> None:
    source = "the lamp burned upon the quay all winter and nobody came"
    assert differences("the lamp [he says] and nobody came", source) == [
        ("one_sided_bracketed", "[he says]", ""),
        ("one_sided", "", "burned upon the quay all winter"),
    ]


def test_a_bracket_that_a_reading_closes_is_part_of_it(differences: Callable[..., Rows]) -> None:
    assert differences("the lamp [so] he burned that night", "the lamp always shone that night") == [
        ("substitution", "[so] he burned", "always shone"),
    ]


def test_what_ends_with_all_that_the_other_side_has_is_an_omission(differences: Callable[..., Rows]) -> None:
    assert ("one_sided", "in some breeds at least", "") in differences(
        "and as does in some breeds at least the voyce of pigeons", "and as does the cry of pigeons"
    )
