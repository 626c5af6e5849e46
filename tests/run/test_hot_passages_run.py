"""A block of text that very many documents have is one family, with a match a member and not a pair."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.run.conftest import Desk

DOCUMENTS = 120
VARIED = 20

NOTICE = (
    "Passengers are reminded that the ferry keeps no lamp after Michaelmas, that hens travel at the owner's peril, and "
    "that the bell is rung twice for fog and once for a bishop. Complaints go to the lockkeeper's widow, in writing, "
    "on a Tuesday."
)


def document(number: int, generator: random.Random) -> str:
    own = " ".join(
        "".join(generator.choices("bdfgklmnprst", k=1) + generator.choices("aeiou", k=1))
        * generator.randint(1, 3)
        + generator.choice(["", "n", "sk"])
        for _ in range(60)
    )
    notice = NOTICE.replace("hens", f"geese{number}") if number % VARIED == 1 else NOTICE
    return f"Sheet {number}. {own}.\n\n{notice}\n\n{own[::-1]}.\n"


def test_a_notice_in_every_document_is_one_family_of_all(desk: Desk) -> None:
    generator = random.Random(4)
    desk.put({f"sheets/{number:04}.txt": document(number, generator) for number in range(DOCUMENTS)})
    desk.run()
    (family,) = [row for row in desk.rows("families") if row["n_documents"] > VARIED]
    assert family["n_documents"] == DOCUMENTS
    notices = [row for row in desk.rows("matches") if "keeps no lamp" in row["a_text"]]
    linked = {path for row in notices for path in (row["a_path"], row["b_path"])}
    assert len(linked) == DOCUMENTS
    # All pairs would be some seven thousand.
    assert len(notices) < 4 * DOCUMENTS
