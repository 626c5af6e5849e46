"""What a run says of itself: the values that the run hands to the command line and to notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["MatchLine", "Parameter", "Quarantined", "Reason", "RunStatus", "RunSummary", "StageLine"]

RunStatus = Literal["published", "unchanged", "dry_run", "partial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A document that could not be read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """How many strings were set aside for one reason (TABLES ``set_aside.reason``)."""

    reason: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchLine:
    """One match as a person first meets it."""

    match_id: str
    arrow: str
    words: int
    reuse_type: str
    what_differs: str
    a_locus: str
    b_locus: str
    begins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """One stage of a run: whether its work was done or taken over from the last run, and why."""

    stage: str
    outcome: Literal["ran", "reused", "would_run"]
    seconds: float
    rows_in: int
    rows_out: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter really used, as text for people."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """The whole of a run in numbers and first lines.

    ``exit_code`` is 0, or 3 where inputs were quarantined. Counts are of this run; ``new``, ``changed`` and
    ``removed`` count matches against the run that was published before it. ``seconds`` is wall time,
    ``peak_rss_mb`` the peak memory of this process and its workers.
    """

    run_id: str
    status: RunStatus
    exit_code: int
    outputs: Path
    engine: str
    seconds: float
    peak_rss_mb: float
    n_documents: int
    n_words: int
    n_quarantined: int
    n_empty: int
    n_duplicates: int
    n_candidates: int
    n_alignments: int
    n_matches: int
    n_variants: int
    n_families: int
    n_set_aside: int
    new: int
    changed: int
    removed: int
    quarantined: tuple[Quarantined, ...] = ()
    set_aside_by_reason: tuple[Reason, ...] = ()
    first_matches: tuple[MatchLine, ...] = ()
    stages: tuple[StageLine, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    n_attributions: int = 0
    n_wanted_sources: int = 0
