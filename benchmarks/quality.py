"""How much of the known reuse the whole pipeline finds, on folders with known truth.

    python benchmarks/quality.py FOLDER...

A folder holds ``docs/`` and ``truth.jsonl``, one case a line: ``a, a0, a1, b, b0, b1`` (file names, and half-open
spans in code points) and perhaps ``"ignore": true`` for repetition that is real but no case: it is neither paid nor
fined. With a ``pairs.txt`` (two file names a line) only those pairs of documents are scored.

The measures are those of PAN (Potthast, Stein, Barrón-Cedeño, Rosso: An Evaluation Framework for Plagiarism
Detection, COLING 2010), macro-averaged. A match detects a case when it overlaps it on both sides. *Recall* is the
mean share of a case that matches cover, *precision* the mean share of a match that cases cover, *granularity* the
mean number of matches for each detected case, and *plagdet* the harmonic mean of the first two divided by
log2(1 + granularity). *Recall@50* and *precision@50* count what is covered by half or more on both sides. *Start* and
*end* are the median distances, in characters, from the ends of a found case to those of the match that covers most.

The matches of each set are written to ``benchmarks/results/found/SET.jsonl`` in the form of ``truth.jsonl``, for
other judges.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from pipeline import load_config, run_pipeline

FOUND = Path(__file__).resolve().parent / "results" / "found"
HALF = 0.5

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """A pair of passages, known or found: the documents' names and half-open spans in code points."""

    a: str
    a_span: Span
    b: str
    b_span: Span
    ignore: bool = False

    @property
    def pair(self) -> frozenset[str]:
        """The documents it joins, in no order; one name where a document repeats itself."""
        return frozenset((self.a, self.b))

    def turned(self) -> Reuse:
        """The same with its sides exchanged."""
        return Reuse(a=self.b, a_span=self.b_span, b=self.a, b_span=self.a_span, ignore=self.ignore)

    @property
    def characters(self) -> int:
        """Code points on both sides together."""
        return length(self.a_span) + length(self.b_span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """A match that overlaps a case on both sides: their numbers, and the match as it lies beside the case."""

    match: int
    case: int
    a_common: Span
    b_common: Span
    beside: Reuse
    turned: bool

    @property
    def characters(self) -> int:
        """Code points of the overlap on both sides together."""
        return length(self.a_common) + length(self.b_common)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The measures of one set; shares from 0 to 1, distances in characters (``nan`` where nothing was found)."""

    n_cases: int
    n_matches: int
    plagdet: float
    precision: float
    recall: float
    granularity: float
    recall_at_half: float
    precision_at_half: float
    start_error: float
    end_error: float


def length(span: Span) -> int:
    """Code points of a span."""
    return span[1] - span[0]


def common(one: Span, other: Span) -> Span:
    """What two spans share; of length zero or less where they share nothing."""
    return max(one[0], other[0]), min(one[1], other[1])


def covered(spans: Iterable[Span]) -> int:
    """Code points that at least one of the spans holds."""
    total, reached = 0, -1
    for begin, end in sorted(spans):
        total += max(0, end - max(begin, reached))
        reached = max(reached, end)
    return total


def detections(matches: list[Reuse], cases: list[Reuse]) -> Iterator[Detection]:
    """Every pair of a match and a case that overlap on both sides.

    Sides have no order, so a match is laid beside a case both ways; inside one document both may fit, and the better
    one counts. Cost: the product of matches and cases of each pair of documents.
    """
    numbered = defaultdict(list)
    for number, case in enumerate(cases):
        numbered[case.pair].append((number, case))
    for index, match in enumerate(matches):
        both_ways = (match, match.turned())
        for number, case in numbered[match.pair]:
            fits = []
            for turned, beside in enumerate(both_ways):
                if beside.a != case.a:
                    continue
                a, b = common(beside.a_span, case.a_span), common(beside.b_span, case.b_span)
                if length(a) > 0 and length(b) > 0:
                    fits.append(
                        Detection(
                            match=index,
                            case=number,
                            a_common=a,
                            b_common=b,
                            beside=beside,
                            turned=bool(turned),
                        )
                    )
            if fits:
                yield max(fits, key=lambda fit: fit.characters)


def mean(values: Iterable[float]) -> float:
    """The mean, 0 of nothing."""
    held = list(values)
    return fmean(held) if held else 0.0


def shares(whole: Reuse, overlaps: Iterable[tuple[Span, Span]]) -> tuple[float, float]:
    """How much of a pair of passages is covered: of both sides together, and of the side that is covered less."""
    held = list(overlaps)
    a, b = covered(a for a, _ in held), covered(b for _, b in held)
    return (a + b) / whole.characters, min(a / length(whole.a_span), b / length(whole.b_span))


def measure(matches: list[Reuse], truth: list[Reuse]) -> Quality:
    """Score the matches of one set against its truth."""
    cases = [case for case in truth if not case.ignore]
    excused = {each.match for each in detections(matches, [case for case in truth if case.ignore])}
    excused -= {each.match for each in detections(matches, cases)}
    matches = [match for index, match in enumerate(matches) if index not in excused]

    of_case: defaultdict[int, list[Detection]] = defaultdict(list)
    of_match: defaultdict[int, list[Detection]] = defaultdict(list)
    for each in detections(matches, cases):
        of_case[each.case].append(each)
        of_match[each.match].append(each)
    recalled = [
        shares(case, ((each.a_common, each.b_common) for each in of_case[number]))
        for number, case in enumerate(cases)
    ]
    correct = [
        shares(
            match,
            (
                (each.b_common, each.a_common) if each.turned else (each.a_common, each.b_common)
                for each in of_match[index]
            ),
        )
        for index, match in enumerate(matches)
    ]
    precision, recall = mean(share for share, _ in correct), mean(share for share, _ in recalled)
    granularity = mean(len(found) for found in of_case.values() if found) or 1.0
    harmonic = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    starts, ends = [], []
    for number, case in enumerate(cases):
        if recalled[number][1] >= HALF:
            best = max(of_case[number], key=lambda each: each.characters).beside
            starts += [abs(best.a_span[0] - case.a_span[0]), abs(best.b_span[0] - case.b_span[0])]
            ends += [abs(best.a_span[1] - case.a_span[1]), abs(best.b_span[1] - case.b_span[1])]
    return Quality(
        n_cases=len(cases),
        n_matches=len(matches),
        plagdet=harmonic / math.log2(1 + granularity),
        precision=precision,
        recall=recall,
        granularity=granularity,
        recall_at_half=mean(lesser >= HALF for _, lesser in recalled),
        precision_at_half=mean(lesser >= HALF for _, lesser in correct),
        start_error=median(starts) if starts else math.nan,
        end_error=median(ends) if ends else math.nan,
    )


def read_truth(path: Path) -> list[Reuse]:
    """The cases of a ``truth.jsonl``."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Reuse(
            a=row["a"],
            a_span=(row["a0"], row["a1"]),
            b=row["b"],
            b_span=(row["b0"], row["b1"]),
            ignore=bool(row.get("ignore", False)),
        )
        for row in rows
    ]


def read_pairs(path: Path) -> set[frozenset[str]]:
    """The pairs of documents of a ``pairs.txt``."""
    return {frozenset(line.split()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}


def read_matches(outputs: Path) -> list[Reuse]:
    """The matches of a run."""
    import polars as pl

    frame = pl.read_parquet(outputs / "matches.parquet")
    return [
        Reuse(
            a=row["a_path"],
            a_span=(row["a_begin"], row["a_end"]),
            b=row["b_path"],
            b_span=(row["b_begin"], row["b_end"]),
        )
        for row in frame.select("a_path", "a_begin", "a_end", "b_path", "b_begin", "b_end").to_dicts()
    ]


def write_matches(path: Path, matches: list[Reuse]) -> None:
    """Write matches in the form of ``truth.jsonl``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for each in matches:
            row = {"a": each.a, "a0": each.a_span[0], "a1": each.a_span[1]}
            row |= {"b": each.b, "b0": each.b_span[0], "b1": each.b_span[1]}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> int:
    """Run the pipeline over each folder and print a line for it."""
    parser = argparse.ArgumentParser(description="Measure the pipeline on folders with known truth.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="holds docs/ and truth.jsonl")
    parser.add_argument("--config", type=Path, help="a pipeline.toml to measure with; otherwise the defaults")
    parser.add_argument("--found", type=Path, default=FOUND, help="where to write SET.jsonl with the matches")
    arguments = parser.parse_args()
    columns = "plagdet  recall@50  prec@50   gran   prec  recall  start    end  cases  matches  seconds    MB"
    print(f"{'set':24} {columns}")
    for folder in arguments.folders:
        truth = read_truth(folder / "truth.jsonl")
        with tempfile.TemporaryDirectory() as outputs:
            loaded = load_config(
                arguments.config, overrides={"paths.inputs": str(folder / "docs"), "paths.outputs": outputs}
            )
            summary = run_pipeline(loaded.config)
            matches = read_matches(Path(outputs))
        write_matches(arguments.found / f"{folder.name}.jsonl", matches)
        if (folder / "pairs.txt").exists():
            pairs = read_pairs(folder / "pairs.txt")
            matches = [match for match in matches if match.pair in pairs]
            truth = [case for case in truth if case.pair in pairs]
        it = measure(matches, truth)
        print(
            f"{folder.name:24} {it.plagdet:7.4f} {it.recall_at_half:10.4f} {it.precision_at_half:8.4f} "
            f"{it.granularity:6.3f} {it.precision:6.3f} {it.recall:7.3f} {it.start_error:6.0f} {it.end_error:6.0f} "
            f"{it.n_cases:6} {it.n_matches:8} {summary.seconds:8.1f} {summary.peak_rss_mb:5.0f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
