"""Whether a document says that a passage is somebody's words."""

from __future__ import annotations

import pytest

from pipeline.align.corpus_view import CorpusView
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise
from pipeline.provenance.attributed import attributed
from pipeline.provenance.sections import source_number

PASSAGE = "the ice was gone from the lower pond by the second week of March"


def verdict(text: str, passage: str = PASSAGE) -> str:
    document = text_document(
        text,
        document_id="d_x",
        siglum="x",
        path="x.txt",
    )
    view = CorpusView.of([document], tokenise([text])).document(0)
    begin = text.index(passage)
    first = view.begin.tolist().index(begin)
    last = first + int(((view.begin >= begin) & (view.begin < begin + len(passage))).sum())
    return attributed(document, view, begin, first, last)


@pytest.mark.parametrize(
    "text",
    [
        f'She later recalled: "{PASSAGE}."',
        f"Sie erinnerte sich: „{PASSAGE}.“",
        f"Le gardien écrit : « {PASSAGE}. »",
        f'The keeper remarked that "{PASSAGE}", and nobody replied.',
        f'"{PASSAGE}," wrote the keeper in his log.',
        f"The log says for that year: {PASSAGE}.",
        f'He said: "On my word, {PASSAGE}, and the swans knew it."',
        f"Primary Sources\n\n(3) The keeper's log (1871)\n\nIn that year {PASSAGE}.",
    ],
)
def test_words_that_a_sentence_leads_into_or_a_number_heads_are_attributed(text: str) -> None:
    assert verdict(text) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        f"In that year {PASSAGE}, as it always was.",
        f'The keeper had gone. "{PASSAGE}." Nobody knew who had said so.',
        f"The weather (1871)\n\nIn that year {PASSAGE}.",
        f'He called it a "warm" year. After that {PASSAGE}.',
    ],
)
def test_words_in_the_documents_own_voice_are_not(text: str) -> None:
    assert verdict(text) == "no"


def test_a_passage_that_quotes_in_part_is_attributed_in_part() -> None:
    text = (
        f'The winter was mild, and the keeper says that "{PASSAGE}." After it came a cold and bitter spring.'
    )
    assert verdict(text, text) == "partly"


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("Primary Sources (6), ¶1", "6"),
        ("Sources (12), ¶3", "12"),
        ("heading of Primary Sources (6)", "6"),
        ("My Life (1930), ¶2", None),
        ("The Russian Revolution, ¶2", None),
        ("¶12", None),
    ],
)
def test_a_year_in_a_heading_is_no_number_of_a_source(place: str, number: str | None) -> None:
    assert source_number(place) == number
