"""The declared settings as a flat list: `minhash.seed` and its kin, with what each allows."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from annotated_types import Ge, Gt, Le, Lt

from pipeline.config.declaration import Config
from pipeline.config.facets import Encodings, KeepsResults, Meaning, SetsOthers

__all__ = ["RELATIONS", "SECTIONS", "SETTINGS", "Relation", "Setting", "value_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One declared setting.

    Attributes:
        section: Its table in `pipeline.toml`.
        name: Its name in that table.
        type: Its type without limits.
        annotation: Its type with limits, as pydantic reads it.
        default: Its value where nobody says anything.
        meaning: What it does, a phrase.
        allowed: What it can be, a phrase ("a whole number, 0 or more").
        changes_results: Whether another value may give other results, all others being the same.
        sets_others: Whether it is a preset of other settings.
    """

    section: str
    name: str
    type: Any
    annotation: Any
    default: object
    meaning: str
    allowed: str
    changes_results: bool
    sets_others: bool

    @property
    def key(self) -> str:
        """`section.name`, as in faults and origins."""
        return f"{self.section}.{self.name}"

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"PIPELINE_{self.section.upper()}__{self.name.upper()}"

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts it can be, where it is a choice."""
        return typing.get_args(self.type) if typing.get_origin(self.type) is Literal else ()

    @property
    def takes_text(self) -> bool:
        """Whether its value is one text, so that a bare word or number in the environment is that text."""
        return self.type in (str, Path) or bool(self.choices)

    def canonical(self, value: object) -> object:
        """`value` as JSON, the same for equal values: `10` and `10.0` bits are one value."""
        if self.type is float and isinstance(value, int | float):
            return float(value)
        if isinstance(value, tuple):
            return list(value)
        return str(value) if isinstance(value, Path) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A rule between two or three settings: the product of `factors` is at most the setting `limit`."""

    factors: tuple[str, ...]
    limit: str
    why: str


RELATIONS = (
    Relation(
        factors=("minhash.shingle_words",),
        limit="minhash.window_words",
        why="a shingle must fit into the shortest run that is to be found",
    ),
    Relation(
        factors=("align.max_short_gap",),
        limit="align.max_long_gap",
        why="the longer side of a gap cannot be shorter than the shorter one",
    ),
)
"""What must hold between settings; checked when each of them is right by itself."""


def value_of(config: Config, key: str) -> object:
    """The value of the setting `key` in `config`."""
    section, name = key.split(".")
    return getattr(getattr(config, section), name)


def _settings_of(section: str, declaration: type) -> list[Setting]:
    hints = typing.get_type_hints(declaration, include_extras=True)
    found = []
    for declared in dataclasses.fields(declaration):
        annotation = hints[declared.name]
        if typing.get_origin(annotation) is not Annotated:
            message = f"{declaration.__name__}.{declared.name} is declared without its Meaning"
            raise TypeError(message)
        kind, *facets = typing.get_args(annotation)
        found.append(
            Setting(
                section=section,
                name=declared.name,
                type=kind,
                annotation=annotation,
                default=declared.default,
                meaning=next(facet.text for facet in facets if isinstance(facet, Meaning)),
                allowed=_allowed(kind, facets),
                changes_results=not any(isinstance(facet, KeepsResults | SetsOthers) for facet in facets),
                sets_others=any(isinstance(facet, SetsOthers) for facet in facets),
            )
        )
    return found


def _allowed(kind: object, facets: list[object]) -> str:
    """Say in words what a setting can be."""
    if typing.get_origin(kind) is Literal:
        first, *others = map(_quoted, typing.get_args(kind))
        return f"one of {', '.join((first, *others))}" if others else f"{first}, the only choice so far"
    if kind is bool:
        return "true or false"
    if kind in (int, float):
        noun = "a whole number" if kind is int else "a number"
        return noun + _limits(facets)
    if any(isinstance(facet, Encodings) for facet in facets):
        return 'a list of encodings that Python knows, as ["windows-1252", "koi8-r"]'
    if typing.get_origin(kind) is tuple:
        return 'a list of texts, as ["one", "two"]'
    return "the path of a folder" if kind is Path else "a text"


def _limits(facets: list[object]) -> str:
    lower = next((facet for facet in facets if isinstance(facet, Ge | Gt)), None)
    upper = next((facet for facet in facets if isinstance(facet, Le | Lt)), None)
    low = "" if lower is None else str(lower.ge) if isinstance(lower, Ge) else f"more than {lower.gt}"
    high = "" if upper is None else str(upper.le) if isinstance(upper, Le) else f"less than {upper.lt}"
    if low and high:
        return f", from {low} to {high}" if isinstance(lower, Ge) else f", {low}, at most {high}"
    if low:
        return f", {low} or more" if isinstance(lower, Ge) else f", {low}"
    return f", at most {high}" if high else ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\t", "\\t") + '"'


SECTIONS: Mapping[str, type] = types.MappingProxyType(
    {section.name: typing.get_type_hints(Config)[section.name] for section in dataclasses.fields(Config)}
)
"""Name of each table of `pipeline.toml` to its declaration, in order."""

SETTINGS: Mapping[str, Setting] = types.MappingProxyType(
    {
        setting.key: setting
        for section, declaration in SECTIONS.items()
        for setting in _settings_of(section, declaration)
    }
)
"""Key of each setting to what is declared of it, in order."""
