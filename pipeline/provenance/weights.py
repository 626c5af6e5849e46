"""What each kind of evidence weighs: log2 of the odds that the side it favours is the source, in millibits.

No weight is fitted. Each says how often such a sign leads astray, as far as known traditions and the ways in which
texts are copied tell; the derivations stand in ``docs/explanation/direction.md``. A weight of w bits says: of 2^w + 1
cases that have this sign and nothing else, one has the arrow the other way round.
"""

from __future__ import annotations

import math
from types import MappingProxyType

__all__ = [
    "AUTHORITY",
    "LIKELY_MILLIBITS",
    "SURE_MILLIBITS",
    "block_order",
    "confidence_of",
    "is_sure",
    "shared_error",
]

MANIFEST = 7000
"""One in 128: ``sources.toml`` is taken as given, but it speaks of documents, and a passage may be an exception."""

ATTRIBUTION_STATED = 5000
"""One in 33: the document names the work. It may have the words from a third, but the work has them not from it."""

ATTRIBUTION_INFERRED = 3000
"""One in 9: the title was not stated but found by author and year, of which there may be another work."""

OWN_SOURCE = 4000
"""One in 17: a running text and a source that the same document prints under a number and a heading."""

DATE = 3200
"""One in 10: known editions follow their dates; printed dates are now and then those of a reprint or of a web page."""

MARKED_OMISSION = 3500
"""One in 12: an ellipsis where the other side has words. The exceptions are damaged originals, edited with gaps."""

SHORT_OMISSION = 1000
"""One in 3: an ellipsis against one or two words, for which an author may have put a pause or a pause another word."""

SQUARE_BRACKETS = 3000
"""One in 9: words an editor put in. The exceptions are marks of a page's machinery that a copy strips."""

NAME_IN_BRACKETS = 2000
"""One in 5: a name in round brackets that explains a pronoun. Authors do that too, and later drop it."""

ROUND_BRACKETS = 500
"""Two in five: other words in round brackets are nearly as often the author's own."""

QUOTATION_MARKS = 2300
"""One in 6: one side quotes what the other says in its own voice, unless that one left a quotation's marks away."""

SAME_SOURCE = 2500
"""One in 7, what shows the direction of one passage of a numbered source for the others: the excerpt may have been put
together from two."""

FULLER_CONTEXT = 3000
"""One in 9: of excerpts that say they are excerpts, the larger text was the source in 94 of 100."""

TRUNCATION = 2000
"""One in 5: an excerpt that stops in the middle of a sentence the other side goes on with."""

ONE_ERROR = 100
"""A slip on one side alone: made in copying, or mended in copying, or made by whoever scanned that side. In edited
traditions it points the right way in half of the cases, in copies with slips of their own in all."""

MOST_ERRORS = 300
"""What all slips together weigh: a bad scan of the original has more of them than a clean copy."""

CORRECTED_ERROR = 1000
"""A slip on one side, mended on a side that shows an editor's hand elsewhere."""

SHARED_ERROR = 6000
"""For dependence: one word in some hundred is misread, and in the same way in one case of some. What is only probably a
slip weighs less (``shared_error``)."""

SHARED_OMISSION = 6000
"""For dependence: two who cut the same words to the letter and did not see each other."""

EQUAL_HEADING = 4000
"""For dependence: two who gave one excerpt the same heading."""

MOVED = 2000
"""For dependence: one passage in four is moved where a copy rearranges its source at all, and two that do not know of
each other move the same ones by chance."""

LIKELY_MILLIBITS = 2000
"""From here a verdict is given: four in five."""

SURE_MILLIBITS = 4250
"""From here it is called sure: nineteen in twenty."""

AUTHORITY = MappingProxyType(
    {
        "manifest": 0,
        "attribution": 1,
        "citation_heading": 1,
        "date": 2,
        "marked_omission": 3,
        "editorial_insertion": 3,
        "quotation_marks": 4,
        "fuller_context": 5,
        "truncation": 5,
        "shared_error": 6,
        "shared_omission": 6,
        "equal_heading": 6,
        "block_order": 6,
        "corrected_error": 7,
        "unique_reading": 7,
    }
)
"""The order of authority of the kinds, 0 first."""

_DECIMALS = 4
_MOST = 0.9999
"""No evidence makes a verdict certain, and none is printed as if it did."""


def is_sure(confidence: float) -> bool:
    """Whether so much confidence is called sure."""
    return confidence >= confidence_of(SURE_MILLIBITS)


def shared_error(odds_millibits: int) -> int:
    """What a reading that both sides have weighs for dependence, where it may be a slip or meant.

    Args:
        odds_millibits: Log2 of the odds that it is a slip.

    Returns:
        Millibits. If it is meant, both have it anyway; if it is a slip, ``SHARED_ERROR`` speaks for dependence. So of a
        probability p the two that are independent have it with 1 - p + p / 64: one bit for an even chance, three for
        nine in ten, six for certainty.
    """
    slip = 1 / (1 + 2 ** (-odds_millibits / 1000))
    return -round(1000 * math.log2(1 - slip * (1 - 2 ** (-SHARED_ERROR / 1000))))


def block_order(n_blocks: int, n_moved: int) -> int:
    """What it weighs for dependence that two texts rearrange a third's passages in the same way.

    Args:
        n_blocks: Passages that all three have, two at least.
        n_moved: How many of them stand elsewhere than in the third.

    Returns:
        Millibits: for each that was moved, that it was, and that it was put at one of so many other places; not more
        than a shared omission.
    """
    return min(SHARED_OMISSION, n_moved * (MOVED + round(1000 * math.log2(n_blocks - 1))))


def confidence_of(millibits: int) -> float:
    """How probable a verdict is that so much speaks for: 1 / (1 + 2^-bits), rounded to four decimals, and never 1."""
    return min(_MOST, round(1 / (1 + 2 ** (-millibits / 1000)), _DECIMALS))
