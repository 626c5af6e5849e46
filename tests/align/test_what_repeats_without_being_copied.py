"""Strings that repeat without being copied are recognised by what they are and listed once, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl
import pytest

from pipeline.align.set_aside import Place, Repeated, group_by_text, reason_for, weak_reason
from pipeline.align.whole_strings import REJECTED_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.align.corpus_view import CorpusView

CITED = "Natalia Sedova, quoted in My Life: An Attempt at an Autobiography (1930)"


class Rejected(NamedTuple):
    """A pair of places that is no match, and why."""

    reason: str | None
    a: Place
    b: Place


def _frame(pairs: Sequence[Rejected]) -> pl.DataFrame:
    rows = [(reason, a.number, a.first, a.last, b.number, b.first, b.last) for reason, a, b in pairs]
    return pl.DataFrame(rows, schema=REJECTED_SCHEMA, orient="row")


def _places(corpus: CorpusView, string: str) -> list[Place]:
    """Every place of a string in the corpus."""
    found = []
    for number, text in enumerate(corpus.texts):
        view = corpus.document(number)
        at = text.find(string)
        while at >= 0:
            inside = (view.begin >= at) & (view.end <= at + len(string))
            words = inside.nonzero()[0]
            found.append(Place(number=number, first=int(words[0]), last=int(words[-1]) + 1))
            at = text.find(string, at + 1)
    return found


def _reason(corpus: CorpusView, string: str, ignored: tuple[str, ...] = ()) -> str | None:
    a, b = _places(corpus, string)[:2]
    return reason_for(a, b, corpus, exact=True, ignored=ignored)


# Each with the two texts it stands in.
STRINGS = (
    (
        "citation_heading",
        CITED,
        f"Some talk.\n\n(1) {CITED} on exile\n\nText here.",
        f"As in {CITED}, he left us.",
    ),
    (
        "title",
        "The Light Went North: Memories",
        "He read The Light Went North: Memories twice.",
        "I own The Light Went North: Memories, bound.",
    ),
    ("title", "红楼梦上海新版", "他读《红楼梦上海新版》很久。", "我有《红楼梦上海新版》一本。"),
    (
        "name",
        "of the Provisional Democratic Government",
        "a man of the Provisional Democratic Government spoke",
        "the end of the Provisional Democratic Government came",
    ),
)


@pytest.mark.parametrize(("reason", "string", "text_a", "text_b"), STRINGS)
def test_a_string_is_recognised_by_what_it_is(
    corpus_of: Callable[..., CorpusView], reason: str, string: str, text_a: str, text_b: str
) -> None:
    assert _reason(corpus_of(text_a, text_b), string) == reason


@pytest.mark.parametrize(
    "string",
    [
        "the ferry left at dawn and nobody waved from the quay",
        "THE FERRY LEFT AT DAWN AND NOBODY WAVED FROM THE QUAY",
        "渡船黎明离开没有人在码头挥手",
        "dawn in May (as we said) and nobody waved",
    ],
)
def test_running_text_may_be_a_match(corpus_of: Callable[..., CorpusView], string: str) -> None:
    assert (
        _reason(corpus_of(f"We saw that {string} again.", f"It is known that {string} once."), string) is None
    )


REFRAIN = "and still they kept the light"
SERMON = f"The wind got up, {REFRAIN}. They grumbled at the beef, {REFRAIN}. They were thanked by no one, {REFRAIN}."


def test_a_clause_that_its_author_repeats_is_a_refrain(corpus_of: Callable[..., CorpusView]) -> None:
    assert _reason(corpus_of(SERMON), REFRAIN) == "refrain"


def test_a_clause_of_two_texts_or_under_two_headings_or_quoted_is_none(
    corpus_of: Callable[..., CorpusView],
) -> None:
    assert _reason(corpus_of(f"So, {REFRAIN}.", f"So, {REFRAIN}."), REFRAIN) is None
    assert (
        _reason(corpus_of(f"It was so, {REFRAIN}.\n\nPrimary Sources\n\nIt was so, {REFRAIN}."), REFRAIN)
        is None
    )
    assert _reason(corpus_of(f'It was so, {REFRAIN}. He said: "so it was, {REFRAIN}."'), REFRAIN) is None
    assert _reason(corpus_of(f"They said {REFRAIN} there and {REFRAIN} here."), REFRAIN) is None


LINE = "set for use in schools you may copy this page if you leave our name upon it"


@pytest.mark.parametrize(
    ("string", "is_ignored"),
    [
        ("Set for use in schools: you may copy this page if you leave our name upon it", True),
        ("you may copy this page if you leave our name", True),
        ("Note: Set for use in schools: you may copy this page if you leave our name upon it, please", True),
        ("you may copy this page if you like, for it was set for use in mines", False),
    ],
)
def test_the_users_own_strings_are_set_aside_whole_in_part_or_with_hardly_more(
    corpus_of: Callable[..., CorpusView], string: str, *, is_ignored: bool
) -> None:
    corpus = corpus_of(f"first. {string}. more", f"other. {string}. less")
    assert (_reason(corpus, string, (LINE,)) == "user") == is_ignored


def test_a_short_string_of_the_users_does_not_hide_a_long_match(corpus_of: Callable[..., CorpusView]) -> None:
    long = "the ferry left at dawn, all rights reserved, and nobody waved from the quay as she went"
    assert _reason(corpus_of(f"a {long} b", f"c {long} d"), long, ("all rights reserved",)) is None
    assert _reason(corpus_of("she sang art to us", "he sang art too"), "sang art", ("art",)) == "user"
    assert _reason(corpus_of("the party in here", "a party in there"), "party in", ("art",)) is None


@pytest.mark.parametrize(
    ("places", "documents", "words", "expected"),
    [
        (3, 1, 5, "common_phrase"),
        (2, 2, 5, "below_threshold"),
        (6, 3, 12, "boilerplate"),
        (6, 2, 12, "below_threshold"),
    ],
)
def test_what_says_too_little_is_named_by_how_often_it_stands(
    places: int, documents: int, words: int, expected: str
) -> None:
    assert weak_reason(places, documents, words) == expected


@pytest.fixture
def cited(corpus_of: Callable[..., CorpusView]) -> CorpusView:
    return corpus_of(
        f"A page about her life and times.\n\n(1) {CITED} on living in Vienna\n\nWe lived there long.",
        f"Another page of the same maker.\n\n(2) {CITED} on living in exile\n\nShe was away again.",
        "The third has it from My Life: An Attempt at an Autobiography (1930) alone.",
    )


def _grouped(corpus: CorpusView, *strings: str) -> list[Repeated]:
    pairs: list[Rejected] = []
    for string in strings:
        places = _places(corpus, string)
        pairs += [Rejected(None, a, b) for number, a in enumerate(places) for b in places[number + 1 :]]
    return group_by_text(_frame(pairs), corpus, keep_marks=False)


def test_a_piece_of_a_citation_grows_to_the_whole_and_ends_with_its_year(cited: CorpusView) -> None:
    (entry, title) = sorted(
        _grouped(cited, "Attempt at an Autobiography"), key=lambda entry: len(entry.places)
    )
    assert entry.folded == "natalia sedova quoted in my life an attempt at an autobiography 1930"
    assert (entry.reason, len(entry.places)) == ("citation_heading", 2)
    assert title.folded == "my life an attempt at an autobiography 1930"
    assert (title.reason, len(title.places)) == ("citation_heading", 3)


def test_a_string_that_stands_nowhere_but_in_longer_ones_has_no_row(
    corpus_of: Callable[..., CorpusView],
) -> None:
    corpus = corpus_of("x from the point of view of man y", "z from the point of view of man w")
    pairs = [
        Rejected("user", *_places(corpus, string))
        for string in ("the point of view of man", "from the point of view of man")
    ]
    assert [entry.folded for entry in group_by_text(_frame(pairs), corpus, keep_marks=False)] == [
        "from the point of view of man"
    ]


def test_of_two_sides_that_differ_only_what_they_share_is_listed(
    corpus_of: Callable[..., CorpusView],
) -> None:
    corpus = corpus_of("It seemed to me that orders were being", "it seemed to me that the shots were being")
    pair = Rejected(None, Place(number=0, first=0, last=8), Place(number=1, first=0, last=9))
    (entry,) = group_by_text(_frame([pair]), corpus, keep_marks=False)
    assert entry.folded == "it seemed to me that"
    assert entry.reason == "below_threshold"


def test_what_they_share_may_be_too_short_for_a_row(corpus_of: Callable[..., CorpusView]) -> None:
    corpus = corpus_of("one two three or four five", "one two three and four five")
    pair = Rejected(None, Place(number=0, first=0, last=6), Place(number=1, first=0, last=6))
    assert group_by_text(_frame([pair]), corpus, keep_marks=False) == []


def test_a_string_does_not_reach_over_the_end_of_a_paragraph(corpus_of: Callable[..., CorpusView]) -> None:
    corpus = corpus_of(
        "Some talk of that.\n\nhe went to the sea again\n\nThe end was near us.",
        "More talk of this.\n\nhe went to the sea again\n\nThe end came soon.",
    )
    view = corpus.document(0)
    first = view.text[: view.text.index("he went")].split()
    places = (Place(number=number, first=len(first), last=len(first) + 7) for number in (0, 1))
    pair = Rejected(None, *places)
    (entry,) = group_by_text(_frame([pair]), corpus, keep_marks=False)
    assert entry.folded == "he went to the sea again"


def test_places_and_entries_do_not_depend_on_the_order_of_pairs(cited: CorpusView) -> None:
    places = _places(cited, "Attempt at an Autobiography")
    pairs = [Rejected(None, a, b) for number, a in enumerate(places) for b in places[number + 1 :]]
    assert group_by_text(_frame(pairs), cited, keep_marks=False) == group_by_text(
        _frame(pairs[::-1]), cited, keep_marks=False
    )
