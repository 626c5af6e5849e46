"""Words that only one side has: which punctuation around them is theirs, and which both sides share.

Written for words of side a; words of side b are the mirror image.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.align.dress import DASHES, OMISSION, QUOTES, Change, Mark, between_words, marks_in
from pipeline.align.sentences import CLOSERS, OPENERS, STOPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.side import Side

__all__ = ["Insertion", "Place", "insertion_at"]

_SAME, _ALIKE, _OF_A_KIND, _PARTS = 5, 4, 2, 1
"""How well two marks fit: the same character, the same in another shape, of one use, or both part clauses somehow."""

_PAUSES = frozenset(",;:，；：、،؛")
_ENDS = frozenset(STOPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words ``first`` to ``last`` (half-open) of side a and the text around them, which side b lacks.

    ``a_begin`` to ``a_end`` is side a's text from the word before them to the word after them, ``b_begin`` to
    ``b_end`` side b's text between the same two.
    """

    first: int
    last: int
    a_begin: int
    a_end: int
    b_begin: int
    b_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """How a place differs: the words with what is theirs, and the changes of the marks before and after them."""

    words: Change
    before: Sequence[Change]
    after: Sequence[Change]
    is_marked: bool


def insertion_at(a: Side, b: Side, place: Place, *, may_be_marked: bool = True) -> Insertion:
    """Decide what punctuation goes with words that only side a has.

    What side b has between the neighbours stood there before the words came or after they went, so it is looked for on
    both sides of the words; what is left over touching them is theirs. An ellipsis or bracket on side b alone stands
    for them.

    Args:
        a: Side with the words.
        b: Side without.
        place: Where they stand.
        may_be_marked: Whether an ellipsis of side b may stand for them; not for words that it has elsewhere.

    Returns:
        The words' change, and the other changes of the place.

    Cost: the product of the few marks around the words.
    """
    begin, end = a.begin[place.first], a.end[place.last - 1]
    before = _visible(marks_in(a.text, place.a_begin, begin))
    after = _visible(marks_in(a.text, end, place.a_end))
    between = _visible(marks_in(b.text, place.b_begin, place.b_end))
    stands_for = _gap_marks(b.text[place.b_begin : place.b_end], place.b_begin, between)
    if (
        may_be_marked
        and stands_for
        and not _has_gap_mark(a.text, place.a_begin, begin)
        and not _has_gap_mark(a.text, end, place.a_end)
    ):
        left = [mark for mark in between if mark.end <= stands_for.begin]
        right = [mark for mark in between if mark.begin >= stands_for.end]
        kept_before, kept_after = _matched(left, before), _matched_backwards(right, after)
        first = before[kept_before].begin if kept_before < len(before) else begin
        last = after[len(after) - kept_after - 1].end if kept_after < len(after) else end
        words = Change(a_begin=first, a_end=last, b_begin=stands_for.begin, b_end=stands_for.end)
        return _around(a, b, place, words, is_marked=True)
    cut = _best_cut(before, between, after, [_leans(b.text, mark, place) for mark in between])
    kept_before, kept_after = _matched(between[:cut], before), _matched_backwards(between[cut:], after)
    first, last = _own_marks(before[kept_before:], after[: len(after) - kept_after], begin, end)
    at = between[cut - 1].end if cut else place.b_begin
    return _around(a, b, place, Change(a_begin=first, a_end=last, b_begin=at, b_end=at), is_marked=False)


def _around(a: Side, b: Side, place: Place, words: Change, *, is_marked: bool) -> Insertion:
    """The words' change with those before and after it; blanks next to the words are nobody's."""
    return Insertion(
        words=words,
        before=between_words(
            a.text,
            place.a_begin,
            _right_stripped(a.text, place.a_begin, words.a_begin),
            b.text,
            place.b_begin,
            _right_stripped(b.text, place.b_begin, words.b_begin),
        ),
        after=between_words(
            a.text,
            _left_stripped(a.text, words.a_end, place.a_end),
            place.a_end,
            b.text,
            _left_stripped(b.text, words.b_end, place.b_end),
            place.b_end,
        ),
        is_marked=is_marked,
    )


def _visible(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if not mark.is_blank]


def _has_gap_mark(text: str, begin: int, end: int) -> bool:
    return OMISSION.search(text, begin, end) is not None


def _gap_marks(text: str, begin: int, marks: Sequence[Mark]) -> Mark | None:
    """From the first to the last mark of a gap, as one; None where there is none."""
    found = [(match.start() + begin, match.end() + begin) for match in OMISSION.finditer(text)]
    inside = [mark for mark in marks if any(low <= mark.begin < high for low, high in found)]
    if not inside:
        return None
    low, high = inside[0].begin, inside[-1].end
    return Mark(text=text[low - begin : high - begin], begin=low, end=high)


def _fit(left: Mark, right: Mark) -> int:
    """How well two marks fit."""
    if left.text == right.text:
        return _SAME
    if (left.is_ellipsis and right.is_ellipsis) or {left.text, right.text} <= DASHES:
        return _ALIKE
    if {left.text, right.text} <= _PAUSES or {left.text, right.text} <= _ENDS:
        return _OF_A_KIND
    return _PARTS if {left.text, right.text} <= _PAUSES | _ENDS else 0


def _leans(text: str, mark: Mark, place: Place) -> int:
    """To which word a mark of side b is close: -1 to that before it, 1 to that after it, 0 to both or neither."""
    before, after = text[place.b_begin : mark.begin], text[mark.end : place.b_end]
    return _has_blank(before) - _has_blank(after)


def _has_blank(text: str) -> bool:
    return any(character.isspace() for character in text)


def _best_cut(
    before: Sequence[Mark], between: Sequence[Mark], after: Sequence[Mark], leans: Sequence[int]
) -> int:
    """How many of side b's marks belong before the words: as many as fit best.

    Of equals, as few as may be stand on the wrong side of the words, as an opening bracket before them does; of these,
    the most: so a whole sentence goes with its own stop, and not with that of the sentence before it.
    """

    def fits(cut: int) -> tuple[int, int, int]:
        fit = _total(between[:cut], before) + _total(between[cut:][::-1], after[::-1])
        return fit, sum(leans[cut:]) - sum(leans[:cut]), cut

    return max(range(len(between) + 1), key=fits)


def _total(marks: Sequence[Mark], among: Sequence[Mark]) -> int:
    """How well marks fit among others, in order."""
    return sum(_fit(marks[at], among[place]) for at, place in _places(marks, among))


def _places(marks: Sequence[Mark], among: Sequence[Mark]) -> list[tuple[int, int]]:
    """Each mark with the first one behind the last place that fits it."""
    places = []
    at = 0
    for number, mark in enumerate(marks):
        place = next((place for place in range(at, len(among)) if _fit(mark, among[place])), None)
        if place is not None:
            places.append((number, place))
            at = place + 1
    return places


def _matched(marks: Sequence[Mark], before: Sequence[Mark]) -> int:
    """How many of the marks before the words are both sides', counted from the begin."""
    places = _places(marks, before)
    return places[-1][1] + 1 if places else 0


def _matched_backwards(marks: Sequence[Mark], after: Sequence[Mark]) -> int:
    """How many of the marks after the words are both sides', counted from the end."""
    return _matched(marks[::-1], after[::-1])


def _own_marks(before: Sequence[Mark], after: Sequence[Mark], begin: int, end: int) -> tuple[int, int]:
    """Where the words begin and end together with the marks that are theirs.

    Args:
        before: Marks before them that only this side has.
        after: The same after them.
        begin: Where the first word begins.
        end: Where the last word ends.
    """
    first, last = begin, end
    wrapped = bool(before and after and before[-1].text in QUOTES and after[0].text in QUOTES) and (
        before[-1].end,
        after[0].begin,
    ) == (begin, end)
    for mark in reversed(before):
        # A quotation mark is no part of the words, unless it stands close around them on both sides. What opened
        # after a word belongs to it; what closes belongs to what was before.
        if (mark.text in QUOTES and not wrapped) or mark.text in CLOSERS:
            break
        first = mark.begin
    for mark in after:
        if (mark.text in QUOTES and not wrapped) or mark.text in OPENERS:
            break
        last = mark.end
    return first, last


def _right_stripped(text: str, begin: int, end: int) -> int:
    """The end of a span without the white space at its end."""
    return begin + len(text[begin:end].rstrip())


def _left_stripped(text: str, begin: int, end: int) -> int:
    """The begin of a span without the white space at its begin."""
    return end - len(text[begin:end].lstrip())
