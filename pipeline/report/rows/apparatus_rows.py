"""Rows of ``apparatus``: the places of each family, and each as an editor would print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from pipeline.align.collation.apparatus import find_apparatus
from pipeline.align.collation.versions import WitnessText
from pipeline.align.describe import DescribeContext
from pipeline.align.side import Side
from pipeline.tables import TABLES
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.align.collation.place import Place, Reading
    from pipeline.engine import LocalEngine
    from pipeline.provenance.findings import Findings
    from pipeline.report.rows.family_rows import NamedFamily

__all__ = ["apparatus_rows", "collate_families", "entry"]

_SHOWN_WORDS = 12
"""Words of a reading that an entry shows whole; of longer ones it shows the begin and the end."""

_HEAD_WORDS, _TAIL_WORDS = 6, 4
_CUT = "[cut]"

_SHOWN_SIGLA = 20
_SHOWN_READINGS = 20
"""Sigla of one reading, and readings, that an entry names; the column of the readings has all of them."""

Row = dict[str, object]


_COLLATING = 20
"""How much longer it takes to collate a family than to align a run of equal words."""

_MEMBER = pl.Struct({"number": pl.Int64, "begin": pl.Int64, "end": pl.Int64, "siglum": pl.String})
_FAMILY: dict[str, pl.DataType | type[pl.DataType]] = {
    "family_id": pl.String,
    "lemma": pl.Int64,
    "members": pl.List(_MEMBER),
}


def apparatus_rows(
    findings: Findings,
    families: Sequence[NamedFamily],
    *,
    keep_marks: bool,
    engine: LocalEngine | None = None,
) -> list[Row]:
    """Collate each family and make a row of each place at which its witnesses differ.

    Args:
        findings: All that was found.
        families: The families with their witnesses and lemmas, in the order of the findings.
        keep_marks: How words fold.
        engine: Where families are collated; in this process if not given.

    Returns:
        Rows in the order of families, places numbered from 1 in the order of the lemma's text.

    Cost: linear in the words of the corpus, for what it knows of words, and that of collating.
    """
    if not families:
        return []
    vocabulary, counts = findings.corpus.word_contexts()
    context = DescribeContext(
        corpus=findings.corpus, vocabulary=vocabulary, counts=counts, keep_marks=keep_marks
    )
    frame = pl.DataFrame([_as_row(family) for family in families], schema=_FAMILY)
    if engine is None:
        return collate_families(frame, context).to_dicts()
    partitions = engine.repartition(frame, ("family_id",), work_a_row=_COLLATING)
    return engine.gather(engine.map_partitions(collate_families, partitions, context)).to_dicts()


def _as_row(family: NamedFamily) -> Row:
    return {
        "family_id": family.family_id,
        "lemma": family.lemma,
        "members": [
            {
                "number": witness.span.number,
                "begin": witness.span.begin,
                "end": witness.span.end,
                "siglum": witness.siglum,
            }
            for witness in family.members
        ],
    }


def collate_families(partition: pl.DataFrame, context: DescribeContext) -> pl.DataFrame:
    """Collate some families.

    Args:
        partition: One row a family: ``family_id``, ``lemma`` (its position), ``members`` with the place and the siglum
            of each.
        context: The corpus and what it knows of words.

    Returns:
        Rows of ``apparatus``, in the order of the families.
    """
    rows = [row for family in partition.iter_rows(named=True) for row in _family_rows(family, context)]
    return pl.DataFrame(rows, schema=TABLES["apparatus"].schema)


def _family_rows(family: Mapping[str, Any], context: DescribeContext) -> Iterator[Row]:
    members, lemma_at = family["members"], family["lemma"]
    texts = [_text(context, member) for member in members]
    numbers = [member["number"] for member in members]
    places = find_apparatus(texts, lemma_at, lambda one, other: context.lexicon(numbers[one], numbers[other]))
    sigla = [member["siglum"] for member in members]
    lemma = texts[lemma_at]
    for number, place in enumerate(places, 1):
        yield {
            "family_id": family["family_id"],
            "place": number,
            "entry": entry(place, sigla, _word_before(lemma, place)),
            "lemma": place.lemma,
            "lemma_begin": place.lemma_begin,
            "lemma_end": place.lemma_end,
            "readings": [
                {
                    "reading": reading.reading,
                    "state": reading.state,
                    "sigla": [sigla[at] for at in reading.witnesses],
                }
                for reading in place.readings
            ],
            "variant_class": place.variant_class,
            "level": LEVEL_OF_CLASS[place.variant_class],
        }


def _text(context: DescribeContext, member: Mapping[str, Any]) -> WitnessText:
    view = context.corpus.document(member["number"])
    first, last = np.searchsorted(view.begin, (member["begin"], member["end"])).tolist()
    side = Side(
        text=view.text,
        words=[view.folded(word) for word in range(first, last)],
        begin=view.begin[first:last].tolist(),
        end=view.end[first:last].tolist(),
    )
    return WitnessText(side=side, begin=member["begin"], end=member["end"])


def _word_before(lemma: WitnessText, place: Place) -> str:
    """The lemma's last word before a place where it has nothing; empty at its begin."""
    before = lemma.side.text[lemma.begin : place.lemma_begin].split()
    return before[-1] if before else ""


def entry(place: Place, sigla: Sequence[str], word_before: str) -> str:
    """A place as an apparatus prints it: lemma ] reading sigla.

    Args:
        place: The place.
        sigla: Those of all witnesses, by their positions.
        word_before: The lemma's last word before it, for a place where the lemma has nothing.
    """
    shown = place.readings[1 : 1 + _SHOWN_READINGS]
    others = "; ".join(_shown(reading, sigla, adds=not place.lemma) for reading in shown)
    if more := len(place.readings) - 1 - len(shown):
        others += f"; and {more} more readings" if more > 1 else "; and 1 more reading"
    if place.lemma:
        return f"{_short(place.lemma)} ] {others}"
    return f"after {word_before} ] {others}" if word_before else f"at the beginning ] {others}"


def _shown(reading: Reading, sigla: Sequence[str], *, adds: bool) -> str:
    names = ", ".join(sigla[at] for at in reading.witnesses[:_SHOWN_SIGLA])
    if len(reading.witnesses) > _SHOWN_SIGLA:
        names += f" and {len(reading.witnesses) - _SHOWN_SIGLA} more"
    text = _short(reading.reading)
    if reading.state == "reads":
        return f"{'adds ' if adds else ''}{text} {names}"
    return f"{text} {reading.state} {names}" if text else f"{reading.state} {names}"


def _short(reading: str) -> str:
    words = reading.split()
    if len(words) <= _SHOWN_WORDS:
        return " ".join(words)
    return " ".join((*words[:_HEAD_WORDS], _CUT, *words[-_TAIL_WORDS:]))
