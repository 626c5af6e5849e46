"""A small, consistent set of every table, about two invented documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pipeline.tables import TABLES, from_rows
from pipeline.tables.variant_tables import LEVEL_OF_CLASS

if TYPE_CHECKING:
    import polars as pl

A_TEXT = "Memoir\n\nShe wrote that the ferry left at dawn on 3 May, and that nobody waved from the quay.\n"
B_TEXT = "News. It is said \u201cthat the Ferry left at noon on 3 May, and nobody waved from the quay\u201d again.\n"
SHA = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Tables and the texts they are about."""

    tables: dict[str, pl.DataFrame]
    texts: dict[str, str]


def span(text: str, words: str) -> tuple[int, int]:
    begin = text.index(words)
    return begin, begin + len(words)


def document(document_id: str, siglum: str, path: str, text: str) -> dict[str, object]:
    return {
        "document_id": document_id,
        "siglum": siglum,
        "title": f"Title of {siglum}",
        "date_not_before": "-0044-03-15" if siglum == "001" else "1917",
        "date_basis": "manifest",
        "language_basis": "none",
        "path": path,
        "media_type": "text/plain",
        "content_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "encoding": "utf-8",
        "n_chars": len(text),
        "n_words": len(text.split()),
        "coverage": 0.5,
        "status": "ok",
    }


def variant(
    position: int, a_words: str, b_words: str, variant_class: str, **more: object
) -> dict[str, object]:
    """A row whose readings stand in the two texts; the words after ``|`` are where an absent reading would stand."""
    a_reading, _, a_next = a_words.partition("|")
    b_reading, _, b_next = b_words.partition("|")
    a_begin = A_TEXT.index(a_reading + a_next)
    b_begin = B_TEXT.index(b_reading + b_next)
    return {
        "variant_id": f"v_{position}",
        "match_id": "m_1",
        "arrow": "001 ? 002",
        "position": position,
        "operation": "only_a" if not b_reading else "substitute",
        "a_reading": a_reading,
        "b_reading": b_reading,
        "a_begin": a_begin,
        "a_end": a_begin + len(a_reading),
        "b_begin": b_begin,
        "b_end": b_begin + len(b_reading),
        "variant_class": variant_class,
        "level": LEVEL_OF_CLASS[variant_class],
        "edge": "none",
        "context": f"around {a_reading}",
        **more,
    }


def match() -> dict[str, object]:
    a_begin, a_end = span(A_TEXT, A_TEXT[A_TEXT.index("that the") : A_TEXT.index(".\n")])
    b_begin, b_end = span(B_TEXT, B_TEXT[B_TEXT.index("that the") : B_TEXT.index("\u201d again")])
    return {
        "match_id": "m_1",
        "review_rank": 1,
        "why_look": ["changed sense"],
        "arrow": "001 ? 002",
        "what_differs": "'dawn' is 'noon'",
        "a_document_id": "d_a",
        "a_path": "001.txt",
        "a_siglum": "001",
        "a_locus": "Memoir, ¶1",
        "a_begin": a_begin,
        "a_end": a_end,
        "a_text": A_TEXT[a_begin:a_end],
        "b_document_id": "d_b",
        "b_path": "002.txt",
        "b_siglum": "002",
        "b_locus": "¶1",
        "b_begin": b_begin,
        "b_end": b_end,
        "b_text": B_TEXT[b_begin:b_end],
        "copied_from": "undetermined",
        "direction_basis": [],
        "certainty": "open",
        "route": "unknown",
        "implied": False,
        "reuse_type": "near_verbatim",
        "a_in_quotation_marks": "no",
        "b_in_quotation_marks": "yes",
        "a_attributed": "no",
        "b_attributed": "partly",
        "words_a": 15,
        "words_b": 14,
        "words_equal": 13,
        "words_substituted": 1,
        "words_only_a": 1,
        "words_only_b": 0,
        "word_identity": 0.866666,
        "kept_identity": 0.92857,
        "char_identity": 0.9,
        "longest_run_words": 6,
        "jaccard_estimate": 0.00005,
        "score_bits": 98765,
        "log10_e_value": -6.04,
        "n_wording": 2,
        "n_form": 0,
        "n_dress": 1,
        "segments": [{"a_begin": a_begin, "a_end": a_end, "b_begin": b_begin, "b_end": b_end}],
        "parts": [{"begin": a_begin, "end": a_end, "kind": "narration"}],
        "family_ids": ["f_1"],
        "review_status": "unreviewed",
    }


def witness(
    witness_id: str, document_id: str, path: str, *, text: str, begin: int, end: int
) -> dict[str, object]:
    return {
        "witness_id": witness_id,
        "family_id": "f_1",
        "document_id": document_id,
        "path": path,
        "locus": "¶1",
        "begin": begin,
        "end": end,
        "siglum": path[:3],
        "role": "narrative",
        "exact": text[begin:end],
        "n_words": 15,
    }


def variants() -> list[dict[str, object]]:
    return [
        variant(1, "ferry", "Ferry", "case"),
        variant(2, "dawn", "noon", "substitution", sense_risk="number"),
        variant(3, "that |nobody", "|nobody", "one_sided"),
    ]


def drift() -> dict[str, object]:
    counts = {column.name: 0 for column in TABLES["drift"].columns if column.name.startswith("n_")}
    return {
        "a_document_id": "d_a",
        "b_document_id": "d_b",
        "a_path": "001.txt",
        "b_path": "002.txt",
        "direction": "open",
        **counts,
        "n_matches": 1,
        "n_dress": 1,
        "n_wording": 2,
        "n_case": 1,
        "n_substitution": 1,
        "n_one_sided": 1,
        "words_narration": 15,
        "words_quotation": 0,
        "share_of_a": 0.8,
        "share_of_b": 0.75,
    }


def provenance_rows() -> dict[str, list[dict[str, object]]]:
    begin, end = span(B_TEXT, "It is said")
    return {
        "provenance": [
            {
                "edge_id": "p_1",
                "level": "document",
                "copy_id": "d_b",
                "copy_path": "002.txt",
                "source_id": "d_a",
                "source_path": "001.txt",
                "relation": "prov:alternateOf",
                "certainty": "open",
                "n_matches": 1,
                "words": 15,
                "words_added": 15,
                "words_open": 0,
                "share_of_copy": 0.5,
                "rank": 1,
                "n_alternatives": 0,
            }
        ],
        "evidence": [
            {
                "evidence_id": "e_1",
                "match_id": "m_1",
                "family_id": "f_1",
                "kind": "attribution",
                "favours": "dependence",
                "weight_millibits": 1500,
                "basis": "work",
                "excerpt": B_TEXT[begin:end],
                "document_id": "d_b",
                "begin": begin,
                "end": end,
            }
        ],
        "attributions": [
            {
                "attribution_id": "a_1",
                "document_id": "d_b",
                "path": "002.txt",
                "locus": "¶1",
                "begin": begin,
                "end": end,
                "quoted_begin": end,
                "quoted_end": end + 10,
                "quoted": B_TEXT[end : end + 10],
                "cue": "It is said",
                "year": 1917,
                "title_basis": "inferred",
                "cited_work": "unnamed",
                "match_id": "m_1",
                "fidelity": "altered",
                "credit": "missing",
                "wanted_source_id": "n_1",
            }
        ],
        "wanted_sources": [
            {
                "wanted_source_id": "n_1",
                "title": "The Ferry",
                "n_attributions": 1,
                "distinct_words": 14,
                "n_families_it_would_settle": 1,
                "cited_by": ["002"],
            }
        ],
    }


def run_rows() -> dict[str, list[dict[str, object]]]:
    counts = {column.name: 1 for column in TABLES["runs"].columns if column.name.startswith("n_")}
    return {
        "history": [
            {
                "kind": "match",
                "id": "m_1",
                "first_seen_run_id": "r1",
                "last_changed_run_id": "r1",
                "status_change": "new",
                "predecessor_ids": [],
            }
        ],
        "changes": [
            {
                "kind": "match",
                "id": "m_1",
                "change": "added",
                "documents": ["001", "002"],
                "first_words": "that the",
            }
        ],
        "runs": [
            {
                "run_id": "r1",
                "started_at": "2026-01-02T03:04:05Z",
                "ended_at": "2026-01-02T03:04:06Z",
                "status": "published",
                "exit_code": 0,
                "engine": "local",
                "config_sha256": SHA,
                "inputs_sha256": SHA,
                "versions": [{"name": "polars", "value": "2.1.0"}, {"name": "python", "value": "3.11"}],
                "parameters": [{"name": "minhash.seed", "value": "1"}],
                "peak_rss_mb": 123.456,
                **counts,
            }
        ],
        "stages": [
            {
                "run_id": "r1",
                "position": 1,
                "stage": "tokenise",
                "key_sha256": SHA,
                "outcome": "ran",
                "seconds": 0.12345,
                "rows_in": 2,
                "rows_out": 2,
            }
        ],
    }


def place(number: int, lemma: str, reading: str, *, before: str = "", **changes: object) -> dict[str, object]:
    """A row of the apparatus: what the memoir reads, and what the news has for it."""
    begin = A_TEXT.index(before + lemma) + len(before)
    state = "reads" if reading else "omits"
    return {
        "family_id": "f_1",
        "place": number,
        "entry": f"{lemma} ] {reading or 'omits'} 002",
        "lemma": lemma,
        "lemma_begin": begin,
        "lemma_end": begin + len(lemma),
        "readings": [
            {"reading": lemma, "state": "reads", "sigla": ["001"]},
            {"reading": reading, "state": state, "sigla": ["002"]},
        ],
        **changes,
    }


def every_row() -> dict[str, list[dict[str, object]]]:
    """Rows of every table."""
    the_match = match()
    family = {
        "family_id": "f_1",
        "label": "that the ferry left",
        "n_witnesses": 2,
        "n_documents": 2,
        "lemma_witness_id": "w_1",
        "lemma_basis": "longest",
        "mean_word_identity": 0.8667,
        "contains_family_ids": [],
    }
    ends = ("a_begin", "a_end", "b_begin", "b_end")
    a_begin, a_end, b_begin, b_end = (int(str(the_match[name])) for name in ends)
    return {
        "documents": [document("d_a", "001", "001.txt", A_TEXT), document("d_b", "002", "002.txt", B_TEXT)],
        "matches": [the_match],
        "variants": variants(),
        "families": [family],
        "witnesses": [
            witness("w_1", "d_a", "001.txt", text=A_TEXT, begin=a_begin, end=a_end),
            witness("w_2", "d_b", "002.txt", text=B_TEXT, begin=b_begin, end=b_end),
        ],
        "match_families": [
            {"match_id": "m_1", "family_id": "f_1", **{name: the_match[name] for name in ends}}
        ],
        "apparatus": [
            place(1, "ferry", "Ferry", variant_class="case", level="dress"),
            place(2, "dawn", "noon", variant_class="substitution", level="wording"),
            place(3, "that", "", before="May, and ", variant_class="one_sided", level="wording"),
        ],
        "set_aside": [
            {
                "set_aside_id": "s_1",
                "text": "3 May",
                "reason": "common_phrase",
                "words": 2,
                "n_occurrences": 2,
                "n_documents": 2,
                "places": [
                    {"path": "001.txt", "locus": "¶1", "begin": 40},
                    {"path": "002.txt", "locus": "¶1", "begin": 44},
                ],
            }
        ],
        "drift": [drift()],
        **provenance_rows(),
        **run_rows(),
    }


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    tables = {name: from_rows(name, rows) for name, rows in every_row().items()}
    assert set(tables) == set(TABLES)
    return Corpus(tables=tables, texts={"d_a": A_TEXT, "d_b": B_TEXT})


@pytest.fixture
def tables(corpus: Corpus) -> dict[str, pl.DataFrame]:
    """Every table, each with at least one row; a copy to change."""
    return dict(corpus.tables)


@pytest.fixture
def texts(corpus: Corpus) -> dict[str, str]:
    return dict(corpus.texts)
