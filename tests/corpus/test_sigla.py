from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.sigla import give_sigla


@pytest.mark.parametrize(
    ("path", "siglum"),
    [
        ("001_f184be14c5cdaae9.txt", "001"),
        ("a/007.txt", "007"),
        ("1911_memoir.txt", "1911_memoir"),
        ("memoir.txt", "memoir"),
        ("memoir_f184be14c5cdaae9.txt", "memoir"),
        ("the_great_fire_of_the_harbour.txt", "the_great_fire_of"),
        ("Élise Corvin, letter of 1933.txt", "Élise_Corvin_letter"),
        ("Воспоминания.txt", "Воспоминания"),
        ("abcdefghijklmnopqrstuvwxyz.txt", "abcdefghijklmnopqrst"),
        ("(!).txt", "document"),
        ("2nd letter.txt", "2nd_letter"),
    ],
)
def test_a_siglum_is_short_and_speaks(path: str, siglum: str) -> None:
    assert give_sigla([path], {}) == {path: siglum}


def test_of_two_alike_the_later_path_gets_a_number() -> None:
    assert give_sigla(["a/memoir.txt", "b/memoir.txt", "c/memoir-2.txt"], {}) == {
        "a/memoir.txt": "memoir",
        "b/memoir.txt": "memoir-2",
        "c/memoir-2.txt": "memoir-2-2",
    }


def test_a_stated_siglum_is_kept_and_given_to_no_other() -> None:
    assert give_sigla(["M.txt", "z.txt"], {"z.txt": "M"}) == {"M.txt": "M-2", "z.txt": "M"}


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), unique=True))
def test_no_two_documents_share_a_siglum(paths: list[str]) -> None:
    sigla = give_sigla(paths, {})
    assert set(sigla) == set(paths)
    assert len(set(sigla.values())) == len(paths)
    assert all(sigla.values())
