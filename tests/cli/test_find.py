"""`find`: where a passage stands, exact or varied, and how that is shown."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline.config import Config, PathsConfig
from pipeline.errors import ConfigurationError
from pipeline.find import find_passage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call

PASSAGE = (
    "my grandmother counted every stone of it aloud in the dialect of her own valley, so that the mason could not "
    "cheat her of the odd ones"
)
VARIED = (
    "my grandmother numbered each stone of it aloud, in the dialect of her own valley, so that the old mason could "
    "never cheat her of the odd ones"
)
MEMOIR = f"The Orchard Wall\n\nIn spring the wall came down.\n\nThen {PASSAGE}. He had a tame rook.\n"
LETTER = f"A Letter to the Parish\n\nShe wrote: {VARIED}. More is not known in this house.\n"
LEDGER = "Ledger of a Chandler\n\nTallow was dear that winter, and seven barrels went by the carrier.\n"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "inputs"
    folder.mkdir()
    for name, text in {"memoir.txt": MEMOIR, "letter.txt": LETTER, "ledger.txt": LEDGER}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def config_of(inputs: Path) -> Config:
    return Config(paths=PathsConfig(inputs=inputs))


def type_in(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_finds_a_passage_where_it_stands_word_for_word_and_where_it_is_varied(inputs: Path) -> None:
    exact, varied = find_passage(PASSAGE, config_of(inputs)).passages
    assert (exact.path, exact.exact, exact.identity) == ("memoir.txt", PASSAGE, 1.0)
    assert MEMOIR[exact.begin : exact.end] == PASSAGE
    assert PASSAGE[exact.text_begin : exact.text_end] == PASSAGE
    assert exact.locus == "¶2"
    assert (varied.path, varied.exact) == ("letter.txt", VARIED)
    assert varied.words_equal < varied.words
    assert exact.bits > varied.bits > 0
    assert not exact.below_threshold
    assert not varied.below_threshold


def test_a_part_of_the_text_is_found_with_its_place_in_the_text(inputs: Path) -> None:
    text = f"Nothing of this beginning is written anywhere else. Yet {PASSAGE}! And so on."
    best = find_passage(text, config_of(inputs)).passages[0]
    assert best.exact == PASSAGE
    assert text[best.text_begin : best.text_end] == PASSAGE


@pytest.mark.parametrize("text", ["tallow was DEAR that", "seven barrels went by the carrier"])
def test_what_is_short_but_word_for_word_is_shown_below_the_threshold(inputs: Path, text: str) -> None:
    (found,) = find_passage(text, config_of(inputs)).passages
    assert found.below_threshold
    assert found.exact.lower() == text.lower()
    assert found.path == "ledger.txt"


def test_a_place_is_told_once_also_where_all_but_its_first_word_was_found_first(tmp_path: Path) -> None:
    text = "the deck go slack under my boots"
    folder = tmp_path / "ships"
    folder.mkdir()
    for name in ("log", "letter"):
        filler = " ".join(f"{name}{number} the sea of the night" for number in range(200))
        (folder / f"{name}.txt").write_text(
            f"{name} of a ship\n\n{filler}.\n\nThen I felt {text}. Nobody spoke.\n", encoding="utf-8"
        )
    found = find_passage(text, config_of(folder)).passages
    assert [(one.path, one.exact) for one in found] == [("letter.txt", text), ("log.txt", text)]


@pytest.mark.parametrize(
    "text",
    ["tallow was dear", "the carrier was dear", "winter that dear was tallow", "no word of it here at all"],
)
def test_less_than_four_words_and_other_words_are_not_found(inputs: Path, text: str) -> None:
    assert find_passage(text, config_of(inputs)).passages == ()


def test_what_the_documents_share_among_themselves_is_no_answer(inputs: Path) -> None:
    (found,) = find_passage("Tallow was dear that winter, and seven barrels", config_of(inputs)).passages
    assert found.path == "ledger.txt"


def test_a_duplicate_document_is_a_place_of_its_own(inputs: Path) -> None:
    (inputs / "memoir-copy.txt").write_text(MEMOIR, encoding="utf-8")
    lookup = find_passage(PASSAGE, config_of(inputs))
    assert [one.path for one in lookup.passages] == ["memoir-copy.txt", "memoir.txt", "letter.txt"]
    assert lookup.n_documents == 4


def test_one_text_needs_fewer_bits_than_all_with_all(inputs: Path) -> None:
    lookup = find_passage("one two three four", config_of(inputs))
    assert lookup.n_words == 4
    pairs = lookup.n_words * lookup.n_words_documents
    assert 2 ** (lookup.threshold_bits - Config().accept.margin_bits) == pytest.approx(pairs, rel=0.001)


@pytest.mark.parametrize("text", ["", "  ", "... -- !"])
def test_a_text_without_words_is_refused(inputs: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match="no words"):
        find_passage(text, config_of(inputs))


def test_the_command_shows_every_place_and_ends_with_0(call: Call, inputs: Path) -> None:
    outcome = call("find", PASSAGE, "--inputs", str(inputs))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("2 passages in 3 documents")
    assert "memoir.txt, characters 54 to" in outcome.out
    assert f"  {PASSAGE}\n" in outcome.out
    assert "word for word, 27 words" in outcome.out
    assert "\x1b" not in outcome.out


def test_the_command_ends_with_1_where_nothing_is_found(call: Call, inputs: Path) -> None:
    outcome = call("find", "no such words stand in them", "--inputs", str(inputs))
    assert outcome.code == 1
    assert outcome.out.startswith("Not found in 3 documents")
    assert outcome.err == ""


def test_a_place_below_the_threshold_is_marked_as_such(call: Call, inputs: Path) -> None:
    outcome = call("find", "tallow was dear that", "--inputs", str(inputs))
    assert outcome.code == 0
    assert outcome.out.startswith("1 passage in 3 documents (")
    assert "; below the threshold\n" in outcome.out


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_text_can_come_from_stdin(
    call: Call, inputs: Path, monkeypatch: pytest.MonkeyPatch, mark: bytes
) -> None:
    type_in(monkeypatch, mark + PASSAGE.replace(" ", "\r\n").encode())
    outcome = call("find", "-", "--inputs", str(inputs))
    assert outcome.code == 0
    assert "memoir.txt" in outcome.out


def test_a_text_that_is_not_utf8_is_refused(
    call: Call, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, b"caf\xe9 au lait")
    for text in ("-", "caf\udce9"):
        outcome = call("find", text, "--inputs", str(inputs))
        assert outcome.code == 2
        assert "not UTF-8" in outcome.err


def test_json_holds_all_that_was_found(call: Call, inputs: Path) -> None:
    outcome = call("find", PASSAGE, "--inputs", str(inputs), "--json")
    found = json.loads(outcome.out)
    assert [one["path"] for one in found["passages"]] == ["memoir.txt", "letter.txt"]
    assert found["passages"][0]["below_threshold"] is False
    assert (
        json.loads(call("find", "no such words here", "--inputs", str(inputs), "--json").out)["passages"]
        == []
    )


def test_text_of_documents_cannot_reach_the_terminal(call: Call, inputs: Path) -> None:
    hostile = MEMOIR.replace("every stone", "every \x1b[2J stone")
    (inputs / "memoir.txt").write_text(hostile, encoding="utf-8")
    outcome = call("find", PASSAGE, "--inputs", str(inputs))
    assert "\x1b" not in outcome.out
    assert "\\x1b[2J" in outcome.out


def test_documents_that_cannot_be_read_are_named_on_stderr(call: Call, inputs: Path) -> None:
    (inputs / "scan.pdf").write_bytes(b"%PDF-1.7\x00\x01\x02")
    outcome = call("find", PASSAGE, "--inputs", str(inputs))
    assert outcome.code == 0
    assert "scan.pdf" in outcome.err


def test_many_documents_that_cannot_be_read_do_not_hide_what_was_found(call: Call, inputs: Path) -> None:
    for number in range(30):
        (inputs / f"scan{number:02}.pdf").write_bytes(b"%PDF-1.7")
    brief = call("find", PASSAGE, "--inputs", str(inputs))
    assert brief.err.count("could not be read:") == 10
    assert brief.err.endswith("and 20 more; --verbose names them all\n")
    assert call("find", PASSAGE, "--inputs", str(inputs), "-v").err.count("could not be read:") == 30


def test_a_text_that_begins_with_a_hyphen_is_told_where_it_goes(call: Call, inputs: Path) -> None:
    outcome = call("find", "-my grandmother", "--inputs", str(inputs))
    assert outcome.code == 2
    assert "a text that begins with a hyphen goes after --: `python -m pipeline find -- TEXT`" in outcome.err
    assert call("find", "--inputs", str(inputs), "--", f"- {PASSAGE}").code == 0


def test_find_writes_nothing(call: Call, inputs: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    call("find", PASSAGE, "--inputs", str(inputs))
    assert sorted(tmp_path.rglob("*")) == before
