"""Bands: a signature's rows folded into one 64-bit key a band, and the chance that two passages share one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.errors import ConfigurationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BandShape", "band_hashes", "band_probability", "choose_bands"]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, slots=True, kw_only=True)
class BandShape:
    """How a signature is cut: ``bands`` bands of ``rows`` rows."""

    bands: int
    rows: int


def choose_bands(jaccard: float, permutations: int) -> BandShape:
    """The bands that part pairs above a likeness best from pairs below it.

    Args:
        jaccard: Least likeness of a pair that is to be found, above 0 and at most 1.
        permutations: Length of the signatures, at least 2.

    Returns:
        The shape, within ``permutations``, with the smallest sum of the areas of false and missed pairs under the curve
        of ``band_probability``.

    Source: datasketch, ``MinHashLSH``, which integrates and chooses. Cost: datasketch loads scipy, most of a second
    once in a process; then one integral for each shape that fits.
    """
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=jaccard, num_perm=permutations)
    return BandShape(bands=index.b, rows=index.r)


def band_hashes(signatures: NDArray[np.uint32], bands: int, rows: int) -> NDArray[np.uint64]:
    """Fold ``rows`` consecutive minima into one key for each band.

    Args:
        signatures: uint32[m, n_permutations].
        bands: Number of bands.
        rows: Minima in a band; ``bands * rows`` may not exceed the number of permutations.

    Returns:
        uint64[m, bands]. Equal rows give equal keys; different rows give equal keys with a chance of 2**-64.

    Raises:
        ConfigurationError: The signature is too short for that many bands and rows.

    Source: Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4; the mix is SplitMix64 (Steele, Lea,
    Flood 2014).
    """
    if bands * rows > signatures.shape[1]:
        message = (
            f"{bands} bands of {rows} rows need {bands * rows} permutations; there are {signatures.shape[1]}."
        )
        raise ConfigurationError(
            message, hint="Raise minhash.permutations or lower minhash.bands or minhash.rows."
        )
    wide = signatures[:, : bands * rows].reshape(-1, bands, rows).astype(np.uint64)
    keys = np.zeros(wide.shape[:2], np.uint64)
    for row in range(rows):
        keys = (keys ^ wide[:, :, row]) * _MULTIPLIER
        keys ^= keys >> np.uint64(30)
        keys *= _MIX[0]
        keys ^= keys >> np.uint64(27)
        keys *= _MIX[1]
        keys ^= keys >> np.uint64(31)
    return keys


def band_probability(jaccard: float, bands: int, rows: int) -> float:
    """The chance that two windows of a given Jaccard index share at least one band.

    Args:
        jaccard: 0 to 1.
        bands: Number of bands.
        rows: Minima in a band.

    Returns:
        ``1 - (1 - jaccard ** rows) ** bands``.
    """
    return float(1.0 - (1.0 - jaccard**rows) ** bands)
