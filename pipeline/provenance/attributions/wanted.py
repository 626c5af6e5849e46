"""Wanted sources: the works that documents quote and the corpus lacks, one entry a work however it is cited."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.ids import content_id
from pipeline.provenance.attributions.overlaps import MatchIndex
from pipeline.provenance.attributions.works import CitedWork, group_works, main_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.provenance.attributions.model import Attribution
    from pipeline.provenance.findings import Findings

__all__ = ["WantedSource", "WantedSources", "find_wanted"]

_MOST = 0.8
"""Share of a witness that a quotation takes in, from which what is said of the quotation is said of the witness.

A page's narration with a quotation in it is the page's.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSource:
    """One work to get (TABLES ``wanted_sources``, the columns of these names)."""

    wanted_source_id: str
    author: str | None
    title: str
    year: int | None
    n_attributions: int
    distinct_words: int
    n_families_it_would_settle: int
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSources:
    """All works to get, and who asks for them.

    Attributes:
        sources: Sorted by id.
        of_attribution: For each attribution of the findings the id of its work, or None.
        of_family: For each family the id of the one absent work that its witnesses name, or None.
    """

    sources: tuple[WantedSource, ...]
    of_attribution: tuple[str | None, ...]
    of_family: tuple[str | None, ...]


def find_wanted(findings: Findings) -> WantedSources:
    """Find what to get next.

    Args:
        findings: All that was found.

    Returns:
        One entry a work that is cited, or inferred to be quoted, and is not in the corpus.

    Cost: n log n in the attributions, and linear in the matches that touch them.
    """
    wanted = [
        at for at, one in enumerate(findings.attributions) if one.cited_work == "not_in_corpus" and one.title
    ]
    works = [
        CitedWork(title=one.title or "", author=one.work_author, year=one.year)
        for one in (findings.attributions[at] for at in wanted)
    ]
    members: dict[int, list[int]] = defaultdict(list)
    for label, at in zip(group_works(works), wanted, strict=True):
        members[label].append(at)
    named = {
        label: _naming([findings.attributions[at] for at in places]) for label, places in members.items()
    }
    ids = {label: _id(work) for label, work in named.items()}
    of_attribution: list[str | None] = [None] * len(findings.attributions)
    for label, places in members.items():
        for at in places:
            of_attribution[at] = ids[label]
    of_family = _claims(findings, of_attribution)
    settled = Counter(claim for claim in of_family if claim is not None)
    index = MatchIndex(findings.matches)
    sources = []
    for label, places in members.items():
        cited = [findings.attributions[at] for at in places]
        work = named[label]
        sources.append(
            WantedSource(
                wanted_source_id=ids[label],
                author=work.author,
                title=work.title,
                year=work.year,
                n_attributions=len(cited),
                distinct_words=_distinct_words(findings, cited, index),
                n_families_it_would_settle=settled[ids[label]],
                cited_by=tuple(sorted({findings.compared[one.number].siglum for one in cited})),
            )
        )
    return WantedSources(
        sources=tuple(sorted(sources, key=lambda source: source.wanted_source_id)),
        of_attribution=tuple(of_attribution),
        of_family=of_family,
    )


def _naming(cited: Sequence[Attribution]) -> CitedWork:
    """A work as most places name it: the fullest title of those, the fullest name of the author, the commonest year."""
    stated = [one for one in cited if one.title_basis == "stated"] or cited
    titles = Counter(one.title for one in stated if one.title)
    authors = Counter(one.work_author for one in cited if one.work_author)
    years = Counter(one.year for one in stated if one.year)
    with_subtitle = [title for title in titles if main_title(title)[1]]
    pool = with_subtitle or list(titles)
    title = min(pool, key=lambda title: (-titles[title], -len(title), title))
    author = min(authors, key=lambda name: (-len(name.split()), -authors[name], name), default=None)
    year = min(years, key=lambda year: (-years[year], year), default=None)
    return CitedWork(title=title, author=author, year=year)


def _id(work: CitedWork) -> str:
    return content_id("n", work.author or "", main_title(work.title)[0], work.year or 0)


def _claims(findings: Findings, of_attribution: Sequence[str | None]) -> tuple[str | None, ...]:
    """The absent work that the witnesses of each family name: the only one, and no work of the corpus beside it."""
    by_document: dict[int, list[tuple[Attribution, str | None]]] = defaultdict(list)
    for one, wanted in zip(findings.attributions, of_attribution, strict=True):
        if one.title:
            by_document[one.number].append((one, wanted))
    claims: list[str | None] = []
    for family in findings.families:
        named: set[str | None] = set()
        for witness in family.witnesses:
            for one, wanted in by_document.get(witness.number, ()):
                shared = min(witness.end, one.quoted_end) - max(witness.begin, one.quoted_begin)
                if shared >= _MOST * len(witness):
                    named.add(wanted)
        claims.append(named.pop() if len(named) == 1 else None)
    return tuple(claims)


def _distinct_words(findings: Findings, cited: Sequence[Attribution], index: MatchIndex) -> int:
    """Words quoted from one work, of which those that stand in several quotations count once."""
    counted: dict[int, list[tuple[int, int]]] = defaultdict(list)
    total = 0
    for one in sorted(
        cited, key=lambda one: (one.quoted_begin - one.quoted_end, one.number, one.quoted_begin)
    ):
        view = findings.corpus.document(one.number)
        first, last = np.searchsorted(view.begin, (one.quoted_begin, one.quoted_end)).tolist()
        fresh = np.ones(last - first, bool)
        seen = [
            span for span in counted[one.number] if span[0] < one.quoted_end and one.quoted_begin < span[1]
        ]
        for overlap in index.overlaps(one.number, one.quoted_begin, one.quoted_end):
            spans = counted.get(overlap.number, ())
            if any(begin <= overlap.other_begin and overlap.other_end <= end for begin, end in spans):
                seen.append((overlap.begin, overlap.end))
        for begin, end in seen:
            low, high = np.searchsorted(view.begin, (begin, end)).tolist()
            fresh[max(0, low - first) : max(0, high - first)] = False
        total += int(fresh.sum())
        counted[one.number].append((one.quoted_begin, one.quoted_end))
    return total
