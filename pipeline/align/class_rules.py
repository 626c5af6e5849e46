"""The rules by which variants get their classes, each with examples, for people.

They make `docs/reference/variant-classes.md`. The rules themselves are functions beside what they need; a test proves
that every one is declared here, in the order in which it is tried, and that aligning each example gives the class said.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.align.edge_rows import Surroundings, edge_variants
from pipeline.align.languages import language_of_code
from pipeline.align.lexicon import Lexicon
from pipeline.align.pairwise import align_texts, side_of
from pipeline.align.side import Side
from pipeline.align.variant import Variant
from pipeline.align.variants import find_variants

__all__ = ["RULE_GROUPS", "ClassRule", "Example", "RuleGroup", "rows_of"]

_ATTESTED = 40
"""Places at which a word of an example stands elsewhere, unless it is said to stand nowhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Two short texts that differ in one thing.

    Attributes:
        a: Text of side a.
        b: Text of side b.
        variant_class: The class of the one row that is shown.
        alone: Words that stand nowhere else in the corpus.
        language: The language of the texts, as far as the program knows it.
        passage: The part of both texts that is the match, where that is not the whole.
    """

    a: str
    b: str
    variant_class: str
    alone: tuple[str, ...] = ()
    language: str | None = "en"
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRule:
    """One rule: the function that holds it, what it says, and examples."""

    function: str
    says: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """Rules that are asked in the same case, in the order in which they are tried."""

    title: str
    asked: str
    rules: tuple[ClassRule, ...]


def rows_of(example: Example) -> list[Variant]:
    """The rows that the program makes of an example, in a corpus that has its words elsewhere too."""
    if example.passage:
        (a, around_a), (b, around_b) = (
            (_part(text, example.passage), Surroundings(begin=0, end=len(text)))
            for text in (example.a, example.b)
        )
        return edge_variants(a, b, around_a, around_b)
    lexicon = Lexicon(
        count=lambda word: 1 if word.lower() in example.alone else _ATTESTED,
        contexts=lambda _word: (frozenset(),),
        language=language_of_code(example.language),
    )
    return find_variants(align_texts(example.a, example.b), lexicon)


def _part(text: str, passage: str) -> Side:
    """The words of a passage that stands in a text."""
    begin = text.index(passage)
    side = side_of(text)
    rows = [row for row, place in enumerate(side.begin) if begin <= place < begin + len(passage)]
    held = slice(rows[0], rows[-1] + 1)
    return Side(text=text, words=side.words[held], begin=side.begin[held], end=side.end[held])


def _words(a: str, b: str, variant_class: str, *alone: str) -> Example:
    """Two readings in the middle of a sentence."""
    frame = "They had then seen {} near our harbour"
    return Example(a=frame.format(a), b=frame.format(b), variant_class=variant_class, alone=alone)


def _texts(a: str, b: str, variant_class: str) -> Example:
    return Example(a=a, b=b, variant_class=variant_class)


RULE_GROUPS = (
    RuleGroup(
        title="Between two words, and in the writing of one",
        asked=(
            "Where the same word stands on both sides. Punctuation, capitals and quotation marks "
            "never open a row of "
            "words, and never decide which word stands against which."
        ),
        rules=(
            ClassRule(
                function="dress_class",
                says="A quotation mark is in it, also an apostrophe of another shape.",
                examples=(
                    _texts('he said "come here" to us', "he said “come here” to us", "quotation_marks"),
                    _texts("a friend's house of old", "a friend’s house of old", "quotation_marks"),
                ),
            ),
            ClassRule(
                function="with_scare_quotes",
                says=(
                    "A pair of quotation marks that one side alone has, around one to three words "
                    "inside running text "
                    "that are no sentence of their own: marks of irony."
                ),
                examples=(_texts('a "brave" man indeed', "a brave man indeed", "scare_quotes"),),
            ),
            ClassRule(
                function="dress_class",
                says="Only blanks, dashes, line ends, and what is not seen in print.",
                examples=(_texts("it was late - and dark", "it was late – and dark", "whitespace_dash"),),
            ),
            ClassRule(
                function="dress_class",
                says="Any other marks.",
                examples=(_texts("it was late, and dark", "it was late; and dark", "punctuation"),),
            ),
            ClassRule(
                function="same_words_class",
                says="Letters that differ in case alone.",
                examples=(_texts("all the Court was there", "all the court was there", "case"),),
            ),
            ClassRule(
                function="same_words_class",
                says="Accents, ligatures, the long s: what makes no other word.",
                examples=(_texts("in the café at night", "in the cafe at night", "spelling"),),
            ),
        ),
    ),
    RuleGroup(
        title="Words against other words",
        asked=(
            "Where each side has words of its own. A form *stands nowhere else* if the corpus has it "
            "in no other context; "
            "a form is *rare* beside another that is twenty times as frequent. What no rule names is "
            "a `substitution`."
        ),
        rules=(
            ClassRule(
                function="_numbers",
                says="Both are numbers, in figures or in words: the same one, or another.",
                examples=(
                    _words("XVII", "17", "numeral"),
                    _words("1917", "nineteen seventeen", "numeral"),
                    _words("1917", "1918", "substitution"),
                    _words("four", "five", "substitution"),
                ),
            ),
            ClassRule(
                function="_number_in_words",
                says=(
                    "Figures against words that may spell them out, where the language's number "
                    "words are not known. "
                    "Told by their length and their small letters."
                ),
                examples=(
                    Example(
                        a="kwa miaka 7 tu kwetu",
                        b="kwa miaka saba tu kwetu",
                        variant_class="numeral",
                        language=None,
                    ),
                ),
            ),
            ClassRule(
                function="_written_together",
                says=(
                    "The same letters, written together on one side. With a hyphen it is dress; "
                    "where only a space was "
                    "lost and the form is rare or stands nowhere else, it was misread."
                ),
                examples=(
                    _words("to-night", "tonight", "whitespace_dash"),
                    _words("and the", "andthe", "typo_ocr", "andthe"),
                ),
            ),
            ClassRule(
                function="_names",
                says="Both have capitals: initials, a short title, a part of a name for the whole.",
                examples=(
                    _words("L. D.", "Leon", "name_form"),
                    _words("Capt.", "Captain", "name_form"),
                    _words("Sergei Sedov", "Sergei Lvovich Sedov", "name_form"),
                ),
            ),
            ClassRule(
                function="_name_for_pronoun",
                says="A name of several words against a short common word, as a pronoun is.",
                examples=(_words("Sergei Sedov", "him", "name_form"),),
            ),
            ClassRule(
                function="_abbreviations",
                says="A word and its short form with a stop.",
                examples=(_words("vol.", "volume", "spelling"),),
            ),
            ClassRule(
                function="_misread",
                says=(
                    "Shapes that scanners and tired eyes take for each other (c and e, rn and m, l "
                    "and 1), and one form "
                    "stands nowhere else, is rare, or has figures among its letters."
                ),
                examples=(
                    _words("clerk", "c1erk", "typo_ocr"),
                    _words("meaning", "rneaning", "typo_ocr", "rneaning"),
                ),
            ),
            ClassRule(
                function="_respelled",
                says=(
                    "Doubled letters, a mute e, letters that stand for one sound, unless one of the "
                    "documents uses both "
                    "forms, each at places of its own: then they are two words to it."
                ),
                examples=(
                    _words("honour", "honor", "spelling"),
                    _words("pummeling", "pummelling", "spelling"),
                    _words("between", "betweene", "spelling"),
                ),
            ),
            ClassRule(
                function="_respelled_name",
                says="Names inside a sentence that are nearly alike, neither of which only adds an ending.",
                examples=(_words("Toomey", "Toomy", "name_form"),),
            ),
            ClassRule(
                function="_inflected",
                says="One word with two endings of at most three letters.",
                examples=(_words("chain", "chains", "inflection"), _words("wanted", "wants", "inflection")),
            ),
            ClassRule(
                function="_slipped",
                says=(
                    "A letter after the first wrong, in long words two, and one form stands nowhere "
                    "else. Where both "
                    "stand elsewhere they are two words."
                ),
                examples=(
                    _words("articles", "aiticles", "typo_ocr", "aiticles"),
                    _words("house", "horse", "substitution"),
                ),
            ),
        ),
    ),
    RuleGroup(
        title="Words that one side lacks",
        asked=(
            "The punctuation that both sides have stays where it is; what is left over touching the "
            "words goes with them."
        ),
        rules=(
            ClassRule(
                function="_sign_for_words",
                says="The other side has a sign there that is read as a word.",
                examples=(_texts("bread and salt for all", "bread & salt for all", "spelling"),),
            ),
            ClassRule(
                function="one_sided_class",
                says="The other side has an ellipsis or an empty bracket there: a marked gap.",
                examples=(
                    _texts(
                        "he left at noon. All went home with him. The town slept",
                        "he left at noon... The town slept",
                        "one_sided_gap_marked",
                    ),
                ),
            ),
            ClassRule(
                function="one_sided_class",
                says=(
                    "They stand in brackets that only this side has. Words in brackets on both sides "
                    "are the same words, and "
                    "no insertion."
                ),
                examples=(_texts("he (Lenin) went home", "he went home", "one_sided_bracketed"),),
            ),
            ClassRule(
                function="one_sided_class",
                says="One or two words with capitals that lengthen a name both sides have.",
                examples=(_texts("so Sergei Sedov went home", "so Sergei went home", "name_form"),),
            ),
            ClassRule(
                function="one_sided_class",
                says="Any other words.",
                examples=(_texts("he very slowly went home", "he went home", "one_sided"),),
            ),
        ),
    ),
    RuleGroup(
        title="Words at another place",
        asked=(
            "A run of words that tells more, in bits, than chance finds within the distance it "
            "moved; one word only where it "
            "changes places with its neighbours. Changes inside what moved are rows of their own."
        ),
        rules=(
            ClassRule(
                function="moved_blocks",
                says="Both sides have the words, but not in this order.",
                examples=(
                    _texts(
                        "they were seen by some competent judges then",
                        "they were seen by competent some judges then",
                        "transposition",
                    ),
                    _texts(
                        "So it was. In the old harbour lay nine boats. The mate slept below at dusk. "
                        "Rain fell",
                        "So it was. The mate slept below at dusk. In the old harbour lay nine boats. "
                        "Rain fell",
                        "transposition",
                    ),
                ),
            ),
        ),
    ),
    RuleGroup(
        title="At the edges of a match",
        asked=(
            "Where one side's sentence begins before the match or goes on behind it, and the other's "
            "does not: the row says "
            "with what, up to the end of the sentence. It is outside the match, and its `edge` is "
            "`start` or `end`."
        ),
        rules=(
            ClassRule(
                function="edge_variants",
                says="One side goes on where the other stops.",
                examples=(
                    Example(
                        a="We answered them with a song. The rest slept.",
                        b='"We answered them" (p. 7).',
                        variant_class="edge_cut",
                        passage="We answered them",
                    ),
                ),
            ),
        ),
    ),
)
"""All rules, in the order in which they are tried."""
