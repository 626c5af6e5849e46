"""The language of a text is told by its commonest words, and only where they tell it clearly."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest

from pipeline.config import CorpusConfig
from pipeline.corpus.languages import known_languages, language_of_text, primary_code
from pipeline.corpus.load import load_documents

TEXTS: dict[str, str] = tomllib.loads(Path(__file__).with_name("paragraphs.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", TEXTS)
def test_a_paragraph_is_enough(code: str) -> None:
    assert language_of_text(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Perpetua lightship",
        "12 14 17 1905 IV XVII",
        "det er en og den i til",  # Danish, or Norwegian
        TEXTS["en"] + "\n\n" + TEXTS["de"],
        "Mvua ilinyesha usiku kucha na mto ukafurika, lakini hakuna mtu aliyejua kwamba daraja limevunjika.",
    ],
)
def test_what_is_not_clear_is_not_said(text: str) -> None:
    assert language_of_text(text) is None


def test_a_licence_on_the_first_page_does_not_make_a_text_english() -> None:
    assert language_of_text(TEXTS["en"] * 20 + "\n\n" + TEXTS["fr"] * 200) == "fr"


def test_letters_with_their_marks_apart_are_the_same_letters() -> None:
    apart = unicodedata.normalize(
        "NFD", "Il était à la maison où il n'a pas été du tout même après les siens"
    )
    assert language_of_text(apart) == "fr"


def test_a_tag_is_read_as_people_write_it() -> None:
    assert [primary_code(tag) for tag in ("en-GB", "en_US", "PT-br", "zh-Hant-TW")] == [
        "en",
        "en",
        "pt",
        "zh",
    ]


def test_every_language_has_enough_words_and_none_twice() -> None:
    for code, words in known_languages().items():
        assert len(words) >= 25, code


def test_a_stated_language_goes_before_the_words(tmp_path: Path) -> None:
    (tmp_path / "stated.txt").write_text(TEXTS["de"], encoding="utf-8")
    (tmp_path / "shown.txt").write_text(TEXTS["fr"], encoding="utf-8")
    (tmp_path / "unclear.txt").write_text("Perpetua lightship", encoding="utf-8")
    (tmp_path / "marked.html").write_text(
        f'<html lang="pl"><body><p>{TEXTS["cs"]}</p></body></html>', encoding="utf-8"
    )
    (tmp_path / "sources.toml").write_text(
        '[[document]]\npath = "stated.txt"\nlanguage = "nl"\n', encoding="utf-8"
    )
    found = {
        document.path: (document.language, document.language_basis)
        for document in load_documents(tmp_path, CorpusConfig()).documents
    }
    assert found == {
        "stated.txt": ("nl", "manifest"),
        "shown.txt": ("fr", "text"),
        "unclear.txt": (None, "none"),
        "marked.html": ("pl", "header"),
    }
