"""Bad documents: each has a clear status, the others go on."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.config import CorpusConfig

if TYPE_CHECKING:
    from tests.run.conftest import Desk, Documents


def goes_on(desk: Desk, path: str, content: str | bytes, *, exit_code: int) -> dict[str, Any]:
    """Put a bad document beside the good ones and run: their match is found; gives the bad one's row."""
    desk.put({path: content})
    summary = desk.run()
    assert summary.exit_code == exit_code
    assert summary.n_matches == 1
    assert summary.status == ("partial" if exit_code else "published")
    return desk.document(path)


def test_an_empty_file(desk: Desk) -> None:
    row = goes_on(desk, "empty.txt", b"", exit_code=0)
    assert (row["status"], row["n_words"]) == ("empty", 0)
    assert "0 bytes" in row["status_reason"]


def test_a_file_without_words(desk: Desk) -> None:
    row = goes_on(desk, "stars.txt", "* * *\n\n--- ... ---\n", exit_code=0)
    assert (row["status"], row["status_reason"]) == ("empty", "no words")


@pytest.mark.parametrize("name", ["picture.txt", "picture.png"])
def test_a_binary_file(desk: Desk, name: str) -> None:
    data = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
    row = goes_on(desk, name, data, exit_code=3)
    assert row["status"] == "quarantined"
    assert row["status_reason"]
    assert row["n_words"] is None


def test_bytes_that_are_not_utf_8_are_read_as_what_they_look_like(desk: Desk) -> None:
    text = (
        "Die Mühle über dem Bach gehörte früher der Großmutter; später wußte niemand mehr, wem sie gehört. Am "
        "Sonntag läuteten drüben die Glocken, und die Vögel flogen auf. Öfter als zweimal hörte man sie nie."
    )
    row = goes_on(desk, "mill.txt", text.encode("cp1252"), exit_code=0)
    assert row["status"] == "ok"
    assert "guessed" in row["encoding"]


def test_bytes_that_are_not_utf_8_are_no_document_where_nothing_is_guessed(desk: Desk) -> None:
    desk.put({"mill.txt": "Die Mühle über dem Bach".encode("cp1252")})
    summary = desk.run(corpus=CorpusConfig(guess_encoding=False))
    assert (summary.exit_code, desk.document("mill.txt")["status"]) == (3, "quarantined")
    assert [one.path for one in summary.quarantined] == ["mill.txt"]


def test_a_file_that_may_not_be_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal is faked, for the administrator, as whom tests may run, can read everything."""
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    row = goes_on(desk, "secret.txt", "Nobody may know.", exit_code=3)
    assert (row["status"], row["content_sha256"]) == ("quarantined", None)
    assert "Permission denied" in row["status_reason"]


def test_a_document_that_is_there_twice_has_one_match_and_follows_the_first(desk: Desk) -> None:
    desk.put({"z/memoir again.txt": (desk.inputs / "memoir.txt").read_bytes()})
    summary = desk.run()
    assert (summary.exit_code, summary.n_duplicates, summary.n_matches) == (0, 1, 2)
    copy, first = desk.document("z/memoir again.txt"), desk.document("memoir.txt")
    assert (copy["status"], copy["duplicate_of"]) == ("duplicate", first["document_id"])
    assert (copy["n_words"], copy["coverage"]) == (first["n_words"], first["coverage"])
    (whole,) = [row for row in desk.rows("matches") if row["b_path"] == "z/memoir again.txt"]
    assert (whole["reuse_type"], whole["copied_from"], whole["why_look"]) == (
        "verbatim",
        "undetermined",
        None,
    )
    assert whole["words_equal"] == first["n_words"]
    families = {row["family_id"]: row["n_witnesses"] for row in desk.rows("families")}
    assert sorted(families.values()) == [2, 2]


def test_a_document_of_one_line_of_five_megabytes(desk: Desk) -> None:
    draw = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(draw.choices(letters, k=draw.randint(2, 9))) for _ in range(40_000)]
    line = " ".join(draw.choices(words, weights=[1 / n for n in range(1, 40_001)], k=800_000))
    line = f"{line[:2_000_000]} {desk_quotation(desk)} {line[2_000_000:]}"
    assert len(line) > 5_000_000
    begin = time.perf_counter()
    desk.put({"long.txt": line})
    desk.run()
    seconds = time.perf_counter() - begin
    found = {(row["a_path"], row["b_path"]) for row in desk.rows("matches")}
    assert {("letter.txt", "long.txt"), ("long.txt", "memoir.txt")} <= found
    # It takes a few seconds; a search of every pair of places would never keep the limit.
    assert seconds < 30


def desk_quotation(desk: Desk) -> str:
    return (
        " ".join((desk.inputs / "memoir.txt").read_text().split())
        .split(" trees, and ")[1]
        .split(" He had")[0]
    )


@pytest.mark.parametrize("name", ['a "quoted"\nname, with; commas.txt', "=cmd|' !A1.txt", "  \t.txt"])
def test_a_file_name_with_anything_in_it(desk: Desk, name: str) -> None:
    desk.put({name: (desk.inputs / "memoir.txt").read_bytes() + b"\nThe rook outlived him.\n"})
    summary = desk.run()
    assert (summary.exit_code, summary.n_documents) == (0, 4)
    path = name.replace("\n", "\\n").replace("\t", "\\t")
    assert desk.document(path)["status"] == "ok"
    assert sum(path in {row["a_path"], row["b_path"]} for row in desk.rows("matches")) == 2


def test_only_bad_documents(make_desk: Callable[[str, Documents], Desk]) -> None:
    desk = make_desk("bad", {"empty.txt": b"", "binary.txt": b"\x00\x01\x02" * 100})
    summary = desk.run()
    assert (summary.exit_code, summary.status, summary.n_matches) == (3, "partial", 0)
    assert {row["status"] for row in desk.rows("documents")} == {"empty", "quarantined"}
    for table in ("matches", "variants", "families", "witnesses", "set_aside", "drift"):
        assert desk.rows(table) == []


def test_one_document_of_one_word(make_desk: Callable[[str, Documents], Desk]) -> None:
    desk = make_desk("word", {"one.txt": "Halt"})
    summary = desk.run()
    assert (summary.exit_code, summary.n_words, summary.n_matches) == (0, 1, 0)
