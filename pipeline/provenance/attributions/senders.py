"""Who sent a text that a clause names: "a telegram from the master of the Svetlana", and whether it means anybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.provenance.attributions.persons import token_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.attributions.cue_tables import Cues
    from pipeline.provenance.attributions.persons import Name

__all__ = ["means_somebody", "owner", "sender"]

_MOST_WORDS = 10
_BETWEEN = 3
"""Words from a determiner to its noun: "the following orders", "this second, longer letter"."""

_PHRASE_END = re.compile(r"[,;:.(\[—–]|\s-\s")


def sender(masked: str, end: int, names: Sequence[Name], cues: Cues) -> str | None:
    """Who a text is from.

    Args:
        masked: A clause in which no word of reporting stands.
        end: Where its word for a kind of text ends.
        names: The names in it.
        cues: Of its language.

    Returns:
        What follows "from" or "by" behind that word, as printed: a name of two words and more ("Paris" is as often a
        place), or a description that begins with an article ("the master of the Svetlana"); None where there is
        neither.
    """
    after = masked[end:]
    found = cues.sent_by.pattern.match(after.lstrip())
    if found is None:
        return None
    begin = end + len(after) - len(after.lstrip()) + found.end()
    stop = _PHRASE_END.search(masked, begin)
    phrase = masked[begin : stop.start() if stop else len(masked)].strip()
    words = phrase.split()
    if not words or len(words) > _MOST_WORDS:
        return None
    for name in names:
        printed = " ".join(masked[max(begin, name.begin) : name.end].split())
        if name.end > begin and not masked[begin : name.begin].strip() and len(printed.split()) > 1:
            return printed
    return " ".join(words) if words[0].lower() in cues.definite and len(words) > 2 else None  # noqa: PLR2004


def owner(masked: str, at: int, owners: Sequence[Name]) -> str | None:
    """Whose a text is: the name in "Dr. Holt's diary entry".

    Args:
        masked: A clause in which no word of reporting stands.
        at: Where its word for a kind of text begins.
        owners: The possessive names in it.
    """
    before = [one for one in owners if one.end <= at and len(masked[one.end : at].split()) <= _BETWEEN]
    return before[-1].text if before else None


def means_somebody(masked: str, names: Sequence[Name], at: int, cues: Cues) -> bool:
    """Whether a clause that names no speaker names somebody all the same, or means a text that was spoken of before.

    Args:
        masked: The clause.
        names: The names in it.
        at: Where its cue begins.
        cues: Of its language.

    Returns:
        Whether a name or a personal pronoun stands in it, or "the", "this", "her" before the cue. Where a language has
        no articles nobody can tell.
    """
    words = [masked[begin:end].lower() for begin, end in token_spans(masked)]
    persons = cues.pronouns | cues.first_person
    if names or not cues.articles or any(word in persons for word in words):
        return True
    before = [masked[begin:end].lower() for begin, end in token_spans(masked[:at])]
    return any(word in cues.definite for word in before[-_BETWEEN:]) or before[:1] == ["it"]
