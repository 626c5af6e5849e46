"""The summary of a run, from what was loaded and what came of it."""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.run_record import versions
from pipeline.summary import MatchLine, Parameter, Quarantined, Reason, RunStatus, RunSummary, StageLine

if TYPE_CHECKING:
    import polars as pl

    from pipeline.config import Config
    from pipeline.corpus.load import LoadedInputs

__all__ = ["Changes", "Results", "count_changes", "summarise"]

_FIRST_MATCHES = 10
_FIRST_WORDS = 12
_QUARANTINED = 3
"""Exit code of a run that is done but could not read every document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many matches are new, changed and gone against the run that was published before."""

    new: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(slots=True, kw_only=True)
class Results:
    """What a run has to show: its tables by name and its counts. Empty for a dry run."""

    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    n_candidates: int = 0
    n_alignments: int = 0
    stages: tuple[StageLine, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    changes: Changes = field(default_factory=Changes)


def count_changes(previous: pl.DataFrame | None, matches: pl.DataFrame) -> Changes:
    """Compare matches with those published before.

    Args:
        previous: The table ``matches`` as published before; None where nothing was.
        matches: The table as it is now.

    Returns:
        Counts. A match is changed where any column that both tables have differs, its place in the order of review
        apart, which every new match may shift.

    Cost: linear in the rows of both.
    """
    if previous is None:
        return Changes(new=matches.height)
    shared = [name for name in matches.columns if name in previous.columns and name != "review_rank"]
    before = {row["match_id"]: row for row in previous.select(shared).iter_rows(named=True)}
    now = {row["match_id"]: row for row in matches.select(shared).iter_rows(named=True)}
    both = before.keys() & now.keys()
    return Changes(
        new=len(now) - len(both),
        changed=sum(before[name] != now[name] for name in both),
        removed=len(before) - len(both),
    )


def summarise(
    settings: Config,
    loaded: LoadedInputs,
    results: Results,
    *,
    run_id: str,
    status: RunStatus,
    started: float,
) -> RunSummary:
    """Put together what a run says of itself.

    Args:
        settings: Its configuration.
        loaded: What it read.
        results: What came of it.
        run_id: Its id; of a run that published nothing, that of the published run, or "".
        status: How it ended.
        started: The stop watch (``time.perf_counter``) at its begin.

    Returns:
        The summary.
    """
    statuses = Counter(document.status for document in loaded.documents)
    tables = results.tables
    rows = {name: frame.height for name, frame in tables.items()}
    n_words = tables["documents"]["n_words"].sum() if "documents" in tables else 0
    return RunSummary(
        run_id=run_id,
        status=status,
        exit_code=_QUARANTINED if statuses["quarantined"] else 0,
        outputs=settings.paths.outputs,
        engine=settings.run.engine,
        seconds=round(time.perf_counter() - started, 3),
        peak_rss_mb=_peak_rss_mb(),
        n_documents=len(loaded.documents),
        n_words=int(n_words or 0),
        n_quarantined=statuses["quarantined"],
        n_empty=statuses["empty"],
        n_duplicates=statuses["duplicate"],
        n_candidates=results.n_candidates,
        n_alignments=results.n_alignments,
        n_matches=rows.get("matches", 0),
        n_variants=rows.get("variants", 0),
        n_families=rows.get("families", 0),
        n_set_aside=rows.get("set_aside", 0),
        n_attributions=rows.get("attributions", 0),
        n_wanted_sources=rows.get("wanted_sources", 0),
        new=results.changes.new,
        changed=results.changes.changed,
        removed=results.changes.removed,
        quarantined=tuple(
            Quarantined(path=document.path, reason=document.status_reason or "")
            for document in loaded.documents
            if document.status == "quarantined"
        ),
        set_aside_by_reason=_reasons(tables),
        first_matches=_first_matches(tables),
        stages=results.stages,
        parameters=(*results.parameters, *versions()),
    )


def _reasons(tables: dict[str, pl.DataFrame]) -> tuple[Reason, ...]:
    """How many strings were set aside for each reason, most first."""
    if "set_aside" not in tables:
        return ()
    counts = Counter(tables["set_aside"]["reason"].to_list())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Reason(reason=reason, n=n) for reason, n in ordered)


def _first_matches(tables: dict[str, pl.DataFrame]) -> tuple[MatchLine, ...]:
    if "matches" not in tables:
        return ()
    first = tables["matches"].sort("review_rank").head(_FIRST_MATCHES)
    return tuple(
        MatchLine(
            match_id=row["match_id"],
            arrow=row["arrow"],
            words=row["words_equal"],
            reuse_type=row["reuse_type"],
            what_differs=row["what_differs"],
            a_locus=row["a_locus"],
            b_locus=row["b_locus"],
            begins=" ".join(row["a_text"].split()[:_FIRST_WORDS]),
        )
        for row in first.iter_rows(named=True)
    )


def _peak_rss_mb() -> float:
    """Most memory this process and any of its workers had at one time, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round(max(own, workers) * unit / 1_000_000, 1)
