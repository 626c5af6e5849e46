"""A run on ``inputs/`` finds what was written into it, and nothing that is no copying."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.truth.conftest import Place, Published, Truth

LONGEST = 3
"""A match may be so many times as long as the passage it is to show."""

SURELY_FOUND = 8
"""Words from which every verbatim run is found, so that it is a match or set aside; shorter ones are by chance."""


BESIDE_AN_EDGE = {("T13", "ledger", "ledgcr"), ("T23", "two", "")}
"""Changed words next to the end of their passage, with too few equal words beyond them to reach out for."""


def _sides(row: dict[str, Any]) -> tuple[Place, Place]:
    return (row["a_path"], row["a_begin"], row["a_end"]), (row["b_path"], row["b_begin"], row["b_end"])


def _overlap(one: Place, other: Place) -> int:
    return max(0, min(one[2], other[2]) - max(one[1], other[1])) if one[0] == other[0] else 0


def _length(place: Place) -> int:
    return place[2] - place[1]


def _covering(run: Published, a: Place, b: Place) -> list[dict[str, Any]]:
    """Matches that stand on both places, by half of either or more, and are not much longer."""
    found = []
    for row in run.rows("matches"):
        left, right = _sides(row)
        on_both = _overlap(left, a) and _overlap(right, b)
        if on_both and max(_length(left) / _length(a), _length(right) / _length(b)) <= LONGEST:
            found.append(row)
    return found


def _share(places: list[Place], of: Place) -> float:
    covered: set[int] = set()
    for place in places:
        if place[0] == of[0]:
            covered.update(range(max(place[1], of[1]), min(place[2], of[2])))
    return len(covered) / _length(of)


def test_every_copied_passage_is_found_nearly_whole_on_both_sides(truth: Truth, published: Published) -> None:
    for match in truth.matches:
        a, b = (truth.place(match[side]) for side in ("a", "b"))
        sides = [_sides(row) for row in _covering(published, a, b)]
        assert sides, match["id"]
        least = 0.9 if match["grouping"] == "fixed" else 0.6
        assert _share([left for left, _ in sides], a) >= least, match["id"]
        assert _share([right for _, right in sides], b) >= least, match["id"]


def test_no_match_is_found_that_was_not_written_into_the_documents(
    truth: Truth, published: Published
) -> None:
    known = [tuple(truth.place(match[side]) for side in ("a", "b")) for match in truth.matches]
    for row in published.rows("matches"):
        left, right = _sides(row)
        assert any(_overlap(left, a) and _overlap(right, b) for a, b in known), row["what_differs"]


def test_no_arrow_is_drawn_against_the_truth(truth: Truth, published: Published) -> None:
    for match in truth.matches:
        a, b = (truth.place(match[side]) for side in ("a", "b"))
        allowed = {"undetermined", match["copied_from"], match["also_defensible"]}
        for row in _covering(published, a, b):
            if _overlap(_sides(row)[0], a) >= _length(a) / 2:
                assert row["copied_from"] in allowed, (match["id"], row["arrow"])


def test_an_arrow_is_drawn_where_dates_or_sources_toml_show_it(truth: Truth, published: Published) -> None:
    for match in truth.matches:
        if match["copied_from"] is None or match["by_date_alone"] != match["copied_from"]:
            continue
        a, b = (truth.place(match[side]) for side in ("a", "b"))
        assert {row["copied_from"] for row in _covering(published, a, b)} == {match["copied_from"]}, match[
            "id"
        ]


def test_a_pair_with_a_common_source_says_so(truth: Truth, published: Published) -> None:
    """T05, T18: the earlier of the two was there, but a third witness is nearer to the later one.

    T02, T03: both papers quote the telegram that the later report prints in its own voice, so the report has it not
    from them and they, being earlier, have it not from the report.
    """
    for match in truth.matches:
        if match["id"] not in {"T02", "T03", "T05", "T18"}:
            continue
        a, b = (truth.place(match[side]) for side in ("a", "b"))
        (row,) = _covering(published, a, b)
        assert (row["copied_from"], row["route"]) == ("undetermined", "common_source"), match["id"]
        assert row["implied"] == (match["id"] in {"T05", "T18"})
        # One of the papers has another number in it.
        assert row["why_look"] == (["changed sense"] if match["id"] == "T03" else None), match["id"]


def test_what_repeats_without_being_copied_is_no_match(truth: Truth, published: Published) -> None:
    for negative in truth.negatives:
        places = [truth.place(place) for place in negative["places"]]
        for a, b in permutations(places, 2):
            for row in published.rows("matches"):
                left, right = _sides(row)
                on_both = _overlap(left, a) > _length(a) / 2 and _overlap(right, b) > _length(b) / 2
                longer = min(_length(left), _length(right)) > LONGEST * _length(a)
                assert not on_both or longer, (negative["id"], row["a_text"])


def _reasons(truth: Truth, published: Published, negative: dict[str, Any]) -> set[str]:
    """Reasons of the strings set aside that overlap two of its places or more."""
    places = [truth.place(place) for place in negative["places"]]
    reasons = set()
    for row in published.rows("set_aside"):
        spans = [(one["path"], one["begin"], one["begin"] + len(row["text"])) for one in row["places"]]
        if sum(any(_overlap(span, place) for span in spans) for place in places) > 1:
            reasons.add(row["reason"])
    return reasons


def test_what_repeats_without_being_copied_is_set_aside_with_its_reason(
    truth: Truth, published: Published
) -> None:
    for negative in truth.negatives:
        reasons = _reasons(truth, published, negative)
        if negative["words"] >= SURELY_FOUND:
            assert reasons, negative["id"]
        # One place may lie in two strings that repeat, each for its own reason.
        assert not reasons or reasons & {negative["reason"], *negative["also"]}, negative["id"]


def test_all_places_of_a_string_set_aside_are_counted(truth: Truth, published: Published) -> None:
    title = next(negative for negative in truth.negatives if negative["id"] == "N08")
    (row,) = [row for row in published.rows("set_aside") if row["reason"] == "user"]
    assert row["n_occurrences"] == row["n_documents"] == len(title["places"])
    assert {place["path"] for place in row["places"]} == {place["path"] for place in title["places"]}


def test_the_bees_have_nothing_in_common_with_anybody(published: Published) -> None:
    for row in published.rows("matches"):
        assert "bees-at-hollin-farm.txt" not in {row["a_path"], row["b_path"]}
    (bees,) = [row for row in published.rows("documents") if row["path"] == "bees-at-hollin-farm.txt"]
    assert (bees["coverage"], bees["copied_share"]) == (0, 0)


def test_witnesses_of_one_passage_make_one_family(truth: Truth, published: Published) -> None:
    """The lamp: the memoir, two pages that print it as a source, and a narrative that cuts it."""
    lamp = [match for match in truth.matches if match["family"] == ["lamp"]]
    families = {
        family
        for match in lamp
        for row in _covering(published, truth.place(match["a"]), truth.place(match["b"]))
        for family in row["family_ids"]
    }
    assert len(families) == 1
    (family,) = [row for row in published.rows("families") if row["family_id"] in families]
    assert (family["n_witnesses"], family["n_documents"]) == (4, 3)


def test_a_copied_block_says_which_families_it_contains(published: Published) -> None:
    (news,) = [
        row for row in published.rows("families") if row["label"].startswith("It is our melancholy duty")
    ]
    labels = {row["family_id"]: row["label"] for row in published.rows("families")}
    contained = {labels[family].split()[0] for family in news["contains_family_ids"]}
    assert contained == {"She", "Picked"}


def test_sigla_are_unique_in_their_family(published: Published) -> None:
    sigla = [(row["family_id"], row["siglum"]) for row in published.rows("witnesses")]
    assert len(set(sigla)) == len(sigla)


def test_the_tree_of_the_telegram_leads_from_paper_to_paper_and_leaves_the_report_out(
    published: Published,
) -> None:
    telegram = [row for row in published.rows("witnesses") if row["exact"].startswith("Picked up at six")]
    by_id = {row["witness_id"]: row["siglum"] for row in telegram}
    parents = {row["siglum"]: by_id.get(row["parent_witness_id"]) for row in telegram}
    assert parents == {
        "courier-1903-11-13": None,
        "gazette-1903-11-14": "courier-1903-11-13",
        "report-1904": None,
    }


def test_every_arrow_that_the_texts_show_is_drawn(truth: Truth, published: Published) -> None:
    """Also where no date and no statement decides: quotations, gaps, brackets and numbered sources do."""
    for match in truth.matches:
        if match["copied_from"] is None or match["id"] in {"T11", "T27"}:
            continue
        a, b = (truth.place(match[side]) for side in ("a", "b"))
        assert {row["copied_from"] for row in _covering(published, a, b)} == {match["copied_from"]}, match[
            "id"
        ]


def test_slips_that_two_papers_share_are_evidence_that_can_be_looked_up(
    truth: Truth, published: Published
) -> None:
    papers = next(match for match in truth.matches if match["id"] == "T01")
    (row,) = _covering(published, truth.place(papers["a"]), truth.place(papers["b"]))
    shared = [
        fact
        for fact in published.rows("evidence")
        if fact["match_id"] == row["match_id"] and fact["kind"] == "shared_error"
    ]
    assert {fact["excerpt"].rpartition(" (for ")[2] for fact in shared} == {"and the)", "the)"}
    text = truth.texts[row["a_path"]]
    assert {text[fact["begin"] : fact["end"]] for fact in shared} == {
        "nor her lantern, andthe steam tug Bulldog",
        "is said that the the Board made answer",
    }
    assert {fact["favours"] for fact in shared} == {"dependence"}


def test_the_facts_for_an_arrow_add_up_to_its_confidence(published: Published) -> None:
    evidence = published.rows("evidence")
    assert evidence
    for match in published.rows("matches"):
        if match["copied_from"] == "undetermined":
            continue
        counted = [
            row
            for row in evidence
            if row["match_id"] == match["match_id"]
            and row["counted_with"] is None
            and row["favours"] != "dependence"
        ]
        millibits = sum(
            row["weight_millibits"] if row["favours"] == match["copied_from"] else -row["weight_millibits"]
            for row in counted
        )
        assert abs(match["direction_confidence"] - 1 / (1 + 2 ** (-millibits / 1000))) < 1e-3


def test_documents_say_which_source_explains_how_much_of_them(published: Published) -> None:
    edges = [row for row in published.rows("provenance") if row["level"] == "document"]
    page = [row for row in edges if row["copy_path"] == "perpetua-lightship.md" and row["confidence"]]
    first = min(page, key=lambda row: row["rank"])
    assert first["source_path"] == "memoir-1931.txt"
    assert {row["source_path"] for row in page} == {
        "memoir-1931.txt",
        "report-1904.txt",
        "courier-1903-11-13.txt",
    }
    assert all(0 < row["share_of_copy"] < 0.5 for row in page)
    (pamphlet,) = [row for row in edges if row["copy_path"] == "pamphlet-1905.md"]
    assert (pamphlet["source_path"], pamphlet["certainty"], pamphlet["n_matches"]) == (
        "report-1904.txt",
        "sure",
        4,
    )


def test_roles_tell_sources_from_narrative(published: Published) -> None:
    roles = {(row["siglum"], row["role"]) for row in published.rows("witnesses")}
    assert ("perpetua-lightship (3)", "source excerpt") in roles
    assert ("perpetua-lightship", "narrative") in roles
    assert ("courier_second_copy", "whole document") in roles


def test_a_difference_and_a_fact_name_the_documents_as_their_match_does(published: Published) -> None:
    arrows = {row["match_id"]: row["arrow"] for row in published.rows("matches")}
    for table in ("variants", "evidence"):
        rows = published.rows(table)
        assert rows
        assert [row["arrow"] for row in rows] == [arrows[row["match_id"]] for row in rows]


def test_both_sides_of_a_match_have_different_names(published: Published) -> None:
    for row in published.rows("matches"):
        left, right = row["arrow"].replace("→", "?").split(" ? ")
        assert left != right


def test_offsets_slice_the_documents_exactly(truth: Truth, published: Published) -> None:
    for row in published.rows("matches"):
        for side in ("a", "b"):
            text = truth.texts[row[f"{side}_path"]]
            assert text[row[f"{side}_begin"] : row[f"{side}_end"]] == row[f"{side}_text"]
    for row in published.rows("witnesses"):
        assert truth.texts[row["path"]][row["begin"] : row["end"]] == row["exact"]


def test_an_excerpt_is_a_whole_source_cut_out_of_a_larger_text(truth: Truth, published: Published) -> None:
    for match in truth.matches:
        a, b = (truth.place(match[side]) for side in ("a", "b"))
        found = {row["reuse_type"] for row in _covering(published, a, b)}
        if match["kind"] == "excerpt" and match["id"] not in {"T09", "T16"}:
            assert found == {"excerpt"}, match["id"]
        elif match["kind"] != "excerpt":
            assert "excerpt" not in found, match["id"]


def test_drift_counts_quotations_apart_from_narration(published: Published) -> None:
    rows = {(row["a_path"], row["b_path"]): row for row in published.rows("drift")}
    essay = rows["ru/lukin-1903.txt", "ru/ogon-1934.txt"]
    assert (essay["words_narration"], essay["direction"], essay["n_matches"]) == (0, "a", 2)
    pamphlet = rows["pamphlet-1905.md", "report-1904.txt"]
    assert (pamphlet["words_quotation"], pamphlet["direction"]) == (0, "b")
    for row in rows.values():
        pairs = [
            match
            for match in published.rows("matches")
            if (match["a_path"], match["b_path"]) == (row["a_path"], row["b_path"])
        ]
        assert row["n_matches"] == len(pairs)
        assert row["n_wording"] == sum(match["n_wording"] for match in pairs)
        assert row["words_narration"] + row["words_quotation"] == sum(match["words_equal"] for match in pairs)


def _one_line(reading: str) -> str:
    return " ".join(reading.split())


def test_changed_words_are_rows_of_their_own_and_of_their_class(truth: Truth, published: Published) -> None:
    """Form and wording; where to cut dress into rows is a matter of taste."""
    variants = published.rows("variants")
    missing = set()
    for match in truth.matches:
        if match["grouping"] != "fixed" or match["a"]["text"] is None:
            continue
        a, b = (truth.place(match[side]) for side in ("a", "b"))
        ids = {row["match_id"] for row in _covering(published, a, b)}
        found = {
            (_one_line(row["a_reading"]), _one_line(row["b_reading"]), row["variant_class"])
            for row in variants
            if row["match_id"] in ids
        }
        missing |= {
            (match["id"], row["a_reading"], row["b_reading"])
            for row in truth.variants
            if row["match"] == match["id"] and row["level"] != "dress"
            if not any(
                (_one_line(row["a_reading"]), _one_line(row["b_reading"]), kind) in found
                for kind in (row["variant_class"], *row["also"])
            )
        }
    assert missing <= BESIDE_AN_EDGE
