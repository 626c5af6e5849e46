"""Planted reuse is found whole, wherever it stands; its edges are those of the plant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

Words = Any
Find = Callable[..., list[Any]]
Prose = Callable[[int], Words]

WITHIN_WORDS = 3
"""Words by which an edge may be off: a chance agreement of a word beside the plant is part of the equal stretch."""


def spans(found: list[Any], a: int, b: int) -> list[tuple[int, int, int, int]]:
    return [(m.a_begin, m.a_end, m.b_begin, m.b_end) for m in found if (m.a, m.b) == (a, b)]


def assert_covered(found: list[Any], text_a: str, text_b: str, quotation: str) -> None:
    begin_a, begin_b = text_a.index(quotation), text_b.index(quotation)
    near = 12 * WITHIN_WORDS
    assert any(
        abs(x0 - begin_a) <= near
        and abs(x1 - begin_a - len(quotation)) <= near
        and abs(y0 - begin_b) <= near
        and abs(y1 - begin_b - len(quotation)) <= near
        for x0, x1, y0, y1 in spans(found, 0, 1)
    ), (quotation, [m.a_text for m in found])


@settings(max_examples=25)
@given(
    st.integers(0, 10_000),
    st.integers(16, 120),
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(0, 300),
)
def test_finds_a_verbatim_passage_at_any_place_of_both_documents(
    find: Find,
    prose: Prose,
    seed: int,
    length: int,
    before_a: int,
    before_b: int,
    after: int,
) -> None:
    words = prose(seed)
    quotation = " ".join(words.words(length))
    a = f"{words.text(before_a)} {quotation} {words.text(after)}".strip()
    b = f"{words.text(before_b)} {quotation} {words.text(300 - after)}".strip()
    assert_covered(find(a, b), a, b, quotation)


def test_finds_two_identical_documents_as_one_match(find: Find, prose: Prose) -> None:
    text = prose(3).text(400)
    found = find(text, text)
    assert (0, len(text) - 1, 0, len(text) - 1) in spans(found, 0, 1)


def test_finds_every_copy_inside_one_document(find: Find, prose: Prose) -> None:
    words = prose(5)
    quotation = " ".join(words.words(40))
    text = " ".join([quotation, words.text(200), quotation, words.text(150), quotation])
    places = [at for at in range(len(text)) if text.startswith(quotation, at)]
    pairs = {(m.a_begin, m.b_begin) for m in find(text)}
    assert {(places[0], places[1]), (places[0], places[2]), (places[1], places[2])} <= pairs


def test_finds_a_passage_of_which_every_fourth_word_was_changed(find: Find, prose: Prose) -> None:
    words = prose(11)
    original = words.words(80)
    changed = [f"x{word}q" if at % 4 == 3 else word for at, word in enumerate(original)]
    a = f"{words.text(300)} {' '.join(original)} {words.text(300)}"
    b = f"{words.text(300)} {' '.join(changed)} {words.text(300)}"
    (match,) = find(a, b)
    assert len(match.a_text.split()) >= 76


def test_finds_a_passage_in_which_every_third_word_was_misread(find: Find, prose: Prose) -> None:
    words = prose(13)
    original = words.words(60)
    misread = [
        word[:-1] + "#"[:0] + "ii" if at % 3 == 0 and len(word) > 4 else word
        for at, word in enumerate(original)
    ]
    a = f"{words.text(300)} {' '.join(original)} {words.text(300)}"
    b = f"{words.text(300)} {' '.join(misread)} {words.text(300)}"
    (match,) = find(a, b)
    assert len(match.a_text.split()) >= 55


def test_finds_nothing_in_documents_that_share_but_their_language(find: Find, prose: Prose) -> None:
    words = prose(17)
    assert find(words.text(2000), words.text(2000), words.text(2000)) == []


def test_finds_the_same_whatever_the_order_of_the_documents(find: Find, prose: Prose) -> None:
    words = prose(19)
    quotation = " ".join(words.words(30))
    texts = [f"{words.text(100 + 10 * n)} {quotation} {words.text(50)}" for n in range(4)]

    def texts_of(found: list[Any]) -> list[tuple[str, ...]]:
        return sorted(tuple(sorted((m.a_text, m.b_text))) for m in found)

    assert texts_of(find(*texts)) == texts_of(find(*reversed(texts)))


def test_a_third_document_does_not_move_the_edges_of_a_pair(find: Find, prose: Prose) -> None:
    words = prose(23)
    quotation = " ".join(words.words(60))
    a = f"{words.text(200)} {quotation} {words.text(100)}"
    b = f"{words.text(120)} {quotation} {words.text(80)}"
    third = f"{words.text(500)} {' '.join(quotation.split()[10:40])} {words.text(500)}"
    assert spans(find(a, b), 0, 1) == spans(find(a, b, third), 0, 1)


def test_finds_a_passage_in_chinese_without_spaces(find: Find) -> None:
    quotation = "昔者莊周夢為胡蝶栩栩然胡蝶也自喻適志與不知周也俄然覺則蘧蘧然周也"
    a = (
        "北冥有魚其名為鯤鯤之大不知其幾千里也化而為鳥其名為鵬。"
        + quotation
        + "。南海之帝為儵北海之帝為忽中央之帝為渾沌"
    )
    b = "天下有大戒二其一命也其一義也子之愛親命也。" + quotation + "。吾生也有涯而知也無涯以有涯隨無涯殆已"
    assert any(quotation in m.a_text for m in find(a, b))


@settings(max_examples=15)
@given(st.integers(0, 1000), st.integers(3, 14), st.integers(6, 60))
def test_a_text_that_repeats_itself_without_a_break_is_no_copy_of_itself(
    find: Find, prose: Prose, seed: int, period: int, times: int
) -> None:
    words = prose(seed)
    cycle = " ".join(words.words(period))
    text = f"{words.text(100)} {' '.join([cycle] * times)} {words.text(100)}"
    for match in find(text, words.text(2000)):
        assert match.a_end <= match.b_begin
