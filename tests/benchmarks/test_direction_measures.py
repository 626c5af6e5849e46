"""The measures of benchmarks/direction.py, on families whose score can be reckoned by hand."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def direction(load_benchmark: Callable[[str], ModuleType]) -> ModuleType:
    return load_benchmark("direction")


CHAIN = {("b", "a"), ("c", "b")}


def test_counts_edges_links_and_what_is_left_open(direction: ModuleType) -> None:
    scores = direction.Scores()
    edges = [
        direction.Edge(copy="b", source="a", confidence=0.9),
        direction.Edge(copy="a", source="c", confidence=0.6),
    ]
    scores.add(CHAIN, edges, {frozenset("bc")})
    assert (scores.true, scores.drawn, scores.hit) == (2, 2, 1)
    assert (scores.oriented, scores.right) == (2, 1), "a is an ancestor of c, so that arrow is turned round"
    assert (scores.linked, scores.true_drawn, scores.links, scores.open) == (2, 1, 3, 1)
    assert scores.squares == [pytest.approx(0.01), pytest.approx(0.36)]
    assert dict(scores.bands) == {9: [1, 1], 6: [0, 1]}
    assert scores.line().split()[:3] == ["0.5000", "0.5000", "0.5000"]


TALE = (
    "When the herring came up the firth that April the bailiff ordered seven lanterns hung from the old mill,"
    " and the widow Sangster, who had buried two husbands and a brewery, rowed out alone to count the sails."
)


def test_runs_the_stages_with_dates_and_without(direction: ModuleType) -> None:
    docs = {
        "first": {"text": TALE, "date": 1900},
        "second": {"text": TALE.replace("seven lanterns", "nine torches"), "date": 1910},
        "third": {"text": TALE, "date": 1920},
    }
    gold = {"name": "tale", "docs": docs, "edges": [["second", "first"], ["third", "second"]]}
    dated, found = direction.measure(gold, dated=True)
    assert (dated.true, dated.drawn, dated.right) == (2, 2, 2)
    assert {(edge["copy"], edge["source"]) for edge in found["edges"]} == {
        ("second", "first"),
        ("third", "first"),
    }, "of two with one text the later is taken to repeat the earlier"
    plain, found = direction.measure(gold, dated=False)
    assert (plain.drawn, plain.linked) == (0, 2)
    assert found["edges"] == []
