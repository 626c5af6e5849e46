"""The detection curve of each preset as a plot: writes docs/explanation/detection-curve.svg.

    python benchmarks/detection_curve.py            writes the plot
    python benchmarks/detection_curve.py --check    ends with 1 where the committed plot is not what it would write

The upper row shows the chance that a passage is seen, the lower one that it is also a match. The latter hangs on the
corpus: it is drawn for a million words of English novels, where a word tells 5.7 bits with a standard deviation of 2.6
(every run tells its own as "a word tells") and chance gives 38.9 bits. The colours are mid-tones that can be read on
white and on black, and each line has its own dashes and its name.
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import Config, load_config
from pipeline.config.sensitivity import PRESETS
from pipeline.minhash.curve import Counting, DetectionCurve, detection_curve
from pipeline.minhash.permutations import make_permutations

PLOT = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "detection-curve.svg"

WORD_BITS, SPREAD_BITS = 5.7, 2.6
CORPUS_WORDS = 1_000_000

FIRST, LAST = 4, 40
"""Words of the shortest and the longest passage drawn."""

INK = "#767676"
"""Grey with a contrast of 4.5 to white and 4.6 to black."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An edit rate and how it is drawn."""

    rate: float
    colour: str
    dashes: str


LINES = (
    Line(rate=0.0, colour="#1f78d1", dashes=""),
    Line(rate=0.1, colour="#8a6fd1", dashes="7 3"),
    Line(rate=0.2, colour="#c2571a", dashes="2 3"),
    Line(rate=0.3, colour="#c0392b", dashes="9 3 2 3"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One small plot: its place in pixels, its title, and for each line of ``LINES`` the chance by words."""

    left: int
    top: int
    title: str
    chances: tuple[tuple[float, ...], ...]


WIDTH, HEIGHT = 200, 130
"""Of the field of a panel, in pixels."""


def curve_of(config: Config) -> DetectionCurve:
    """The curve of a configuration."""
    settings = config.minhash
    return detection_curve(
        shingle_words=settings.shingle_words,
        window_words=settings.window_words,
        permutations=make_permutations(settings.window_permutations, settings.seed),
    )


def counting_of_novels(config: Config) -> Counting:
    """What a passage must have in a million words of English novels."""
    return Counting(
        word_bits=WORD_BITS,
        spread_bits=SPREAD_BITS,
        edit_bits=config.align.mismatch_bits,
        threshold_bits=math.log2(CORPUS_WORDS**2 // 2) + config.accept.margin_bits,
        min_words=config.accept.min_words,
        min_equal_words=config.accept.min_equal_words,
    )


def panels() -> list[Panel]:
    """A column a preset: seen above, a match below."""
    found = []
    for column, name in enumerate(PRESETS):
        config = load_config(environ={}, overrides={"minhash.sensitivity": name}).config
        curve = curve_of(config)
        for row, (what, counting) in enumerate((("seen", None), ("a match", counting_of_novels(config)))):
            found.append(
                Panel(
                    left=60 + column * (WIDTH + 56),
                    top=40 + row * (HEIGHT + 75),
                    title=f"{name}: {what}",
                    chances=tuple(
                        tuple(curve.chance(words, line.rate, counting) for words in range(FIRST, LAST + 1))
                        for line in LINES
                    ),
                )
            )
    return found


def svg() -> str:
    """The plot."""
    drawn = panels()
    width, height = 60 + len(PRESETS) * (WIDTH + 56), 2 * (HEIGHT + 75) + 60
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="title about" font-family="sans-serif" font-size="12" fill="{INK}">'
    )
    parts = [
        opening,
        '<title id="title">Chance to find a passage, by its words and by how many of them were replaced</title>',
        f'<desc id="about">{description(drawn)}</desc>',
    ]
    for panel in drawn:
        parts += panel_parts(panel)
    parts += legend_parts(height - 18)
    return "\n".join((*parts, "</svg>", ""))


def description(drawn: list[Panel]) -> str:
    """The plot in words, for those who do not see it."""
    told = []
    for panel in drawn:
        at = [f"{100 * chances[12 - FIRST]:.0f} %" for chances in panel.chances]
        told.append(f"{panel.title}, 12 words: {', '.join(at)}.")
    rates = ", ".join(f"{100 * line.rate:.0f}" for line in LINES)
    return f"With {rates} % of the words replaced. " + " ".join(told)


def panel_parts(panel: Panel) -> list[str]:
    """Frame, scales and lines of a panel."""
    left, top = panel.left, panel.top
    parts = [f'<text x="{left}" y="{top - 12}" font-weight="bold">{panel.title}</text>']
    for percent in (0, 50, 100):
        y = top + HEIGHT * (1 - percent / 100)
        parts.append(
            f'<path d="M{left} {y:.1f}h{WIDTH}" stroke="{INK}" stroke-opacity=".35"/>'
            f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{percent} %</text>'
        )
    parts += [
        f'<path d="M{across(words, left):.1f} {top + HEIGHT}v4" stroke="{INK}"/>'
        f'<text x="{across(words, left):.1f}" y="{top + HEIGHT + 17}" text-anchor="middle">{words}</text>'
        for words in (8, 12, 20, 30, 40)
    ]
    parts.append(
        f'<text x="{left + WIDTH / 2:.0f}" y="{top + HEIGHT + 33}" text-anchor="middle">words of the passage</text>'
    )
    for line, chances in zip(LINES, panel.chances, strict=True):
        points = " ".join(
            f"{across(words, left):.1f},{top + HEIGHT * (1 - chance):.1f}"
            for words, chance in enumerate(chances, FIRST)
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{line.colour}" stroke-width="2" '
            f'stroke-dasharray="{line.dashes or "none"}"/>'
        )
    return parts


def across(words: int, left: int) -> float:
    """Where a number of words stands, in pixels."""
    return left + WIDTH * (words - FIRST) / (LAST - FIRST)


def legend_parts(y: int) -> list[str]:
    """What each line is."""
    parts = []
    for number, line in enumerate(LINES):
        x = 60 + number * 180
        name = "verbatim" if line.rate == 0 else f"{100 * line.rate:.0f} % replaced"
        parts.append(
            f'<path d="M{x} {y - 4}h30" stroke="{line.colour}" stroke-width="2" '
            f'stroke-dasharray="{line.dashes or "none"}"/><text x="{x + 36}" y="{y}">{name}</text>'
        )
    return parts


def main() -> int:
    """Write the plot, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description="Draw the detection curve of each preset.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; end with 1 where the plot is stale"
    )
    if parser.parse_args().check:
        return int(PLOT.read_text(encoding="utf-8") != svg())
    PLOT.write_text(svg(), encoding="utf-8", newline="\n")
    print(f"wrote {PLOT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
