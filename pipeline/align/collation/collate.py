"""Collate: all texts of a family in one table of columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.collation.align_profiles import align_profiles
from pipeline.align.collation.guide_tree import guide_tree, likest_first
from pipeline.align.collation.likeness import word_weights
from pipeline.align.collation.profile import CollatedText, Column, join_profiles, profile_of, without_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["Collation", "collate"]

CROWD = 50
"""Distinct texts above which they are not compared all with all (TABLES, a crowd)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Collation:
    """Texts in one table.

    Attributes:
        n_columns: Columns of the table.
        column_of: For each text, in the order given, int64[n_words]: the column of each word, ascending.
    """

    n_columns: int
    column_of: tuple[NDArray[np.int64], ...]


def collate(texts: Sequence[CollatedText]) -> Collation:
    """Align all texts with each other.

    Args:
        texts: One or more. Equal words may come with other borders; they are collated once.

    Returns:
        The table. It depends on the set of the texts alone: neither their order nor how many have the same words
        changes which words stand against which.

    Source: progressive alignment of profiles (Feng, Doolittle 1987) along a guide tree, each text then aligned anew to
    the profile of all others (Barton, Sternberg 1987).
    Cost: for each text its words, times what differs near them; up to ``CROWD`` texts their pairs are compared for the
    guide tree.
    """
    distinct = _distinct(texts)
    weights = word_weights([text.words for text in distinct])
    profile = _progressive(distinct, weights)
    if 2 < len(distinct) <= CROWD:  # noqa: PLR2004 - of two, none is "all others"
        profile = _refined(profile, distinct, weights)
    column_of = [np.empty(len(text.words), np.int64) for text in distinct]
    for at, column in enumerate(profile):
        for number, word in column.words.items():
            column_of[number][word] = at
    by_words = {text.words: columns for text, columns in zip(distinct, column_of, strict=True)}
    return Collation(n_columns=len(profile), column_of=tuple(by_words[text.words] for text in texts))


def _distinct(texts: Sequence[CollatedText]) -> list[CollatedText]:
    """Each text once, sorted; where equal words come with several borders, each border is the strongest."""
    borders: dict[tuple[str, ...], tuple[int, ...]] = {}
    for text in texts:
        known = borders.get(text.words, text.borders)
        borders[text.words] = tuple(map(max, known, text.borders))
    return [CollatedText(words=words, borders=borders[words]) for words in sorted(borders)]


def _progressive(texts: Sequence[CollatedText], weights: Mapping[str, int]) -> list[Column]:
    """All texts in one profile, nearest first."""
    profiles = {number: profile_of(number, text) for number, text in enumerate(texts)}
    words = [text.words for text in texts]
    for first, second in guide_tree(words) if len(texts) <= CROWD else likest_first(words):
        left, right = profiles[first], profiles.pop(second)
        profiles[first] = join_profiles(left, right, align_profiles(left, right, weights))
    (profile,) = profiles.values()
    return profile


def _refined(
    profile: list[Column], texts: Sequence[CollatedText], weights: Mapping[str, int]
) -> list[Column]:
    """Each text aligned anew to all others, in their order."""
    for number, text in enumerate(texts):
        others = without_text(profile, number, text)
        alone = profile_of(number, text)
        profile = join_profiles(others, alone, align_profiles(others, alone, weights))
    return profile
