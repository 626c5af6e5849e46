"""`sources.toml`: what the user knows of the documents; optional, and checked as a whole."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pipeline.corpus.dates import DateSpan, parse_iso_span
from pipeline.errors import InputError

__all__ = ["Entry", "Manifest", "read_manifest"]

_TABLE = "document"
_TEXT_KEYS = ("title", "author", "series")
_KEYS = ("path", *_TEXT_KEYS, "date", "language", "siglum", "copies")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_SIGLUM = re.compile(r"[^\s()\[\]?|,;→]{1,20}")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*document[ \t]*\]\]", re.MULTILINE)

_LIKE = 60.0
"""Similarity, of 100, from which a name is offered as what was meant."""

_DATE_HELP = 'write "1931", "1931-05", "1931-05-17" or a span "1931/1935"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the manifest says of one document; ``path`` and ``copies`` are paths of documents."""

    path: str
    title: str | None = None
    author: str | None = None
    series: str | None = None
    date: DateSpan | None = None
    language: str | None = None
    siglum: str | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The entries of ``sources.toml`` by path of their document."""

    entries: Mapping[str, Entry]


def read_manifest(file: Path, data: bytes, paths: Sequence[str]) -> Manifest:
    """Read ``sources.toml``.

    Each document that the user describes is one table::

        [[document]]
        path = "memoir.txt"        # the only key that must be there
        title = "A Memoir"
        author = "Ann Smith"
        date = "1931"              # or "1931-05", "1931-05-17", "1931/1935", "1931/", "/1935"
        series = "Smith papers"    # matches inside one series can be left out
        language = "en"            # BCP 47
        siglum = "M"               # short name, at most 20 characters
        copies = ["letters.txt"]   # documents that it is known to copy

    Args:
        file: Where it lies, for errors.
        data: Its bytes; empty where there is none.
        paths: Of all documents.

    Returns:
        The entries.

    Raises:
        InputError: Faults, all in one report with the entry they stand in.
    """
    if not data:
        return Manifest(entries={})
    try:
        text = data.decode("utf-8-sig")
        toml = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError.faulty_manifest(file, [f"line {line}: not UTF-8; save the file as UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError.faulty_manifest(file, [f"not TOML: {error}"]) from error
    reading = _Reading(paths)
    entries = reading.entries(
        toml, [text.count("\n", 0, found.start()) + 1 for found in _HEADER.finditer(text)]
    )
    if reading.faults:
        raise InputError.faulty_manifest(file, reading.faults)
    return Manifest(entries=entries)


class _Reading:
    """One reading of the manifest, which gathers faults instead of stopping at the first."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.faults: list[str] = []
        self._paths = sorted(paths)
        # Macs write names decomposed; Windows users write backslashes, which printable paths show doubled.
        self._by_key = {_path_key(path): path for path in reversed(self._paths)}
        self._where = ""

    def entries(self, toml: Mapping[str, object], lines: Sequence[int]) -> dict[str, Entry]:
        for key in toml:
            if key != _TABLE:
                self._where = "top level"
                self._fault(
                    f'unknown table or key "{key}": describe each document under [[{_TABLE}]] with its path'
                )
        tables = toml.get(_TABLE, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._where = "top level"
            self._fault(f"write [[{_TABLE}]] in double brackets, once for each document")
            return {}
        entries: dict[str, Entry] = {}
        place_of: dict[str, str] = {}
        sigla: dict[str, str] = {}
        for place, table in enumerate(tables):
            line = f" (line {lines[place]})" if len(lines) == len(tables) else ""
            self._where = f"document {place + 1}{line}"
            path = self._path(table)
            if path is not None:
                self._where += f' "{path}"'
            entry = self._entry(table, path or "")
            if path is not None and path in entries:
                self._fault(f"described before, in {place_of[path]}: write all of it in one entry")
            elif path is not None:
                entries[path] = entry
                place_of[path] = self._where
            if entry.siglum and sigla.setdefault(entry.siglum, self._where) != self._where:
                self._fault(f'siglum "{entry.siglum}" is taken by {sigla[entry.siglum]}')
        self._refuse_circles(entries)
        return entries

    def _fault(self, what: str) -> None:
        self.faults.append(f"{self._where}: {what}")

    def _path(self, table: Mapping[str, object]) -> str | None:
        if "path" not in table:
            self._fault("no path: say which document it describes")
            return None
        stated = self._text(table, "path")
        if stated is None:
            return None
        return self._known_path(stated, "path")

    def _known_path(self, stated: str, key: str) -> str | None:
        if stated in self._paths:
            return stated
        known = self._by_key.get(_path_key(stated))
        if known is None:
            self._fault(f'{key}: there is no document "{stated}"{_did_you_mean(stated, self._paths)}')
        return known

    def _text(self, table: Mapping[str, object], key: str) -> str | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self._fault(f"{key}: {_shown(value)} is not a text: put it in quotation marks")
            return None
        if not value.strip():
            self._fault(f"{key}: empty; leave the key out where there is nothing to say")
            return None
        return value if key == "path" else " ".join(value.split())

    def _entry(self, table: Mapping[str, object], path: str) -> Entry:
        for key in table:
            if key not in _KEYS:
                meant = _did_you_mean(key, _KEYS) or f"; known are {', '.join(_KEYS)}"
                self._fault(f'unknown key "{key}"{meant}')
        texts = {key: self._text(table, key) for key in _TEXT_KEYS}
        return Entry(
            path=path,
            title=texts["title"],
            author=texts["author"],
            series=texts["series"],
            date=self._date(table),
            language=self._matching(
                table, "language", _LANGUAGE, 'is no language code such as "en", "ru" or "zh-Hant"'
            ),
            siglum=self._matching(
                table,
                "siglum",
                _SIGLUM,
                "is no short name: at most 20 characters, no spaces, brackets or commas",
            ),
            copies=self._copies(table, path),
        )

    def _matching(
        self, table: Mapping[str, object], key: str, pattern: re.Pattern[str], complaint: str
    ) -> str | None:
        value = self._text(table, key)
        if value is None or pattern.fullmatch(value):
            return value
        self._fault(f'{key}: "{value}" {complaint}')
        return None

    def _date(self, table: Mapping[str, object]) -> DateSpan | None:
        value = table.get("date")
        if value is None:
            return None
        if isinstance(value, dt.date):  # TOML has dates of its own: date = 1931-05-17
            return DateSpan.on(value.isoformat()[:10])
        if isinstance(value, int) and not isinstance(value, bool):
            value = f"{value:04d}"
        span = parse_iso_span(value) if isinstance(value, str) else None
        if span is None:
            self._fault(f"date: {_shown(value)} is no date: {_DATE_HELP}")
        return span

    def _copies(self, table: Mapping[str, object], path: str) -> tuple[str, ...]:
        value = table.get("copies", [])
        stated = [value] if isinstance(value, str) else value
        if not isinstance(stated, list) or not all(isinstance(each, str) for each in stated):
            self._fault(f'copies: {_shown(value)} is no list of paths: write copies = ["letters.txt"]')
            return ()
        copies: dict[str, None] = {}
        for each in cast("list[str]", stated):
            known = self._known_path(each, "copies")
            if known is not None and known == path:
                self._fault("copies: a document cannot copy itself")
            elif known is not None:
                copies[known] = None
        return tuple(copies)

    def _refuse_circles(self, entries: Mapping[str, Entry]) -> None:
        """Copying goes from older to newer: what copies its own copy contradicts itself."""
        open_paths = {path: set(entry.copies) & set(entries) for path, entry in entries.items()}
        while free := [path for path, sources in open_paths.items() if not sources]:
            for path in free:
                del open_paths[path]
            for sources in open_paths.values():
                sources.difference_update(free)
        if open_paths:
            self._where = "copies"
            # Walk from the first one upstream until a path returns: that is a circle, whatever hangs from it.
            walked = [min(open_paths)]
            while (source := min(open_paths[walked[-1]])) not in walked:
                walked.append(source)
            circle = [*walked[walked.index(source) :], source]
            self._fault(
                "these copy each other in a circle: " + " copies ".join(f'"{path}"' for path in circle)
            )


def _path_key(path: str) -> str:
    return unicodedata.normalize("NFC", path.replace("\\\\", "/").replace("\\", "/").removeprefix("./"))


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _did_you_mean(name: str, known: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return f'; did you mean "{found[0]}"?' if found else ""
