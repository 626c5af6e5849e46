"""A block of text in very many documents costs a link a document, in whatever order they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.config import Config
from pipeline.corpus.tokenise import Tokens
from pipeline.minhash.permutations import make_permutations, mix32
from pipeline.minhash.seeds import find_seeds
from pipeline.minhash.stage import minhash_stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 60
OWN = 90
LENGTH = BLOCK + OWN
VOCABULARY = 5_000


def documents_with_a_block(n: int) -> NDArray[np.uint32]:
    """uint32[n, LENGTH], words of documents that all have one block somewhere, each twentieth with a word replaced."""
    generator = np.random.default_rng(11)
    weights = 1.0 / np.arange(1, VOCABULARY + 1)
    weights /= weights.sum()
    block = generator.choice(VOCABULARY, BLOCK, p=weights)
    words = generator.choice(VOCABULARY, (n, LENGTH), p=weights)
    for number, at in enumerate(generator.integers(0, OWN, n)):
        words[number, at : at + BLOCK] = block
        if number % 20 == 1:
            words[number, at + int(generator.integers(BLOCK))] = VOCABULARY
    return mix32(words.astype(np.uint32))


def starts_of(n: int) -> NDArray[np.int64]:
    return np.arange(n + 1, dtype=np.int64) * LENGTH


def links_of(words: NDArray[np.uint32]) -> NDArray[np.int64]:
    """int64[m, 2], the documents that each seed links."""
    seeds = find_seeds(
        words.ravel(),
        starts_of(len(words)),
        shingle_words=3,
        window_words=8,
        permutations=make_permutations(4, 1),
        hot_bucket=16,
        max_seeds=10**8,
    ).seeds()
    return np.stack((seeds.left, seeds.right), axis=1).astype(np.int64) // LENGTH


def candidates_of(n: int) -> int:
    tokens = Tokens(
        word_hash=documents_with_a_block(n).ravel(),
        begin=np.zeros(0, np.uint32),
        end=np.zeros(0, np.uint32),
        document_starts=starts_of(n),
    )
    return minhash_stage(tokens, n, Config()).n_regions


@pytest.fixture(scope="module")
def corpus() -> NDArray[np.uint32]:
    return documents_with_a_block(4_000)


def test_seeds_and_candidates_grow_as_the_documents_do(corpus: NDArray[np.uint32]) -> None:
    fewer, more = len(links_of(corpus[:1_000])), len(links_of(corpus))
    # Four times the documents; all pairs would be sixteen times as many, some 60 million seeds.
    assert more < 5 * fewer
    assert more < 4_000 * 2 * BLOCK
    assert candidates_of(4_000) < 5 * candidates_of(1_000)


def test_all_documents_stay_connected(corpus: NDArray[np.uint32]) -> None:
    root = list(range(len(corpus)))

    def find(document: int) -> int:
        while root[document] != document:
            root[document] = root[root[document]]
            document = root[document]
        return document

    for one, other in np.unique(links_of(corpus), axis=0).tolist():
        root[find(other)] = find(one)
    assert len({find(document) for document in root}) == 1


def test_the_links_do_not_depend_on_the_order_of_the_documents(corpus: NDArray[np.uint32]) -> None:
    some = corpus[:1_000]
    order = np.random.default_rng(5).permutation(len(some))
    straight, shuffled = links_of(some), order[links_of(some[order])]
    for links in (straight, shuffled):
        links.sort(axis=1)
    assert np.array_equal(np.unique(straight, axis=0), np.unique(shuffled, axis=0))
    assert len(straight) == len(shuffled)
