"""Of a crowd of witnesses the table of the apparatus names a few in its entry, and all in its readings."""

from __future__ import annotations

from pipeline.align.collation.place import Place, Reading
from pipeline.report.rows.apparatus_rows import entry


def test_an_entry_names_twenty_witnesses_and_readings_and_counts_the_others() -> None:
    sigla = [f"s{number}" for number in range(100)]
    readings = (
        Reading(reading="old", state="reads", witnesses=(0,)),
        Reading(reading="new", state="reads", witnesses=tuple(range(1, 31))),
        *(Reading(reading=f"x{at}", state="reads", witnesses=(at,)) for at in range(31, 60)),
    )
    place = Place(lemma="old", lemma_begin=0, lemma_end=3, readings=readings, variant_class="substitution")
    made = entry(place, sigla, "")
    assert made.startswith("old ] new s1, s2, s3, ")
    assert " s20 and 10 more; x31 s31; " in made
    assert made.endswith("x49 s49; and 10 more readings")


def test_an_entry_without_a_lemma_says_after_which_word_it_stands() -> None:
    readings = (
        Reading(reading="", state="omits", witnesses=(0,)),
        Reading(reading="of iron", state="reads", witnesses=(1,)),
        Reading(reading="of wood", state="moved", witnesses=(2,)),
    )
    place = Place(lemma="", lemma_begin=3, lemma_end=3, readings=readings, variant_class="one_sided")
    assert entry(place, ["A", "B", "C"], "lamp") == "after lamp ] adds of iron B; of wood moved C"
    assert entry(place, ["A", "B", "C"], "") == "at the beginning ] adds of iron B; of wood moved C"


def test_sigla_that_have_blanks_are_told_apart() -> None:
    readings = (
        Reading(reading="old", state="reads", witnesses=(0,)),
        Reading(reading="new", state="reads", witnesses=(1, 2)),
    )
    place = Place(lemma="old", lemma_begin=0, lemma_end=3, readings=readings, variant_class="substitution")
    assert entry(place, ["A", "page", "page (3)"], "") == "old ] new page, page (3)"


def test_an_entry_says_where_words_moved_and_leaves_the_mark_before_words_out() -> None:
    readings = (
        Reading(reading=", in the morning", state="reads", witnesses=(0,)),
        Reading(reading="", state="moved", witnesses=(1,)),
    )
    place = Place(
        lemma=", in the morning",
        lemma_begin=0,
        lemma_end=16,
        readings=readings,
        variant_class="transposition",
    )
    assert entry(place, ["A", "B"], "", [7]) == "in the morning ] moved (see 7) B"
    marked = Reading(reading="...", state="reads", witnesses=(1,))
    left_out = Place(
        lemma=". All night",
        lemma_begin=0,
        lemma_end=11,
        readings=(readings[0], marked),
        variant_class="one_sided",
    )
    assert entry(left_out, ["A", "B"], "") == "All night ] ... B"
