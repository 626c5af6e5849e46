"""Quotations of HTML and Markdown pages are those that one sees in a browser, with their notes and names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.align.corpus_view import CorpusView
from pipeline.corpus.documents import text_document
from pipeline.corpus.readers.formats import extract
from pipeline.corpus.structure import build_structure
from pipeline.corpus.tokenise import tokenise
from pipeline.provenance.attributions.citations import Citation, read_note
from pipeline.provenance.attributions.cue_tables import Cues
from pipeline.provenance.attributions.finding import find_attributions
from pipeline.provenance.attributions.model import Attribution

ICE = "the ice was gone from the lower pond by the second week of March, and the swans came back on the same night"
WORK = "Ada Finch, <i>The Mill Pond</i> (London, 1931), p. 12."
MARKDOWN_WORK = "Ada Finch, *The Mill Pond* (London, 1931), p. 12."
BOOK = ("Ada Finch", "The Mill Pond", 1931)


def read(source: str, media_type: str) -> tuple[str, tuple[Attribution, ...]]:
    extracted = extract(source, media_type)
    document = text_document(extracted.text, structure=build_structure(extracted.blocks))
    corpus = CorpusView.of([document], tokenise([extracted.text]))
    return extracted.text, find_attributions([replace(document, language="en")], corpus, [])


def named(source: str, media_type: str) -> tuple[str | None, str | None, int | None]:
    text, (found,) = read(source, media_type)
    assert text[found.quoted_begin : found.quoted_end].rstrip(".,") == ICE
    return found.speaker, found.title, found.year


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"<p>It was mild. Ada Finch later recalled: <q>{ICE}</q>. So it was.", ("Ada Finch", None, None)),
        (f"<html lang=fr><p>It was mild. Ada Finch later recalled: <q>{ICE}</q>.", ("Ada Finch", None, None)),
        (f"<p>Ada Finch wrote in <cite>The Mill Pond</cite> (1931): <q>{ICE}</q>.", BOOK),
        (
            f"<p>Ada Finch wrote:<blockquote cite='http://x.org'><p>{ICE}.</p></blockquote>",
            ("Ada Finch", None, None),
        ),
        (
            f"<p>It was mild.<blockquote><p>{ICE}.</p><footer>— Ada Finch, <cite>The Mill Pond</cite> (1931)",
            BOOK,
        ),
        (
            f"<p>It was mild.<blockquote>{ICE}. <cite>Ada Finch, The Mill Pond</cite>",
            ("Ada Finch", "The Mill Pond", None),
        ),
        (f"<p>It was mild.<blockquote><p>{ICE}.</p><cite>Ada Finch</cite>", ("Ada Finch", None, None)),
        (
            f"<figure><blockquote>{ICE}.</blockquote><figcaption>Ada Finch, The Mill Pond (1931)</figcaption></figure>",
            BOOK,
        ),
        (f"<p>Ada Finch wrote:<dl><dd>{ICE}.</dd></dl>", ("Ada Finch", None, None)),
        (
            f'<p>It was. “{ICE}.”<sup id=r><a href="#n">1</a></sup> So.<ol><li id=n>{WORK} <a href="#r">↩</a>',
            BOOK,
        ),
        (
            f'<p>It was. “{ICE}.”<sup id=r><a href="#n">[1]</a></sup> So.<ol><li id=n><a href="#r">^</a> {WORK}',
            BOOK,
        ),
        (f"<p>It was mild. “{ICE}.”<sup>1</sup> So it was.<p>More of it.<p><sup>1</sup> {WORK}", BOOK),
        (
            f'<p>It was.<blockquote><p>{ICE}.<sup><a href="#n">1</a></sup></blockquote><p>So.<ol><li id=n>{WORK}',
            BOOK,
        ),
    ],
)
def test_what_an_html_page_quotes(page: str, expected: tuple[str | None, str | None, int | None]) -> None:
    assert named(page, "text/html") == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f"It was mild. Ada Finch wrote:\n\n> {ICE}.\n\nSo it was.", ("Ada Finch", None, None)),
        (f"It was mild.\n\n> {ICE}.\n>\n> — Ada Finch, *The Mill Pond* (1931)\n\nSo it was.", BOOK),
        (f"It was mild.\n\n> {ICE}.\n>\n> Ada Finch\n\nSo it was.", ("Ada Finch", None, None)),
        (f"It was mild.\n\n> {ICE}.[^1]\n\nSo it was.\n\n[^1]: {MARKDOWN_WORK}", BOOK),
        (f"It was mild.\n\n> {ICE} ({MARKDOWN_WORK})\n\nSo it was.", BOOK),
        (f'It was mild. "{ICE}."[^pond] So.\n\n[^pond]: {MARKDOWN_WORK}', BOOK),
        (f'It was mild. "{ICE}."^[{MARKDOWN_WORK}] So.', BOOK),
        (f"It was mild. Ada Finch later recalled: <q>{ICE}</q>. So.", ("Ada Finch", None, None)),
    ],
)
def test_what_a_markdown_page_quotes(page: str, expected: tuple[str | None, str | None, int | None]) -> None:
    assert named(page, "text/markdown") == expected


@pytest.mark.parametrize("number", ["¹", "[1]", "1", " (1)"])
@pytest.mark.parametrize("line", ["¹ ", "1 ", "1. ", "[1] ", "[1]: ", "(1) "])
def test_a_note_of_plain_text_is_found_however_its_number_is_printed(number: str, line: str) -> None:
    text = (
        f"It was mild. “{ICE}.”{number} So it was.\n\nNotes\n\n{line}Ada Finch, The Mill Pond (1931), p. 12."
    )
    assert named(text, "text/plain") == BOOK


@pytest.mark.parametrize("again", ["Ibid., p. 13.", "ibid.", "*Ibid.*, 13."])
def test_a_note_that_repeats_the_one_before_names_its_work(again: str) -> None:
    text = (
        f"It was mild. “{ICE}.”[2] So it was.\n\n[1] Ada Finch, The Mill Pond (1931), p. 12.\n[2] {again}\n"
        "[3] Tom Reed, Reeds (1950), p. 3."
    )
    assert named(text, "text/plain") == BOOK


def test_a_line_of_verse_in_a_blockquote_signs_nothing() -> None:
    page = f"It was mild.\n\n> It was March, and {ICE}\n> Ada, my heart\n\nSo it was."
    text, (found,) = read(page, "text/markdown")
    assert (found.speaker, text[found.quoted_begin : found.quoted_end].splitlines()[-1]) == (
        None,
        "Ada, my heart",
    )


def test_the_key_of_a_list_of_works_kept_elsewhere_is_no_title() -> None:
    _, found = read(f'It was mild. Ada Finch wrote: "{ICE}" [@finch1931, p. 12].', "text/markdown")
    assert [(one.speaker, one.title) for one in found] == [("Ada Finch", None)]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Finch, op. cit., p. 44.", BOOK),
        ("Reed, op. cit., p. 44.", ("Reed", None, None)),
        ("Finch, Ada (1931). The Mill Pond. Oxford. p. 12.", BOOK),
        ("^ Finch, Ada (1931). The Mill Pond. Oxford. p. 12.", BOOK),
        ("Ada Finch, The Mill Pond, 2nd ed. (Oxford, 1931), p. 12.", BOOK),
        ("Ada Finch (ed.), The Mill Pond (Oxford, 1931), p. 12.", BOOK),
        ("Ada Finch, 'The Mill Pond', Journal of Ponds 9 (1931), p. 12.", BOOK),
        ('Finch, Ada. "The Mill Pond." Journal of Ponds 9, no. 3 (1931): 5–9.', BOOK),
        ("Finch (1931), p. 12.", ("Finch", None, 1931)),
        ('"A Thaw at Last". The Pond Messenger. 14 June 1911. p. 1.', (None, "The Pond Messenger", 1911)),
        ("The Pond Messenger, 14 June 1911, p. 1.", (None, "The Pond Messenger", 1911)),
    ],
)
def test_references_of_many_styles_are_read(
    note: str, expected: tuple[str | None, str | None, int | None]
) -> None:
    text = f"It was mild. “{ICE}.”[2] So it was.\n\n[1] Ada Finch, The Mill Pond (Oxford, 1931), p. 12.\n[2] {note}"
    assert named(text, "text/plain") == expected


def test_a_note_that_is_a_sentence_names_no_work() -> None:
    text = f"It was mild. Ada Finch wrote: “{ICE}.”[1] So.\n\n[1] This is discussed in Reed (1960), who doubts it."
    assert named(text, "text/plain") == ("Ada Finch", None, None)


def test_the_number_of_a_note_between_two_sentences_parts_them() -> None:
    text = f"It has often been told.[^1] According to Ada Finch, “{ICE}”.[^2] Nobody answered."
    _, (found,) = read(text, "text/markdown")
    assert text[found.begin : found.end] == "According to Ada Finch,"


def test_the_number_of_a_note_may_stand_behind_the_colon() -> None:
    page = f"It was mild. Ada Finch wrote:[1]\n\n> {ICE}.\n\nSo it was.\n\n[1] Ada Finch, The Mill Pond (1931), p. 12."
    assert named(page, "text/markdown") == BOOK


def test_signed_blockquotes_in_a_row_are_two() -> None:
    page = f"<blockquote>{ICE}. <p>— Ada Finch</blockquote><blockquote>{ICE}. <p>— Tom Reed</blockquote>"
    _, found = read(page, "text/html")
    assert [one.speaker for one in found] == ["Ada Finch", "Tom Reed"]


WHEEL = "the mill wheel stood still all winter, and the miller went to town by the other road"


@pytest.mark.parametrize(
    ("page", "media_type"),
    [
        (f"<p>{{}}<blockquote><p>{ICE}</blockquote> <blockquote><p>{WHEEL}</blockquote>", "text/html"),
        (f"{{}}\n\n> {ICE}\n\n> {WHEEL}", "text/markdown"),
        (f"{{}}\n\n<blockquote>{ICE}</blockquote>\n\n> {WHEEL}", "text/markdown"),
    ],
)
@pytest.mark.parametrize(
    ("lead", "speaker"), [("Ada Finch wrote in a letter:", "Ada Finch"), ("It was mild.", None)]
)
def test_two_blockquotes_in_a_row_are_two_that_one_sentence_leads_to(
    page: str, media_type: str, lead: str, speaker: str | None
) -> None:
    text, found = read(page.format(lead), media_type)
    assert [text[one.quoted_begin : one.quoted_end] for one in found] == [ICE, WHEEL]
    assert [one.speaker for one in found] == [speaker, speaker]


@pytest.mark.parametrize(
    ("page", "media_type"),
    [
        (f"<p>It was.<blockquote><p>{ICE}<p>{WHEEL}</blockquote>", "text/html"),
        (f"<p>It was.<blockquote><p>{ICE}<blockquote><p>{WHEEL}</blockquote></blockquote>", "text/html"),
        (f"It was.\n\n> {ICE}\n>\n> {WHEEL}", "text/markdown"),
    ],
)
def test_one_blockquote_is_one_however_many_paragraphs_it_has(page: str, media_type: str) -> None:
    text, (found,) = read(page, media_type)
    assert text[found.quoted_begin : found.quoted_end] == f"{ICE}\n\n{WHEEL}"


def test_what_signs_a_blockquote_says_nothing_of_the_next() -> None:
    page = f"Ada Finch wrote:\n\n> {ICE}\n>\n> — Tom Reed, Reeds (1950)\n\n> {WHEEL}\n\nSo it was."
    _, found = read(page, "text/markdown")
    assert [one.title for one in found] == ["Reeds", None]
    assert found[1].speaker is None


def test_notes_are_read_once_however_many_refer_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counting(text: str, cues: Cues) -> Citation | None:
        asked.append(text)
        return read_note(text, cues)

    monkeypatch.setattr("pipeline.provenance.attributions.notes.read_note", counting)
    quoted = "\n\n".join(f"It was mild. “{ICE} {at}.”[{at}] So it was." for at in range(1, 61))
    notes = "\n".join(f"[{at}] Reed, op. cit., p. {at}." for at in range(1, 61))
    _, found = read(f"{quoted}\n\n{notes}", "text/plain")
    assert {one.speaker for one in found} == {"Reed"}
    assert len(asked) <= 60
