"""Make ``unicode_tables.npz``, what tokenising and folding must know of every code point.

Run ``python -m pipeline.corpus.build_unicode_tables`` after a change here or for a new Unicode version; a test
fails while the shipped table is not what this module makes. It needs the package ``unicodedata2`` (extra ``test``);
reading the table does not, and so every Python version has the same Unicode version.

Source: The Unicode Standard, chapters 3.11 (normalization forms), 3.13 (default caseless matching) and 4.3
(combining classes), and UAX #29 (word boundaries) for the choice of apostrophes and scripts without spaces.
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import unicodedata2

from pipeline.corpus.unicode_tables import N_CODE_POINTS, TABLE_FILE, UNICODE_VERSION, Kind


def _in_ranges(ranges: str) -> frozenset[str]:
    return frozenset(
        chr(code)
        for first, _, last in (each.partition("-") for each in ranges.split())
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )


APOSTROPHES = frozenset(
    "'`´‘’‛′＇"  # what typists and scanners put for it
    "\u02bc\u055a\u05f3"  # the apostrophe that is a letter, the Armenian one, the geresh
    "\u02b9\u02bb\u02bd\u02be\u02bf\u0374"  # transliterations: soft sign, okina, ayn, hamza
    "\u1fbd\u1fbf\u1fef\u1ffd"  # Greek: koronis, psili, varia, oxia
)
"""Inside a word all are one apostrophe, for others write the same word by another of them; a word's ends have
none."""

HYPHENS = frozenset("-‐¬⸗֊")
"""What divides a word at a line end: the not sign stands for it in OCR; the last are those of Fraktur and
Armenian."""

LINE_ENDS = frozenset("\n\v\x85\u2028\u2029")
BLANKS = frozenset("\t\f\r")
"""Blanks besides the category Zs: a page break or a carriage return may stand beside the end of a line."""

QUOTATION_MARKS = frozenset('"“”„‟«»〝〞〟＂')
SINGLE_QUOTATION_MARKS = frozenset("‹›‚")
TATWEELS = frozenset("ـ\u07fa")
"""Strokes that only stretch a line of Arabic and N'Ko."""

SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"
"""Ignorable to a reader but a word boundary (UAX #29); not between syllables, see `syllables`."""


_DEFAULT_IGNORABLE_RANGES = (
    "00AD 034F 061C 115F-1160 17B4-17B5 180B-180F 200B-200F 202A-202E 2060-206F 3164 FE00-FE0F FEFF FFA0 "
    "FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF"
)
DEFAULT_IGNORABLE = _in_ranges(_DEFAULT_IGNORABLE_RANGES)
"""The property Default_Ignorable_Code_Point, which `unicodedata2` does not tell and which hardly ever changes."""

DROPPED = DEFAULT_IGNORABLE | TATWEELS
"""What folding drops from words besides marks."""

UNSPACED_SCRIPTS = (
    "CJK UNIFIED IDEOGRAPH",
    "CJK COMPATIBILITY IDEOGRAPH",
    "IDEOGRAPHIC",
    "VERTICAL IDEOGRAPHIC",
    "HANGZHOU NUMERAL",
    "HIRAGANA",
    "KATAKANA",
    "HALFWIDTH KATAKANA",
    "HENTAIGANA",
    "BOPOMOFO",
    "MASU MARK",
    "NUSHU",
    "TANGUT",
    "KHITAN",
    "JURCHEN",
    "SMALL SEAL",
    "SEAL CHARACTER",
    "TAI LE",
)
"""How the names of letters begin that are written without spaces and are words, as Chinese characters nearly are."""

CLOSED_SCRIPTS = ("THAI", "LAO", "KHMER", "NEW TAI LUE", "TAI THAM", "TAI VIET", "AHOM")
OPEN_SCRIPTS = ("MYANMAR", "JAVANESE", "BALINESE")
"""How the names of letters begin that are written without spaces and make syllables; in the first ones a consonant
without a vowel nearly always ends a syllable, in the second ones it has a vowel unless a sign kills it. Tibetan is in
neither, a mark parts its syllables."""

_VOWELS_BEFORE_RANGES = "0E40-0E44 0EC0-0EC4 19B5-19B7 19BA AAB5-AAB6 AAB9 AABB-AABC"
"""The property Logical_Order_Exception, which `unicodedata2` does not tell."""

VOWELS_BEFORE = _in_ranges(_VOWELS_BEFORE_RANGES)

STACKERS = frozenset("\u1039\u17d2\u1a60\u1b44\ua9c0")
"""Burmese virama, Khmer coeng, Tai Tham sakot, Balinese adeg adeg, Javanese pangkon."""

KILLERS = frozenset("\u103a")
"""Burmese asat."""

NOT_TAKEN_APART = frozenset("\u0e33\u0eb3")
"""Thai and Lao AM: one sign to its readers, whose halves would come to belong to different letters."""

EXTRA_FOLDS = {"æ": "ae", "œ": "oe"}
"""Ligatures of print that Unicode holds to be letters."""


class _Folds(NamedTuple):
    """Code points that fold to something else, marks kept, each to so many of ``pool``, in order."""

    code: npt.NDArray[np.uint32]
    length: npt.NDArray[np.uint8]
    pool: npt.NDArray[np.uint32]


def _is_word_character(character: str) -> bool:
    return str(unicodedata2.category(character))[0] in "LNM"


def _is_unspaced(character: str) -> bool:
    """Tell whether a letter or a number is a word by itself; numbers of all scripts without spaces but digits are."""
    scripts = UNSPACED_SCRIPTS + CLOSED_SCRIPTS + OPEN_SCRIPTS
    return str(unicodedata2.name(character, "")).startswith(scripts)


def _is_reference_mark(character: str) -> bool:
    """Tell whether a number is a superscript, circled or bracketed one, as marks of footnotes are.

    Such a number stands apart from the word before it, for copies keep the word and lose the note.
    """
    if unicodedata2.category(character) != "No":
        return False
    tagged = unicodedata2.decomposition(character).startswith(("<super>", "<circle>", "<compat>"))
    return tagged or "CIRCLED" in unicodedata2.name(character)


def _casefold(character: str) -> str:
    """Fold case by Unicode's full mapping, also where this Python's own tables do not know the letter yet.

    Case folding never changes once a letter is encoded, so Python is right for all it knows. For the few capitals
    that are younger the name leads to the small letter.
    """
    if unicodedata.category(character) != "Cn":
        return character.casefold()
    if unicodedata2.category(character) != "Lu":
        return character
    name = unicodedata2.name(character).replace(" CAPITAL LETTER ", " SMALL LETTER ")
    return str(unicodedata2.lookup(name))


@functools.cache
def _fold_letter_once(character: str) -> str:
    if unicodedata2.category(character)[0] == "M":
        # The iota below a Greek vowel folds to a letter, which would make it outlive the other marks.
        return str(unicodedata2.normalize("NFD", character))
    if character in APOSTROPHES:
        return "'"
    folded = str(unicodedata2.normalize("NFD", _casefold(character)))
    folded = "".join(EXTRA_FOLDS.get(letter, letter) for letter in folded)
    compatible = str(unicodedata2.normalize("NFKD", folded))
    if character in NOT_TAKEN_APART or not all(map(_is_word_character, compatible)):
        return folded
    return compatible


def _fold_word_character(character: str) -> str:
    """Fold to the decomposed, caseless, compatible form, all marks kept; full decomposition needs no context."""
    folded, before = str(unicodedata2.normalize("NFD", character)), ""
    while folded != before:
        before = folded
        folded = "".join(map(_fold_letter_once, folded))
    return "".join(letter for letter in folded if letter not in DROPPED)


def _fold_other_character(character: str) -> str:
    """Fold quotation marks, dashes, blanks and wide forms; these are never part of a word."""
    category = unicodedata2.category(character)
    simple = {"Pd": "-", "Zs": " "}.get(category)
    if simple is not None:
        return simple
    if character in QUOTATION_MARKS:
        return '"'
    if character in APOSTROPHES | SINGLE_QUOTATION_MARKS:
        return "'"
    if character in DEFAULT_IGNORABLE:
        return ""
    canonical = str(unicodedata2.normalize("NFD", character))
    if canonical != character:
        return "".join(map(fold_character, canonical))
    compatible = str(unicodedata2.normalize("NFKC", character))
    kept = compatible == character or len(compatible) != 1 or compatible.isspace()
    # A circled letter folds as the letter does.
    return character if kept else fold_character(compatible)


def fold_character(character: str) -> str:
    """Fold one code point, to none, one or several, as `normalise.fold_text` does with marks kept."""
    if _is_word_character(character) and character not in APOSTROPHES:
        return _fold_word_character(character)
    return _fold_other_character(character)


def character_kind(character: str) -> int:
    """Say what `Kind` a code point is."""
    special = (
        (character in LINE_ENDS, Kind.LINE_END),
        (character in BLANKS, Kind.BLANK),
        (character in APOSTROPHES, Kind.APOSTROPHE),
        (character in HYPHENS, Kind.HYPHEN),
        (character == SOFT_HYPHEN, Kind.SOFT_HYPHEN),
        (character == ZERO_WIDTH_SPACE, Kind.SEPARATOR),
    )
    for applies, kind in special:
        if applies:
            return kind
    category = unicodedata2.category(character)
    if category[0] in "LNM":
        return _word_kind(character, category)
    if character in DEFAULT_IGNORABLE:
        return Kind.IGNORED
    return Kind.BLANK if category == "Zs" else Kind.SEPARATOR


def _word_kind(character: str, category: str) -> int:
    folded = fold_character(character)
    if all(unicodedata2.category(letter)[0] == "M" for letter in folded):
        # Not only marks: also what is nothing without the letter before it, such as a Hangul filler or a tatweel.
        return _mark_kind(character)
    if category[0] == "L" and (kind := _syllable_kind(character, category)) is not None:
        return kind
    if _is_reference_mark(character) or _is_unspaced(character):
        is_digit = category == "Nd"
        return Kind.DIGIT if is_digit else Kind.SINGLE
    if category[0] == "N":
        return Kind.DIGIT
    return Kind.LOWER if category == "Ll" else Kind.LETTER


def _mark_kind(character: str) -> int:
    name = str(unicodedata2.name(character, ""))
    if not name.startswith(CLOSED_SCRIPTS + OPEN_SCRIPTS):
        return Kind.MARK
    if character in STACKERS:
        return Kind.STACKER
    if character in KILLERS:
        return Kind.KILLER
    return Kind.VOWEL_SIGN if _names_a_vowel(name) or "CONSONANT SIGN MEDIAL" in name else Kind.MARK


def _syllable_kind(character: str, category: str) -> int | None:
    """Say what a letter of a script of syllables is to its syllable; None for all other letters."""
    name = str(unicodedata2.name(character, ""))
    if not name.startswith(CLOSED_SCRIPTS + OPEN_SCRIPTS):
        return None
    if category == "Lm":
        return Kind.SINGLE  # marks of repetition
    if character in VOWELS_BEFORE:
        return Kind.VOWEL_BEFORE
    if _names_a_vowel(name):
        return Kind.VOWEL_BEHIND
    return Kind.OPEN if name.startswith(OPEN_SCRIPTS) else Kind.CLOSED


def _names_a_vowel(name: str) -> bool:
    """Tell whether a name is that of a dependent vowel; Thai and Lao have names of their own for some."""
    own = (
        "CHARACTER SARA",
        "MAI HAN-AKAT",
        "LAKKHANGYAO",
        "NIKHAHIT",
        "MAI KON",
        "SEMIVOWEL SIGN NYO",
        "VIET VOWEL",
    )
    return "VOWEL SIGN" in name or any(part in name for part in own)


def _folds(characters: list[str]) -> _Folds:
    codes: list[int] = []
    lengths: list[int] = []
    pool: list[int] = []
    for character in characters:
        folded = fold_character(character)
        if folded != character:
            codes.append(ord(character))
            lengths.append(len(folded))
            pool.extend(map(ord, folded))
    return _Folds(np.array(codes, np.uint32), np.array(lengths, np.uint8), np.array(pool, np.uint32))


def build_tables() -> dict[str, npt.NDArray[np.generic]]:
    """Compute the arrays of ``unicode_tables.npz``; what each holds says `unicode_tables.UnicodeTables`.

    Raises:
        RuntimeError: If `unicodedata2` is of another Unicode version than the code declares.

    Cost: Some seconds; linear in the number of assigned code points.
    """
    if unicodedata2.unidata_version != UNICODE_VERSION:
        raise RuntimeError(f"unicodedata2 has Unicode {unicodedata2.unidata_version}, not {UNICODE_VERSION}")
    every = map(chr, range(N_CODE_POINTS))
    # Private, unassigned and surrogate code points separate words and fold to themselves, unless they are invisible.
    known = [
        character
        for character in every
        if unicodedata2.category(character) not in {"Cn", "Co", "Cs"} or character in DEFAULT_IGNORABLE
    ]
    kind = np.full(N_CODE_POINTS, Kind.SEPARATOR, np.uint8)
    combining_class = np.zeros(N_CODE_POINTS, np.uint8)
    for character in known:
        kind[ord(character)] = character_kind(character)
        combining_class[ord(character)] = unicodedata2.combining(character)
    folds = _folds(known)
    return {
        "kind": kind,
        "combining_class": combining_class,
        "fold_code": folds.code,
        "fold_length": folds.length,
        "fold_pool": folds.pool,
    }


def main() -> None:
    """Write the table beside this module."""
    np.savez_compressed(Path(__file__).with_name(TABLE_FILE), allow_pickle=False, **build_tables())


if __name__ == "__main__":
    main()
