"""Presets of how hard to look: what each sets, where nobody says otherwise.

A preset is nothing but values of other settings, so the hash of a configuration knows it by these, and two ways to
the same values are one configuration. `docs/explanation/detection-curve.md` tells how much each finds and costs.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["PRESETS", "SENSITIVITY_KEY", "Preset", "Sensitivity"]

Sensitivity = Literal["quick", "normal", "thorough"]

SENSITIVITY_KEY = "minhash.sensitivity"
"""The setting that names a preset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What a preset is for, a phrase, and the settings it sets, by key; `normal` sets none, for it is the defaults."""

    meaning: str
    values: Mapping[str, object]


PRESETS: Mapping[str, Preset] = types.MappingProxyType(
    {
        "quick": Preset(
            meaning="for a first look at a large corpus: long and verbatim passages, fewer false ones",
            # One minimum a window is winnowing: the promise for verbatim runs holds, little else is seen.
            values={"minhash.window_permutations": 1},
        ),
        "normal": Preset(meaning="the defaults", values={}),
        "thorough": Preset(
            meaning="for short and much varied passages, where a few false ones more may be read and thrown out",
            # Two words in a row survive edits that leave no three; a lower margin lets what is then seen count.
            values={
                "minhash.shingle_words": 2,
                "minhash.window_permutations": 8,
                "accept.margin_bits": 6.0,
            },
        ),
    }
)
"""Name to preset, from the quickest on."""

if tuple(PRESETS) != get_args(Sensitivity):
    raise AssertionError("a preset has no name in Sensitivity, or a name no preset")
