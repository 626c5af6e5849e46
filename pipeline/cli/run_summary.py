"""What a run has to say when it ends, for people who look after texts."""

from __future__ import annotations

from rich.text import Text

from pipeline.cli.console import HEADING, QUIET_STYLE
from pipeline.cli.escaping import one_line, one_line_excerpt
from pipeline.cli.wording import counted, listed, next_command, reason_in_words, set_aside_in_words, spaced
from pipeline.summary import MatchLine, RunSummary

__all__ = ["summary_lines"]

_SHOWN_MATCHES = 5
_SHOWN_UNREAD = 10


def summary_lines(summary: RunSummary, *, verbose: bool = False) -> list[str | Text]:
    """Say what was read and found, what needs a person, and what to do next.

    Args:
        summary: What the run says of itself.
        verbose: Also the stages with their times, and the parameters really used.

    Returns:
        Lines for a terminal; everything that comes from documents is escaped.
    """
    lines: list[str | Text] = [Text(_headline(summary), HEADING), _read(summary)]
    if summary.status == "dry_run":
        lines += ["", *_stages(summary)]
        lines += _unread(summary)
        if verbose:
            lines += _parameters(summary)
        return lines
    lines.append(_found(summary))
    lines += _changes(summary)
    lines += _first_matches(summary)
    lines += _set_aside(summary)
    lines += _unread(summary)
    if verbose:
        lines += ["", *_stages(summary), *_parameters(summary)]
    lines += _where_to_look(summary)
    return lines


def _headline(summary: RunSummary) -> str:
    run_id = one_line(summary.run_id)
    match summary.status:
        case "dry_run":
            return "This is a dry run: nothing was written."
        case "unchanged":
            return f"Nothing has changed since the last run; its results stand ({run_id})."
        case "partial":
            return f"Done, but not every document could be read (run {run_id}, {_duration(summary.seconds)})."
        case "published":
            return f"Done (run {run_id}, {_duration(summary.seconds)})."


def _duration(seconds: float) -> str:
    if seconds < 60:  # noqa: PLR2004  (a minute)
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def _read(summary: RunSummary) -> str:
    asides = []
    if summary.n_quarantined:
        asides.append(f"{summary.n_quarantined:,} could not be read")
    if summary.n_empty:
        asides.append(f"{summary.n_empty:,} {'has' if summary.n_empty == 1 else 'have'} no words")
    if summary.n_duplicates:
        asides.append(
            f"{summary.n_duplicates:,} {'equals' if summary.n_duplicates == 1 else 'equal'} another"
        )
    of_them = f", of which {listed(asides)}" if asides else ""
    # A dry run reads the documents and leaves their words uncounted.
    words = "" if summary.status == "dry_run" else f"; {counted(summary.n_words, 'word')}"
    return f"Read   {counted(summary.n_documents, 'document')}{of_them}{words}."


def _found(summary: RunSummary) -> str:
    if not summary.n_matches:
        return "Found  no passage that stands in two places."
    return (
        f"Found  {counted(summary.n_matches, 'match', 'matches')} "
        f"(two passages with the same text), in {counted(summary.n_families, 'family', 'families')}; "
        f"they differ in {counted(summary.n_variants, 'place')}."
    )


def _changes(summary: RunSummary) -> list[str | Text]:
    if summary.status == "unchanged" or not (summary.n_matches or summary.removed):
        return []
    if summary.new == summary.n_matches and not summary.removed:
        return ["Since the last run: every match is new."]
    if not (summary.new or summary.changed or summary.removed):
        return ["Since the last run: the same matches."]
    return [
        f"Since the last run: {summary.new:,} new, {summary.changed:,} changed, {summary.removed:,} gone."
    ]


def _first_matches(summary: RunSummary) -> list[str | Text]:
    shown = summary.first_matches[:_SHOWN_MATCHES]
    if not shown:
        return []
    lines: list[str | Text] = ["", Text("Look at these first", HEADING)]
    for number, line in enumerate(shown, 1):
        lines += _match(number, line)
    more = summary.n_matches - len(shown)
    if more > 0:
        lines.append(f"  and {more:,} more in {one_line(str(summary.outputs / 'matches.csv'))}")
    return lines


def _match(number: int, line: MatchLine) -> list[str | Text]:
    head = Text(f"  {number}. ")
    head.append(one_line(line.arrow), HEADING)
    head.append(f"   {counted(line.words, 'word')}, {spaced(one_line(line.reuse_type))}   ")
    head.append(one_line(line.match_id), QUIET_STYLE)
    return [
        head,
        f"     {one_line_excerpt(line.what_differs)}",
        f"     begins: {one_line_excerpt(line.begins)}",
        Text(f"     {one_line(line.a_locus)}  |  {one_line(line.b_locus)}", QUIET_STYLE),
    ]


def _set_aside(summary: RunSummary) -> list[str | Text]:
    if not summary.n_set_aside:
        return []
    reasons = [reason_in_words(one_line(one.reason), one.n) for one in summary.set_aside_by_reason]
    return [
        "",
        Text(f"Set aside: {set_aside_in_words(summary.n_set_aside)}", HEADING),
        *([f"  {listed(reasons)}"] if reasons else []),
    ]


def _unread(summary: RunSummary) -> list[str | Text]:
    if not summary.quarantined:
        return []
    shown = summary.quarantined[:_SHOWN_UNREAD]
    lines: list[str | Text] = [
        "",
        Text(f"Could not be read: {counted(len(summary.quarantined), 'document')}", HEADING),
    ]
    lines += [f"  {one_line(document.path)}: {one_line(document.reason)}" for document in shown]
    if len(summary.quarantined) > len(shown):
        lines.append(
            f"  and {len(summary.quarantined) - len(shown):,} more; see documents.csv, column status_reason"
        )
    return lines


def _stages(summary: RunSummary) -> list[str | Text]:
    lines: list[str | Text] = [Text("Stages", HEADING)]
    width = max((len(stage.stage) for stage in summary.stages), default=0)
    for stage in summary.stages:
        what = f"{spaced(stage.outcome):<9}"
        figures = "" if stage.outcome == "would_run" else f"  {stage.seconds:8.3f} s"
        rows = f"  {stage.rows_in:>11,} -> {stage.rows_out:>11,} rows" if stage.outcome == "ran" else ""
        why = f"  {one_line(stage.why)}" if stage.why else ""
        lines.append(f"  {one_line(stage.stage):<{width}}  {what}{figures}{rows}{why}")
    return lines


def _parameters(summary: RunSummary) -> list[str | Text]:
    width = max((len(parameter.name) for parameter in summary.parameters), default=0)
    return [
        "",
        Text("Parameters really used", HEADING),
        *(f"  {one_line(one.name):<{width}}  {one_line(one.value)}" for one in summary.parameters),
        f"  {'peak memory':<{width}}  {summary.peak_rss_mb:,.0f} MB",
        f"  {'engine':<{width}}  {one_line(summary.engine)}",
    ]


def _where_to_look(summary: RunSummary) -> list[str | Text]:
    def file(name: str) -> str:
        return one_line(str(summary.outputs / name))

    rows = [(file("matches.csv"), "one row a match, most worth a look first")] if summary.n_matches else []
    if summary.n_variants:
        rows.append((file("variants.csv"), "one row a difference inside a match"))
    if summary.n_attributions:
        rows.append(
            (file("attributions.csv"), "one row a quotation: whose it is said to be, how faithful it is")
        )
    if summary.n_wanted_sources:
        rows.append((file("wanted_sources.csv"), "cited works that are not here, the most useful first"))
    if summary.n_set_aside:
        rows.append((file("set_aside.csv"), "what repeats without being copied, and why we think so"))
    rows.append((file("documents.csv"), "every document, and why one could not be read"))
    width = max(len(name) for name, _ in rows)
    lines: list[str | Text] = ["", Text("Where to look", HEADING)]
    lines += [f"  {name:<{width}}  {meaning}" for name, meaning in rows]
    if summary.first_matches:
        command = next_command("explain", summary.first_matches[0].match_id, outputs=summary.outputs)
        lines += ["", "Next: see both passages of the first match, word by word", f"  {one_line(command)}"]
    return lines
