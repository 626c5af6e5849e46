"""Stage 1 as one function: words in, candidates out."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from pipeline.config import Config
from pipeline.corpus.tokenise import Tokens
from pipeline.errors import CheckError
from pipeline.minhash import stage
from pipeline.minhash.sieve import CANDIDATE_SHARE
from pipeline.minhash.stage import Candidates, minhash_stage

SCHEMA = ["document_a", "document_b", "region", "a", "b", "words", "worth"]


def tokens_of(documents: list[list[int]]) -> Tokens:
    words = np.array([word for document in documents for word in document], np.uint32)
    starts = np.concatenate(([0], np.cumsum([len(document) for document in documents]))).astype(np.int64)
    offsets = np.arange(len(words), dtype=np.uint32)
    return Tokens(word_hash=words, begin=offsets, end=offsets + 1, document_starts=starts)


def candidates_of(
    documents: list[list[int]], n_compared: int | None = None, config: Config | None = None
) -> Candidates:
    n = len(documents) if n_compared is None else n_compared
    return minhash_stage(tokens_of(documents), n, config or Config())


def prose(seed: int, words: int) -> list[int]:
    return np.random.default_rng(seed).integers(0, 2**32, words).tolist()


def test_a_copied_passage_is_one_run_with_its_places_counted_in_the_documents() -> None:
    passage = prose(1, 40)
    found = candidates_of([prose(2, 30) + passage + prose(3, 20), prose(4, 7) + passage, prose(5, 100)])
    assert found.runs.columns == SCHEMA
    assert found.runs.drop("region", "worth").rows() == [(0, 1, 30, 7, 40)]
    assert found.n_regions == 1
    assert found.weak.height == 0


def test_a_passage_repeated_inside_one_document_is_found() -> None:
    passage = prose(1, 40)
    found = candidates_of([passage + prose(2, 30) + passage])
    assert found.runs.drop("region", "worth").rows() == [(0, 0, 0, 70, 40)]


def test_a_passage_cut_by_a_few_words_is_one_region_of_two_runs() -> None:
    first, second = prose(1, 20), prose(2, 20)
    found = candidates_of([first + prose(3, 10) + second, prose(4, 50) + first + second])
    assert found.runs.drop("worth").rows() == [(0, 1, 0, 0, 50, 20), (0, 1, 0, 30, 70, 20)]
    assert found.n_regions == 1


def test_what_says_too_little_is_handed_on_as_weak_from_five_words_on() -> None:
    stock = [1, 2, 3, 4, 5, 6]
    documents = [prose(number, 40) + stock for number in range(10, 20)]
    found = candidates_of(documents)
    assert found.runs.height == 0
    assert found.weak.columns == SCHEMA
    assert set(found.weak["words"].to_list()) == {6}
    assert found.weak.height == 45
    assert max(found.weak["worth"].to_list()) < CANDIDATE_SHARE * found.threshold


def test_documents_after_those_compared_are_left_out() -> None:
    document = prose(1, 60)
    found = candidates_of([document, prose(2, 60), document], n_compared=2)
    assert found.runs.height == 0
    assert len(found.information.novel) == 120


def test_rows_are_in_order_of_documents_and_places() -> None:
    passages = [prose(number, 20) for number in range(6)]
    documents = [
        [word for number in order for word in [*passages[number], *prose(100 + number * 7 + at, 80)]]
        for at, order in enumerate([(0, 1, 2, 3), (3, 2, 4, 5), (5, 0, 1, 1)])
    ]
    rows = candidates_of(documents).runs.select("document_a", "document_b", "region", "a", "b").rows()
    assert len(rows) == 7
    assert rows == sorted(rows)


@pytest.mark.parametrize("documents", [[], [[]], [[], [1]], [[1, 2], [3]], [prose(1, 50)]])
def test_a_corpus_without_repetition_has_no_candidates_but_the_same_columns(
    documents: list[list[int]],
) -> None:
    found = candidates_of(documents)
    assert (found.runs.height, found.weak.height, found.n_regions) == (0, 0, 0)
    assert found.runs.columns == found.weak.columns == SCHEMA
    assert found.runs.schema == candidates_of([prose(1, 50) * 2]).runs.schema


def test_the_run_stops_where_too_many_pairs_would_be_compared() -> None:
    config = Config()
    config = dataclasses.replace(config, run=dataclasses.replace(config.run, max_candidates=5))
    with pytest.raises(CheckError, match="allows 5"):
        candidates_of([prose(1, 100) * 2], config=config)


def test_what_was_used_is_said_for_people() -> None:
    found = candidates_of([prose(1, 50) * 2])
    said = {parameter.name: parameter.value for parameter in found.parameters}
    assert said["always seen"] == "verbatim runs of 8 words and more"
    assert said["seeds"].endswith(" in 100 words")
    assert said["threshold"] == f"{found.threshold / 1000:.1f} bits"


@pytest.mark.parametrize("threads", [2, 3])
def test_the_number_of_threads_changes_nothing(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = [prose(seed, 30) for seed in range(5)]
    documents = [
        prose(10 + at, 40) + passages[at % 5] + prose(40 + at, 30) + passages[at % 3] for at in range(12)
    ]
    tokens = tokens_of(documents)
    alone = minhash_stage(tokens, len(documents), Config())
    # Blocks of a few seeds, so that there is something to do side by side.
    monkeypatch.setattr(stage, "_SEEDS_AT_ONCE", 40)
    together = minhash_stage(tokens, len(documents), Config(), threads=threads)
    assert together.n_regions == alone.n_regions > 12
    assert together.runs.drop("region").equals(alone.runs.drop("region"))
    assert together.parameters == alone.parameters
