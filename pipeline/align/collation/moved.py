"""Moved words: what two texts both have, but at another place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Moved", "find_moved"]

_LEAST_WORDS = 3
"""Words from which the same reading at two places is one that was moved: fewer stand twice by chance."""
