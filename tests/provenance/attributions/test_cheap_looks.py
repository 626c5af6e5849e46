"""What is told at little cost never says otherwise than the close reading that it spares."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align.corpus_view import CorpusView
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise
from pipeline.provenance.attributions.around import Around, read_register
from pipeline.provenance.attributions.cue_tables import Cues, cue_tables, words_in
from pipeline.provenance.attributions.reading import Reading
from pipeline.provenance.attributions.sentences import last_sentence, sentence_borders
from pipeline.provenance.attributions.titles import find_works, may_name_work

LISTS = (
    "as_one_says",
    "writing",
    "speech",
    "according",
    "texts",
    "author_of",
    "quoted_in",
    "published_in",
    "in_work",
    "penned",
    "recalling",
    "according_behind",
)
PHRASES = [phrase for table in cue_tables() for name in LISTS for phrase in getattr(table, name)]

clauses = st.lists(
    st.one_of(
        st.sampled_from(PHRASES),
        st.sampled_from(PHRASES).map(str.upper),
        st.sampled_from(["Ada Finch", "(1931)", "The Mill Pond", "1931", ",", "\n", "“", "said's", "x"]),
    ),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize("cues", cue_tables(), ids=lambda cues: cues.language)
@given(text=clauses)
@settings(max_examples=60)
def test_what_may_not_stand_in_a_clause_does_not(cues: Cues, text: str) -> None:
    words = words_in(text)
    for name in LISTS:
        phrases = getattr(cues, name)
        assert phrases.may_stand_in(words) or not phrases.pattern.search(text), name
    assert may_name_work(text, cues, words) or not find_works(text, cues)
    ends = any(found.end() == len(text) for found in cues.title_leads.pattern.finditer(text))
    assert cues.title_leads.end(text) == ends


PIECES = ["word ", "Word ", "Mr", "L", ".", "!", "?", "...", "”", '"', ")", " ", "\n", "。", "long " * 90]


@given(text=st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=200)
def test_the_last_sentence_is_that_of_a_reading_from_the_beginning(text: str) -> None:
    cues = next(table for table in cue_tables() if table.language == "en")
    first, stop, ended = last_sentence(text, 0, len(text), cues)
    assert stop == len(text.rstrip())
    borders = sentence_borders(text, 0, len(text), cues)
    assert ended == (bool(borders) and borders[-1] >= stop)
    begin = max((border for border in borders if border < stop), default=0)
    assert text[begin:first].strip() == ""
    assert first >= begin


LINES = [
    '"The bees came back across the water," said Tom.',
    '"Are they all here?" asked the miller.',
    'Ada Finch later wrote: "The bees had crossed the water on the fourth day."',
    'The parson wrote that "the bees had gone".',
    'In her memoirs The Mill Pond (1931) she says: "The bees had gone."',
    '"They had gone," wrote Ada Finch.',
    '"They had gone."',
    '"They had crossed the water in the night," she remembered.',
    '"They had crossed the water in the night," according to Ada Finch.',
    'It was late. He said "no".',
    'As the parson notes, the bees had "gone for good".',
]


@given(lines=st.lists(st.sampled_from(LINES), max_size=12))
@settings(max_examples=60)
def test_a_story_is_told_without_reading_it_to_its_end(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    document = text_document(text)
    view = CorpusView.of([document], tokenise([text])).document(0)
    arounds = _arounds(Reading(number=0, document=document, view=view))
    talk = reports = 0
    for one in arounds:
        counted = _counted(one)
        assert counted[1] <= one.most_reports()
        talk, reports = talk + counted[0], reports + counted[1]
    expected = "report" if reports > talk else "story" if talk > reports else "open"
    assert read_register(arounds) == expected


def _arounds(reading: Reading) -> list[Around]:
    marked = reading.quotations
    followings = [*(one.outer_begin for one in marked[1:]), len(reading.text)]
    frees = [0, *(one.outer_end for one in marked)]
    return [
        Around(reading=reading, quotation=one, n_words=9, free=free, following=following)
        for one, free, following in zip(marked, frees, followings, strict=False)
    ]


def _counted(one: Around) -> tuple[int, int]:
    """Talk and reports around one quotation, both clauses read."""
    talk = reports = 0
    if one.lead is not None and (one.lead.colon or one.before.with_that):
        reports += one.before.verb_kind in {"writing", "according"} or one.before.work is not None
    elif one.before.verb_kind == "speech" and one.before.near:
        talk += 1
    if one.after.verb_kind in {"writing", "speech", "according"}:
        reports += one.after.is_report_behind
        talk += not one.after.is_report_behind
    return talk, reports
