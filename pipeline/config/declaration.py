"""Every setting, declared once: type, limits, default, meaning.

Validation, the faults people read, `docs/reference/configuration.md` and the hash of a configuration are made from
these declarations. To add a setting, add one field.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le

from pipeline.config.facets import Encodings, KeepsResults, Meaning, SetsOthers
from pipeline.config.sensitivity import Sensitivity

__all__ = [
    "AcceptConfig",
    "AlignConfig",
    "Config",
    "CorpusConfig",
    "MinHashConfig",
    "PathsConfig",
    "ReportConfig",
    "RunConfig",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsConfig:
    """Where documents are read and results are written."""

    inputs: Annotated[Path, Meaning("Folder of the documents"), KeepsResults()] = Path("inputs")
    outputs: Annotated[Path, Meaning("Folder of the results"), KeepsResults()] = Path("outputs")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunConfig:
    """How the work runs, and when it stops rather than go wrong. Nothing here changes a result."""

    jobs: Annotated[
        int, Ge(0), Le(4096), Meaning("Processes at work at once; 0: one a processor"), KeepsResults()
    ] = 0
    engine: Annotated[Literal["local"], Meaning("Where the work runs"), KeepsResults()] = "local"
    max_candidates: Annotated[
        int,
        Ge(1),
        Meaning("Stop when more pairs of passages than this would have to be compared"),
        KeepsResults(),
    ] = 1_000_000_000
    max_document_drop: Annotated[
        float,
        Ge(0),
        Le(1),
        Meaning(
            "Stop when more than this share of the last run's documents is gone: a missing disk, most likely"
        ),
        KeepsResults(),
    ] = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusConfig:
    """How files become documents and words."""

    encodings: Annotated[
        tuple[str, ...],
        Encodings(),
        Meaning("Encodings to try after UTF-8 and before guessing, in this order"),
    ] = ()
    guess_encoding: Annotated[bool, Meaning("Guess the encoding of a file where nothing else fits")] = True
    max_document_mb: Annotated[
        int, Ge(1), Le(65_536), Meaning("Larger files are quarantined, in megabytes")
    ] = 512
    keep_marks: Annotated[bool, Meaning("Accents and vowel points tell words apart")] = False
    join_line_end_hyphens: Annotated[
        bool, Meaning("A word cut by a hyphen at the line's end is one word")
    ] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MinHashConfig:
    """Stage 1: where passages may repeat."""

    sensitivity: Annotated[
        Sensitivity,
        SetsOthers(),
        Meaning("How hard to look: a preset of other settings, for those that nobody sets"),
    ] = "normal"
    seed: Annotated[int, Ge(0), Le(2**32 - 1), Meaning("Seed of the permutations")] = 1
    shingle_words: Annotated[int, Ge(1), Le(16), Meaning("Words in a shingle")] = 3
    window_words: Annotated[
        int, Ge(1), Le(256), Meaning("Every verbatim run of at least this many words is found")
    ] = 8
    window_permutations: Annotated[
        int,
        Ge(1),
        Le(256),
        Meaning("Minima kept of each window; more find more of what was varied, and take longer"),
    ] = 4
    permutations: Annotated[
        int, Ge(2), Le(4096), Meaning("Length of the signatures that estimate Jaccard likeness")
    ] = 128
    hot_bucket: Annotated[
        int,
        Ge(2),
        Meaning("A shingle with more places than this is made longer before its places are compared"),
    ] = 16
    only_between: Annotated[
        tuple[str, ...],
        Meaning(
            'Two patterns of paths, as `["new/*", "old/*"]`: only documents of the first are compared with '
            "documents of the second, none inside either; none: all with all"
        ),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignConfig:
    """Stage 2: from places that may repeat to passages, word by word."""

    link_words: Annotated[
        int, Ge(1), Le(1000), Meaning("Anchors at most this many words apart are one passage")
    ] = 25
    max_short_gap: Annotated[
        int, Ge(0), Le(1000), Meaning("Words the shorter side of an unmarked gap may have inside a passage")
    ] = 10
    max_long_gap: Annotated[
        int, Ge(0), Le(1000), Meaning("Words the longer side of an unmarked gap may have inside a passage")
    ] = 40
    mismatch_bits: Annotated[float, Ge(0), Le(1000), Meaning("What a differing word costs, in bits")] = 3.5
    gap_bits: Annotated[float, Ge(0), Le(1000), Meaning("What a word on one side only costs, in bits")] = 2.5
    word_weight: Annotated[
        float, Gt(0), Le(1), Meaning("Share of a word's rarity that counts: neighbours are not independent")
    ] = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptConfig:
    """Which passages count as copied."""

    margin_bits: Annotated[
        float, Ge(0), Le(1000), Meaning("Bits beyond what chance gives in a corpus of this size")
    ] = 9.0
    min_words: Annotated[int, Ge(1), Le(1000), Meaning("Words the longer side of a match has at least")] = 8
    min_equal_words: Annotated[int, Ge(1), Le(1000), Meaning("Equal words a match has at least")] = 5
    between_series: Annotated[
        bool, Meaning("Leave out matches inside one series; they are set aside as `same_series`")
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportConfig:
    """How results are written."""

    csv_separator: Annotated[
        Literal[",", ";", "\t"],
        Meaning("Between the cells of a CSV file; some spreadsheets want a semicolon"),
    ] = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings of a run, frozen. `load_config` makes one; every field has a default.

    `minhash.sensitivity` takes effect where settings are loaded: in Python by
    `load_config(overrides={"minhash.sensitivity": "quick"})`. In a `Config` it only says what was asked for.
    """

    paths: PathsConfig = field(default_factory=PathsConfig)
    run: RunConfig = field(default_factory=RunConfig)
    corpus: CorpusConfig = field(default_factory=CorpusConfig)
    minhash: MinHashConfig = field(default_factory=MinHashConfig)
    align: AlignConfig = field(default_factory=AlignConfig)
    accept: AcceptConfig = field(default_factory=AcceptConfig)
    report: ReportConfig = field(default_factory=ReportConfig)

    def sha256(self) -> str:
        """Hash of everything that may change a result, equal on every machine and Python version.

        Paths, number of processes, engine and guard rails are left out: they change where, how fast and whether a
        run ends, never what it finds.

        Returns:
            64 hexadecimal digits.
        """
        from pipeline.config.settings import SETTINGS, value_of

        values = {s.key: s.canonical(value_of(self, s.key)) for s in SETTINGS.values() if s.changes_results}
        text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
        return hashlib.sha256(text.encode("ascii")).hexdigest()
