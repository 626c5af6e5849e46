"""The audit: compared with the work or an excerpt of it, how faithful, and whether the source is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Audit = Callable[..., Any]
Page = Callable[..., object]

WORK = (
    "The Mill Pond\n\nI was born beside the water, and I mean to be buried there. On the morning of the second day "
    "after the flood, I walked down to the sluice and found the miller asleep on his own doorstep, with a lantern "
    "still burning beside him. He had kept the gate for thirty hours without a rest; nobody had thought to relieve "
    "him. His wife brought him bread and told him that the lower meadow was gone. He asked whether the heron had "
    "come back.\n\nAfterwards the county sent a man with a measuring chain, who wrote down everything but the heron."
)
WHOLE = (
    "He had kept the gate for thirty hours without a rest; nobody had thought to relieve him. His wife brought him "
    "bread and told him that the lower meadow was gone."
)


def of_work(audit: Audit, page: Page, quoted: str, lead: str = "Ada Finch later recalled:") -> dict[str, Any]:
    work = page(text=WORK, title="The Mill Pond", author="Ada Finch", date="1931", language="en")
    text = (
        f'The flood of that year is still spoken of. {lead} "{quoted}" There is nothing more to say about it.'
    )
    found = audit(apage=page(text=text, language="en"), work=work)
    (row,) = [row for row in found.tables["attributions"] if row["path"] == "apage.txt"]
    assert row["resolved_document_id"] == "d_work"
    assert (row["cited_work"], row["credit"], row["wanted_source_id"]) == ("in_corpus", "named", None)
    return row


@pytest.mark.parametrize(
    ("quoted", "fidelity", "changed"),
    [
        (WHOLE, "verbatim", None),
        (WHOLE.replace("rest;", "rest:").replace("His", "his"), "dress_only", "punctuation"),
        (WHOLE.replace(" for thirty hours without a rest", " ..."), "shortened_marked", "for thirty hours"),
        (
            WHOLE.replace(" for thirty hours", ""),
            "shortened_unmarked",
            "left out, unmarked: ‹for thirty hours›",
        ),
        (WHOLE.replace("thirty", "forty"), "altered", "‹thirty› became ‹forty›"),
        (WHOLE.replace("had kept", "had not kept"), "altered", "a denial added: ‹not›"),
        (
            WHOLE.replace("nobody had", "he had"),
            "altered",
            "‹nobody› became ‹he›, which denies otherwise",
        ),
        (
            WHOLE.replace("bread", "bread and a good deal of cheese"),
            "altered",
            "added: ‹and a good deal of cheese›",
        ),
        (WHOLE.replace("His wife", "His wife (Martha)"), "dress_only", "inserted in brackets: ‹(Martha)›"),
        (
            (
                "I walked down to the sluice and found the miller asleep on his own doorstep, with a lantern still "
                "burning beside him."
            ),
            "shortened_unmarked",
            "cut at the beginning, unmarked: ‹On the morning of the second day after the flood›",
        ),
        (
            "He had kept the gate for thirty hours without a rest.",
            "shortened_unmarked",
            "cut at the end, unmarked: ‹nobody had thought to relieve him.›",
        ),
        ("... " + WHOLE.removeprefix("He had "), "shortened_marked", "left out, marked"),
    ],
)
def test_fidelity_to_a_work_in_the_corpus(
    audit: Audit, page: Page, quoted: str, fidelity: str, changed: str | None
) -> None:
    row = of_work(audit, page, quoted)
    assert row["fidelity"] == fidelity, row["what_changed"]
    assert (changed or "") in (row["what_changed"] or ""), row["what_changed"]
    assert changed or row["what_changed"] is None
    assert row["checked_against"].startswith("work, ")


def test_part_of_a_sentence_inside_the_narrators_sentence_is_no_cut(audit: Audit, page: Page) -> None:
    part = "found the miller asleep on his own doorstep, with a lantern still burning beside him"
    row = of_work(audit, page, part, lead="Ada Finch remarked that she")
    assert row["fidelity"] == "verbatim"


def test_a_denial_left_out_is_called_one_in_every_language_that_is_known(audit: Audit, page: Page) -> None:
    work = (
        "Зима на пруду\n\nЛёд сошёл с нижнего пруда ко второй неделе марта, и лебеди вернулись в ту же ночь, но мы "
        "больше о них не думали, потому что вода не поднималась. Никто не пришёл нас сменить до самого утра.\n"
    )
    text = (
        "Весна была ранней. Анна Зимина писала: «Лёд сошёл с нижнего пруда ко второй неделе марта, и лебеди "
        "вернулись в ту же ночь, но мы больше о них думали, потому что вода не поднималась». Больше об этом "
        "ничего не известно.\n"
    )
    found = audit(
        apage=page(text=text), work=page(text=work, title="Зима на пруду", author="Анна Зимина", date="1931")
    )
    row = found.quoting("Лёд сошёл")
    assert (row["fidelity"], row["what_changed"]) == (
        "shortened_unmarked",
        "a denial left out, unmarked: ‹не›",
    )


def test_the_audit_and_the_variants_speak_of_the_same_levels(audit: Audit, page: Page) -> None:
    work = WORK.replace("the miller", "L.D. Moss").replace("His wife", "The wife of L.D. Moss")
    quoted = WHOLE.replace("His wife", "The wife of Moss")
    found = audit(
        apage=page(text=f'A wet year. Ada Finch later recalled: "{quoted}" So it goes.', language="en"),
        work=page(text=work, title="The Mill Pond", author="Ada Finch", date="1931", language="en"),
    )
    row = found.quoting("He had kept")
    levels = {one["level"] for one in found.tables["variants"] if one["match_id"] == row["match_id"]}
    assert "wording" not in levels
    assert (row["fidelity"], row["what_changed"]) == ("dress_only", "left out of a name: ‹L.D.›")


def test_a_clause_of_the_sources_narrator_is_not_cut_from_his_quotation(audit: Audit, page: Page) -> None:
    book = (
        'Sources\n\n(1) Tom Reed, Reeds and Rushes (1950)\n\n"I have told the county everything I know about that '
        'gate, and more than I know about the miller," Ada Finch said, "and they wrote down the half '
        'of it in pencil."\n\n'
        "(2) Jane Moss, Sluices (1960)\n\nA sluice is a gate that lets the water through when it is high.\n"
    )
    text = (
        'The inquiry came to nothing. Ada Finch wrote: "I have told the county everything I know about that gate, and '
        'more than I know about the miller, and they wrote down the half of it in pencil." And that was that.'
    )
    found = audit(apage=page(text=text, language="en"), book=page(text=book, language="en"))
    row = found.quoting(
        "I have told the county everything I know about that gate, and more than I know about the miller, and"
    )
    assert row["fidelity"] == "dress_only", row["what_changed"]
    assert "without the source's own ‹Ada Finch said›" in row["what_changed"]


def test_words_that_are_not_in_the_work_are_not_found(audit: Audit, page: Page) -> None:
    quoted = "The heron came back on Whit Monday with a bishop on its back and was given a pension for its trouble."
    row = of_work(audit, page, quoted, lead="Ada Finch wrote in The Mill Pond (1931):")
    assert (row["fidelity"], row["checked_against"], row["match_id"]) == ("not_found", None, None)


def test_a_quotation_too_short_to_be_matched_is_looked_up(audit: Audit, page: Page) -> None:
    row = of_work(audit, page, "everything but the heron", lead="Ada Finch wrote in The Mill Pond (1931):")
    assert (row["fidelity"], row["checked_against"]) == ("verbatim", "work, ¶2")


EXCERPT = (
    'The Flood\n\nIt was a bad year. Ada Finch later recalled: "He had kept the gate for thirty hours... His wife '
    'brought him bread and told him that the lower meadow was gone." Nobody was paid.\n\n'
    "Sources\n\n(1) Ada Finch, The Mill Pond: A Life (1931)\n\n"
    + WHOLE
    + " He asked whether the heron had come back.\n\n"
    "(2) Tom Reed, Reeds (1950)\n\nNothing that is told of the pond is true, and least of all what the widow says.\n"
)


def test_where_the_work_is_absent_an_excerpt_is_compared(audit: Audit, page: Page) -> None:
    found = audit(x=page(text=EXCERPT, language="en"))
    row = found.quoting("He had kept the gate for thirty hours...")
    assert (row["title"], row["title_basis"], row["cited_work"]) == (
        "The Mill Pond: A Life",
        "inferred",
        "not_in_corpus",
    )
    assert row["checked_against"] == "x, Sources (1), ¶1"
    assert row["fidelity"] == "shortened_marked"
    assert row["match_id"] == found.tables["matches"][0]["match_id"]
    (family,) = found.tables["families"]
    assert family["claimed_source_id"] == row["wanted_source_id"] == found.wanted()[0]["wanted_source_id"]


def test_another_page_quoting_the_same_is_no_measure(audit: Audit, page: Page) -> None:
    one = page(
        text=f'A wet year it was. Ada Finch later recalled: "{WHOLE}" So the story goes.', language="en"
    )
    other = page(
        text=f'At the inn they say it still. As Ada Finch wrote: "{WHOLE}" Nobody laughs.', language="en"
    )
    found = audit(one=one, other=other)
    assert {row["fidelity"] for row in found.tables["attributions"]} == {"not_checked"}


def test_a_writer_named_where_another_has_the_words_is_second_hand(audit: Audit, page: Page) -> None:
    book = """Sources

(1) Tom Reed, Reeds and Rushes (1950)

The widow was asked about it for the rest of her life. "I have told the county everything I know about that gate," Ada
Finch said, "and they wrote down the half of it." She went home on foot.

(2) Jane Moss, Sluices (1960)

A sluice is a gate that lets the water through when it is high.
"""
    text = (
        'The inquiry came to nothing. Ada Finch wrote: "I have told the county everything I know about that gate, '
        'and they wrote down the half of it." And that was that.'
    )
    found = audit(apage=page(text=text, language="en"), book=page(text=book, language="en"))
    row = found.quoting("I have told the county everything I know about that gate, and")
    assert (row["credit"], row["speaker"], row["work_author"]) == ("second_hand", "Ada Finch", "Tom Reed")
    assert row["seen_through"].startswith("Tom Reed, Reeds and Rushes (1950), in book, ")
    (match,) = found.tables["matches"]
    assert "second-hand credit" in match["why_look"]


def test_a_quotation_without_a_name_is_missing_its_credit_and_not_attributed(
    audit: Audit, page: Page
) -> None:
    text = EXCERPT.replace(
        "It was a bad year. Ada Finch later recalled:", "The lower meadow was now under water:"
    )
    found = audit(x=page(text=text, language="en"))
    row = found.quoting("He had kept the gate for thirty hours...")
    assert (row["credit"], row["begin"], row["speaker"]) == ("missing", None, None)
    (match,) = found.tables["matches"]
    assert (match["a_attributed"], match["a_in_quotation_marks"], match["b_attributed"]) == (
        "no",
        "yes",
        "yes",
    )


def test_unnamed_copying_is_told_from_quotation(audit: Audit, page: Page) -> None:
    quoting = page(text=f'A wet year. Ada Finch later recalled: "{WHOLE}" So the story goes.', language="en")
    copying = page(text=f"The river rose for a week. {WHOLE} In the spring the mill was sold.", language="en")
    found = audit(copying=copying, quoting=quoting)
    (match,) = found.tables["matches"]
    assert (match["a_attributed"], match["b_attributed"]) == ("no", "yes")
    assert [row["path"] for row in found.tables["attributions"]] == ["quoting.txt"]


PARAPHRASE = (
    "The river rose for a week. He had kept the gate for thirty hours without any rest and nobody had thought of "
    "relieving him; his wife had brought him some bread, and told him that the lower meadow was gone. In the spring "
    "the mill was sold."
)
ITS_SOURCE = (
    "Sources\n\n(1) Ada Finch, The Mill Pond: A Life (1931)\n\n" + WHOLE + " He asked about the heron.\n"
)


def test_running_text_that_has_the_words_of_its_own_source_without_a_name_is_unnamed_copying(
    audit: Audit, page: Page
) -> None:
    found = audit(x=page(text=f"The Flood\n\n{PARAPHRASE}\n\n{ITS_SOURCE}", language="en"))
    (match,) = found.tables["matches"]
    assert "unnamed copying" in match["why_look"]
    quoted = (
        f'The river rose for a week. Ada Finch later recalled: "{WHOLE}" In the spring the mill was sold.'
    )
    found = audit(x=page(text=f"The Flood\n\n{quoted}\n\n{ITS_SOURCE}", language="en"))
    (match,) = found.tables["matches"]
    assert "unnamed copying" not in (match["why_look"] or [])


def test_another_page_that_has_the_words_of_an_absent_work_copies_unnamed_unless_it_may_be_the_work(
    audit: Audit, page: Page
) -> None:
    printing = page(text="The Flood\n\n" + ITS_SOURCE, language="en")

    def why_look(**known: str) -> list[str]:
        other = page(text=f"The Year of Water\n\n{PARAPHRASE}\n", language="en", **known)
        (match,) = audit(printing=printing, two=other).tables["matches"]
        assert match["copied_from"] == "undetermined" or known.get("date")
        return match["why_look"] or []

    assert "unnamed copying" in why_look(title="The Year of Water")
    assert "unnamed copying" not in why_look()  # it has no title: it may be the book
    assert "unnamed copying" not in why_look(title="The Year of Water", date="1925")  # older than the book


def test_a_quotation_copied_from_another_page_is_seen_through_it(audit: Audit, page: Page) -> None:
    changed = WHOLE.replace("thirty", "forty")
    work = page(text=WORK, title="The Mill Pond", author="Ada Finch", date="1931", language="en")
    first = page(
        text=f'A wet year it was. Ada Finch later recalled: "{changed}" So the story goes.', language="en"
    )
    text = f'At the inn they tell it still. Ada Finch wrote: "{changed}" Nobody laughs.'
    found = audit(first=first, second=page(text=text, language="en", copies=("first",)), work=work)
    rows = {row["path"]: row for row in found.tables["attributions"]}
    assert rows["second.txt"]["checked_against"].startswith("work, ")
    assert rows["second.txt"]["fidelity"] == "altered"
    assert rows["second.txt"]["seen_through"] == "first, ¶1"
    assert rows["first.txt"]["seen_through"] is None


def test_the_documents_own_excerpt_is_compared_before_another_page_s(audit: Audit, page: Page) -> None:
    other = page(text=EXCERPT.replace("It was a bad year.", "The year was wet."), language="en")
    found = audit(one=page(text=EXCERPT, language="en"), two=other)
    narrated = {
        row["path"]: row["checked_against"]
        for row in found.tables["attributions"]
        if row["quoted"].startswith("He had kept the gate for thirty hours...")
    }
    assert narrated == {"one.txt": "one, Sources (1), ¶1", "two.txt": "two, Sources (1), ¶1"}


def test_the_narrators_words_behind_a_speech_are_not_cut_from_it(audit: Audit, page: Page) -> None:
    speech = "The engine was sound when it left our works and it was sound when it arrived at the landing of the ferry"
    told = page(
        text=f'The ferry failed. "{speech}," said Mr. Crane, the agent.', language="en", date="1911-06-14"
    )
    quoting = page(
        text=f'Mr. Crane was quoted as saying: "{speech}." So he was.', language="en", date="1911-06-16"
    )
    row = audit(a=told, b=quoting).quoting("The engine")
    assert row["fidelity"] in {"verbatim", "dress_only"}
