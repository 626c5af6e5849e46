"""How well the classes of variants agree with edits that were planted and labelled.

    python benchmarks/variant_classes.py GOLD.json... [--show N]

A gold file is one of ``alignment.py`` with ``ops``: what was done to the text, each with ``class`` and the half-open
spans of tokens it took on both sides (``src`` of the witness "source", ``copy`` of the witness "copy"; null where it
took none). An edit is found where a row of its class touches its tokens; a row is right where an edit of its class
touches its words. ``--show`` prints the first cases of each sort that disagree.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.align.corpus_view import CorpusView
from pipeline.align.describe import DescribeContext
from pipeline.align.languages import recognised_language
from pipeline.align.lexicon import word_contexts
from pipeline.align.pairwise import side_of
from pipeline.align.variant import Variant
from pipeline.align.variants import find_variants
from pipeline.align.words import align_sides
from pipeline.corpus.documents import text_document
from pipeline.corpus.tokenise import tokenise

CLASS_OF_EDIT = {
    "omission": "one_sided",
    "insertion": "one_sided",
    "omission_ellipsis": "one_sided_gap_marked",
    "editorial_insertion": "one_sided_bracketed",
    "reorder": "transposition",
    "move": "transposition",
    "substitution": "substitution",
    "expansion": "one_sided",
    "spelling": "spelling",
    "ocr": "typo_ocr",
    "join": "typo_ocr",
    "case": "case",
    "punctuation": "punctuation",
}
"""What an edit is called in ``variants``. Two words run together by a scanner are a misreading."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What was done: its class in ``variants``, and the characters it took on both sides."""

    label: str
    variant_class: str
    source: Span | None
    copy: Span | None

    def touches(self, row: Variant) -> bool:
        """Whether a row stands at its place, on a side where it took something."""
        return any(
            span is not None and begin < span[1] and end > span[0] and end > begin
            for span, begin, end in (
                (self.source, row.a_begin, row.a_end),
                (self.copy, row.b_begin, row.b_end),
            )
        )


def starts(tokens: Sequence[str]) -> list[int]:
    """Where each token begins in the tokens joined by blanks, and where the next would."""
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token) + 1)
    return places


def edits_of(gold: dict[str, Any]) -> list[Edit]:
    """The labelled edits of one pair, in characters of the joined tokens."""
    at = {name: starts(gold["witnesses"][name]) for name in ("source", "copy")}

    def characters(name: str, span: Sequence[int] | None) -> Span | None:
        return None if span is None else (at[name][span[0]], at[name][span[1]] - 1)

    return [
        Edit(
            label=op["class"],
            variant_class=CLASS_OF_EDIT[op["class"]],
            source=characters("source", op.get("src")),
            copy=characters("copy", op.get("copy")),
        )
        for op in gold["ops"]
    ]


def rows_of(golds: Sequence[dict[str, Any]]) -> Iterable[list[Variant]]:
    """Our rows for each pair, with what all texts together know of their words."""
    texts = [" ".join(gold["witnesses"][name]) for gold in golds for name in ("source", "copy")]
    documents = [
        text_document(text, document_id=f"d_{number}", siglum=str(number), path=f"{number}.txt")
        for number, text in enumerate(texts)
    ]
    corpus = CorpusView.of(documents, tokenise(texts))
    vocabulary, counts = word_contexts(corpus.words)
    context = DescribeContext(corpus=corpus, vocabulary=vocabulary, counts=counts, keep_marks=False)
    for number in range(0, len(texts), 2):
        alignment = align_sides(side_of(texts[number]), side_of(texts[number + 1]))
        language = recognised_language(alignment.a.words)
        yield find_variants(alignment, context.lexicon(number, number + 1, language))


def main() -> int:
    """Print F1 by class."""
    parser = argparse.ArgumentParser(description="Measure the classes of variants.")
    parser.add_argument("golds", nargs="+", type=Path, metavar="GOLD", help="a file with labelled edits")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print so many cases that disagree")
    arguments = parser.parse_args()
    golds = [one for path in arguments.golds for one in json.loads(path.read_text(encoding="utf-8"))]
    edits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    right: Counter[str] = Counter()
    by_label: defaultdict[str, Counter[str]] = defaultdict(Counter)
    cases: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for gold, variants in zip(golds, rows_of(golds), strict=True):
        labelled = edits_of(gold)
        source, copy = (" ".join(gold["witnesses"][name]) for name in ("source", "copy"))
        for edit in labelled:
            touching = [row for row in variants if edit.touches(row)]
            names = {row.variant_class for row in touching}
            edits[edit.variant_class] += 1
            found[edit.variant_class] += edit.variant_class in names
            said = (
                edit.variant_class if edit.variant_class in names else " + ".join(sorted(names)) or "nothing"
            )
            by_label[edit.label][said] += 1
            if edit.variant_class not in names:
                took = [
                    text[slice(*span)] if span else ""
                    for text, span in ((source, edit.source), (copy, edit.copy))
                ]
                rest = "; ".join(
                    f"‹{row.a_reading}› ‹{row.b_reading}› {row.variant_class}" for row in touching
                )
                cases[edit.label, said].append(f"{gold['name']}: ‹{took[0]}› ‹{took[1]}›: {rest}")
        for row in variants:
            touching_edits = [edit for edit in labelled if edit.touches(row)]
            is_right = any(edit.variant_class == row.variant_class for edit in touching_edits)
            rows[row.variant_class] += 1
            right[row.variant_class] += is_right
            if not is_right:
                labels = " + ".join(sorted({edit.label for edit in touching_edits})) or "no edit"
                before = source[max(0, row.a_begin - 30) : row.a_begin]
                cases[f"row {row.variant_class}", labels].append(
                    f"{gold['name']}: {before}‹{row.a_reading}› ‹{row.b_reading}›"
                )
    print(f"{'class':22} {'F1':>6} {'P':>6} {'R':>6} {'edits':>6} {'rows':>6}")
    for name in [*sorted(edits, key=lambda name: -edits[name]), "all"]:
        n_edits, n_found = (sum(one.values()) if name == "all" else one[name] for one in (edits, found))
        n_rows, n_right = (
            sum(one[key] for key in edits) if name == "all" else one[name] for one in (rows, right)
        )
        precision, recall = n_right / max(1, n_rows), n_found / max(1, n_edits)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{name:22} {f1:6.3f} {precision:6.3f} {recall:6.3f} {n_edits:6} {n_rows:6}")
    print("\nlabelled edit: what it was called")
    for label, called in sorted(by_label.items()):
        print(f"{label:22} " + ", ".join(f"{name} {count}" for name, count in called.most_common()))
    if arguments.show:
        for key, held in sorted(cases.items(), key=lambda one: -len(one[1])):
            print(f"\n{key[0]}: {key[1]} ({len(held)})")
            print("\n".join(f"  {case}" for case in held[: arguments.show]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
