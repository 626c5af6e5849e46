"""A published run made by hand, and ways to call the command line."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.cli.entry import main
from pipeline.store import OutputStore, RunIdentity
from pipeline.summary import MatchLine, Parameter, Reason, RunSummary, StageLine
from pipeline.tables import from_rows, validate

if TYPE_CHECKING:
    import polars as pl

_TERMINAL_VARIABLES = {
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
}

Call = Callable[..., "Outcome"]

ROOT = Path(__file__).parents[2]

A_TEXT = "We arrived in Petrograd on a grey morning, and nobody met us at the “Finland” station."
B_TEXT = "We arrived in St Petersburg on a grey morning; and nobody at all met us at the Finland station."
A_BEGIN = 100
B_BEGIN = 2000

MATCH_ID = "m_aaaabbbbccccdddd"
SECOND_ID = "m_aaaabbbbeeeeffff"
THIRD_ID = "m_zzzzzzzzzzzzzzzz"


@dataclass(frozen=True)
class Outcome:
    """What a command gave back."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _in_an_empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep settings and terminal of whoever runs the tests out of them."""
    monkeypatch.chdir(tmp_path)
    for name in [*os.environ]:
        if name.startswith("PIPELINE_") or name in _TERMINAL_VARIABLES:
            monkeypatch.delenv(name)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command in this process."""

    def run(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        return Outcome(code=code, out=captured.out, err=captured.err)

    return run


@pytest.fixture
def python(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run Python in a process of its own, in an empty folder, with this checkout importable."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run


@dataclass
class FakeRun:
    """Stands for `pipeline.run`: gives the summary it is told to, and remembers how it was called."""

    summary: RunSummary
    failure: BaseException | None = None
    calls: list[dict[str, object]] = field(default_factory=list)

    def run_pipeline(self, config: object, **options: object) -> RunSummary:
        """As the real one."""
        self.calls.append({"config": config, **options})
        if self.failure is not None:
            raise self.failure
        return self.summary


@pytest.fixture
def fake_run(monkeypatch: pytest.MonkeyPatch) -> FakeRun:
    """Put a run in place that does nothing but answer."""
    fake = FakeRun(summary=summary())
    module = types.ModuleType("pipeline.run")
    module.run_pipeline = fake.run_pipeline  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pipeline.run", module)
    return fake


def summary(**changes: object) -> RunSummary:
    """The summary of a small run, with some fields otherwise."""
    values: dict[str, object] = {
        "run_id": "r_20300102T030405Z",
        "status": "published",
        "exit_code": 0,
        "outputs": Path("outputs"),
        "engine": "local",
        "seconds": 1.25,
        "peak_rss_mb": 210.4,
        "n_documents": 12,
        "n_words": 15320,
        "n_quarantined": 0,
        "n_empty": 1,
        "n_duplicates": 0,
        "n_candidates": 40,
        "n_alignments": 20,
        "n_matches": 7,
        "n_variants": 57,
        "n_families": 3,
        "n_set_aside": 3,
        "new": 2,
        "changed": 1,
        "removed": 0,
        "set_aside_by_reason": (Reason(reason="citation_heading", n=2), Reason(reason="title", n=1)),
        "first_matches": tuple(
            MatchLine(
                match_id=f"m_{number}",
                arrow="002 → 001 (8)",
                words=279,
                reuse_type="near_verbatim",
                what_differs="36 words left out, marked",
                a_locus="¶3",
                b_locus="Primary Sources (6), ¶1",
                begins="We arrived in Petrograd on a grey",
            )
            for number in range(7)
        ),
        "stages": (
            StageLine(
                stage="corpus", outcome="ran", seconds=0.5, rows_in=12, rows_out=12, why="new documents"
            ),
            StageLine(stage="align", outcome="reused", seconds=0.0, rows_in=40, rows_out=20, why="same key"),
        ),
        "parameters": (Parameter(name="detection at 66 words, similarity 0.5", value="0.87"),),
    }
    return RunSummary(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def make_summary() -> Callable[..., RunSummary]:
    """The summary of a small run, with some fields otherwise."""
    return summary


class FakeTerminalStream(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """As a terminal."""
        return True


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run a command with both streams on a terminal of 256 colours."""

    def run(*arguments: str) -> Outcome:
        out, err = FakeTerminalStream(), FakeTerminalStream()
        with monkeypatch.context() as patched:
            patched.setenv("TERM", "xterm-256color")
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            code = main(arguments)
        return Outcome(code=code, out=out.getvalue(), err=err.getvalue())

    return run


Publish = Callable[..., None]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Publish a run of three matches into the folder `outputs`, with some of its tables or hashes otherwise."""
    number = itertools.count(1)

    def run(*, inputs_sha256: str = "0" * 64, config_sha256: str = "0" * 64, **tables: pl.DataFrame) -> None:
        run_id = f"r_{next(number)}"
        published = {
            "matches": from_rows(
                "matches",
                [
                    match_row(MATCH_ID, 1),
                    match_row(SECOND_ID, 2, a_begin=A_BEGIN + 1000),
                    match_row(THIRD_ID, 3, a_begin=A_BEGIN + 3000),
                ],
            ),
            "variants": from_rows("variants", variant_rows(MATCH_ID)),
            "runs": from_rows("runs", [run_row(run_id)]),
        } | tables
        for name, table in published.items():
            validate(name, table)

        def write(folder: Path) -> None:
            for name, table in published.items():
                table.write_parquet(folder / f"{name}.parquet")

        identity = RunIdentity(inputs_sha256=inputs_sha256, config_sha256=config_sha256, code_version="0.1.0")
        OutputStore(tmp_path / "outputs").publish(run_id, published, write, identity=identity)

    return run


@pytest.fixture
def one_match() -> Callable[..., pl.DataFrame]:
    """The table of matches with one row, some of its values otherwise."""
    return lambda **changes: from_rows("matches", [match_row(MATCH_ID, 1, **changes)])


@pytest.fixture
def published(publish: Publish) -> None:
    """A published run of three matches in the folder `outputs`."""
    publish()


def match_row(match_id: str, rank: int, *, a_begin: int = A_BEGIN, **changes: object) -> dict[str, object]:
    """A row of the table matches."""
    row: dict[str, object] = {
        "match_id": match_id,
        "review_rank": rank,
        "why_look": ["unnamed copying"],
        "arrow": "002 → 001 (8)",
        "what_differs": "one name changed, two words added",
        "copied_from": "b",
        "direction_confidence": 0.93,
        "direction_basis": ["date", "manifest"],
        "certainty": "likely",
        "route": "direct",
        "via_witness_id": None,
        "implied": False,
        "reuse_type": "near_verbatim",
        "words_a": 15,
        "words_b": 18,
        "words_equal": 14,
        "words_substituted": 1,
        "words_only_a": 0,
        "words_only_b": 3,
        "words_left_out_marked": 0,
        "words_left_out_unmarked": 0,
        "word_identity": 0.778,
        "kept_identity": 0.933,
        "char_identity": 0.9,
        "longest_run_words": 6,
        "jaccard_estimate": 0.5,
        "score_bits": 84_200,
        "log10_e_value": -19.3,
        "n_wording": 2,
        "n_form": 0,
        "n_dress": 2,
        "segments": [
            {
                "a_begin": a_begin,
                "a_end": a_begin + len(A_TEXT),
                "b_begin": B_BEGIN,
                "b_end": B_BEGIN + len(B_TEXT),
            }
        ],
        "parts": [],
        "chain_id": None,
        "family_ids": ["f_aaaabbbbccccdddd"],
        "review_status": "unreviewed",
        "review_note": None,
        "reviewer": None,
        "report_href": None,
    }
    for side, number, begin, text in (("a", "001", a_begin, A_TEXT), ("b", "002", B_BEGIN, B_TEXT)):
        row |= {
            f"{side}_document_id": f"d_{'abcd' * 4 if side == 'a' else 'bcde' * 4}",
            f"{side}_path": f"{number}_letters.txt",
            f"{side}_siglum": number,
            f"{side}_locus": f"Letters ({number}), ¶1",
            f"{side}_begin": begin,
            f"{side}_end": begin + len(text),
            f"{side}_text": text,
            f"{side}_in_quotation_marks": "no",
            f"{side}_attributed": "no",
        }
    return row | changes


def variant_rows(match_id: str) -> list[dict[str, object]]:
    """The differences of A_TEXT and B_TEXT, and what a goes on with."""
    inside = [
        ("substitute", "Petrograd", "St Petersburg", "name_form", "form"),
        ("substitute", ",", ";", "punctuation", "dress"),
        ("only_b", "", "at all ", "one_sided", "wording"),
        ("only_a", "“", "", "scare_quotes", "dress"),
        ("only_a", "”", "", "scare_quotes", "dress"),
    ]
    rows: list[dict[str, object]] = []
    a_at = b_at = 0
    for position, (operation, a_reading, b_reading, variant_class, level) in enumerate(inside, 1):
        a_at = A_TEXT.index(a_reading, a_at) if a_reading else A_TEXT.index("met us")
        b_at = B_TEXT.index(b_reading, b_at) if b_reading else B_TEXT.index("Finland")
        if a_reading == "”":
            b_at = B_TEXT.index(" station")
        rows.append(
            {
                "variant_id": f"v_{'abcdefg'[position] * 16}",
                "match_id": match_id,
                "arrow": "002 → 001 (8)",
                "position": position,
                "operation": operation,
                "a_reading": a_reading,
                "b_reading": b_reading,
                "a_begin": A_BEGIN + a_at,
                "a_end": A_BEGIN + a_at + len(a_reading),
                "b_begin": B_BEGIN + b_at,
                "b_end": B_BEGIN + b_at + len(b_reading),
                "variant_class": variant_class,
                "level": level,
                "named_class": None,
                "edge": "none",
                "sense_risk": "irony" if variant_class == "scare_quotes" else None,
                "context": "grey morning",
            }
        )
    rows.append(
        rows[-1]
        | {
            "variant_id": "v_" + "z" * 16,
            "position": len(inside) + 1,
            "operation": "only_a",
            "a_reading": " It rained.",
            "b_reading": "",
            "a_begin": A_BEGIN + len(A_TEXT),
            "a_end": A_BEGIN + len(A_TEXT) + len(" It rained."),
            "b_begin": B_BEGIN + len(B_TEXT),
            "b_end": B_BEGIN + len(B_TEXT),
            "variant_class": "edge_cut",
            "level": "wording",
            "edge": "end",
            "sense_risk": "cut_at_edge",
        }
    )
    return rows


def run_row(run_id: str) -> dict[str, object]:
    """A row of the table runs."""
    return {
        "run_id": run_id,
        "started_at": "2030-01-02T03:04:05Z",
        "ended_at": "2030-01-02T03:04:09Z",
        "status": "published",
        "exit_code": 0,
        "engine": "local",
        "config_sha256": "0" * 64,
        "inputs_sha256": "0" * 64,
        "versions": [],
        "parameters": [],
        "n_documents": 12,
        "n_words": 15_320,
        "n_quarantined": 1,
        "n_empty": 0,
        "n_duplicates": 0,
        "n_candidates": 40,
        "n_alignments": 20,
        "n_matches": 3,
        "n_variants": 6,
        "n_families": 1,
        "n_set_aside": 4,
        "n_new": 3,
        "n_changed": 0,
        "n_removed": 0,
        "peak_rss_mb": 200.0,
    }
