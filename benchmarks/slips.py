"""How many slips are found of those that were planted, and how many of those reported were.

    python benchmarks/slips.py FOLDER... [--words N...] [--corpora N] [--show N]
    python benchmarks/slips.py FOLDER... --phrases LANGUAGE

Each folder holds clean prose as text files. From it corpora are drawn: stretches of 5,000 words, and passages of 200
words of half of them that stand a second time in a document of their own. Half of the documents copied from are bad
scans: one word in 70 of their passages goes wrong, in both places alike, as scanners and typesetters go wrong: a
letter misread for one of its shape or for any, a space lost, a word set twice. What comes of a letter may be a word of
the language ("ease" for "case"); that is told apart, for nothing but its neighbours shows it.

Printed are, for each size of corpus, the share found of each kind, how many rows of the rest stand in clean text, and
what became of slips by the odds that they were given. With ``--phrases`` nothing is planted: every place is printed
where a word of the texts looks like that of a set phrase of the language, to be read, and how many words could be.
"""

from __future__ import annotations

import argparse
import functools
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.align.corpus_view import CorpusView
from pipeline.align.letters import misreadings_of
from pipeline.corpus.documents import text_document
from pipeline.corpus.languages import language_of_text
from pipeline.corpus.tokenise import hash_folded, tokenise
from pipeline.provenance.attested import Attested
from pipeline.provenance.misprints import look_alikes
from pipeline.provenance.set_phrases import set_phrases
from pipeline.provenance.slips import find_slips

DOCUMENT_WORDS = 5_000
PASSAGE_WORDS = 200
WORDS_A_PASSAGE = 600
MOST_PASSAGES = 60
SLIP_IN_WORDS = 70
LEAST_LETTERS = 3
KNOWN_PLACES = 5
"""Places in the folder's texts from which a form is a word of the language."""

TRIES = 60
BANDS = (-3_000, -2_000, -1_000, 0, 1_000, 3_000, 6_000)
"""Lower ends of the bands of odds, in millibits."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A slip in a text: its characters and what it is."""

    begin: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Texts, the passages that stand twice (text, first and last character), and the slips in each text."""

    texts: tuple[str, ...]
    passages: tuple[tuple[int, int, int], ...]
    planted: Mapping[int, tuple[Planted, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A row: its odds in millibits, the kind planted there if one was, and what a person sees."""

    millibits: int
    kind: str | None
    shown: str


@functools.cache
def books(folder: Path) -> tuple[str, ...]:
    """The texts of a folder."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))


@functools.cache
def vocabulary(folder: Path) -> frozenset[str]:
    """The words of a folder's language, small letters."""
    counts = Counter(word.lower() for text in books(folder) for word in WORD.findall(text))
    return frozenset(word for word, n in counts.items() if n >= KNOWN_PLACES)


@functools.cache
def letters(folder: Path) -> str:
    """The letters of a folder's language, the commonest first."""
    counts = Counter("".join(sorted(vocabulary(folder))))
    return "".join(letter for letter, _ in counts.most_common(24) if letter.isalpha())


def misread(word: str, draw: random.Random) -> str | None:
    """A word with one shape taken for another, as the search for slips knows shapes."""
    return draw.choice(sorted(misreadings_of(word)) or [None])


def misshaped(word: str, draw: random.Random) -> str | None:
    """A word with one letter taken for another of its kind of shape."""
    return draw.choice(sorted(set(look_alikes(word)) - misreadings_of(word)) or [None])


def mistyped(word: str, draw: random.Random, alphabet: str) -> str:
    """A word with a letter changed, dropped, put in or moved."""
    at, letter = draw.randrange(len(word)), draw.choice(alphabet)
    return draw.choice(
        (
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        )
    )


def slip_at(
    text: str, spans: Sequence[tuple[int, int]], at: int, draw: random.Random, folder: Path
) -> str | None:
    """What word ``at`` becomes, with the next one where a space is lost; None where it cannot go wrong so."""
    begin, end = spans[at]
    word = text[begin:end]
    chance = draw.random()
    if chance < 0.08:  # noqa: PLR2004 - shares of the kinds, as in real scans
        return f"{word} {word}"
    if chance < 0.16:  # noqa: PLR2004
        after, last = spans[at + 1]
        return word + text[after:last] if text[end:after] == " " and text[after].islower() else None
    if len(word) < LEAST_LETTERS or not word.islower() or not word.isalpha():
        return None
    if chance < 0.5:  # noqa: PLR2004
        return misread(word, draw)
    if chance < 0.67:  # noqa: PLR2004
        return misshaped(word, draw)
    return mistyped(word, draw, letters(folder))


def kind_of(before: str, after: str, folder: Path) -> str:
    """What a slip is called here."""
    if after == f"{before} {before}":
        return "twice"
    if " " in before:
        return "joined"
    return "a word" if after in vocabulary(folder) else "no word"


def with_slips(text: str, draw: random.Random, folder: Path) -> tuple[str, list[Planted]]:
    """A passage in which some words go wrong, none beside another."""
    spans = [found.span() for found in WORD.finditer(text)]
    changed: dict[int, tuple[int, int, str]] = {}
    for _ in range(round(len(spans) / SLIP_IN_WORDS)):
        for _try in range(TRIES):
            at = draw.randrange(2, len(spans) - 3)
            if changed.keys() & {at - 1, at, at + 1}:
                continue
            after = slip_at(text, spans, at, draw, folder)
            begin, end = spans[at]
            if after is None or after == text[begin:end]:
                continue
            if " " not in after and len(after) > end - begin + 1:
                end = spans[at + 1][1]
            changed[at] = (begin, end, after)
            break
    parts, planted, last, length = [], [], 0, 0
    for begin, end, after in sorted(changed.values()):
        parts += [text[last:begin], after]
        length += begin - last
        planted.append(
            Planted(begin=length, end=length + len(after), kind=kind_of(text[begin:end], after, folder))
        )
        length += len(after)
        last = end
    return "".join((*parts, text[last:])), planted


def make_corpus(folder: Path, words: int, seed: int) -> Corpus:
    """Draw a corpus of some size."""
    draw = random.Random(seed)
    size = DOCUMENT_WORDS * 6
    drawn = []
    for _ in range(max(2, words // DOCUMENT_WORDS)):
        book = draw.choice(books(folder))
        start = book.find(" ", draw.randrange(max(1, len(book) - size))) + 1
        drawn.append(book[start : start + size])
    hosts = range(max(1, len(drawn) // 2))
    dirty = set(draw.sample(hosts, (len(hosts) + 1) // 2))
    wanted = Counter(draw.choice(hosts) for _ in range(min(MOST_PASSAGES, words // WORDS_A_PASSAGE)))
    texts, copies, passages, planted = [], [], [], {}
    for number, text in enumerate(drawn):
        spans = [found.span() for found in WORD.finditer(text)]
        slots = list(range(0, len(spans) - PASSAGE_WORDS, PASSAGE_WORDS + 20))
        parts, last, length, mine = [], 0, 0, []
        for slot in sorted(draw.sample(slots, min(len(slots), wanted[number]))):
            begin, end = spans[slot][0], spans[slot + PASSAGE_WORDS - 1][1]
            passage, slips = (
                with_slips(text[begin:end], draw, folder) if number in dirty else (text[begin:end], [])
            )
            parts += [text[last:begin], passage]
            length += begin - last
            passages.append((number, length, length + len(passage)))
            mine += [Planted(begin=length + one.begin, end=length + one.end, kind=one.kind) for one in slips]
            length += len(passage)
            copies.append(passage)
            last = end
        texts.append("".join((*parts, text[last:])))
        planted[number] = tuple(mine)
    return Corpus(texts=(*texts, "\n\n".join(copies)), passages=tuple(passages), planted=planted)


def report(made: Corpus) -> Iterator[Reported]:
    """What is found in a corpus."""
    documents = [text_document(text) for text in made.texts]
    corpus = CorpusView.of(documents, tokenise([document.text for document in documents]))
    languages = [language_of_text(text) for text in made.texts]
    spans = []
    for number, begin, end in made.passages:
        first, last = np.searchsorted(corpus.document(number).begin, (begin, end)).tolist()
        spans.append((number, first, last))
    for number, slips in find_slips(corpus, Attested.of(corpus), spans, languages).items():
        view = corpus.document(number)
        for slip in slips:
            begin, end = int(view.begin[slip.first]), int(view.end[slip.last - 1])
            kinds = [one.kind for one in made.planted[number] if one.begin < end and begin < one.end]
            yield Reported(
                millibits=slip.millibits,
                kind=kinds[0] if kinds else None,
                shown=f"{' '.join(view.text[max(0, begin - 30) : end + 30].split())} (for {slip.meant})",
            )


def share(part: int, whole: int) -> str:
    """A share as it is printed."""
    return f"{part / whole:.2f} of {whole}" if whole else "none"


def by_odds(rows: Sequence[Reported]) -> Iterator[str]:
    """How many rows of each band of odds are planted slips."""
    bands: defaultdict[int, list[Reported]] = defaultdict(list)
    for row in rows:
        bands[max((low for low in BANDS if low <= row.millibits), default=BANDS[0])].append(row)
    for low, high in zip(BANDS, (*BANDS[1:], None), strict=True):
        held = bands[low]
        expected = sum(1 / (1 + 2 ** (-row.millibits / 1000)) for row in held) / max(1, len(held))
        name = (
            f"{low / 1000:.0f} to {high / 1000:.0f} bits"
            if high is not None
            else f"{low / 1000:.0f} bits and more"
        )
        yield f"    {name:16} {share(sum(row.kind is not None for row in held), len(held)):14} said {expected:.2f}"


def phrases_in(folder: Path, language: str) -> Iterator[str]:
    """What the set phrases of a language say of clean texts: how often they stand there, and what looks like them."""
    phrases = set_phrases(language, keep_marks=False)
    if phrases is None:
        yield f"no set phrases of {language} are known"
        return
    could: Counter[str] = Counter()
    shown = []
    for text in books(folder):
        documents = [text_document(text)]
        corpus = CorpusView.of(documents, tokenise([text]))
        view = corpus.document(0)
        words = view.words.tolist()
        spoken = {hash_folded(word): word for word in phrases.around}
        for at, one in enumerate(words):
            if one in spoken and any(
                words[max(0, at - len(before)) : at] == list(before)
                and words[at + 1 : at + 1 + len(after)] == list(after)
                for before, after in phrases.around[spoken[one]]
            ):
                could[spoken[one]] += 1
        for word in phrases.may_be_in(view.words, np.arange(len(words))).tolist():
            for meant, first, last in phrases.meant_at(view, word):
                begin, end = int(view.begin[max(0, first - 4)]), int(view.end[min(len(words), last + 4) - 1])
                shown.append(f"    {meant}: {' '.join(text[begin:end].split())}")
    words_alike = {word: len(set(look_alikes(word)) & vocabulary(folder)) for word in could}
    n_alike = sum(n * words_alike[word] for word, n in could.items())
    each = n_alike / max(1, could.total())
    yield (
        f"{folder.name}: {could.total():,} words in set phrases, each like {each:.1f} words of the language;"
        f" {len(shown)} places have one of these instead, or no word"
    )
    yield from shown


def main(line: Callable[[str], object] = print) -> int:
    """Plant, find and print."""
    parser = argparse.ArgumentParser(description="Measure how well slips are found.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="clean prose, as text files")
    parser.add_argument(
        "--words", type=int, nargs="+", default=[25_000, 200_000], help="sizes of the corpora"
    )
    parser.add_argument("--corpora", type=int, default=8, help="how many of each size")
    parser.add_argument("--seed", type=int, default=1, help="of the first of them")
    parser.add_argument("--phrases", metavar="LANGUAGE", help="only look for its set phrases, misread")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print so many rows that are none")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        if arguments.phrases:
            for place in phrases_in(folder, arguments.phrases):
                line(place)
            continue
        for words in arguments.words:
            planted: Counter[str] = Counter()
            rows: list[Reported] = []
            n_words = 0
            for seed in range(arguments.seed, arguments.seed + arguments.corpora):
                made = make_corpus(folder, words, seed)
                planted.update(one.kind for slips in made.planted.values() for one in slips)
                n_words += PASSAGE_WORDS * len(made.passages)
                rows += report(made)
            line(f"{folder.name}, {arguments.corpora} corpora of {words:,} words, {n_words:,} in passages")
            for name, least in (("more probable than not", 0), ("all shown", BANDS[0])):
                held = [row for row in rows if row.millibits >= least]
                found = Counter(row.kind for row in held)
                false = found.pop(None, 0)
                kinds = ", ".join(f"{kind} {share(found[kind], n)}" for kind, n in sorted(planted.items()))
                line(
                    f"  {name}: precision {share(sum(found.values()), len(held))}, recall"
                    f" {share(sum(found.values()), planted.total())} ({kinds});"
                    f" {false * 10_000 / n_words:.1f} that are none in 10,000 words"
                )
            for band in by_odds(rows):
                line(band)
            for row in sorted((row for row in rows if row.kind is None), key=lambda row: -row.millibits)[
                : arguments.show
            ]:
                line(f"      {row.millibits / 1000:5.1f}  {row.shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
