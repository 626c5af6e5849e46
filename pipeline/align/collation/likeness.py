"""What it is worth to set two columns against each other: the likeness of their words."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from pipeline.align.collation.profile import Column

__all__ = ["EQUAL", "UNLIKE", "column_gains", "word_weights"]

EQUAL = 1000
"""What it is worth to set a word against itself; all other gains are in thousandths of it."""

UNLIKE = -400
"""What it costs to set a word against another that is not like it: a substitution, likelier than two gaps."""

_TELLING_WORDS = 1000
"""Words of a text from which it shows how rare its words are: in a shorter one, a word met once may be common."""

_FORMS = 6
"""Forms of a column that are looked at, those of the most texts: rarer ones are seldom what decides."""


def word_weights(texts: Sequence[Sequence[str]]) -> dict[str, int]:
    """What setting a word against itself is worth: the more, the fewer places could be meant.

    Args:
        texts: Words of each text.

    Returns:
        For each word thousandths of ``EQUAL``: the information of meeting it, as a share of that of a word that stands
        once in a text of some length.

    Cost: linear in the words.
    """
    counts = Counter(word for words in texts for word in words)
    total = counts.total()
    length = max(2, total // len(texts))
    most = math.log(max(length, _TELLING_WORDS))
    return {
        word: round(EQUAL * min(1.0, max(0.0, math.log(total / count) / most)))
        for word, count in counts.items()
    }


def column_gains(a: Sequence[Column], b: Sequence[Column], weights: Mapping[str, int]) -> NDArray[np.int64]:
    """The gain of each column of a against each column of b.

    Args:
        a: n columns.
        b: m columns.
        weights: From ``word_weights``, of all their words.

    Returns:
        int64[n, m]. Of two columns with several forms the likest two count, and a quarter of it what all have on
        average. Words are worth nothing where half of their letters differ, and cost ``UNLIKE`` where nearly all do.

    Cost: the product of the distinct forms, in C.
    """
    forms_a, counts_a, starts_a = _forms(a)
    forms_b, counts_b, starts_b = _forms(b)
    distinct_a, of_a = _distinct(forms_a)
    distinct_b, of_b = _distinct(forms_b)
    table = _likeness(distinct_a, distinct_b, weights)
    if len(distinct_a) != len(forms_a):
        table = table[of_a]
    if len(distinct_b) != len(forms_b):
        table = table[:, of_b]
    if len(forms_a) == len(a) and len(forms_b) == len(b):
        return table
    likest = np.maximum.reduceat(np.maximum.reduceat(table, starts_a, axis=0), starts_b, axis=1)
    weighed = table * counts_a[:, None] * counts_b[None, :]
    total = np.add.reduceat(np.add.reduceat(weighed, starts_a, axis=0), starts_b, axis=1)
    texts = np.add.reduceat(counts_a, starts_a)[:, None] * np.add.reduceat(counts_b, starts_b)[None, :]
    gains: NDArray[np.int64] = (3 * likest + total // texts) // 4
    return gains


def _forms(columns: Sequence[Column]) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """The forms of all columns, the texts that have each, and where each column's forms begin."""
    forms: list[str] = []
    counts: list[int] = []
    starts: list[int] = []
    for column in columns:
        starts.append(len(forms))
        held = list(column.forms.items())
        if len(held) > _FORMS:
            held = sorted(held, key=lambda one: (-one[1], one[0]))[:_FORMS]
        for form, count in held:
            forms.append(form)
            counts.append(count)
    return forms, np.array(counts, np.int64), np.array(starts, np.int64)


def _distinct(forms: Sequence[str]) -> tuple[list[str], list[int]]:
    number: dict[str, int] = {}
    of_form = [number.setdefault(form, len(number)) for form in forms]
    return list(number), of_form


def _likeness(a: Sequence[str], b: Sequence[str], weights: Mapping[str, int]) -> NDArray[np.int64]:
    distance = process.cdist(a, b, scorer=Levenshtein.distance, dtype=np.int32).astype(np.int64)
    lengths = [np.array([len(form) for form in forms], np.int64) for forms in (a, b)]
    longer = np.maximum(np.maximum(lengths[0][:, None], lengths[1][None, :]), 1)
    weight = np.minimum(
        np.array([weights[form] for form in a], np.int64)[:, None],
        np.array([weights[form] for form in b], np.int64)[None, :],
    )
    like = EQUAL - 2 * EQUAL * distance // longer
    return np.where(like > 0, weight * like // EQUAL, np.maximum(UNLIKE, like))
