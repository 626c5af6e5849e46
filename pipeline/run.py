"""The order of the stages, nothing else."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.align.stage import align_stage
from pipeline.comparison import plan_comparison
from pipeline.config import Config, check_config
from pipeline.corpus.load import load_documents
from pipeline.corpus.tokenise import tokenise
from pipeline.engine import LocalEngine
from pipeline.guards import guard_document_drop, guard_folders
from pipeline.minhash.stage import minhash_stage
from pipeline.provenance.stage import provenance_stage
from pipeline.report import check_tables, write_tables
from pipeline.report.rows.tables import content_tables
from pipeline.run_plan import planned_stages, reused_stages
from pipeline.run_record import run_identity, run_tables, stage_key
from pipeline.run_summary import Results, count_changes, summarise
from pipeline.stage_watch import StageWatch
from pipeline.store import OutputStore

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from pipeline.corpus.load import LoadedInputs
    from pipeline.store import PublishedRun, RunIdentity
    from pipeline.summary import RunSummary

__all__ = ["run_pipeline"]


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
    watch = StageWatch(progress=progress)
    started = _Start(at=datetime.now(UTC), seconds=time.perf_counter())
    settings = check_config(config or Config())
    guard_folders(settings.paths)
    store = OutputStore(settings.paths.outputs)
    if dry_run:
        loaded = load_documents(settings.paths.inputs, settings.corpus)
        latest = store.latest()
        stages = planned_stages(latest, run_identity(loaded, settings))
        run_id = latest.run_id if latest is not None else ""
        return summarise(
            settings, loaded, Results(stages=stages), run_id=run_id, status="dry_run", started=started.seconds
        )
    with store.lock(), LocalEngine(jobs=settings.run.jobs) as engine:
        with watch.stage("corpus") as rows:
            loaded = load_documents(settings.paths.inputs, settings.corpus, engine)
            rows.read = rows.made = len(loaded.documents)
        identity, latest = run_identity(loaded, settings), store.latest()
        if latest is not None and latest.identity == identity:
            return _unchanged(settings, store, latest, loaded, started)
        if latest is not None:
            guard_document_drop(settings.run, store.read_table("documents"), loaded.documents)
        return _publish(settings, store, loaded, identity, watch, started, engine)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """When the run began, by the calendar and by the stop watch (seconds)."""

    at: datetime
    seconds: float


def _publish(
    settings: Config,
    store: OutputStore,
    loaded: LoadedInputs,
    identity: RunIdentity,
    watch: StageWatch,
    started: _Start,
    engine: LocalEngine,
) -> RunSummary:
    results = _run_stages(settings, loaded, watch, engine)
    published = store.latest() is not None
    results.changes = count_changes(
        store.read_table("matches") if published else None, results.tables["matches"]
    )
    partial = any(document.status == "quarantined" for document in loaded.documents)
    summary = summarise(
        settings,
        loaded,
        results,
        run_id=_run_id(started.at, identity),
        status="partial" if partial else "published",
        started=started.seconds,
    )
    earlier = {name: store.read_table(name) for name in ("runs", "stages")} if published else {}
    tables = results.tables | run_tables(summary, identity, started.at, datetime.now(UTC), earlier)
    store.publish(
        summary.run_id,
        tables,
        lambda folder: write_tables(folder, tables, settings.report),
        identity=identity,
    )
    return summary


def _run_stages(settings: Config, loaded: LoadedInputs, watch: StageWatch, engine: LocalEngine) -> Results:
    with watch.stage("tokenise") as rows:
        plan = plan_comparison(loaded.documents, settings.minhash.only_between)
        compared, n_compared = plan.documents, plan.n_compared
        tokens = tokenise(
            [document.text for document in compared],
            keep_marks=settings.corpus.keep_marks,
            join_line_end_hyphens=settings.corpus.join_line_end_hyphens,
        )
        rows.read, rows.made = len(compared), len(tokens.word_hash)
    with watch.stage("minhash") as rows:
        candidates = minhash_stage(tokens, n_compared, settings, sides=plan.sides, threads=engine.processes)
        rows.read, rows.made = len(tokens.word_hash), candidates.n_regions
    with watch.stage("align") as rows:
        aligned = align_stage(compared, n_compared, tokens, candidates, settings, engine, loaded.ignore_lines)
        rows.read, rows.made = candidates.n_regions, len(aligned.described)
    results = Results(
        n_candidates=candidates.n_regions,
        n_alignments=aligned.n_alignments,
        parameters=(*plan.parameters, *candidates.parameters),
    )
    # What is not needed any more of a large corpus is a gigabyte.
    del candidates, tokens
    with watch.stage("provenance") as rows:
        findings = provenance_stage(loaded.documents, compared, aligned, engine=engine)
        rows.read, rows.made = len(aligned.described), len(findings.families)
    del aligned
    with watch.stage("report") as rows:
        results.tables = content_tables(findings, keep_marks=settings.corpus.keep_marks, engine=engine)
        rows.read = len(findings.matches)
        del findings
        check_tables(results.tables, {one.document_id: one.text for one in loaded.documents if one.text})
        rows.made = sum(frame.height for frame in results.tables.values())
    results.stages = tuple(watch.lines)
    return results


def _unchanged(
    settings: Config, store: OutputStore, latest: PublishedRun, loaded: LoadedInputs, started: _Start
) -> RunSummary:
    tables: dict[str, pl.DataFrame] = {
        name: store.read_table(name)
        for name in (
            *("documents", "matches", "variants", "families", "set_aside"),
            *("attributions", "wanted_sources"),
        )
    }
    stages = reused_stages(len(loaded.documents), tables["matches"].height)
    return summarise(
        settings,
        loaded,
        Results(tables=tables, stages=stages),
        run_id=latest.run_id,
        status="unchanged",
        started=started.seconds,
    )


def _run_id(started_at: datetime, identity: RunIdentity) -> str:
    """When the run began and what it was made from, so that folders sort by time and two runs never share one."""
    return f"{started_at:%Y%m%dT%H%M%S%f}Z-{stage_key('run', identity)[:8]}"
