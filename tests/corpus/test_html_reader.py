from __future__ import annotations

import itertools
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.corpus_view import CorpusView
from pipeline.corpus.documents import text_document
from pipeline.corpus.readers.formats import extract
from pipeline.corpus.readers.html import read_html
from pipeline.corpus.structure import BlockKind, build_structure, locus
from pipeline.corpus.tokenise import tokenise

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)


def text_of(html: str) -> str:
    return read_html(html).text


def test_gives_what_one_reads_and_nothing_else() -> None:
    page = """<!doctype html><html><head><title>T</title><style>p {}</style></head><body>
        <nav>Home | About</nav><script>var x = "code";</script><!-- a remark -->
        <h1>The  Lamp</h1><p>It burned <b>cle</b>an &amp; <i>long</i>.<br>Then
        not.</p><noscript>Switch on scripts</noscript><svg><text>drawn</text></svg>
        <p hidden>not shown</p><div role="navigation">Next</div><button>Press</button></body></html>"""
    assert text_of(page) == "The Lamp\n\nIt burned clean & long.\nThen not."


def test_a_block_ends_where_the_next_begins_even_without_end_tags() -> None:
    assert text_of("<p>one<p>two<ul><li>three<li>four</ul>five") == "one\n\ntwo\n\nthree\n\nfour\n\nfive"


def test_headings_quotations_and_items_are_known() -> None:
    page = "<h1>T</h1><p>a</p><h2>S</h2><h3>(1) X (1930)</h3><blockquote><p>b</p><p>c</p></blockquote><ul><li>d</ul>"
    extracted = read_html(page)
    assert [block.kind for block in extracted.blocks] == [
        BlockKind.TITLE,
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.HEADING,
        BlockKind.BLOCKQUOTE,
        BlockKind.BLOCKQUOTE,
        BlockKind.LIST_ITEM,
    ]
    assert locus(build_structure(extracted.blocks), extracted.text.index("c")) == "S (1), ¶2"


def test_cells_are_parted_by_tabs_and_rows_are_blocks() -> None:
    table = "<table><tr><th>a<th>b</tr><tr><td>c</td><td>d</td></tr></table>"
    assert text_of(table) == "a\tb\n\nc\td"


def test_preformatted_text_keeps_its_spaces_and_lines() -> None:
    assert text_of("<p>x</p><pre>one\n  two</pre>") == "x\n\none\n  two"


def test_the_number_of_a_note_is_no_part_of_the_word_before_it() -> None:
    assert (
        text_of('<p>the lamp<sup><a href="#1">12</a></sup> and the 10<sup>th</sup></p>')
        == "the lamp¹² and the 10th"
    )
    assert (
        text_of('<p>the lamp<sup><a href="#a">[a]</a></sup> of 4 m<sup>2</sup></p>') == "the lamp [a] of 4 m²"
    )


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>She said <q>one <q>two <q>three</q></q></q>.</p>", "She said “one ‘two ‘three’’”."),
        ("<html lang=de><p><q>eins <q>zwei</q></q></p>", "„eins ‚zwei‘“"),
        ("<html lang=de-CH><p><q>eins</q></p>", "„eins“"),
        ("<html lang=fr-CH><p><q>un <q>deux</q></q></p>", "«un ‹deux›»"),
        ("<html lang=es-MX><p><q>uno</q></p>", "“uno”"),
        ("<html lang=pt-PT><p><q>um</q></p>", "«um»"),
        ("<html lang=nl><p><q>een</q></p>", "“een”"),
        ("<html lang=fr><p><q>un <q>deux</q></q></p>", "«un «deux»»"),
        ("<html lang=ru><p><q>раз <q>два</q></q></p>", "«раз „два“»"),
        ("<html lang=ja><p><q>一</q></p>", "「一」"),
        ("<html lang=zh-TW><p><q>一</q></p>", "「一」"),
        ("<html lang=xx><p><q>one</q></p>", "“one”"),
        # Around a quotation in another language stand the marks of the text that quotes it.
        ("<html lang=en><p>il dit <q lang=fr>un</q></p>", "il dit “un”"),
        ("<p>il dit <q lang=fr>un</q></p>", "il dit «un»"),
        ("<html lang=en><div lang=sv><q>ett</q></div><p><q>one</q></p>", "”ett”\n\n“one”"),
    ],
)
def test_marks_around_q_are_those_of_the_language_that_is_declared(page: str, text: str) -> None:
    assert text_of(page) == text


with resources.files("pipeline.corpus.readers").joinpath("quotation_marks.toml").open("rb") as _file:
    MARKS = tomllib.load(_file)


@pytest.mark.parametrize("language", ["en", "nl", "ar", *(tags[0] for tags in MARKS.values())])
def test_a_quotation_ends_where_its_marks_do_in_every_language(language: str) -> None:
    quoted = "one two three four five six seven eight nine"
    text = text_of(
        f"<html lang={language}><p>So he <q>{quoted}</q> and went.</p><p>Then <q>{quoted}</q> again.</p>"
    )
    view = CorpusView.of([text_document(text)], tokenise([text])).document(0)
    seen = [view.folded(word) for word in range(len(view.words)) if view.quoted[word]]
    assert seen == quoted.split() * 2


def test_no_language_has_its_marks_twice() -> None:
    tags = [tag for found in MARKS.values() for tag in found]
    assert len(tags) == len(set(tags))
    assert all(len(marks) == 4 for marks in MARKS)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a <q> spaced </q>b", "a “spaced” b"),
        ("<p>a<q></q>b", "ab"),
        ("<p><q>“typed”</q> and <q>“in” and “out”, she said</q>", "“typed” and ““in” and “out”, she said”"),
        ("<p><q><b>bold</b>", "“bold”"),
        ("<p hidden><q>a</q></p><p><q>b</q>", "“b”"),
        ("<pre><q>a\n  b</q></pre>", "“a\n  b”"),
    ],
)
def test_marks_around_q_touch_its_words_and_stand_there_once(page: str, text: str) -> None:
    assert text_of(page) == text


def test_marks_around_q_stand_in_the_blocks_of_its_words() -> None:
    extracted = read_html("<q><p>one</p><p>two</p></q><p>three</p>")
    assert [extracted.text[one.begin : one.end] for one in extracted.blocks] == ["“one", "two”", "three"]


@given(
    st.recursive(WORDS, lambda inner: st.lists(inner, min_size=1, max_size=3).map(lambda parts: ("q", parts)))
)
def test_marks_around_q_open_and_close_as_often_as_it_does(tree: object) -> None:
    def html(node: object) -> str:
        return node if isinstance(node, str) else f"<q>{' '.join(map(html, node[1]))}</q>"  # type: ignore[index]

    page = html(tree)
    text = text_of(f"<p>{page}</p>")
    assert sum(text.count(mark) for mark in "“‘") == page.count("<q>")
    assert sum(text.count(mark) for mark in "”’") == page.count("</q>")
    bare = "".join(character for character in text if character not in "“”‘’")
    assert bare.split() == page.replace("<q>", "").replace("</q>", "").split()


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (
            '<p>a.<sup id="r"><a href="#n">1</a></sup></p><ol><li id="n">Ada Finch <a href="#r">↩</a></li></ol>',
            "a.¹\n\n1. Ada Finch",
        ),
        (
            '<p>a.<sup id="r"><a href="#n">[1]</a></sup><ol><li id="n"><b><a href="#r">^</a></b> <i>Pond</i></ol>',
            "a.[1]\n\n1. Pond",
        ),
        (
            '<p>a.<a href="#n" id="r" role="doc-noteref"><sup>1</sup></a><ol><li id="n"><p>Finch<a href="#r">↩</a>',
            "a.¹\n\n1. Finch",
        ),
        ("<p>a.<sup>1</sup></p><p><sup>1</sup> Finch</p>", "a.¹\n\n¹ Finch"),
        ('<p>a.<sup><a href="#n">1</a></sup></p><p id="n">[1] Finch</p>', "a.¹\n\n[1] Finch"),
        ('<p>see <a href="#s">Part 2</a></p><h2 id="s">Part 2</h2>', "see Part 2\n\nPart 2"),
        ('<p>a.<sup><a href="#n">1</a></sup> b <i id="n">c</i>', "a.¹ b c"),
    ],
)
def test_notes_have_the_numbers_that_a_browser_prints(page: str, text: str) -> None:
    assert text_of(page) == text


def test_what_is_set_in_without_a_term_is_a_paragraph() -> None:
    extracted = read_html("<dl><dd>set in</dd></dl><dl><dt>term</dt><dd>meaning</dd></dl>")
    kinds = [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]
    assert [block.kind for block in extracted.blocks] == kinds


def test_who_signs_a_blockquote_stands_on_a_line_of_his_own() -> None:
    assert text_of("<blockquote>It was. <cite>Ada</cite></blockquote>") == "It was.\n\nAda"
    assert text_of("<blockquote>In <cite>The Pond</cite> it was.</blockquote>") == "In The Pond it was."
    assert text_of("<blockquote>It was in <cite>The Pond</cite></blockquote>") == "It was in The Pond"


def test_glosses_above_the_line_are_left_out() -> None:
    assert text_of("<p><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京</ruby></p>") == "東京"


def test_characters_that_matter_are_kept() -> None:
    assert text_of("<p>co\u00adop&shy;e&nbsp;x &#x1F600; &mdash;</p>") == "co\u00adop\u00ade\u00a0x 😀 —"


def test_xhtml_that_closes_a_script_in_its_tag_is_read() -> None:
    page = '<?xml version="1.0"?><html><head><script src="x.js"/><title/></head><body><p>Read me</p></body></html>'
    assert text_of(page) == "Read me"


def test_markup_shown_as_text_stays_text() -> None:
    assert text_of("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>") == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("<ol><li id=n></li></ol><p>So it went.", "mild¹\n\nSo it went."),
        ("<ol><li><p id=n> </p></li><li>So it went.</ol>", "mild¹\n\nSo it went."),
        ("<h2 id=n>Notes</h2><p>So it went.", "mild¹\n\nNotes\n\nSo it went."),
        ("<p><a id=n></a>So it went.", "mild¹\n\n1. So it went."),
        ("<ol><li id=n><p></p><p>So it went.</ol>", "mild¹\n\n1. So it went."),
    ],
)
def test_the_number_of_a_note_stands_before_its_own_words_alone(note: str, expected: str) -> None:
    assert text_of(f'<p>mild<sup><a href="#n">1</a></sup></p>{note}') == expected


def test_reads_what_the_page_states() -> None:
    stated = read_html(
        '<html lang="ru"><head><title>The Fire - Harbour Archive</title><meta property="article:author" content="https://x">'
        '<meta name="DC.Creator" content="Ann  Smith"><meta name="date" content="1911"></head><h1>The Fire</h1></html>'
    ).stated
    assert (stated.title, stated.author, stated.date, stated.language) == (
        "The Fire",
        "Ann Smith",
        "1911",
        "ru",
    )


def test_a_page_that_states_nothing_gives_nothing() -> None:
    stated = read_html("<p>x</p>").stated
    assert (stated.title, stated.author, stated.date, stated.language) == (None, None, None, None)


def test_deep_nesting_is_read_and_measureless_nesting_refused() -> None:
    assert text_of("<div>" * 3000 + "x") == "x"
    assert text_of("<b>" * 20_000 + "x") == "x"
    with pytest.raises(ValueError, match="nested more than"):
        read_html("<div>" * 20_000 + "x")


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_the_words_of_paragraphs_come_back_in_their_blocks(words: list[str]) -> None:
    extracted = read_html("".join(f"<p>{word}</p>" for word in words))
    assert extracted.text.split() == words
    assert [extracted.text[block.begin : block.end] for block in extracted.blocks] == words


@given(st.text(st.sampled_from("<>/abp &;\"'=\n\t!-[]h1divsp")))
def test_any_markup_gives_blocks_that_are_sorted_disjoint_and_inside_the_text(markup: str) -> None:
    for media_type in ("text/html", "text/markdown"):
        extracted = extract(markup, media_type)
        spans = [(block.begin, block.end) for block in extracted.blocks]
        assert all(0 <= begin < end <= len(extracted.text) for begin, end in spans)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
