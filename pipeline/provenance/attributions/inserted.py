"""A clause of the narrator inside one pair of marks, as French and Russian print it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.provenance.attributions.around import Bound
from pipeline.provenance.attributions.clauses import read_clause

if TYPE_CHECKING:
    from pipeline.provenance.attributions.quotations import Quotation
    from pipeline.provenance.attributions.reading import Reading

__all__ = ["find_inserted"]

_BETWEEN_DASHES = re.compile(r"[,，?!…]\s*[—–-]\s+([^—–\n]{3,60}?)\s*[,.]?\s*[—–-]\s")
_BETWEEN_RAYAS = re.compile(r"\s[—–](\S[^—–\n]{3,60}?\S)[—–](?=[,.;:\s])")
"""As Spanish prints it: the dashes hang on the clause."""

_BETWEEN_COMMAS = re.compile(r",\s+([^,«»“”\n]{3,60}?)(?=[,.])")
_MOST_WORDS = 8


def find_inserted(reading: Reading, quotation: Quotation) -> Bound | None:
    """Find the clause: "Нас прогнал не огонь, — писала она позже, — нас прогнало молчание".

    Args:
        reading: The document.
        quotation: One of its quotations in marks that nothing before or after it attributes.

    Returns:
        The quotation with what the clause says; the clause stands between dashes or commas, begins with a word of
        reporting, and names its subject. None where there is none.
    """
    for pattern in (_BETWEEN_DASHES, _BETWEEN_RAYAS, _BETWEEN_COMMAS):
        for found in pattern.finditer(reading.text, quotation.begin, quotation.end):
            words = found[1]
            if len(words.split()) > _MOST_WORDS:
                continue
            clause = read_clause(words, reading.cues, after=True)
            if (
                clause.verb_kind != "writing"
                or clause.speaker_kind not in {"name", "pronoun"}
                or clause.first
            ):
                continue
            speaker = clause.speaker or reading.antecedent(quotation.outer_begin, quotation.block)
            return Bound(
                quotation=quotation,
                begin=found.start(1),
                end=found.end(1),
                speaker=speaker,
                cue=clause.cue,
                work=clause.work,
            )
    return None
