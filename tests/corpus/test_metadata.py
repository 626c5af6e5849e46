from __future__ import annotations

import pytest

from pipeline.corpus.metadata import Metadata, read_metadata
from pipeline.corpus.readers.formats import extract

PROSE = (
    "It was a long evening in 1917, and the lamp burned until the last of the oil was gone from the tin. " * 3
)


def read(text: str, stem: str = "document", media_type: str = "text/plain") -> Metadata:
    return read_metadata(extract(text, media_type), stem)


def dated(text: str, stem: str = "document") -> tuple[str | None, str]:
    metadata = read(text, stem)
    return metadata.date.not_before if metadata.date else None, metadata.date_basis


def test_reads_title_author_and_date_from_the_head_of_a_text() -> None:
    metadata = read(f"The Light Went North\n\nby Josiah Penhallick\n\nPublished: 1931\n\n{PROSE}")
    assert (metadata.title, metadata.author) == ("The Light Went North", "Josiah Penhallick")
    assert metadata.date
    assert (metadata.date.not_before, metadata.date.not_after, metadata.date_basis) == (
        "1931",
        "1931",
        "header",
    )


@pytest.mark.parametrize("below", ["by Ada Finch\nWritten: 1931", "By Ada Finch, 1931"])
def test_a_head_without_blank_lines_has_a_title_and_an_author(below: str) -> None:
    metadata = read(f"The Harbour Book\n{below}\n\n{PROSE}")
    assert (metadata.title, metadata.author) == ("The Harbour Book", "Ada Finch")
    assert dated(f"The Harbour Book\n{below}\n\n{PROSE}") == ("1931", "header")


@pytest.mark.parametrize("head", ["Dear Sir,\nDate: 1931", "She came at noon.\nBy Ada Finch"])
def test_lines_that_are_no_title_page_give_no_title(head: str) -> None:
    assert read(f"{head}\n\n{PROSE}").title is None


def test_the_title_is_the_heading_right_above_the_labels() -> None:
    labels = "Written: 1940.\nSource: A Review, August 1941, p. 196."
    text = f"archive in red\nAnn Smith\n\nAnn Smith\n\nFather and Son\n\n{labels}\n\n{PROSE}"
    assert read(text).title == "Father and Son"
    assert dated(text) == ("1940", "header")


def test_a_date_of_writing_goes_before_one_of_printing_whatever_their_order() -> None:
    text = f"A Letter\n\nFirst Published: 1911\nWritten: May 1902\nPublished: 1965\n\n{PROSE}"
    assert dated(text) == ("1902-05", "header")


def test_a_label_in_another_language_is_read() -> None:
    assert dated(f"Ein Brief\n\nGeschrieben: 12. Mai 1902\n\n{PROSE}") == ("1902-05-12", "header")
    assert dated(f"Письмо\n\nДата: 5 мая 1902 г.\n\n{PROSE}") == ("1902-05-05", "header")


def test_labels_that_date_the_copy_are_not_the_date() -> None:
    labels = "Transcribed: 2001\nOnline Version: Archive, December 2001.\nLast updated: 2015-07-29"
    text = f"A Letter\n\n{labels}\n\n{PROSE}"
    assert dated(text) == (None, "none")


def test_reads_the_name_and_the_date_under_the_title() -> None:
    metadata = read(
        f"## Women in the Revolution\n\n# The Letters\n\nVladimir Volkov  \n1 July 2003\n\n{PROSE}"
    )
    assert (metadata.title, metadata.author) == ("The Letters", "Vladimir Volkov")
    assert metadata.date
    assert metadata.date.not_before == "2003-07-01"


def test_reads_author_and_year_of_a_byline() -> None:
    metadata = read(f"The Lamp\n\nBy Ann Smith, 1911\n\n{PROSE}")
    assert (metadata.author, metadata.date and metadata.date.not_before) == ("Ann Smith", "1911")


def test_reads_the_year_behind_a_title() -> None:
    metadata = read(f"Father and Son (1940)\n\n{PROSE}")
    assert (metadata.title, metadata.date and metadata.date.not_before) == ("Father and Son", "1940")


def test_reads_place_and_day_at_the_head_of_a_letter() -> None:
    assert dated(f"Ferriston, 4 April 1933\n\nDear Sir,\n\n{PROSE}") == ("1933-04-04", "header")
    assert dated(f"To the Editor\n\nFerriston, 4 April 1933\n\nSir,\n\n{PROSE}") == ("1933-04-04", "header")


def test_takes_no_date_from_prose_nor_from_the_headings_of_quoted_sources() -> None:
    sources = f"Sources\n\n(1) Ann Smith, A Life (1930)\n\n{PROSE}\n\nDate: 1911\n\n{PROSE}"
    text = f"Ann Smith\n\nThe Harbour\n\n{PROSE}\n\n{sources}"
    assert dated(text) == (None, "none")


@pytest.mark.parametrize("line", ["1917", "Chapter 4, 1911", "12 May", "The Fire of 12 May 1911"])
def test_takes_no_date_from_a_heading_above_the_prose(line: str) -> None:
    assert dated(f"Memories of the Bank\n\nAnn Smith\n\n{line}\n\n{PROSE}") == (None, "none")


def test_a_diary_has_no_single_date() -> None:
    days = "\n\n".join(f"{day} May 1911\n\n{PROSE}" for day in range(1, 9))
    assert dated(f"Diary of Ann Smith\n\n{days}") == (None, "none")


def test_a_diary_that_begins_with_short_entries_has_no_single_date() -> None:
    head = "Diary\n\n1 March 1899\n\nRain.\n\n9 March 1899"
    assert dated(f"{head}\n\n{PROSE}\n\n10 March 1899\n\nSnow.") == (None, "none")
    assert dated(f"{head.replace('9 March', 'The 9th of March')}\n\n{PROSE}") == ("1899-03-01", "header")


@pytest.mark.parametrize(
    ("stem", "date"),
    [
        ("1911_memoir", "1911"),
        ("memoir (1911)", "1911"),
        ("courier-1903-11-13", "1903-11-13"),
        ("letters_1911_1915", "1911"),
        ("001_f1911c4cdaae9", None),
        ("scan_0019110", None),
        ("page_123", None),
        ("a1911", None),
        ("1911_1902", None),
    ],
)
def test_reads_a_year_that_stands_alone_in_the_file_name(stem: str, date: str | None) -> None:
    assert dated(PROSE, stem) == (date, "filename" if date else "none")


def test_the_head_goes_before_the_file_name() -> None:
    assert dated(f"A Letter\n\nDate: 1902\n\n{PROSE}", "1911_letter") == ("1902", "header")


def test_markup_is_believed_less_than_the_line_that_says_when_it_was_written() -> None:
    head = '<html lang="en"><head><title>A Letter</title><meta name="author" content="Ann Smith">'
    dated_page = '<meta name="date" content="2015-07-29T12:00:00Z">'
    page = f"{head}{dated_page}</head><body><h1>A Letter</h1><p>%s</p><p>{PROSE}</p></body></html>"
    metadata = read(page % "by a friend", media_type="text/html")
    assert metadata.date
    assert metadata.date.not_before == "2015-07-29"
    assert (metadata.title, metadata.author, metadata.language) == ("A Letter", "Ann Smith", "en")
    written = read(page % "Written: 1940", media_type="text/html")
    assert written.date
    assert written.date.not_before == "1940"


def test_front_matter_is_believed() -> None:
    text = f"---\ntitle: The Lamp\nauthor: Ann Smith\ndate: 1905\n---\n\n# Something\n\n{PROSE}"
    metadata = read(text, media_type="text/markdown")
    assert metadata.date
    assert (metadata.title, metadata.author, metadata.date.not_before) == ("The Lamp", "Ann Smith", "1905")


def test_a_text_of_one_long_line_has_a_language_and_nothing_else() -> None:
    assert read(PROSE * 1000) == Metadata(
        title=None, author=None, language="en", language_basis="text", date=None, date_basis="none"
    )
