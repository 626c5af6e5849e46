"""A family as TEI P5 and as CollateX's JSON: well formed, complete, and safe whatever the text holds."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.report.exports import collatex_json, tei
from pipeline.report.exports.files import write_export

if TYPE_CHECKING:
    from tests.collation.conftest import Tables

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"

TEXTS = {
    "001": "We had no lamp. The old lamp stood in the harbour, and nobody lit it that winter.",
    "002 (3)": "The lamp stood in the harbor & nobody lit it — that winter. Then came spring.",
    "Ж": "stood in the harbour, and <nobody> lit it that winter.",
}


def parsed(text: str) -> ET.Element:
    """The tree of a document of our own making; raises where it is not well formed."""
    return ET.fromstring(text)  # noqa: S314 - made here


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of_witness(root: ET.Element, witness_id: str) -> str:
    """What anyone gets who takes the readings of one witness and all that stands outside of the entries."""
    block = root.find(f".//{TEI}ab")
    assert block is not None
    pieces = [block.text or ""]
    for entry in block:
        pieces += [f" {one.text or ''} " for one in entry if f"#{witness_id}" in one.attrib["wit"].split()]
        pieces.append(entry.tail or "")
    return "".join(pieces)


def test_each_entry_of_the_text_gives_each_witness_once(tables: Tables) -> None:
    root = parsed(tei.to_text(tables(TEXTS)))
    witnesses = sorted(f"#{one.attrib[ID]}" for one in root.iter(f"{TEI}witness"))
    entries = root.findall(f".//{TEI}ab/{TEI}app")
    assert entries
    for entry in entries:
        tags = [child.tag for child in entry]
        assert tags[0] == f"{TEI}lem"
        assert set(tags[1:]) == {f"{TEI}rdg"}
        assert sorted(name for child in entry for name in child.attrib["wit"].split()) == witnesses


@pytest.mark.parametrize("lemma", list(TEXTS))
def test_the_readings_of_each_witness_are_its_text(tables: Tables, lemma: str) -> None:
    root = parsed(tei.to_text(tables(TEXTS, lemma)))
    for number, text in enumerate(TEXTS.values()):
        assert squeezed(text_of_witness(root, f"w_{number}")) == squeezed(text)


def test_ids_are_names_that_stand_once_and_pointers_lead_to_them(tables: Tables) -> None:
    root = parsed(tei.to_text(tables(TEXTS)))
    ids = [element.attrib[ID] for element in root.iter() if ID in element.attrib]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z_][\w.\-]*", name) for name in ids)
    pointers = [
        pointer
        for element in root.iter()
        for name in ("wit", "from", "to", "target")
        for pointer in element.attrib.get(name, "").split()
    ]
    assert pointers
    assert {pointer.removeprefix("#") for pointer in pointers} <= set(ids)


def test_header_says_how_the_apparatus_is_encoded_and_which_witnesses_there_are(tables: Tables) -> None:
    root = parsed(tei.to_text(tables(TEXTS)))
    assert [child.tag.removeprefix(TEI) for child in root] == ["teiHeader", "standOff", "text"]
    encodings = [(one.attrib["method"], one.attrib["location"]) for one in root.iter(f"{TEI}variantEncoding")]
    assert encodings == [("parallel-segmentation", "internal"), ("double-end-point", "external")]
    listed = root.findall(f".//{TEI}sourceDesc/{TEI}listWit/{TEI}witness")
    assert [one.attrib["n"] for one in listed] == list(TEXTS)


def test_stand_off_has_each_row_of_the_apparatus_with_its_kind(tables: Tables) -> None:
    made = tables(TEXTS)
    root = parsed(tei.to_text(made))
    entries = root.findall(f".//{TEI}standOff/{TEI}listApp/{TEI}app")
    rows = made["apparatus"].rows(named=True)
    kinds = [(one[-1].attrib["type"], one.attrib["type"], one[-1].text) for one in entries]
    assert kinds == [(row["level"], row["variant_class"], row["entry"]) for row in rows]
    order = [entry.attrib[ID] for entry in root.findall(f".//{TEI}ab/{TEI}app")]
    for entry in entries:
        first, last = (order.index(entry.attrib[name].removeprefix("#")) for name in ("from", "to"))
        assert first <= last


def test_a_witness_that_begins_late_or_ends_early_is_marked_where_it_does(tables: Tables) -> None:
    texts = {"A": "one two three four five six", "B": "three four five six", "C": "one two three four"}
    root = parsed(tei.to_text(tables(texts)))
    marks = {
        (child.tag.removeprefix(TEI), reading.attrib["wit"], reading.attrib["type"])
        for reading in root.iter(f"{TEI}rdg")
        for child in reading
    }
    assert marks == {("witStart", "#w_1", "lacks"), ("witEnd", "#w_2", "lacks")}


def test_an_entry_has_one_lem_also_where_witnesses_begin_behind_what_the_lemma_lacks(tables: Tables) -> None:
    texts = {
        "A": "two three four",
        "B": "one two three four",
        "C": "three four",
        "D": "nought one two three four",
    }
    root = parsed(tei.to_text(tables(texts)))
    for entry in root.iter(f"{TEI}app"):
        assert len(entry.findall(f"{TEI}lem")) == 1
    assert len(list(root.iter(f"{TEI}witStart"))) == 3


def test_an_omission_is_an_empty_reading_and_a_move_says_so(tables: Tables) -> None:
    first, second = (
        "We rowed to the far bank before dawn.",
        "Nobody had lit the old lamp upon the quay of stone.",
    )
    texts = {"A": f"{first} {second}", "B": f"{second} {first}", "C": f"{first} {second.replace('old ', '')}"}
    root = parsed(tei.to_text(tables(texts)))
    readings = [
        (reading.attrib.get("type"), reading.text or "", reading.attrib["wit"])
        for reading in root.findall(f".//{TEI}ab/{TEI}app/{TEI}rdg")
    ]
    assert ("omits", "", "#w_2") in readings
    assert ("moved", "", "#w_1") in readings
    assert ("moved", first, "#w_1") in readings


def test_witnesses_that_read_the_same_need_no_entry(tables: Tables) -> None:
    text = tei.to_text(tables({"A": "one two", "B": "one  two"}))
    root = parsed(text)
    assert root.find(f".//{TEI}standOff") is None
    assert root.find(f".//{TEI}app") is None


HOSTILE = st.text(
    st.sampled_from("ab <>&\"']]>\x00\x08\x1b\ufffe\u2028\r\n\t/é不"), min_size=0, max_size=12
).map(lambda text: f"lamp {text} went")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HOSTILE, min_size=2, max_size=3))
@example(["lamp ]]> <app wit='#x'>&amp;\x00 went", "lamp \ufffe went"])
def test_text_is_never_markup_and_what_xml_forbids_is_shown_otherwise(
    tables: Tables, sentences: list[str]
) -> None:
    texts = {chr(ord("A") + number): text for number, text in enumerate(sentences)}
    root = parsed(tei.to_text(tables(texts)))
    names = {element.tag for element in root.iter()}
    assert all(name.startswith(TEI) for name in names)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "".join(root.itertext()))


def test_collatex_json_has_a_row_a_witness_and_its_tokens_are_the_text(tables: Tables) -> None:
    document = json.loads(collatex_json.to_text(tables(TEXTS)))
    assert document["witnesses"] == list(TEXTS)
    assert len({len(row) for row in document["table"]}) == 1
    for row, text in zip(document["table"], TEXTS.values(), strict=True):
        assert squeezed("".join(token["t"] for cell in row if cell for token in cell)) == squeezed(text)
    tokens = [token for row in document["table"] for cell in row if cell for token in cell]
    assert {"t": "<nobody> ", "n": "nobody"} in tokens
    assert {"t": "— ", "n": "—"} in tokens


def test_a_mark_behind_words_that_were_put_in_stands_close_to_the_word_before(tables: Tables) -> None:
    root = parsed(tei.to_text(tables({"A": "our son Leon, he said", "B": "our son Leon (Lev), he said"})))
    block = root.find(f".//{TEI}ab")
    assert block is not None
    assert (block.text, [entry.tail for entry in block]) == ("our son Leon ", [", he said"])


def test_an_export_that_does_not_fit_on_the_disk_names_its_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_export(tmp_path / "one.xml", "before")
    write_text = Path.write_text

    def fill(path: Path, text: str, **how: str) -> None:
        write_text(path, text[:1], **how)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", fill)
    with pytest.raises(OSError, match=r"No space left on device: '.*one\.xml'"):
        write_export(tmp_path / "one.xml", "after")
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [
        ("one.xml", "before")
    ]
