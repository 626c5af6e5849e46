"""How fast stage 1 is beside datasketch's own objects, on text made here, with the same result asserted.

    python benchmarks/minhash_speed.py            under a minute; writes benchmarks/results/minhash_speed.{json,md}
    python benchmarks/minhash_speed.py --quick    a few seconds, small and rough; prints and writes nothing

Signatures: windows of 64 shingles that do not overlap, 128 permutations. Ours against ``MinHash.update`` called
for each shingle, ``MinHash.update_batch`` called for each window, and ``MinHash.bulk`` called for all windows. Both
sides get the same shingle hashes ready made, so hashing is in neither time.

Band join: passages of which some are near copies of others. Ours, from signatures to the pairs that share a band,
against ``MinHashLSH`` (insert all, query all) with the same bands and rows. Its ``MinHash`` objects are made before
its clock starts.

Each round times ours and theirs one after the other and takes the ratio; the figure is the median of those ratios.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from datasketch import MinHash, MinHashLSH

from pipeline.corpus.tokenise import tokenise
from pipeline.minhash.bands import band_hashes
from pipeline.minhash.join import join_bands
from pipeline.minhash.permutations import make_permutations
from pipeline.minhash.shingles import shingle_hashes
from pipeline.minhash.signatures import window_signatures

if TYPE_CHECKING:
    from numpy.typing import NDArray

RESULTS = Path(__file__).resolve().parent / "results"
PERMUTATIONS = 128
SEED = 1
WINDOW_SHINGLES = 64
SHINGLE_WORDS = 3
BANDS = 32
ROWS = 4
VOCABULARY = 30_000
"""Different words in the generated text; a novel has 5,000 to 15,000, a small library this many."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much each part measures."""

    windows: int
    passages: int
    rounds: int


FULL = Size(windows=2_000, passages=50_000, rounds=5)
QUICK = Size(windows=200, passages=2_000, rounds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Ours beside one way of datasketch's, over several rounds.

    ``ours_seconds`` and ``theirs_seconds`` are medians of wall time; ``ratio`` is the median of the rounds' own ratios
    theirs / ours, ``ratio_lowest`` the smallest of them.
    """

    name: str
    amount: int
    rounds: int
    ours_seconds: float
    theirs_seconds: float
    ratio: float
    ratio_lowest: float


def made_text(words: int, generator: np.random.Generator) -> list[str]:
    """Words drawn from a vocabulary of made words, frequent ones often, as in a language (Zipf's law)."""
    syllables = [
        "ba",
        "den",
        "fir",
        "gol",
        "ka",
        "lum",
        "mir",
        "no",
        "pel",
        "ros",
        "sa",
        "tev",
        "ul",
        "vor",
        "zi",
    ]
    vocabulary = [
        "".join(syllables[index] for index in row)
        for row in generator.integers(0, len(syllables), (VOCABULARY, 4)).tolist()
    ]
    weights = 1.0 / np.arange(1, VOCABULARY + 1)
    drawn = generator.choice(VOCABULARY, size=words, p=weights / weights.sum())
    return [vocabulary[index] for index in drawn.tolist()]


def shingles_of(words: list[str]) -> NDArray[np.uint32]:
    """The shingle hashes of a text of these words, uint32[n]."""
    return shingle_hashes(tokenise([" ".join(words)]).word_hash, SHINGLE_WORDS)


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds of wall time that the work took, the collector held off, and what it gave."""
    gc.collect()
    gc.disable()
    try:
        begun = time.perf_counter()
        result = work()
        return time.perf_counter() - begun, result
    finally:
        gc.enable()


def compare(
    name: str,
    amount: int,
    rounds: int,
    *,
    ours: Callable[[], Result],
    theirs: Callable[[], Result],
    same: Callable[[Result, Result], bool],
) -> Comparison:
    """Time both ways in turn, once unmeasured to warm up ours, and stop where their results differ."""
    ours()
    pairs = []
    for _ in range(rounds):
        ours_seconds, ours_result = timed(ours)
        theirs_seconds, theirs_result = timed(theirs)
        assert same(ours_result, theirs_result), f"{name}: the two ways disagree"
        pairs.append((ours_seconds, theirs_seconds))
    ratios = [theirs_seconds / ours_seconds for ours_seconds, theirs_seconds in pairs]
    return Comparison(
        name=name,
        amount=amount,
        rounds=rounds,
        ours_seconds=round(statistics.median(seconds for seconds, _ in pairs), 6),
        theirs_seconds=round(statistics.median(seconds for _, seconds in pairs), 6),
        ratio=round(statistics.median(ratios), 1),
        ratio_lowest=round(min(ratios), 1),
    )


def compare_signatures(size: Size, generator: np.random.Generator) -> list[Comparison]:
    """Our signatures of all windows against three ways of datasketch's."""
    n = size.windows * WINDOW_SHINGLES
    shingles = shingles_of(made_text(n + SHINGLE_WORDS - 1, generator))
    starts = np.arange(0, n, WINDOW_SHINGLES, dtype=np.int64)
    lengths = np.full(size.windows, WINDOW_SHINGLES, np.int64)
    permutations = make_permutations(PERMUTATIONS, SEED)
    windows: list[list[int]] = shingles.reshape(size.windows, WINDOW_SHINGLES).tolist()
    empty = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=int, scheme="affine32")

    def ours() -> NDArray[np.uint32]:
        return window_signatures(shingles, starts, lengths, permutations)

    def per_shingle() -> NDArray[np.uint32]:
        rows = []
        for window in windows:
            sketch = empty.copy()
            for shingle in window:
                sketch.update(shingle)
            rows.append(sketch.hashvalues)
        return np.stack(rows)

    def per_window() -> NDArray[np.uint32]:
        rows = []
        for window in windows:
            sketch = empty.copy()
            sketch.update_batch(window)
            rows.append(sketch.hashvalues)
        return np.stack(rows)

    def bulk() -> NDArray[np.uint32]:
        made = MinHash.bulk(windows, num_perm=PERMUTATIONS, seed=SEED, hashfunc=int, scheme="affine32")
        return np.stack([sketch.hashvalues for sketch in made])

    ways = {"update": per_shingle, "update_batch": per_window, "bulk": bulk}
    return [
        compare(
            f"signatures, MinHash.{way}",
            size.windows,
            size.rounds,
            ours=ours,
            theirs=theirs,
            same=np.array_equal,
        )
        for way, theirs in ways.items()
    ]


def passages_with_copies(passages: int, generator: np.random.Generator) -> NDArray[np.uint32]:
    """Signatures of passages, every fifth a near copy of the one before it, uint32[passages, permutations]."""
    width = WINDOW_SHINGLES + SHINGLE_WORDS - 1
    words = np.array(made_text(passages * width, generator)).reshape(passages, width)
    for copy in range(4, passages, 5):
        words[copy] = words[copy - 1]
        changed = generator.integers(0, width, int(generator.integers(0, 13)))
        words[copy, changed] = generator.choice(words[0], len(changed))
    shingles = shingles_of(words.ravel().tolist())
    starts = np.arange(passages, dtype=np.int64) * width
    lengths = np.full(passages, WINDOW_SHINGLES, np.int64)
    return window_signatures(shingles, starts, lengths, make_permutations(PERMUTATIONS, SEED))


def compare_joins(size: Size, generator: np.random.Generator) -> Comparison:
    """Our band join against an index that is filled and asked for every passage."""
    signatures = passages_with_copies(size.passages, generator)
    shared = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme="affine32").permutations
    sketches = [MinHash(hashvalues=row, permutations=shared, scheme="affine32") for row in signatures]

    def ours() -> set[tuple[int, int]]:
        i, j = join_bands(band_hashes(signatures, BANDS, ROWS))
        return set(zip(i.tolist(), j.tolist(), strict=True))

    def theirs() -> set[tuple[int, int]]:
        index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        for number, sketch in enumerate(sketches):
            index.insert(number, sketch, check_duplication=False)
        return {
            (number, other)
            for number, sketch in enumerate(sketches)
            for other in index.query(sketch)
            if number < other
        }

    found = ours()
    assert len(found) >= size.passages // 10, "too few pairs to compare"
    print(f"band join: {size.passages:,} passages, {len(found):,} pairs")
    return compare(
        "band join, MinHashLSH", size.passages, size.rounds, ours=ours, theirs=theirs, same=set.__eq__
    )


def markdown(comparisons: list[Comparison], versions: dict[str, str]) -> str:
    """The figures as a page for people."""
    lines = [
        "# Stage 1 beside datasketch",
        "",
        "Written by `python benchmarks/minhash_speed.py`, which says what is measured and asserts that both ways give",
        "the same signatures and the same pairs. A ratio is theirs / ours, the median of the rounds' own ratios.",
        "",
        "| against | amount | ours, s | theirs, s | ratio | lowest round |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.name} | {each.amount:,} | {each.ours_seconds:.4f} | {each.theirs_seconds:.3f} "
        f"| **{each.ratio:,}** | {each.ratio_lowest:,} |"
        for each in comparisons
    ]
    lines += ["", "With " + ", ".join(f"{name} {number}" for name, number in versions.items()) + ".", ""]
    return "\n".join(lines)


def main() -> int:
    """Measure, print, and write the figures unless ``--quick`` asks for a smoke test."""
    parser = argparse.ArgumentParser(description="Measure stage 1 against datasketch.")
    parser.add_argument("--quick", action="store_true", help="small and rough, nothing written")
    parser.add_argument("--rounds", type=int, help="rounds of each comparison")
    arguments = parser.parse_args()
    size = QUICK if arguments.quick else FULL
    if arguments.rounds:
        size = Size(windows=size.windows, passages=size.passages, rounds=arguments.rounds)
    generator = np.random.default_rng(SEED)
    comparisons = [*compare_signatures(size, generator), compare_joins(size, generator)]
    versions = {
        "Python": platform.python_version(),
        "numpy": np.__version__,
        "datasketch": version("datasketch"),
    }
    page = markdown(comparisons, versions)
    print(page)
    if not arguments.quick:
        RESULTS.mkdir(exist_ok=True)
        figures = {
            "size": asdict(size),
            "versions": versions,
            "comparisons": [asdict(each) for each in comparisons],
        }
        (RESULTS / "minhash_speed.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
        (RESULTS / "minhash_speed.md").write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
