from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.corpus.dates import DateSpan
from pipeline.corpus.manifest import Entry, read_manifest
from pipeline.errors import InputError

FILE = Path("inputs/sources.toml")
PATHS = ("letters.txt", "memoir.txt", "ru/Élise.txt")


def read(toml: str) -> dict[str, Entry]:
    return dict(read_manifest(FILE, toml.encode(), PATHS).entries)


def faults(toml: str | bytes) -> list[str]:
    data = toml if isinstance(toml, bytes) else toml.encode()
    with pytest.raises(InputError) as caught:
        read_manifest(FILE, data, PATHS)
    heading, *lines = str(caught.value).splitlines()
    assert heading.startswith("inputs/sources.toml cannot be used")
    assert caught.value.hint
    return [line.removeprefix("  - ") for line in lines]


def test_without_a_manifest_there_are_no_entries() -> None:
    assert read("") == {}


def test_reads_all_that_an_entry_can_say() -> None:
    entries = read(
        """
        [[document]]
        path = "memoir.txt"
        title = "A  Memoir"
        author = "Ann Smith"
        date = "1931/1935"
        series = "Smith papers"
        language = "en-GB"
        siglum = "M"
        copies = ["letters.txt", "ru/Élise.txt", "letters.txt"]
        """
    )
    assert entries == {
        "memoir.txt": Entry(
            path="memoir.txt",
            title="A Memoir",
            author="Ann Smith",
            date=DateSpan(not_before="1931", not_after="1935"),
            series="Smith papers",
            language="en-GB",
            siglum="M",
            copies=("letters.txt", "ru/Élise.txt"),
        )
    }


@pytest.mark.parametrize("date", ["1931", '"1931"'])
def test_a_year_may_be_a_number(date: str) -> None:
    entry = read(f'[[document]]\npath = "memoir.txt"\ndate = {date}')["memoir.txt"]
    assert entry.date == DateSpan(not_before="1931", not_after="1931")


def test_a_day_may_be_a_date_of_toml_and_one_copied_document_a_text() -> None:
    entry = read('[[document]]\npath = "memoir.txt"\ndate = 1931-05-17\ncopies = "letters.txt"')["memoir.txt"]
    assert entry.date == DateSpan(not_before="1931-05-17", not_after="1931-05-17")
    assert entry.copies == ("letters.txt",)


@pytest.mark.parametrize("path", ["./memoir.txt", "ru/E\u0301lise.txt", r"ru\\Élise.txt"])
def test_paths_are_known_however_a_system_writes_them(path: str) -> None:
    assert list(read(f'[[document]]\npath = "{path}"')) in (["memoir.txt"], ["ru/Élise.txt"])


def test_a_file_saved_by_windows_is_read() -> None:
    data = '\ufeff[[document]]\r\npath = "memoir.txt"\r\ntitle = "T"\r\n'.encode()
    assert read_manifest(FILE, data, PATHS).entries["memoir.txt"].title == "T"


def test_all_faults_come_in_one_report_with_their_entries() -> None:
    found = faults(
        """
[[document]]
path = "memoire.txt"

[[document]]
path = "memoir.txt"
titel = "T"
date = "May 1931"
language = "English"
siglum = "the memoir"
author = 5
series = " "
copies = ["letter.txt", "memoir.txt"]

[[document]]
title = "No path"

[[document]]
path = "memoir.txt"
"""
    )
    memoir = 'document 2 (line 5) "memoir.txt"'
    assert found == [
        'document 1 (line 2): path: there is no document "memoire.txt"; did you mean "memoir.txt"?',
        f'{memoir}: unknown key "titel"; did you mean "title"?',
        f"{memoir}: author: 5 is not a text: put it in quotation marks",
        f"{memoir}: series: empty; leave the key out where there is nothing to say",
        f'{memoir}: date: "May 1931" is no date: write "1931", "1931-05", "1931-05-17" or a span "1931/1935"',
        f'{memoir}: language: "English" is no language code such as "en", "ru" or "zh-Hant"',
        f'{memoir}: siglum: "the memoir" is no short name: at most 20 characters, no spaces, brackets or commas',
        f'{memoir}: copies: there is no document "letter.txt"; did you mean "letters.txt"?',
        f"{memoir}: copies: a document cannot copy itself",
        "document 3 (line 15): no path: say which document it describes",
        f'document 4 (line 18) "memoir.txt": described before, in {memoir}: write all of it in one entry',
    ]


def test_two_documents_cannot_share_a_siglum() -> None:
    found = faults(
        '[[document]]\npath="memoir.txt"\nsiglum="M"\n[[document]]\npath="letters.txt"\nsiglum="M"\n'
    )
    assert found == [
        'document 2 (line 4) "letters.txt": siglum "M" is taken by document 1 (line 1) "memoir.txt"'
    ]


def test_documents_cannot_copy_each_other_in_a_circle() -> None:
    found = faults(
        """
        [[document]]
        path = "memoir.txt"
        copies = ["letters.txt"]
        [[document]]
        path = "letters.txt"
        copies = ["ru/Élise.txt"]
        [[document]]
        path = "ru/Élise.txt"
        copies = ["letters.txt"]
        """
    )
    assert found == [
        'copies: these copy each other in a circle: "letters.txt" copies "ru/Élise.txt" copies "letters.txt"'
    ]


def test_a_chain_of_copies_is_no_circle() -> None:
    entries = read(
        '[[document]]\npath="memoir.txt"\ncopies=["letters.txt"]\n[[document]]\npath="letters.txt"\ncopies=["ru/Élise.txt"]'
    )
    assert len(entries) == 2


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ('[[documents]]\npath = "memoir.txt"', 'top level: unknown table or key "documents"'),
        ('[document]\npath = "memoir.txt"', "write [[document]] in double brackets"),
        ("[[document]\n", "not TOML"),
        (b'[[document]]\npath = "\xe9"', "line 2: not UTF-8"),
        ('[[document]]\npath = "memoir.txt"\ncopies = 3', "copies: 3 is no list of paths"),
        ('[[document]]\npath = "memoir.txt"\ndate = true', "date: True is no date"),
        ('[[document]]\npath = "memoir.txt"\ndate = "1935/1931"', 'date: "1935/1931" is no date'),
    ],
)
def test_what_cannot_be_used_is_said(toml: str | bytes, fault: str) -> None:
    (found,) = faults(toml)
    assert fault in found
