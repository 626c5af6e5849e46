"""Runs in which only one part of the documents is compared with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.cli.entry import main
from pipeline.config import Config, MinHashConfig, PathsConfig, RunConfig
from pipeline.errors import ConfigurationError, InputError
from pipeline.run import run_pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.summary import RunSummary
    from tests.run.conftest import Desk

    MakeDesk = Callable[[str, Mapping[str, str]], Desk]

STONES = (
    "my grandmother counted every stone of it aloud in the dialect of her own valley, so that the mason could not "
    "cheat her of the odd ones"
)
BARRELS = (
    "seven barrels of tallow went by the carrier on Tuesday and four came back unopened, with a note that nobody "
    "in the chandlery could read"
)

NEW = f"A diary found this year.\n\nIt says that {STONES}. Nothing else in it is dated or signed.\n"
NEW_TOO = f"A second diary.\n\nOur neighbour writes: {STONES}, and then of hens and weather for a month.\n"
OLD = f"The memoir of 1921.\n\nIn spring the wall came down behind the pear trees, and {STONES}.\n\nLater, {BARRELS}.\n"
OLD_TOO = f"Ledger of a chandler.\n\nIt is entered that {BARRELS}. Wicks were dear as well that winter.\n"
APART = (
    f"An essay of last week.\n\nIt repeats that {STONES}, and that {BARRELS}, without saying from where.\n"
)

LIBRARY = {
    "new/diary.txt": NEW,
    "new/second.txt": NEW_TOO,
    "old/memoir.txt": OLD,
    "old/ledger.txt": OLD_TOO,
    "essay.txt": APART,
}


def run(desk: Desk, *patterns: str) -> RunSummary:
    return run_pipeline(
        Config(
            paths=PathsConfig(inputs=desk.inputs, outputs=desk.outputs),
            run=RunConfig(jobs=1),
            minhash=MinHashConfig(only_between=patterns),
        )
    )


def pairs(desk: Desk) -> set[frozenset[str]]:
    return {frozenset((row["a_path"], row["b_path"])) for row in desk.rows("matches")}


def test_only_new_against_old_is_compared(make_desk: MakeDesk) -> None:
    desk = make_desk("desk", LIBRARY)
    run(desk)
    everything = pairs(desk)
    run(desk, "new/*", "old/*")
    across = {frozenset((f"new/{new}.txt", "old/memoir.txt")) for new in ("diary", "second")}
    assert pairs(desk) == across
    assert across < everything
    assert len(desk.rows("documents")) == 5


def test_a_document_that_fits_both_patterns_belongs_to_the_first(make_desk: MakeDesk) -> None:
    desk = make_desk("desk", LIBRARY)
    run(desk, "new/*", "*")
    new, rest = {"new/diary.txt", "new/second.txt"}, {"old/memoir.txt", "essay.txt"}
    assert pairs(desk) == {frozenset((one, other)) for one in new for other in rest}


def test_the_summary_states_what_was_not_compared(make_desk: MakeDesk) -> None:
    said = {one.name: one.value for one in run(make_desk("desk", LIBRARY), "new/*", "old/*").parameters}
    assert said["only between"] == "new/* (2) with old/* (2)"
    assert said["not compared"] == "1 document: essay.txt"


def test_a_pattern_that_fits_nothing_is_an_error_that_lists_what_is_there(make_desk: MakeDesk) -> None:
    desk = make_desk("desk", LIBRARY)
    with pytest.raises(InputError, match="'older/\\*'") as fault:
        run(desk, "new/*", "older/*")
    assert all(path in str(fault.value) for path in LIBRARY)
    with pytest.raises(InputError, match="has not taken already"):
        run(desk, "*", "old/*")
    assert not (desk.outputs / "current").exists()


def test_there_must_be_two_patterns(make_desk: MakeDesk) -> None:
    with pytest.raises(ConfigurationError, match="1 patterns and not two"):
        run(make_desk("desk", LIBRARY), "new/*")


def test_a_duplicate_on_the_other_side_is_found_there(make_desk: MakeDesk) -> None:
    desk = make_desk("desk", {"new/diary.txt": NEW, "new/second.txt": NEW_TOO, "old/diary.txt": NEW})
    run(desk, "new/*", "old/*")
    assert pairs(desk) == {
        frozenset(("new/diary.txt", "old/diary.txt")),
        frozenset(("new/second.txt", "old/diary.txt")),
    }


def test_duplicates_on_one_side_are_not_compared(make_desk: MakeDesk) -> None:
    desk = make_desk("desk", {"new/a.txt": NEW, "new/b.txt": NEW, "old/ledger.txt": OLD_TOO})
    run(desk, "new/*", "old/*")
    assert pairs(desk) == set()


def test_the_flag_of_the_command_line_says_the_same(
    make_desk: MakeDesk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = make_desk("desk", LIBRARY)
    folders = ("--inputs", str(desk.inputs), "--outputs", str(desk.outputs))
    assert main(["run", *folders, "--only-between", "new/*", "old/*", "--verbose"]) == 0
    assert "essay.txt" in capsys.readouterr().out
    assert len(pairs(desk)) == 2
    assert main(["run", *folders, "--only-between", "new/*", "nowhere/*"]) == 1
    assert "'nowhere/*'" in capsys.readouterr().err
