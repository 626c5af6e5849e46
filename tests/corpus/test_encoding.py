from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.encoding import UndecodableError, declared_in_markup, decode

PROSE = "Élise Corvin schrieb: „Die Lampe brannte“ – und löschte sie nie. " * 20
RUSSIAN = "Мы шли из порта на север, имея ветер в левую скулу, и видели красный огонь. " * 20

PRINTABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co", "Cs"), exclude_characters="\ufeff"),
    min_size=1,
)


@given(PRINTABLE)
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding) == (text, "utf-8")


@given(PRINTABLE, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_byte_order_mark_settles_the_encoding_and_is_no_part_of_the_text(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding.endswith("(byte order mark)")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_reason_and_never_lose_a_character(data: bytes) -> None:
    try:
        decoded = decode(data, guess=False)
    except UndecodableError:
        return
    codec = decoded.encoding.split(" ")[0]
    assert data.endswith(decoded.text.encode(codec))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PROSE, RUSSIAN])
def test_reads_utf_16_without_a_byte_order_mark(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding == f"{codec} (no byte order mark)"


def test_a_declared_encoding_goes_before_utf_8() -> None:
    data = "été".encode()
    assert decode(data, declared="cp1252").encoding == "cp1252 (declared)"


def test_a_declaration_that_does_not_fit_is_passed_over() -> None:
    data = RUSSIAN.encode()
    assert decode(data, declared="ascii").encoding == "utf-8"


def test_configured_encodings_are_tried_in_their_order_after_utf_8() -> None:
    data = RUSSIAN.encode("cp1251")
    assert decode(data, configured=("ascii", "cp1251")).text == RUSSIAN
    assert decode(data, configured=("ascii", "cp1251")).encoding == "cp1251 (configured)"
    assert decode(PROSE.encode(), configured=("cp1252",)).encoding == "utf-8"


def test_guesses_what_nothing_states_and_says_that_it_guessed() -> None:
    decoded = decode(PROSE.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (PROSE, "cp1252 (guessed)")


def test_does_not_guess_where_that_is_switched_off() -> None:
    with pytest.raises(UndecodableError, match=r"byte 0 \(line 1\) is not UTF-8.*corpus\.encodings"):
        decode(PROSE.encode("cp1252"), guess=False)


def test_of_equal_guesses_the_commonest_encoding_is_taken() -> None:
    french = "Elle était très fatiguée, mais elle ne s’arrêta pas à l’école de son père. " * 5
    assert decode(french.encode("cp1252")).text == french


def test_utf_8_with_one_broken_byte_is_not_taken_for_another_encoding() -> None:
    with pytest.raises(UndecodableError, match=r"byte \d+ \(line 2\) is not UTF-8, as most of it is"):
        decode(f"{PROSE}\n".encode() + b"\xff" + PROSE.encode())


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF file"),
        (
            b"PK\x03\x04\x14\x00\x06\x00",
            "a ZIP archive, or an office document or e-book; unpack it, or save it as",
        ),
        (
            b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n",
            "a PDF file; save it as plain text, Markdown or HTML",
        ),
        (b"{\\rtf1\\ansi The lamp burned all night.}", "an RTF document; save it as plain text"),
        (
            b"\xff\xd8\xff\xe0\x00\x10JFIF",
            "a JPEG picture; put the text of what it shows into a file of its own",
        ),
        (b"text with \x00 in it", "NUL"),
        (bytes(range(256)) * 4, "NUL"),
        (b"\x01\x02\x03\x04" * 10, "control characters"),
    ],
)
def test_a_binary_file_is_no_text_and_the_reason_says_why(data: bytes, named: str) -> None:
    with pytest.raises(UndecodableError, match=named):
        decode(data, configured=("latin-1",))


@pytest.mark.parametrize("data", [PROSE.encode("utf-16") + b"A", b"\xff\xfe\xff", b"\xfe\xff\xd8\x00\x00A"])
def test_a_file_that_is_not_the_utf_16_as_which_it_begins_is_not_guessed_at(data: bytes) -> None:
    with pytest.raises(UndecodableError, match=r"begins as UTF-16 .* save it again as UTF-8"):
        decode(data, configured=("latin-1",))


def test_a_few_old_control_characters_do_not_make_a_text_binary() -> None:
    text = PROSE + "\x1a"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<meta charset="windows-1251">', "cp1251"),
        (b"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=KOI8-R'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="Shift_JIS"?>', "shift_jis"),
        (b'<meta charset="iso-8859-1">', "cp1252"),
        (b'<meta charset="utf-16">', "utf-8"),
        (b'<meta charset="no-such-thing">', None),
        (b"<p>charset=koi8-r</p>", None),
    ],
)
def test_finds_the_encoding_that_markup_declares(head: bytes, name: str | None) -> None:
    assert declared_in_markup(head) == name
