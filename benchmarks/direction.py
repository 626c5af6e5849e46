"""Measure who-copied-whom on sets of documents with known descent, and write what was found for others to score.

    python benchmarks/direction.py GOLD.json ... [--out FOLDER]

A gold file holds one or several families: ``{"name", "sets": [{"name", "docs": {id: {"text", "date"?}}, "edges":
[[copy, source], ...]}]}``. Each family is a corpus of its own, run through the stages twice, with its dates and
without; nothing is fitted, and no weight is read from here. What is written (``NAME.dates.json``,
``NAME.plain.json``) are the rows of the table ``provenance``, level document: a directed edge for the source of rank
1, and an undirected one for each open pair.

The measures: **edge P/R**, drawn edges against the true ones; **orient**, of drawn edges between a document and one
it descends from, the share that points the right way; **drawn**, the share of true edges that have an arrow; **link
R**, the share of true edges found as a link of either kind; **abstain**, the share of links left open; **Brier** and
the accuracy by band of confidence.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.align.stage import align_stage
from pipeline.config import Config, RunConfig
from pipeline.corpus.documents import Document, text_document
from pipeline.corpus.tokenise import tokenise
from pipeline.engine import LocalEngine
from pipeline.minhash.stage import minhash_stage
from pipeline.provenance.stage import provenance_stage
from pipeline.report.rows.tables import content_tables

OUT = Path("/tmp") / "filiation-direction"  # noqa: S108 - a place to look at, named on the command line if not wanted
CONFIG = Config(run=RunConfig(jobs=1))
BANDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``copy`` has its text from ``source``, as far as is known."""

    copy: str
    source: str
    confidence: float


@dataclass(slots=True, kw_only=True)
class Scores:
    """Counts over all families of a file."""

    true: int = 0
    drawn: int = 0
    hit: int = 0
    linked: int = 0
    links: int = 0
    open: int = 0
    right: int = 0
    oriented: int = 0
    true_drawn: int = 0
    squares: list[float] = field(default_factory=list)
    bands: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, truth: set[tuple[str, str]], edges: list[Edge], undirected: set[frozenset[str]]) -> None:
        """Count one family."""
        ancestors = {copy: _ancestors(copy, truth) for copy, _ in truth}
        directed = {frozenset((edge.copy, edge.source)) for edge in edges}
        links = directed | undirected
        self.true += len(truth)
        self.drawn += len(edges)
        self.hit += sum((edge.copy, edge.source) in truth for edge in edges)
        self.linked += sum(frozenset(pair) in links for pair in truth)
        self.true_drawn += sum(frozenset(pair) in directed for pair in truth)
        self.links += len(links)
        self.open += len(links - directed)
        for edge in edges:
            forward = edge.source in ancestors.get(edge.copy, ())
            if not forward and edge.copy not in ancestors.get(edge.source, ()):
                continue
            self.oriented += 1
            self.right += forward
            self.squares.append((edge.confidence - forward) ** 2)
            band = self.bands[min(int(edge.confidence * BANDS), BANDS - 1)]
            band[0] += forward
            band[1] += 1

    def line(self) -> str:
        """One line of figures."""
        brier = sum(self.squares) / len(self.squares) if self.squares else None
        bands = "  ".join(f".{band}: {right}/{n}" for band, (right, n) in sorted(self.bands.items()))
        return (
            f"{_share(self.hit, self.drawn)} {_share(self.hit, self.true)} {_share(self.right, self.oriented)} "
            f"{self.oriented - self.right:9} {_share(self.true_drawn, self.true)} {_share(self.linked, self.true)} "
            f"{_share(self.open, self.links)} {'     -' if brier is None else f'{brier:6.4f}'}   {bands}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:7.4f}" if whole else "      -"


def _ancestors(copy: str, truth: set[tuple[str, str]]) -> set[str]:
    found: set[str] = set()
    waiting = [copy]
    while waiting:
        at = waiting.pop()
        further = {source for one, source in truth if one == at} - found
        found |= further
        waiting += further
    return found


def documents_of(docs: dict[str, dict[str, Any]], *, dated: bool) -> tuple[Document, ...]:
    """The documents of a family, those with a text that an earlier one has as its duplicates, after all others."""
    from dataclasses import replace

    seen: dict[str, str] = {}
    found: list[Document] = []
    for name in sorted(docs):
        text = docs[name]["text"]
        date = docs[name].get("date") if dated else None
        stated = None if date is None else f"{int(date):04d}"
        document = replace(
            text_document(text, document_id=f"d_{name}", siglum=name, path=name),
            date_not_before=stated,
            date_not_after=stated,
            date_basis="none" if stated is None else "manifest",
            duplicate_of=seen.get(text),
            status="duplicate" if text in seen else "ok",
        )
        seen.setdefault(text, document.document_id)
        found.append(document)
    return tuple(sorted(found, key=lambda one: one.status == "duplicate"))


def find_edges(docs: dict[str, dict[str, Any]], *, dated: bool) -> tuple[list[Edge], list[tuple[str, str]]]:
    """Run the stages over one family.

    Args:
        docs: Text and date of each document, by its name.
        dated: Whether the dates are used.

    Returns:
        Directed edges and open pairs.
    """
    compared = documents_of(docs, dated=dated)
    n_compared = sum(document.status == "ok" for document in compared)
    tokens = tokenise([document.text for document in compared])
    candidates = minhash_stage(tokens, n_compared, CONFIG)
    aligned = align_stage(compared, n_compared, tokens, candidates, CONFIG, LocalEngine(jobs=1), ())
    findings = provenance_stage(compared, compared, aligned)
    rows = content_tables(findings, keep_marks=False)["provenance"].to_dicts()
    rows = [row for row in rows if row["level"] == "document"]
    edges = [
        Edge(copy=row["copy_path"], source=row["source_path"], confidence=row["confidence"])
        for row in rows
        if row["relation"] != "prov:alternateOf" and row["rank"] == 1
    ]
    pairs = [(row["copy_path"], row["source_path"]) for row in rows if row["relation"] == "prov:alternateOf"]
    return edges, pairs


def measure(gold: dict[str, Any], *, dated: bool) -> tuple[Scores, dict[str, Any]]:
    """Run all families of a gold file.

    Args:
        gold: The file's content.
        dated: Whether dates are used.

    Returns:
        The figures, and what was found in the form that ``score_direction.py`` reads.
    """
    scores = Scores()
    found: dict[str, list[dict[str, Any]]] = {"edges": [], "undirected": []}
    for family in gold.get("sets") or [gold]:
        edges, pairs = find_edges(family["docs"], dated=dated)
        scores.add(
            {(copy, source) for copy, source in family["edges"]}, edges, {frozenset(pair) for pair in pairs}
        )
        name = family["name"]
        found["edges"] += [
            {"set": name, "copy": edge.copy, "source": edge.source, "confidence": edge.confidence}
            for edge in edges
        ]
        found["undirected"] += [{"set": name, "a": a, "b": b} for a, b in pairs]
    return scores, found


def main() -> int:
    """Print a line for each file, with dates and without."""
    parser = argparse.ArgumentParser(description="Measure directions on sets with known descent.")
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.json")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write what was found")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    print(
        f"{'set':20} {'dates':5}  {'edge P':>6} {'edge R':>7} {'orient':>7} {'reversed':>9} {'drawn':>7} {'link R':>7} "
        f"{'abstain':>7} {'Brier':>6}   accuracy by confidence"
    )
    for path in arguments.gold:
        gold = json.loads(path.read_text(encoding="utf-8"))
        families = gold.get("sets") or [gold]
        has_dates = any("date" in document for family in families for document in family["docs"].values())
        for dated in (True, False) if has_dates else (False,):
            scores, found = measure(gold, dated=dated)
            target = arguments.out / f"{gold['name']}.{'dates' if dated else 'plain'}.json"
            target.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
            print(f"{gold['name']:20} {'yes' if dated else 'no':5} {scores.line()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
