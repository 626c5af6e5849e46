"""Slips are found without a dictionary, and honest words are left in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipeline.align.corpus_view import CorpusView
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise
from pipeline.provenance.attested import Attested
from pipeline.provenance.slips import find_slips

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.provenance.conftest import Found, Source

GROUND = (
    "The keeper and the boy went down to the landing. "
    "The rope and the anchor lay on the stones, and the boat was not only old but leaking. "
    "He had not only the lamp to trim but the stove and the chimney as well. "
    "It was not only the wind that kept them in, for the bell and the buoy were gone. "
    "The smith was not only poor but deaf. The cook was not only deaf but rich. The mate had not only debts. "
    "One was not only late but wet. They were not only wet but lost. Nor was it not only said but sung. "
    "The widow and the bailiff came, and with them the sergeant and the clerk of the harbour. "
    "They read the articles of the board, and of the articles the third was the longest. "
    "No articles but these were signed, and the articles were pinned to the door. "
    "There was a quarrel over the articles and the price of oil, and the oil was bad."
)


def slips(passage: str, ground: str = GROUND) -> list[tuple[str, str]]:
    """What is found in a passage that stands beside other text: the words, and what they should be."""
    documents = [text_document(ground), text_document(passage)]
    tokens = tokenise([document.text for document in documents])
    corpus = CorpusView.of(documents, tokens)
    n_words = int(tokens.document_starts[2] - tokens.document_starts[1])
    found = find_slips(corpus, Attested.of(corpus), [(1, 0, n_words)])
    view = corpus.document(1)
    return [
        (view.text[int(view.begin[slip.first]) : int(view.end[slip.last - 1])], slip.meant)
        for slip in found.get(1, ())
    ]


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("A man came out of the the house at noon.", ("the the", "the")),
        ("A man came with his dog andthe horse at noon.", ("andthe", "and the")),
        ("A man came net only for the money.", ("net", "not")),
        ("A man came at noon, and thc horse was lame.", ("thc", "the")),
        ("A man was fined under the aiticles of war.", ("aiticles", "articles")),
    ],
)
def test_finds(passage: str, expected: tuple[str, str]) -> None:
    assert expected in slips(passage)


@pytest.mark.parametrize(
    "passage",
    [
        "A man came out of his house at noon and went up the hill, where the heather was in flower.",
        "Nobody had had a worse day, and nobody had had a better lunch, as he remarked.",
        "Baden Baden was full that summer, and Thc Smith, a surveyor, drank the waters.",
        "The keepers and the boys walked to the landings, where ropes and anchors lay.",
        "Tonight the article is read, and whoever signs it is bound by each article alike.",
    ],
)
def test_leaves_alone(passage: str) -> None:
    assert slips(passage) == []


def test_a_corpus_of_single_signs_or_of_nothing_has_none() -> None:
    assert slips("人人都说那一天风很大船也很多", "那一天人人都在岸上看船") == []
    assert slips("Hm.", "") == []


TALE = (
    "When the herring came up the firth the bailiff lit the lamps andthe widow Sangster, who had buried two"
    " husbands and a brewery, rowed out alone to count the sails of the the whole fleet before the rain."
)


def _rows(found: Found, kind: str) -> list[dict[str, Any]]:
    return [row for row in found.tables["evidence"] if row["kind"] == kind]


def test_slips_that_both_sides_have_show_dependence(find: Callable[..., Found], source: type[Source]) -> None:
    found = find(a=source(text=f"{GROUND} {TALE}"), b=source(text=f"Fish. {TALE}"))
    shared = _rows(found, "shared_error")
    assert {row["excerpt"] for row in shared} == {
        "lamps andthe widow (for and the)",
        "of the the whole (for the)",
    }
    assert {row["favours"] for row in shared} == {"dependence"}
    (match,) = found.tables["matches"]
    assert match["copied_from"] == "undetermined"


def test_a_slip_of_one_side_speaks_a_little_and_decides_nothing(
    find: Callable[..., Found], source: type[Source]
) -> None:
    clean = TALE.replace("andthe", "and the").replace("the the", "the")
    found = find(a=source(text=f"{GROUND} {TALE}"), b=source(text=f"Fish. {clean}"))
    assert _rows(found, "shared_error") == []
    made = _rows(found, "unique_reading")
    assert {row["excerpt"] for row in made} == {"andthe for and the", "the twice"}
    assert {row["favours"] for row in made} == {"b"}
    (match,) = found.tables["matches"]
    assert match["copied_from"] == "undetermined"


def test_an_editor_who_quotes_mends_slips(find: Callable[..., Found], source: type[Source]) -> None:
    clean = TALE.replace("andthe", "and the").replace("the the", "the")
    found = find(a=source(text=f"{GROUND} {TALE}"), b=source(text=f'He wrote: "{clean}"'))
    assert {row["favours"] for row in _rows(found, "corrected_error")} == {"a"}
    assert _rows(found, "unique_reading") == []
    (match,) = found.tables["matches"]
    assert match["copied_from"] == "a"
