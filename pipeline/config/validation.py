"""Check values against the declarations and say every fault at once."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config.declaration import Config
from pipeline.config.facets import Encodings
from pipeline.config.settings import RELATIONS, SECTIONS, SETTINGS, Setting, value_of
from pipeline.config.toml_text import in_toml
from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import TypeAdapter

__all__ = ["Given", "build_config", "check_config", "did_you_mean"]

_SHOWN_CHARACTERS = 80
"""Of a faulty value; a whole file pasted into a setting would hide the other faults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value that somebody gave for a key, and where: a file, a variable, a flag."""

    key: str
    value: object
    origin: str


def build_config(given: Iterable[Given], faults: Iterable[str] = ()) -> Config:
    """Make a configuration from the values that count.

    Args:
        given: Values in increasing authority: the last one of a key counts, but all are checked, because a
            faulty line that another hides today stops a run tomorrow. Keys may be unknown, which is a fault.
        faults: What was already found wrong while the values were read.

    Raises:
        ConfigurationError: With every fault: where, key, value, what is allowed, what was probably meant.
    """
    found = list(faults)
    accepted: dict[str, object] = {}
    origins: dict[str, str] = {}
    for one in given:
        setting = SETTINGS.get(one.key)
        if setting is None:
            found.append(f"{one.origin}: there is no setting {one.key}{did_you_mean_key(one.key)}")
            continue
        origins[one.key] = one.origin
        accepted.pop(one.key, None)
        try:
            accepted[one.key] = _checked(setting, one.value)
        except ValueError as fault:
            found.append(f"{one.origin}: {one.key} = {_shown(one.value)}, but {fault}")
    found.extend(_broken_relations(accepted, origins))
    if found:
        raise ConfigurationError.from_faults(
            "the configuration cannot be used",
            found,
            hint="mend every line above. `docs/reference/configuration.md` lists all settings; "
            "`python -m pipeline validate` shows where each value comes from.",
        )
    return Config(
        **{
            section: declaration(
                **{
                    key.split(".")[1]: value
                    for key, value in accepted.items()
                    if key.split(".")[0] == section
                }
            )
            for section, declaration in SECTIONS.items()
        }
    )


def check_config(config: Config) -> Config:
    """Check a configuration made in Python, which nothing has checked yet.

    Returns:
        An equal configuration with every value in its declared type.

    Raises:
        ConfigurationError: With every fault.
    """
    return build_config(Given(key=key, value=value_of(config, key), origin="Config") for key in SETTINGS)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a fault: `` (did you mean "x"?)``, or nothing when nothing known is near."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return f" (did you mean {near[0]}?)" if near else ""


def did_you_mean_key(key: str) -> str:
    """As `did_you_mean` for `section.name`, looking at the right name in the wrong section first."""
    name = key.rpartition(".")[2]
    elsewhere = [setting.key for setting in SETTINGS.values() if setting.name == name]
    if elsewhere:
        return f" (did you mean {' or '.join(elsewhere)}?)"
    return did_you_mean(key, SETTINGS)


def _checked(setting: Setting, value: object) -> object:
    """The value in its declared type; ValueError with what is allowed."""
    from pydantic import ValidationError

    candidate = value
    if isinstance(candidate, str) and setting.type is Path:
        if not candidate or "\0" in candidate:
            raise ValueError(f"must be {setting.allowed}")
        candidate = Path(candidate)
    elif isinstance(candidate, list) and typing.get_origin(setting.type) is tuple:
        candidate = tuple(candidate)
    try:
        accepted = _adapter(setting.key).validate_python(candidate)
    except ValidationError:
        hint = did_you_mean(value, setting.choices) if isinstance(value, str) and setting.choices else ""
        raise ValueError(f"must be {setting.allowed}{hint}") from None
    if isinstance(accepted, tuple) and any(
        isinstance(facet, Encodings) for facet in setting.annotation.__metadata__
    ):
        unknown = Encodings.unknown(accepted)
        if unknown:
            from encodings.aliases import aliases

            guesses = "".join(
                did_you_mean(name.lower(), {*aliases, *aliases.values()}) for name in unknown[:1]
            )
            raise ValueError(
                f"Python knows no encoding {_shown(unknown[0])}{guesses}; must be {setting.allowed}"
            )
    return accepted


@cache
def _adapter(key: str) -> TypeAdapter[object]:
    from pydantic import ConfigDict, TypeAdapter

    # Strict: "8" for 8 or true for 1 is a slip that the user wants to hear of. Not-a-number compares false with
    # every limit and infinity passes them, so neither is a number here.
    return TypeAdapter(SETTINGS[key].annotation, config=ConfigDict(strict=True, allow_inf_nan=False))


def _broken_relations(accepted: Mapping[str, object], origins: Mapping[str, str]) -> list[str]:
    found = []
    for relation in RELATIONS:
        keys = (*relation.factors, relation.limit)
        numbers = {key: accepted.get(key, SETTINGS[key].default) for key in keys}
        if any(key in origins and key not in accepted for key in keys):
            continue  # one of them is faulty by itself, which is said already
        factors = [number for key, number in numbers.items() if key != relation.limit]
        limit = numbers[relation.limit]
        if isinstance(limit, int) and prod(n for n in factors if isinstance(n, int)) > limit:
            where = sorted({origins[key] for key in keys if key in origins})
            left = " x ".join(f"{key} ({numbers[key]})" for key in relation.factors)
            at = " and ".join(where) or "default"
            found.append(f"{at}: {left} must be at most {relation.limit} ({limit}): {relation.why}")
    return found


def _shown(value: object) -> str:
    text = in_toml(value)
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + " [cut]"
