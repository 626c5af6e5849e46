"""What a block of text that stands in very many documents costs, end to end, and whether its family stays whole.

    python benchmarks/hot_passages.py                    up to 20,000 documents; writes results/hot_passages.md
    python benchmarks/hot_passages.py --documents 1000   that many, prints and writes nothing

Each document has some 90 words of its own and one block of 60 words, the same in all but for what scribes do: in every
twentieth a word of the block is replaced. The whole pipeline runs over them in a process of its own, so that its peak
memory is its own. Told are the processor seconds of each stage, the memory, the matches, and how many families there
are and how many of the documents the largest has: it should be one family with all of them.

With linear cost the microseconds a document stay what they are when documents are doubled.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from minhash_speed import RESULTS, SEED, made_text

BLOCK_WORDS = 60
OWN_WORDS = 90
SENTENCE_WORDS = 15
VARIED = 20
"""One document in so many has a word of the block replaced."""

SIZES = (2_500, 5_000, 10_000, 20_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One run: processor seconds by stage, peak memory, and what came of it."""

    documents: int
    seconds: float
    stages: dict[str, float]
    peak_mb: float
    rows: dict[str, int]
    families: int
    largest_family: int


def write_documents(folder: Path, documents: int) -> None:
    """Documents with the block, as text files in folders of a thousand."""
    generator = np.random.default_rng(SEED)
    block = made_text(BLOCK_WORDS, generator)
    own = made_text(documents * OWN_WORDS, generator)
    for number in range(documents):
        words = own[number * OWN_WORDS : (number + 1) * OWN_WORDS]
        planted = list(block)
        if number % VARIED == 1:
            planted[int(generator.integers(5, BLOCK_WORDS - 5))] = words[0]
        at = int(generator.integers(2, OWN_WORDS // SENTENCE_WORDS - 1)) * SENTENCE_WORDS
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = " ".join(map(sentences, (words[:at], planted, words[at:])))
        path.write_text(text + "\n", encoding="utf-8")


def sentences(words: list[str]) -> str:
    """The words as sentences."""
    return " ".join(
        " ".join(words[first : first + SENTENCE_WORDS]).capitalize() + "."
        for first in range(0, len(words), SENTENCE_WORDS)
    )


def run_once(inputs: Path, outputs: Path) -> dict[str, object]:
    """Run the pipeline and count what came of it; for a process of its own."""
    import polars as pl

    from pipeline import load_config, run_pipeline

    loaded = load_config(
        environ={}, overrides={"paths.inputs": str(inputs), "paths.outputs": str(outputs), "run.jobs": 1}
    )
    begun: dict[str, float] = {}
    spent: dict[str, float] = {}

    def progress(stage: str, done: float) -> None:
        if done:
            spent[stage] = time.process_time() - begun[stage]
        else:
            begun[stage] = time.process_time()

    summary = run_pipeline(loaded.config, progress=progress)
    names = ("matches", "variants", "families", "witnesses", "match_families")
    rows = {
        name: pl.scan_parquet(path).select(pl.len()).collect().item()
        for name in names
        if (path := outputs / f"{name}.parquet").exists()
    }
    families = pl.read_parquet(outputs / "families.parquet")
    return {
        "seconds": time.process_time(),
        "stages": spent,
        "peak_mb": summary.peak_rss_mb,
        "rows": rows,
        "families": families.height,
        "largest_family": families["n_documents"].max(),
    }


def measure(documents: int) -> Cost:
    """Write the documents, run the pipeline over them in another process, and read what it says."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "inputs"
        write_documents(inputs, documents)
        command = [sys.executable, str(Path(__file__).resolve()), "--run", str(inputs), f"{folder}/outputs"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  (this script)
    return Cost(documents=documents, **json.loads(done.stdout))


def page_of(costs: list[Cost]) -> str:
    """The figures as a page for people."""
    stages = list(costs[0].stages)
    lines = [
        "# A block in very many documents",
        "",
        "Written by `python benchmarks/hot_passages.py`, which says what is measured. Seconds of processor time,",
        "one process; *all* is the whole process, writing included.",
        "",
        "| documents | "
        + " | ".join(stages)
        + " | all, s | \u00b5s a document | peak MB | matches | families | largest |",
        "|---|" + "---|" * (len(stages) + 6),
    ]
    lines += [
        f"| {cost.documents:,} | "
        + " | ".join(f"{cost.stages[stage]:.1f}" for stage in stages)
        + f" | {cost.seconds:.1f} | {1e6 * cost.seconds / cost.documents:,.0f} | {cost.peak_mb:,.0f} "
        f"| {cost.rows['matches']:,} | {cost.families:,} | {cost.largest_family:,} |"
        for cost in costs
    ]
    return "\n".join((*lines, ""))


def main() -> int:
    """Measure, print, and write the figures unless other sizes are asked for."""
    parser = argparse.ArgumentParser(description="Measure a block that stands in very many documents.")
    parser.add_argument("--documents", type=int, nargs="+", help="how many, instead of 2,500 to 20,000")
    parser.add_argument("--run", type=Path, nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        print(json.dumps(run_once(*arguments.run)))
        return 0
    costs = []
    for documents in arguments.documents or SIZES:
        costs.append(measure(documents))
        print(f"{documents:,} documents: {costs[-1].seconds:.1f} s, {costs[-1].peak_mb:,.0f} MB", flush=True)
    page = page_of(costs)
    print(page)
    if not arguments.documents:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "hot_passages.md").write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
