"""What a run records of itself: versions, keys of stages, the tables of runs and stages."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipeline.corpus.normalise import UNICODE_VERSION
from pipeline.store import RunIdentity
from pipeline.summary import Parameter
from pipeline.tables import TABLES, conform, from_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pipeline.config import Config
    from pipeline.corpus.load import LoadedInputs
    from pipeline.summary import RunSummary

__all__ = ["code_version", "run_identity", "run_tables", "stage_key", "versions"]

_LIBRARIES = ("datasketch", "numpy", "polars", "rapidfuzz")


@cache
def code_version() -> str:
    """Version of this program and a hash of its source and cue tables, so that no change takes over an old result."""
    from pipeline import __version__

    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.toml")]):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def versions() -> tuple[Parameter, ...]:
    """Versions of all that a result may depend on."""
    found = [
        ("filiation", code_version()),
        ("python", platform.python_version()),
        ("unicode", UNICODE_VERSION),
    ]
    found += [(name, metadata.version(name)) for name in _LIBRARIES]
    return tuple(Parameter(name=name, value=value) for name, value in found)


def run_identity(loaded: LoadedInputs, config: Config) -> RunIdentity:
    """What a run is made from: the inputs as read, every setting that changes results, and this code."""
    return RunIdentity(
        inputs_sha256=loaded.inputs_sha256, config_sha256=config.sha256(), code_version=code_version()
    )


def stage_key(stage: str, identity: RunIdentity) -> str:
    """SHA-256 of what a stage reads, its settings and its code."""
    parts = (stage, identity.inputs_sha256, identity.config_sha256, identity.code_version)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def run_tables(
    summary: RunSummary,
    identity: RunIdentity,
    started_at: datetime,
    ended_at: datetime,
    earlier: Mapping[str, pl.DataFrame],
) -> dict[str, pl.DataFrame]:
    """The tables ``runs`` and ``stages`` with this run added.

    Args:
        summary: Of this run.
        identity: What it was made from.
        started_at: In UTC.
        ended_at: In UTC.
        earlier: Both tables as published before, perhaps by an older version; may be empty.

    Returns:
        Both tables.
    """
    names = {parameter.name for parameter in versions()}
    run = {
        "run_id": summary.run_id,
        "started_at": _instant(started_at),
        "ended_at": _instant(ended_at),
        "status": summary.status,
        "exit_code": summary.exit_code,
        "engine": summary.engine,
        "config_sha256": identity.config_sha256,
        "inputs_sha256": identity.inputs_sha256,
        "versions": [{"name": p.name, "value": p.value} for p in summary.parameters if p.name in names],
        "parameters": [{"name": p.name, "value": p.value} for p in summary.parameters if p.name not in names],
        **{
            name: getattr(summary, name)
            for name in (
                "n_documents",
                "n_words",
                "n_quarantined",
                "n_empty",
                "n_duplicates",
                "n_candidates",
                "n_alignments",
                "n_matches",
                "n_variants",
                "n_families",
                "n_set_aside",
                "peak_rss_mb",
            )
        },
        "n_new": summary.new,
        "n_changed": summary.changed,
        "n_removed": summary.removed,
    }
    stages = [
        {
            "run_id": summary.run_id,
            "position": position,
            "stage": line.stage,
            "key_sha256": stage_key(line.stage, identity),
            "outcome": line.outcome,
            "seconds": line.seconds,
            "rows_in": line.rows_in,
            "rows_out": line.rows_out,
        }
        for position, line in enumerate(summary.stages, start=1)
    ]
    made = {"runs": from_rows("runs", [run]), "stages": from_rows("stages", stages)}
    return {
        name: _added(name, earlier[name], frame) if name in earlier else frame for name, frame in made.items()
    }


def _added(name: str, earlier: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows of earlier runs, as far as the columns of today can hold what an older version wrote, and of this run."""
    columns = TABLES[name].columns
    if any(not column.nullable and column.name not in earlier.columns for column in columns):
        return frame
    kept = earlier.select(column.name for column in columns if column.name in earlier.columns)
    return conform(name, pl.concat([kept, frame], how="diagonal_relaxed"))


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
