"""Rows of ``apparatus``: the places of each family, and each as an editor would print it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from pipeline.align.collation.apparatus import apparatus_of_match, find_apparatus
from pipeline.align.collation.entries import WordPlaces
from pipeline.align.collation.pieces import Extent
from pipeline.align.collation.versions import WitnessText
from pipeline.align.describe import DescribeContext
from pipeline.align.languages import recognised_language
from pipeline.align.side import Side
from pipeline.provenance.descent import sides_of
from pipeline.report.edition import has_words, words_alone
from pipeline.tables import TABLES
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pipeline.align.collation.place import Place, Reading
    from pipeline.align.lexicon import Lexicon
    from pipeline.engine import LocalEngine
    from pipeline.provenance.families import Span
    from pipeline.provenance.findings import Findings, MatchFinding
    from pipeline.report.rows.family_rows import NamedFamily

__all__ = ["apparatus_rows", "collate_families", "entry"]

_SHOWN_WORDS = 12
"""Words of a reading that an entry shows whole; of longer ones it shows the begin and the end."""

_HEAD_WORDS, _TAIL_WORDS = 6, 4
_CUT = "[cut]"

_SHOWN_SIGLA = 20
_SHOWN_READINGS = 20
"""Sigla of one reading, and readings, that an entry names; the column of the readings has all of them."""

_LONGEST_WORD = 200
"""Characters before a place among which its word is looked for."""

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
) -> Iterator[Row]:
    """Collate each family and make a row of each place at which its witnesses differ.

    Args:
        findings: All that was found.
        families: The families with their witnesses and lemmas, in the order of the findings.
        keep_marks: How words fold.
        engine: Where families are collated; in this process if not given.

    Yields:
        Rows, places numbered from 1 in the order of the lemma's text; those of families of one match first.

    Cost: linear in the words of the corpus, for what it knows of words, and that of collating.
    """
    if not families:
        return
    vocabulary, counts = findings.corpus.word_contexts()
    context = DescribeContext(
        corpus=findings.corpus, vocabulary=vocabulary, counts=counts, keep_marks=keep_marks
    )
    told, untold = [], []
    for family, matches in zip(families, findings.families, strict=True):
        if len(family.members) == 2 and len(matches.matches) == 1:  # noqa: PLR2004 - the two sides of a match
            told.append((family, findings.matches[matches.matches[0]]))
        else:
            untold.append(_as_row(family))
    frame = pl.DataFrame(untold, schema=_FAMILY)
    with ExitStack() as stack:
        collated: Callable[[], Iterator[pl.DataFrame]]
        if engine is None or not untold:
            collated = partial(map, collate_families, (frame,), (context,))
        else:
            partitions = engine.repartition(frame, ("family_id",), work_a_row=_COLLATING)
            collated = stack.enter_context(engine.begun(collate_families, partitions, context))
        for family, match in told:
            places = _known_places(findings, family, match)
            if places is None:
                left = pl.DataFrame([_as_row(family)], schema=_FAMILY)
                yield from collate_families(left, context).iter_rows(named=True)
                continue
            lemma = family.members[family.lemma].span
            sigla = [witness.siglum for witness in family.members]
            text = findings.compared[lemma.number].text
            yield from _place_rows(family.family_id, places, sigla, text, lemma.begin)
        for part in collated():
            yield from part.iter_rows(named=True)


def _known_places(findings: Findings, family: NamedFamily, match: MatchFinding) -> tuple[Place, ...] | None:
    """The places of a family that is one match, whose variants say all; None where its witnesses are not its sides."""
    sides = sides_of(match)
    lemma, other = (family.members[at].span for at in (family.lemma, 1 - family.lemma))
    if (lemma, other) == sides:
        variants = [row for row in match.variants if row.edge == "none"]
        words = match.first_word_a, match.last_word_a
    elif (other, lemma) == sides:
        variants = [row.mirrored() for row in match.variants if row.edge == "none"]
        words = match.first_word_b, match.last_word_b
    else:
        return None
    view = findings.corpus.document(lemma.number)
    first, last = words
    places = WordPlaces(begin=view.begin[first:last].tolist(), end=view.end[first:last].tolist())
    return apparatus_of_match(
        _whole(findings, lemma), _whole(findings, other), places, variants, lemma_at=family.lemma
    )


def _whole(findings: Findings, span: Span) -> Extent:
    """The passage of a match: it begins and ends with a word."""
    return Extent(
        text=findings.compared[span.number].text,
        begin=span.begin,
        end=span.end,
        first_word=span.begin,
        last_word=span.end,
    )


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

    def lexicon(one: int, other: int) -> Lexicon:
        words = itertools.chain(texts[one].side.words, texts[other].side.words)
        return context.lexicon(numbers[one], numbers[other], recognised_language(words))

    places = find_apparatus(texts, lemma_at, lexicon)
    sigla = [member["siglum"] for member in members]
    lemma = texts[lemma_at]
    yield from _place_rows(family["family_id"], places, sigla, lemma.side.text, lemma.begin)


def _place_rows(
    family_id: str, places: Sequence[Place], sigla: Sequence[str], lemma: str, begin: int
) -> Iterator[Row]:
    """Rows of the places of one family, numbered; ``lemma`` is its document, ``begin`` where its passage begins."""
    of_move: dict[tuple[int, int], set[int]] = defaultdict(set)
    for number, place in enumerate(places, 1):
        for move in place.moves:
            of_move[move].add(number)
    for number, place in enumerate(places, 1):
        elsewhere = sorted({at for move in place.moves for at in of_move[move]} - {number})
        yield {
            "family_id": family_id,
            "place": number,
            "entry": entry(place, sigla, _word_before(lemma, begin, place), elsewhere),
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


def _word_before(lemma: str, begin: int, place: Place) -> str:
    """The lemma's last word before a place where it has nothing; empty at its begin."""
    if place.lemma:
        return ""
    before = lemma[max(begin, place.lemma_begin - _LONGEST_WORD) : place.lemma_begin].split()
    return before[-1] if before else ""


def entry(place: Place, sigla: Sequence[str], word_before: str, elsewhere: Sequence[int] = ()) -> str:
    """A place as an apparatus prints it: lemma ] reading sigla.

    Args:
        place: The place.
        sigla: Those of all witnesses, by their positions.
        word_before: The lemma's last word before it, for a place where the lemma has nothing.
        elsewhere: Numbers of the places to which words moved from here, or from which they came.
    """
    shown = place.readings[1 : 1 + _SHOWN_READINGS]
    moved = f"moved (see {', '.join(map(str, elsewhere))})" if elsewhere else "moved"
    others = "; ".join(_shown(reading, sigla, moved, adds=not place.lemma) for reading in shown)
    if more := len(place.readings) - 1 - len(shown):
        others += f"; and {more} more readings" if more > 1 else "; and 1 more reading"
    if place.lemma:
        is_alone = not any(has_words(reading.reading) for reading in place.readings[1:])
        return f"{_short(words_alone(place.lemma) if is_alone else place.lemma)} ] {others}"
    return f"after {word_before} ] {others}" if word_before else f"at the beginning ] {others}"


def _shown(reading: Reading, sigla: Sequence[str], moved: str, *, adds: bool) -> str:
    names = ", ".join(sigla[at] for at in reading.witnesses[:_SHOWN_SIGLA])
    if len(reading.witnesses) > _SHOWN_SIGLA:
        names += f" and {len(reading.witnesses) - _SHOWN_SIGLA} more"
    text = _short(words_alone(reading.reading) if adds else reading.reading)
    state = moved if reading.state == "moved" else reading.state
    if reading.state == "reads":
        return f"{'adds ' if adds else ''}{text} {names}"
    return f"{text} {state} {names}" if text else f"{state} {names}"


def _short(reading: str) -> str:
    words = reading.split()
    if len(words) <= _SHOWN_WORDS:
        return " ".join(words)
    return " ".join((*words[:_HEAD_WORDS], _CUT, *words[-_TAIL_WORDS:]))
