"""Where a title begins that a date in parentheses follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.provenance.attributions.citations import DATED, EMPHASIS
from pipeline.provenance.attributions.persons import find_names, is_name

if TYPE_CHECKING:
    from pipeline.provenance.attributions.cue_tables import Cues
    from pipeline.provenance.attributions.persons import Name

__all__ = ["WORD", "blanks", "leads_to_title", "may_be_of_title", "title_begin"]

_TITLE_MARKS = re.compile(
    r"[\"“„«‹「『《〈‘]([^\"“”„«»‹›「」『』《》〈〉]{2,120}?)[,.]?[\"“”»›」』》〉’]\s*$"
)
WORD = re.compile(r"[^\s()]+")
_STOP = re.compile(r"(?<!\b\w)\.\s|[!?。！？;]\s")
"""The end of a sentence; the stop behind a single letter is that of an initial."""

_PREPOSITION_AND_WORD = 2


def title_begin(text: str, free: int, end: int, cues: Cues) -> tuple[int | None, bool]:
    """Find where the title before a date begins.

    Args:
        text: A sentence.
        free: Where the title may begin at the earliest.
        end: Where the parenthesis with the date begins.
        cues: Of its language.

    Returns:
        Where it begins, or the name of an author does, None where neither stands there; and whether words lead to it.

    Cost: linear in the sentence.
    """
    head = text[free:end]
    in_marks = _TITLE_MARKS.search(head)
    if in_marks:
        return free + in_marks.start(), True
    emphasised = [found for found in EMPHASIS.finditer(head) if not head[found.end() :].strip()]
    if emphasised:
        return free + emphasised[-1].start(), True
    leads = list(cues.author_of.pattern.finditer(head)) + list(cues.quoted_in.pattern.finditer(head))
    if leads:
        last = max(leads, key=lambda lead: lead.end())
        rest = head[last.end() :]
        if rest.strip() and not rest.lstrip(" ,:")[:1].islower() and not _STOP.search(rest):
            return free + last.end() + blanks(rest), True
    if cues.title_case or not cues.in_work:
        return _capitals_before(text, free, end, cues)
    for lead in cues.in_work.pattern.finditer(head):
        rest = head[lead.end() :]
        first = rest.lstrip(" ,:")
        reports = cues.writing.pattern.search(first) is not None
        is_led = not reports and (
            len(lead[0].split()) > 1 or leads_to_title(head[: lead.start()], len(first.split()), cues)
        )
        if is_led and first[:1].isupper() and not _STOP.search(rest):
            return free + lead.end() + len(rest) - len(first), True
    return _name_before(text, free, end, cues), False


def _name_before(text: str, free: int, end: int, cues: Cues) -> int | None:
    """Where the name begins that stands right before a date, no preposition and no article before it."""
    names = find_names(text[free:end], cues)
    if not names or text[free + names[-1].end : end].strip():
        return None
    before = text[free : free + names[-1].begin].split()
    if len(before) == 1 and before[0].lower() in cues.for_one:
        return free + names[-1].begin
    return (
        None
        if before and before[-1].lower() in cues.title_words | cues.determiners
        else free + names[-1].begin
    )


def _capitals_before(text: str, free: int, end: int, cues: Cues) -> tuple[int | None, bool]:
    """Go back over words in capitals and the small words between them, colons included."""
    spans = [found.span() for found in WORD.finditer(text, free, end)]
    first: int | None = None
    for place in range(len(spans) - 1, -1, -1):
        begin, stop = spans[place]
        word = text[begin:stop]
        bare = word.strip("*_\"“”‘’'")
        if place + 1 < len(spans) and bare[-1:] in ",.;!?" and not _is_initial(bare):
            break
        core = bare.rstrip(":,.").lower()
        if bare[:1].isupper() or bare[:1].isdigit():
            first = place
        elif core not in cues.title_words and not (not cues.title_words and len(core) <= 3):  # noqa: PLR2004
            break
    if first is None:
        return None, False
    at = spans[first][0]
    first_word = text[slice(*spans[first])].lower()
    if not text[free:at].strip() and first_word in cues.not_names and first_word not in cues.articles:
        # "In The Red Book (1936) ..." : the sentence's first word is no part of the title.
        led = first_word in cues.in_work and len(spans) - first > _PREPOSITION_AND_WORD
        first += 1
        while first < len(spans) and not text[spans[first][0]].isupper():
            first += 1
        return (spans[first][0], led) if first < len(spans) else (None, False)
    behind = _behind_speaker(text, free, spans[first:], cues)
    return (behind, True) if behind else (at, _is_led(text[free:at], len(spans) - first, cues))


def _behind_speaker(text: str, free: int, spans: list[tuple[int, int]], cues: Cues) -> int | None:
    """Where the title begins in "writes Tom Reed in Reeds and Rushes", all of whose words may stand in a title."""
    before = text[free : spans[0][0]].rstrip()
    if not any(found.end() == len(before) for found in cues.reporting.pattern.finditer(before)):
        return None
    for place in range(1, len(spans) - 1):
        name = text[spans[0][0] : spans[place][0]].strip()
        if text[slice(*spans[place])] in cues.in_work and is_name(name, cues):
            return spans[place + 1][0]
    return None


def _is_led(before: str, n_words: int, cues: Cues) -> bool:
    """Whether a comma, or words that lead to a title, stand right before one of so many words."""
    bare = before.rstrip()
    if bare.endswith(","):
        return True
    for lead in cues.in_work.pattern.finditer(bare):
        if bare[lead.end() :].strip().lower() in {"", *cues.articles}:
            of_book = len(lead[0].split()) > 1
            return of_book or leads_to_title(bare[: lead.start()], n_words, cues)
    return False


def leads_to_title(before: str, n_words: int, cues: Cues) -> bool:
    """Whether a mere preposition may lead to a title: by what stands before the preposition.

    Args:
        before: The sentence up to the preposition.
        n_words: Words of the title.
        cues: Of its language.

    Returns:
        Behind a word of reporting, a name or a comma it may, and at the beginning before several words: "Finch wrote in
        Reeds (1950)", but not "while in Rome (1950) she".
    """
    bare = before.rstrip()
    if not bare:
        return n_words > 1
    if bare.endswith(","):
        return True
    reporting = cues.reporting.pattern.finditer(bare)
    if any(found.end() == len(bare) for found in reporting):
        return True
    last = bare.split()[-1]
    if re.split(r"[-‐]", last)[-1].lower() in cues.pronouns:
        return cues.reporting.pattern.search(bare) is not None  # "écrit-elle dans", "schreibt sie in"
    return last[:1].isupper() and last.lower() not in cues.not_names


def may_be_of_title(text: str, name: Name, cues: Cues) -> bool:
    """Whether a name may have words of a title in it, for no comma and no mark parts the two.

    Args:
        text: A sentence, its works not blanked.
        name: A name in it.
        cues: Of its language.

    Returns:
        Whether a title in capitals goes on in it: "In his book Reeds and Rushes Tom Reed writes", "In his memoirs of
        the War Tom Reed writes". Where the title ends and the name begins nobody can tell.

    Cost: linear in the words before the name.
    """
    if not cues.title_case:
        return False
    before = text[: name.begin].split()
    if not before:
        return False
    inside = len(before) > 1 and not before[-2].endswith((".", ":"))
    is_article = inside and before[-1][0].isupper() and before[-1].lower() in cues.articles
    if is_article and DATED.match(text[name.end :].lstrip()):
        return True  # "in Reed's book The Mill Pond (1931)"; but "Yesterday The Times reported"
    in_run = len(before)
    while in_run and (before[in_run - 1][0].isupper() or before[in_run - 1].lower() in cues.title_words):
        in_run -= 1
    lead = " ".join(before[:in_run])
    while in_run < len(before) and not cues.book_leads.end(lead):
        lead = " ".join(before[: (in_run := in_run + 1)])
    run = before[in_run:]
    if not cues.book_leads.end(lead) or any(word[-1] in ',;:."”’' for word in run):
        return False
    behind = text[name.end :].split(maxsplit=2)
    goes_on = len(behind) > 1 and behind[0].lower() in cues.title_words and behind[1][0].isupper()
    is_object = any(word.lower() not in cues.articles for word in run) and " " in name.text
    return goes_on or is_object or any(word[0].isupper() for word in run)


def _is_initial(word: str) -> bool:
    bare = word.rstrip(".")
    return word.endswith(".") and (
        len(bare) == 1 or "." in bare or bare.lower() in {"mr", "dr", "st", "mrs", "vol"}
    )


def blanks(text: str) -> int:
    """How many blanks, commas and colons a text begins with."""
    return len(text) - len(text.lstrip(" ,:\n"))
