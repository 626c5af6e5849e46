from __future__ import annotations

import errno
import hashlib
import os
import random
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import CorpusConfig
from pipeline.corpus.documents import Document
from pipeline.corpus.files import printable_path
from pipeline.corpus.load import LoadedInputs, load_documents
from pipeline.errors import InputError
from pipeline.ids import content_id

CONFIG = CorpusConfig()
PROSE = "It was a long evening, and the lamp burned until the last of the oil was gone from the tin.\n"
ANY_SYSTEM = pytest.mark.skipif(sys.platform == "win32", reason="file names and links of POSIX systems")


def write(folder: Path, **contents: str | bytes) -> None:
    for name, content in contents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def by_path(loaded: LoadedInputs) -> dict[str, Document]:
    return {document.path: document for document in loaded.documents}


def only(folder: Path, config: CorpusConfig = CONFIG) -> Document:
    (document,) = load_documents(folder, config).documents
    return document


def test_a_plain_text_is_stored_character_for_character(tmp_path: Path) -> None:
    text = "\n\n  A Title \t\n\nIt\u00adself,\u00a0ﬁne “quoted” \u202e…\n\n\n" + PROSE
    write(tmp_path, **{"a.txt": text})
    document = only(tmp_path)
    assert document.text == text
    assert (document.status, document.status_reason, document.encoding) == ("ok", None, "utf-8")
    assert document.media_type == "text/plain"
    assert document.document_id == content_id("d", "a.txt", "")
    assert document.content_sha256 == document.text_sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("begin", [b"<!DOCTYPE html>\n<html>", b"\xef\xbb\xbf \n<HTML lang='en'>", b"<html>"])
def test_a_web_page_that_was_saved_as_plain_text_is_read_as_one(tmp_path: Path, begin: bytes) -> None:
    write(tmp_path, **{"a.txt": begin + b"<body><script>var x</script><p>One &amp; two.</p></body></html>"})
    document = only(tmp_path)
    assert document.media_type == "text/html"
    assert document.text.strip() == "One & two."


def test_a_text_that_speaks_of_markup_is_plain(tmp_path: Path) -> None:
    write(tmp_path, **{"a.txt": "Pages begin with <html> and end with </html>, he said.\n"})
    assert only(tmp_path).media_type == "text/plain"


def test_line_ends_of_other_systems_become_line_feeds_and_that_is_recorded(tmp_path: Path) -> None:
    write(tmp_path, **{"a.txt": b"one\r\ntwo\rthree\nfour"})
    document = only(tmp_path)
    assert document.text == "one\ntwo\nthree\nfour"
    assert document.extractor == "plain text 1 (line ends to LF)"


def test_documents_are_sorted_by_path_and_found_in_all_folders(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            "b.txt": PROSE,
            "B.txt": PROSE + "1",
            "a/z.md": PROSE + "2",
            "a/b/c.HTML": "<p>x</p>",
            "a.txt": PROSE + "3",
        },
    )
    documents = load_documents(tmp_path, CONFIG).documents
    assert [document.path for document in documents] == ["B.txt", "a.txt", "a/b/c.HTML", "a/z.md", "b.txt"]
    assert [document.media_type for document in documents[2:4]] == ["text/html", "text/markdown"]


def test_what_is_hidden_or_belongs_to_the_pipeline_is_no_document(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            ".hidden.txt": PROSE,
            ".git/x.txt": PROSE,
            "sources.toml": "",
            "ignore.txt": "",
            "review/decisions.csv": "x",
            "README.md": PROSE,
            "more/review/kept.txt": PROSE,
        },
    )
    assert [document.path for document in load_documents(tmp_path, CONFIG).documents] == [
        "README.md",
        "more/review/kept.txt",
    ]


def test_a_document_with_the_text_of_an_earlier_one_is_its_duplicate(tmp_path: Path) -> None:
    write(tmp_path, **{"a.txt": PROSE, "b.txt": b"\xef\xbb\xbf" + PROSE.encode(), "c.txt": PROSE + "More."})
    first, second, third = load_documents(tmp_path, CONFIG).documents
    assert (first.status, third.status) == ("ok", "ok")
    assert (second.status, second.duplicate_of, second.text) == ("duplicate", first.document_id, PROSE)
    assert second.status_reason == "the same text as a.txt"
    assert second.structure == first.structure


@pytest.mark.parametrize(
    ("content", "reason"), [("", "no content: 0 bytes"), (" \n * * * ___ — \n", "no words")]
)
def test_a_document_without_words_is_empty(tmp_path: Path, content: str, reason: str) -> None:
    write(tmp_path, **{"a.txt": content, "b.txt": content})
    documents = load_documents(tmp_path, CONFIG).documents
    assert [(document.status, document.status_reason, document.text) for document in documents] == [
        ("empty", reason, "")
    ] * 2


def test_a_page_without_words_is_empty(tmp_path: Path) -> None:
    write(tmp_path, **{"a.html": "<html><script>var words;</script></html>", "b.md": "---\n"})
    assert [document.status for document in load_documents(tmp_path, CONFIG).documents] == ["empty", "empty"]


def test_what_cannot_be_read_is_quarantined_with_its_reason_and_the_others_go_on(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            "binary.txt": bytes(range(256)),
            "book.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
            "deep.html": "<div>" * 20_000 + "x",
            "good.txt": PROSE,
            "large.txt": PROSE * 20_000,
            "records.jsonl": '{"text": "words"}',
            "undecodable.txt": bytes(random.Random(1).choices(range(128, 256), k=3000)),
        },
    )
    documents = by_path(load_documents(tmp_path, CorpusConfig(max_document_mb=1)))
    reasons = {path: document.status_reason or "" for path, document in documents.items()}
    assert documents["good.txt"].status == "ok"
    assert {document.status for path, document in documents.items() if path != "good.txt"} == {"quarantined"}
    assert "NUL" in reasons["binary.txt"]
    assert "a PDF file" in reasons["book.pdf"]
    assert "nested" in reasons["deep.html"]
    assert "too large: 1.8 MB, the limit is 1 MB" in reasons["large.txt"]
    assert "JSON lines" in reasons["records.jsonl"]
    assert "encoding is not known" in reasons["undecodable.txt"]
    assert all(
        not document.text and not document.structure.labels
        for path, document in documents.items()
        if path != "good.txt"
    )
    assert documents["book.pdf"].media_type == "application/octet-stream"


def test_a_text_under_an_unknown_name_is_read_as_plain_text(tmp_path: Path) -> None:
    write(tmp_path, **{"LETTER": PROSE, "notes.log": PROSE + "2"})
    assert [
        (document.status, document.media_type) for document in load_documents(tmp_path, CONFIG).documents
    ] == [("ok", "text/plain")] * 2


def test_a_file_that_may_not_be_read_is_quarantined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, **{"a.txt": PROSE, "b.txt": PROSE})
    read_bytes = Path.read_bytes

    def refuse(file: Path) -> bytes:
        if file.name == "a.txt":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        return read_bytes(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)  # file modes do not stop a superuser
    refused, good = load_documents(tmp_path, CONFIG).documents
    assert (refused.status, refused.status_reason) == ("quarantined", "cannot be read: Permission denied")
    assert good.status == "ok"


@ANY_SYSTEM
def test_links_are_followed_inside_the_folder_and_never_out_of_it(tmp_path: Path) -> None:
    inputs = tmp_path / "inputs"
    write(inputs, **{"a/one.txt": PROSE})
    write(tmp_path, **{"secret.txt": PROSE})
    (inputs / "b.txt").symlink_to("a/one.txt")
    (inputs / "c.txt").symlink_to("../secret.txt")
    (inputs / "d.txt").symlink_to("nowhere.txt")
    (inputs / "e.txt").symlink_to("e.txt")
    (inputs / "loop").symlink_to(".")
    (inputs / "out").symlink_to("..")
    documents = by_path(load_documents(inputs, CONFIG))
    assert {path: document.status for path, document in documents.items()} == {
        "a/one.txt": "ok",
        "b.txt": "duplicate",
        "c.txt": "quarantined",
        "d.txt": "quarantined",
        "e.txt": "quarantined",
        "loop": "quarantined",
        "out": "quarantined",
    }
    assert (
        documents["c.txt"].status_reason
        == "a link that leads out of the folder of inputs: put the file there"
    )
    assert documents["d.txt"].status_reason == "a link to a file that is not there"
    assert "link to a folder" in (documents["loop"].status_reason or "")


@ANY_SYSTEM
def test_a_pipe_is_quarantined_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe" in (only(tmp_path).status_reason or "")


@ANY_SYSTEM
def test_file_names_may_hold_anything(tmp_path: Path) -> None:
    names = [
        "new\nline.txt",
        'quo"te.txt',
        "back\\slash.txt",
        "=SUM(A1).txt",
        "\u202egnp.txt",
        "Ünï.txt",
        "a,b;c.txt",
    ]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"{PROSE} {number}")
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(raw)).write_text(PROSE)
    documents = load_documents(tmp_path, CONFIG).documents
    paths = [document.path for document in documents]
    assert {document.status for document in documents} == {"ok"}
    assert {"new\\nline.txt", 'quo"te.txt', "back\\\\slash.txt", "\\u202egnp.txt", "caf\\xe9.txt"} <= set(
        paths
    )
    assert all(path.encode() and path.isprintable() for path in paths)
    assert len({document.siglum for document in documents}) == len(documents)


@given(st.text(), st.text())
def test_no_two_paths_are_printed_alike(first: str, second: str) -> None:
    assert (printable_path(first) == printable_path(second)) == (first == second)
    assert "\n" not in printable_path(first)


def test_one_line_of_five_megabytes_is_read(tmp_path: Path) -> None:
    text = PROSE.replace("\n", " ") * 55_000
    write(tmp_path, **{"a.txt": text})
    begin = time.perf_counter()
    document = only(tmp_path)
    assert document.text == text
    assert document.structure.labels == ("¶1",)
    assert time.perf_counter() - begin < 5  # linear: a tenth of a second where this was written


def test_the_manifest_goes_before_what_the_document_says(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            "letters.txt": f"Letters (1911)\n\n{PROSE}",
            "memoir.txt": f"Some Title\n\nWritten: 1930\n\n{PROSE}",
            "sources.toml": '[[document]]\npath = "memoir.txt"\ntitle = "A Memoir"\ndate = "1931-05/1935"\n'
            'siglum = "M"\n'
            'author = "Ann Smith"\nseries = "S"\nlanguage = "en"\ncopies = ["letters.txt"]\n',
        },
    )
    letters, memoir = load_documents(tmp_path, CONFIG).documents
    assert (memoir.title, memoir.author, memoir.series, memoir.language, memoir.siglum) == (
        "A Memoir",
        "Ann Smith",
        "S",
        "en",
        "M",
    )
    assert (memoir.date_not_before, memoir.date_not_after, memoir.date_basis) == (
        "1931-05",
        "1935",
        "manifest",
    )
    assert memoir.copies == (letters.document_id,)
    assert (letters.title, letters.date_not_before, letters.date_basis) == ("Letters", "1911", "header")


def test_an_entry_for_a_document_that_takes_no_part_is_noted(tmp_path: Path) -> None:
    write(tmp_path, **{"a.txt": "", "sources.toml": '[[document]]\npath = "a.txt"\n'})
    assert load_documents(tmp_path, CONFIG).faults == (
        "sources.toml describes a.txt, which takes no part: no content: 0 bytes",
    )


def test_faults_of_the_manifest_stop_the_run(tmp_path: Path) -> None:
    write(tmp_path, **{"a.txt": PROSE, "sources.toml": '[[document]]\npath = "b.txt"\n'})
    with pytest.raises(InputError, match=r'there is no document "b\.txt"; did you mean "a\.txt"\?'):
        load_documents(tmp_path, CONFIG)


def test_reads_the_strings_that_the_user_sets_aside(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            "a.txt": PROSE,
            "ignore.txt": "\ufeff# my own\r\n All rights reserved \r\n\r\nCafé\r\nAll rights reserved\r\n",
        },
    )
    assert load_documents(tmp_path, CONFIG).ignore_lines == ("All rights reserved", "Café")


def test_a_list_of_strings_that_is_no_text_stops_the_run(tmp_path: Path) -> None:
    write(tmp_path, **{"a.txt": PROSE, "ignore.txt": b"\x00\x01\x02"})
    with pytest.raises(InputError, match=r"ignore\.txt cannot be read"):
        load_documents(tmp_path, CONFIG)


def test_without_inputs_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing"):
        load_documents(tmp_path / "missing", CONFIG)
    with pytest.raises(InputError, match="no documents"):
        load_documents(tmp_path, CONFIG)
    write(tmp_path, **{"a.txt": PROSE})
    with pytest.raises(InputError, match=r"a\.txt"):
        load_documents(tmp_path / "a.txt", CONFIG)


def test_the_hash_of_the_inputs_covers_all_that_they_say_and_nothing_else(tmp_path: Path) -> None:
    contents = {
        "a.txt": PROSE,
        "b.txt": PROSE + "2",
        "bad.bin": b"\x00",
        "sources.toml": "",
        "ignore.txt": "",
    }
    hashes = []
    changes: list[dict[str, str | bytes]] = [
        {},
        {"a.txt": PROSE + "3"},
        {"c.txt": ""},
        {"bad.bin": b"\x00\x00"},
        {"sources.toml": '[[document]]\npath = "a.txt"\n'},
        {"ignore.txt": "All rights reserved"},
    ]
    for number, change in enumerate(changes):
        write(tmp_path / str(number), **{**contents, **change})
        hashes.append(load_documents(tmp_path / str(number), CONFIG).inputs_sha256)
    assert len(set(hashes)) == len(changes)
    os.utime(tmp_path / "0" / "a.txt", (0, 0))
    assert load_documents(tmp_path / "0", CONFIG).inputs_sha256 == hashes[0]


def test_the_order_in_which_files_came_does_not_matter(tmp_path: Path) -> None:
    names = [f"{number:03}_{letter}.txt" for number in range(12) for letter in "ab"]
    loaded = []
    for number in range(2):
        shuffled = names[:]
        random.Random(number).shuffle(shuffled)
        for name in shuffled:
            write(tmp_path / str(number), **{name: PROSE * (int(name[:3]) // 2 + 1)})
        loaded.append(load_documents(tmp_path / str(number), CONFIG))
    assert loaded[0] == loaded[1]


def test_offsets_of_blocks_lie_inside_the_text_of_every_format(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            "a.txt": f"T\n\n{PROSE}\n\n(1) S (1930)\n\n{PROSE}",
            "b.md": f"# T\n\n{PROSE}\n\n> {PROSE}",
            "c.html": f"<h1>T</h1><p>{PROSE}</p><p>x",
        },
    )
    for document in load_documents(tmp_path, CONFIG).documents:
        for begin, end in zip(
            document.structure.begin.tolist(), document.structure.end.tolist(), strict=True
        ):
            assert document.text[begin:end].strip() == document.text[begin:end] != ""


def test_a_program_beside_the_sources_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "memoir.txt").write_text("The lamp burned all night.", encoding="utf-8")
    (tmp_path / "count_words.py").write_text("def count(words):\n    return len(words)\n", encoding="utf-8")
    loaded = load_documents(tmp_path, CorpusConfig())
    status = {document.path: document.status for document in loaded.documents}
    assert status == {"count_words.py": "quarantined", "memoir.txt": "ok"}
    reason = loaded.documents[0].status_reason
    assert reason is not None
    assert "rename it to .txt" in reason
