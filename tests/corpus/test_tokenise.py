"""What a word is, script by script."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.corpus.normalise import MAX_LINE_END_BLANKS
from pipeline.corpus.tokenise import CHUNK, UNICODE_VERSION, Tokens, fold_word, hash_folded, tokenise


def words(text: str, **options: bool) -> list[str]:
    tokens = tokenise([text], **options)
    return [text[begin:end] for begin, end in zip(tokens.begin, tokens.end, strict=True)]


def hashes(text: str, **options: bool) -> list[int]:
    return [int(value) for value in tokenise([text], **options).word_hash]


def test_says_which_unicode_decides() -> None:
    assert UNICODE_VERSION == "18.0.0"


def test_words_have_the_declared_types_and_ascend() -> None:
    tokens = tokenise(["Take your hats, your coats", "", "and galoshes"])
    assert tokens.word_hash.dtype == tokens.begin.dtype == tokens.end.dtype == np.uint32
    assert tokens.document_starts.dtype == np.int64
    assert tokens.document_starts.tolist() == [0, 5, 5, 7]
    assert tokens.begin.tolist() == [0, 5, 10, 16, 21, 0, 4]
    assert tokens.end.tolist() == [4, 9, 14, 20, 26, 3, 12]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["?! ...", "\0"], ["\u0301\u0301"]])
def test_finds_nothing_where_there_are_no_words(texts: list[str]) -> None:
    tokens = tokenise(texts)
    assert len(tokens.word_hash) == len(tokens.begin) == len(tokens.end) == 0
    assert tokens.document_starts.tolist() == [0] * (len(texts) + 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L.D. spoke in 1917, on 25/10.", ["L", "D", "spoke", "in", "1917", "on", "25", "10"]),
        ("3,14 and 1.000", ["3", "14", "and", "1", "000"]),
        ("the 1st, H2O and B-52", ["the", "1st", "H2O", "and", "B", "52"]),
        ("snake_case e-mail and/or", ["snake", "case", "e", "mail", "and", "or"]),
        ("the end.1 word¹², x² ①", ["the", "end", "1", "word", "¹", "²", "x", "²", "①"]),
        ("H₂O 1½", ["H₂O", "1½"]),
        ("emoji 👍🏽 stay out", ["emoji", "stay", "out"]),
        ("a\u200bb a\u00a0b a\u2028b", ["a", "b", "a", "b", "a", "b"]),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("apostrophe", list("'’‘ʼ＇`´ʻ՚׳ʹ′"))
def test_apostrophes_between_letters_are_one_and_the_same(apostrophe: str) -> None:
    text = f"don{apostrophe}t"
    assert words(text) == [text]
    assert hashes(text) == hashes("don't")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’homme aujourd'hui rock'n'roll", ["l’homme", "aujourd'hui", "rock'n'roll"]),
        ("'quoted' ‘words’ dogs' tails", ["quoted", "words", "dogs", "tails"]),
        ("it''s 5'10 90's", ["it", "s", "5", "10", "90", "s"]),
        ("cafe\u0301's a'\u0301b", ["cafe\u0301's", "a", "b"]),
        ("'", []),
        ("a'", ["a"]),
        ("'a", ["a"]),
        ("О’Генри об'явив", ["О’Генри", "об'явив"]),
    ],
)
def test_apostrophes_elsewhere_part_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("她说：“你好。”1917年", ["她", "说", "你", "好", "1917", "年"]),
        ("東京へ行く・カタカナー", ["東", "京", "へ", "行", "く", "カ", "タ", "カ", "ナ", "ー"]),
        ("か\u3099き", ["か\u3099", "き"]),
        ("ｶﾞｷ", ["ｶﾞ", "ｷ"]),
        ("葛\U000e0100城", ["葛\U000e0100", "城"]),
        ("𠀀𠀁二〇々", ["𠀀", "𠀁", "二", "〇", "々"]),
        ("Latin漢字mixed", ["Latin", "漢", "字", "mixed"]),
        ("สวัสดี ที่๑๙", ["ส", "วัส", "ดี", "ที่", "๑๙"]),
        ("ประเทศไทยเป็นเมือง", ["ป", "ระ", "เทศ", "ไทย", "เป็น", "เมือง"]),
        ("ต่างๆ กรุงเทพฯabc", ["ต่าง", "ๆ", "ก", "รุง", "เทพฯ", "abc"]),
        ("ພາສາລາວ ភាសាខ្មែរ", ["ພາ", "ສາ", "ລາວ", "ភា", "សា", "ខ្មែរ"]),
        ("កម្ពុជា ក្រុង", ["ក", "ម្ពុ", "ជា", "ក្រុង"]),
        ("မြန်မာဘာသာစကား", ["မြန်", "မာ", "ဘာ", "သာ", "စ", "ကား"]),
        ("ꦧꦱꦗꦮ漢ไทย", ["ꦧ", "ꦱ", "ꦗ", "ꦮ", "漢", "ไทย"]),
        ("한국어 문서", ["한국어", "문서"]),
        ("བོད་སྐད་", ["བོད", "སྐད"]),
        ("हिन्दी में लिखा", ["हिन्दी", "में", "लिखा"]),
        ("אמא הָלְכָה אל־הבית", ["אמא", "הָלְכָה", "אל", "הבית"]),
        ("قال الكـــتاب: «نعم»", ["قال", "الكـــتاب", "نعم"]),
        ("Ἐν ἀρχῇ ἦν ὁ λόγος,", ["Ἐν", "ἀρχῇ", "ἦν", "ὁ", "λόγος"]),
        ("Наталья Ивановна Седова.", ["Наталья", "Ивановна", "Седова"]),
        ("ＦＵＬＬ　ｗｉｄｔｈ１９", ["ＦＵＬＬ", "ｗｉｄｔｈ１９"]),
    ],
)
def test_cuts_scripts_with_and_without_spaces(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_marks_belong_to_the_word_and_invisible_signs_only_inside_it() -> None:
    assert words("cafe\u0301 noir") == ["cafe\u0301", "noir"]
    assert words("zero\u200dwidth\u200d, so\u00adft\u00ad") == ["zero\u200dwidth", "so\u00adft"]
    assert words("\u0301a \u200fb\u200f") == ["a", "b"]
    assert hashes("zero\u200dwidth so\u00adft\ufe0f") == hashes("zerowidth soft")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße Œuvre ÆON", "STRASSE oeuvre aeon"),
        ("ﬁnal ﬂoor ﬀ ﬆ ĳ", "final floor ff st ij"),
        ("Congreſs of the ſame", "Congress of the same"),
        ("é Å ệ", "e\u0301 A\u030a e\u0323\u0302"),
        ("é Å ệ", "e a e"),
        ("ΛΌΓΟΣ ᾳ", "λογος α"),
        ("Ёлка", "елка"),
        ("הָלְכָה", "הלכה"),
        ("كِتَابٌ الكـــتاب", "كتاب الكتاب"),
        ("ﻛﺘﺎﺏ", "كتاب"),
        ("がｶﾞ", "か\u3099カ\u3099"),
        ("한국어 ㄱ", "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165 \u1100"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("क़िला", "क\u093cिला"),
        ("Ⅷ x² 𝐀", "viii x 2 a"),
        ("Al-ʿArabī", "al-Arabi"),
        ("İstanbul", "istanbul"),
    ],
)
def test_words_that_fold_alike_hash_alike(one: str, other: str) -> None:
    assert hashes(one) == hashes(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("か", "が"), ("कि", "की"), ("sıra", "sira"), ("ab", "ba"), ("a b", "a c"), ("aa", "aaa"), ("½", "12")],
)
def test_words_that_fold_differently_hash_differently(one: str, other: str) -> None:
    assert hashes(one) != hashes(other)


def test_kept_marks_part_words_but_not_spellings_of_one_word() -> None:
    assert hashes("été", keep_marks=True) == hashes("e\u0301te\u0301", keep_marks=True)
    assert hashes("été", keep_marks=True) != hashes("ete", keep_marks=True)
    assert hashes("e\u0302\u0323", keep_marks=True) == hashes("ệ", keep_marks=True)
    assert hashes("הָלְכָה", keep_marks=True) != hashes("הלכה", keep_marks=True)
    assert hashes("ete", keep_marks=True) == hashes("ete")


@pytest.mark.parametrize("hyphen", list("-‐¬\u00ad⸗"))
@pytest.mark.parametrize("line_end", ["\n", " \n", "\r\n", "\n\t  ", "\u2028", " \n\f "])
def test_joins_a_word_divided_at_a_line_end(hyphen: str, line_end: str) -> None:
    text = f"The recol{hyphen}{line_end}lections."
    assert words(text) == ["The", f"recol{hyphen}{line_end}lections"]
    assert hashes(text) == hashes("The recollections")


@pytest.mark.parametrize(
    "text",
    [
        "well-\nKnown",
        "well-\n\nknown",
        "well -\nknown",
        "1917-\nknown",
        "well-known",
        "well- known",
        "well-",
        "well-\n",
        "-\nknown",
        "漢-\nknown",
        "well-\n1917",
        "well-\n" + " " * (MAX_LINE_END_BLANKS + 1) + "known",
    ],
)
def test_joins_nothing_else(text: str) -> None:
    assert all("\n" not in word for word in words(text))
    assert hashes(text) == hashes(text.replace("\n", " . ").replace("-", " . "))


def test_joins_a_capital_to_what_follows() -> None:
    assert words("Tsar I-\nvan and אמ-\na") == ["Tsar", "I-\nvan", "and", "אמ-\na"]


def test_joins_words_divided_twice_and_with_marks() -> None:
    text = "re-\ncol-\nlec\u0301-\ntions"
    assert words(text) == [text]
    assert hashes(text) == hashes("recollec\u0301tions")
    assert hashes("de\u0301-\nja\u0300", keep_marks=True) == hashes("déjà", keep_marks=True)


def test_joins_no_line_ends_when_told_not_to() -> None:
    assert words("recol-\nlections so\u00ad\nft", join_line_end_hyphens=False) == [
        "recol",
        "lections",
        "so",
        "ft",
    ]


def test_hyphens_in_capitals_stay_two_words() -> None:
    assert words("RECOL-\nLECTIONS") == ["RECOL", "LECTIONS"]


def test_documents_do_not_touch() -> None:
    tokens = tokenise(["recol-", "\nlections", "don", "'t", "a", "\u0301b", "漢", "\u3099"])
    assert np.diff(tokens.document_starts).tolist() == [1, 1, 1, 1, 1, 1, 1, 0]


def test_takes_a_document_of_one_long_line() -> None:
    line = "the quick brown fox’s été "
    count = 200_000
    text = line * count
    tokens = tokenise([text])
    one = tokenise([line])
    assert len(text) > 5_000_000
    assert np.array_equal(tokens.word_hash, np.tile(one.word_hash, count))
    shift = np.repeat(np.arange(count) * len(line), len(one.begin))
    assert np.array_equal(tokens.begin, np.tile(one.begin, count) + shift)
    assert np.array_equal(tokens.end, np.tile(one.end, count) + shift)


@pytest.mark.parametrize("letter", ["a", "é", "ж", "가"])
def test_takes_one_word_longer_than_a_stretch(letter: str) -> None:
    text = "first " + letter * (3 * CHUNK) + " last"
    assert words(text) == ["first", letter * (3 * CHUNK), "last"]
    assert hashes(text)[1] == hash_folded(fold_word(letter * (3 * CHUNK)))


def test_takes_more_separators_than_a_stretch_holds() -> None:
    assert words("first" + "\n" * (3 * CHUNK) + "last") == ["first", "last"]


def test_temporary_memory_is_bounded() -> None:
    import tracemalloc

    text = "Natalia Sedova wrote—later—that she remembered. " * 400_000
    tokenise([text[:1000]])
    tracemalloc.start()
    try:
        tokens = tokenise([text])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    result = tokens.word_hash.nbytes + tokens.begin.nbytes + tokens.end.nbytes
    # The columns grow by half at a time.
    assert peak < 1.5 * result + 30_000_000


def test_hashes_of_many_words_are_spread_like_random_numbers() -> None:
    tokens = tokenise([" ".join(f"{number:x}" for number in range(200_000))])
    n_distinct = len(np.unique(tokens.word_hash))
    # Of n random 32-bit numbers n * n / 2**33 pairs are equal: here 4.7; 20 or more come once in 10 million.
    assert 200_000 - n_distinct < 20
    for shift in (0, 8, 16, 24):
        counts = np.bincount((tokens.word_hash >> np.uint32(shift)) & np.uint32(255), minlength=256)
        chi_squared = float(((counts - 200_000 / 256) ** 2 / (200_000 / 256)).sum())
        assert 150 < chi_squared < 400


def test_hashes_never_change() -> None:
    """Stored signatures rest on these numbers: a change here must become a change of the stored format's version."""
    assert hashes("Natalia don't été 漢 가 1917") == HASHES


def test_the_plain_hash_of_nothing_is_that_of_an_empty_sum() -> None:
    assert hash_folded("") == 0


def test_tokens_cannot_be_changed_by_field() -> None:
    tokens = tokenise(["a"])
    assert isinstance(tokens, Tokens)
    with pytest.raises(AttributeError):
        tokens.begin = tokens.end  # type: ignore[misc]


HASHES = [2898518034, 1223973058, 201502266, 2180408647, 782786467, 3896327830]


def test_a_zero_width_space_parts_no_syllables_and_is_no_letter_of_them() -> None:
    plain = "ประเทศไทยเป็นเมืองที่มีคนรัก"
    broken = "ประเทศ\u200bไทย\u200bเป็น\u200bเมือง\u200bที่\u200bมี\u200bคน\u200bรัก\u200b"
    assert hashes(broken) == hashes(plain)
    assert words("มี\u200bคน\u200b ดี") == ["มี\u200bคน", "ดี"]
    assert words("a\u200bb") == ["a", "b"]


def test_a_misread_letter_spoils_its_syllable_and_at_most_the_one_before() -> None:
    plain, misread = "ประเทศไทยเป็นเมืองที่มีคนรัก", "ประเทศไทยเบ็นเมืองที่มีคนรัก"
    assert len(set(hashes(plain)) - set(hashes(misread))) == 1
