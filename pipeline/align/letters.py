"""Letters: how two spellings of one word differ, by what its letters look like and by what they stand for.

No list of words: what is known here is which shapes are misread for each other, and which letters one language writes
for one sound.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "are_swapped",
    "is_misreading",
    "is_respelling",
    "is_slip_of_one_letter",
    "misreadings_of",
    "share_stem",
]

_Exchanges = tuple[tuple[str, str], ...]

_LOOK_ALIKE = (
    ("rn", "m"),
    ("ni", "m"),
    ("in", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("li", "h"),
    ("ii", "u"),
    ("il", "u"),
    ("1", "l"),
    ("1", "i"),
    ("l", "i"),
    ("0", "o"),
    ("5", "s"),
    ("8", "b"),
    ("6", "b"),
    ("c", "e"),
    ("f", "s"),
    ("n", "u"),
    ("h", "b"),
    ("t", "f"),
    ("t", "l"),
)
"""Shapes that scanners and tired eyes take for each other, small letters: m for rn, e for c, the long s for f."""

_STANDS_FOR = (
    ("ae", "e"),
    ("oe", "e"),
    ("ou", "o"),
    ("ph", "f"),
    ("th", "t"),
    ("gh", "g"),
    ("wh", "w"),
    ("ck", "k"),
    ("ck", "c"),
    ("ks", "x"),
    ("ß", "s"),
    ("s", "z"),
    ("c", "k"),
    ("c", "s"),
    ("i", "y"),
    ("i", "j"),
    ("u", "v"),
    ("re", "er"),
    ("ѣ", "е"),
    ("і", "и"),
    ("ѳ", "ф"),
    ("ъ", ""),
)
"""Letters that different times and places write for one sound; doubled and single letters are besides."""

_LEAST_LETTERS = 5
_TWO_SLIPS_LETTERS = 8
"""Letters of the longer form from which one wrong letter leaves a word what it is, and from which two do."""

_STEM_LETTERS = 4
_STEM_SHARE = 0.6
_ENDING_LETTERS = 3
"""Forms that begin alike for so many letters and so much of the longer one, and differ in their ends alone."""


@functools.lru_cache(maxsize=1 << 16)
def is_misreading(left: str, right: str) -> bool:
    """Whether one word is the other as a scanner misreads it ("thc", "crovvn", "c1erk").

    Args:
        left: Folded word.
        right: Folded word.

    Returns:
        True if they differ, and in look-alike shapes only.
    """
    return left != right and _turns_into(left, right, _LOOK_ALIKE)


def misreadings_of(word: str) -> frozenset[str]:
    """What a folded word becomes where one shape in it is taken for another ("ease" of "case")."""
    return frozenset(
        word[:at] + right + word[at + len(left) :]
        for pair in _LOOK_ALIKE
        for left, right in (pair, pair[::-1])
        for at in range(len(word))
        if word.startswith(left, at)
    )


@functools.lru_cache(maxsize=1 << 16)
def is_respelling(left: str, right: str) -> bool:
    """Whether two words differ only in doubled letters and letters that stand for one sound ("pummeling", "honour")."""
    if left == right:
        return False
    short, long = sorted((left, right), key=len)
    if len(short) >= _LEAST_LETTERS and long in {f"{short}e", f"{short.removesuffix('s')}es"}:
        return True  # the mute e of older print ("betweene", "plantes")
    return _turns_into(_single(left), _single(right), _STANDS_FOR)


def is_slip_of_one_letter(left: str, right: str) -> bool:
    """Whether a letter after the first was dropped, added, changed or swapped; in long words two."""
    if left[:1] != right[:1]:
        # Slips seldom take the first letter, but other words often differ in it ("sound", "round").
        return False
    if len(left) == len(right) and sorted(left) == sorted(right):
        # Two letters swapped: no other word comes of it by chance.
        return are_swapped(left, right)
    distance, longest = int(OSA.distance(left, right)), max(len(left), len(right))
    return longest >= _LEAST_LETTERS and distance <= 1 + (longest >= _TWO_SLIPS_LETTERS)


def are_swapped(left: str, right: str) -> bool:
    """Whether two neighbouring letters behind the first changed places ("bene", "been")."""
    return (
        left != right
        and left[:1] == right[:1]
        and sorted(left) == sorted(right)
        and int(OSA.distance(left, right)) == 1
    )


def share_stem(left: str, right: str) -> bool:
    """Whether two words differ only in their endings ("walk", "walked")."""
    longest = max(len(left), len(right))
    stem = next((at for at, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), -1)
    if stem < 0:
        stem = min(len(left), len(right))
    return stem >= max(_STEM_LETTERS, _STEM_SHARE * longest) and longest - stem <= _ENDING_LETTERS


def _single(word: str) -> str:
    """A word with each doubled letter written once."""
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


@functools.cache
def _by_first_letter(exchanges: _Exchanges) -> Mapping[str, _Exchanges]:
    """The exchanges in both directions, by the first letter of what is exchanged; "" where that is nothing."""
    held: dict[str, list[tuple[str, str]]] = {}
    for some, other in exchanges:
        for left, right in ((some, other), (other, some)):
            held.setdefault(left[:1], []).append((left, right))
    return {letter: tuple(pairs) for letter, pairs in held.items()}


def _turns_into(left: str, right: str, exchanges: _Exchanges) -> bool:
    """Whether exchanging letters, in either direction, makes one word of the other."""
    by_letter = _by_first_letter(exchanges)
    from_nothing = by_letter.get("", ())
    reached = {(0, 0)}
    waiting = [(0, 0)]
    end = len(left), len(right)
    while waiting:
        i, j = place = waiting.pop()
        if place == end:
            return True
        letter = left[i : i + 1]
        steps = [
            (len(some), len(other))
            for some, other in (*(by_letter.get(letter, ()) if letter else ()), *from_nothing)
            if left.startswith(some, i) and right.startswith(other, j)
        ]
        if letter and letter == right[j : j + 1]:
            steps.append((1, 1))
        for down, across in steps:
            place = (i + down, j + across)
            if place not in reached:
                reached.add(place)
                waiting.append(place)
    return False
