"""A match is described by its counts, segments, parts and variants; a fault of the program is never published."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from pipeline.align import describe
from pipeline.align.describe import DESCRIBED_SCHEMA, DescribeContext, describe_passages
from pipeline.align.lexicon import word_contexts
from pipeline.errors import CheckError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.align.corpus_view import CorpusView
    from tests.align.conftest import Pair

SOURCE = (
    "He left at noon. All the long hours were spent in talking. "
    "Leon wrote to them that he was well, and so it was."
)
COPY = 'She said: "He left at noon... Leon wrote to him that he was well, and so it was."'


def _described(corpus: CorpusView, blocks: list[tuple[int, int, int]]) -> dict[str, Any]:
    vocabulary, counts = word_contexts(corpus.words)
    context = DescribeContext(corpus=corpus, vocabulary=vocabulary, counts=counts, keep_marks=False)
    partition = pl.DataFrame(
        {
            "passage": [7],
            "document_a": [0],
            "document_b": [1],
            "begin_a": [min(a for a, _, _ in blocks)],
            "end_a": [max(a + words for a, _, words in blocks)],
            "begin_b": [min(b for _, b, _ in blocks)],
            "end_b": [max(b + words for _, b, words in blocks)],
            "blocks": [[{"a": a, "b": b, "words": words} for a, b, words in blocks]],
        }
    )
    frame = describe_passages(partition, context)
    assert dict(frame.schema) == DESCRIBED_SCHEMA
    return frame.row(0, named=True)


@pytest.fixture
def described(corpus_of: Callable[..., CorpusView]) -> dict[str, Any]:
    # he left at noon / Leon wrote to / that he was well and so it was
    return _described(corpus_of(SOURCE, COPY), [(0, 2, 4), (12, 6, 3), (16, 10, 8)])


def test_its_words_are_counted_by_what_became_of_them(described: dict[str, Any]) -> None:
    assert described["passage"] == 7
    assert (described["words_a"], described["words_b"]) == (24, 16)
    assert described["words_equal"] == 15
    assert described["words_substituted"] == 1
    assert (described["words_only_a"], described["words_only_b"]) == (8, 0)
    assert described["left_out_marked"] == 8
    assert described["longest_run_words"] == 8
    assert described["word_identity"] == pytest.approx(15 / 24)
    assert described["reuse_type"] == "abridged"
    assert described["folded_b"].startswith("he left at noon leon wrote to him")


def test_a_long_gap_parts_two_segments(described: dict[str, Any]) -> None:
    readings = [
        (SOURCE[row["a_begin"] : row["a_end"]], COPY[row["b_begin"] : row["b_end"]])
        for row in described["segments"]
    ]
    assert [a.split()[0] for a, _ in readings] == ["He", "Leon"]
    assert [b.split()[-1] for _, b in readings] == ["noon", "was"]


def test_quotation_marks_are_seen_on_each_side(described: dict[str, Any]) -> None:
    assert (described["a_in_quotation_marks"], described["b_in_quotation_marks"]) == ("no", "yes")
    assert [part["kind"] for part in described["parts"]] == ["narration"]


def test_its_variants_are_listed(described: dict[str, Any]) -> None:
    rows = [(row["variant_class"], row["a_reading"], row["b_reading"]) for row in described["variants"]]
    assert rows == [
        ("one_sided_gap_marked", ". All the long hours were spent in talking.", "..."),
        ("substitution", "them", "him"),
    ]


def test_variants_that_do_not_make_the_other_side_are_a_fault(
    corpus_of: Callable[..., CorpusView], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(describe, "find_variants", lambda *_: [])
    with pytest.raises(CheckError, match="He left at noon"):
        _described(corpus_of(SOURCE, COPY), [(0, 2, 4), (12, 6, 3), (16, 10, 8)])


def test_a_context_goes_to_another_process(corpus_of: Callable[..., CorpusView]) -> None:
    corpus = corpus_of(SOURCE, COPY)
    vocabulary, counts = word_contexts(corpus.words)
    context = DescribeContext(corpus=corpus, vocabulary=vocabulary, counts=counts, keep_marks=False)
    copy = pickle.loads(pickle.dumps(context))  # noqa: S301 - what was pickled a moment ago
    assert copy.count("he") == context.count("he") == 3


def test_describing_mirrors(
    corpus_of: Callable[..., CorpusView], pair_of: Callable[[str, str], Pair]
) -> None:
    del pair_of
    there = _described(corpus_of(SOURCE, COPY), [(0, 2, 4), (12, 6, 3), (16, 10, 8)])
    back = _described(corpus_of(COPY, SOURCE), [(2, 0, 4), (6, 12, 3), (10, 16, 8)])
    assert [row["variant_class"] for row in there["variants"]] == [
        row["variant_class"] for row in back["variants"]
    ]
    assert there["words_only_a"] == back["words_only_b"]
    assert there["char_identity"] == back["char_identity"]
