"""The rules by which variants get their classes, each with examples, for people.

They make `docs/reference/variant-classes.md`. The rules themselves are functions beside what they need; a test proves
that every one is declared here, in the order in which it is tried, and that aligning each example gives the class said.
"""

from __future__ import annotations

from pipeline.align.class_examples import ClassRule, Example, RuleGroup, texts, words

__all__ = ["RULE_GROUPS"]

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
                    texts('he said "come here" to us', "he said “come here” to us", "quotation_marks"),
                    texts("a friend's house of old", "a friend’s house of old", "quotation_marks"),
                ),
            ),
            ClassRule(
                function="with_scare_quotes",
                says=(
                    "A pair of quotation marks that one side alone has, around one to three words "
                    "inside running text "
                    "that are no sentence of their own: marks of irony."
                ),
                examples=(texts('a "brave" man indeed', "a brave man indeed", "scare_quotes"),),
            ),
            ClassRule(
                function="dress_class",
                says="Only blanks, dashes, line ends, and what is not seen in print.",
                examples=(texts("it was late - and dark", "it was late – and dark", "whitespace_dash"),),
            ),
            ClassRule(
                function="dress_class",
                says="Any other marks.",
                examples=(texts("it was late, and dark", "it was late; and dark", "punctuation"),),
            ),
            ClassRule(
                function="same_words_class",
                says="Letters that differ in case alone.",
                examples=(texts("all the Court was there", "all the court was there", "case"),),
            ),
            ClassRule(
                function="same_words_class",
                says="Accents, ligatures, the long s: what makes no other word.",
                examples=(texts("in the café at night", "in the cafe at night", "spelling"),),
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
                    words("XVII", "17", "numeral"),
                    words("1917", "nineteen seventeen", "numeral"),
                    words("1917", "1918", "substitution"),
                    words("four", "five", "substitution"),
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
                    words("to-night", "tonight", "whitespace_dash"),
                    words("and the", "andthe", "typo_ocr", "andthe"),
                ),
            ),
            ClassRule(
                function="_names",
                says="Both have capitals: initials, a short title, a part of a name for the whole.",
                examples=(
                    words("L. D.", "Leon", "name_form"),
                    words("Capt.", "Captain", "name_form"),
                    words("Sergei Sedov", "Sergei Lvovich Sedov", "name_form"),
                ),
            ),
            ClassRule(
                function="_name_for_pronoun",
                says="A name of several words against a short common word, as a pronoun is.",
                examples=(words("Sergei Sedov", "him", "name_form"),),
            ),
            ClassRule(
                function="_abbreviations",
                says="A word and its short form with a stop.",
                examples=(words("vol.", "volume", "spelling"),),
            ),
            ClassRule(
                function="_misread",
                says=(
                    "Shapes that scanners and tired eyes take for each other (c and e, rn and m, l "
                    "and 1), and one form "
                    "stands nowhere else, is rare, or has figures among its letters."
                ),
                examples=(
                    words("clerk", "c1erk", "typo_ocr"),
                    words("meaning", "rneaning", "typo_ocr", "rneaning"),
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
                    words("honour", "honor", "spelling"),
                    words("pummeling", "pummelling", "spelling"),
                    words("between", "betweene", "spelling"),
                    words("plants", "plantes", "spelling"),
                ),
            ),
            ClassRule(
                function="_respelled_name",
                says="Names inside a sentence that are nearly alike, neither of which only adds an ending.",
                examples=(words("Toomey", "Toomy", "name_form"),),
            ),
            ClassRule(
                function="_inflected",
                says="One word with two endings of at most three letters.",
                examples=(words("chain", "chains", "inflection"), words("wanted", "wants", "inflection")),
            ),
            ClassRule(
                function="_slipped",
                says=(
                    "A letter after the first wrong, in long words two, and one form stands nowhere "
                    "else. Where both "
                    "stand elsewhere they are two words."
                ),
                examples=(
                    words("articles", "aiticles", "typo_ocr", "aiticles"),
                    words("house", "horse", "substitution"),
                ),
            ),
            ClassRule(
                function="_swapped",
                says=(
                    "Two neighbouring letters in another order, in forms that both stand elsewhere, "
                    "unless one of the documents has both: then they are two words."
                ),
                examples=(words("been", "bene", "spelling"),),
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
                examples=(texts("bread and salt for all", "bread & salt for all", "spelling"),),
            ),
            ClassRule(
                function="one_sided_class",
                says="The other side has an ellipsis or an empty bracket there: a marked gap.",
                examples=(
                    texts(
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
                examples=(texts("he (Lenin) went home", "he went home", "one_sided_bracketed"),),
            ),
            ClassRule(
                function="one_sided_class",
                says="One or two words with capitals that lengthen a name both sides have.",
                examples=(texts("so Sergei Sedov went home", "so Sergei went home", "name_form"),),
            ),
            ClassRule(
                function="one_sided_class",
                says="Any other words.",
                examples=(texts("he very slowly went home", "he went home", "one_sided"),),
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
                    texts(
                        "they were seen by some competent judges then",
                        "they were seen by competent some judges then",
                        "transposition",
                    ),
                    texts(
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
