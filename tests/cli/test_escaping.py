"""Nothing that stands in a file or in its name can command the terminal or fake a line."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.escaping import escaped, one_line, one_line_excerpt
from pipeline.errors import InputError
from pipeline.summary import MatchLine, Quarantined, Reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.summary import RunSummary
    from tests.cli.conftest import Call, FakeRun

NASTY = "a\x1b]0;title\x07\x9b2J\nerror: fake\u202egpj.\r\t\udcff"
HARMFUL = set("\x1b\x07\x9b\u202e\r\t\udcff")

any_text = st.text(st.characters(codec=None))


@given(any_text)
def test_one_line_leaves_no_control_and_no_new_line(text: str) -> None:
    shown = one_line(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in shown)
    assert not any("\u202a" <= character <= "\u202e" for character in shown)
    assert not any("\u2066" <= character <= "\u2069" for character in shown)


@given(any_text)
def test_escaped_keeps_new_lines_and_nothing_else_that_is_obeyed(text: str) -> None:
    assert escaped(text).count("\n") == text.count("\n")
    assert one_line(escaped(text).replace("\n", "")) == escaped(text).replace("\n", "")


def test_words_of_every_script_are_shown_as_they_are() -> None:
    text = "naïve — “Šárka” עברית العربية 漢字 ‹x› …"
    assert one_line_excerpt(text) == text


def test_white_space_of_a_passage_is_one_space_and_a_blank_line_is_marked() -> None:
    assert one_line_excerpt("one\n two\t three\n \n\nfour") == "one two three ⏎ four"


def test_names_in_a_summary_are_escaped(
    call: Call, fake_run: FakeRun, make_summary: Callable[..., RunSummary]
) -> None:
    match = MatchLine(
        match_id=NASTY,
        arrow=NASTY,
        words=1,
        reuse_type=NASTY,
        what_differs=NASTY,
        a_locus=NASTY,
        b_locus=NASTY,
        begins=NASTY,
    )
    fake_run.summary = make_summary(
        run_id=NASTY,
        first_matches=(match,),
        quarantined=(Quarantined(path=NASTY, reason=NASTY),),
        set_aside_by_reason=(Reason(reason=NASTY, n=1),),
    )
    for arguments in (("run", "-v"), ("run", "--json"), ("run", "-q")):
        outcome = call(*arguments)
        assert outcome.out or outcome.err
        assert HARMFUL.isdisjoint(outcome.out + outcome.err)
        assert "\nerror: fake" not in outcome.out + outcome.err


def test_a_folder_name_in_an_error_cannot_fake_a_second_error(
    call: Call, fake_run: FakeRun, tmp_path: Path
) -> None:
    fake_run.failure = InputError.no_such_folder(tmp_path / NASTY)
    outcome = call("run")
    assert HARMFUL.isdisjoint(outcome.err)
    assert "\nerror: fake" not in outcome.err
