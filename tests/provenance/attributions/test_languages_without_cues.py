"""A language without a table of cues is read by its marks, and nothing breaks on any text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.align.corpus_view import CorpusView
from pipeline.corpus.documents import text_document
from pipeline.corpus.languages import known_languages
from pipeline.corpus.tokenise import tokenise
from pipeline.provenance.attributions.cue_tables import cue_tables
from pipeline.provenance.attributions.finding import find_attributions

Audit = Callable[..., Any]
Page = Callable[..., object]

MARKED = {
    "el": (
        (
            "Ο χειμώνας ήταν ήπιος. Η Άννα γράφει: «Ο πάγος έφυγε από τη λίμνη τη δεύτερη εβδομάδα του Μαρτίου». "
            "Κανείς δεν απάντησε."
        ),
        "Ο πάγος",
    ),
    "zh": (
        "那年冬天不冷。芬奇在《磨坊池塘》（1931）中写道：“三月的第二个星期，下池塘的冰已经化了，天鹅在同一天夜里飞了回来。”没有人回答她。",
        "三月的",
    ),
    "ja": (
        "その冬は暖かかった。彼女は日記にこう書いている：「三月の第二週には下の池の氷はもう消え、白鳥はその夜に戻ってきた。」誰も答えなかった。",
        "三月の",
    ),
    "ar": (
        "كان الشتاء معتدلا. كتبت آنا: «ذهب الجليد عن البركة السفلى في الأسبوع الثاني من آذار». ولم يجبها أحد.",
        "ذهب الجليد",
    ),
    "he": (
        'החורף היה נוח. אנה כתבה: "הקרח נעלם מן הבריכה התחתונה בשבוע השני של מרץ, בלילה אחד". איש לא ענה לה.',
        "הקרח",
    ),
}


@pytest.mark.parametrize("language", MARKED)
@pytest.mark.parametrize("is_stated", [True, False])
def test_a_quotation_that_a_colon_leads_to_is_found_by_its_marks(
    audit: Audit, page: Page, language: str, *, is_stated: bool
) -> None:
    text, first = MARKED[language]
    (row,) = audit(x=page(text=text, language=language if is_stated else None)).tables["attributions"]
    assert row["quoted"].startswith(first)
    assert text[row["begin"] : row["end"]].endswith((":", "："))
    assert (row["credit"], row["fidelity"]) == ("named", "not_checked")


def test_a_title_in_its_own_marks_is_read_in_any_language(audit: Audit, page: Page) -> None:
    (row,) = audit(x=page(text=MARKED["zh"][0], language="zh")).tables["attributions"]
    assert (row["title"], row["year"], row["cited_work"]) == ("磨坊池塘", 1931, "not_in_corpus")


def test_every_table_has_every_list_and_no_word_twice() -> None:
    tables = cue_tables()
    assert [table.language for table in tables] == ["de", "en", "es", "fr", "ru"]
    for table in tables:
        assert table.writing
        assert table.speech
        assert table.language in known_languages()
        assert not set(table.writing) & set(table.speech), table.language
        assert len(set(table.writing)) == len(table.writing), table.language
        assert len(set(table.in_work)) == len(table.in_work), table.language


PIECES = [
    *"ab Z.,:;!?\n\"“”„«»‘’'()[]>—-*12¹",
    *(
        "wrote ",
        "Ada Finch ",
        "in ",
        "(1931)",
        "\n\n",
        "\n\n(1) ",
        "the author of ",
        "that ",
        "writes",
        "ibid.",
    ),
]


@given(
    text=st.lists(st.sampled_from(PIECES), max_size=80).map("".join),
    language=st.sampled_from(["en", "de", "fr", "es", "ru", "el", None]),
)
@settings(max_examples=200)
def test_any_text_gives_spans_inside_it(text: str, language: str | None) -> None:
    document = replace(text_document(text, document_id="d_x", siglum="x", path="x.txt"), language=language)
    corpus = CorpusView.of([document], tokenise([text]))
    for one in find_attributions([document], corpus, []):
        assert 0 <= one.quoted_begin <= one.quoted_end <= len(text)
        assert (one.begin is None) == (one.end is None)
        if one.begin is not None and one.end is not None:
            assert 0 <= one.begin <= one.end <= len(text)
        assert (one.title is None) == (one.cited_work == "unnamed")
