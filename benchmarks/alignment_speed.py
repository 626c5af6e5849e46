"""How fast pairwise alignment is, on text made here: drawn from a vocabulary as language does, then revised.

python benchmarks/alignment_speed.py
"""

from __future__ import annotations

import random
import resource
import time

from pipeline.align.pairwise import align_texts

VOCABULARY = 20_000
SIZES = (300, 3_000, 30_000, 100_000)
RATES = (0.05, 0.3)
"""Shares of the places of a text at which something is changed: a careful copy, and a heavy revision."""

LEAST_TOKENS = 60_000
"""Tokens aligned for one figure, by doing small texts again."""


def made_text(words: int, chance: random.Random) -> list[str]:
    """Words as frequent as those of a language: the n-th one n times rarer than the first."""
    vocabulary = [f"w{number}" for number in range(VOCABULARY)]
    return chance.choices(vocabulary, [1 / rank for rank in range(1, VOCABULARY + 1)], k=words)


def revised(words: list[str], rate: float, chance: random.Random) -> list[str]:
    """The same with words replaced, left out and put in, and sentences cut, added and moved."""
    made: list[str] = []
    at = 0
    while at < len(words):
        drawn = chance.random() / rate
        length = chance.randint(5, 40)
        if drawn >= 0.88:  # noqa: PLR2004 - what is left of the changes
            made.append(words[at])
            at += 1
        elif drawn < 0.4:  # noqa: PLR2004 - replaced
            made.append(chance.choice(words))
            at += 1
        elif drawn < 0.6:  # noqa: PLR2004 - left out
            at += 1
        elif drawn < 0.8:  # noqa: PLR2004 - put in
            made += [words[at], chance.choice(words)]
            at += 1
        elif drawn < 0.83:  # noqa: PLR2004 - a sentence cut
            at += length
        elif drawn < 0.86:  # noqa: PLR2004 - a sentence put in
            made += chance.choices(words, k=length)
        else:  # a sentence moved back
            place = max(0, len(made) - chance.randint(5, 300))
            made[place:place] = words[at : at + length]
            at += length
    return made


def main() -> None:
    """Print tokens a second of processor time, and the memory held at most."""
    chance = random.Random(1)
    print(f"{'words':>8} {'changed':>8} {'tokens/s':>10} {'seconds':>8} {'moves':>6} {'MB so far':>10}")
    for size in SIZES:
        for rate in RATES:
            words = made_text(size, chance)
            other = revised(words, rate, chance)
            a, b = " ".join(words), " ".join(other)
            times = max(1, LEAST_TOKENS // (len(words) + len(other)))
            found = align_texts(a, b)
            begin = time.process_time()
            for _ in range(times):
                align_texts(a, b)
            seconds = (time.process_time() - begin) / times
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            speed = (len(words) + len(other)) / seconds
            print(
                f"{size:8,} {rate:8.0%} {speed:10,.0f} {seconds:8.3f} {len(found.moves):6} {memory:10,}",
                flush=True,
            )


if __name__ == "__main__":
    main()
