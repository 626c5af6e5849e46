"""Every setting, its value and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from pipeline.cli.console import HEADING, QUIET_STYLE
from pipeline.cli.escaping import one_line
from pipeline.config import Origin
from pipeline.config.toml_text import in_toml

__all__ = ["settings_lines"]


def settings_lines(origins: Sequence[Origin]) -> list[str | Text]:
    """A table with one line a setting; those that somebody set stand out."""
    rows = [(origin.key, one_line(in_toml(origin.value)), one_line(origin.origin)) for origin in origins]
    key_width = max(len(key) for key, _, _ in rows)
    value_width = max(len(value) for _, value, _ in rows)
    lines: list[str | Text] = [Text("Settings", HEADING)]
    lines.extend(
        Text(
            f"  {key:<{key_width}}  {value:<{value_width}}  {origin}",
            QUIET_STYLE if origin == "default" else "",
        )
        for key, value, origin in rows
    )
    return lines
