"""How fast detection is, from texts to candidates, beside what rensa and datasketch need for less.

    python benchmarks/detection_speed.py            some minutes; writes benchmarks/results/detection_speed.{json,md}
    python benchmarks/detection_speed.py --quick    small and rough; prints and writes nothing
    python benchmarks/detection_speed.py --folder FOLDER    on the .txt files of a folder, as far as they reach

*Detection* is all that comes before alignment, in one process: words and their hashes out of the texts, shingles,
winnowing, seeds, runs, the worth of words, regions. It is timed at several sizes, each a new text of the same
kind, so that the words a second show whether the cost is linear. The text is drawn from the vocabulary of
``minhash_speed.py`` by Zipf's law, in documents of 5,000 words. Nothing is planted in it: the chance runs that every
text has are what costs.

The others are timed on two kinds of windows:

* *blocks*: windows of 64 shingles that do not overlap, 128 permutations, 32 bands of 4 rows: what they are mostly used
  for. They can tell that two blocks of 66 words are alike, and promise nothing for a passage that lies across two.
* *sliding*: a window of 6 shingles (8 words) at every word, 4 permutations, 4 bands of one row: what it takes with
  them to keep our promise, that every verbatim run of 8 words is found.

``rensa`` (optional: ``pip install rensa``) computes its signatures and no more, in one thread: *from texts*, as ours,
where words are parted at blanks and each shingle is a string that rensa hashes; and *from hashes*, where it is
given all shingle hashes ready made in one array, which leaves it nothing to do but multiply and compare, while ours
still begins with the texts.

datasketch gets shingle hashes ready made too, makes its signatures by ``MinHash.bulk``, fills a ``MinHashLSH`` and
asks it for every window. It is given a small part of the text (the column *words*), for all of it would take hours,
and is compared by time a word; its time a word grows with the text, so that this flatters it.

Times are the processor's, of all threads, so that other work on the machine disturbs them less. Each round times ours
and theirs in turn; the ratio is the median of the rounds' own.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

# rensa's threads are started when it is loaded; one each is the fair comparison.
os.environ["RAYON_NUM_THREADS"] = "1"

import numpy as np
from datasketch import MinHash, MinHashLSH
from minhash_speed import RESULTS, SEED, SHINGLE_WORDS, made_text

from pipeline.config import Config
from pipeline.corpus.tokenise import Tokens, tokenise
from pipeline.minhash.shingles import shingle_hashes
from pipeline.minhash.stage import minhash_stage

if TYPE_CHECKING:
    from numpy.typing import NDArray

DOCUMENT_WORDS = 5_000
MILLION = 1_000_000

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """What a peer gets: windows of so many shingles, a new one every so many words, and its signatures and bands."""

    name: str
    shingles: int
    stride: int
    permutations: int
    bands: int
    rows: int


BLOCKS = Windows(name="blocks", shingles=64, stride=64, permutations=128, bands=32, rows=4)
SLIDING = Windows(name="sliding", shingles=6, stride=1, permutations=4, bands=4, rows=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured, in words, and how often: ``ours`` in millions, ``beside`` for ours and rensa."""

    ours: tuple[int, ...]
    beside: int
    blocks: int
    sliding: int
    rounds: int


FULL = Size(ours=(1, 5, 10, 20), beside=5 * MILLION, blocks=200_000, sliding=20_000, rounds=3)
QUICK = Size(ours=(1,), beside=MILLION, blocks=50_000, sliding=5_000, rounds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Detection at one size; the median of the rounds."""

    words: int
    rounds: int
    tokenise_seconds: float
    minhash_seconds: float
    candidates: int

    @property
    def words_a_second(self) -> float:
        """Words of the text in a second of all of it."""
        return self.words / (self.tokenise_seconds + self.minhash_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Ours beside a peer: medians of the rounds, in microseconds a word; ``ratio`` of the rounds' own theirs / ours."""

    peer: str
    windows: str
    words: int
    rounds: int
    ours_microseconds: float
    theirs_microseconds: float
    ratio: float
    ratio_lowest: float


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds of processor time that the work took, the collector held off, and what it gave."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        result = work()
        return time.process_time() - begun, result
    finally:
        gc.enable()


def generated(words: int, seed: int) -> list[str]:
    """Documents of made text."""
    generator = np.random.default_rng(seed)
    documents = []
    for _ in range(0, words, MILLION):
        drawn = made_text(min(words, MILLION), generator)
        documents += [
            " ".join(drawn[first : first + DOCUMENT_WORDS]) for first in range(0, len(drawn), DOCUMENT_WORDS)
        ]
    return documents


def from_folder(folder: Path, words: int) -> list[str]:
    """The .txt files of a folder up to so many words; fewer where it has fewer."""
    documents: list[str] = []
    for path in sorted(folder.rglob("*.txt")):
        parts = path.read_text(encoding="utf-8", errors="replace").split(" ")[:words]
        documents.append(" ".join(parts))
        words -= len(parts)
        if words <= 0:
            break
    return documents


def detect(texts: Sequence[str]) -> int:
    """All of stage 1: the number of regions to align."""
    tokens = tokenise(texts)
    return minhash_stage(tokens, len(texts), Config()).n_regions


def measure_ours(texts: Sequence[str], rounds: int) -> Speed:
    """Time detection, its two halves apart."""
    halves = []
    n_words = n_regions = 0
    for _ in range(rounds):
        cutting, tokens = timed(lambda: tokenise(texts))

        def search(tokens: Tokens = tokens) -> int:
            return minhash_stage(tokens, len(texts), Config()).n_regions

        searching, n_regions = timed(search)
        n_words = len(tokens.word_hash)
        halves.append((cutting, searching))
    return Speed(
        words=n_words,
        rounds=rounds,
        tokenise_seconds=round(statistics.median(cutting for cutting, _ in halves), 3),
        minhash_seconds=round(statistics.median(searching for _, searching in halves), 3),
        candidates=n_regions,
    )


def windows_of(texts: Sequence[str], windows: Windows) -> NDArray[np.uint32]:
    """The shingle hashes of each window, uint32[n_windows, shingles]; windows go on from text to text."""
    shingles = shingle_hashes(tokenise([" ".join(texts)]).word_hash, SHINGLE_WORDS)
    every = np.lib.stride_tricks.sliding_window_view(shingles, windows.shingles)
    return np.ascontiguousarray(every[:: windows.stride])


def compare(
    peer: str,
    windows: Windows,
    texts: Sequence[str],
    part: Sequence[str],
    rounds: int,
    theirs: Callable[[], object],
) -> Comparison:
    """Time detection of the texts and a peer's work on the windows of a part of them in turn."""
    n_words, n_part = len(tokenise(texts).word_hash), len(tokenise(part).word_hash)
    pairs = [(timed(lambda: detect(texts))[0] / n_words, timed(theirs)[0] / n_part) for _ in range(rounds)]
    ratios = [other / own for own, other in pairs]
    return Comparison(
        peer=peer,
        windows=windows.name,
        words=n_part,
        rounds=rounds,
        ours_microseconds=round(MILLION * statistics.median(own for own, _ in pairs), 3),
        theirs_microseconds=round(MILLION * statistics.median(other for _, other in pairs), 3),
        ratio=round(statistics.median(ratios), 2),
        ratio_lowest=round(min(ratios), 2),
    )


def compare_rensa(texts: Sequence[str], rounds: int) -> Iterator[Comparison]:
    """Our detection beside rensa's signatures alone; nothing where it is not installed."""
    try:
        rensa: Any = importlib.import_module("rensa")
    except ImportError:
        print("rensa is not installed (pip install rensa): left out")
        return
    for windows in (BLOCKS, SLIDING):

        def from_texts(windows: Windows = windows) -> None:
            for text in texts:
                words = text.split()
                shingles = [
                    " ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)
                ]
                sets = [
                    shingles[at : at + windows.shingles]
                    for at in range(0, len(shingles) - windows.shingles + 1, windows.stride)
                ]
                rensa.RMinHash.digest_matrix_from_token_sets(sets, windows.permutations, SEED)

        yield compare("rensa, signatures alone, from texts", windows, texts, texts, rounds, from_texts)
    for windows in (BLOCKS, SLIDING):
        hashes = windows_of(texts, windows).astype(np.uint64).ravel()
        offsets = np.arange(0, len(hashes) + 1, windows.shingles, dtype=np.uint64)

        def from_hashes(
            windows: Windows = windows, hashes: object = hashes, offsets: object = offsets
        ) -> None:
            rensa.RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, windows.permutations, SEED)

        yield compare("rensa, signatures alone, from hashes", windows, texts, texts, rounds, from_hashes)


def compare_datasketch(
    texts: Sequence[str], part: Sequence[str], windows: Windows, rounds: int
) -> Comparison:
    """Our detection beside datasketch's signatures, index and look-up of every window."""
    rows: list[list[int]] = windows_of(part, windows).tolist()

    def pairs() -> int:
        sketches = MinHash.bulk(
            rows, num_perm=windows.permutations, seed=SEED, hashfunc=int, scheme="affine32"
        )
        index = MinHashLSH(num_perm=windows.permutations, params=(windows.bands, windows.rows))
        for number, sketch in enumerate(sketches):
            index.insert(number, sketch, check_duplication=False)
        return sum(len(index.query(sketch)) for sketch in sketches)

    return compare("datasketch bulk and MinHashLSH, from hashes", windows, texts, part, rounds, pairs)


def page_of(speeds: list[Speed], comparisons: list[Comparison], versions: dict[str, str]) -> str:
    """The figures as a page for people."""
    first = speeds[0].words_a_second
    lines = [
        "# Detection, from texts to candidates",
        "",
        "Written by `python benchmarks/detection_speed.py`, which says what is measured and what the others get.",
        "",
        "| words | tokenise, s | stage 1, s | million words a second | beside the first size | candidates |",
        "|---|---|---|---|---|---|",
        *(
            f"| {each.words:,} | {each.tokenise_seconds:.2f} | {each.minhash_seconds:.2f} "
            f"| **{each.words_a_second / MILLION:.2f}** | {each.words_a_second / first:.2f} | {each.candidates:,} |"
            for each in speeds
        ),
        "",
        "| beside | windows | words | ours, µs a word | theirs, µs a word | theirs / ours | lowest round |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {each.peer} | {each.windows} | {each.words:,} | {each.ours_microseconds:.3f} "
            f"| {each.theirs_microseconds:.3f} | **{each.ratio:,}** | {each.ratio_lowest:,} |"
            for each in comparisons
        ),
        "",
        "With " + ", ".join(f"{name} {number}" for name, number in versions.items()) + ".",
        "",
    ]
    return "\n".join(lines)


def version_of(name: str) -> str:
    """The installed version, or that there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def main() -> int:
    """Measure, print, and write the figures unless ``--quick`` asks for a smoke test."""
    parser = argparse.ArgumentParser(description="Measure detection, and beside it rensa and datasketch.")
    parser.add_argument("--quick", action="store_true", help="small and rough, nothing written")
    parser.add_argument("--folder", type=Path, help="measure on its .txt files instead of made text")
    parser.add_argument("--millions", type=int, nargs="+", help="sizes in millions of words")
    parser.add_argument("--rounds", type=int, help="rounds of each measurement")
    arguments = parser.parse_args()
    size = QUICK if arguments.quick else FULL
    rounds = arguments.rounds or size.rounds

    def texts(words: int, seed: int) -> list[str]:
        if arguments.folder:
            return from_folder(arguments.folder, words)
        return generated(words, seed)

    speeds = []
    for millions in arguments.millions or size.ours:
        speeds.append(measure_ours(texts(millions * MILLION, millions), rounds))
        print(f"{speeds[-1].words:,} words: {speeds[-1].words_a_second / MILLION:.2f} M words/s", flush=True)
    beside = texts(size.beside, SEED)
    comparisons = list(compare_rensa(beside, rounds))
    for windows, words in ((BLOCKS, size.blocks), (SLIDING, size.sliding)):
        comparisons.append(compare_datasketch(beside, texts(words, SEED), windows, rounds))
    versions = {
        "Python": platform.python_version(),
        "numpy": np.__version__,
        "rensa": version_of("rensa"),
        "datasketch": version_of("datasketch"),
    }
    page = page_of(speeds, comparisons, versions)
    print(page)
    if not arguments.quick and not arguments.folder:
        RESULTS.mkdir(exist_ok=True)
        figures = {
            "size": asdict(size),
            "versions": versions,
            "detection": [asdict(each) for each in speeds],
            "comparisons": [asdict(each) for each in comparisons],
        }
        (RESULTS / "detection_speed.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
        (RESULTS / "detection_speed.md").write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
