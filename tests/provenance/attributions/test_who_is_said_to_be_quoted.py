"""Attributions planted in five languages: who is quoted, by which words, in which work."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.align.corpus_view import CorpusView
from pipeline.corpus.blocks import Block, BlockKind
from pipeline.corpus.documents import text_document
from pipeline.corpus.structure import build_structure
from pipeline.corpus.tokenise import tokenise
from pipeline.provenance.attributions.finding import find_attributions

ICE = "the ice was gone from the lower pond by the second week of March, and the swans came back on the same night"


Audit = Callable[..., Any]
Page = Callable[..., object]

PLANTED = [
    json.loads(line)
    for line in Path(__file__).with_name("planted.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Texts with one quotation each, and whom they name for it, in five languages."""


def named_in(found: Any) -> list[tuple[str | None, str | None, int | None]]:  # noqa: ANN401 - what the fixture gives
    rows = found.tables["attributions"]
    quoted = [row for row in rows if row["speaker"] != "Tom Reed" and not row["quoted"].startswith("Nothing")]
    return [(row["speaker"], row["title"], row["year"]) for row in quoted]


@pytest.mark.parametrize(
    "planted", PLANTED, ids=[f"{one['language']}-{at}" for at, one in enumerate(PLANTED)]
)
def test_what_was_planted_is_read(audit: Audit, page: Page, planted: dict[str, Any]) -> None:
    found = audit(x=page(text=planted["text"], language=planted["language"]))
    assert named_in(found) == [(planted["speaker"], planted["title"], planted["year"])]
    assert {row["credit"] for row in found.tables["attributions"]} == {"named"}


def test_a_language_that_is_not_stated_is_told_by_its_common_words(audit: Audit, page: Page) -> None:
    told = [one for one in PLANTED if one["language"] != "en"]
    found = audit(**{f"x{at:02}": page(text=one["text"]) for at, one in enumerate(told)})
    rows = sorted(found.tables["attributions"], key=lambda row: row["path"])
    assert [row["speaker"] for row in rows] == [one["speaker"] for one in told]


def test_footnotes_name_the_work(audit: Audit, page: Page) -> None:
    text = (
        f'The thaw was early that year. "{ICE}."[2] The miller said nothing of it.\n\n'
        f"A second paragraph about the mill and its wheel, of no interest to anybody at all.\n\n"
        "[1] The mill was sold in 1940.\n\n[2] Ada Finch, The Mill Pond (London, 1931), p. 12."
    )
    row = audit(x=page(text=text, language="en")).quoting("the ice was gone")
    assert (row["speaker"], row["title"], row["year"]) == ("Ada Finch", "The Mill Pond", 1931)


def test_ibid_repeats_the_last_citation(audit: Audit, page: Page) -> None:
    text = (
        f'The thaw was early. "{ICE}" (Ada Finch, The Mill Pond, 1931, p. 12). Ada Finch adds a little: '
        'she notes that "nobody on the farm had ever seen the like of it before" (ibid., p. 14).'
    )
    row = audit(x=page(text=text, language="en")).quoting("nobody on the farm")
    assert (row["title"], row["year"]) == ("The Mill Pond", 1931)


def test_the_attributing_words_and_the_quoted_words_are_where_they_stand(audit: Audit, page: Page) -> None:
    text = f'It was a mild winter. Ada Finch later recalled: "{ICE}." Nobody answered.'
    row = audit(x=page(text=text, language="en")).quoting("the ice")
    assert text[row["begin"] : row["end"]] == "Ada Finch later recalled:"
    assert text[row["quoted_begin"] : row["quoted_end"]] == f"{ICE}."
    assert row["cue"] == "later recalled"


def test_two_halves_with_the_narrators_clause_between_them_are_one_quotation(
    audit: Audit, page: Page
) -> None:
    text = f'"The thaw came early to us all," writes Ada Finch in her memoirs. "It was March, and {ICE}." The end.'
    (row,) = audit(x=page(text=text, language="en")).tables["attributions"]
    assert row["quoted"].startswith("The thaw")
    assert row["quoted"].endswith("same night.")
    assert row["speaker"] == "Ada Finch"


def test_a_quotation_of_several_paragraphs_is_one(audit: Audit, page: Page) -> None:
    opened_anew = f'Ada Finch wrote:\n\n"It was March.\n\n"{ICE}."\n\nThe end.'
    closed_last = f"Анна Зимина писала:\n\n«Это было в марте.\n\n{ICE}».\n\nНо это не всё, что он сказал."
    for text, language in ((opened_anew, "en"), (closed_last, "ru")):
        (row,) = audit(x=page(text=text, language=language)).tables["attributions"]
        assert row["quoted"].endswith(("same night.", "same night"))
        assert row["speaker"] in {"Ada Finch", "Анна Зимина"}


def test_quotation_marks_inside_a_quotation_do_not_end_it(audit: Audit, page: Page) -> None:
    text = f'Ada Finch recalled: "The quarrel was one of the "drys" with the millers, and {ICE}." So it was.'
    (row,) = audit(x=page(text=text, language="en")).tables["attributions"]
    assert row["quoted"].endswith("same night.")


def test_a_pronoun_is_given_the_one_person_of_its_paragraph_and_nobody_where_there_are_two(
    audit: Audit, page: Page
) -> None:
    one = f'Ada Finch kept the mill. She later recalled: "{ICE}." The end.'
    two = f'Ada Finch kept the mill. Tom Reed kept the inn. He later recalled: "{ICE}." The end.'
    assert audit(x=page(text=one, language="en")).quoting("the ice")["speaker"] == "Ada Finch"
    assert audit(x=page(text=two, language="en")).quoting("the ice")["speaker"] is None


@pytest.mark.parametrize(("opening", "closing"), ["‘’", "''", "“”", '""', "„“", "«»", "»«", "「」"])
def test_marks_of_many_styles_hold_the_whole_quotation(
    audit: Audit, page: Page, opening: str, closing: str
) -> None:
    quoted = "The ice was gone from the miller's pond by the second week of March, and the millers' dogs came back."
    text = f"The thaw was early. Ada Finch wrote: {opening}{quoted}{closing} So it was, and the dogs were glad of it."
    (row,) = audit(x=page(text=text, language="en")).tables["attributions"]
    assert row["quoted"] == quoted


def test_a_mark_that_nothing_closes_takes_in_no_whole_chapter(audit: Audit, page: Page) -> None:
    chapter = (
        "The river rose and the river fell, and on the other side of it nobody was any the wiser. " * 120
    )
    text = f'The thaw was early. Ada Finch wrote: "It was March. {chapter}'
    assert audit(x=page(text=text, language="en")).tables["attributions"] == []


def test_two_quotations_that_the_narrator_joins_by_that_are_two(audit: Audit, page: Page) -> None:
    text = (
        'Ada Finch was hard on him. Describing the miller as a "man of no account with a voice like a wet hinge", she '
        'wrote that "he came to the sluice in his Sunday coat and went home without a word to anybody" (The Mill Pond, '
        "1931)."
    )
    found = audit(x=page(text=text, language="en"))
    assert found.quoting("man of no account")["quoted"].endswith("wet hinge")
    assert found.quoting("he came to the sluice")["title"] == "The Mill Pond"


@pytest.mark.parametrize(
    ("lead", "speaker", "credit"),
    [
        (
            "There came a telegram from the master of the steamship Svetlana:",
            "the master of the steamship Svetlana",
            "named",
        ),
        ("The office had a letter from Ada Finch that day, in her own hand:", "Ada Finch", "named"),
        (
            "In a report signed by the harbour master, which we print whole, there is this:",
            "the harbour master",
            "named",
        ),
        ("Her diary has one line on it:", None, "named"),
        ("Dr. Holt's diary has one line on it:", "Dr. Holt", "named"),
        ("In Ada Finch's second telegram:", "Ada Finch", "named"),
        ("The telegram ran as follows:", None, "named"),
        ("A telegram came in the night:", None, "missing"),
        ("There was a note under the door:", None, "missing"),
        ("A telegram from Paris came in the night:", None, "named"),
    ],
)
def test_who_sent_a_text_is_quoted_and_a_text_of_nobody_credits_nobody(
    audit: Audit, page: Page, lead: str, speaker: str | None, credit: str
) -> None:
    row = audit(x=page(text=f'The thaw was early. {lead} "{ICE}." Nobody answered.', language="en")).quoting(
        "the ice"
    )
    assert (row["speaker"], row["credit"]) == (speaker, credit)


@pytest.mark.parametrize(
    ("above", "below", "speaker", "title"),
    [
        ("The miller said nothing to anybody about it.", "\n— Tom Reed, Reeds (1950)", "Tom Reed", "Reeds"),
        ("Ada Finch wrote in her diary:", "\n— The Mill Pond (1931), p. 12", "Ada Finch", "The Mill Pond"),
        ("Ada Finch described it in a letter to her sister.", "", "Ada Finch", None),
        ("The miller said nothing to anybody about it.", "", None, None),
    ],
)
def test_a_blockquote_is_his_who_signs_it_or_whom_the_sentence_above_names(
    above: str, below: str, speaker: str | None, title: str | None
) -> None:
    text = f"It was a wet year. {above}\n\nIt was March, and {ICE}.{below}\n\nSo it was."
    begins = [0, text.index("It was March"), text.index("So it was")]
    ends = [begins[1] - 2, begins[2] - 2, len(text)]
    kinds = [BlockKind.PARAGRAPH, BlockKind.BLOCKQUOTE, BlockKind.PARAGRAPH]
    structure = build_structure(
        Block(begin=begin, end=end, kind=kind) for begin, end, kind in zip(begins, ends, kinds, strict=True)
    )
    document = text_document(text, structure=structure)
    (found,) = find_attributions([document], CorpusView.of([document], tokenise([text])), [])
    assert (found.speaker, found.title) == (speaker, title)
    assert text[found.quoted_begin : found.quoted_end] == f"It was March, and {ICE}."


def test_what_is_said_in_a_report_is_a_quotation_and_talk_in_a_story_is_none(
    audit: Audit, page: Page
) -> None:
    said = f'Ada Finch kept the mill. She told a friend: "{ICE}."'
    report = f'{said}\n\nTom Reed wrote: "Nothing that is told of the pond is true, and least of it what she says."'
    rows = audit(x=page(text=report, language="en")).tables["attributions"]
    assert {row["speaker"] for row in rows} == {"Ada Finch", "Tom Reed"}
    story = f'{said}\n\n"And the swans?" he asked. "They came," she said. "They all came."'
    assert audit(x=page(text=story, language="en")).tables["attributions"] == []


def test_a_few_words_are_a_quotation_where_the_sentence_says_as_somebody_notes(
    audit: Audit, page: Page
) -> None:
    text = 'The councillors were kind. As Tom Reed points out, "the stove was out". Nobody had lit it.'
    row = audit(x=page(text=text, language="en")).quoting("the stove")
    assert (row["speaker"], row["cue"]) == ("Tom Reed", "points out")


NEWS = """The ferry failed yesterday. "The engine was sound when it left us and it was sound when it came," said
Mr. Crane. "The rest I leave to the village." The ferryman denied it. "I have never laid a hand on it," he said.

{lead} "{quoted}". Nobody was hurt, and nobody was sorry.
"""


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("The mayor, Dr. Ernst Hall, said in a statement that", "Dr. Ernst Hall"),
        ("According to the parish priest, Father Lorenz,", "Father Lorenz"),
        ("Mrs. Anna Krull, who was on board, recalled:", "Mrs. Anna Krull"),
        ("In a telegram to the council the company declared:", None),
        ("Mrs. Anna Krull wrote to us that", "Mrs. Anna Krull"),
    ],
)
def test_what_is_on_record_is_quoted_even_among_talk(
    audit: Audit, page: Page, lead: str, speaker: str | None
) -> None:
    (row,) = audit(x=page(text=NEWS.format(lead=lead, quoted=ICE), language="en")).tables["attributions"]
    assert (row["speaker"], row["quoted"]) == (speaker, ICE)


def test_who_passes_on_what_another_said_is_not_the_speaker(audit: Audit, page: Page) -> None:
    text = f'It was mild. The agent, Albert Crane, was quoted by the Herald as saying: "{ICE}." So it was.'
    assert audit(x=page(text=text, language="en")).quoting("the ice")["speaker"] == "Albert Crane"


def test_another_sentence_after_a_quotation_leads_to_a_quotation_of_its_own(audit: Audit, page: Page) -> None:
    text = (
        f'"{ICE}," recalled Ada Finch. The mayor saw it otherwise: "The pond was a nuisance to all of us" (Council '
        "Minutes, 3 May 1911)."
    )
    found = audit(x=page(text=text, language="en"))
    assert found.quoting("the ice")["speaker"] == "Ada Finch"
    assert found.quoting("The pond")["title"] == "Council Minutes"


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("de", "Holms Teiche und Wehre (1960) schreibt:"),
        ("de", "Das Buch Teiche und Wehre (1960) bemerkt:"),
        ("en", "In his book Reeds and Rushes Tom Reed writes:"),
        ("en", "In his History of the Mill Pond Reed writes:"),
    ],
)
def test_where_a_title_may_go_on_in_a_name_nobody_is_named_and_nobody_blamed(
    audit: Audit, page: Page, language: str, lead: str
) -> None:
    text = f'{lead} "{ICE}."'
    (row,) = audit(x=page(text=text, language=language)).tables["attributions"]
    assert (row["speaker"], row["credit"]) == (None, "named")
