"""What a run would do and why: the inputs, settings and code of now against those of the published run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.summary import StageLine

if TYPE_CHECKING:
    from pipeline.store import PublishedRun, RunIdentity

__all__ = ["planned_stages", "reused_stages"]

_STAGES = ("tokenise", "minhash", "align", "provenance", "report")
_AS_BEFORE = "inputs, settings and code are those of the published run"


def planned_stages(latest: PublishedRun | None, identity: RunIdentity) -> tuple[StageLine, ...]:
    """Say of each stage whether it would run.

    Args:
        latest: The published run, if there is one.
        identity: What a run would be made from now.

    Returns:
        One line a stage, "would_run" or "reused", with the reasons.
    """
    reasons = _reasons(latest, identity)
    return tuple(
        StageLine(
            stage=name,
            outcome="would_run" if reasons else "reused",
            seconds=0.0,
            rows_in=0,
            rows_out=0,
            why=", ".join(reasons) or _AS_BEFORE,
        )
        for name in _STAGES
    )


def reused_stages(n_documents: int, n_matches: int) -> tuple[StageLine, ...]:
    """Say that all was taken over from the published run."""
    return (
        StageLine(
            stage="run",
            outcome="reused",
            seconds=0.0,
            rows_in=n_documents,
            rows_out=n_matches,
            why=_AS_BEFORE,
        ),
    )


def _reasons(latest: PublishedRun | None, identity: RunIdentity) -> list[str]:
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
