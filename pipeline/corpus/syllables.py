"""Syllables of scripts that are written without spaces: Thai, Lao, Khmer, Burmese and their kin.

A syllable is found by its letters alone, without a dictionary, so that the same words are cut alike wherever they
stand, but for the letters at their edges, and a misread letter spoils its own syllable and perhaps a neighbour:

* a vowel that is written before its consonant begins one;
* so does a consonant that has a vowel: a sign above, below or behind it;
* in Thai, Lao, Khmer a consonant without one ends the syllable before (``เมือง``); a first consonant whose vowel is not
  written is taken for such an end too, always in the same way (``แปลกป`` ``ระห`` ``ลาด``);
* in Burmese, Javanese, Balinese a consonant begins one unless a sign kills its vowel;
* what a stacking sign binds to the consonant before it belongs to that one.

Source: the orders of signs in the Unicode Standard, chapters 16 and 17; T. Theeramunkong et al., Character cluster
based Thai information retrieval (IRAL 2000), for clusters as units.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipeline.corpus.normalise import Bools, Kinds, Positions, carry_kinds
from pipeline.corpus.unicode_tables import Kind

__all__ = ["MOST_SIGNS", "ignore_zero_width_spaces", "syllable_starts"]

MOST_SIGNS = 6
"""Signs behind a consonant among which its vowel is looked for; no syllable has more."""

ZERO_WIDTH_SPACE = 0x200B

_N_KINDS = Kind.SOFT_HYPHEN + 1


def _among(*kinds: int) -> Bools:
    table = np.zeros(_N_KINDS, np.bool_)
    table[list(kinds)] = True
    return table


_LETTERS = _among(Kind.OPEN, Kind.CLOSED)
_VOWELS = _among(Kind.VOWEL_SIGN, Kind.VOWEL_BEHIND)
_KILLERS = _among(Kind.KILLER)
_PASSED = _among(Kind.MARK, Kind.KILLER, Kind.IGNORED, Kind.SOFT_HYPHEN)
_PASSED_BY_OPEN = _among(Kind.MARK, Kind.IGNORED, Kind.SOFT_HYPHEN)


def ignore_zero_width_spaces(
    codes: npt.NDArray[np.uint8] | npt.NDArray[np.uint32], kinds: Kinds, carried: Kinds
) -> tuple[Kinds, Kinds]:
    """Take the zero-width spaces behind letters of syllables for invisible signs.

    Args:
        codes: The code points.
        kinds: uint8[n], `Kind` by code point.
        carried: The same by `carry_kinds`.

    Returns:
        ``kinds`` and ``carried``, changed where there are such spaces.
    """
    spaces = np.flatnonzero(codes == ZERO_WIDTH_SPACE)
    if not len(spaces):
        return kinds, carried
    kinds = kinds.copy()
    kinds[spaces] = Kind.IGNORED
    now = carry_kinds(kinds)
    # Behind other letters they part words still.
    kinds[spaces[now[spaces] <= Kind.SINGLE]] = Kind.SEPARATOR
    return kinds, carry_kinds(kinds)


def syllable_starts(kinds: Kinds, carried: Kinds, *, goes_on: bool) -> Bools:
    """Say where syllables begin.

    Args:
        kinds: uint8[n], `Kind` by code point.
        carried: The same by `carry_kinds`.
        goes_on: Whether the text goes on behind these code points. A letter for which that decides is then said to
            begin nothing.

    Returns:
        bool[n]. What it says of a letter hangs on the code point before it and on at most twice ``MOST_SIGNS``
        behind it, which begin no syllable themselves.

    Cost: linear in the letters of such scripts.
    """
    starts = np.asarray(kinds == Kind.VOWEL_BEFORE)
    # Where the text goes on, a killer for all we know.
    beyond = Kind.KILLER if goes_on else Kind.SEPARATOR
    padded = np.append(kinds, np.full(2 * MOST_SIGNS, beyond, np.uint8))
    letters = np.flatnonzero(_LETTERS[kinds])
    before = np.maximum(letters - 1, 0)
    bound = (letters > 0) & ((carried[before] == Kind.VOWEL_BEFORE) | (kinds[before] == Kind.STACKER))
    letters = letters[~bound]
    open_letters = letters[kinds[letters] == Kind.OPEN]
    closed_letters = letters[kinds[letters] == Kind.CLOSED]
    starts[open_letters] = ~_is_followed_by(padded, open_letters, _KILLERS, _PASSED_BY_OPEN)
    starts[closed_letters] = _is_followed_by(padded, closed_letters, _VOWELS, _PASSED)
    return starts


def _is_followed_by(padded: Kinds, letters: Positions, wanted: Bools, passed: Bools) -> Bools:
    """Whether one of the wanted kinds stands behind each letter, signs and stacked letters between them passed over."""
    found = np.zeros(len(letters), np.bool_)
    place = letters + 1
    for _ in range(MOST_SIGNS):
        kind = padded[place]
        found |= wanted[kind]
        stacked = (kind == Kind.STACKER) & _LETTERS[padded[np.minimum(place + 1, len(padded) - 1)]]
        # What was found, and what is neither passed nor stacked, is stayed at.
        place = place + np.where(found, 0, np.where(stacked, 2, passed[kind]))
    return found
