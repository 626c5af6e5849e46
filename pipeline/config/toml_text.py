"""Values as they are written in `pipeline.toml`."""

from __future__ import annotations

import json

__all__ = ["in_toml"]


def in_toml(value: object) -> str:
    """A value of a setting, or of what somebody gave for one, as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(in_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {in_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(str(value), ensure_ascii=False)
