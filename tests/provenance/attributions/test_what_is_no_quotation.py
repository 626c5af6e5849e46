"""Talk in a story, titles, terms and irony in quotation marks are no quotations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

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
        'The "Economists" and the "softs" had parted by then, and nobody minded.',
        'They called it a "people\'s school" in those days, and it was cold.',
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
