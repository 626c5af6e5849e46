"""Talk in a story, titles, terms and irony in quotation marks are no quotations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.provenance.attributions.cue_tables import cue_tables
from pipeline.provenance.attributions.titles import find_works

Audit = Callable[..., Any]
Page = Callable[..., object]

STORY = """The Ferry

I had been asleep for an hour when somebody knocked at the door of the cabin.

"Who is there?" I asked.

"It is only me, and I have brought you the letter that you wanted from the harbour master," said the boy.

"Then come in and shut the door behind you, for the wind is cold and the lamp will not stand it," I answered.

He came in. "The captain says that we shall not sail before the morning tide, whatever the owners want," he whispered.

"Does he indeed?" my brother cried. "Then the owners may come and say so to my face, if they can find the stairs!"

The boy looked at me. I told him: "Go back to the captain and tell him that we are coming up at once, all of us."

"Yes, sir," he replied, and was gone.
"""


def test_talk_in_a_story_is_no_quotation(audit: Audit, page: Page) -> None:
    assert audit(x=page(text=STORY, language="en")).tables["attributions"] == []


@pytest.mark.parametrize(
    "text",
    [
        'He read "The Mill Pond" (1931) by the window, and nothing else for a year.',
        'The "drys" and the "wets" had parted by then, and nobody minded.',
        'They called it a "ladies\' bridge" in those days, and it was cold.',
        "The mill (see the map) was sold to a 'gentleman from London' in the end.",
    ],
)
def test_titles_terms_and_irony_are_no_quotations(audit: Audit, page: Page, text: str) -> None:
    assert audit(x=page(text=text, language="en")).tables["attributions"] == []


def test_the_articles_of_a_law_are_no_sources(audit: Audit, page: Page) -> None:
    law = (
        "An Act\n\n(1) Scope\n\nThis law is about ponds.\n\n(2) Definitions, General\n\n"
        "A pond is water that stands.\n\n(3) Fines\n\nNone."
    )
    assert audit(x=page(text=law, language="en")).tables["attributions"] == []


def test_no_title_has_half_a_sentence_in_it(audit: Audit, page: Page) -> None:
    quoted = "the ice was gone from the lower pond by the second week of March"
    text = (
        f'In his pamphlet, The Wheel (1905), Tom Reed looked at the thaw: "{quoted}." '
        f'Soon after the war of the millers (1907) had ended Ada Finch wrote: "{quoted}, indeed." '
    )
    titles = [row["title"] for row in audit(x=page(text=text, language="en")).tables["attributions"]]
    assert titles == ["The Wheel", None]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "After the Congress of Millers (1907) Ada Finch wrote:"),
        ("en", "In the aftermath of the Congress of Millers (1907) Ada Finch wrote:"),
        ("en", "While in Rome (1950) she wrote:"),
        ("en", "During the Battle of the Weir (1815) he wrote:"),
        ("en", "Ada Finch (1882-1962) wrote:"),
        ("en", "Tom Reed, the author of a long study of the valley and its people (1990), noted:"),
        ("de", "In Berlin schrieb Holm nach dem Kongress (1878):"),
        ("fr", "Après le congrès de Berlin (1878), Morel écrit :"),
        ("es", "En Madrid (1905) escribió Ruiz:"),
        ("ru", "В Берлине (1878) Зимина писала:"),
    ],
)
def test_places_and_events_with_a_year_are_no_titles(language: str, sentence: str) -> None:
    (cues,) = [table for table in cue_tables() if table.language == language]
    assert [work.title for work in find_works(sentence, cues)] == []


@pytest.mark.parametrize(
    ("sentence", "author", "title", "year"),
    [
        ("Finch (1931) argues that", "Finch", None, 1931),
        (
            "According to Tom Reed, the author of A Death at the Weir: Ada G. Finch and the Flood (2004):",
            None,
            "A Death at the Weir: Ada G. Finch and the Flood",
            2004,
        ),
        ("His colleague Tom Reed (1978: 44) disagreed:", "Tom Reed", None, 1978),
        ("Finch, in The Mill Pond (1931), calls it", None, "The Mill Pond", 1931),
        (
            "In an interview that was published in The Herald on 7th November 1971 she said",
            None,
            "The Herald",
            1971,
        ),
        ("In his autobiography, This is My Story, Tom Reed admitted that", None, "This is My Story", None),
    ],
)
def test_works_in_a_sentence_are_read(
    sentence: str, author: str | None, title: str | None, year: int | None
) -> None:
    (cues,) = [table for table in cue_tables() if table.language == "en"]
    assert [(work.author, work.title, work.year) for work in find_works(sentence, cues)] == [
        (author, title, year)
    ]


def test_an_excerpt_under_a_heading_without_a_number_is_a_source(audit: Audit, page: Page) -> None:
    text = (
        "The Valley\n\nA few words on the valley before its witnesses are heard, who say it better than I could.\n\n"
        "Ada Finch, The Mill Pond (1931)\n\nThe ice was gone from the lower pond by the second week of March.\n\n"
        "What remains\n\nNothing of all this is left, as anybody can see who takes the train that stops there."
    )
    (row,) = audit(x=page(text=text, language="en")).tables["attributions"]
    assert (row["speaker"], row["title"], row["year"]) == ("Ada Finch", "The Mill Pond", 1931)
    assert row["quoted"] == "The ice was gone from the lower pond by the second week of March."


BEHIND = [
    ("en", '"{}," recalled Ada Finch.', '"{}," said Ada Finch.'),
    ("en", '"{}," Ada Finch remembered years later.', '"{}," Ada Finch answered.'),
    ("en", '"{}," according to Ada Finch.', '"{}," exclaimed Ada Finch.'),
    ("de", "„{}“, erinnerte sich Ada Finch.", "„{}“, sagte Ada Finch."),
    ("de", "„{}“, so Ada Finch.", "„{}“, rief Ada Finch."),
    ("fr", "« {} », se souvenait Ada Finch.", "« {} », dit Ada Finch."),
    ("es", "«{}», recordaba Ada Finch.", "«{}», dijo Ada Finch."),
    ("ru", "«{}», вспоминала Ada Finch.", "«{}», сказала Ada Finch."),
    ("ru", "«{}», — вспоминала Ada Finch.", "«{}», — ответила Ada Finch."),
]
"""What goes on behind a quotation: a word of looking back, and one of mere speaking."""

STORIES = {
    "en": '"Is it far?" asked Tom Reed. "{}," she remembered. "And the swans?" cried Tom Reed.',
    "de": "„Ist es weit?“, fragte Tom Reed. „{}“, erinnerte sie sich. „Und die Schwäne?“, rief Tom Reed.",
    "fr": "« C'est loin ? », demanda Tom Reed. « {} », se souvint-elle. « Et les cygnes ? », cria Tom Reed.",
    "es": "«¿Está lejos?», preguntó Tom Reed. «{}», recordó ella. «¿Y los cisnes?», gritó Tom Reed.",
    "ru": "«Это далеко?» — спросил Tom Reed. «{}», — вспоминала она. «А лебеди?» — крикнул Tom Reed.",
}
WORDS = "ice gone from the lower pond by the second week of March and the swans came back on the same night"


@pytest.mark.parametrize(("language", "recalled", "said"), BEHIND)
def test_behind_a_quotation_looking_back_names_its_source_and_mere_speaking_is_talk(
    audit: Audit, page: Page, language: str, recalled: str, said: str
) -> None:
    (row,) = audit(x=page(text=recalled.format(WORDS), language=language)).tables["attributions"]
    assert (row["speaker"], row["quoted"].strip(",")) == ("Ada Finch", WORDS)
    assert audit(x=page(text=said.format(WORDS), language=language)).tables["attributions"] == []


@pytest.mark.parametrize("language", STORIES)
def test_in_a_story_one_looks_back_in_talk(audit: Audit, page: Page, language: str) -> None:
    text = STORIES[language].format(WORDS)
    assert audit(x=page(text=text, language=language)).tables["attributions"] == []
