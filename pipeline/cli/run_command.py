"""`python -m pipeline run`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.cli.console import results, show_progress, write_lines
from pipeline.cli.json_output import as_json_document
from pipeline.cli.run_summary import summary_lines
from pipeline.cli.settings_table import settings_lines
from pipeline.cli.terminal import Terminal
from pipeline.config import load_config

__all__ = ["run_command"]


def run_command(
    terminal: Terminal, *, config: Path | None, overrides: Mapping[str, object], dry_run: bool, as_json: bool
) -> int:
    """Run the pipeline and tell what it found.

    Args:
        terminal: What the user wants to read.
        config: Configuration file, if one is named.
        overrides: What the flags say.
        dry_run: Whether only to say what would run.
        as_json: Whether to print the RunSummary as JSON instead of text.

    Returns:
        The exit code: 0, or 3 where documents could not be read.
    """
    loaded = load_config(config, overrides=overrides)
    from pipeline.run import run_pipeline

    with show_progress(terminal) as progress:
        summary = run_pipeline(loaded.config, dry_run=dry_run, progress=progress)
    if as_json:
        terminal.result(as_json_document(summary))
        return summary.exit_code
    if terminal.quiet:
        for document in summary.quarantined:
            terminal.warn_unread(document.path, document.reason)
        return summary.exit_code
    console = results()
    write_lines(console, summary_lines(summary, verbose=terminal.verbose))
    if terminal.verbose:
        write_lines(console, ["", *settings_lines(loaded.origins)])
    return summary.exit_code
