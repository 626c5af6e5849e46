"""Check that the apparatus of each family gives each of its witnesses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.align.apply_variants import without_white_space
from pipeline.report.edition import Edition, read_editions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

__all__ = ["wrong_apparatus"]

_SHOWN_CHARACTERS = 60


def wrong_apparatus(tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """Find places without or with several readings of a witness, and witnesses that the readings do not make.

    Args:
        tables: Table by name; nothing is checked where families, witnesses or apparatus are not there.

    Yields:
        Each fault in one line.

    Cost: linear in the text of the witnesses, and the places times the witnesses.
    """
    if not {"families", "witnesses", "apparatus"} <= tables.keys():
        return
    for edition in read_editions(tables):
        faults = list(_wrong_places(edition))
        yield from faults or _wrong_texts(edition)


def _wrong_places(edition: Edition) -> Iterator[str]:
    sigla = Counter(witness.siglum for witness in edition.witnesses)
    for place in edition.places:
        where = f"apparatus {edition.family_id}, {place.place}"
        if Counter(siglum for one in place.readings for siglum in one.sigla) != sigla:
            yield f"{where}: the readings do not name each witness once"
        if edition.lemma.exact[place.begin : place.end] != place.lemma or place.begin < 0:
            yield f"{where}: the lemma {place.lemma!r} is not what stands in the lemma's witness there"


def _wrong_texts(edition: Edition) -> Iterator[str]:
    made = edition.texts()
    for witness in edition.witnesses:
        text, wanted = without_white_space(made[witness.siglum]), without_white_space(witness.exact)
        if text != wanted:
            at = next((n for n, (x, y) in enumerate(zip(text, wanted, strict=False)) if x != y), 0)
            shown = slice(at, at + _SHOWN_CHARACTERS)
            yield (
                f"apparatus {edition.family_id}: the readings of {witness.siglum!r} do not make its passage: "
                f"{text[shown]!r} against {wanted[shown]!r}"
            )
