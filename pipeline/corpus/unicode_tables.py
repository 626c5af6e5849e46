"""What tokenising and folding know of every code point, read from a table that is shipped with the package.

The table is made by `build_unicode_tables` from one Unicode version, for the tables inside Python differ: a letter
of 3.13 is unassigned in 3.11, and words, hashes and results would differ with it.

The table is derived from the Unicode Character Database; its licence stands in ``unicode_license.txt`` beside it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt

UNICODE_VERSION = "18.0.0"
"""The version of the Unicode Character Database that decides what a word is; recorded in the table ``runs``."""

TABLE_FILE = "unicode_tables.npz"
N_CODE_POINTS = 0x110000


class Kind:
    """What a code point is to the tokeniser.

    The order is used: from `DIGIT` to `VOWEL_BEHIND` is inside a word, from `OPEN` on of a script whose syllables are
    words, from `MARK` on depends on what stands before.
    Plain numbers and no `IntEnum`, for numpy widens an array of bytes to eight bytes each to compare it with a
    member of an enumeration.
    """

    SEPARATOR: Final = 0
    BLANK: Final = 1
    """A space that may stand beside the end of a line."""
    LINE_END: Final = 2
    HYPHEN: Final = 3
    APOSTROPHE: Final = 4
    """Part of a word between two letters, a separator elsewhere."""
    DIGIT: Final = 5
    LETTER: Final = 6
    LOWER: Final = 7
    """A lower-case letter, which may follow a hyphen at a line end."""
    SINGLE: Final = 8
    """A word by itself: Han, kana, marks of footnotes."""
    OPEN: Final = 9
    """A letter that begins a syllable unless a sign kills its vowel: Burmese, Javanese, Balinese."""
    CLOSED: Final = 10
    """A letter that begins a syllable if it has a vowel, and else ends the one before: Thai, Lao, Khmer."""
    VOWEL_BEFORE: Final = 11
    """A vowel that is written before the letter it follows, and begins its syllable."""
    VOWEL_BEHIND: Final = 12
    """A vowel that is a letter behind its consonant."""
    MARK: Final = 13
    """Belongs to what stands before it."""
    VOWEL_SIGN: Final = 14
    """A mark that is a vowel, or a consonant between the first one and the vowel."""
    STACKER: Final = 15
    """A mark that binds the next letter to the one before."""
    KILLER: Final = 16
    """A mark that takes a letter its vowel, so that it ends a syllable."""
    IGNORED: Final = 17
    """An invisible sign: inside a word as if it were not there, never a word's end."""
    SOFT_HYPHEN: Final = 18
    """Ignored, and a hyphen at a line end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnicodeTables:
    """Properties by code point.

    Attributes:
        kind: uint8[0x110000], a `Kind`.
        combining_class: uint8[0x110000], the canonical combining class; 0 for all but marks.
        fold_code: uint32[n], ascending, the code points that do not fold to themselves, marks kept.
        fold_length: uint8[n], to how many code points each folds.
        fold_pool: uint32[sum of ``fold_length``], what they fold to, one after the other.
    """

    kind: npt.NDArray[np.uint8]
    combining_class: npt.NDArray[np.uint8]
    fold_code: npt.NDArray[np.uint32]
    fold_length: npt.NDArray[np.uint8]
    fold_pool: npt.NDArray[np.uint32]


@functools.cache
def unicode_tables() -> UnicodeTables:
    """Read the table, once a process.

    Returns:
        The tables; their arrays are shared and may not be written to.

    Cost: Some 10 ms and 2.5 MB at the first call.
    """
    with (
        resources.files("pipeline.corpus").joinpath(TABLE_FILE).open("rb") as file,
        np.load(file, allow_pickle=False) as arrays,
    ):
        tables = UnicodeTables(
            kind=arrays["kind"],
            combining_class=arrays["combining_class"],
            fold_code=arrays["fold_code"],
            fold_length=arrays["fold_length"],
            fold_pool=arrays["fold_pool"],
        )
    for array in (
        tables.kind,
        tables.combining_class,
        tables.fold_code,
        tables.fold_length,
        tables.fold_pool,
    ):
        array.setflags(write=False)
    return tables
