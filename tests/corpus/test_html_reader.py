from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.readers.formats import extract
from pipeline.corpus.readers.html import read_html
from pipeline.corpus.structure import BlockKind, build_structure, locus

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
        == "the lamp 12 and the 10th"
    )


def test_glosses_above_the_line_are_left_out() -> None:
    assert text_of("<p><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京</ruby></p>") == "東京"


def test_characters_that_matter_are_kept() -> None:
    assert text_of("<p>co\u00adop&shy;e&nbsp;x &#x1F600; &mdash;</p>") == "co\u00adop\u00ade\u00a0x 😀 —"


def test_xhtml_that_closes_a_script_in_its_tag_is_read() -> None:
    page = '<?xml version="1.0"?><html><head><script src="x.js"/><title/></head><body><p>Read me</p></body></html>'
    assert text_of(page) == "Read me"


def test_markup_shown_as_text_stays_text() -> None:
    assert text_of("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>") == "<script>alert(1)</script>"


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
