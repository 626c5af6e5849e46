"""How much of planted reuse is found in texts of many scripts, all made here.

    python benchmarks/scripts_quality.py              some minutes; writes benchmarks/results/scripts_quality.md
    python benchmarks/scripts_quality.py th zh        these alone; prints and writes nothing

For each script a vocabulary is made of its letters, with words as long as they are there, frequent ones short, and
drawn by Zipf's law into documents; scripts that are written without spaces have none. Into half of the documents
passages of the others are planted, of these kinds:

* *short*: 8 to 25 words, verbatim (5 to 15 in Chinese and Japanese, where a word is a character or two);
* *dress*: as short, but written as other editions write it: without vowel points or accents, with long s, in half-width
  forms, decomposed, with another mark between words;
* *ellipsis*: 15 to 40 words of which 5 to 12 in the middle are left out and marked;
* *OCR 5 %*, *OCR 10 %*: 25 to 60 words, of whose letters so many are misread, lost, or parted by a blank;
* *30 %*: 25 to 60 words, of which three in ten are replaced by others.

A case is found when half of it is covered on both sides, and a match is right when half of it lies in a case
(``quality.py``). Text without grammar has no stock phrases, so that precision here is about scripts, not about
formulae.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from minhash_speed import RESULTS, SEED
from quality import Reuse, measure, read_matches

from pipeline import load_config, run_pipeline

VOCABULARY = 8_000
DOCUMENTS = 24
DOCUMENT_WORDS = 4_000
CASES = 20
"""Of each kind."""

PHRASE = 9
"""Words between two blanks of a script that has no other full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How a language is written.

    Attributes:
        code: Its short name, as on the command line.
        name: Its name.
        word: Makes a word, given a random generator and how rare it is (0 to 1).
        letters: What a misread letter is taken for.
        blank: What stands between words.
        stop: What ends a sentence.
        dress: Writes a passage as another edition does.
        logographic: Whether a word is a character or two.
    """

    code: str
    name: str
    word: Callable[[np.random.Generator, float], str]
    letters: str
    blank: str = " "
    stop: str = ". "
    dress: Callable[[str], str] = str
    logographic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of case: words from and to, and of those where a word is a character or two."""

    name: str
    words: tuple[int, int]
    logographic: tuple[int, int]


KINDS = (
    Kind(name="short", words=(8, 25), logographic=(5, 15)),
    Kind(name="dress", words=(8, 25), logographic=(5, 15)),
    Kind(name="ellipsis", words=(15, 40), logographic=(15, 40)),
    Kind(name="OCR 5 %", words=(25, 60), logographic=(25, 60)),
    Kind(name="OCR 10 %", words=(25, 60), logographic=(25, 60)),
    Kind(name="30 %", words=(25, 60), logographic=(25, 60)),
)

Draw = np.random.Generator


def chance(generator: Draw, share: float) -> bool:
    """True in a share of cases."""
    return bool(generator.random() < share)


def of(generator: Draw, letters: Sequence[str]) -> str:
    """One of some letters, the first ones often."""
    return letters[int(len(letters) * generator.random() ** 2)]


def times(generator: Draw, rare: float, fewest: int, most: int) -> int:
    """How many parts a word has: frequent words have few."""
    return fewest + int((most - fewest + 1) * min(0.999, generator.random() * (0.4 + rare)))


def syllables(
    onsets: str, nuclei: Sequence[str], codas: Sequence[str], fewest: int, most: int
) -> Callable[[Draw, float], str]:
    """Words of syllables: a consonant, a vowel, perhaps an end."""

    def word(generator: Draw, rare: float) -> str:
        return "".join(
            of(generator, onsets) + of(generator, nuclei) + (of(generator, codas) if codas else "")
            for _ in range(times(generator, rare, fewest, most))
        )

    return word


HAN = "".join(chr(code) for code in range(0x4E00, 0x9FA0, 9))
HIRAGANA = "のにはをたがでてとしれさあいうえおかきくけこすせそちつなぬねひふへほまみむめもやゆよらりるろわん"
KATAKANA = (
    "アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘ"
    "ホマミムメモヤユヨラリルレロワンガギグゲゴダデドバビブベボ"
)
HANGUL = "".join(chr(code) for code in range(0xAC00, 0xD7A4, 29))
ETHIOPIC = "".join(chr(code) for row in range(0x1200, 0x1358, 8) for code in range(row, row + 7))
ETHIOPIC = "".join(letter for letter in ETHIOPIC if unicodedata.category(letter) == "Lo")
THAI = "กขคงจชซญดตถทธนบปผพฟภมยรลวศสหอ"
ARABIC = "المنيورتبعدسفقكحجشطصخهذضزثغظءئؤة"
HEBREW = "ויהלאמרתבשנכדפעחקגטצזס"
DEVANAGARI = "करनतसपमलहदयवबजगचशटकखणधभ"


PARTICLES = 0.25
"""Share of the Japanese vocabulary, its frequent end, that is particles."""


def chinese(generator: Draw, rare: float) -> str:
    """One character where frequent, mostly two elsewhere."""
    return "".join(of(generator, HAN) for _ in range(times(generator, rare, 1, 2)))


def japanese(generator: Draw, rare: float) -> str:
    """Particles of kana, kanji with an ending, words of katakana."""
    if rare < PARTICLES:
        return "".join(of(generator, HIRAGANA) for _ in range(times(generator, rare, 1, 2)))
    if chance(generator, 0.2):
        return "".join(of(generator, KATAKANA) for _ in range(times(generator, rare, 3, 5)))
    stem = "".join(of(generator, HAN) for _ in range(times(generator, rare, 1, 2)))
    return stem + "".join(of(generator, HIRAGANA) for _ in range(times(generator, rare, 0, 2)))


def thai(generator: Draw, rare: float) -> str:
    """Syllables with vowels before, above, below and behind their consonant, and tone marks."""
    word = ""
    for _ in range(times(generator, rare, 1, 3)):
        consonant = of(generator, THAI)
        tone = of(generator, ["", "", "", "\u0e48", "\u0e49"])
        before = of(generator, ["", "", "", "", "เ", "แ", "โ", "ไ", "ใ"])
        behind = (
            "" if before else of(generator, ["า", "\u0e31", "\u0e34", "\u0e35", "\u0e38", "\u0e39", "ะ", ""])
        )
        if behind in {"า", "ะ", ""}:
            word += before + consonant + tone + behind
        else:
            word += before + consonant + behind + tone
        word += of(generator, ["", "", "น", "ง", "ก", "ม", "ร"])
    return word


def arabic(generator: Draw, rare: float) -> str:
    """Consonants, each with its vowel point, some words with the article."""
    letters = "".join(
        of(generator, ARABIC) + of(generator, "\u064e\u0650\u064f\u0652")
        for _ in range(times(generator, rare, 2, 6))
    )
    return ("ال" if chance(generator, 0.25 * rare) else "") + letters


def hebrew(generator: Draw, rare: float) -> str:
    """Consonants with vowel points."""
    return "".join(
        of(generator, HEBREW) + of(generator, ["", "\u05b8", "\u05b7", "\u05b4", "\u05bc\u05b5", "\u05b0"])
        for _ in range(times(generator, rare, 2, 5))
    )


_GREEK = syllables("τσκπνλμρδγθβφχξζψ", list("αοειηυω"), ["", "", "", "σ", "ν"], 1, 4)


def greek(generator: Draw, rare: float) -> str:
    """Words with one accent, and the final sigma at their end."""
    word = _GREEK(generator, rare)
    places = [at for at, letter in enumerate(word) if letter in "αοειηυω"]
    at = places[int(generator.integers(len(places)))]
    accented = unicodedata.normalize("NFC", word[: at + 1] + "\u0301" + word[at + 1 :])
    return accented[:-1] + "ς" if accented.endswith("σ") else accented


_GERMAN = syllables(
    "snrtdlhgmbfkwzpv",
    ["e", "i", "a", "u", "o", "ei", "ie", "au", "ä", "ö", "ü"],
    ["", "n", "r", "t", "s", "ch", "ß"],
    1,
    2,
)


def german(generator: Draw, rare: float) -> str:
    """Short words, and compounds of two and three."""
    parts = times(generator, rare, 1, 3)
    word = "s".join(_GERMAN(generator, rare) for _ in range(parts))
    return word.capitalize() if chance(generator, 0.5 * rare) else word


def long_s(text: str) -> str:
    """As printed until 1900: a long s everywhere but at a word's end, and ligatures."""
    letters = [
        "ſ" if letter == "s" and after.isalpha() else letter
        for letter, after in zip(text, text[1:] + " ", strict=True)
    ]
    return "".join(letters).replace("fi", "ﬁ").replace("fl", "ﬂ")


def without_marks(text: str) -> str:
    """Without accents and points."""
    taken_apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in taken_apart if not unicodedata.combining(c)))


def decomposed(text: str) -> str:
    """In Unicode's decomposed form."""
    return unicodedata.normalize("NFD", text)


def half_width(text: str) -> str:
    """Katakana in half-width forms."""
    forms = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
    return "".join(forms.get(letter, letter) for letter in text)


def with_zero_width_spaces(text: str) -> str:
    """With zero-width spaces before vowels that begin a syllable, where programs for Thai put them to break lines."""
    return "".join("\u200b" + letter if letter in "เแโไใ" else letter for letter in text)


def line_broken(text: str) -> str:
    """Broken into lines of 18 characters, as scans and web pages break text without spaces."""
    return "\n".join(text[at : at + 18] for at in range(0, len(text), 18))


SCRIPTS = (
    Script(
        code="zh",
        name="Chinese",
        word=chinese,
        letters=HAN,
        blank="",
        stop="。",
        dress=line_broken,
        logographic=True,
    ),
    Script(
        code="ja",
        name="Japanese",
        word=japanese,
        letters=HAN + HIRAGANA,
        blank="",
        stop="。",
        dress=half_width,
        logographic=True,
    ),
    Script(
        code="ko",
        name="Korean",
        word=syllables(HANGUL, [""], [], 1, 4),
        letters=HANGUL,
        dress=decomposed,
    ),
    Script(code="th", name="Thai", word=thai, letters=THAI, blank="", stop=" ", dress=with_zero_width_spaces),
    Script(code="ar", name="Arabic", word=arabic, letters=ARABIC, dress=without_marks),
    Script(code="he", name="Hebrew", word=hebrew, letters=HEBREW, dress=without_marks),
    Script(code="el", name="Greek", word=greek, letters="ατοιεσνκπλμρ", dress=without_marks),
    Script(
        code="ru",
        name="Russian",
        word=syllables("нтсрвлкмдпгбзчйхжшцщ", list("оеаиуыяюё"), ["", "", "", "т", "й", "ь"], 1, 4),
        letters="оеаинтсрвлкм",
        dress=decomposed,
    ),
    Script(code="de", name="German", word=german, letters="enisratdhulc", dress=long_s),
    Script(
        code="hi",
        name="Hindi",
        word=syllables(
            DEVANAGARI,
            ["", "\u093e", "\u093f", "\u0940", "\u0947", "\u094b", "\u0941", "\u094d\u0930"],
            [],
            1,
            4,
        ),
        letters=DEVANAGARI,
        stop="। ",
        dress=str.strip,
    ),
    Script(
        code="am",
        name="Amharic",
        word=syllables(ETHIOPIC, [""], [], 2, 5),
        letters=ETHIOPIC,
        stop="። ",
        dress=lambda text: text.replace(" ", "፡"),
    ),
    Script(
        code="en",
        name="English",
        word=syllables("tsnrhdlcmwfgpb", list("eaoiu"), ["", "", "n", "r", "s", "t"], 1, 3),
        letters="etaoinshrdlu",
        dress=str.upper,
    ),
)


@dataclass(slots=True)
class Writer:
    """Writes made text of one script."""

    script: Script
    generator: Draw
    vocabulary: list[str] = field(default_factory=list)
    weights: np.ndarray[tuple[int], np.dtype[np.float64]] | None = None

    def __post_init__(self) -> None:
        """Make the vocabulary, frequent words first."""
        if not self.vocabulary:
            seen: dict[str, None] = {}
            tries = 0
            while len(seen) < VOCABULARY:
                # By tries and not by words, for there are only so many short words.
                seen[self.script.word(self.generator, min(1.0, tries / (2 * VOCABULARY)))] = None
                tries += 1
            self.vocabulary = list(seen)
        if self.weights is None:
            weights = 1.0 / (np.arange(len(self.vocabulary)) + 2.0)
            self.weights = weights / weights.sum()

    def words(self, n: int) -> list[str]:
        """Drawn words; every twelfth or so ends a sentence."""
        drawn = [
            self.vocabulary[index]
            for index in self.generator.choice(len(self.vocabulary), n, p=self.weights).tolist()
        ]
        return [word + self.script.stop.strip() if chance(self.generator, 1 / 12) else word for word in drawn]

    def text(self, words: list[str]) -> str:
        """Words as they are written; a script whose sentences end in a blank gets it between two of them."""
        if self.script.blank:
            return self.script.blank.join(words)
        between = " " if self.script.stop == " " else ""
        return between.join("".join(words[first : first + PHRASE]) for first in range(0, len(words), PHRASE))

    def misread(self, text: str, share: float) -> str:
        """A passage whose letters are misread, lost, or parted by a blank."""
        letters = []
        for letter in text:
            if not letter.isalpha() or self.generator.random() >= share:
                letters.append(letter)
                continue
            if chance(self.generator, 0.7):
                letters.append(of(self.generator, self.script.letters))
            elif chance(self.generator, 0.5):
                letters.append(letter + " ")
        return "".join(letters)

    def copied(self, kind: Kind, words: list[str]) -> str:
        """A passage as a copy of a kind has it."""
        match kind.name:
            case "dress":
                return self.script.dress(self.text(words))
            case "ellipsis":
                cut = int(self.generator.integers(5, 13))
                at = int(self.generator.integers(5, len(words) - 9))
                left, right = words[:at], words[min(at + cut, len(words) - 4) :]
                return self.text(left) + self.script.blank + "… " + self.text(right)
            case "OCR 5 %" | "OCR 10 %":
                return self.misread(self.text(words), 0.05 if kind.name == "OCR 5 %" else 0.1)
            case "30 %":
                others = self.words(len(words))
                return self.text(
                    [
                        other if chance(self.generator, 0.3) else word
                        for word, other in zip(words, others, strict=True)
                    ]
                )
            case _:
                return self.text(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Documents by file name, and the cases of each kind."""

    documents: dict[str, str]
    cases: dict[str, list[Reuse]]


def plant(writer: Writer) -> Planted:
    """Make the documents and plant passages of the first half in the second."""
    half = DOCUMENTS // 2
    sources = [writer.words(DOCUMENT_WORDS) for _ in range(half)]
    waiting = [kind for kind in KINDS for _ in range(CASES)]
    order = writer.generator.permutation(len(waiting)).tolist()
    documents: dict[str, str] = {}
    cases: dict[str, list[Reuse]] = {kind.name: [] for kind in KINDS}
    pieces: list[list[str]] = [[] for _ in range(half)]
    spans: list[list[tuple[int, int]]] = [[] for _ in range(half)]
    # Each passage has a stretch of its source for itself, so that no two cases overlap.
    stretch = half * DOCUMENT_WORDS // len(waiting)
    drafts = []
    for place, number in enumerate(order):
        kind = waiting[number]
        low, high = kind.logographic if writer.script.logographic else kind.words
        length = int(writer.generator.integers(low, high + 1))
        source, first = divmod(place * stretch, DOCUMENT_WORDS)
        first = min(first + 10, DOCUMENT_WORDS - length)
        drafts.append((kind, source, first, length, place % half))
    for at, words in enumerate(sources):
        places = sorted((first, first + length) for _, source, first, length, _ in drafts if source == at)
        done = 0
        for begin, end in places:
            pieces[at] += [writer.text(words[done:begin]), writer.text(words[begin:end])]
            done = end
        pieces[at].append(writer.text(words[done:]))
        text = ""
        for number, piece in enumerate(pieces[at]):
            if number % 2:
                spans[at].append((len(text), len(text) + len(piece)))
            text += piece + writer.script.blank
        documents[f"source{at:02}.txt"] = text
    copies = [writer.text(writer.words(60)) for _ in range(half)]
    for kind, source, first, length, target in drafts:
        cuts = sorted(other for _, where, other, _, _ in drafts if where == source)
        begin, end = spans[source][cuts.index(first)]
        copy = writer.copied(kind, sources[source][first : first + length])
        copies[target] += writer.script.stop
        start = len(copies[target])
        copies[target] += copy
        cases[kind.name].append(
            Reuse(
                a=f"source{source:02}.txt",
                a_span=(begin, end),
                b=f"copy{target:02}.txt",
                b_span=(start, len(copies[target])),
            )
        )
        copies[target] += writer.script.stop + writer.text(writer.words(150))
    documents |= {f"copy{number:02}.txt": text for number, text in enumerate(copies)}
    return Planted(documents=documents, cases=cases)


def matches_of(documents: dict[str, str]) -> list[Reuse]:
    """What the pipeline finds in these documents, with the settings of this folder and environment."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "inputs"
        inputs.mkdir()
        for name, text in documents.items():
            (inputs / name).write_text(text, encoding="utf-8")
        overrides = {"paths.inputs": str(inputs), "paths.outputs": f"{folder}/outputs", "run.jobs": 1}
        run_pipeline(load_config(overrides=overrides).config)
        return read_matches(Path(folder) / "outputs")


def row_of(script: Script, planted: Planted, matches: list[Reuse]) -> str:
    """One line of the table."""
    every = [case for cases in planted.cases.values() for case in cases]
    whole = measure(matches, every)
    found = [measure(matches, cases).recall_at_half for cases in planted.cases.values()]
    cells = [f"{share:.2f}" for share in (*found, whole.recall_at_half, whole.precision_at_half)]
    cells += [f"{whole.granularity:.2f}", f"{whole.plagdet:.2f}"]
    return f"| {script.name} | " + " | ".join(cells) + " |"


def main() -> int:
    """Measure each script and print its line; write the table where all were measured."""
    parser = argparse.ArgumentParser(description="Measure planted reuse in many scripts.")
    parser.add_argument("scripts", nargs="*", help="codes, as zh; all if none is named")
    arguments = parser.parse_args()
    kinds = " | ".join(kind.name for kind in KINDS)
    lines = [
        f"| | {kinds} | all | precision | granularity | plagdet |",
        "|---|" + "---|" * (len(KINDS) + 4),
    ]
    print("\n".join(lines))
    for script in SCRIPTS:
        if arguments.scripts and script.code not in arguments.scripts:
            continue
        planted = plant(Writer(script, np.random.default_rng(SEED)))
        lines.append(row_of(script, planted, matches_of(planted.documents)))
        print(lines[-1], flush=True)
    if not arguments.scripts:
        RESULTS.mkdir(exist_ok=True)
        page = [
            "# Reuse in many scripts",
            "",
            "Written by `python benchmarks/scripts_quality.py`, which says what is planted. Share of cases found by",
            "half, precision by half, matches a case, plagdet.",
            "",
            *lines,
            "",
        ]
        (RESULTS / "scripts_quality.md").write_text("\n".join(page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
