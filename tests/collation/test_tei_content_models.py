"""The TEI export keeps to the content models of TEI P5: which elements stand where, with which attributes.

The models are those of ``tei_all`` in TEI P5 4.3, as far as the elements that are written go; the rules for dates,
variant encodings and ``ab`` are its Schematron. The whole schema is a megabyte and no dependence of the tests: how to
validate against it is said in ``docs/how-to/export-an-edition.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.report.exports import tei

if TYPE_CHECKING:
    from tests.collation.conftest import Tables

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"

NAME = r"[\w.\-]+"
POINTERS = r"#[^\s#]+( #[^\s#]+)*"
ENUMERATED = r"[^\W\d][\w.\-]*"
DATE = r"-?\d{4,}(-\d\d(-\d\d)?)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What an element holds: its children as a pattern of names, each followed by a blank, and its attributes."""

    children: str
    text: bool = False
    attributes: dict[str, str] | None = None


MODELS = {
    "TEI": Model(children="teiHeader (standOff )?text "),
    "teiHeader": Model(children="fileDesc (encodingDesc )?"),
    "fileDesc": Model(children="titleStmt publicationStmt sourceDesc "),
    "titleStmt": Model(children="title "),
    "title": Model(children="", text=True),
    "publicationStmt": Model(children="(p )+"),
    "p": Model(children="", text=True),
    "sourceDesc": Model(children="listWit "),
    "listWit": Model(children="(witness )+"),
    "witness": Model(
        children="abbr (bibl )?(note )?", text=True, attributes={ID: rf"[^\W\d]{NAME}", "n": r".+"}
    ),
    "abbr": Model(children="", text=True, attributes={"type": ENUMERATED}),
    "bibl": Model(children="(author |title |date |idno |biblScope )*", text=True),
    "author": Model(children="", text=True),
    "date": Model(children="", text=True, attributes={"when": DATE, "notBefore": DATE, "notAfter": DATE}),
    "idno": Model(children="", text=True, attributes={"type": ENUMERATED}),
    "biblScope": Model(children="", text=True),
    "note": Model(children="", text=True, attributes={"type": ENUMERATED, "target": POINTERS}),
    "encodingDesc": Model(children="(variantEncoding |editorialDecl )+"),
    "variantEncoding": Model(
        children="",
        attributes={
            "method": "location-referenced|double-end-point|parallel-segmentation",
            "location": "internal|external",
        },
    ),
    "editorialDecl": Model(children="(p )+"),
    "standOff": Model(children="(listApp )+"),
    "listApp": Model(children="(app )+", attributes={"type": ENUMERATED}),
    "app": Model(
        children="(lem )?(rdg )+(note )*",
        attributes={ID: rf"[^\W\d]{NAME}", "from": POINTERS, "to": POINTERS, "type": ENUMERATED, "n": r"\S+"},
    ),
    "lem": Model(
        children="(witStart |witEnd )?", text=True, attributes={"wit": POINTERS, "type": ENUMERATED}
    ),
    "rdg": Model(
        children="(witStart |witEnd )?", text=True, attributes={"wit": POINTERS, "type": ENUMERATED}
    ),
    "witStart": Model(children=""),
    "witEnd": Model(children=""),
    "text": Model(children="body "),
    "body": Model(children="ab "),
    "ab": Model(children="(app )*", text=True),
}


def faults(root: ET.Element) -> list[str]:
    """Where a document does not keep to the models."""
    found = []
    for element in root.iter():
        name = element.tag.removeprefix(TEI)
        model = MODELS.get(name)
        if model is None:
            found.append(f"{name}: not an element of these")
            continue
        children = "".join(f"{child.tag.removeprefix(TEI)} " for child in element)
        if not re.fullmatch(model.children, children):
            found.append(f"{name}: holds {children!r}")
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        if text.strip() and not model.text:
            found.append(f"{name}: holds the text {text.strip()!r}")
        for attribute, value in element.attrib.items():
            pattern = (model.attributes or {}).get(attribute)
            if pattern is None or not re.fullmatch(pattern, value):
                found.append(f"{name}: {attribute}={value!r}")
        if name == "date" and "when" in element.attrib and len(element.attrib) > 1:
            found.append("date: @when beside another date")
        if name == "variantEncoding" and element.attrib == {
            "method": "parallel-segmentation",
            "location": "external",
        }:
            found.append("variantEncoding: an external one in the text")
    return found


PIECES = st.sampled_from(
    ["the", "The", "lamp,", "“lamp”", "— and", "went. Then", "(so)", "…", "1917", "不是"]
)
SENTENCES = st.lists(PIECES, min_size=1, max_size=10).map(lambda words: " ".join([*words, "lamp"]))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SENTENCES, min_size=2, max_size=4), st.integers(0, 1))
def test_every_element_stands_where_tei_has_it(tables: Tables, sentences: list[str], lemma: int) -> None:
    texts = {chr(ord("A") + number): text for number, text in enumerate(sentences)}
    text = tei.to_text(tables(texts, list(texts)[lemma]))
    assert faults(ET.fromstring(text)) == []  # noqa: S314 - made here


def test_dates_of_documents_are_those_of_tei(tables: Tables) -> None:
    made = tables({"A": "the old lamp", "B": "the lamp", "C": "the new lamp"})
    rows = [
        ("d_0", "1904", "1904"),
        ("d_1", "1904-11", "1905"),
        ("d_2", "-0044-03-15", None),
    ]
    made["documents"] = pl.DataFrame(
        [
            {
                "document_id": key,
                "title": "A lamp",
                "author": "Nobody",
                "date_not_before": a,
                "date_not_after": b,
            }
            for key, a, b in rows
        ]
    )
    root = ET.fromstring(tei.to_text(made))  # noqa: S314 - made here
    assert faults(root) == []
    assert [dict(date.attrib) for date in root.iter(f"{TEI}date")] == [
        {"when": "1904"},
        {"notBefore": "1904-11", "notAfter": "1905"},
        {"notBefore": "-0044-03-15"},
    ]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<lem ", "<witDetail "),
        ('type="apparatus"', 'type="the apparatus"'),
        ('location="internal"', 'location="external"'),
        ('<app xml:id="', '<app xml:id="1'),
    ],
)
def test_what_tei_does_not_have_is_found(tables: Tables, right: str, wrong: str) -> None:
    text = tei.to_text(tables({"A": "the old lamp", "B": "the lamp"}))
    assert right in text
    broken = text.replace(right, wrong)
    if right.startswith("<lem"):
        broken = broken.replace("</lem>", "</witDetail>")
    assert faults(ET.fromstring(broken)) != []  # noqa: S314 - made here
