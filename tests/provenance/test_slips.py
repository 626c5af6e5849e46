"""Slips are found without a dictionary, and honest words are left in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.corpus_view import CorpusView, DocumentView
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise
from pipeline.provenance.attested import Attested
from pipeline.provenance.evidence_errors import shared_spans
from pipeline.provenance.slips import Slip, find_slips
from pipeline.provenance.weights import SHARED_ERROR, shared_error

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
    "There was a quarrel over the articles and the price of oil, and the oil was bad. "
    "The gulls and the boys fought for the fish, and the bread and the cheese went into the sea. "
    "The wind was not only cold but sour, and the tide and the moon were not only late but against them. "
    "What they found was not only sand. It was clay and the roots of trees and the bones of a horse. "
    "The doctor and the sexton came by the lower road, and the priest came by the hill and the chapel. "
    "In the sack there was not only flour but salt, and the salt was wet and the flour was old. "
    "She said that the house and the barn were hers, and that not only he but the court knew of it. "
    "The lawyer and the clerk wrote it down, and the ink was thin and the paper was poor. "
    "For three days and three nights the lamp burned, and the oil and the wick were not only bought but paid. "
    "Then the pilot and the mate and the cook sat down by the fire and told what they had seen."
)


def slips(passage: str, ground: str = GROUND, least: int = 0) -> list[tuple[str, str]]:
    """What is more probably a slip than not, of a passage beside other text: the words, and what they should be."""
    return [(words, meant) for words, meant, odds in weighed_slips(passage, ground) if odds >= least]


def weighed_slips(
    passage: str, ground: str = GROUND, language: str | None = None
) -> list[tuple[str, str, int]]:
    """All that may be one, with the odds in millibits."""
    view, found = _found(passage, ground, language)
    return [
        (view.text[int(view.begin[slip.first]) : int(view.end[slip.last - 1])], slip.meant, slip.millibits)
        for slip in found
    ]


def _found(passage: str, ground: str, language: str | None) -> tuple[DocumentView, tuple[Slip, ...]]:
    documents = [text_document(ground), text_document(passage)]
    tokens = tokenise([document.text for document in documents])
    corpus = CorpusView.of(documents, tokens)
    n_words = int(tokens.document_starts[2] - tokens.document_starts[1])
    found = find_slips(corpus, Attested.of(corpus), [(1, 0, n_words)], [language, language])
    return corpus.document(1), found.get(1, ())


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("A man came out of the the house at noon.", ("the the", "the")),
        ("A man came with his dog andthe horse at noon.", ("andthe", "and the")),
        ("A man came net only for the money.", ("net", "not")),
        ("A man came at noon, and thc horse was lame.", ("thc", "the")),
        ("A man was fined under the aiticles of war.", ("aiticles", "articles")),
        ("A man was fined under the artic1es of war.", ("artic1es", "articles")),
    ],
)
def test_finds(passage: str, expected: tuple[str, str]) -> None:
    assert expected in slips(passage)


@pytest.mark.parametrize(
    "passage",
    [
        "A man came out of his house at noon and went up the hill, where the heather was in flower.",
        "Nobody had had a worse day, and few had had a better lunch, as he remarked.",
        "Baden Baden was full that summer, and Thc Smith, a surveyor, drank the waters.",
        "The keepers and the boys walked to the landings, where ropes and anchors lay.",
        "Tonight the article is read, and whoever signs it is bound by each article alike.",
        "A shore without a pilot is no place for a coat, and a goat had the moor to itself.",
        "On the 3rd they lay at pier 17b, and on the 21st of May 1871 they sold 40s worth of tar.",
        "Nothing thereby was settled, nor was the boathouse or the oilskin paid for.",
    ],
)
def test_leaves_alone(passage: str) -> None:
    assert slips(passage) == []


def test_a_corpus_of_single_signs_or_of_nothing_has_none() -> None:
    assert slips("人人都说那一天风很大船也很多", "那一天人人都在岸上看船") == []
    assert slips("Hm.", "") == []


def test_in_few_words_a_corpus_does_not_know_what_it_has() -> None:
    few = "The cat and the dog and the cow. The cat and the hen and the pig. The cat and the fox."
    assert slips("The cot and thus the hex or then they ate.", few) == []


def test_what_is_printed_elsewhere_beside_the_same_words_is_meant() -> None:
    said = "The boy caught it in a net only once, and a net only he could mend was hung up to dry."
    assert slips("A man came net only for the money.", f"{GROUND} {said}") == []


def test_a_slip_of_look_alike_letters_is_surer_than_one_of_others() -> None:
    alike, other = (weighed_slips(f"A man sat by {word} fire at noon.") for word in ("thc", "thw"))
    assert [meant for _, meant, _ in alike] == ["the"]
    assert not other or other[0][2] < alike[0][2]


@given(odds=st.integers(-20_000, 40_000))
def test_a_doubtful_slip_weighs_less_and_none_more_than_a_sure_one(odds: int) -> None:
    assert 0 <= shared_error(odds) <= shared_error(odds + 100) <= SHARED_ERROR


def test_an_even_chance_of_a_slip_is_worth_a_bit() -> None:
    assert 900 < shared_error(0) < 1000


def _odds(passage: str, ground: str = GROUND, language: str | None = None) -> dict[str, int]:
    return {words: odds for words, _, odds in weighed_slips(passage, ground, language)}


def test_a_word_that_stands_nearby_is_what_a_rare_one_is_a_slip_for() -> None:
    ground = f"{GROUND} The smith paid the third of his fines. A smith is rich. No smith came."
    passage = (
        "The smith had a forge. Later on the smitb went out to sea, and nobody saw him or his boats again."
    )
    near = _odds(passage, ground)
    far = _odds(passage.replace("The smith had", "The baker had"), ground)
    assert near["smitb"] > far.get("smitb", -10_000)


def test_a_doubtful_form_is_surer_among_slips_than_in_clean_text() -> None:
    doubtful = "Nobody had thought of the sogs that lay there in a heap under the window."
    among = f"They saw thc boat andthe man. {doubtful} All of thc keys were net only lost."
    clean = f"They saw the boat and the man. {doubtful} All of the keys were not only lost."
    ground = f"{GROUND} The dogs lay down. No dogs bark here. Two dogs ran off. The dogs of the mate bit him."
    assert _odds(among, ground)["sogs"] > _odds(clean, ground).get("sogs", -10_000)


PHRASED = "We could use a signed note in ease it is possible to learn from the clerk what the price will be."


def test_a_word_is_a_slip_where_a_set_phrase_of_the_language_stands_around_it() -> None:
    ground = f"{GROUND} He did it with ease, and to ease the mate he sat down at his ease. No case was heard."
    assert "ease" not in _odds(PHRASED, ground)
    assert [
        (words, meant) for words, meant, _ in weighed_slips(PHRASED, ground, "en-GB") if words == "ease"
    ] == [("ease", "case")]


@pytest.mark.parametrize(
    "meant",
    [
        "He lived in ease and comfort to the end of his days, and was not sorry for it.",
        "He had the key in case; it is possible to learn from the clerk what it costs.",
        "In case it rains we could use the small room beside the hall.",
        "He could sit down and be in: ease it, he said, by a turn or two.",
    ],
)
def test_a_phrase_is_left_alone_where_it_is_whole_or_another_or_broken_by_a_mark(meant: str) -> None:
    ground = f"{GROUND} He did it with ease, and to ease the mate he sat down at his ease. No case was heard."
    assert {"ease", "case"}.isdisjoint(_odds(meant, ground, "en"))


def test_a_phrase_is_left_alone_where_the_corpus_has_it_so_elsewhere() -> None:
    said = "I lie in ease it seems, said one. You lie in ease it may be, said another."
    ground = f"{GROUND} {said} He did it with ease, and to ease the mate he sat down. No case was heard."
    assert "ease" not in _odds(PHRASED, ground, "en")


@pytest.mark.parametrize(
    ("said", "language", "word"),
    [
        ("They told him that that was not the key of the house.", "en", "that"),
        ("Nous nous sommes mis en route avant le jour, sans lampe.", "fr", "nous"),
    ],
)
def test_what_a_language_says_twice_is_no_slip(said: str, language: str, word: str) -> None:
    ground = (
        f"{GROUND} Nous avons vu la mer. Chez nous on dort. Avec nous il part. Sans nous rien. Nous y voici."
    )
    twice = f"{word} {word}"
    assert twice in {words.lower() for words, _, _ in weighed_slips(said, ground)}
    assert twice not in {words.lower() for words, _, _ in weighed_slips(said, ground, language)}


def test_in_a_language_without_set_phrases_nothing_is_said_of_them() -> None:
    ground = f"{GROUND} He did it with ease, and to ease the mate he sat down at his ease. No case was heard."
    assert "ease" not in _odds(PHRASED, ground, "eo")


def test_what_is_only_perhaps_a_slip_is_shown_as_a_guess(
    find: Callable[..., Found], source: type[Source]
) -> None:
    ground = f"{GROUND} He did it with ease, and to ease the mate he sat down at his ease. No case was heard."
    found = find(
        a=source(text=f"{ground} {PHRASED}", language="en"), b=source(text=f"Fish. {PHRASED}", language="en")
    )
    rows = {row["excerpt"]: row["weight_millibits"] for row in _rows(found, "shared_error")}
    (shown,) = [excerpt for excerpt in rows if "ease" in excerpt]
    assert shown == "signed note in ease it is possible (perhaps for case)"
    assert 0 < rows[shown] < shared_error(0)


TALE = (
    "When the herring came up the firth the bailiff lit the lamps andthe widow Sangster, who had buried two"
    " husbands and a brewery, rowed out alone to count the sails of the the whole fleet before the rain."
)


def _rows(found: Found, kind: str) -> list[dict[str, Any]]:
    return [row for row in found.tables["evidence"] if row["kind"] == kind]


def test_slips_that_both_sides_have_show_dependence(find: Callable[..., Found], source: type[Source]) -> None:
    found = find(a=source(text=f"{GROUND} {TALE}"), b=source(text=f"Fish. {TALE}"))
    shared = _rows(found, "shared_error")
    assert {row["excerpt"] for row in shared if row["weight_millibits"] > shared_error(0)} == {
        "lit the lamps andthe widow Sangster, who (for and the)",
        "the sails of the the whole fleet before (for the)",
    }
    assert {row["favours"] for row in shared} == {"dependence"}
    (match,) = found.tables["matches"]
    assert match["copied_from"] == "undetermined"


def test_misreadings_of_one_side_alone_make_nothing_doubtful_that_both_have(
    find: Callable[..., Found], source: type[Source]
) -> None:
    tale = f"{TALE.replace('andthe', 'and the').replace('the the', 'the')} It was a bost of clinker and tar."
    scan = tale.replace("widow", "widcw").replace("herring", "berring").replace("sails", "salls")
    scan = scan.replace("brewery", "brewcry").replace("bailiff", "bailitf").replace("whole", "wbole")
    ground = f"{GROUND} The boat is his. No boat came in. A boat of elm is best."
    two_scans = find(a=source(text=f"{ground} {tale}"), b=source(text=f"Fish. {scan}"))
    reprint = find(a=source(text=f"{ground} {scan}"), b=source(text=f"Fish. {scan}"))

    def weight(found: Found) -> int:
        weights = [
            row["weight_millibits"] for row in _rows(found, "shared_error") if "bost" in row["excerpt"]
        ]
        return max(weights, default=0)

    assert 0 < weight(two_scans) < weight(reprint)


def test_what_both_sides_have_alike_is_their_words_without_the_differences(
    find: Callable[..., Found], source: type[Source]
) -> None:
    other = (
        TALE.replace("two husbands", "three good husbands").replace("count", "Count").replace("fleet ", "")
    )
    findings = find(a=source(text=f"{GROUND} {TALE}"), b=source(text=f"Fish. {other}")).findings
    (match,) = findings.matches
    shared: dict[int, list[str]] = {match.a: [], match.b: []}
    for number, first, last in shared_spans(match, findings.corpus):
        shared[number] += [findings.corpus.document(number).folded(word) for word in range(first, last)]
    for words in shared.values():
        assert {"two", "three", "good", "fleet"}.isdisjoint(words)
        assert {"when", "herring", "buried", "husbands", "count", "rain"} <= set(words)


def test_shared_slips_weigh_the_same_whichever_side_comes_first(
    find: Callable[..., Found], source: type[Source]
) -> None:
    clean = (
        "No boat of his was lost, and the herring were sold at the landing before the rain came on at last."
    )
    long, short = f"{GROUND} {PHRASED} {TALE}", f"{clean} {PHRASED} {TALE} Thc end of it was not only wet."
    seen = [
        sorted((row["excerpt"], row["weight_millibits"]) for row in _rows(found, "shared_error"))
        for found in (
            find(a=source(text=long, language="en"), b=source(text=short, language="en")),
            find(a=source(text=short, language="en"), b=source(text=long, language="en")),
        )
    ]
    assert seen[0] == seen[1]
    assert {"(for and the)", "(for the)"} <= {excerpt[excerpt.index("(") :] for excerpt, _ in seen[0]}


def test_a_slip_of_one_side_speaks_a_little_and_decides_nothing(
    find: Callable[..., Found], source: type[Source]
) -> None:
    clean = TALE.replace("andthe", "and the").replace("the the", "the")
    found = find(a=source(text=f"{GROUND} {TALE}"), b=source(text=f"Fish. {clean}"))
    assert all(row["weight_millibits"] < shared_error(0) for row in _rows(found, "shared_error"))
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
