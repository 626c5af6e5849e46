"""Hash a folded word: arithmetic of our own, the same for ever, whatever the versions of the libraries.

A word's hash is a polynomial in its folded code points, mixed down to 32 bits:

    h = sum over code points c of  V(c) * BASE ** p(c)   (mod 2 ** 64)
    word_hash = upper 32 bits of fmix64(h)

V(c) is a 64-bit pseudo-random number (splitmix64 of c), p(c) the number of code points before c that are no marks.
Marks of one letter share their letter's follower's exponent, so their order does not matter: orders that Unicode
holds equal are equal without sorting. The polynomial makes the hash a sum, which numpy takes over all words at
once, and lets a code point that folds to several count as one precomputed summand.

Source: S. Vigna, splitmix64 (public domain); A. Appleby, MurmurHash3 (public domain), finaliser fmix64.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.corpus.normalise import fold_table
from pipeline.corpus.syllables import ZERO_WIDTH_SPACE
from pipeline.corpus.unicode_tables import N_CODE_POINTS, Kind, unicode_tables

__all__ = ["CharacterHashes", "Codes", "character_hashes", "hash_folded", "hash_spans"]

BASE = 0xD1342543DE82EF95
"""A multiplier with good spectral properties; odd, so that its powers can be divided by.

Source: G. Steele, S. Vigna, Computationally easy, spectrally good multipliers (2022), table for 64 bits.
"""

_MASK = (1 << 64) - 1
_SPLITMIX_STEP = 0x9E3779B97F4A7C15
_SPLITMIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1))
_FMIX64 = ((33, 0xFF51AFD7ED558CCD), (33, 0xC4CEB9FE1A85EC53), (33, 1))

Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint32]
UInt64s = npt.NDArray[np.uint64]
_Number = TypeVar("_Number", np.int64, np.uint64)


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterHashes:
    """What each code point of a text adds to the hash of its word.

    Attributes:
        value: uint64[0x110000], the polynomial of what it folds to; 0 where it cannot be inside a word.
        advance: uint8[0x110000], by how much it raises the exponent of what follows: its folded code points that
            are no marks; 1 where it cannot be inside a word.
    """

    value: UInt64s
    advance: npt.NDArray[np.uint8]


def _mix(value: UInt64s, steps: tuple[tuple[int, int], ...]) -> UInt64s:
    for shift, factor in steps:
        value = (value ^ (value >> np.uint64(shift))) * np.uint64(factor)
    return value


def _mix_plain(value: int, steps: tuple[tuple[int, int], ...]) -> int:
    for shift, factor in steps:
        value = (value ^ (value >> shift)) * factor & _MASK
    return value


def _letter_values(letters: npt.NDArray[np.uint32]) -> UInt64s:
    return _mix((letters.astype(np.uint64) + np.uint64(1)) * np.uint64(_SPLITMIX_STEP), _SPLITMIX)


@functools.cache
def character_hashes(*, keep_marks: bool) -> CharacterHashes:
    """Make the table of summands, once a process for each way of folding marks.

    Cost: Some 15 ms and 10 MB.
    """
    folds = fold_table(keep_marks=keep_marks)
    tables = unicode_tables()
    starter = tables.combining_class == 0
    power, _ = _powers(int(folds.length.max()))
    value = np.zeros(N_CODE_POINTS, np.uint64)
    advance = np.ones(N_CODE_POINTS, np.uint8)
    # What is never inside a word needs no hash; it is five sixths of all code points.
    inner = np.flatnonzero(tables.kind >= Kind.APOSTROPHE)
    # Inside a syllable it is as if it were not there.
    advance[ZERO_WIDTH_SPACE] = 0
    advance[inner] = 0
    for place in range(int(folds.length.max())):
        inner = inner[folds.length[inner] > place]
        letter = folds.first[inner] if place == 0 else folds.pool[folds.start[inner] + place]
        value[inner] += _letter_values(letter) * power[advance[inner]]
        advance[inner] += starter[letter]
    return CharacterHashes(value=value, advance=advance)


_powers_so_far: tuple[UInt64s, UInt64s] = (np.ones(1, np.uint64), np.ones(1, np.uint64))


def _powers(count: int) -> tuple[UInt64s, UInt64s]:
    """Return the powers of `BASE` and of its inverse modulo 2 ** 64, exponents from 0 to at least ``count``."""
    # functools.cache would keep a table for every length ever asked for; this one grows.
    global _powers_so_far  # noqa: PLW0603  (a table that only grows)
    if len(_powers_so_far[0]) <= count:
        size = max(count + 1, 2 * len(_powers_so_far[0]))
        _powers_so_far = (_geometric(BASE, size), _geometric(pow(BASE, -1, 1 << 64), size))
    return _powers_so_far


def _geometric(base: int, size: int) -> UInt64s:
    factors = np.full(size, base, np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)


def hash_spans(
    codes: Codes,
    begin: npt.NDArray[np.intp],
    end: npt.NDArray[np.intp],
    hashes: CharacterHashes,
    *,
    dropped: npt.NDArray[np.bool_] | None,
    irregular: bool,
) -> npt.NDArray[np.uint32]:
    """Hash the words ``codes[begin:end]``, all at once.

    Exponents are counted from the start of the text, which needs no place within the word: a word's sum is divided
    by the power at which it begins. Sums of words are differences of one running sum.

    Args:
        codes: uint8[n] or uint32[n], the code points of a stretch of text.
        begin: intp[m], where words begin.
        end: intp[m], where they end.
        hashes: From `character_hashes`.
        dropped: bool[n], the hyphens with their line ends that are left out of words, or None.
        irregular: Whether some code point in a word has another ``advance`` than 1.

    Returns:
        uint32[m], the hashes.

    Cost: Linear in n; 24 to 40 bytes a code point.
    """
    summands = hashes.value.take(codes)
    if irregular or dropped is not None:
        advance = hashes.advance.take(codes)
        if dropped is not None:
            # Hyphens, blanks and line ends have no value, but would count as letters.
            advance[dropped] = 0
        exponents = _running_sum(advance, np.int64)
        power, inverse = _powers(int(exponents[-1]))
        summands *= power.take(exponents[:-1])
        first = inverse.take(exponents.take(begin))
    else:
        power, inverse = _powers(len(codes))
        summands *= power[: len(codes)]
        first = inverse.take(begin)
    sums = _running_sum(summands, np.uint64)
    polynomial = (sums.take(end) - sums.take(begin)) * first
    return (_mix(polynomial, _FMIX64) >> np.uint64(32)).astype(np.uint32)


def _running_sum(values: npt.NDArray[Any], dtype: type[_Number]) -> npt.NDArray[_Number]:
    """Return the sums of all values before each position, and last of all values."""
    sums = np.empty(len(values) + 1, dtype)
    sums[0] = 0
    np.cumsum(values, dtype=dtype, out=sums[1:])
    return sums


def hash_folded(folded: str) -> int:
    """Hash a folded word in plain Python: what `tokenise` computes for all words at once.

    Args:
        folded: A word as `normalise.fold_word` gives it.

    Returns:
        The word's hash, from 0 to 2 ** 32 - 1.
    """
    combining = unicode_tables().combining_class
    polynomial, power = 0, 1
    for letter in folded:
        value = _mix_plain((ord(letter) + 1) * _SPLITMIX_STEP & _MASK, _SPLITMIX)
        polynomial = (polynomial + value * power) & _MASK
        if combining[ord(letter)] == 0:
            power = power * BASE & _MASK
    return _mix_plain(polynomial, _FMIX64) >> 32
