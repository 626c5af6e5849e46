"""Large families: many witnesses, and long ones. What comes out is asserted, the time it took is told beside it."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from pipeline.align.collation.collate import collate
from pipeline.align.collation.profile import CollatedText

if TYPE_CHECKING:
    from tests.collation.conftest import Apparatus


def words_of(rng: random.Random, n: int) -> list[str]:
    """Words of a made language, some far more frequent than others."""
    vocabulary = ["".join(rng.choices("abcdefghijklmno", k=rng.choice((2, 3, 4, 6, 8)))) for _ in range(2000)]
    return rng.choices(vocabulary, [1 / rank for rank in range(1, 2001)], k=n)


def test_five_thousand_witnesses_of_a_boilerplate_differ_where_it_is_filled_in(apparatus: Apparatus) -> None:
    rng = random.Random(1)
    base = words_of(rng, 40)
    texts = {}
    for number in range(5000):
        words = list(base)
        words[10], words[30] = f"name{number % 45}", str(1900 + number % 3)
        texts[f"s{number}"] = " ".join(words if number % 5 else words[:35])
    begun = time.process_time()
    places = apparatus(texts)
    told = f"5,000 witnesses, 225 distinct texts of 40 words: {time.process_time() - begun:.1f} s"
    filled_in = [place for place in places if place.variant_class != "edge_cut"]
    assert [len(place.readings) for place in filled_in] == [45, 3], told
    assert all(sum(len(one.witnesses) for one in place.readings) == 5000 for place in places), told


def test_sixteen_witnesses_of_850_words_stand_word_against_word() -> None:
    rng = random.Random(2)
    base = words_of(rng, 850)
    changed = {rng.randrange(850): f"other{number}" for number in range(200)}
    texts = [
        [changed[at] if at in changed and rng.random() < 0.5 else word for at, word in enumerate(base)]
        for _ in range(16)
    ]
    begun = time.process_time()
    made = collate([CollatedText(words=tuple(words), borders=(0,) * 850) for words in texts])
    told = f"16 witnesses of 850 words: {time.process_time() - begun:.2f} s"
    kept = [at for at in range(850) if at not in changed]
    assert all((found[kept] == made.column_of[0][kept]).all() for found in made.column_of), told


def test_a_book_against_a_revision_of_itself_is_cut_where_both_surely_agree() -> None:
    rng = random.Random(3)
    book = words_of(rng, 20_000)
    revised = [word for word in book if rng.random() > 0.02]
    begun = time.process_time()
    made = collate([CollatedText(words=tuple(words), borders=(0,) * len(words)) for words in (book, revised)])
    told = f"20,000 words against a revision: {time.process_time() - begun:.2f} s"
    assert made.n_columns < 20_000 + 20, told
