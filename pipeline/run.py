"""The order of the stages, nothing else."""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from pipeline.align.stage import align_stage
from pipeline.config import Config
from pipeline.corpus.load import load_documents
from pipeline.corpus.tokenise import tokenise
from pipeline.engine import LocalEngine
from pipeline.errors import CheckError
from pipeline.minhash.stage import minhash_stage
from pipeline.provenance.stage import provenance_stage
from pipeline.report import check_tables, write_tables
from pipeline.report.rows.tables import content_tables
from pipeline.run_record import code_version, run_tables, stage_key, versions
from pipeline.store import OutputStore, RunIdentity
from pipeline.summary import (
    MatchLine,
    Parameter,
    Quarantined,
    Reason,
    RunSummary,
    StageLine,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl

    from pipeline.corpus.load import LoadedInputs
    from pipeline.store import PublishedRun

__all__ = ["run_pipeline"]

_FIRST_MATCHES = 10
_FIRST_WORDS = 12

Progress = "Callable[[str, float], None]"


@dataclass(slots=True)
class _Watch:
    """Measures the stages as they go by."""

    progress: Callable[[str, float], None] | None
    lines: list[StageLine] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[_Rows]:
        """Time one stage; the body says how many rows went in and came out."""
        if self.progress is not None:
            self.progress(name, 0.0)
        rows = _Rows()
        begin = time.perf_counter()
        yield rows
        seconds = round(time.perf_counter() - begin, 3)
        self.lines.append(
            StageLine(
                stage=name,
                outcome="ran",
                seconds=seconds,
                rows_in=rows.read,
                rows_out=rows.made,
                why=rows.why,
            )
        )
        if self.progress is not None:
            self.progress(name, 1.0)


@dataclass(slots=True)
class _Rows:
    read: int = 0
    made: int = 0
    why: str = "inputs, settings or code are not those of the last run"


def run_pipeline(
    config: Config | None = None,
    *,
    dry_run: bool = False,
    progress: Callable[[str, float], None] | None = None,
) -> RunSummary:
    """Read the inputs, find, align and explain what repeats, and publish the tables.

    Args:
        config: Settings; the defaults if None.
        dry_run: Say what would run and why; write nothing.
        progress: Called with a stage's name and 0.0 when it begins, 1.0 when it ends.

    Returns:
        What the run did. ``status`` is "unchanged" where inputs, settings and code are those of the published run: then
        nothing is written.

    Raises:
        InputError: There is nothing to read.
        ConfigurationError: A setting cannot be used.
        CheckError: A result failed its own check, or a guard rail stopped the run; what was published before stands.
        LockError: Another run holds the outputs.

    Cost: linear in the words of the corpus, and the alignment of what repeats.
    """
    settings = config or Config()
    started = time.perf_counter()
    started_at = datetime.now(UTC)
    store = OutputStore(settings.paths.outputs)
    if dry_run:
        return _dry_run(settings, store, started)
    with store.lock():
        watch = _Watch(progress=progress)
        with watch.stage("corpus") as rows:
            loaded = load_documents(settings.paths.inputs, settings.corpus)
            rows.read = rows.made = len(loaded.documents)
        latest = store.latest()
        identity = RunIdentity(
            inputs_sha256=loaded.inputs_sha256, config_sha256=settings.sha256(), code_version=code_version()
        )
        if latest is not None and latest.identity == identity:
            return _unchanged(settings, store, latest, loaded, started)
        previous = _previous_matches(store, latest)
        _guard_document_drop(settings, store, latest, loaded)
        return _run(settings, store, loaded, identity, watch, previous, started, started_at)


def _run(
    settings: Config,
    store: OutputStore,
    loaded: LoadedInputs,
    identity: RunIdentity,
    watch: _Watch,
    previous: pl.DataFrame | None,
    started: float,
    started_at: datetime,
) -> RunSummary:
    engine = LocalEngine(jobs=settings.run.jobs)
    with watch.stage("tokenise") as rows:
        compared = [document for document in loaded.documents if document.status == "ok"]
        n_compared = len(compared)
        compared += [document for document in loaded.documents if document.status == "duplicate"]
        tokens = tokenise(
            [document.text for document in compared],
            keep_marks=settings.corpus.keep_marks,
            join_line_end_hyphens=settings.corpus.join_line_end_hyphens,
        )
        rows.read, rows.made = len(compared), len(tokens.word_hash)
    with watch.stage("minhash") as rows:
        candidates = minhash_stage(tokens, n_compared, settings)
        rows.read, rows.made = len(tokens.word_hash), candidates.n_regions
    with watch.stage("align") as rows:
        aligned = align_stage(
            tuple(compared), n_compared, tokens, candidates, settings, engine, loaded.ignore_lines
        )
        rows.read, rows.made = candidates.n_regions, len(aligned.described)
    with watch.stage("provenance") as rows:
        findings = provenance_stage(loaded.documents, tuple(compared), aligned)
        rows.read, rows.made = len(aligned.described), len(findings.families)
    with watch.stage("report") as rows:
        tables = content_tables(findings, keep_marks=settings.corpus.keep_marks)
        rows.read, rows.made = len(findings.matches), sum(frame.height for frame in tables.values())
        check_tables(
            tables, {document.document_id: document.text for document in loaded.documents if document.text}
        )
    changed = _changes(previous, tables["matches"])
    status: Literal["published", "partial"] = (
        "partial" if any(document.status == "quarantined" for document in loaded.documents) else "published"
    )
    summary = _summary(
        settings,
        store_id=_run_id(started_at, identity),
        status=status,
        loaded=loaded,
        tables=tables,
        changed=changed,
        n_candidates=candidates.n_regions,
        n_alignments=aligned.n_alignments,
        stages=tuple(watch.lines),
        parameters=candidates.parameters,
        started=started,
    )
    every = tables | run_tables(summary, identity, started_at, datetime.now(UTC), _earlier_runs(store))
    store.publish(
        summary.run_id, every, lambda folder: write_tables(folder, every, settings.report), identity=identity
    )
    return summary


def _run_id(started_at: datetime, identity: RunIdentity) -> str:
    """When the run began and what it was made from, so that folders sort by time and two runs never share one."""
    return f"{started_at:%Y%m%dT%H%M%S%f}Z-{stage_key('run', identity)[:8]}"


def _dry_run(settings: Config, store: OutputStore, started: float) -> RunSummary:
    loaded = load_documents(settings.paths.inputs, settings.corpus)
    latest = store.latest()
    identity = RunIdentity(
        inputs_sha256=loaded.inputs_sha256, config_sha256=settings.sha256(), code_version=code_version()
    )
    reasons = _reasons(latest, identity)
    stages = tuple(
        StageLine(
            stage=name,
            outcome="would_run" if reasons else "reused",
            seconds=0.0,
            rows_in=0,
            rows_out=0,
            why=", ".join(reasons) or "inputs, settings and code are those of the published run",
        )
        for name in ("tokenise", "minhash", "align", "provenance", "report")
    )
    return _summary(
        settings,
        store_id=latest.run_id if latest is not None else "",
        status="dry_run",
        loaded=loaded,
        tables={},
        changed=(0, 0, 0),
        n_candidates=0,
        n_alignments=0,
        stages=stages,
        parameters=(),
        started=started,
    )


def _reasons(latest: PublishedRun | None, identity: RunIdentity) -> list[str]:
    """Why a run would do work: what is not as it was when the last run was published."""
    if latest is None:
        return ["nothing has been published yet"]
    reasons = []
    if latest.inputs_sha256 != identity.inputs_sha256:
        reasons.append("the inputs have changed")
    if latest.config_sha256 != identity.config_sha256:
        reasons.append("a setting has changed")
    if latest.code_version != identity.code_version:
        reasons.append("the program has changed")
    return reasons


def _unchanged(
    settings: Config, store: OutputStore, latest: PublishedRun, loaded: LoadedInputs, started: float
) -> RunSummary:
    names = ("documents", "matches", "variants", "families", "set_aside")
    tables = {name: store.read_table(name) for name in names}
    return _summary(
        settings,
        store_id=latest.run_id,
        status="unchanged",
        loaded=loaded,
        tables=tables,
        changed=(0, 0, 0),
        n_candidates=0,
        n_alignments=0,
        stages=(
            StageLine(
                stage="run",
                outcome="reused",
                seconds=0.0,
                rows_in=len(loaded.documents),
                rows_out=tables["matches"].height,
                why="inputs, settings and code are those of the published run",
            ),
        ),
        parameters=(),
        started=started,
    )


def _guard_document_drop(
    settings: Config, store: OutputStore, latest: PublishedRun | None, loaded: LoadedInputs
) -> None:
    """Stop when many documents of the last run are gone: a missing disk, most likely."""
    if latest is None:
        return
    before = set(store.read_table("documents")["document_id"].to_list())
    gone = before - {document.document_id for document in loaded.documents}
    if before and len(gone) / len(before) > settings.run.max_document_drop:
        raise CheckError.documents_gone(len(gone), len(before), settings.run.max_document_drop)


def _previous_matches(store: OutputStore, latest: PublishedRun | None) -> pl.DataFrame | None:
    return None if latest is None else store.read_table("matches")


def _earlier_runs(store: OutputStore) -> dict[str, pl.DataFrame]:
    """The tables of runs and stages so far, to which this run is added."""
    if store.latest() is None:
        return {}
    return {name: store.read_table(name) for name in ("runs", "stages")}


def _changes(previous: pl.DataFrame | None, matches: pl.DataFrame) -> tuple[int, int, int]:
    """New, changed and removed matches against the run before."""
    if previous is None:
        return len(matches), 0, 0
    shared = [name for name in matches.columns if name in previous.columns]
    before = {row["match_id"]: row for row in previous.select(shared).iter_rows(named=True)}
    now = {row["match_id"]: row for row in matches.select(shared).iter_rows(named=True)}
    both = before.keys() & now.keys()
    rank_free = {"review_rank": None}
    changed = sum(before[name] | rank_free != now[name] | rank_free for name in both)
    return len(now) - len(both), changed, len(before) - len(both)


def _summary(
    settings: Config,
    *,
    store_id: str,
    status: Literal["published", "unchanged", "dry_run", "partial"],
    loaded: LoadedInputs,
    tables: dict[str, pl.DataFrame],
    changed: tuple[int, int, int],
    n_candidates: int,
    n_alignments: int,
    stages: tuple[StageLine, ...],
    parameters: tuple[Parameter, ...],
    started: float,
) -> RunSummary:
    statuses = Counter(document.status for document in loaded.documents)
    rows = {name: frame.height for name, frame in tables.items()}
    reasons = Counter(tables["set_aside"]["reason"].to_list()) if "set_aside" in tables else Counter()
    n_words = tables["documents"]["n_words"].sum() if "documents" in tables else 0
    return RunSummary(
        run_id=store_id,
        status=status,
        exit_code=3 if statuses["quarantined"] else 0,
        outputs=settings.paths.outputs,
        engine=settings.run.engine,
        seconds=round(time.perf_counter() - started, 3),
        peak_rss_mb=_peak_rss_mb(),
        n_documents=len(loaded.documents),
        n_words=int(n_words or 0),
        n_quarantined=statuses["quarantined"],
        n_empty=statuses["empty"],
        n_duplicates=statuses["duplicate"],
        n_candidates=n_candidates,
        n_alignments=n_alignments,
        n_matches=rows.get("matches", 0),
        n_variants=rows.get("variants", 0),
        n_families=rows.get("families", 0),
        n_set_aside=rows.get("set_aside", 0),
        new=changed[0],
        changed=changed[1],
        removed=changed[2],
        quarantined=tuple(
            Quarantined(path=document.path, reason=document.status_reason or "")
            for document in loaded.documents
            if document.status == "quarantined"
        ),
        set_aside_by_reason=tuple(
            Reason(reason=reason, n=n)
            for reason, n in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
        ),
        first_matches=_first_matches(tables),
        stages=stages,
        parameters=(*parameters, *versions()),
    )


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
