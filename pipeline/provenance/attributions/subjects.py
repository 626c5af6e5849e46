"""Who is said to speak: the subject of a word of reporting, before it or behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipeline.provenance.attributions.persons import JOINED, token_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.attributions.cue_tables import Cues
    from pipeline.provenance.attributions.persons import Name

__all__ = ["PHRASE_WORDS", "SpeakerKind", "find_subject", "is_joined"]

SpeakerKind = Literal["name", "implied", "pronoun", "implied_pronoun", "first_person", "phrase", "sender"]

_FAR = 4
"""Words that may stand between a name and its word of reporting, adverbs not counted."""

PHRASE_WORDS = 3
_DESCRIPTION_WORDS = 6
"""The same where they begin with an article: "The agent of the company"."""

_DESCRIBED = 2
"""Words that may say between an article and a name what the person is: "the old miller Tom Reed"."""

_APPOSITION_WORDS = 25
_NEAR_AFTER = 25
"""Characters after a word of reporting within which its subject follows, where it stands behind."""


def find_subject(
    masked: str, verb: tuple[int, int], names: Sequence[Name], cues: Cues, *, after: bool
) -> tuple[str | None, SpeakerKind | None, int]:
    """Find who is said to speak.

    Args:
        masked: A clause, its works and parentheses blanked.
        verb: Where its word of reporting begins and ends.
        names: The names in it, possessive ones left out.
        cues: Of its language.
        after: Whether it follows the quotation.

    Returns:
        The speaker as printed, what he is, and where the words that attribute begin; the first two None where nobody is
        found. A pronoun is no speaker yet.

    Cost: linear in the clause.
    """
    names = [name for name in names if not _quotes_him(masked[: name.begin], cues)]
    before = _without_apposition(masked[: verb[0]], cues)
    found = _nearest(before, [name for name in names if name.end <= len(before)], cues)
    behind = _behind(masked, verb, names, cues)
    if behind is not None and found is not None and _follows_preposition(before, found[2], cues):
        return behind  # "En Madrid escribió Ruiz"
    if found is not None and found[1] != "phrase":
        return found
    if behind is not None:
        return behind
    if found is not None and not after:
        return found
    return (None, "pronoun", verb[0]) if cues.pro_drop else (None, None, verb[0])


def is_joined(masked: str, name: Name) -> bool:
    """Whether "und" joins a name to another: then it is no subject, for all verbs in the tables are singular.

    Where every noun has a capital, these may be the words of a title: "Holms Teiche und Wehre (1960) sagt".

    Args:
        masked: A clause, its works and parentheses blanked.
        name: A name in it.
    """
    before, behind = masked[: name.begin].split()[-2:], masked[name.end :].split(maxsplit=2)[:2]
    return any(
        len(pair) == 2 and pair[joint] in JOINED and pair[1 - joint][0].isupper()  # noqa: PLR2004 - a pair
        for pair, joint in ((before, 1), (behind, 0))
    )


def _quotes_him(before: str, cues: Cues) -> bool:
    """Whether words that lead to a name make it the one who passes on what another said: "was quoted by the Herald"."""
    words = before.split()
    while words and words[-1].lower() in cues.articles:
        words.pop()
    return bool(words) and cues.quoted_in.end(" ".join(words))


def _follows_preposition(before: str, begin: int, cues: Cues) -> bool:
    words = before[:begin].split()
    return bool(words) and words[-1].lower() in cues.in_work


def _behind(
    masked: str, verb: tuple[int, int], names: Sequence[Name], cues: Cues
) -> tuple[str | None, SpeakerKind | None, int] | None:
    inside = next((one for one in names if verb[0] < one.begin < verb[1]), None)
    if inside is not None:
        return inside.text, "name", verb[0]  # "hält Anna Finke fest"
    name = next((one for one in names if one.begin >= verb[1]), None)
    words = masked[verb[1] : verb[1] + _NEAR_AFTER].split()
    # "écrira-t-elle": the pronoun hangs on the verb.
    first = words[0].strip(",.:;").lower().rsplit("-", 1)[-1] if words else ""
    if first in cues.first_person:
        return None, "first_person", verb[0]
    if first in cues.pronouns:
        return None, "pronoun", verb[0]
    if name is not None:
        between = masked[verb[1] : name.begin]
        if len(between) <= _NEAR_AFTER and _leads_to_name(between, cues):
            return name.text, "name", verb[0]
    return None


def _leads_to_name(between: str, cues: Cues) -> bool:
    """Whether words between a word of reporting and a name say nothing but who that is: "the old miller"."""
    if any(mark in between for mark in ",;:.") and not between.strip().endswith("."):
        return False
    words = [word.strip(".").lower() for word in between.replace("’", " ").replace("'", " ").split()]
    known = cues.honorifics | cues.adverbs | cues.articles
    rest = [word for word in words if word not in known]
    has_article = any(word in cues.articles for word in words)
    leads_on = any(word in cues.title_words - cues.articles for word in words)  # "a letter to San Francisco"
    is_described = has_article and len(rest) <= _DESCRIBED and not leads_on
    return not rest or is_described


def _without_apposition(before: str, cues: Cues) -> str:
    """Cut ", her friend," between a name and its word of reporting."""
    bare = before.rstrip()
    words = bare.split()
    while words and words[-1].strip(",").lower() in cues.adverbs and not words[-1].endswith(","):
        bare = bare[: bare.rindex(words.pop())].rstrip()
    if not bare.endswith(","):
        return before
    left, comma, inner = bare[:-1].rpartition(",")
    if comma and inner.strip()[:1].islower() and len(inner.split()) <= _APPOSITION_WORDS:
        return left
    return before


def _nearest(
    before: str, names: Sequence[Name], cues: Cues
) -> tuple[str | None, SpeakerKind | None, int] | None:
    """The subject that ends nearest to the word of reporting."""
    pronouns = [
        (begin, end)
        for begin, end in token_spans(before)
        if before[begin:end].lower() in cues.pronouns or before[begin:end].lower() in cues.first_person
    ]
    candidates: list[tuple[int, int, str | None, SpeakerKind]] = [
        (name.end, name.begin, name.text, "name") for name in names
    ]
    for begin, end in pronouns:
        first = before[begin:end].lower() in cues.first_person
        candidates.append((end, begin, None, "first_person" if first else "pronoun"))
    if candidates:
        end, begin, speaker, kind = max(candidates, key=lambda one: (one[0], -one[1]))
        between = before[end:]
        if before[:begin].rstrip().endswith(","):
            between = between.removeprefix(",")  # "The agent, Albert Crane, was quoted as saying"
        words = [word for word in between.split() if word.strip(",").lower() not in cues.adverbs]
        if JOINED & set(words) or (words and JOINED & {word.strip(",") for word in before.split()[-2:]}):
            # "She discusses A, and then remarks": the subject is the one that the sentence begins with.
            end, begin, speaker, kind = min(candidates, key=lambda one: one[1])
            return speaker, kind, begin
        if len(words) <= _FAR and "," not in between.rstrip(" ,"):
            return speaker, kind, begin
    phrase = before.strip()
    words = [word for word in phrase.split() if word.lower() not in cues.adverbs]
    is_described = bool(words) and words[0].lower() in cues.articles and words == phrase.split()[: len(words)]
    most = _DESCRIPTION_WORDS if is_described else PHRASE_WORDS
    if words and len(words) <= most and words[0][0].isupper() and "," not in phrase:
        if words[0].lower() in cues.first_person:
            return None, "first_person", 0
        opening = words[0].lower()
        if opening in cues.impersonal or opening in cues.as_one_says or opening in cues.in_work:
            return None  # "In his memoirs" is nobody
        # "Finch's", before a work that is blanked, is nobody who speaks.
        is_owner = words[-1].endswith(("'s", "’s"))
        if len(words) > 1 and words[0].lower() not in cues.pronouns and not is_owner:
            return " ".join(words), "phrase", len(before) - len(before.lstrip())
    return None
