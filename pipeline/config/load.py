"""Where settings come from, in increasing authority: defaults, preset, `pipeline.toml`, environment, flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.config.declaration import Config
from pipeline.config.sensitivity import PRESETS, SENSITIVITY_KEY
from pipeline.config.settings import SECTIONS, SETTINGS, Setting, value_of
from pipeline.config.validation import Given, build_config, did_you_mean
from pipeline.errors import ConfigurationError, path_in_words

__all__ = ["CONFIG_FILE", "LoadedConfig", "Origin", "load_config"]

CONFIG_FILE = Path("pipeline.toml")
"""Read when it stands in the current folder and no other file is named."""

_PREFIX = "PIPELINE_"

_FLAGS = {
    "paths.inputs": "--inputs",
    "paths.outputs": "--outputs",
    "run.jobs": "--jobs",
    "minhash.only_between": "--only-between",
    SENSITIVITY_KEY: "--sensitivity",
}
"""Keys that have a flag of their own on the command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the value of one setting comes from.

    Attributes:
        key: `section.name`.
        value: The value that counts.
        origin: `default`, `sensitivity PRESET`, the path of the file, `environment NAME`, or the flag.
    """

    key: str
    value: object
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedConfig:
    """A configuration and where each of its values comes from, in declared order."""

    config: Config
    origins: tuple[Origin, ...]


def load_config(
    path: Path | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    overrides: Mapping[str, object] | None = None,
) -> LoadedConfig:
    """Read the configuration from everywhere it can be given.

    Args:
        path: A TOML file. Without it `pipeline.toml` of the current folder, where there is one.
        environ: Variables `PIPELINE_SECTION__NAME`; without it the environment of this process.
        overrides: Key (`minhash.seed`) to value, above all else: what flags and notebooks set.

    Returns:
        The configuration and the origin of each value. Relative paths in a file are relative to that file's
        folder, all others to the current folder.

    Raises:
        ConfigurationError: The named file is not there or not TOML, or any value is not allowed; every fault of
            every place at once.
    """
    faults: list[str] = []
    given = [
        *_from_file(path, faults),
        *_from_environment(os.environ if environ is None else environ, faults),
        *(
            Given(key=key, value=value, origin=_FLAGS.get(key, "overrides"))
            for key, value in (overrides or {}).items()
        ),
    ]
    given = [*_from_preset(given), *given]
    config = build_config(given, faults)
    said_by = {one.key: one.origin for one in given}
    origins = tuple(
        Origin(key=key, value=value_of(config, key), origin=said_by.get(key, "default")) for key in SETTINGS
    )
    return LoadedConfig(config=config, origins=origins)


def _from_preset(given: Sequence[Given]) -> list[Given]:
    """What the preset sets that counts: wherever it is asked for, whoever sets one of its settings is heard first."""
    asked = [one.value for one in given if one.key == SENSITIVITY_KEY]
    name = asked[-1] if asked else None
    preset = PRESETS.get(name) if isinstance(name, str) else None
    if preset is None:
        return []  # a faulty name is told with the other faults
    return [Given(key=key, value=value, origin=f"sensitivity {name}") for key, value in preset.values.items()]


def _from_file(path: Path | None, faults: list[str]) -> list[Given]:
    if path is None:
        if not CONFIG_FILE.is_file():
            return []
        path = CONFIG_FILE
    elif not path.is_file():
        raise ConfigurationError.not_found(path)
    name = path_in_words(path)
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        raise ConfigurationError(
            f"the configuration file {name} cannot be read: {error.strerror}", hint="check who may read it."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            f"the configuration file {name} is not UTF-8 (byte {error.start})", hint="save it again as UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            f"the configuration file {name} is not TOML: {error}",
            hint='a section is written [minhash], a setting name = value, a text in "quotation marks".',
        ) from error
    given: list[Given] = []
    for section, entries in content.items():
        if section not in SECTIONS:
            what = (
                f"section [{section}]"
                if isinstance(entries, dict)
                else f"setting {section} outside a section"
            )
            faults.append(f"{name}: there is no {what}{_meant_section(section, entries)}")
        elif not isinstance(entries, dict):
            faults.append(f"{name}: {section} = {entries!r}, but {section} is a section, written [{section}]")
        else:
            given.extend(
                Given(
                    key=f"{section}.{entry}",
                    value=_anchored(f"{section}.{entry}", value, path),
                    origin=name,
                )
                for entry, value in entries.items()
            )
    return given


def _meant_section(section: str, entries: object) -> str:
    if isinstance(entries, dict):
        return did_you_mean(section, SECTIONS)
    inside = [setting for setting in SETTINGS.values() if setting.name == section]
    if inside:
        return f" (did you mean {inside[0].name} under [{inside[0].section}]?)"
    return did_you_mean(section, [setting.name for setting in SETTINGS.values()])


def _anchored(key: str, value: object, file: Path) -> object:
    """A relative path in a configuration file starts at that file, wherever the program is started."""
    setting = SETTINGS.get(key)
    if setting is not None and setting.type is Path and isinstance(value, str) and value:
        return str(file.parent / value)
    return value


def _from_environment(environ: Mapping[str, str], faults: list[str]) -> list[Given]:
    variables = {setting.variable: setting for setting in SETTINGS.values()}
    given = []
    for name in sorted(environ):
        # Without the double underscore it is somebody else's variable: PIPELINE_ID and the like are common in CI.
        if not name.startswith(_PREFIX) or "__" not in name:
            continue
        setting = variables.get(name)
        if setting is None:
            faults.append(f"environment {name}: there is no such setting{did_you_mean(name, variables)}")
        else:
            given.append(
                Given(key=setting.key, value=_parsed(setting, environ[name]), origin=f"environment {name}")
            )
    return given


def _parsed(setting: Setting, text: str) -> object:
    """The text of a variable as TOML where it is a number, a boolean or a list; else the text itself."""
    if setting.takes_text:
        return text
    try:
        value = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        return text
    return value["value"] if len(value) == 1 else text
