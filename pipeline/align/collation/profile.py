"""Profiles: several texts in one row of columns, each column the words that stand against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CollatedText", "Column", "join_profiles", "profile_of", "without_text"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CollatedText:
    """One distinct text.

    Attributes:
        words: Its folded words.
        borders: How strongly each is parted from the word before it (``Border``), as long as ``words``.
    """

    words: tuple[str, ...]
    borders: tuple[int, ...]


class Column:
    """Words that stand against each other; grows while texts are joined, so that joining costs what is joined.

    Attributes:
        forms: Each folded word of the column with the number of texts that have it.
        words: Position of the word in each text that has one, by the text's number.
        border: How strongly the column is parted from the one before it, where it is parted most.
        likeliest: The word that most texts have; of equals the first by its letters.
    """

    __slots__ = ("border", "forms", "likeliest", "words")

    def __init__(self, word: str, number: int, at: int, border: int) -> None:
        """A column of one word.

        Args:
            word: The folded word.
            number: Its text.
            at: Its position in the text.
            border: How strongly it is parted from the word before it.
        """
        self.forms = {word: 1}
        self.words = {number: at}
        self.border = border
        self.likeliest = word

    def add(self, other: Column) -> None:
        """Take in the words of another column, of other texts."""
        for form, n in other.forms.items():
            self.forms[form] = self.forms.get(form, 0) + n
        self.words.update(other.words)
        self.border = max(self.border, other.border)
        self._settle()

    def remove(self, word: str, number: int) -> None:
        """Take out the word of one text; the column may be empty then."""
        del self.words[number]
        if self.forms[word] > 1:
            self.forms[word] -= 1
        else:
            del self.forms[word]
        if self.forms:
            self._settle()

    def _settle(self) -> None:
        if len(self.forms) > 1:
            self.likeliest = min(self.forms, key=lambda form: (-self.forms[form], form))
        else:
            (self.likeliest,) = self.forms


def profile_of(number: int, text: CollatedText) -> list[Column]:
    """The profile of one text alone."""
    return [
        Column(word, number, at, border)
        for at, (word, border) in enumerate(zip(text.words, text.borders, strict=True))
    ]


def join_profiles(a: Sequence[Column], b: Sequence[Column], pairs: Sequence[tuple[int, int]]) -> list[Column]:
    """Make one profile of two.

    Args:
        a: One profile; its columns take in those of b that stand against them.
        b: Another, of other texts.
        pairs: Columns of a and b that stand against each other, in order on both sides.

    Returns:
        All columns in order; between two pairs those of a alone stand before those of b alone.

    Cost: linear in the columns, and in the texts of b.
    """
    joined: list[Column] = []
    at_a = at_b = 0
    for in_a, in_b in pairs:
        joined += a[at_a:in_a]
        joined += b[at_b:in_b]
        a[in_a].add(b[in_b])
        joined.append(a[in_a])
        at_a, at_b = in_a + 1, in_b + 1
    return [*joined, *a[at_a:], *b[at_b:]]


def without_text(profile: Sequence[Column], number: int, text: CollatedText) -> list[Column]:
    """Take one text out of a profile; columns that only that text had are gone."""
    for column in profile:
        at = column.words.get(number)
        if at is not None:
            column.remove(text.words[at], number)
    return [column for column in profile if column.words]
