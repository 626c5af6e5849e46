from __future__ import annotations

import pytest

from pipeline.corpus.readers.markdown import read_markdown
from pipeline.corpus.structure import BlockKind, build_structure, locus

DOCUMENT = """\
# The *Lightship*

It **burned** [clean](https://example.org "title") and
`long`; \\*not\\* this &amp; that[^1].\\
![A lamp](lamp.png)

## Sources

### (1) Ann Smith, A Life (1930)

> Towards nine the wind
> flew round.
>
> And again.

- one
- two

| a | b |
|---|---|
| c | d |

<p>Raw <b>HTML</b></p><script>no</script>

    code  here

Last <span class="x">word</span><br>end
"""


def test_gives_the_text_without_its_markers() -> None:
    assert read_markdown(DOCUMENT).text == (
        "The Lightship\n\nIt burned clean and\nlong; *not* this & that[^1].\nA lamp\n\nSources\n\n"
        "(1) Ann Smith, A Life (1930)\n\nTowards nine the wind\nflew round.\n\nAnd again.\n\none\n\ntwo\n\n"
        "a\tb\n\nc\td\n\n"
        "Raw HTML\n\ncode  here\n\nLast word\nend"
    )


def test_blocks_are_known_and_found() -> None:
    extracted = read_markdown(DOCUMENT)
    kinds = [(block.kind, extracted.text[block.begin : block.end].split()[0]) for block in extracted.blocks]
    assert kinds[:4] == [
        (BlockKind.TITLE, "The"),
        (BlockKind.PARAGRAPH, "It"),
        (BlockKind.HEADING, "Sources"),
        (BlockKind.HEADING, "(1)"),
    ]
    assert kinds[4:8] == [
        (BlockKind.BLOCKQUOTE, "Towards"),
        (BlockKind.BLOCKQUOTE, "And"),
        (BlockKind.LIST_ITEM, "one"),
        (BlockKind.LIST_ITEM, "two"),
    ]
    assert locus(build_structure(extracted.blocks), extracted.text.index("And again")) == "Sources (1), ¶2"


def test_front_matter_of_yaml_is_stated_and_no_part_of_the_text() -> None:
    extracted = read_markdown(
        '---\ntitle: "The Lamp: a tale"\nauthors: [Ann Smith]\ntags:\n  - x\ndate: 1905\n---\nText.\n'
    )
    assert extracted.text == "Text."
    assert (extracted.stated.title, extracted.stated.author, extracted.stated.date) == (
        "The Lamp: a tale",
        "Ann Smith",
        "1905",
    )


def test_front_matter_of_toml_is_stated_and_no_part_of_the_text() -> None:
    extracted = read_markdown(
        '+++\ntitle = "The Lamp"\nauthor = ["Ann Smith", "B. Jones"]\ndate = 1905-03-09\n+++\nText.\n'
    )
    assert extracted.text == "Text."
    assert (extracted.stated.title, extracted.stated.author, extracted.stated.date) == (
        "The Lamp",
        "Ann Smith, B. Jones",
        "1905-03-09",
    )


def test_a_text_between_two_rules_is_no_front_matter() -> None:
    assert read_markdown("---\nOnce upon a time there was a lamp\n---\nText.\n").text.startswith("Once upon")


@pytest.mark.parametrize(
    "text", [">" * 200 + " x", "".join(" " * (2 * i) + "- a\n" for i in range(60)), "![" * 5000]
)
def test_markup_without_measure_is_refused_and_not_dropped(text: str) -> None:
    with pytest.raises(ValueError, match=r"nested|brackets"):
        read_markdown(text)


def test_what_a_browser_makes_of_inline_html_is_read() -> None:
    text = "a <q>b <q>c</q></q> of 4 m<sup>2</sup><br>d"
    assert read_markdown(text).text == "a “b ‘c’” of 4 m²\nd"
    stated = read_markdown("---\nlang: de\n---\n<q>b</q> x\n\n<div><q>c</q></div>")
    assert (stated.text, stated.stated.language) == ("„b“ x\n\n„c“", "de")


def test_a_note_of_one_word_is_a_note_and_no_address_of_a_link() -> None:
    assert read_markdown("a.[^1] [b]\n\n[^1]: Ibid.\n\n[b]: http://x.org").text == "a.[^1] b\n\n[^1]: Ibid."
