"""The page of classes says what the program does: its rules are those of the code, its examples come out as shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.align import classes
from pipeline.align.class_examples import Example, rows_of
from pipeline.align.class_rules import RULE_GROUPS
from pipeline.tables.variant_tables import VARIANT_CLASSES

EXAMPLES = [example for group in RULE_GROUPS for rule in group.rules for example in rule.examples]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.variant_class}: {example.b}")
def test_each_example_has_the_class_that_is_said_and_nothing_else_differs(example: Example) -> None:
    rows = rows_of(example)
    assert {row.variant_class for row in rows} == {example.variant_class}
    mirrored = replace(example, a=example.b, b=example.a)
    assert {row.variant_class for row in rows_of(mirrored)} == {example.variant_class}


def test_the_rules_for_words_are_those_of_the_code_in_their_order() -> None:
    declared = [rule.function for group in RULE_GROUPS for rule in group.rules]
    tried = [rule.__name__ for rule in classes._RULES]
    assert [name for name in declared if name in tried] == tried


def test_every_class_has_an_example() -> None:
    shown = {example.variant_class for example in EXAMPLES}
    assert shown == set(VARIANT_CLASSES)


def test_every_rule_has_an_example() -> None:
    assert all(rule.examples for group in RULE_GROUPS for rule in group.rules)


def test_brackets_that_both_sides_have_are_no_insertion() -> None:
    same = Example(a="he (Lenin) went home", b="he [Lenin] went home", variant_class="punctuation")
    assert {row.variant_class for row in rows_of(same)} == {"punctuation"}
    equal = Example(a="he (Lenin) went home", b="he (Lenin) went home", variant_class="punctuation")
    assert rows_of(equal) == []
